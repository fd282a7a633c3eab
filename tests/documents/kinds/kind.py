"""What a case is made of."""

from typing import NamedTuple


class Kind(NamedTuple):
    """A document, what is asked of it, the words quoted, words that must not be, its language."""

    kind: str
    name: str
    text: str | bytes
    question: str
    said: tuple[str, ...]
    unsaid: tuple[str, ...] = ()
    language: str | None = None
