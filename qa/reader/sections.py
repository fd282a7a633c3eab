"""Numbered sections, "Step 2: …", «3. Порядок»: a list whose items are headings."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.text.remembering import DOCUMENT_CHARACTERS, remember_of_documents
from index.text.units import blocks_of, paragraph_at
from index.text.views import heading_path
from index.text.words import normalise
from index.types import Block, Document, Span
from qa.types import Question, Reading
from qa.understanding.questions import wants_several

# How sure a list is that all the question's other words tell of.
TOLD_CONFIDENCE = 0.95
# How far down the evidence a list is looked for.
LOOKED_AT = 5
_LIST = re.compile(r"^\W*(?:(?:list|name)\b|(?:перечисли|назови)(?:те)?\b)", re.I)
# A number alone needs a mark behind it: "3 days in the hills" isn't the third of anything.
_NUMBER = re.compile(r"[^\W\d_]+\s+(?:№\s*)?(\d{1,2})(?!\w|[.,]\d)|(?:§\s*)?(\d{1,2})[.:)](?!\d)")


@remember_of_documents(DOCUMENT_CHARACTERS)
def numbered_sections(document: Document) -> tuple[tuple[int, ...], ...]:
    """The numbers of the headings of each series of sections that counts from 1 on, in order."""
    series: list[list[int]] = []
    open_at: dict[int, list[int]] = {}
    for at, block in enumerate(blocks_of(document)):
        if block.kind != "heading":
            continue
        open_at = {level: found for level, found in open_at.items() if level <= block.level}
        number = _number(document, block)
        if number == 1:
            open_at[block.level] = [at]
            series.append(open_at[block.level])
        elif block.level in open_at and number == len(open_at[block.level]) + 1:
            open_at[block.level].append(at)
    return tuple(tuple(found) for found in series if len(found) > 1)


def are_called(document: Document, numbers: Sequence[int], thing: str | None) -> bool:
    """Whether the headings of a series name what they count: "Step 2" is a step."""
    return thing is not None and normalise(_name(document, numbers)) == normalise(thing) != []


def by_sections(reading: Reading, question: Question) -> Reading:
    """Where a question asks for all that a series of sections counts, put their headings first.

    All its words have to be those of the title, the headings above and what the sections are
    called: "What are the rules of the pool?" under "Rules of the pool", not of one rule's content.
    """
    asked = set(normalise(_LIST.sub(" ", question.standalone)))
    if not asked or not wants_several(question.text, question.language):
        return reading
    for best in reading.evidence[:LOOKED_AT]:
        document = best.hit.document
        for numbers in numbered_sections(document):
            if asked <= _named_above(document, numbers):
                spans = [blocks_of(document)[at] for at in numbers]
                first = [replace(best, start=s.start, end=s.end, focus=None) for s in spans]
                confidence = max(reading.confidence, TOLD_CONFIDENCE)
                return Reading((*first, *reading.evidence), confidence)
    return reading


def _named_above(document: Document, numbers: Sequence[int]) -> set[str]:
    """The words of the title, of the headings above a series, and of what its sections are."""
    paragraph = paragraph_at(document, blocks_of(document)[numbers[0]].start)
    above = heading_path(document, paragraph) if paragraph else []
    texts = [document.title, _name(document, numbers)]
    texts += [document.text[span.start : span.end] for span in above]
    return set(normalise("\n".join(texts)))


def _name(document: Document, numbers: Sequence[int]) -> str:
    """What a series of sections is called: the first word of its headings."""
    heading = blocks_of(document)[numbers[0]]
    return document.text[heading.start : heading.end].split()[0]


def opening_of(document: Document, number: int) -> Span:
    """A section's heading with the first words below it."""
    blocks = blocks_of(document)
    heading = blocks[number]
    below = paragraph_at(document, blocks[number + 1].start) if number + 1 < len(blocks) else None
    if below is None or below.kind != "paragraph" or not below.sentences:
        return Span(heading.start, heading.end)
    return Span(heading.start, below.sentences[0].end)


def _number(document: Document, heading: Block) -> int | None:
    found = _NUMBER.match(document.text[heading.start : heading.end])
    return int(found[1] or found[2]) if found else None
