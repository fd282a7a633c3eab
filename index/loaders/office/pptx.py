"""Presentations into blocks: slide by slide, what is shown and then what is said to it."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.loaders.markup.xml import attribute, child, children, local, whole
from index.loaders.office.charts import lay_chart
from index.loaders.office.flow import Flow
from index.loaders.office.grid import Table
from index.loaders.office.package import Package, finish, open_package, properties, relation
from index.loaders.office.pptx_text import Bullets, words
from index.loaders.parsed import Builder, Parsed, Place, clean
from index.loaders.values.tables import Cell

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

HIDDEN = "document_hidden_slides"
_TITLES = {"ctrTitle": 1, "title": 2}
# What stands on every slide alike.
_FURNITURE = ("sldNum", "dt", "ftr", "hdr", "sldImg")
_TITLE_CHARACTERS = 80
_WIDEST = 1_000
_DEEPEST_GROUP = 50


def read_pptx(data: bytes, path: Path) -> Parsed:
    """Read a presentation; raises LoadError where it can't be. Hidden slides are left out."""
    package = open_package(data, path, "presentationml")
    root = package.part(package.main)
    builder = Builder()
    flow = Flow(builder)
    hidden = False
    listed = children(child(root, "sldIdLst"), "sldId")
    for number, entry in enumerate(listed, start=1):
        _, name = package.related(package.main).get(relation(entry), ("", ""))
        slide = package.part(name)
        if slide is None:
            continue
        if attribute(slide, "show") in ("0", "false"):
            hidden = True
            continue
        builder.place = Place("slide", number)
        _Slide(package, name, flow).lay(slide)
    builder.place = None
    front = properties(package)
    title = front.title or flow.heading
    return finish(builder, replace(front, title=title), (HIDDEN,) if hidden else ())


class _Slide:
    def __init__(self, package: Package, name: str, flow: Flow) -> None:
        self._package = package
        self._name = name
        self._flow = flow
        self._bullets = Bullets(package, name)

    def lay(self, slide: "Element") -> None:
        """Lay a slide's title, its shapes in their order, and the speaker's notes."""
        shapes = _shapes(child(slide, "cSld", "spTree"))
        titled = False
        for shape in shapes:
            rank = _TITLES.get(_placeholder(shape) or "")
            text = clean(" ".join(_paragraphs(shape))) if rank else ""
            if rank and text:
                self._flow.head(text, rank)
                titled = True
        for shape in shapes:
            if _placeholder(shape) in (*_TITLES, *_FURNITURE):
                continue
            if not titled and (name := _name_of(shape)):
                self._flow.head(name, 2)
                titled = True
                continue
            titled = titled or bool(_paragraphs(shape))
            self._shape(shape)
        self._flow.break_lists()
        self._notes()

    def _shape(self, shape: "Element") -> None:
        self._flow.break_lists()
        if local(shape) != "graphicFrame":
            for line in self._bullets.lines(shape):
                if line.level:
                    self._flow.item(line.text, line.level, line.ordinal)
                else:
                    self._flow.paragraph(line.text)
            return
        for inner in shape.iter():
            tag = local(inner)
            if tag == "tbl":
                self._flow.table(_table(inner))
            elif tag == "chart":
                lay_chart(self._flow, self._package, self._name, relation(inner))
            elif tag == "relIds":
                self._diagram(relation(inner, "dm"))

    def _diagram(self, target: str) -> None:
        """The words of a diagram's shapes."""
        _, name = self._package.related(self._name).get(target, ("", ""))
        data = self._package.part(name) if name else None
        for point in children(child(data, "ptLst"), "pt"):
            text = clean(" ".join(words(found) for found in children(child(point, "t"), "p")))
            if text:
                self._flow.item(text, 1, None)

    def _notes(self) -> None:
        notes = self._package.part(self._package.of_kind(self._name, "notesSlide"))
        for shape in _shapes(child(notes, "cSld", "spTree")):
            if _placeholder(shape) == "body":
                for text in _paragraphs(shape):
                    self._flow.paragraph(text, kind="quote")


def _shapes(tree: "Element | None", depth: int = 0) -> "list[Element]":
    """Shapes in order, those in groups too."""
    found: list[Element] = []
    for shape in tree if tree is not None else ():
        tag = local(shape)
        if tag == "AlternateContent":
            chosen = child(shape, "Choice")
            found += _shapes(child(shape, "Fallback") if chosen is None else chosen, depth)
        elif tag == "grpSp" and depth < _DEEPEST_GROUP:
            found += _shapes(shape, depth + 1)
        elif tag in ("sp", "graphicFrame", "cxnSp") and not _is_hidden(shape):
            found.append(shape)
    return found


def _is_hidden(shape: "Element") -> bool:
    named = next((p for p in shape.iter("{*}cNvPr")), None)
    return attribute(named, "hidden") in ("1", "true")


def _placeholder(shape: "Element") -> str | None:
    """What a shape is on its layout, "obj" where that isn't said, None where it is none."""
    found = child(shape, "nvSpPr", "nvPr", "ph")
    return None if found is None else attribute(found, "type") or "obj"


def _paragraphs(shape: "Element") -> list[str]:
    texts = (clean(words(found)) for found in children(child(shape, "txBody"), "p"))
    return [text for text in texts if text]


def _name_of(shape: "Element") -> str | None:
    """The words of a shape that stand where a title would."""
    texts = _paragraphs(shape)
    if len(texts) != 1 or len(texts[0]) > _TITLE_CHARACTERS or texts[0].endswith((".", ":", ";")):
        return None
    return texts[0] if _placeholder(shape) in (None, "subTitle") else None


def _table(element: "Element") -> Table:
    rows: list[tuple[Cell, ...]] = []
    for row in children(element, "tr"):
        cells: list[Cell] = []
        for cell in children(row, "tc"):
            if attribute(cell, "hMerge") or attribute(cell, "vMerge"):
                continue
            text = " ".join(words(found) for found in children(child(cell, "txBody"), "p"))
            columns = min(whole(attribute(cell, "gridSpan"), 1), _WIDEST)
            reach = min(whole(attribute(cell, "rowSpan"), 1), _WIDEST)
            cells.append(Cell(clean(text), max(columns, 1), max(reach, 1)))
        rows.append(tuple(cells))
    marked = attribute(child(element, "tblPr"), "firstRow") in ("1", "true")
    return Table(tuple(rows), int(marked))
