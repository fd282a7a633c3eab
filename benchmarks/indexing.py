"""Passages indexed a second: all of `seedqa index` against a plain loop of sentence-transformers.

    python -m benchmarks.indexing PATH [--rounds 3] [--json indexing.json]

The loop embeds the same passages, in batches of 32, with the model already loaded; the index is
made from nothing by a process of its own, whose start is counted. Both take turns, so that a busy
machine slows both alike.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from index.embedding.packaged.folder import PROMPTS
from index.embedding.packaged.unpacked import unpack
from index.loaders import iter_documents
from index.text.chunking import chunk
from index.text.views import passage_view


def passages_of(path: Path) -> list[str]:
    """The passages of what is indexed, as they are embedded."""
    documents = iter_documents([path], lambda error, name: None)
    return [
        f"{PROMPTS['passage']}{document.title}\n{passage_view(document, span).text}"
        for document in documents
        for span in chunk(document)
    ]


def index_once(path: Path) -> float:
    """Seconds of one `seedqa index` from nothing."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "qa.commands.cli", "index", str(path), "--index", folder]
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    from sentence_transformers import SentenceTransformer

    texts = passages_of(arguments.path)
    model = SentenceTransformer(str(unpack()))
    model.encode(texts[:32])
    ratios, ours, plain = [], [], []
    for _ in range(arguments.rounds):
        started = time.perf_counter()
        model.encode(texts, batch_size=32, normalize_embeddings=True, show_progress_bar=False)
        plain.append(time.perf_counter() - started)
        ours.append(index_once(arguments.path))
        ratios.append(plain[-1] / ours[-1])
        print(
            f"loop {plain[-1]:.1f} s, seedqa index {ours[-1]:.1f} s: {ratios[-1]:.2f} times as fast"
        )
    figures = {
        "passages": len(texts),
        "loop_s": statistics.median(plain),
        "index_s": statistics.median(ours),
        "ratio": statistics.median(ratios),
    }
    print(json.dumps(figures))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
