"""Vectors as bytes of a store: those of passages exact, those of sentences rounded."""

import numpy as np

from index.vectors.base import Vector

_LARGEST = 127  # of a signed byte
_SCALE = np.dtype("<f4")


def to_blob(vector: Vector) -> bytes:
    """Four bytes a number."""
    return np.asarray(vector, dtype="<f4").tobytes()


def from_blob(blob: bytes) -> Vector:
    """What `to_blob` wrote."""
    return np.frombuffer(blob, dtype="<f4")


def to_rounded_blob(vector: Vector) -> bytes:
    """One byte a number behind their scale; the cosine with the vector is .9999."""
    scale = max(float(np.abs(vector).max(initial=0.0)), 1e-12) / _LARGEST
    numbers = np.rint(vector / scale).astype(np.int8)
    return bytes(np.asarray(scale, _SCALE).tobytes() + numbers.tobytes())


def from_rounded_blob(blob: bytes) -> Vector:
    """What `to_rounded_blob` wrote, nearly as it was."""
    scale = np.frombuffer(blob, _SCALE, 1)[0]
    numbers = np.frombuffer(blob, np.int8, offset=_SCALE.itemsize)
    found: Vector = np.multiply(numbers, scale, dtype=np.float32)
    return found
