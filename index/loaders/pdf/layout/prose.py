"""Whether words are prose in a column, or cells of a table."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from index.loaders.pdf.layout.listing import is_marker
from index.loaders.pdf.shapes import Table, Word
from index.loaders.pdf.tables.cells import columns_of, lines_of

# Shares of the font size: a gutter is at least so wide,
GUTTER = 0.7
# a column of prose so wide.
_NARROWEST = 7.0
# Columns of prose have so many lines side by side, so many words in each, and lines with this
# leading would fill so much of them.
FEWEST_LINES = 3
_FEWEST_WORDS = 1.6
_LEADING = 1.2
_FILLED = 0.45
_FILLED_TALL = 0.36
_TALL = 12
# Cells of a table begin side by side: where so many blocks of lines do, that is none of columns.
_FEWEST_BLOCKS = 3
_SIDE_BY_SIDE = 0.7
_BLOCK_GAP = 1.45
# A table below two columns is told by having more.
_FEWEST_COLUMNS = 3
# Starts of lines this close together are one, in points.
ALIGNED = 2.0


class Part(NamedTuple):
    """A word or a table with its place."""

    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    content: Word | Table


def part_of(content: Word | Table) -> Part:
    """A word or table as what columns are made of."""
    if isinstance(content, Table):
        box = (content.x0, content.top, content.x1, content.bottom)
        return Part(*box, content.top, 10.0, content)
    # Boxes of letters reach into the lines above and below.
    top, bottom = content.base - 0.7 * content.size, content.base + 0.2 * content.size
    return Part(content.x0, top, content.x1, bottom, content.base, content.size, content)


def are_cells(parts: Sequence[Part]) -> bool:
    """Whether parts stand in several columns, most of which aren't prose."""
    words = [part.content for part in parts if isinstance(part.content, Word)]
    columns = columns_of(lines_of(words))
    if len(columns) < _FEWEST_COLUMNS:
        return False
    within = [[p for p in parts if p.x0 < right and left < p.x1] for left, right in columns]
    return 2 * sum(map(is_prose, within)) < len(columns)


def is_mark(part: Part) -> bool:
    """Whether a part may be what begins an item of a list."""
    return isinstance(part.content, Word) and is_marker(part.content.text)


def strip(parts: Sequence[Part], *, last: bool, size: float) -> list[Part]:
    """The column next to the gutter, of those that a side has, without the marks of its lists."""
    words = [part for part in parts if not is_mark(part)]
    strips: list[list[Part]] = []
    end = float("-inf")
    for part in sorted(words or parts, key=lambda part: part.x0):
        if part.x0 - end >= GUTTER * size:
            strips.append([])
        strips[-1].append(part)
        end = max(end, part.x1)
    return strips[-1 if last else 0]


def is_prose(parts: Sequence[Part]) -> bool:
    """Whether a column is wide enough and filled with words; a ruled table may stand in it."""
    if any(isinstance(part.content, Table) for part in parts):
        return True
    if not parts:
        return False
    wide = max(part.x1 for part in parts) - min(part.x0 for part in parts)
    high = max(part.bottom for part in parts) - min(part.top for part in parts)
    size = usual([part.size for part in parts])
    rows = by_row(parts)
    if wide < _NARROWEST * size or len(parts) < _FEWEST_WORDS * len(rows):
        return False
    inked = sum((part.x1 - part.x0) * part.size * _LEADING for part in parts)
    # Narrow columns are filled badly, yet go on and on.
    filled = _FILLED_TALL if len(rows) >= _TALL else _FILLED
    return inked >= filled * wide * high


def side_by_side(left: Sequence[Part], right: Sequence[Part]) -> bool:
    """Whether blocks of lines begin at the same heights on both sides, as cells do."""
    tops = [_block_tops(side) for side in (left, right)]
    if min(map(len, tops)) < _FEWEST_BLOCKS:
        return False
    near = [sum(any(abs(a - b) < ALIGNED for b in tops[1]) for a in tops[0])]
    near.append(sum(any(abs(a - b) < ALIGNED for b in tops[0]) for a in tops[1]))
    return all(n >= _SIDE_BY_SIDE * len(own) for n, own in zip(near, tops, strict=True))


def _block_tops(parts: Sequence[Part]) -> list[float]:
    rows = by_row(parts)
    steps = [after[0].base - before[0].base for before, after in pairwise(rows)]
    leading = min(steps, default=0.0)
    return [rows[0][0].base] + [
        row[0].base
        for row, step in zip(rows[1:], steps, strict=True)
        if step > _BLOCK_GAP * leading
    ]


def by_row(parts: Sequence[Part]) -> list[list[Part]]:
    """Parts by baseline."""
    rows: list[list[Part]] = []
    for part in sorted(parts, key=lambda part: part.base):
        if rows and part.base - rows[-1][0].base <= 0.3 * min(part.size, rows[-1][0].size):
            rows[-1].append(part)
        else:
            rows.append([part])
    return rows


def usual(values: Sequence[float]) -> float:
    """The middle one of values."""
    return sorted(values)[len(values) // 2] if values else 0.0
