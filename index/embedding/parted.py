"""Texts with parts of their own: passages and the sentences in them, embedded together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from index.embedding.base import Embedder
from index.types import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Parted:
    """A text, where its parts stand in it, and each part as a text that can stand alone."""

    text: str
    parts: tuple[Span, ...] = ()
    alone: tuple[str, ...] = ()


class PartedVectors(NamedTuple):
    """Unit vectors of texts, of shape `(texts, dimension)`, and those of the parts of each."""

    texts: "NDArray[np.float32]"
    parts: "Sequence[NDArray[np.float32]]"


@runtime_checkable
class PartEmbedder(Protocol):
    """An embedder that reads a text once for its own vector and for those of its parts."""

    def embed_parted(
        self, texts: Sequence[Parted], progress: Callable[[int], None] | None = None
    ) -> PartedVectors:
        """The vectors of texts and of their parts, in the order given.

        `progress` is told, now and then, how many texts are done so far.
        """
        ...


def embed_parted(
    embedder: Embedder, texts: Sequence[Parted], progress: Callable[[int], None] | None = None
) -> PartedVectors:
    """The vectors of texts and of their parts, with an embedder of either kind.

    One that knows nothing of parts embeds each by itself.
    """
    if isinstance(embedder, PartEmbedder):
        return embedder.embed_parted(texts, progress)
    alone = [part for text in texts for part in text.alone]

    def report(done: int) -> None:
        if progress:
            progress(done * len(texts) // (len(texts) + len(alone)))

    vectors = embedder.embed_passages([*(text.text for text in texts), *alone], report)
    parts, start = [], len(texts)
    for text in texts:
        parts.append(vectors[start : start + len(text.alone)])
        start += len(text.alone)
    return PartedVectors(vectors[: len(texts)], parts)
