"""What of a document is translated: its blocks, in pieces that a model is given by themselves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.loaders.parsed import CELL_BORDER
from index.text.language import detect
from index.text.sentences import split_sentences
from index.text.units import blocks_of
from index.types import Block, BlockKind, Document
from qa.translating.tables import own_cells
from qa.types import Language

# A longer paragraph is translated by groups of its sentences: small models lose the thread of it.
_PIECE_CHARACTERS = 1_500
_BULLET = re.compile(r"[-*•–▪◦·][ \t]+")
_LINES = re.compile(r"[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are translated by themselves; `cells` is how many a row has, else 1."""

    text: str
    kind: BlockKind
    cells: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A block that is translated; `block` is its number, None for the document's title."""

    block: int | None
    pieces: tuple[Piece, ...]


def parts_of(document: Document, to: Language) -> list[Part]:
    """The title and the blocks of a document that have something to translate.

    Code and credits stay as they are, and so does what is in the language already.
    """
    blocks = [
        Part(number, tuple(_pieces(document, block)))
        for number, block in enumerate(blocks_of(document))
        if _is_translated(document, block, to)
    ]
    title = document.title
    if not blocks or not _has_letters(title) or detect(title) == to:
        return blocks
    return [Part(None, (Piece(title, "heading"),)), *blocks]


def own_words(document: Document, block: Block) -> str:
    """The words of a block in one line, without the number or mark of an item."""
    text = document.text[block.start : block.end]
    if block.kind == "item":
        mark = _BULLET.match(text)
        text = text.removeprefix(block.ordinal) if block.ordinal else text
        text = text[mark.end() :] if mark and not block.ordinal else text
    return _LINES.sub(" ", text).strip()


def cells_of(document: Document, row: Block) -> list[str]:
    """The words of the cells that stand in a row."""
    return [_LINES.sub(" ", document.text[span.start : span.end]) for span in own_cells(row)]


def _is_translated(document: Document, block: Block, to: Language) -> bool:
    is_words = block.kind not in ("code", "credit")
    return is_words and block.language != to and _has_letters(own_words(document, block))


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _pieces(document: Document, block: Block) -> Iterator[Piece]:
    if block.kind == "row":
        cells = cells_of(document, block)
        yield Piece(CELL_BORDER.join(cells), block.kind, len(cells))
        return
    text = own_words(document, block)
    start = end = 0
    for sentence in split_sentences(text, block.language or document.language):
        if end > start and sentence.end - start > _PIECE_CHARACTERS:
            yield Piece(text[start:end], block.kind)
            start = sentence.start
        end = sentence.end
    yield Piece(text[start:end], block.kind)
