"""The words of a Word document's paragraph as a reader sees them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.loaders.markup.xml import attribute, child, children, local, on, value
from index.loaders.office.flow import Note
from index.loaders.office.symbols import symbol

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from index.loaders.office.word.styles import Styles

# What holds nothing that is read here: deleted and moved words, codes of fields, properties.
_UNSEEN = frozenset(
    ("del", "moveFrom", "delText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "tcPr")
)
_PLAIN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": "\xad"}
# Fields whose results only lead to other places in the document.
_LISTINGS = ("TOC", "INDEX", "TOA")


@dataclass(slots=True)
class Line:
    """What one paragraph holds: words, its notes, text boxes and charts."""

    words: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    boxes: "list[Element]" = field(default_factory=list)
    charts: list[str] = field(default_factory=list)
    bold: int = 0
    letters: int = 0

    @property
    def text(self) -> str:
        """The words as one text."""
        return "".join(self.words)


@dataclass(slots=True)
class _Field:
    code: list[str] = field(default_factory=list)
    in_result: bool = False

    @property
    def is_seen(self) -> bool:
        return self.in_result and not "".join(self.code).strip().upper().startswith(_LISTINGS)


class Words:
    """Reads paragraphs one after another; fields may reach over several."""

    def __init__(
        self, styles: "Styles", note: "Callable[[str, str], tuple[str, Element] | None]"
    ) -> None:
        self._styles = styles
        self._note = note
        self._fields: list[_Field] = []

    def line(self, paragraph: "Element", style: str | None) -> Line:
        """Read a paragraph."""
        line = Line()
        self._inline(paragraph, style, line)
        return line

    @property
    def is_hidden(self) -> bool:
        """Whether what comes is part of a field that isn't shown."""
        return not all(field.is_seen for field in self._fields)

    def _inline(self, element: "Element", style: str | None, line: Line) -> None:
        for inner in element:
            tag = local(inner)
            if tag == "r":
                self._run(inner, style, line)
            elif tag in ("oMath", "oMathPara"):
                line.words.append(equation(inner))
            elif tag == "AlternateContent":
                self._inline(_chosen(inner), style, line)
            elif tag not in _UNSEEN:
                self._inline(inner, style, line)

    def _run(self, run: "Element", style: str | None, line: Line) -> None:
        properties = child(run, "rPr")
        own = value(properties, "rStyle")
        unseen = any(
            self._is(name, properties, own, style) for name in ("vanish", "strike", "dstrike")
        )
        before = len(line.words)
        for inner in run:
            self._piece(inner, line, unseen)
        written = sum(char.isalnum() for word in line.words[before:] for char in word)
        line.letters += written
        line.bold += written * self._is("b", properties, own, style)

    def _is(
        self, name: str, properties: "Element | None", own: str | None, style: str | None
    ) -> bool:
        state = on(properties, name)
        return self._styles.switch(name, own, style) if state is None else state

    def _piece(self, piece: "Element", line: Line, unseen: bool) -> None:
        tag = local(piece)
        if tag == "fldChar":
            self._field(attribute(piece, "fldCharType"))
        elif tag == "instrText" and self._fields:
            self._fields[-1].code.append(piece.text or "")
        if unseen or self.is_hidden or tag in _UNSEEN:
            return
        if tag == "t":
            line.words.append(piece.text or "")
        elif tag in _PLAIN:
            line.words.append(_PLAIN[tag])
        elif tag == "sym":
            line.words.append(symbol(attribute(piece, "font"), attribute(piece, "char")))
        elif tag in ("footnoteReference", "endnoteReference"):
            self._refer(piece, tag, line)
        elif tag == "AlternateContent":
            for inner in _chosen(piece):
                self._piece(inner, line, unseen)
        elif tag == "ruby":
            for run in children(child(piece, "rubyBase"), "r"):
                self._run(run, None, line)
        elif tag in ("drawing", "pict", "object"):
            _draw(piece, line)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _refer(self, piece: "Element", tag: str, line: Line) -> None:
        found = self._note(tag.removesuffix("Reference"), attribute(piece, "id") or "")
        if found is None:
            return
        mark, element = found
        line.words.append(mark)
        reader = Words(self._styles, lambda kind, identifier: None)
        texts = [reader.line(paragraph, None).text for paragraph in element.iter("{*}p")]
        line.notes.append(Note(mark, " ".join(text.strip() for text in texts)))


def equation(element: "Element") -> str:
    """Write an equation in one line."""
    parts: list[str] = []
    for inner in element:
        tag = local(inner)
        if tag == "t":
            parts.append(inner.text or "")
        elif tag == "f":
            parts.append(f"{_grouped(inner, 'num')}/{_grouped(inner, 'den')}")
        elif tag in ("sSup", "sSub", "sSubSup"):
            parts.append(_of(inner, "e"))
            parts += [f"_{_grouped(inner, 'sub')}"] if child(inner, "sub") is not None else []
            parts += [f"^{_grouped(inner, 'sup')}"] if child(inner, "sup") is not None else []
        elif tag == "rad":
            parts.append(f"{_of(inner, 'deg')}√{_grouped(inner, 'e')}")
        elif tag == "d":
            opens = value(inner, "dPr", "begChr") or "("
            closes = value(inner, "dPr", "endChr") or ")"
            inside = ", ".join(equation(part) for part in children(inner, "e"))
            parts.append(f"{opens}{inside}{closes}")
        elif tag == "nary":
            sign = value(inner, "naryPr", "chr") or "∫"
            limits = f"_{_grouped(inner, 'sub')}^{_grouped(inner, 'sup')}"
            parts.append(f"{sign}{limits.removesuffix('^').removeprefix('_^')} {_of(inner, 'e')}")
        elif tag == "mr":
            parts.append(" ".join(equation(part) for part in children(inner, "e")) + "; ")
        elif not tag.endswith("Pr"):
            parts.append(equation(inner))
    return "".join(parts)


def _of(element: "Element", name: str) -> str:
    found = child(element, name)
    return "" if found is None else equation(found)


def _grouped(element: "Element", name: str) -> str:
    text = _of(element, name)
    return (
        text if len(text) < 2 or text.replace(",", "").replace(".", "").isalnum() else f"({text})"
    )


def _chosen(alternatives: "Element") -> "Element":
    """The first way of showing something; the others show the same again."""
    for name in ("Choice", "Fallback"):
        found = child(alternatives, name)
        if found is not None:
            return found
    return alternatives


def _draw(drawing: "Element", line: Line) -> None:
    """Take the text boxes and charts of a drawing."""
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        tag = local(element)
        if tag == "txbxContent":
            line.boxes.append(element)
        elif tag == "chart":
            line.charts.append(attribute(element, "id") or "")
        elif tag == "AlternateContent":
            waiting.append(_chosen(element))
        else:
            waiting += reversed(element)
