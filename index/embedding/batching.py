"""Many texts as batches of like length."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BATCH = 32  # texts; also how long a query may wait for its turn


def embed_in_batches(
    texts: Sequence[str],
    dimension: int,
    embed: "Callable[[list[str]], NDArray[np.float32]]",
    progress: Callable[[int], None] | None = None,
) -> "NDArray[np.float32]":
    """The vectors of texts, of shape `(len(texts), dimension)`, in the order given.

    Neighbours in length share a batch, so that little is spent on padding.
    """
    vectors = np.empty((len(texts), dimension), np.float32)
    order = sorted(range(len(texts)), key=lambda position: len(texts[position]), reverse=True)
    for start in range(0, len(order), _BATCH):
        positions = order[start : start + _BATCH]
        vectors[positions] = embed([texts[position] for position in positions])
        if progress:
            progress(start + len(positions))
    return vectors
