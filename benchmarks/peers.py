"""Search as others build it, over the same passages with the same model, in one run.

    pip install --no-deps langchain-community langchain-classic langchain-huggingface \
        langchain-text-splitters txtai
    python -m benchmarks.peers xquad-dev.en.json xquad-dev.ru.json [--json peers.json]

The files hold the same questions over the same passages in two languages, in SQuAD's layout. Each
system indexes the passages of one file, then is asked the questions of both: SeedQA; LangChain's
usual chain (`RecursiveCharacterTextSplitter` of 800 characters, `HuggingFaceEmbeddings` with the
model's prompts, `FAISS`); txtai with dense and BM25 together. A passage is found where one of the
first five holds the answer's words in their place. Times are of one process with the model loaded.
`--systems seedqa exact postgres milvus` compares SeedQA's own engines; SEEDQA_POSTGRES and
SEEDQA_MILVUS say where those are.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from evals.datasets.squad import SquadPassage, read_passages
from index.embedding import load_embedder
from index.embedding.packaged.folder import PROMPTS
from index.embedding.packaged.unpacked import unpack
from index.search import Searcher
from index.sync import sync_documents
from index.text.language import detect
from index.types import Document, Span
from qa.factory import build_corpus
from qa.settings import load_settings

DEPTH = 5


class Found(NamedTuple):
    """Where in which passage words stand that were found."""

    passage: int
    span: Span


Search = Callable[[str], list[Found]]
Build = Callable[[Sequence[SquadPassage]], Search]


def seedqa(engine: str = "faiss") -> Build:
    embedder = load_embedder()
    embedder.embed_query("warm")
    folder = tempfile.TemporaryDirectory()

    def build(passages: Sequence[SquadPassage]) -> Search:
        documents = [
            Document(str(number), passage.title, passage.text, passage.language)
            for number, passage in enumerate(passages)
        ]
        home = Path(folder.name) / passages[0].language
        name = f"peers_{passages[0].language}"
        corpus = build_corpus(
            load_settings(index=home, vectors=engine, postgres_schema=name, milvus_name=name)
        )
        sync_documents(documents, corpus, lambda: embedder, rebuild=True)
        searcher = Searcher(corpus, embedder)
        return lambda question: [
            Found(int(hit.document.id), Span(hit.passage.start, hit.passage.end))
            for hit in searcher.search(question, detect(question), DEPTH)
        ]

    return build


def langchain() -> Build:
    from langchain_community.vectorstores import FAISS
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    embeddings = HuggingFaceEmbeddings(
        model_name=str(unpack()),
        encode_kwargs={"prompt": PROMPTS["passage"], "normalize_embeddings": True},
        query_encode_kwargs={"prompt": PROMPTS["query"], "normalize_embeddings": True},
    )
    embeddings.embed_query("warm")
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=800, chunk_overlap=100, add_start_index=True
    )

    def build(passages: Sequence[SquadPassage]) -> Search:
        chunks = splitter.create_documents(
            [passage.text for passage in passages],
            [{"passage": number} for number in range(len(passages))],
        )
        store = FAISS.from_documents(chunks, embeddings)

        def search(question: str) -> list[Found]:
            found = store.similarity_search(question, DEPTH)
            places = [
                (d.metadata["passage"], d.metadata["start_index"], d.page_content) for d in found
            ]
            return [Found(n, Span(start, start + len(text))) for n, start, text in places]

        return search

    return build


def txtai() -> Build:
    from txtai.embeddings import Embeddings

    config = {
        "path": str(unpack()),
        "method": "sentence-transformers",
        "instructions": {"query": PROMPTS["query"], "data": PROMPTS["passage"]},
        "hybrid": True,
    }
    models: dict[str, Any] = {}  # which it shares from one index to the next
    Embeddings(config, models=models).index([(0, "warm", None)])

    def build(passages: Sequence[SquadPassage]) -> Search:
        embeddings = Embeddings(config, models=models)
        embeddings.index((number, passage.text, None) for number, passage in enumerate(passages))
        return lambda question: [
            Found(int(number), Span(0, len(passages[int(number)].text)))
            for number, _ in embeddings.search(question, DEPTH)
        ]

    return build


SYSTEMS: dict[str, Callable[[], Build]] = {
    "seedqa": seedqa, "exact": partial(seedqa, "exact"), "postgres": partial(seedqa, "postgres"),
    "milvus": partial(seedqa, "milvus"),
    "langchain": langchain, "txtai": txtai,
}  # fmt: skip


def measure(build: Build, files: Sequence[Sequence[SquadPassage]]) -> dict[str, Any]:
    """Index time, question time in milliseconds (median), and recall in every direction."""
    figures: dict[str, Any] = {"index_s": 0.0, "recall@5": {}}
    times = []
    for passages in files:
        started = time.perf_counter()
        search = build(passages)
        figures["index_s"] += time.perf_counter() - started
        for asked in files:
            right = []
            for number, (passage, other) in enumerate(zip(passages, asked, strict=True)):
                known = {question.id: question.answers for question in passage.questions}
                for question in other.questions:
                    started = time.perf_counter()
                    found = search(question.question)
                    times.append(time.perf_counter() - started)
                    right.append(any(_holds(f, number, known[question.id]) for f in found))
            way = f"{asked[0].language}→{passages[0].language}"
            figures["recall@5"][way] = statistics.mean(right)
    figures["question_ms"] = 1_000 * statistics.median(times)
    return figures


def _holds(found: Found, passage: int, answers: Sequence[Span]) -> bool:
    return found.passage == passage and any(
        found.span.start < answer.end and answer.start < found.span.end for answer in answers
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs=2)
    usual = ["seedqa", "langchain", "txtai"]
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=usual)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    files = [read_passages(path) for path in arguments.files]
    figures = {}
    for system in arguments.systems:
        figures[system] = measure(SYSTEMS[system](), files)
        print(system, json.dumps(figures[system], ensure_ascii=False), flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
