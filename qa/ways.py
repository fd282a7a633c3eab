"""The ways a question may take to its answer, each over one snapshot.

What documents are about, small talk, two things compared, or search and reading.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest

from index.snapshot import Snapshot
from index.storage.listing import list_newest
from index.types import Hit
from qa.answerers import Answerer, Context, Terms, WritingAnswerer
from qa.answerers.comparing import side_by_side
from qa.answerers.extractive.extractive import ExtractiveAnswerer
from qa.answerers.extractive.more import tell_more
from qa.answerers.extractive.overview import Overview, overview
from qa.answerers.extractive.saying import in_pieces
from qa.citing.citations import verify
from qa.citing.places import located
from qa.reader import Reader
from qa.reader.contrasts import by_contrast
from qa.reader.faq import by_faq
from qa.reader.lists import by_ordinal
from qa.reader.sections import by_sections
from qa.reader.topics import by_topic
from qa.settings import Settings
from qa.types import Answer, Evidence, Language, Question, Reading, Sentence
from qa.understanding.comparing import Comparison, comparison_of
from qa.understanding.parts import parts_of
from qa.understanding.talk import reply_to


@dataclass(frozen=True, slots=True)
class Trace:
    """What each step of an answer gave."""

    question: Question
    hits: tuple[Hit, ...]
    reading: Reading
    answer: Answer


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, and in what."""

    hits: tuple[Hit, ...]
    snapshot: Snapshot


_ANY = Terms()

Piece = Found | str | Sentence | Trace


