"""Where a page is cut into columns: tall stretches without words, with prose on both sides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.loaders.pdf.layout.prose import (
    ALIGNED,
    FEWEST_LINES,
    GUTTER,
    Part,
    are_cells,
    by_row,
    is_mark,
    is_prose,
    part_of,
    side_by_side,
    strip,
    usual,
)
from index.loaders.pdf.shapes import Table, Word

# Shares of the font size: columns that end together do so within this,
_BOTH_END = 3.5
# a table below stands under a gap at least so high, and higher than most,
_GAP = 0.35
_WIDER = 1.5
_MOST_GAPS = 12
# and a list's mark is no further from what it marks.
_MARK_REACH = 3.0
# What comes below columns is further from them than so many lines.
_APART = 1.3
# Lines of a paragraph are no further apart than this share of the usual.
_CLOSE = 1.15
# A heading over columns is larger than their text by this.
_LARGE = 1.1
_DEEPEST = 12
# Columns with so many lines tell those of other pages, which are so wide and begin at most so far
# in, in font sizes.
_TELLING = 8
_WIDE = 5.0
_SET_IN = 3.0


@dataclass(slots=True)
class _Cut:
    """A gutter's place: what stands above, on its two sides, and below."""

    above: list[Part]
    left: list[Part]
    right: list[Part]
    below: list[Part]


def parts_of(contents: Sequence[Word | Table]) -> list[Part]:
    """Words and tables as what columns are made of; the marks of lists where what they mark is."""
    found: list[Part] = []
    for row in by_row([part_of(content) for content in contents]):
        row.sort(key=lambda part: part.x0)
        for at, part in enumerate(row):
            begins = at == 0 or part.x0 - row[at - 1].x1 > GUTTER * part.size
            if begins and is_mark(part) and at + 1 < len(row):
                following = row[at + 1].x0
                if following - part.x1 < _MARK_REACH * part.size:
                    part = part._replace(x0=following, x1=following)
            found.append(part)
    return found


def regions_of(
    parts: Sequence[Part], known: list[float] | None = None, depth: int = 0
) -> list[list[Part]]:
    """Parts by region, each of one column, in reading order.

    `known` is where columns of other pages begin: there fewer lines are enough. Those of this page
    are added to it.
    """
    known = [] if known is None else known
    cut = _best_cut(parts, known) if depth < _DEEPEST else None
    if cut is None:
        return [list(parts)] if parts else []
    regions: list[list[Part]] = []
    for side in (cut.above, cut.left, cut.right, cut.below):
        regions.extend(regions_of(side, known, depth + 1))
    return regions


def _best_cut(parts: Sequence[Part], known: list[float]) -> _Cut | None:
    if len(parts) < 2:
        return None
    size = usual([part.size for part in parts])
    solid = _without_collisions(parts)
    found: list[tuple[int, float, _Cut]] = []
    for x in _starts(parts, GUTTER * size):
        found.extend(_cuts_at(parts, solid, x, size, FEWEST_LINES))
    found.sort(key=lambda each: each[:2], reverse=True)
    for lines, x, cut in found:
        if _are_columns(cut, size):
            if lines >= _TELLING and not any(abs(x + other) < ALIGNED for other in known):
                known.append(-x)
            return cut
    again = [each for x in known for each in _cuts_at(parts, solid, x, size, 1)]
    again = [each for each in again if _go_on(each[2], -each[1], size)]
    return max(again, key=lambda each: each[:2])[2] if again else None


def _cuts_at(
    parts: Sequence[Part], solid: Sequence[Part], x: float, size: float, fewest: int
) -> Iterator[tuple[int, float, _Cut]]:
    """Cuts left of `x`, between what lies across it, by how many lines they have side by side."""
    width = GUTTER * size
    crossing = sorted(
        (part for part in solid if part.x0 < x - 0.5 and part.x1 > x - width + 0.5),
        key=lambda part: part.top,
    )
    inside = [(part, (part.top + part.bottom) / 2) for part in parts]
    above: Part | None = None
    for below in [*crossing, None]:
        top = above.bottom if above else float("-inf")
        bottom = below.top if below else float("inf")
        if bottom > top:
            cut = _cut_at(inside, x - width / 2, top, bottom)
            lines = _lines_beside(cut)
            if lines >= fewest and (lines >= _TELLING or not _is_river(cut, above, below)):
                yield lines, -x, cut
        if below is not None and (above is None or below.bottom > above.bottom):
            above = below


def _is_river(cut: _Cut, above: Part | None, below: Part | None) -> bool:
    """Whether wide gaps of a few lines lie under one another: the paragraph's others are close."""
    rows = [row[0].base for row in by_row([*cut.left, *cut.right])]
    steps = [after - before for before, after in pairwise(rows)]
    close = _CLOSE * usual(steps)
    if above is not None and rows[0] - above.base < close:
        return True
    return below is not None and below.base - rows[-1] < close


def _go_on(cut: _Cut, x: float, size: float) -> bool:
    """Whether columns of another page go on: the right one begins where it does there."""
    sides = (cut.left, cut.right)
    begins = min(part.x0 for part in cut.right) - x < _SET_IN * size
    wide = all(
        max(part.x1 for part in side) - min(part.x0 for part in side) > _WIDE * size
        for side in sides
    )
    return begins and wide and not are_cells([*cut.left, *cut.right])


