"""Text of OpenDocument files laid as blocks: paragraphs, lists, tables, boxes, notes."""

import re
from typing import TYPE_CHECKING

from index.loaders.markup.xml import attribute, child, children, local, whole
from index.loaders.office.flow import Flow, Note
from index.loaders.office.grid import Table
from index.loaders.office.opendocument.styles import Counter, OdfStyles, levels_of
from index.loaders.parsed import clean
from index.loaders.values.tables import Cell

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# What no reader of the page sees, or what says again what stands elsewhere.
_UNSEEN_LISTED = """
annotation annotation-end tracked-changes table-of-content illustration-index table-index
object-index user-index alphabetical-index bibliography hidden-text hidden-paragraph forms
sequence-decls variable-decls user-field-decls ruby-text title desc event-listeners glue-point
image plugin object object-ole settings shapes
"""
_UNSEEN = frozenset(_UNSEEN_LISTED.split())
_SHAPES = frozenset(
    ("frame", "text-box", "custom-shape", "rect", "ellipse", "g", "a", "line", "connector", "path")
)
_GROUPS = frozenset(("section", "index-body", "numbered-paragraph", "soft-page-break"))
_CAPTIONS = re.compile(
    r"caption|illustration|table|figure|drawing|таблица|рисунок|название объекта"
)
_CODE = re.compile(r"preformatted text|source ?code|code.*|текст в заданном формате|листинг.*")
_QUOTES = re.compile(r"quotations?|цитата|block text")
_TITLES = re.compile(r"title|заголовок документа|название")
_MOST_REPEATED = 1_000


