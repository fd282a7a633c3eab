"""What the rest of the index knows about an embedding model."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Embedder(Protocol):
    """A model that turns text into vectors of unit length, so that a dot product is the cosine.

    Queries and passages are two methods because models such as E5 mark them differently.
    Every method may be called from several threads at once.
    """

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        ...

    @property
    def fingerprint(self) -> str:
        """The model's name and a hash that changes whenever its vectors could."""
        ...

    def embed_query(self, text: str) -> "NDArray[np.float32]":
        """The vector of a question, of shape `(dimension,)`."""
        ...

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> "NDArray[np.float32]":
        """The vectors of passages, of shape `(len(texts), dimension)`, in the order given.

        `progress` is told, after each batch, how many passages are done so far.
        """
        ...
