"""What the server knows of a conversation."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from qa.types import Answer, Citation, Turn

Rating = Literal["up", "down"]

# A visitor may stop an answer while another thread writes it on; held for microseconds.
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its answer, or with the notice why there is none; neither: under way.

    `partial` is the text so far, `following` are questions to go on with. Without `carry` it was
    asked as it is written, whatever was said before.
    """

    question: str
    answer: Answer | None = None
    notice: str | None = None
    partial: str = ""
    rating: Rating | None = None
    following: tuple[str, ...] = ()
    carry: bool = True

    @property
    def pending(self) -> bool:
        """Whether neither an answer nor a notice is there yet."""
        return self.answer is None and self.notice is None


@dataclass(slots=True)
class Conversation:
    """One visitor's conversation, kept under `key`; changed in place, by one event at a time.

    `opened` is the link of the source shown, `searched` the words that the documents are searched
    by, `editing` whether the last question is being edited, `rated` the turn that a comment may be
    added to, `kept` whether it could be saved.
    """

    key: str = ""
    exchanges: list[Exchange] = field(default_factory=list)
    opened: str = ""
    searched: str = ""
    editing: bool = False
    rated: int | None = None
    kept: bool = True

    def ask(self, question: str, carry: bool = True) -> Exchange | None:
        """Begin an exchange, in place of one that is being edited; None while one is under way."""
        with _LOCK:
            if self.exchanges and self.exchanges[-1].pending:
                return None
            if self.editing and self.exchanges:
                self.exchanges.pop()
            self.editing, self.rated = False, None
            self.exchanges.append(Exchange(question, carry=carry))
            return self.exchanges[-1]

    def change(self, old: Exchange, **values: Any) -> Exchange | None:
        """Change an exchange; None where it is no longer there, as it was stopped or cleared."""
        with _LOCK:
            for turn, exchange in enumerate(self.exchanges):
                if exchange is old:
                    self.exchanges[turn] = replace(old, **values)
                    return self.exchanges[turn]
        return None

    def stop(self, notice: str) -> bool:
        """End the exchange under way with a notice; False where there is none."""
        with _LOCK:
            if not self.exchanges or not self.exchanges[-1].pending:
                return False
            self.exchanges[-1] = replace(self.exchanges[-1], notice=notice)
            return True

    def begin(self, exchanges: Sequence[Exchange] = (), key: str | None = None) -> None:
        """Begin anew, or with what was kept."""
        self.key = self.key if key is None else key
        self.exchanges = list(exchanges)
        self.opened, self.searched = "", ""
        self.editing, self.rated, self.kept = False, None, True

    def answers(self) -> list[Answer]:
        """The answers given so far."""
        return [exchange.answer for exchange in self.exchanges if exchange.answer]

    def citation(self, turn: int, number: int) -> Citation | None:
        """A citation of an answer, or a passage related to a refusal; None where there is none."""
        answer = self.exchanges[turn].answer if turn < len(self.exchanges) else None
        shown = (answer.citations or answer.related) if answer else ()
        return next((citation for citation in shown if citation.number == number), None)

    def history(self, most: int) -> list[Turn]:
        """The last turns that were answered, as a follow-up leans on them.

        They begin with the last question that was asked as it is written.
        """
        turns: list[Turn] = []
        for exchange in self.exchanges:
            if exchange.answer:
                asked = Turn("user", exchange.answer.question)
                replied = Turn("assistant", exchange.answer.text)
                turns = [*(turns if exchange.carry else ()), asked, replied]
        return turns[max(0, len(turns) - most) :]
