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
from qa.types import Answer, Citation, Language, Question, Reading, Sentence, Turn
from qa.understanding.comparing import comparison_of
from qa.understanding.conversation import questions_of
from qa.understanding.talk import REPLY, reply_to
from qa.wording.messages import message


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


_Piece = _Found | str | Trace


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
        questions = self._questions(text, history, language, fallback)
        for piece in self._best_steps(questions, document):
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
        questions = self._questions(text, history, language, fallback)
        for piece in self._best_steps(questions):
            if isinstance(piece, _Found):
                yield self._sources(piece)
            else:
                yield piece.answer if isinstance(piece, Trace) else piece

    def _sources(self, found: _Found) -> Sources:
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
        return self._questions(text, history, language, fallback)[0]

    def _questions(
        self,
        text: str,
        history: Sequence[Turn],
        language: Literal["auto", "ru", "en"],
        fallback: Language,
    ) -> tuple[Question, ...]:
        return questions_of(
            text,
            history,
            language=language,
            fallback=fallback,
            max_characters=self.settings.max_question_characters,
        )

    def _best_steps(
        self, questions: Sequence[Question], document: str | None = None
    ) -> Iterator[_Piece]:
        """The steps of the question that is answered best; of the only one left, as they come."""
        best: list[_Piece] = []
        for question in questions:
            steps = self._told_steps(question, document)
            if question is questions[-1] and not best:
                yield from steps
                return
            made = list(steps)
            if not best or _is_better(_answer_of(made), _answer_of(best)):
                best = made
            if _is_settled(_answer_of(best)):
                break
        yield from best

    def _told_steps(self, question: Question, document: str | None) -> Iterator[_Piece]:
        """The steps of a question; one that was typed otherwise is told first, as it is meant."""
        steps = self._steps(question, document)
        if question.typed is None:
            yield from steps
            return
        said = message("answer.understood", question.language, question=question.text)
        begun = False
        for piece in steps:
            if not begun and not isinstance(piece, _Found):
                begun = True
                yield f"{said} "
            if isinstance(piece, Trace):
                sentences = (Sentence(said, remark=True), *piece.answer.sentences)
                answer = replace(piece.answer, question=question.typed, sentences=sentences)
                yield replace(piece, answer=answer)
            else:
                yield piece

    def _steps(self, question: Question, document: str | None) -> Iterator[_Piece]:
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


def _answer_of(steps: Sequence[_Piece]) -> Answer:
    """The answer that steps have come to, which are all there."""
    last = steps[-1]
    assert isinstance(last, Trace)
    return last.answer


def _is_settled(answer: Answer) -> bool:
    """Whether nothing else has to be tried."""
    return answer.certainty == "sure" or answer.answerer == REPLY


def _is_better(answer: Answer, other: Answer) -> bool:
    """Whether an answer to what was meant is better than one to what was typed, or no worse."""
    if answer.answerer == REPLY or other.certainty == "none":
        return True
    if answer.certainty != other.certainty:
        return answer.certainty == "sure"
    return answer.confidence >= other.confidence


def _ms(start: float, end: float) -> float:
    return round((end - start) * 1_000, 2)
