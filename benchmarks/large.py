"""A large index: building it, searching it, and changing a paragraph of it while questions come.

    python -m benchmarks.large NEWS.jsonl QUESTIONS.json 10000 100000 [--vectors postgres|milvus]
        [--json large.json]

NEWS has a text a line (`title`, `text`), which are repeated with their words exchanged until there
are so many passages; QUESTIONS are in SQuAD's layout. Vectors of passages are those of the texts'
own first ones, moved a little at random, so that building is timed without the model. Searching is
by both engines, with the question embedded before; times in milliseconds. Where the databases are
say SEEDQA_POSTGRES and SEEDQA_MILVUS. Recall is that of the titles, and of the questions, which
have nothing to do with the texts and to which all is nearly as far.
"""

import argparse
import json
import random
import re
import resource
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evals.datasets.squad import read_passages
from index.embedding import Embedder, load_embedder
from index.search import Searcher
from index.storage import Corpus
from index.storage.changes import passage_rows
from index.sync import sync_documents
from index.text.chunking import chunk
from index.types import Document
from qa.factory import build_corpus
from qa.settings import load_settings

QUESTIONS, RATE = 200, 10
SHARED = ("postgres", "milvus")
_NOISE = 0.6  # how far vectors lie from a text's own, times a unit vector
_WORD = re.compile(r"[А-Яа-яё]{5,}|\d+")


class MovedVectors:
    """Vectors near those of some texts, and the real ones of questions."""

    def __init__(self, embedder: Embedder, texts: Sequence[str]) -> None:
        self.dimension, self.fingerprint = embedder.dimension, embedder.fingerprint
        self.embed_query = embedder.embed_query
        self._known = embedder.embed_passages(texts)
        self._random = np.random.default_rng(0)

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        rows = self._known[self._random.integers(0, len(self._known), len(texts))]
        moves = self._random.standard_normal(rows.shape, dtype=np.float32)
        moves *= _NOISE / np.linalg.norm(moves, axis=1, keepdims=True).clip(1e-9)
        moved = rows + moves
        if progress:
            progress(len(texts))
        found: NDArray[np.float32] = moved / np.linalg.norm(moved, axis=1, keepdims=True)
        return found


def documents(texts: Sequence[str], passages: int) -> Iterator[Document]:
    """Texts over and over, a fifth of their longer words exchanged for others of theirs."""
    chance = random.Random(0)
    words = [word for text in texts for word in _WORD.findall(text)]
    held, number = 0, 0
    while held < passages:
        text = texts[number % len(texts)]
        if number >= len(texts):
            text = _WORD.sub(
                lambda found: chance.choice(words) if chance.random() < 0.2 else found[0], text
            )
        document = Document(f"{number:07}.md", f"Новость {number}", text, "ru")
        held += len(chunk(document))
        number += 1
        yield document


def percentiles(times: Sequence[float]) -> dict[str, float]:
    return {
        "p50": 1e3 * float(np.quantile(times, 0.5)),
        "p95": 1e3 * float(np.quantile(times, 0.95)),
        "max": 1e3 * max(times),
    }


def search_times(searcher: Searcher, questions: Sequence[str]) -> list[float]:
    times = []
    for question in questions:
        searcher.embed_query(question)
        started = time.perf_counter()
        searcher.search(question, "ru", 5)
        times.append(time.perf_counter() - started)
    return times


def change_one(
    held: list[Document],
    corpus: Corpus,
    embedder: Any,
    searcher: Searcher,
    questions: Sequence[str],
) -> dict[str, Any]:
    """Change a paragraph while ten questions a second come; until it is found."""
    times: list[float] = []
    over = threading.Event()

    def ask() -> None:
        for question in questions * 100:
            started = time.perf_counter()
            searcher.search(question, "ru", 5)
            times.append(time.perf_counter() - started)
            if over.wait(max(0.0, 1 / RATE - times[-1])):
                return

    asking = threading.Thread(target=ask)
    asking.start()
    started = time.perf_counter()
    held[7] = replace(held[7], text=f"{held[7].text}\n\nЗубробизон поселился в заповеднике.")
    # As a program does that knows what it changed.
    sync_documents([held[7]], corpus, lambda: embedder, keep=lambda name, path: True)
    while not searcher.search("зубробизон", "ru", 1, dense=False):
        time.sleep(0.01)
    spent = time.perf_counter() - started
    over.set()
    asking.join()
    return {"seconds": spent, "questions meanwhile": percentiles(times)}


def recall(searcher: Searcher, questions: Sequence[str]) -> float:
    """The share of the ten nearest passages that are found, by all vectors one by one."""
    snapshot = searcher.open()
    rows = [(row.id, row.vector) for row in passage_rows(snapshot.store)]
    ids, vectors = np.array([row for row, _ in rows]), np.stack([vector for _, vector in rows])
    shares = []
    for question in questions:
        query = searcher.embed_query(question)
        nearest = set(ids[np.argsort(-(vectors @ query))[:10]].tolist())
        shares.append(len(nearest & {i for i, _ in snapshot._nearest(query, 50)[:10]}) / 10)
    return float(np.mean(shares))


def measure(
    size: int,
    texts: Sequence[str],
    embedder: Any,
    questions: list[str],
    titles: Sequence[str],
    engine: str,
) -> dict[str, Any]:
    home = Path(tempfile.mkdtemp(prefix="seedqa-large-"))
    name = "large_benchmark"
    corpus = build_corpus(
        load_settings(index=home, vectors=engine, postgres_schema=name, milvus_name=name)
    )
    try:
        held = list(documents(texts, size))
        started = time.perf_counter()
        report = sync_documents(held, corpus, lambda: embedder, rebuild=engine in SHARED)
        built = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
        searcher = Searcher(corpus, embedder)
        times = search_times(searcher, questions)
        return {
            "passages": report.counts["chunks"],
            "documents": len(held),
            "build_s": built,
            "disk_mb": sum(p.stat().st_size for p in home.rglob("*") if p.is_file()) / 2**20,
            "peak_memory_mb": peak,
            "search_ms": percentiles(times),
            "one changed": change_one(held, corpus, embedder, searcher, questions),
            "recall": {
                "titles": recall(searcher, titles),
                "questions": recall(searcher, questions[:100]),
            },
        }
    finally:
        shutil.rmtree(home)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--vectors", default="faiss", choices=("faiss", "exact", *SHARED))
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    lines = arguments.news.read_text(encoding="utf-8").splitlines()
    news = [json.loads(line) for line in lines]
    texts, titles = [item["text"] for item in news], [item["title"] for item in news[:100]]
    passages = read_passages(arguments.questions)
    questions = [q.question for passage in passages for q in passage.questions][:QUESTIONS]
    embedder = MovedVectors(load_embedder(), [text[:400] for text in texts])
    figures = []
    for size in arguments.sizes:
        figures.append(measure(size, texts, embedder, questions, titles, arguments.vectors))
        print(json.dumps(figures[-1], ensure_ascii=False), flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
