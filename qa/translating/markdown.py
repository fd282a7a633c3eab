"""A document's blocks as Markdown that is read as the same blocks."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from index.text.units import blocks_of
from index.types import Block, Document
from qa.translating.checks import cells_in
from qa.translating.escaping import escaped
from qa.translating.pieces import cells_of, own_words
from qa.translating.tables import tables

_NUMBERED = re.compile(r"(\d{1,9})[.)]")
_TICKS = re.compile("`{3,}")
_DEEPEST_HEADING = 6


def to_markdown(document: Document, said: Mapping[int, str]) -> str:
    """Write a document with the words of `said` in the place of its own, by block."""
    return _Writer(document, said).write()


@dataclass(slots=True)
class _Open:
    """An item that later blocks may stand in: its block, and where its words begin in the line."""

    block: int
    indent: int


@dataclass(slots=True)
class _Writer:
    """Writes one block after another; `_lists` are the numbers reached, by the lists' indents."""

    document: Document
    said: Mapping[int, str]
    _open: list[_Open] = field(default_factory=list)
    _lists: dict[int, tuple[int, str]] = field(default_factory=dict)
    _lines: list[str] = field(default_factory=list)

    def write(self) -> str:
        blocks = blocks_of(self.document)
        number = 0
        while number < len(blocks):
            indent = self._indent(blocks, number)
            if blocks[number].kind == "row":
                number = self._table(blocks, number, indent)
                continue
            if blocks[number].kind == "item":
                self._item(number, blocks[number], indent)
            else:
                self._lists.pop(indent, None)
                self._put(self._block(number, blocks[number]), indent)
            number += 1
        return "\n".join(self._lines).strip("\n")

    def _indent(self, blocks: tuple[Block, ...], number: int) -> int:
        """Where a block begins: behind the marks of the open items that it stands in."""
        around: set[int] = set()
        at = blocks[number].parent
        while at is not None and at not in around:
            around.add(at)
            at = blocks[at].parent
        while self._open and self._open[-1].block not in around:
            self._open.pop()
        indent = self._open[-1].indent if self._open else 0
        self._lists = {at: reached for at, reached in self._lists.items() if at <= indent}
        return indent

    def _words(self, number: int, block: Block) -> str:
        return self.said.get(number) or own_words(self.document, block)

    def _block(self, number: int, block: Block) -> str:
        if block.kind == "code":
            code = self.document.text[block.start : block.end]
            fence = "`" * max([3, *(len(ticks) + 1 for ticks in _TICKS.findall(code))])
            return f"{fence}\n{code}\n{fence}"
        words = self._words(number, block)
        if block.kind == "caption":
            return f"<figcaption>{html.escape(words, quote=False)}</figcaption>"
        if block.kind == "heading":
            return f"{'#' * min(max(block.level, 1), _DEEPEST_HEADING)} {escaped(words)}"
        return f"> {escaped(words)}" if block.kind == "quote" else escaped(words)

    def _item(self, number: int, block: Block, indent: int) -> None:
        words = escaped(self._words(number, block))
        numbered = _NUMBERED.fullmatch(block.ordinal or "")
        if numbered:
            mark, goes_on = self._numbered(int(numbered[1]), indent)
        else:
            self._lists.pop(indent, None)
            mark = ":" if self._is_defined(block) else "-"
            goes_on = bool(self._lines) and self._lines[-1].lstrip().startswith(f"{mark} ")
            words = f"{escaped(block.ordinal)} {words}" if block.ordinal else words
        self._put(f"{mark} {words}", indent, apart=not goes_on)
        self._open.append(_Open(number, indent + len(mark) + 1))

    def _is_defined(self, item: Block) -> bool:
        """Whether an item hangs under a paragraph that leads nothing in, as a term does."""
        blocks = blocks_of(self.document)
        if item.parent is None or blocks[item.parent].kind != "paragraph":
            return False
        return not self._words(item.parent, blocks[item.parent]).endswith((":", "："))

    def _numbered(self, number: int, indent: int) -> tuple[str, bool]:
        """The mark of an item, and whether its list goes on; where numbers jump, one begins."""
        last, sign = self._lists.get(indent, (None, "."))
        if last is not None and number != last + 1:
            sign = ")" if sign == "." else "."
            last = None
        self._lists[indent] = (number, sign)
        before = f"{' ' * indent}{last}{sign} "
        return f"{number}{sign}", last is not None and self._lines[-1].startswith(before)

    def _table(self, blocks: tuple[Block, ...], first: int, indent: int) -> int:
        """Write the rows that begin here, and give the number of the block behind them."""
        end = first
        while end < len(blocks) and blocks[end].kind == "row":
            end += 1
        self._lists.pop(indent, None)
        rows = {
            number: cells_in(self.said[number])
            if number in self.said
            else cells_of(self.document, blocks[number])
            for number in range(first, end)
        }
        for table in tables(blocks, rows):
            self._put(table, indent)
        return end

    def _put(self, text: str, indent: int, *, apart: bool = True) -> None:
        if self._lines and apart:
            self._lines.append("")
        margin = " " * indent
        self._lines += [f"{margin}{line}" if line else "" for line in text.split("\n")]