def _starts(parts: Sequence[Part], width: float) -> list[float]:
    """Where several lines begin, after a gap or at all."""
    starts: list[float] = []
    for row in by_row(parts):
        end = float("-inf")
        for part in sorted(row, key=lambda part: part.x0):
            if part.x0 - end >= width:
                starts.append(part.x0)
            end = max(end, part.x1)
    starts.sort()
    found: list[float] = []
    at = 0
    while at < len(starts):
        after = at
        while after < len(starts) and starts[after] - starts[at] <= ALIGNED:
            after += 1
        if after - at >= 2:
            found.append(starts[at])
        at = after
    return found[1:]


def _cut_at(inside: Sequence[tuple[Part, float]], x: float, top: float, bottom: float) -> _Cut:
    cut = _Cut([], [], [], [])
    for part, middle in inside:
        if middle <= top:
            cut.above.append(part)
        elif middle >= bottom:
            cut.below.append(part)
        else:
            (cut.left if (part.x0 + part.x1) / 2 < x else cut.right).append(part)
    _trim(cut)
    return cut


def _trim(cut: _Cut) -> None:
    """Put headings over the columns above them, and what comes after both ended below."""
    for side, other in ((cut.left, cut.right), (cut.right, cut.left)):
        if not side or not other:
            return
        size = usual([part.size for part in (*side, *other)])
        first = min(part.top for part in other)
        over = {id(p) for p in side if p.bottom <= first and p.size > _LARGE * size}
        if over:
            cut.above.extend(part for part in side if id(part) in over)
            side[:] = [part for part in side if id(part) not in over]
    if not cut.left or not cut.right:
        return
    _take_off_cells(cut)
    size = usual([part.size for part in (*cut.left, *cut.right)])
    end = max(part.bottom for part in cut.right)
    rows = by_row(cut.left)
    steps = [row[0].base - before[0].base for before, row in pairwise(rows)]
    for before, row, step in zip(rows, rows[1:], steps, strict=False):
        bottom = max(part.bottom for part in before)
        top = min(part.top for part in row)
        if abs(bottom - end) < _BOTH_END * size and step > _APART * usual(steps) and top > end:
            cut.below.extend(part for part in cut.left if part.top >= top)
            cut.left[:] = [part for part in cut.left if part.top < top]
            return


def _take_off_cells(cut: _Cut) -> None:
    """Put a table below, which stands under a gap over both sides."""
    parts = sorted((*cut.left, *cut.right), key=lambda part: part.top)
    size = usual([part.size for part in parts])
    gaps: list[tuple[float, float]] = []
    end = parts[0].bottom
    for part in parts[1:]:
        if part.top > end:
            gaps.append((part.top - end, part.top))
        end = max(end, part.bottom)
    least = max(_GAP * size, _WIDER * usual([gap for gap, _ in gaps]))
    gaps = [each for each in gaps if each[0] > least]
    for _, top in sorted(gaps, reverse=True)[:_MOST_GAPS]:
        below = [part for part in parts if part.top >= top]
        if not are_cells(below):
            continue
        above = [[part for part in side if part.top < top] for side in (cut.left, cut.right)]
        if len(by_row(below)) >= FEWEST_LINES and all(above) and _are_prose(above, size):
            cut.left[:], cut.right[:] = above
            cut.below.extend(below)
            return


def _are_prose(sides: Sequence[Sequence[Part]], size: float) -> bool:
    left, right = sides
    strips = strip(left, last=True, size=size), strip(right, last=False, size=size)
    return all(map(is_prose, strips)) and not side_by_side(*strips)


def _lines_beside(cut: _Cut) -> int:
    """How many lines the shorter side has beside the other."""
    if not cut.left or not cut.right:
        return 0
    top, bottom = _beside(cut)
    return min(
        len({round(part.base) for part in side if top <= part.base <= bottom})
        for side in (cut.left, cut.right)
    )


def _beside(cut: _Cut) -> tuple[float, float]:
    top = max(min(part.top for part in side) for side in (cut.left, cut.right))
    bottom = min(max(part.bottom for part in side) for side in (cut.left, cut.right))
    return top, bottom


def _are_columns(cut: _Cut, size: float) -> bool:
    """Whether the sides are prose rather than cells of a table."""
    top, bottom = _beside(cut)
    if bottom - top < FEWEST_LINES * size:
        return False
    # What stands above or below the other side may be anything.
    sides = [
        [part for part in side if part.bottom > top and part.top < bottom]
        for side in (cut.left, cut.right)
    ]
    return _are_prose(sides, size)


def _without_collisions(parts: Sequence[Part]) -> list[Part]:
    """Parts that print over no other: a long word of a heading may stick out of its column."""
    kept: list[Part] = []
    rows = sorted(parts, key=lambda part: part.top)
    for at, part in enumerate(rows):
        if part.size <= 0 or isinstance(part.content, Table):
            kept.append(part)
            continue
        near = rows[max(0, at - 60) : at + 60]
        if not any(
            other is not part
            and other.x0 < part.x1 - 1
            and part.x0 < other.x0 - 1
            and other.top < part.bottom - 1
            and part.top < other.bottom - 1
            for other in near
        ):
            kept.append(part)
    return kept
