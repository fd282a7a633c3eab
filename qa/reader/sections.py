"""Numbered sections, "Step 2: …", «3. Порядок»: a list whose items are headings."""

import re
from collections.abc import Sequence

from index.text.units import blocks_of, paragraph_at
from index.text.words import normalise
from index.types import Block, Document, Span

# A number alone needs a mark behind it: "3 days in the hills" isn't the third of anything.
_NUMBER = re.compile(r"[^\W\d_]+\s+(?:№\s*)?(\d{1,2})(?!\w|[.,]\d)|(?:§\s*)?(\d{1,2})[.:)](?!\d)")


def numbered_sections(document: Document) -> list[list[int]]:
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
    return [found for found in series if len(found) > 1]


def are_called(document: Document, numbers: Sequence[int], thing: str | None) -> bool:
    """Whether the headings of a series name what they count: "Step 2" is a step."""
    heading = blocks_of(document)[numbers[0]]
    name = document.text[heading.start : heading.end].split()[0]
    return thing is not None and normalise(name) == normalise(thing) != []


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
