"""Readers find the words of the passages that answer, and tell whether any do.

It imports `index` and `qa.types`; it composes nothing and says nothing to users.
"""

from collections.abc import Sequence
from typing import Protocol

from index.snapshot import Snapshot
from index.types import Hit
from qa.types import Question, Reading


class Reader(Protocol):
    """Question and passages in, with the snapshot that they are of; evidence, confidence out."""

    def load(self) -> None:
        """Load what reading needs now rather than at the first question; raises ModelError."""

    def read(self, question: Question, hits: Sequence[Hit], snapshot: Snapshot) -> Reading:
        """Rank the spans of the passages by how well they answer."""

    def find(self, question: str, text: str) -> str | None:
        """The words of a text that answer a question best; None where it can't tell."""
