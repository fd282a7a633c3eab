"""Models for the tests: the packaged one from the user's cache, and tiny ones made on the spot."""

import struct
from pathlib import Path

import numpy as np
import pytest

from index.embedding import Embedder

TINY_PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁a", "b", "▁b", "c", ":", "▁query", "<mask>"]
TINY_HIDDEN, TINY_LAYERS, TINY_INTERMEDIATE, TINY_POSITIONS = 32, 1, 64, 16


@pytest.fixture(scope="session")
def packaged(embedder: Embedder) -> Embedder:
    """The packaged model; the first run on a machine unpacks it."""
    return embedder


@pytest.fixture(scope="session")
def tiny_source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model file of a few kilobytes, in the layout of the real one."""
    path = tmp_path_factory.mktemp("source") / "tiny-q4.bin"
    path.write_bytes(_tiny_model_file())
    return path


def _tiny_model_file() -> bytes:
    tensors = _tiny_tensors()
    pieces = [piece.encode() for piece in TINY_PIECES]
    offsets = np.cumsum([0, *map(len, pieces)]).astype("<u4").tobytes()
    scores = np.linspace(-1, -2, len(pieces)).astype("<f4").tobytes()
    normalisation = struct.pack("<IBI", ord("\t"), 1, ord(" "))
    normalisation += struct.pack("<IB3I", ord("½"), 3, *map(ord, "1⁄2"))
    head = b"E5S1" + struct.pack(
        "<I7ifi5iQ",
        *(1, TINY_HIDDEN, TINY_LAYERS, 2, TINY_INTERMEDIATE, len(pieces), TINY_POSITIONS, 2),
        *(1e-12, 32, len(pieces), 0, 2, 1, 3, len(b"".join(pieces))),
    )
    head += offsets + scores + b"".join(pieces)
    head += struct.pack("<iI", 2, len(normalisation)) + normalisation
    offset = len(head) + 4 + sum(2 + len(name) + 21 for name in tensors)
    directory, body = struct.pack("<i", len(tensors)), b""
    for name, (kind, count, data) in tensors.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, count, offset + len(body), len(data))
        body += data
    return head + directory + body


def _tiny_tensors() -> dict[str, tuple[int, int, bytes]]:
    random = np.random.default_rng(7)

    def numbers(count: int) -> tuple[int, int, bytes]:
        return 0, count, random.normal(0, 0.5, count).astype("<f4").tobytes()

    def four_bit(rows: int, columns: int) -> tuple[int, int, bytes]:
        blocks = b"".join(
            np.float16(0.1).tobytes() + random.integers(0, 256, 16, dtype=np.uint8).tobytes()
            for _ in range(rows * columns // 32)
        )
        return 1, rows * columns, blocks

    hidden, intermediate = TINY_HIDDEN, TINY_INTERMEDIATE
    tensors = {
        "emb.word": four_bit(len(TINY_PIECES), hidden),
        "emb.pos": numbers(TINY_POSITIONS * hidden),
        "emb.type": numbers(2 * hidden),
        "emb.ln.w": numbers(hidden),
        "emb.ln.b": numbers(hidden),
    }
    for name in ("q", "k", "v", "ao"):
        tensors[f"l0.{name}.w"] = four_bit(hidden, hidden)
        tensors[f"l0.{name}.b"] = numbers(hidden)
    tensors["l0.fi.w"], tensors["l0.fi.b"] = four_bit(intermediate, hidden), numbers(intermediate)
    tensors["l0.fo.w"], tensors["l0.fo.b"] = four_bit(hidden, intermediate), numbers(hidden)
    for name in ("aln", "oln"):
        tensors[f"l0.{name}.w"], tensors[f"l0.{name}.b"] = numbers(hidden), numbers(hidden)
    return tensors
