"""A document as it is read: blocks, and in each the units that can answer.

A unit is a sentence, an item, a table's row, a few lines of code. Headings, headers of tables and
credits answer nothing.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.text.paragraphs import content_paragraphs, split_paragraphs, trim
from index.text.remembering import DOCUMENT_CHARACTERS, remember_of_documents
from index.text.sentences import split_sentences
from index.types import Block, BlockKind, Document, Span

# An item of a list is one thing up to this length; a longer one is read sentence by sentence.
_ITEM_CHARACTERS = 300
# A "sentence" longer than this has no stops that anybody set; it is cut between words.
_SENTENCE_CHARACTERS = 450
_PIECE_CHARACTERS = 300
# A row longer than this is read cell by cell.
_ROW_CHARACTERS = 700
# So many lines of code that stand together are read as one.
_CODE_GROUP = 10
_PAUSE = re.compile(r"[,;:—–]\s+|\s+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block that says something, with the units in it, in document offsets.

    `block` is its number among the document's blocks; `headings` are the numbers of the headings it
    stands under, the outermost first.
    """

    start: int
    end: int
    sentences: tuple[Span, ...]
    kind: BlockKind = "paragraph"
    block: int = 0
    headings: tuple[int, ...] = ()


def blocks_of(document: Document) -> tuple[Block, ...]:
    """A document's blocks; of a text that came without any, its paragraphs."""
    if document.blocks:
        return document.blocks
    content = set(content_paragraphs(document.text))
    return tuple(
        Block("paragraph" if span in content else "credit", span.start, span.end)
        for span in split_paragraphs(document.text)
    )


@remember_of_documents(DOCUMENT_CHARACTERS)
def read_paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """List a document's blocks that say something with their units."""
    blocks = blocks_of(document)
    headers = {b.parent for b in blocks if b.kind == "row" and b.parent is not None}
    paragraphs = []
    path: list[int] = []
    for number, block in enumerate(blocks):
        if block.kind == "heading":
            path = [at for at in path if blocks[at].level < block.level]
        if block.kind != "credit":
            is_header = block.kind == "row" and number in headers
            units = () if is_header else _units(document, block)
            paragraphs.append(
                Paragraph(block.start, block.end, units, block.kind, number, tuple(path))
            )
        if block.kind == "heading":
            path.append(number)
    return tuple(paragraphs)


def paragraphs_within(document: Document, span: Span) -> tuple[Paragraph, ...]:
    """The blocks that say something and lie in a span, or reach into it."""
    paragraphs = read_paragraphs(document)
    first = bisect_right(paragraphs, span.start, key=lambda paragraph: paragraph.end)
    last = bisect_left(paragraphs, span.end, key=lambda paragraph: paragraph.start)
    return paragraphs[first:last]


def paragraph_at(document: Document, start: int) -> Paragraph | None:
    """The block that a place of a document lies in, None where that says nothing."""
    return next(iter(paragraphs_within(document, Span(start, start + 1))), None)


def list_around(blocks: Sequence[Block], number: int) -> range:
    """The list that an item is in, from its first block to its last, with what stands in items."""
    item = blocks[number]
    first = last = number
    while first > 0 and _in_list_of(blocks, first - 1, item):
        first -= 1
    while last + 1 < len(blocks) and _in_list_of(blocks, last + 1, item):
        last += 1
    while not _beside(blocks[first], item):
        first += 1
    return range(first, last + 1)


def items_of(blocks: Sequence[Block], number: int) -> list[int]:
    """The items beside an item, itself among them, without those deeper in."""
    item = blocks[number]
    return [at for at in list_around(blocks, number) if _beside(blocks[at], item)]


def _in_list_of(blocks: Sequence[Block], number: int, item: Block) -> bool:
    """Whether a block is an item beside another, or stands in one that is."""
    block = blocks[number]
    while block.parent is not None and block.parent != item.parent:
        block = blocks[block.parent]
    return _beside(block, item)


def _beside(block: Block, item: Block) -> bool:
    return (block.kind, block.parent, block.level) == ("item", item.parent, item.level)


def _units(document: Document, block: Block) -> tuple[Span, ...]:
    text, whole = document.text, Span(block.start, block.end)
    length = block.end - block.start
    if block.kind == "heading":
        return ()
    if block.kind == "code":
        return tuple(_code(text, block))
    if block.kind == "row":
        cells = [cell for cell in block.columns if cell and _within(cell, block)]
        return (whole,) if length <= _ROW_CHARACTERS or not cells else tuple(dict.fromkeys(cells))
    if block.kind == "item" and length <= _ITEM_CHARACTERS:
        return (whole,)
    language = block.language or document.language
    return tuple(
        piece
        for sentence in split_sentences(text[block.start : block.end], language)
        for piece in _pieces(text, block.start + sentence.start, block.start + sentence.end)
    )


def _within(cell: Span, block: Block) -> bool:
    return block.start <= cell.start and cell.end <= block.end


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """Cut a sentence that goes on and on, after commas where there are any, else between words."""
    pieces: list[Span] = []
    while end - start > _SENTENCE_CHARACTERS:
        pauses = list(
            _PAUSE.finditer(text, start + _PIECE_CHARACTERS // 2, start + _PIECE_CHARACTERS)
        )
        marked = [pause for pause in pauses if not pause.group().isspace()]
        if not pauses:
            break
        border = (marked or pauses)[-1].end()
        pieces.append(Span(start, border))
        start = border
    pieces.append(Span(start, end))
    return [piece for span in pieces if (piece := trim(text, span.start, span.end))]


def _code(text: str, block: Block) -> list[Span]:
    """Lines of code that stand together, those without a letter or digit left out."""
    lines: list[Span | None] = []
    start = block.start
    while start < block.end:
        newline = text.find("\n", start, block.end)
        end = newline if newline >= 0 else block.end
        lines.append(trim(text, start, end))
        start = end + 1
    groups = _groups(lines, len(lines) > _CODE_GROUP)
    return [g for g in groups if any(char.isalnum() for char in text[g.start : g.end])]


def _groups(lines: Sequence[Span | None], parted: bool) -> list[Span]:
    """Runs of lines; where the code is long, a blank line parts them."""
    groups: list[Span] = []
    size = 0
    for line in lines:
        if line is None:
            size = 0 if parted else size
        elif size and size < _CODE_GROUP:
            groups[-1] = Span(groups[-1].start, line.end)
            size += 1
        else:
            groups.append(line)
            size = 1
    return groups
