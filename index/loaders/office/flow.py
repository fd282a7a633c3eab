"""Paragraphs, items, tables and notes of a word processor laid one after another."""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from index.loaders.office.grid import Table, heads_of
from index.loaders.parsed import Builder, clean, says_something
from index.loaders.values.heads import split_caption
from index.loaders.values.tables import Cell, lay_rows
from index.text.paragraphs import is_noise
from index.types import BlockKind

# Numbers and bullets that somebody typed by hand.
_TYPED = re.compile(
    r"(\d{1,3}(?:\.\d{1,3}){0,4}[.)]|\d{1,3}(?:\.\d{1,3}){1,4}(?=\s+[A-ZА-ЯЁ])|[a-zа-я]\))"
    r"[ \t\xa0]+"
)
_TYPED_BULLET = re.compile(r"[-*•–▪◦·●○■][ \t\xa0]+")
_LETTERS, _SIGNS = 6, 7
_LEADS_IN = (":", "：")


@dataclass(slots=True)
class Note:
    """A footnote: the mark that stands in the text, and its words."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class _Item:
    """An item that others may lie in."""

    series: Hashable
    level: int
    indent: int
    block: int

    def ends_before(self, series: Hashable, level: int, indent: int) -> bool:
        """Whether an item that comes lies no deeper."""
        if self.series != series and (self.indent or indent):
            return self.indent >= indent
        return self.level >= level


@dataclass(slots=True)
class Flow:
    """Lays what comes, and knows what it hangs under: an outer item, or what leads a list in."""

    builder: Builder
    heading: str | None = None
    _lead: int | None = None
    _caption: int | None = None
    # The items that are open, outer ones first, and what leads them in.
    _items: list[_Item] = field(default_factory=list)
    _items_lead: int | None = None
    _code: list[str] = field(default_factory=list)

    def paragraph(
        self,
        text: str,
        notes: Sequence[Note] = (),
        *,
        kind: BlockKind = "paragraph",
        within_item: bool = False,
        indent: int = 0,
    ) -> None:
        """Lay a paragraph; `within_item` where it goes on with the item before."""
        text = clean(text)
        typed = _typed(text) if kind == "paragraph" else None
        if typed:
            level, ordinal = typed
            self.item(text, level, ordinal, notes, series=("typed", level), indent=indent)
            return
        self.flush()
        parent = self._items[-1].block if within_item and self._items else None
        if parent is None and text:
            self._items, self._items_lead = [], None
        if kind == "paragraph" and parent is None and is_noise(text):
            kind = "credit"
        laid = self.builder.block(kind, text, parent=parent)
        if laid is None:
            self._notes(None, notes)
            return
        self._lead = laid if text.endswith(_LEADS_IN) else None
        self._caption = laid if kind == "caption" else None
        self._notes(laid, notes)

    def head(self, text: str, level: int, notes: Sequence[Note] = ()) -> None:
        """Lay a heading."""
        self.flush()
        text = clean(text)
        if level == 1 and self.heading is None and says_something(text):
            self.heading = text
        laid = self.builder.block("heading", text, level=min(max(level, 1), 9))
        self._close()
        self._notes(laid, notes)

    def item(
        self,
        text: str,
        level: int,
        ordinal: str | None,
        notes: Sequence[Note] = (),
        *,
        series: Hashable = None,
        indent: int = 0,
    ) -> None:
        """Lay an item whose text begins with its ordinal already.

        Within one `series` it lies as deep as its level says, among several as far as it is
        moved in.
        """
        self.flush()
        text = clean(text)
        while self._items and self._items[-1].ends_before(series, level, indent):
            self._items.pop()
        if self._lead is not None and not self._items:
            self._items_lead = self._lead
        parent = self._items[-1].block if self._items else self._items_lead
        depth = len(self._items) + 1
        laid = self.builder.block("item", text, level=depth, ordinal=ordinal, parent=parent)
        if laid is None:
            self._notes(None, notes)
            return
        self._items.append(_Item(series, level, indent, laid))
        self._lead = self._caption = None
        self._notes(laid, notes)

    def code(self, line: str) -> None:
        """Take a line of code; those one under another are one block."""
        self._code.append(line)

    def table(self, table: Table, notes: Sequence[Note] = ()) -> None:
        """Lay a table, or, where it only places things on the page, what is in its cells."""
        self.flush()
        parent = self._caption if self._caption is not None else self._lead
        title, rows = (None, table.rows) if table.marked else split_caption(table.rows)
        if title is not None:
            laid = self.builder.block("caption", title, parent=parent)
            parent = parent if laid is None else laid
        heads = heads_of(rows, table.marked)
        first = (self.builder.last if self.builder.last is not None else -1) + 1
        lay_rows(self.builder, rows, heads, parent=parent)
        self._close()
        for note in notes:
            self._notes(self._row_of(first, rows, note.mark), [note])

    def break_lists(self) -> None:
        """End what lists and tables that come could hang under."""
        self.flush()
        self._close()

    def flush(self) -> None:
        """Lay the code that is open."""
        if not self._code:
            return
        text = clean("\n".join(self._code), keep_lines=True)
        self._code = []
        self.builder.block("code", text, parent=self._lead)
        self._close()

    def _close(self) -> None:
        self._lead = self._caption = self._items_lead = None
        self._items = []

    def _notes(self, parent: int | None, notes: Sequence[Note]) -> None:
        for note in notes:
            self.builder.block("paragraph", clean(f"{note.mark} {note.text}"), parent=parent)

    def _row_of(self, first: int, rows: Sequence[Sequence[Cell]], mark: str) -> int | None:
        """The block of the row that has a note's mark; rows that say nothing were not laid."""
        number = first
        for row in rows:
            if any(mark in cell.text for cell in row):
                return number
            number += any(says_something(cell.text) for cell in row)
        return self.builder.last


def _typed(text: str) -> tuple[int, str | None] | None:
    """The level and number of a line that somebody made an item by hand.

    Letters stand below numbers, and signs below letters.
    """
    if match := _TYPED.match(text):
        number = match[1].rstrip(".)")
        return (number.count(".") + 1 if number[0].isdigit() else _LETTERS), match[1]
    return (_SIGNS, None) if _TYPED_BULLET.match(text) else None
