"""Words that stand in columns, without lines around them, as cells of a table."""

from collections.abc import Sequence
from itertools import pairwise

from index.loaders.pdf.layout.listing import is_marker
from index.loaders.pdf.shapes import Table, TableCell, Word

# Shares of the font size. Cells stand further apart than this, and than this where it is a table
# already: gaps of stretched lines lie between. Columns are at least so far apart.
APART = 1.0
APART_IN_TABLES = 0.75
_BETWEEN = 0.45
# Words of one line have baselines no further apart.
_SAME_BASE = 0.3
# Lines of one cell may differ so much in how far they are apart.
_LOOSE = 0.15
# Without space between rows, a line goes on with the cell above no further below it.
_ROW_LEADING = 1.35
# Lines closer than lines are stand side by side: cells set in the middle of their rows.
_INTERLEAVED = 0.85
# No cells side by side have so many lines, each as many as the others.
_SEVERAL = 2
# Cells over several columns are this rare, or it is no table.
_ACROSS = 0.25

Run = list[Word]
Rows = list[dict[int, Run]]


def runs_of(words: Sequence[Word], apart: float = APART) -> list[Run]:
    """Words of one line by the wide gaps between them."""
    runs: list[Run] = []
    for word in sorted(words, key=lambda word: word.x0):
        if runs and word.x0 - runs[-1][-1].x1 <= apart * max(word.size, runs[-1][-1].size):
            runs[-1].append(word)
        else:
            runs.append([word])
    # A list's number and what it numbers are one.
    if len(runs) > 1 and len(runs[0]) == 1 and is_marker(runs[0][0].text):
        runs[0:2] = [runs[0] + runs[1]]
    return runs


def lines_of(words: Sequence[Word], apart: float = APART) -> list[list[Run]]:
    """Words by baseline, each line by its runs."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.base):
        if rows and word.base - rows[-1][0].base <= _SAME_BASE * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [runs_of(row, apart) for row in rows]


def columns_of(lines: Sequence[list[Run]]) -> list[tuple[float, float]]:
    """Stretches of the width that cells take, free columns between; none where there are none."""
    several = [runs for runs in lines if len(runs) > 1]
    most = max(map(len, several), default=0)
    # Cells over several columns stand in lines with fewer cells.
    for fewest in range(max(2, most // 2 + 1), most + 1):
        columns = _union([run for runs in several if len(runs) >= fewest for run in runs])
        if len(columns) >= min(fewest, most):
            break
    else:
        return []
    runs = [run for line in lines for run in line]
    across = sum(len(_over(run, columns)) > 1 for run in runs)
    return columns if len(columns) > 1 and across <= _ACROSS * len(runs) else []


def table_of(words: Sequence[Word], page: int, rules: Sequence[float] = ()) -> Table | None:
    """The table that words make; `rules` are the heights of lines drawn through it."""
    lines = lines_of(words, APART_IN_TABLES)
    columns = columns_of(lines)
    if not columns:
        return None
    rows = _rows(lines, columns, rules)
    if len(rows) < 2:
        return None
    cells = [
        [
            TableCell(at, column, 1, max(1, len(_over(run, columns))), tuple(run))
            for column, run in sorted(row.items())
        ]
        for at, row in enumerate(rows)
    ]
    return Table(
        cells,
        min(word.x0 for word in words),
        min(word.base - 0.8 * word.size for word in words),
        max(word.x1 for word in words),
        max(word.base + 0.2 * word.size for word in words),
        page,
        tuple(left for left, _ in columns),
        len(columns),
    )


def _union(runs: Sequence[Run]) -> list[tuple[float, float]]:
    columns: list[tuple[float, float]] = []
    for run in sorted(runs, key=lambda run: run[0].x0):
        x0, x1 = run[0].x0, run[-1].x1
        if columns and x0 - columns[-1][1] < _BETWEEN * run[0].size:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def _over(run: Run, columns: Sequence[tuple[float, float]]) -> list[int]:
    """The columns that a run reaches over, or the nearest."""
    x0, x1 = run[0].x0, run[-1].x1
    over = [at for at, (left, right) in enumerate(columns) if left < x1 and x0 < right]
    return over or [min(range(len(columns)), key=lambda at: abs(columns[at][0] - x0))]


def _rows(
    lines: Sequence[list[Run]], columns: Sequence[tuple[float, float]], rules: Sequence[float]
) -> Rows:
    """Rows by the space between them, or line by line, whichever leaves fewer cells empty."""
    placed: dict[int, list[Run]] = {}
    for runs in lines:
        for run in runs:
            placed.setdefault(_over(run, columns)[0], []).append(run)
    blocks = _by_space(placed, rules)
    single = _by_line(lines, columns)
    if len(blocks) < 2 or any(map(_is_several, blocks)) or _filled(blocks) < _filled(single):
        return single
    return blocks


def _is_several(row: dict[int, Run]) -> bool:
    """Whether what was taken for a row is several: its lines are in all of its cells."""
    lines = [{round(word.base) for word in words} for words in row.values()]
    longest = max(map(len, lines))
    return len(row) > 1 and longest >= _SEVERAL and min(map(len, lines)) >= longest - longest // 4


def _filled(rows: Rows) -> float:
    return sum(map(len, rows)) / len(rows)


def _by_space(placed: dict[int, list[Run]], rules: Sequence[float]) -> Rows:
    """Lines close under one another in a column are one cell; cells side by side are one row."""
    steps = [
        (after[0].base - before[0].base) / max(before[0].size, after[0].size)
        for runs in placed.values()
        for before, after in pairwise(runs)
    ]
    tight = min((step for step in steps if step > 0.7), default=0.0) + _LOOSE
    blocks: list[tuple[float, float, int, Run]] = []
    for column, runs in placed.items():
        for before, run in pairwise([None, *runs]):
            assert run is not None
            top, bottom = run[0].base - 0.75 * run[0].size, run[0].base + 0.2 * run[0].size
            if before is not None and blocks:
                step = run[0].base - before[0].base
                ruled = any(before[0].base < rule < run[0].base for rule in rules)
                if step <= tight * max(run[0].size, before[0].size) and not ruled:
                    first, _, _, words = blocks[-1]
                    blocks[-1] = (first, bottom, column, [*words, *run])
                    continue
            blocks.append((top, bottom, column, list(run)))
    rows: Rows = []
    end = float("-inf")
    for top, bottom, column, words in sorted(blocks, key=lambda block: block[:2]):
        if top >= end or column in rows[-1]:
            rows.append({})
            end = bottom
        rows[-1][column] = words
        end = max(end, bottom)
    return rows


def _by_line(lines: Sequence[list[Run]], columns: Sequence[tuple[float, float]]) -> Rows:
    """A row a line, but lines that go on with a cell above."""
    rows: Rows = []
    base = 0.0
    for runs in lines:
        own = {_over(run, columns)[0]: run for run in runs}
        size = runs[0][0].size
        step = (runs[0][0].base - base) / size
        on = step <= _ROW_LEADING and 0 not in own and 2 * len(own) <= len(columns)
        if rows and (step < _INTERLEAVED or on):
            for column, run in own.items():
                rows[-1][column] = [*rows[-1].get(column, []), *run]
        else:
            rows.append(own)
        base = runs[0][0].base
    return rows
