"""Answerers compose an answer from evidence: `extractive` quotes, an LLM (to come) writes.

It imports `qa.reader`, `qa.understanding`, `qa.wording`, `qa.citing` and what lies below them.
"""

from collections.abc import Iterator
from typing import Protocol

from qa.citing.citations import Lookup
from qa.types import Answer, Question, Reading


class Answerer(Protocol):
    """Composes an answer at once or piece by piece; `verify` has the last word on either.

    `lookup` gives the documents as they were when they were searched.
    """

    name: str
    model: str | None

    def answer(self, question: Question, reading: Reading, lookup: Lookup) -> Answer:
        """Answer, or refuse where the evidence doesn't."""

    def stream(
        self, question: Question, reading: Reading, lookup: Lookup
    ) -> Iterator[str | Answer]:
        """Give the text in pieces, then the whole answer."""
