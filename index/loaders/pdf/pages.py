"""One page of a file into words and ruled tables."""

from collections.abc import Sequence
from typing import Any

from index.loaders.pdf.frame import Frame, frame_of
from index.loaders.pdf.layout.columns import main_turn
from index.loaders.pdf.letters.glyphs import glyphs_of
from index.loaders.pdf.letters.visibility import COVERED, visible
from index.loaders.pdf.letters.words import words_of
from index.loaders.pdf.shapes import Edge, Page, Table, Word
from index.loaders.pdf.tables.bands import banded_tables
from index.loaders.pdf.tables.drawings import drawings_of
from index.loaders.pdf.tables.rules import ruled_tables
from index.types import Box

# A page with a picture all over it and no more words is a scan with a stamp.
_FEW_WORDS = 8
# A drawn bullet is no further from the words it marks than so many of their sizes.
_BULLET_REACH = 3.0


def read_page(document: Any, page: Any, number: int) -> Page:
    """Read a page that is open."""
    frame = frame_of(page)
    drawings = drawings_of(page, frame)
    glyphs = visible(page, frame, glyphs_of(page, frame), drawings.picture)
    words = words_of(glyphs, frame, number)
    found = Page(number, frame.width, frame.height, words, label=_label(document, number))
    found.scanned = drawings.picture >= COVERED and len(words) < _FEW_WORDS
    turn = main_turn(words)
    edges = [_turned(edge, frame, turn) for edge in drawings.edges]
    found.tables = ruled_tables([word for word in words if word.turn == turn], edges, number)
    found.words = _outside(found.tables, words)
    level = [word for word in found.words if word.turn == turn]
    found.tables += banded_tables(level, edges, number)
    found.words = _outside(found.tables, words)
    if turn == 0:
        found.words += _bullets(found.words, drawings.dots, number)
    return found


def _outside(tables: Sequence[Table], words: Sequence[Word]) -> list[Word]:
    taken = {
        id(word) for table in tables for row in table.rows for cell in row for word in cell.words
    }
    return [word for word in words if id(word) not in taken]


def _turned(edge: Edge, frame: Frame, turn: int) -> Edge:
    return Edge(*frame.upright((edge.x0, edge.top, edge.x1, edge.bottom), turn))


def _label(document: Any, number: int) -> str | None:
    """What the file calls a page."""
    from pypdfium2 import PdfiumError

    try:
        label: str = document.get_page_label(number - 1)
    except (PdfiumError, UnicodeDecodeError):
        return None
    return label.strip() or None


def _bullets(words: Sequence[Word], dots: Sequence[Box], page: int) -> list[Word]:
    """Dots that are drawn before words, as words."""
    found = []
    for x0, top, x1, bottom in dots[:2_000]:
        level = (top + bottom) / 2
        beside = [word for word in words if word.turn == 0 and word.top < level < word.bottom]
        after = [word for word in beside if word.x0 >= x1 - 1]
        first = min(after, key=lambda word: word.x0, default=None)
        if first is None or first.x0 - x1 > _BULLET_REACH * first.size:
            continue
        before = [word for word in beside if word.x1 <= x0 + 1]
        if any(x0 - word.x1 < _BULLET_REACH * first.size for word in before):
            continue
        found.append(
            Word(
                "•", x0, first.top, x1, first.bottom, first.base, first.size, False,
                first.font, (0.0, 0.0, 0.0, 0.0), page, drawn=True,
            )
        )  # fmt: skip
    return found
