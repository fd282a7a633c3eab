"""Rows as Markdown tables; those that Markdown has no way to write as HTML."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence

from index.types import Block, Span
from qa.translating.escaping import escaped

Words = Mapping[Span, str]


def tables(blocks: Sequence[Block], rows: Mapping[int, Sequence[str]]) -> Iterator[str]:
    """Write rows that follow each other as one table or several.

    `rows` holds the words of the cells that stand in each row, by the row's number.
    """
    words = {
        span: text
        for number, texts in rows.items()
        for span, text in zip(own_cells(blocks[number]), texts, strict=True)
    }
    for numbers in _parted(blocks, list(rows)):
        table = [blocks[number].columns for number in numbers]
        heads = len({blocks[number].parent for number in numbers} & set(numbers))
        yield (
            _piped(table, words) if heads == 1 and _is_plain(table) else _html(table, words, heads)
        )


def own_cells(row: Block) -> list[Span]:
    """The cells that stand in a row, not in one above it, each once."""
    return list(
        dict.fromkeys(
            span for span in row.columns if span and row.start <= span.start and span.end <= row.end
        )
    )


def _parted(blocks: Sequence[Block], numbers: Sequence[int]) -> Iterator[list[int]]:
    """Cut rows where a table with a header begins, or one without follows such a table."""
    headers = {blocks[number].parent for number in numbers}
    table: list[int] = []
    for number in numbers:
        within = blocks[number].parent in table
        is_bare = not within and number not in headers
        if table and not within and not (is_bare and headers.isdisjoint(table)):
            yield table
            table = []
        table.append(number)
    yield table


def _is_plain(table: Sequence[tuple[Span | None, ...]]) -> bool:
    """Whether all rows are as wide, and no cell reaches over another's place."""
    cells = [span for columns in table for span in columns if span]
    return len(set(map(len, table))) == 1 and len(cells) == len(set(cells))


def _piped(table: Sequence[tuple[Span | None, ...]], words: Words) -> str:
    lines = [[_in_pipes(words[span]) if span else "" for span in columns] for columns in table]
    lines.insert(1, ["---"] * len(table[0]))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _in_pipes(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", escaped(text))


def _html(table: Sequence[tuple[Span | None, ...]], words: Words, heads: int) -> str:
    lines = ["<table>"]
    for row, columns in enumerate(table):
        tag = "th" if row < heads else "td"
        above = set(table[row - 1]) if row else set()
        cells = "".join(
            f"<{tag}{_reach(table, row, span)}>{html.escape(words[span], quote=False)}</{tag}>"
            if span
            else f"<{tag}></{tag}>"
            for at, span in enumerate(columns)
            if span is None or (span not in above and span not in columns[:at])
        )
        lines.append(f"<tr>{cells}</tr>")
    return "\n".join([*lines, "</table>"])


def _reach(table: Sequence[tuple[Span | None, ...]], row: int, span: Span) -> str:
    """How many columns and rows a cell reaches over, as attributes."""
    across = table[row].count(span)
    down = sum(span in columns for columns in table[row:])
    return "".join(
        f' {name}="{count}"'
        for name, count in (("colspan", across), ("rowspan", down))
        if count > 1
    )