class Ways:
    """Takes a question its way; every step is one object, passed in."""

    def __init__(
        self,
        settings: Settings,
        reader: Reader,
        answerer: ExtractiveAnswerer,
        writer: WritingAnswerer | None = None,
    ) -> None:
        """With a `writer`, it answers whatever has to be searched and read, unless told not to."""
        self._settings = settings
        self._reader = reader
        self._answerer = answerer
        self._writer = writer

    def steps(
        self,
        question: Question,
        snapshot: Snapshot,
        document: str | None = None,
        terms: Terms = _ANY,
    ) -> Iterator[Piece]:
        """What was found, the answer's text in pieces, and at last the trace.

        With `document`, its passages are read and nothing is searched.
        """
        started = time.perf_counter()
        find = partial(self._search, snapshot, language=question.language)
        of_documents = overview(question, snapshot, find) if document is None else None
        if of_documents:
            yield from _overviewed(question, of_documents, snapshot, started)
            return
        reply = reply_to(
            question, lambda language, most: list_newest(snapshot.store, language, most=most)
        )
        if reply:
            yield from in_pieces(reply)
            yield Trace(question, (), Reading((), 0.0), reply)
            return
        answerer = self._chosen(terms)
        # Whoever writes is given both things, and compares them.
        quoting = document is None and answerer is self._answerer
        compared = self._compared(question, snapshot) if quoting else None
        if compared:
            yield Found(compared.hits, snapshot)
            yield from in_pieces(compared.answer)
            yield compared
            return
        yield from self._answered(question, snapshot, document, answerer, terms)

    def _chosen(self, terms: Terms) -> Answerer:
        """The answerer that a question is for."""
        if self._writer is None or terms.answerer == self._answerer.name:
            return self._answerer
        return self._writer

    def _compared(self, question: Question, snapshot: Snapshot) -> Trace | None:
        """Ask about each of two things; None where one of them isn't answered.

        Where a sentence says how they differ, that answers.
        """
        comparison = comparison_of(question.standalone, question.language)
        if comparison is None or question.before:
            return None
        contrasted = self._contrasted(question, comparison, snapshot)
        if contrasted:
            return contrasted
        traces = [
            piece
            for text in comparison.questions
            for piece in self._answered(
                replace(question, standalone=text), snapshot, None, self._answerer, Terms()
            )
            if isinstance(piece, Trace)
        ]
        answer = side_by_side(question, comparison, [trace.answer for trace in traces])
        if answer is None:
            return None
        hits = {hit.passage.id: hit for trace in traces for hit in trace.hits}
        weaker = min(traces, key=lambda trace: trace.reading.confidence)
        return Trace(question, tuple(hits.values()), weaker.reading, answer)

    def _contrasted(
        self, question: Question, comparison: Comparison, snapshot: Snapshot
    ) -> Trace | None:
        """What a sentence that names both things says of their difference, if that is asked."""
        if not comparison.differing:
            return None
        started = time.perf_counter()
        hits = self._search(snapshot, question.standalone, question.language)
        searched = time.perf_counter()
        read = self._reader.read(question, hits, snapshot)
        reading = by_contrast(read, comparison.things)
        if reading is None:
            return None
        answer = self._answerer.answer(question, reading, snapshot.document)
        timings = {
            "search": _ms(started, searched),
            "read": _ms(searched, time.perf_counter()),
            "compose": 0.0,
        }
        return Trace(question, tuple(hits), reading, _checked(answer, snapshot, timings))

    def _answered(
        self,
        question: Question,
        snapshot: Snapshot,
        document: str | None,
        answerer: Answerer,
        terms: Terms,
    ) -> Iterator[Piece]:
        """Search, read and compose."""
        asked = question.before or question
        parts = [asked]
        if answerer is not self._answerer and question.before is None:
            texts = parts_of(asked.standalone, asked.language)
            parts = [replace(asked, standalone=text) for text in texts]
        started = time.perf_counter()
        if document is not None:
            found = [snapshot.passages(document)] * len(parts)
        else:
            found = [self._search(snapshot, part.standalone, part.language) for part in parts]
        searched = time.perf_counter()
        hits = {hit.passage.id: hit for of_part in found for hit in of_part}
        yield Found(tuple(hits.values()), snapshot)
        resumed = time.perf_counter()
        readings = [
            self._read(part, of_part, snapshot) for part, of_part in zip(parts, found, strict=True)
        ]
        reading = in_turn(readings)
        read = time.perf_counter()
        for piece in self._compose(question, reading, answerer, Context(snapshot.document, terms)):
            if not isinstance(piece, Answer):
                yield piece
                continue
            timings = {
                "search": _ms(started, searched),
                "read": _ms(resumed, read),
                "compose": _ms(read, time.perf_counter()),
            }
            yield Trace(question, tuple(hits.values()), reading, _checked(piece, snapshot, timings))

    def _read(self, question: Question, hits: Sequence[Hit], snapshot: Snapshot) -> Reading:
        reading = self._reader.read(question, hits, snapshot)
        reading = by_ordinal(reading, question.standalone)
        reading = by_topic(by_sections(reading, question), question)
        return by_faq(reading, question, hits, snapshot)

    def _search(self, snapshot: Snapshot, text: str, language: Language) -> list[Hit]:
        return snapshot.search(
            text,
            language,
            self._settings.read_k,
            dense=self._settings.search_dense,
            keywords=self._settings.search_keywords,
        )

    def _compose(
        self, question: Question, reading: Reading, answerer: Answerer, context: Context
    ) -> Iterator[str | Sentence | Answer]:
        if question.before is None:
            yield from answerer.stream(question, reading, context)
            return
        answer = tell_more(self._answerer, question, reading, context.lookup)
        yield from in_pieces(answer)
        yield answer


def in_turn(readings: Sequence[Reading]) -> Reading:
    """Put the evidence on the parts of a question together, the best of each part in turn.

    It answers as surely as the part that is answered best.
    """
    if len(readings) == 1:
        return readings[0]
    rows = zip_longest(*(reading.evidence for reading in readings))
    best = max(readings, key=lambda reading: reading.confidence)
    found: dict[tuple[int, int], Evidence] = {}
    for item in (item for row in rows for item in row if item is not None):
        found.setdefault((item.hit.passage.id, item.start), item)
    return replace(best, evidence=tuple(found.values()))


def _overviewed(
    question: Question, found: Overview, snapshot: Snapshot, started: float
) -> Iterator[Piece]:
    hits = tuple(evidence.hit for evidence in found.reading.evidence)
    yield Found(hits, snapshot)
    yield from in_pieces(found.answer)
    timings = {"compose": _ms(started, time.perf_counter())}
    yield Trace(question, hits, found.reading, _checked(found.answer, snapshot, timings))


def _checked(answer: Answer, snapshot: Snapshot, timings: dict[str, float]) -> Answer:
    """An answer with verdicts, the places of what it cites, and how long it took."""
    answer = located(verify(answer, snapshot.document), snapshot)
    return replace(answer, timings_ms=timings)


def _ms(start: float, end: float) -> float:
    return round((end - start) * 1_000, 2)
