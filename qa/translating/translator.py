"""A document translated by a model, piece by piece, each checked and asked for once more."""

import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from langchain_core.messages import BaseMessage

from index.text.units import blocks_of
from index.types import Document
from qa.answerers import Terms
from qa.answerers.llm.budget import Budget
from qa.answerers.llm.calling import Calls, GivenUp, Spent
from qa.translating.answers import translation_in
from qa.translating.checks import Complaint, complaint_about
from qa.translating.pieces import Part, Piece, parts_of
from qa.translating.prompt import asked_again, messages_for
from qa.types import Language

# What one more try may mend.
_PASSING = ("broken", "timeout")


@dataclass(frozen=True, slots=True)
class Model:
    """What translates: calls of a model of that name, so many `at_once`, and what may be spent."""

    name: str
    calls: Calls
    budget: Budget
    at_once: int = 1


@dataclass(frozen=True, slots=True)
class Note:
    """A part to look at: `left` in the original's language for the complaint, or in doubt.

    `number` is the paragraph's among those of the document, from 1; None for the title.
    """

    number: int | None
    text: str
    complaint: Complaint
    left: bool


@dataclass(frozen=True, slots=True)
class Translated:
    """A document's words in the other language, by block; what isn't there stays as it is."""

    title: str
    said: dict[int, str]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Outcome:
    said: str | None
    complaint: Complaint | None = None


@dataclass(slots=True)
class Translator:
    """Translates documents into one language; `cancel` ends what is under way."""

    model: Model
    to: Language
    _stopped: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Let every call under way end with GivenUp."""
        self._stopped.set()

    def translate(
        self, document: Document, done: Callable[[int], None] = lambda count: None
    ) -> Translated:
        """Translate what of a document can be; raises GivenUp where the model can't be had.

        `done` is called from other threads with the parts that were ended.
        """
        parts = parts_of(document, self.to)
        outcomes: dict[Piece, _Outcome] = {}
        lock = threading.Lock()

        def run(part: Part) -> None:
            for piece in part.pieces:
                # What comes twice is said the same way, and paid for once.
                with lock:
                    known = piece in outcomes
                    outcomes.setdefault(piece, _Outcome(None))
                if not known:
                    outcomes[piece] = self._translated(piece, document)
            done(1)

        self._each(parts, run)
        return _put_together(document, parts, outcomes)

    def _each(self, parts: Sequence[Part], run: Callable[[Part], None]) -> None:
        """Run over all parts side by side; the first failure ends the others."""
        with ThreadPoolExecutor(self.model.at_once, thread_name_prefix="translating") as pool:
            running = [pool.submit(run, part) for part in parts]
            try:
                for future in running:
                    future.result()
            except BaseException:
                self.cancel()
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    def _translated(self, piece: Piece, document: Document) -> _Outcome:
        """The better of two tries, the second one asked for with what was wrong with the first."""
        first = messages = messages_for(piece, document.title, self.to)
        complaint = doubted = None
        for last in (False, True):
            try:
                answer = self._ask(messages)
            except GivenUp as error:
                if last or error.code not in _PASSING:
                    raise
                continue
            said = translation_in(answer, piece.text)
            complaint = complaint_about(said, piece, document.language, self.to)
            if complaint is None:
                return _Outcome(said)
            if complaint.is_doubt:
                doubted = _Outcome(said, complaint)
            messages = asked_again(first, said, complaint, self.to)
        return doubted or _Outcome(None, complaint)

    def _ask(self, messages: list[BaseMessage]) -> str:
        if not self.model.budget.allows(None):
            raise GivenUp("budget")
        spent = Spent()
        try:
            terms = Terms(cancelled=self._stopped.is_set)
            return "".join(self.model.calls.stream(messages, terms, spent))
        finally:
            self.model.budget.spend(None, spent.usage)


def _put_together(
    document: Document, parts: Iterable[Part], outcomes: dict[Piece, _Outcome]
) -> Translated:
    """A block is translated whole or not at all."""
    title, said, notes = document.title, dict[int, str](), []
    numbers = _numbers(document)
    for part in parts:
        found = [outcomes[piece] for piece in part.pieces]
        texts = [outcome.said for outcome in found if outcome.said is not None]
        is_left = len(texts) < len(found)
        complaints = [o.complaint for o in found if o.complaint and (o.said is None) == is_left]
        if complaints:
            number = None if part.block is None else numbers[part.block]
            notes.append(Note(number, part.pieces[0].text, complaints[0], is_left))
        if is_left:
            continue
        if part.block is None:
            title = texts[0]
        else:
            said[part.block] = " ".join(texts)
    return Translated(title, said, tuple(notes))


def _numbers(document: Document) -> dict[int, int]:
    """What each block is counted as, those that say nothing left out."""
    telling = [at for at, block in enumerate(blocks_of(document)) if block.kind != "credit"]
    return {block: number for number, block in enumerate(telling, start=1)}
