"""Answerers compose an answer from evidence: `extractive` quotes, `llm` writes.

It imports `qa.checking`, `qa.reader`, `qa.understanding`, `qa.wording`, `qa.citing` and what lies
below them.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from qa.citing.citations import Lookup
from qa.types import Answer, Question, Reading, Sentence, Turn


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms an answer is wanted.

    `answerer` is the one chosen, None: the default; `caller` names the token of whoever asks;
    `cancelled` tells whether nobody waits any more, `deadline` (of the monotonic clock) until when
    somebody does.
    """

    answerer: str | None = None
    caller: str | None = None
    cancelled: Callable[[], bool] = field(default=lambda: False)
    deadline: float | None = None

    def left(self) -> float:
        """Seconds that are left."""
        return float("inf") if self.deadline is None else self.deadline - time.monotonic()


@dataclass(frozen=True, slots=True)
class Context:
    """What an answer is composed in; `lookup` gives documents as they were when searched."""

    lookup: Lookup
    terms: Terms = Terms()


class Answerer(Protocol):
    """Composes an answer piece by piece; `verify` has the last word on it.

    A sentence comes after its text, once it has been checked.
    """

    name: str
    model: str | None

    def stream(
        self, question: Question, reading: Reading, context: Context
    ) -> Iterator[str | Sentence | Answer]:
        """Give the text in pieces, then the whole answer, or a refusal where nothing answers."""


class WritingAnswerer(Answerer, Protocol):
    """An answerer with a model, which completes what a follow-up leaves out, too."""

    def rewrite(self, question: Question, history: Sequence[Turn], terms: Terms) -> Question:
        """Complete a question that leaves something out; as it was where that can't be had."""
