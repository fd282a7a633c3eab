"""Tables with level lines only, or with shaded rows: words in columns between such lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.loaders.pdf.shapes import Edge, Table, Word
from index.loaders.pdf.tables.cells import APART_IN_TABLES, columns_of, lines_of, table_of

# Lines at one height, ends of lines of one table, and pieces of one line, in points.
_LEVEL = 1.5
_ALIGNED = 3.0
_PIECES = 4.0
_SHORTEST = 60.0
_MOST_LINES = 400
# A row above the first line or below the last is no further away, in font sizes.
_NEXT_ROW = 2.4
# Cells have few words; columns of prose between two lines have more.
_LONGEST_CELL = 12
_FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class _Rule:
    x0: float
    x1: float
    y: float


def banded_tables(words: Sequence[Word], edges: Sequence[Edge], page: int) -> list[Table]:
    """Tables between level lines that begin and end at the same places."""
    groups: list[list[_Rule]] = []
    for rule in _rules(edges):
        for group in groups:
            if max(abs(group[0].x0 - rule.x0), abs(group[0].x1 - rule.x1)) < _ALIGNED:
                group.append(rule)
                break
        else:
            groups.append([rule])
    found: list[Table] = []
    free = list(words)
    for group in sorted(groups, key=lambda group: -len(group)):
        for table in _tables(group, free, page):
            taken = {id(word) for row in table.rows for cell in row for word in cell.words}
            free = [word for word in free if id(word) not in taken]
            found.append(table)
    return found


def _rules(edges: Sequence[Edge]) -> list[_Rule]:
    """Level lines, pieces that meet as one."""
    level = sorted((e.top, e.x0, e.x1) for e in edges if e.top == e.bottom)
    if len(level) > 4_000:
        return []
    rows: list[list[tuple[float, float, float]]] = []
    for piece in level:
        if rows and piece[0] - rows[-1][0][0] < _LEVEL:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    found: list[_Rule] = []
    for row in rows:
        whole: list[list[float]] = []
        for _, x0, x1 in sorted(row, key=lambda piece: piece[1]):
            if whole and x0 - whole[-1][1] < _PIECES:
                whole[-1][1] = max(whole[-1][1], x1)
            else:
                whole.append([x0, x1])
        found.extend(_Rule(x0, x1, row[0][0]) for x0, x1 in whole if x1 - x0 >= _SHORTEST)
    return found[:_MOST_LINES]


def _tables(rules: Sequence[_Rule], words: Sequence[Word], page: int) -> list[Table]:
    """The tables between the first line and the last, or between fewer."""
    if len(rules) < 2:
        return []
    table = _table(rules, words, page)
    if table is not None:
        return [table]
    if len(rules) == 2:
        return []
    # The widest step most likely parts two tables.
    steps = [after.y - before.y for before, after in pairwise(rules)]
    at = steps.index(max(steps)) + 1
    return [*_tables(rules[:at], words, page), *_tables(rules[at:], words, page)]


def _table(rules: Sequence[_Rule], words: Sequence[Word], page: int) -> Table | None:
    first, last = rules[0], rules[-1]
    between = [
        word
        for word in words
        if first.x0 - _ALIGNED <= word.x0
        and word.x1 <= first.x1 + _ALIGNED
        and first.y - 1 < word.base < last.y + 1
    ]
    across = [
        word
        for word in words
        if first.y < word.base < last.y and word.x0 < first.x1 and word.x1 > first.x0
    ]
    if not between or len(across) > len(between):
        return None
    between = _with_next_rows(between, rules, words)
    lines = lines_of(between, APART_IN_TABLES)
    columns = columns_of(lines)
    if not columns:
        return None
    runs = [run for line in lines for run in line]
    if sum(map(len, runs)) / len(runs) > _LONGEST_CELL / 2:
        return None
    table = table_of(between, page, [rule.y for rule in rules])
    if table is None or len(table.rows) < _FEWEST_ROWS:
        return None
    filled = sum(len(row) > 1 for row in table.rows)
    # Two lines over and under a page have many rows between them: they are no table's.
    enough = len(rules) > 2 or len(table.rows) <= 4
    return table if 2 * filled > len(table.rows) and enough else None


def _with_next_rows(
    between: list[Word], rules: Sequence[_Rule], words: Sequence[Word]
) -> list[Word]:
    """Add the rows above the first line and below the last: not every row has a line or shade."""
    taken = {id(word) for word in between}
    others = [
        word
        for word in words
        if id(word) not in taken
        and rules[0].x0 - _ALIGNED <= word.x0
        and word.x1 <= rules[0].x1 + _ALIGNED
    ]
    found = list(between)
    for down in (False, True):
        lines = lines_of([w for w in others if (w.base > rules[-1].y) == down], APART_IN_TABLES)
        edge = rules[-1].y if down else rules[0].y
        for runs in lines if down else reversed(lines):
            size = runs[0][0].size
            columns = columns_of(lines_of(found, APART_IN_TABLES))
            inside = all(
                any(
                    left - size < run[0].x0 and run[-1].x1 < right + size for left, right in columns
                )
                for run in runs
            )
            base = runs[0][0].base
            if abs(base - edge) > _NEXT_ROW * size or len(runs) < 2 or not inside:
                break
            found.extend(word for run in runs for word in run)
            edge = base
    return found