class OdfText:
    """Lays the text of a container into a flow."""

    def __init__(self, flow: Flow, styles: OdfStyles) -> None:
        self._flow = flow
        self._styles = styles
        self._counters: dict[str, Counter] = {}
        self._last: dict[str, Counter] = {}
        self._outline = Counter()
        self._outline_levels = [
            next((x for x in children(styles.outline) if attribute(x, "level") == str(depth)), None)
            for depth in range(1, 11)
        ]

    def forget(self) -> None:
        """Let no list that comes count on from one before."""
        self._counters, self._last = {}, {}

    def walk(self, container: "Element") -> None:
        """Lay what stands in a document's body, a section, a cell or a box."""
        for element in container:
            self.walk_in(element)

    def walk_in(self, element: "Element") -> None:
        """Lay one element."""
        tag = local(element)
        if tag == "p":
            self._paragraph(element)
        elif tag == "h":
            self._heading(element)
        elif tag == "list":
            self._list(element, 1, None, None)
        elif tag == "table":
            self._table(element)
        elif tag == "section":
            hidden = attribute(element, "display") in ("none", "condition")
            if not hidden and not self._styles.hides("section", _style(element)):
                self.walk(element)
        elif tag in _SHAPES or tag in _GROUPS:
            self.walk(element)

    def _paragraph(self, element: "Element") -> None:
        text, notes, boxes = self._line(element)
        names = self._styles.names("paragraph", _style(element))
        if text.strip():
            if any(map(_TITLES.fullmatch, names)):
                self._flow.head(text, 1, notes)
            elif any(map(_CODE.fullmatch, names)):
                self._flow.code(text)
            elif any(map(_QUOTES.fullmatch, names)):
                self._flow.paragraph(text, notes, kind="quote")
            elif any(map(_CAPTIONS.fullmatch, names)):
                self._flow.paragraph(text, notes, kind="caption")
            else:
                self._flow.paragraph(text, notes)
        for box in boxes:
            self.walk_in(box)

    def _heading(self, element: "Element", number: str | None = None) -> None:
        text, notes, boxes = self._line(element)
        level = max(whole(attribute(element, "outline-level"), 1), 1)
        if text.strip() and number is None and attribute(element, "is-list-header") != "true":
            said = self._outline_levels[min(level, 10) - 1]
            start = attribute(element, "start-value")
            number = self._outline.count(said, level, start, self._outline_levels)
        self._flow.head(f"{number} {text}" if number else text, level, notes)
        for box in boxes:
            self.walk_in(box)

    def _list(
        self, element: "Element", depth: int, above: str | None, counter: Counter | None
    ) -> None:
        name = _style(element) or above
        if counter is None:
            counter = self._counter(element, name)
        levels = levels_of(self._styles, name)
        for item in children(element, "list-item", "list-header"):
            numbered = local(item) == "list-item"
            first = numbered
            for inner in item:
                tag = local(inner)
                if tag == "list":
                    self._list(inner, depth + 1, name, counter)
                elif tag in ("p", "h") and first:
                    text, notes, boxes = self._line(inner)
                    level = levels[min(depth, len(levels)) - 1]
                    start = attribute(item, "start-value")
                    number = counter.count(level, depth, start, levels) if text.strip() else None
                    if tag == "h":
                        self._heading(inner, number or "")
                    elif text.strip():
                        shown = f"{number} {text.strip()}" if number else text
                        self._flow.item(shown, depth, number, notes)
                    first = False
                    for box in boxes:
                        self.walk_in(box)
                elif tag == "p":
                    text, notes, _ = self._line(inner)
                    self._flow.paragraph(text, notes, within_item=True)
                elif tag not in _UNSEEN:
                    self.walk_in(inner)

    def _counter(self, element: "Element", name: str | None) -> Counter:
        """A list counts on where it says that it continues another."""
        follows = attribute(element, "continue-list")
        counter = self._counters.get(follows) if follows else None
        if counter is None and attribute(element, "continue-numbering") == "true":
            counter = self._last.get(name or "")
        counter = counter or Counter()
        if own := attribute(element, "id"):
            self._counters[own] = counter
        self._last[name or ""] = counter
        return counter

    def _table(self, table: "Element") -> None:
        rows, marked = self._rows(table)
        if all(len(row) <= 1 for row in rows):
            for row in rows:
                for cell in row:
                    self.walk(cell)
            self._flow.break_lists()
            return
        laid: list[tuple[Cell, ...]] = []
        notes: list[Note] = []
        nested: list[Element] = []
        for row in rows:
            cells: list[Cell] = []
            for cell in row:
                texts: list[str] = []
                self._gather(cell, texts, notes, nested)
                cells.append(
                    Cell(
                        clean(" ".join(texts)),
                        _span(cell, "number-columns-spanned"),
                        _span(cell, "number-rows-spanned"),
                    )
                )
            laid.append(tuple(cells))
        self._flow.table(Table(tuple(laid), marked), notes)
        for inner in nested:
            self._table(inner)

    def _rows(self, table: "Element") -> "tuple[list[list[Element]], int]":
        """The cells of each row, and how many rows at the top are headers."""
        rows: list[list[Element]] = []
        marked = 0
        for element in table:
            tag = local(element)
            if tag in ("table-header-rows", "table-rows", "table-row-group"):
                inner, _ = self._rows(element)
                marked += len(inner) if tag == "table-header-rows" and marked == len(rows) else 0
                rows += inner
            elif tag == "table-row":
                cells: list[Element] = []
                for cell in children(element, "table-cell"):
                    cells += [cell] * _span(cell, "number-columns-repeated")
                rows += [cells] * _span(element, "number-rows-repeated")
        return rows, marked

    def _gather(
        self, container: "Element", texts: list[str], notes: list[Note], nested: "list[Element]"
    ) -> None:
        for element in container:
            tag = local(element)
            if tag in ("p", "h"):
                text, own, _ = self._line(element)
                texts.append(clean(text))
                notes += own
            elif tag == "table":
                nested.append(element)
            elif tag == "list":
                self._gather_list(element, 1, None, None, texts, notes)
            elif tag in _SHAPES or tag in _GROUPS:
                self._gather(element, texts, notes, nested)

    def _gather_list(
        self,
        element: "Element",
        depth: int,
        above: str | None,
        counter: Counter | None,
        texts: list[str],
        notes: list[Note],
    ) -> None:
        name = _style(element) or above
        counter = counter or self._counter(element, name)
        levels = levels_of(self._styles, name)
        for item in children(element, "list-item"):
            for inner in item:
                if local(inner) == "list":
                    self._gather_list(inner, depth + 1, name, counter, texts, notes)
                elif local(inner) == "p":
                    text, own, _ = self._line(inner)
                    level = levels[min(depth, len(levels)) - 1]
                    number = counter.count(level, depth, None, levels) if text.strip() else None
                    texts.append(" ".join(filter(None, (number, clean(text)))))
                    notes += own

    def _line(self, element: "Element") -> "tuple[str, list[Note], list[Element]]":
        """A paragraph's words, its notes and boxes."""
        words: list[str] = []
        notes: list[Note] = []
        boxes: list[Element] = []
        if not self._styles.is_unseen("paragraph", _style(element)):
            self._inline(element, words, notes, boxes)
        return "".join(words), notes, boxes

    def _inline(
        self, element: "Element", words: list[str], notes: list[Note], boxes: "list[Element]"
    ) -> None:
        words.append(_collapsed(element.text))
        for inner in element:
            tag = local(inner)
            if tag == "s":
                words.append(" " * min(whole(attribute(inner, "c"), 1), _MOST_REPEATED))
            elif tag in ("tab", "line-break"):
                words.append("\t" if tag == "tab" else "\n")
            elif tag == "note":
                self._note(inner, words, notes)
            elif tag in _SHAPES and tag != "a":
                boxes.append(inner)
            elif tag not in _UNSEEN and not self._styles.is_unseen("text", _style(inner)):
                self._inline(inner, words, notes, boxes)
            words.append(_collapsed(inner.tail))

    def _note(self, element: "Element", words: list[str], notes: list[Note]) -> None:
        citation = child(element, "note-citation")
        body = child(element, "note-body")
        if citation is None or body is None:
            return
        mark = f"[{clean(''.join(str(text) for text in citation.itertext()))}]"
        words.append(mark)
        texts = [clean(self._line(found)[0]) for found in body.iter("{*}p")]
        notes.append(Note(mark, " ".join(texts)))


def _style(element: "Element") -> str | None:
    return attribute(element, "style-name")


def _span(element: "Element", name: str) -> int:
    return max(1, min(whole(attribute(element, name), 1), _MOST_REPEATED))


def _collapsed(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text) if text else ""
