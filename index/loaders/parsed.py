"""What every loader makes of a file: blocks laid one after another into a text."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.loaders.front_matter import FrontMatter
from index.types import Anchor, Block, BlockKind, Box, PlaceKind, Span

CELL_BORDER = " | "
# Characters that no text has a use for, line and page ends of other systems among them.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_BREAKS = re.compile(r"\r\n?|\x85|\u2028|\u2029|\x0b|\x0c")
_SPACES = re.compile(r"[^\S\n\xa0\u202f\u2007]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in its file: see `Anchor`."""

    kind: PlaceKind
    number: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a block's text, from the block's start, with its rectangle on its page."""

    start: int
    end: int
    place: Place
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file's text with its blocks, what it says of itself, and codes of what was amiss in it."""

    text: str
    blocks: tuple[Block, ...]
    anchors: tuple[Anchor, ...] = ()
    front: FrontMatter = field(default_factory=FrontMatter)
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Builder:
    """Lays blocks into a text; a block without a letter or digit is left out.

    While `place` is set, what is laid stands there.
    """

    place: Place | None = None
    _texts: list[str] = field(default_factory=list)
    _length: int = 0
    _blocks: list[Block] = field(default_factory=list)
    _anchors: list[Anchor] = field(default_factory=list)

    def block(
        self,
        kind: BlockKind,
        text: str,
        *,
        level: int = 0,
        ordinal: str | None = None,
        parent: int | None = None,
        marks: Iterable[Mark] = (),
    ) -> int | None:
        """Lay a block and give its number, None where it says nothing.

        `text` has gone through `clean` and has no white space around it; `ordinal` stands at its
        beginning already.
        """
        if not says_something(text):
            return None
        start = self._lay(kind, text)
        self._blocks.append(Block(kind, start, start + len(text), level, ordinal, parent))
        marks = list(marks)
        for mark in marks:
            place = mark.place
            self._anchors.append(
                Anchor(
                    place.kind,
                    start + mark.start,
                    start + mark.end,
                    place.number,
                    place.label,
                    mark.box,
                )
            )
        if not marks:
            self._anchor(start, start + len(text))
        return len(self._blocks) - 1

    def row(
        self,
        cells: Sequence[str | Span | int | None],
        *,
        parent: int | None = None,
        marks: Sequence[Sequence[Mark]] = (),
    ) -> int | None:
        """Lay a row of cells and give its number, None where it says nothing.

        A Span is a cell that was laid with a row above and reaches down here, a number the column
        of this row whose cell reaches over here. `marks` are those of each cell, from its start.
        """
        texts = [cell if isinstance(cell, str) else "" for cell in cells]
        if not any(says_something(text) for text in texts):
            return None
        shown = [(at, text) for at, text in enumerate(texts) if text]
        start = self._lay("row", CELL_BORDER.join(text for _, text in shown))
        columns: list[Span | None] = [cell if isinstance(cell, Span) else None for cell in cells]
        position = start
        anchored = False
        for at, text in shown:
            columns[at] = Span(position, position + len(text))
            for mark in marks[at] if at < len(marks) else ():
                anchored = True
                self._anchors.append(
                    Anchor(
                        mark.place.kind,
                        position + mark.start,
                        position + mark.end,
                        mark.place.number,
                        mark.place.label,
                        mark.box,
                    )
                )
            position += len(text) + len(CELL_BORDER)
        for at, cell in enumerate(cells):
            if isinstance(cell, int):
                columns[at] = columns[cell]
        end = position - len(CELL_BORDER)
        self._blocks.append(Block("row", start, end, parent=parent, columns=tuple(columns)))
        if not anchored:
            self._anchor(start, end)
        return len(self._blocks) - 1

    def cell(self, row: int, column: int) -> Span | None:
        """Where a cell of a row that was laid stands."""
        columns = self._blocks[row].columns
        return columns[column] if column < len(columns) else None

    def text_of(self, block: int) -> str:
        """The words of a block that was laid."""
        span = self._blocks[block]
        return "".join(self._texts)[span.start : span.end]

    @property
    def last(self) -> int | None:
        """The number of the block laid last."""
        return len(self._blocks) - 1 if self._blocks else None

    def kind_of(self, block: int) -> BlockKind:
        """What a block that was laid is."""
        return self._blocks[block].kind

    def finish(self, front: FrontMatter | None = None, warnings: Sequence[str] = ()) -> Parsed:
        """Give the text with all that was laid."""
        return Parsed(
            "".join(self._texts),
            tuple(self._blocks),
            tuple(self._anchors),
            front or FrontMatter(),
            tuple(dict.fromkeys(warnings)),
        )

    def _lay(self, kind: BlockKind, text: str) -> int:
        """Put a text behind the others and give where it begins."""
        if self._blocks:
            together = kind in ("row", "item") and self._blocks[-1].kind == kind
            self._put("\n" if together else "\n\n")
        start = self._length
        self._put(text)
        return start

    def _put(self, text: str) -> None:
        self._texts.append(text)
        self._length += len(text)

    def _anchor(self, start: int, end: int) -> None:
        if self.place:
            place = self.place
            self._anchors.append(Anchor(place.kind, start, end, place.number, place.label))


def clean(text: str, *, keep_lines: bool = False) -> str:
    """Text as blocks have it: NFC, without control characters, runs of white space one space.

    With `keep_lines`, as for code, white space stays as it is, line ends "\\n".
    """
    text = unicodedata.normalize("NFC", _CONTROL.sub("", _BREAKS.sub("\n", text)))
    if keep_lines:
        return text.strip("\n").rstrip()
    return _SPACES.sub(" ", text.replace("\n", " ")).strip()


def says_something(text: str) -> bool:
    """Whether a text has a letter or a digit, or any sign that isn't mere punctuation."""
    return any(char.isalnum() for char in text)
