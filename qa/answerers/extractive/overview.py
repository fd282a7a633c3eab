"""What documents are about, said in their own words: how each of them, or its sections, begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from index.snapshot import Snapshot
from index.storage import list_newest
from index.text.dates import dates_in
from index.text.remembering import DOCUMENT_CHARACTERS, remember_of_documents
from index.text.units import Paragraph, read_paragraphs
from index.types import Document, Hit, Span
from qa.answerers.extractive.naming import MOST_DOCUMENTS, Find, documents_named
from qa.answerers.extractive.quoting import leans
from qa.answerers.extractive.saying import answer_of, cite_all, sentences_of
from qa.types import Answer, Evidence, Language, Question, Reading, Sentence
from qa.understanding.overviews import overview_topic
from qa.wording.messages import message

MOST_LEADS = 4
_WHOLE = re.compile(r"[.!?…][»”\"'’)\]]*$")
_SPEECH = re.compile(r"[—–\-«“„\"]")
_WORD = re.compile(r"[^\W\d_]{3,}")
_YEARS = ("год", "года", "году")


@dataclass(frozen=True, slots=True)
class Overview:
    """An overview, and the words it quotes as a reader would give them."""

    reading: Reading
    answer: Answer


@dataclass(frozen=True, slots=True)
class _Meant:
    """What is quoted of which documents, and how many documents there are besides."""

    spans: list[tuple[Document, Span]]
    others: int = 0


def overview(question: Question, snapshot: Snapshot, find: Find) -> Overview | None:
    """Answer a question for an overview; None for others, and where it means no document here.

    Of one document its sections are quoted, of several each. "Tell me more" has the next ones.
    """
    asked = question.before or question
    topic = overview_topic(asked.text, asked.language)
    if topic is None:
        return None
    part = question.times
    if topic:
        named = documents_named(topic, snapshot, find)
        if not named:
            return None
        meant = _Meant(_part_of(named, part))
    else:
        meant = _newest(snapshot, question.language, part)
    if not meant.spans:
        return _nothing_more(question) if part else None
    evidence = tuple(_evidence(document, span, snapshot) for document, span in meant.spans)
    citations = cite_all(evidence, snapshot.document)
    sentences = sentences_of(citations, question.language)
    if meant.others:
        others = message("overview.others", question.language, count=meant.others)
        sentences += (Sentence(others, remark=True),)
    answer = answer_of(question, "sure", 1.0, sentences, citations)
    return Overview(Reading(evidence, 1.0), answer)


@remember_of_documents(DOCUMENT_CHARACTERS)
def leads(document: Document) -> tuple[Span, ...]:
    """The sentences that a text and its sections begin with; without sections, its paragraphs.

    Headings, datelines and credits are none, nor, but for the first, what leans on words before it.
    Where nothing is written in sentences, its units.
    """
    prose = [
        (paragraph, lead)
        for paragraph in read_paragraphs(document)
        if paragraph.kind == "paragraph" and (lead := _lead(document, paragraph))
    ]
    if not prose:
        return tuple(_units(document))
    depth = _depth([paragraph.headings for paragraph, _ in prose])
    sections = {paragraph.headings[:depth] for paragraph, _ in prose}
    chosen: dict[object, Span] = {}
    for paragraph, lead in prose:
        section = paragraph.headings[:depth] if len(sections) > 1 else paragraph.block
        if not chosen or _stands_alone(document, lead):
            chosen.setdefault(section, lead)
    return tuple(chosen.values())


def _depth(paths: Sequence[tuple[int, ...]]) -> int:
    """How many headings deep a text parts into sections."""
    return 1 + sum(
        1 for _ in takewhile(lambda level: len(set(level)) == 1, zip(*paths, strict=False))
    )


def _lead(document: Document, paragraph: Paragraph) -> Span | None:
    """The first sentence of a paragraph that says something, if it is a whole one."""
    for unit in paragraph.sentences:
        words = document.text[unit.start : unit.end]
        if _says(words):
            return unit if _WHOLE.search(words) and words != document.title else None
    return None


def _says(words: str) -> bool:
    """Whether there is a word in small letters, which «Москва, 5 мая 2024 года» hasn't."""
    for date in reversed(dates_in(words)):
        words = words[: date.start] + words[date.end :]
    return any(word.islower() and word not in _YEARS for word in _WORD.findall(words))


def _stands_alone(document: Document, lead: Span) -> bool:
    return not (leans(document, lead) or _SPEECH.match(document.text, lead.start))


def _units(document: Document) -> list[Span]:
    return [
        unit
        for paragraph in read_paragraphs(document)
        for unit in paragraph.sentences
        if paragraph.kind != "caption" and document.text[unit.start : unit.end] != document.title
    ]


def _newest(snapshot: Snapshot, language: Language, part: int) -> _Meant:
    """Of all documents the newest; where they are few, each of them and more of it by parts."""
    page = list_newest(snapshot.store, language, most=MOST_DOCUMENTS)
    if page.total <= MOST_DOCUMENTS:
        return _Meant(_part_of(_read(snapshot, [info.id for info in page.documents]), part))
    first = MOST_DOCUMENTS * part
    page = list_newest(snapshot.store, language, first=first, most=MOST_DOCUMENTS)
    documents = _read(snapshot, [info.id for info in page.documents])
    spans = [(document, found[0]) for document in documents if (found := leads(document))]
    return _Meant(spans, max(0, page.total - first - MOST_DOCUMENTS))


def _read(snapshot: Snapshot, names: Sequence[str]) -> list[Document]:
    found = {document.id: document for document in snapshot.store.documents(names)}
    return [found[name] for name in names]


def _part_of(documents: Sequence[Document], part: int) -> list[tuple[Document, Span]]:
    """Some leads of one document, of several one each."""
    if len(documents) == 1:
        (document,) = documents
        shown = leads(document)[MOST_LEADS * part : MOST_LEADS * (part + 1)]
        return [(document, span) for span in shown]
    return [(d, leads(d)[part]) for d in documents if part < len(leads(d))]


def _evidence(document: Document, span: Span, snapshot: Snapshot) -> Evidence:
    """The span in the passage that has most of it."""

    def shared(hit: Hit) -> int:
        return min(hit.passage.end, span.end) - max(hit.passage.start, span.start)

    hit = max(snapshot.passages(document.id), key=shared)
    return Evidence(hit, span.start, span.end, 1.0)


def _nothing_more(question: Question) -> Overview:
    end = Sentence(message("more.end_of_overview", question.language))
    return Overview(Reading((), 0.0), answer_of(question, "none", 0.0, (end,)))
