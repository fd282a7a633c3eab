"""Which rows of a table name its columns, where nothing in the file says so."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.loaders.values.tables import Cell, header_rows, is_figure

# Years and quarters name columns as often as they fill them.
_PERIOD = re.compile(
    r"(?:(?:I{1,3}|IV|[1-4])\s*(?:кв\.?|квартал)|Q[1-4])?\s*(?:(?:19|20)\d\d)?(?:\s*(?:г\.?|год))?",
    re.I,
)
_MOST_HEADS = 3
_HEADING_CHARACTERS = 80


def count_heads(rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows at the top are headers: where cells there reach over several, more than one."""
    if len(rows) < 2:
        return 0
    tall = max((cell.rows for cell in rows[0]), default=1)
    wide = any(cell.columns > 1 for cell in rows[0] if cell.text)
    several = max(tall, 2 if wide else 1)
    if 1 < several <= _MOST_HEADS and several < len(rows):
        named = [cell.text for row in rows[:several] for cell in row if cell.text]
        below = [cell.text for row in rows[several:] for cell in row if cell.text]
        if all(_names(text) for text in named) and any(map(is_figure, below)):
            return several
        if tall > 1:
            return 0
    texts = [_by_column(row) for row in rows]
    named_by_periods = [at for at, text in enumerate(texts[0]) if _is_period(text)]
    for at in named_by_periods:
        below = [row[at] for row in texts[1:] if at < len(row) and row[at]]
        if at and not all(map(_is_period, below)):
            texts[0][at] = f"y{texts[0][at]}"
    if _has_two_heads(texts):
        return 2
    return header_rows(texts)


def _has_two_heads(texts: list[list[str]]) -> bool:
    """Whether names of groups stand over the names of columns, though no cells are merged."""
    width = max(map(len, texts[:2]))
    above, names = ([*row, *[""] * (width - len(row))] for row in texts[:2])
    groups, named = [text for text in above if text], [text for text in names if text]
    under = [at for at in range(width) if names[at]]
    below = [row[at] for row in texts[2:] for at in under if at < len(row) and row[at]]
    open_ = [at for at in range(width) if not above[at]]
    return (
        len(groups) > 1
        and bool(open_)
        and any(at > 0 for at in open_)
        and all(names[at] for at in open_)
        and all(map(_names, [*groups, *named]))
        and not any(map(is_figure, named))
        and 2 * sum(map(is_figure, below)) > len(below)
    )


def spread_groups(rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """Two header rows without merged cells: a name of a group reaches over the columns it names."""
    if len(rows) < 2 or any(cell.columns > 1 or cell.rows > 1 for row in rows[:2] for cell in row):
        return list(rows)
    first, names = list(rows[0]), rows[1]
    first += [Cell("")] * (len(names) - len(first))
    spread: list[Cell] = []
    for at, cell in enumerate(first):
        named = at < len(names) and names[at].text
        if not cell.text and named and spread and spread[-1].text and names[at - 1].text:
            spread[-1] = replace(spread[-1], columns=spread[-1].columns + 1)
        else:
            spread.append(cell)
    return [spread, *rows[1:]]


def split_caption(rows: Sequence[Sequence[Cell]]) -> tuple[str | None, Sequence[Sequence[Cell]]]:
    """A first row that is one cell over the whole width is the table's name, not a part of it."""
    if len(rows) < 3 or len(rows[0]) != 1 or not rows[0][0].text or rows[0][0].rows > 1:
        return None, rows
    width = max(sum(cell.columns for cell in row) for row in rows)
    if width < 2 or rows[0][0].columns < width:
        return None, rows
    return rows[0][0].text, rows[1:]


def _by_column(row: Sequence[Cell]) -> list[str]:
    return [text for cell in row for text in (cell.text, *[""] * (cell.columns - 1))]


def _is_period(text: str) -> bool:
    return bool(text) and bool(_PERIOD.fullmatch(text))


def _names(text: str) -> bool:
    return len(text) <= _HEADING_CHARACTERS and (_is_period(text) or not is_figure(text))
