"""Blocks of a document as a store writes them down."""

import json
from collections.abc import Sequence

from index.types import Block, Span

# Where the level stands, the last that is 0 where there is none.
_LEVEL = 3


def to_json(blocks: Sequence[Block]) -> str:
    """Write blocks as short lists, what they lack left out at the end."""
    return json.dumps([_row(block) for block in blocks], ensure_ascii=False, separators=(",", ":"))


def from_json(source: str) -> tuple[Block, ...]:
    """Read what `to_json` wrote; raises ValueError where it is damaged."""
    try:
        return tuple(_block(*row) for row in json.loads(source))
    except TypeError as error:
        raise ValueError(str(error)) from error


def _row(block: Block) -> list[object]:
    columns = [[cell.start, cell.end] if cell else None for cell in block.columns]
    row: list[object] = [
        block.kind, block.start, block.end, block.level, block.ordinal, block.parent, columns,
        block.language,
    ]  # fmt: skip
    while row[-1] is None or row[-1] == [] or (len(row) == _LEVEL + 1 and row[-1] == 0):
        row.pop()
    return row


def _block(  # type: ignore[no-untyped-def]
    kind, start, end, level=0, ordinal=None, parent=None, columns=(), language=None
) -> Block:
    cells = tuple(Span(*cell) if cell else None for cell in columns or ())
    return Block(kind, start, end, level or 0, ordinal, parent, cells, language)
