"""What stands behind the words of an answer, where the asker wants more of it."""

from collections.abc import Sequence

from index.text.units import Paragraph, read_paragraphs
from index.types import Document, Span
from qa.answerers.extractive.extractive import ExtractiveAnswerer
from qa.answerers.extractive.quoting import LEADS
from qa.answerers.extractive.saying import answer_of, sentences_of
from qa.citing.citations import Lookup, cite
from qa.types import Answer, Citation, Question, Reading, Sentence
from qa.wording.messages import message

# Sentences a time; a list with what leads it in counts as one, up to this length.
MOST_SENTENCES = 3
_LIST_CHARACTERS = 600

_Unit = tuple[Paragraph, Span]


def tell_more(
    answerer: ExtractiveAnswerer, question: Question, reading: Reading, lookup: Lookup
) -> Answer:
    """Go on behind the words that answer the question before, as often as that was asked for.

    What wasn't answered before isn't now.
    """
    earlier = question.before or question
    given = answerer.answer(earlier, reading, lookup)
    document = lookup(given.citations[0].document_id) if given.citations else None
    if document is None:
        asked = Question(question.text, question.language, earlier.standalone)
        return answerer.answer(asked, reading, lookup)
    units, ending = _following(document, given.citations)
    units = _lists_together(document, units)
    shown = units[MOST_SENTENCES * (question.times - 1) : MOST_SENTENCES * question.times]
    if not shown:
        end = Sentence(message(f"more.{ending}", question.language))
        return answer_of(question, "none", 0.0, (end,))
    citations = tuple(
        cite(number, document, span.start, span.end, lookup)
        for number, span in enumerate(_paragraphs_together(document, shown), start=1)
    )
    sentences = sentences_of(citations, question.language)
    return answer_of(question, given.certainty, given.confidence, sentences, citations)


def _following(document: Document, cited: Sequence[Citation]) -> tuple[list[_Unit], str]:
    """The units behind the first citation to the end of its section, and what ends there."""
    end = cited[0].end
    paragraphs = [p for p in read_paragraphs(document) if p.end >= end]
    border = next(
        (n for n, p in enumerate(paragraphs) if p.kind == "heading" and p.start >= end),
        len(paragraphs),
    )
    units = [
        (paragraph, unit)
        for paragraph in paragraphs[:border]
        for unit in paragraph.sentences
        if paragraph.kind != "caption"
        and unit.start >= end
        and not _is_cited(unit, document, cited)
    ]
    return units, "end_of_section" if border < len(paragraphs) else "end"


def _is_cited(unit: Span, document: Document, cited: Sequence[Citation]) -> bool:
    return any(
        citation.document_id == document.id
        and citation.start < unit.end
        and unit.start < citation.end
        for citation in cited
    )


def _lists_together(document: Document, units: Sequence[_Unit]) -> list[_Unit]:
    """Make one unit of items in a row, and of what leads them in."""
    found: list[_Unit] = []
    for paragraph, unit in units:
        if found and paragraph.kind == "item" and unit.end - found[-1][1].start <= _LIST_CHARACTERS:
            before, span = found[-1]
            leads = document.text.endswith(LEADS, span.start, span.end)
            if (before.kind == "item" or leads) and _touch(document, span, unit):
                # What follows an item is read on from that, whatever led it in.
                found[-1] = (paragraph, Span(span.start, unit.end))
                continue
        found.append((paragraph, unit))
    return found


def _paragraphs_together(document: Document, units: Sequence[_Unit]) -> list[Span]:
    """The spans to cite: sentences of a paragraph that follow each other are one."""
    spans: list[Span] = []
    block: int | None = None
    for paragraph, unit in units:
        same = paragraph.block == block and paragraph.kind != "row"
        if same and _touch(document, spans[-1], unit):
            spans[-1] = Span(spans[-1].start, unit.end)
        else:
            spans.append(unit)
        block = paragraph.block
    return spans


def _touch(document: Document, before: Span, unit: Span) -> bool:
    return not document.text[before.end : unit.start].strip()
