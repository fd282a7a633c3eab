"""The item that a question names by its number, in the list that the question is about."""

from collections.abc import Sequence
from dataclasses import replace

from index.text.units import blocks_of, items_of, paragraph_at
from index.text.views import heading_path
from index.text.words import normalise
from index.types import Block, Document, Span
from qa.reader.sections import LOOKED_AT, TOLD_CONFIDENCE, are_called, numbered_sections, opening_of
from qa.types import Evidence, Reading
from qa.understanding.ordinals import LAST, asked_ordinal, asked_thing, without_ordinal


def by_ordinal(reading: Reading, question: str) -> Reading:
    """Where a question asks for an item by its number, put it first; else give what was read.

    It is that of the list which the question's other words tell of: those of its title, headings,
    lead-in and items. The item's own words have no need to be like the question's. Numbered
    sections are a list too.
    """
    ordinal = asked_ordinal(question)
    if ordinal is None:
        return reading
    asked, thing = set(normalise(without_ordinal(question))), asked_thing(question)
    chosen: tuple[float, Evidence] | None = None
    for best in reading.evidence[:LOOKED_AT]:
        document = best.hit.document
        for numbers in _lists_near(document, best.start, thing):
            wanted = _numbered(blocks_of(document), numbers, ordinal)
            if wanted is None:
                continue
            told = len(asked & _words_about(document, numbers)) / len(asked) if asked else 0.0
            if chosen is None or told > chosen[0]:
                span = _said(document, wanted)
                chosen = (told, replace(best, start=span.start, end=span.end, focus=None))
    if chosen is None:
        return reading
    told, first = chosen
    rest = (item for item in reading.evidence if not _overlaps(item, first))
    confidence = max(reading.confidence, TOLD_CONFIDENCE * told)
    return replace(reading, evidence=(first, *rest), confidence=confidence)


def _lists_near(document: Document, start: int, thing: str | None) -> Sequence[Sequence[int]]:
    """The list that a place is in or leads in, and the numbered sections of its document.

    Where those are called what is asked for, "Step 2", a list without numbers isn't counted.
    """
    blocks = blocks_of(document)
    around, sections = _list_around(document, start), numbered_sections(document)
    counted = not any(blocks[at].ordinal for at in around)
    if counted and any(are_called(document, numbers, thing) for numbers in sections):
        return sections
    return [around, *sections]


def _words_about(document: Document, numbers: Sequence[int]) -> set[str]:
    """The words that tell what a list is about, and those in it."""
    blocks = blocks_of(document)
    first = paragraph_at(document, blocks[numbers[0]].start)
    about = [document.title]
    spans = [*heading_path(document, first)] if first else []
    lead = blocks[numbers[0]].parent
    for at in [*numbers, *([] if lead is None else [lead])]:
        spans.append(Span(blocks[at].start, blocks[at].end))
    about += [document.text[span.start : span.end] for span in spans]
    return set(normalise("\n".join(about)))


def _list_around(document: Document, start: int) -> list[int]:
    """The items of the list that a place is in or leads in, in order."""
    paragraph = paragraph_at(document, start)
    if paragraph is None:
        return []
    blocks = blocks_of(document)
    if blocks[paragraph.block].kind == "item":
        return items_of(blocks, paragraph.block)
    return _items_after(blocks, paragraph.block)


def _items_after(blocks: Sequence[Block], number: int) -> list[int]:
    """The items of the list right behind a block."""
    first = number + 1
    if first == len(blocks) or blocks[first].kind != "item":
        return []
    return items_of(blocks, first)


def _numbered(blocks: Sequence[Block], numbers: Sequence[int], ordinal: int) -> int | None:
    """The item of a number: the one that shows it, else the one in that place."""
    if ordinal == LAST:
        return numbers[-1] if numbers else None
    shown = [at for at in numbers if (blocks[at].ordinal or "").strip(".)( ") == str(ordinal)]
    if shown:
        return shown[0]
    counted = not any(blocks[at].ordinal for at in numbers)
    return numbers[ordinal - 1] if counted and 0 < ordinal <= len(numbers) else None


def _said(document: Document, number: int) -> Span:
    """What an item says; of a section its heading and the first words below."""
    block = blocks_of(document)[number]
    if block.kind == "heading":
        return opening_of(document, number)
    return Span(block.start, block.end)


def _overlaps(item: Evidence, other: Evidence) -> bool:
    same = item.hit.document.id == other.hit.document.id
    return same and item.start < other.end and other.start < item.end
