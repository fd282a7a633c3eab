"""The whole way from a question to a checked answer."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from index.search import Searcher
from index.snapshot import Snapshot
from index.types import Hit
from qa.answerers import Answerer
from qa.answerers.comparing import side_by_side
from qa.answerers.extractive.more import tell_more
from qa.answerers.extractive.overview import Overview, overview
from qa.answerers.extractive.saying import in_pieces
from qa.citing.citations import Lookup, cite, verify
from qa.citing.places import located
from qa.reader import Reader
from qa.reader.lists import by_ordinal
from qa.reader.sections import by_sections
from qa.settings import Settings
from qa.types import Answer, Citation, Language, Question, Reading, Turn
from qa.understanding.comparing import comparison_of
from qa.understanding.conversation import contextualise
from qa.understanding.talk import reply_to


@dataclass(frozen=True, slots=True)
class Trace:
    """What each step of an answer gave."""

    question: Question
    hits: tuple[Hit, ...]
    reading: Reading
    answer: Answer


@dataclass(frozen=True, slots=True)
class Sources:
    """The passages that an answer is looked for in, best first."""

    passages: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found, and in what."""

    hits: tuple[Hit, ...]
    snapshot: Snapshot


class Pipeline:
    """Question → search → read → compose → verify; every step is one object, passed in."""

    def __init__(
        self, settings: Settings, searcher: Searcher, reader: Reader, answerer: Answerer
    ) -> None:
        self.settings = settings
        self.searcher = searcher
        self._reader = reader
        self._answerer = answerer

    def load(self) -> None:
        """Load what the first question would otherwise wait for; raises ModelError."""
        self._reader.load()

    @property
    def answerer(self) -> str:
        """The name of the answerer."""
        return self._answerer.name

    def ask(
        self,
        text: str,
        history: Sequence[Turn] = (),
        *,
        language: Literal["auto", "ru", "en"] = "auto",
        fallback: Language = "en",
    ) -> Answer:
        """Answer a question; raises QuestionError where it can't be asked."""
        return self.trace(text, history, language=language, fallback=fallback).answer

    def trace(
        self,
        text: str,
        history: Sequence[Turn] = (),
        *,
        language: Literal["auto", "ru", "en"] = "auto",
        fallback: Language = "en",
        document: str | None = None,
    ) -> Trace:
        """Answer a question and keep what every step gave, to measure it.

        With `document`, its passages are read and nothing is searched.
        """
        question = self.understand(text, history, language=language, fallback=fallback)
        for piece in self._steps(question, document):
            if isinstance(piece, Trace):
                return piece
        raise AssertionError("the steps end with their trace")

    def stream(
        self,
        text: str,
        history: Sequence[Turn] = (),
        *,
        language: Literal["auto", "ru", "en"] = "auto",
        fallback: Language = "en",
    ) -> Iterator[Sources | str | Answer]:
        """Give the passages found, the answer's text in pieces as it comes, the checked answer."""
        question = self.understand(text, history, language=language, fallback=fallback)
        for piece in self._steps(question):
            if isinstance(piece, _Found):
                yield self._sources(piece)
            else:
                yield piece.answer if isinstance(piece, Trace) else piece

    def _sources(self, found: "_Found") -> Sources:
        lookup = found.snapshot.document
        return Sources(
            tuple(
                cite(
                    number,
                    hit.document,
                    hit.passage.start,
                    hit.passage.end,
                    lookup,
                    copies=hit.copies,
                )
                for number, hit in enumerate(found.hits[: self.settings.top_k], start=1)
            )
        )

    def understand(
        self,
        text: str,
        history: Sequence[Turn] = (),
        *,
        language: Literal["auto", "ru", "en"] = "auto",
        fallback: Language = "en",
    ) -> Question:
        """Make a standalone question; raises QuestionError where it can't be asked."""
        return contextualise(
            text,
            history,
            language=language,
            fallback=fallback,
            max_characters=self.settings.max_question_characters,
        )

    def _steps(
        self, question: Question, document: str | None = None
    ) -> Iterator["_Found | str | Trace"]:
        # From here on the question sees this snapshot alone, whatever is published meanwhile.
        snapshot = self.searcher.open()
        started = time.perf_counter()
        find = partial(self._search, snapshot, language=question.language)
        of_documents = overview(question, snapshot, find) if document is None else None
        if of_documents:
            yield from _overviewed(question, of_documents, snapshot, started)
            return
        reply = reply_to(question, snapshot.documents)
        if reply:
            yield reply.text
            yield Trace(question, (), Reading((), 0.0), reply)
            return
        compared = self._compared(question, snapshot) if document is None else None
        if compared:
            yield _Found(compared.hits, snapshot)
            yield from in_pieces(compared.answer)
            yield compared
            return
        yield from self._answered(question, snapshot, document)

    def _compared(self, question: Question, snapshot: Snapshot) -> Trace | None:
        """Ask about each of two things; None where one of them isn't answered."""
        comparison = comparison_of(question.standalone, question.language)
        if comparison is None or question.before:
            return None
        traces = [
            piece
            for text in comparison.questions
            for piece in self._answered(replace(question, standalone=text), snapshot)
            if isinstance(piece, Trace)
        ]
        answer = side_by_side(question, comparison, [trace.answer for trace in traces])
        if answer is None:
            return None
        hits = {hit.passage.id: hit for trace in traces for hit in trace.hits}
        weaker = min(traces, key=lambda trace: trace.reading.confidence)
        return Trace(question, tuple(hits.values()), weaker.reading, answer)

    def _answered(
        self, question: Question, snapshot: Snapshot, document: str | None = None
    ) -> Iterator["_Found | str | Trace"]:
        """Search, read and compose."""
        asked = question.before or question
        started = time.perf_counter()
        if document is not None:
            hits = snapshot.passages(document)
        else:
            hits = self._search(snapshot, asked.standalone, asked.language)
        searched = time.perf_counter()
        yield _Found(tuple(hits), snapshot)
        resumed = time.perf_counter()
        reading = by_ordinal(self._reader.read(asked, hits, snapshot), asked.standalone)
        reading = by_sections(reading, asked)
        read = time.perf_counter()
        for piece in self._compose(question, reading, snapshot.document):
            if isinstance(piece, str):
                yield piece
                continue
            timings = {
                "search": _ms(started, searched),
                "read": _ms(resumed, read),
                "compose": _ms(read, time.perf_counter()),
            }
            yield Trace(question, tuple(hits), reading, _checked(piece, snapshot, timings))

    def _search(self, snapshot: Snapshot, text: str, language: Language) -> list[Hit]:
        return snapshot.search(
            text,
            language,
            self.settings.read_k,
            dense=self.settings.search_dense,
            keywords=self.settings.search_keywords,
        )

    def _compose(
        self, question: Question, reading: Reading, lookup: Lookup
    ) -> Iterator[str | Answer]:
        if question.before is None:
            yield from self._answerer.stream(question, reading, lookup)
            return
        answer = tell_more(self._answerer, question, reading, lookup)
        yield from in_pieces(answer)
        yield answer


def _overviewed(
    question: Question, found: Overview, snapshot: Snapshot, started: float
) -> Iterator[_Found | str | Trace]:
    hits = tuple(evidence.hit for evidence in found.reading.evidence)
    yield _Found(hits, snapshot)
    yield from in_pieces(found.answer)
    timings = {"compose": _ms(started, time.perf_counter())}
    yield Trace(question, hits, found.reading, _checked(found.answer, snapshot, timings))


def _checked(answer: Answer, snapshot: Snapshot, timings: dict[str, float]) -> Answer:
    """An answer with verdicts, the places of what it cites, and how long it took."""
    answer = located(verify(answer, snapshot.document), snapshot)
    return replace(answer, timings_ms=timings)


def _ms(start: float, end: float) -> float:
    return round((end - start) * 1_000, 2)
