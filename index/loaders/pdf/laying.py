"""Paragraphs and tables of a file into blocks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.loaders.parsed import Builder, Place, says_something
from index.loaders.pdf.layout.headings import Ranks, ranks_of
from index.loaders.pdf.layout.listing import is_number
from index.loaders.pdf.layout.paragraphs import Paragraph
from index.loaders.pdf.letters.hyphens import joined
from index.loaders.pdf.letters.vocabulary import Vocabulary
from index.loaders.pdf.shapes import Table
from index.loaders.pdf.tables.tabling import lay_table

_CAPTION = re.compile(r"(?:таблица|табл\.|table|рис\.|рисунок|figure|fig\.)\s*[\dIVXА-Я]", re.I)
_LONGEST_CAPTION = 300
# Items further in than this share of the font size lie deeper.
_DEEPER = 0.6


@dataclass(slots=True)
class Layer:
    """Lays items one after another and knows what they hang under."""

    builder: Builder
    vocabulary: Vocabulary
    places: dict[int, Place]
    ranks: Ranks
    _lead: int | None = None
    _caption: int | None = None
    # Where items begin that hold others, with their blocks.
    _outer: list[tuple[float, int]] = field(default_factory=list)

    def lay(self, items: Sequence[Paragraph | Table]) -> None:
        """Lay all of a file."""
        for at, item in enumerate(items):
            following = items[at + 1] if at + 1 < len(items) else None
            if isinstance(item, Table):
                lay_table(
                    self.builder,
                    item,
                    self.vocabulary,
                    self.places,
                    self._caption if self._caption is not None else self._lead,
                )
                self._forget()
            else:
                self._lay_paragraph(item, following)

    def _lay_paragraph(self, paragraph: Paragraph, following: Paragraph | Table | None) -> None:
        level = self.ranks.level(paragraph)
        if level and not (paragraph.marker and not is_number(paragraph.marker)):
            self._put("heading", paragraph, level=level)
            self._forget()
        elif paragraph.marker:
            self._lay_item(paragraph)
        elif isinstance(following, Table) and _CAPTION.match(paragraph.text):
            self._forget()
            self._caption = self._put("caption", paragraph)
        elif _CAPTION.match(paragraph.text) and len(paragraph.text) <= _LONGEST_CAPTION:
            self._put("caption", paragraph)
            self._forget()
        else:
            laid = self._put("paragraph", paragraph)
            self._forget()
            if laid is not None and paragraph.text.endswith(":"):
                self._lead = laid

    def _lay_item(self, paragraph: Paragraph) -> None:
        reach = _DEEPER * paragraph.size
        while self._outer and self._outer[-1][0] > paragraph.indent - reach:
            self._outer.pop()
        parent = self._outer[-1][1] if self._outer else self._lead
        level = len(self._outer) + 1
        laid = self._put("item", paragraph, level=level, parent=parent)
        if laid is not None:
            self._outer.append((paragraph.indent, laid))

    def _put(
        self, kind: str, paragraph: Paragraph, *, level: int = 0, parent: int | None = None
    ) -> int | None:
        lines = [line.words for line in paragraph.lines]
        marker = paragraph.marker
        if marker and not is_number(marker):
            lines[0] = lines[0][1:]
        text, marks = joined(lines, self.vocabulary, self.places)
        if not says_something(text):
            return None
        ordinal = marker if kind == "item" and marker and is_number(marker) else None
        return self.builder.block(
            kind,  # type: ignore[arg-type]
            text,
            level=level,
            ordinal=ordinal,
            parent=parent,
            marks=marks,
        )

    def _forget(self) -> None:
        self._lead = self._caption = None
        self._outer.clear()


def lay(
    builder: Builder,
    items: Sequence[Paragraph | Table],
    vocabulary: Vocabulary,
    places: dict[int, Place],
) -> None:
    """Lay paragraphs and tables in order."""
    Layer(builder, vocabulary, places, ranks_of(items)).lay(items)
