"""HTML into blocks, as a browser would show it; Markdown and books come this way too."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from index.loaders.encoding import decode_html
from index.loaders.front_matter import FrontMatter, language_code
from index.loaders.markup.html_tables import lay_table
from index.loaders.markup.nodes import (
    DEEPEST,
    HEADINGS,
    LOWEST_RANK,
    PLAIN,
    bold_heading,
    children,
    is_seen,
    words_of,
)
from index.loaders.numerals import ordinal
from index.loaders.parsed import Builder, Parsed, clean, says_something
from index.text.paragraphs import is_noise as is_credit
from index.types import BlockKind

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def read_html(data: bytes, path: Path) -> Parsed:
    """Read a page; raises LoadError where its bytes are no text."""
    source, warnings = decode_html(path, data)
    builder = Builder()
    front = lay_html(builder, source)
    return builder.finish(front, warnings)


def lay_html(builder: Builder, source: str | bytes) -> FrontMatter:
    """Lay the blocks of a page or a piece of one; give what it says of itself.

    The title is that of the page, else its first heading of the first rank.
    """
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(source)
    layer = _Layer(builder)
    if tree.body is not None:
        layer.lay(tree.body, _Flow())
    said = _metadata(tree.root) if tree.root is not None else {}
    return FrontMatter(
        title=said.get("title") or layer.heading,
        date=said.get("date"),
        language=said.get("language") or None,
        source=said.get("source"),
        url=said.get("url"),
    )


@dataclass(slots=True)
class _Flow:
    """Words and blocks one after another in one container.

    While `item` is set, the next words are those of a list's item; what comes then hangs under it.
    """

    kind: BlockKind = "paragraph"
    parent: int | None = None
    level: int = 0
    item: bool = False
    ordinal: str | None = None
    words: list[str] = field(default_factory=list)
    # The paragraph laid last, while nothing has been laid behind it.
    lead: int | None = None

    @property
    def is_outermost(self) -> bool:
        """Whether it is in no list, quote, note or caption."""
        return self.kind == "paragraph" and self.parent is None and not self.level


class _Layer:
    """Walks a tree and lays what is seen of it."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self.heading: str | None = None
        self._rank = 0

    def lay(self, node: "LexborNode", flow: _Flow, depth: int = 0) -> None:
        """Lay what is in an element, then end the words that are open."""
        self._walk(node, flow, depth)
        self._end(flow)

    def _walk(self, node: "LexborNode", flow: _Flow, depth: int) -> None:
        if depth > DEEPEST:
            flow.words.append(node.text(deep=True) or "")
            return
        for child in children(node):
            tag = child.tag or ""
            if tag == "-text":
                flow.words.append(child.text_content or "")
            elif not is_seen(child):
                # Words on both sides of it are one word only where it is within the line.
                continue
            elif tag == "br":
                flow.words.append("\n")
            elif tag == "img":
                self._image(child, flow)
            elif tag in HEADINGS:
                self._heading(child, flow, depth, HEADINGS[tag])
                self._rank = HEADINGS[tag]
            elif tag == "p" and flow.is_outermost and (bold := bold_heading(child)):
                self._heading(bold, flow, depth, min(self._rank + 1, LOWEST_RANK))
                bold.decompose()
                self._walk(child, flow, depth + 1)
                self._end(flow)
            elif tag in ("ol", "ul", "menu"):
                self._list(child, flow, depth)
            elif tag == "dl":
                self._definitions(child, flow, depth)
            elif tag == "table":
                self._end(flow)
                lay_table(self._builder, child, flow.parent, self._nested(flow, depth))
                flow.lead = None
            elif tag in ("pre", "listing", "xmp"):
                self._end(flow)
                text = clean(child.text(deep=True) or "", keep_lines=True)
                self._builder.block("code", text, parent=flow.lead or flow.parent)
                flow.lead = None
            elif tag == "blockquote":
                self._end(flow)
                self.lay(child, _Flow("quote", flow.parent), depth + 1)
                flow.lead = None
            elif child.attributes.get("role") == "doc-footnote":
                self._end(flow)
                self.lay(child, _Flow("paragraph", self._builder.last), depth + 1)
            elif tag in ("figcaption", "caption"):
                self._end(flow)
                self.lay(child, _Flow("caption", flow.parent), depth + 1)
            elif tag in PLAIN:
                self._end(flow)
                self._walk(child, flow, depth + 1)
                self._end(flow)
            else:
                self._walk(child, flow, depth + 1)

    def _nested(self, flow: _Flow, depth: int) -> "Callable[[LexborNode], None]":
        """Lays what stands in a cell of a table that is none."""
        return lambda node: self.lay(node, _Flow("paragraph", flow.parent), depth + 1)

    def _end(self, flow: _Flow) -> None:
        """Lay the words that are open as what they are."""
        text, flow.words = clean("".join(flow.words)), []
        if not text:
            return
        if flow.item:
            shown = f"{flow.ordinal} {text}" if flow.ordinal else text
            laid = self._builder.block(
                "item", shown, level=flow.level, ordinal=flow.ordinal, parent=flow.parent
            )
            if laid is not None:
                flow.item, flow.parent = False, laid
        else:
            credit = flow.kind == "paragraph" and flow.parent is None and is_credit(text)
            laid = self._builder.block("credit" if credit else flow.kind, text, parent=flow.parent)
        flow.lead = laid if text.endswith((":", "：")) else None

    def _image(self, node: "LexborNode", flow: _Flow) -> None:
        """An image shows its description: within words as one of them, else as a caption."""
        alternative = node.attributes.get("alt") or ""
        flow.words.append(f" {alternative} " if alternative else "")

    def _heading(self, node: "LexborNode", flow: _Flow, depth: int, rank: int) -> None:
        self._end(flow)
        text = clean(words_of(node, depth))
        if rank == 1 and self.heading is None and says_something(text):
            self.heading = text
        self._builder.block("heading", text, level=rank)
        flow.lead = None

    def _list(self, node: "LexborNode", flow: _Flow, depth: int) -> None:
        self._end(flow)
        parent = flow.lead if flow.lead is not None else flow.parent
        flow.lead = None
        level = flow.level + 1
        number = _integer(node.attributes.get("start"), 1)
        step = -1 if "reversed" in node.attributes else 1
        style = node.attributes.get("type") or "1"
        for child in children(node):
            if child.tag != "li":
                # Lists right in lists are one deeper; anything else is an item without its mark.
                loose = _Flow("paragraph", parent, level)
                if child.tag == "-text":
                    loose.words.append(child.text_content or "")
                    self._end(loose)
                elif is_seen(child) and child.tag in ("ol", "ul", "menu"):
                    self._list(child, loose, depth + 1)
                elif is_seen(child):
                    self.lay(child, loose, depth + 1)
                continue
            number = _integer(child.attributes.get("value"), number)
            shown = f"{ordinal(number, style)}." if node.tag == "ol" else None
            number += step
            if is_seen(child):
                inner = _Flow("paragraph", parent, level, item=True, ordinal=shown)
                self.lay(child, inner, depth + 1)

    def _definitions(self, node: "LexborNode", flow: _Flow, depth: int) -> None:
        """A term leads in what is said of it."""
        self._end(flow)
        term: int | None = None
        for child in _terms(node):
            if child.tag == "dt":
                self.lay(child, _Flow("paragraph", flow.parent), depth + 1)
                term = self._builder.last
            elif is_seen(child):
                inner = _Flow("paragraph", term, flow.level + 1, item=True)
                self.lay(child, inner, depth + 1)
        flow.lead = None


def _terms(node: "LexborNode") -> "Iterator[LexborNode]":
    for child in children(node):
        if child.tag in ("dt", "dd"):
            yield child
        elif child.tag == "div":
            yield from _terms(child)


def _metadata(root: "LexborNode") -> dict[str, str]:
    """What the head of a page says."""
    said: dict[str, str] = {}
    if language := root.attributes.get("lang"):
        said["language"] = language_code(language) or ""
    for title in root.css("head > title"):
        said["title"] = clean(title.text(deep=True) or "")
    for meta in root.css("meta"):
        attributes = meta.attributes
        name = (attributes.get("property") or attributes.get("name") or "").lower()
        content = clean(attributes.get("content") or "")
        if content and name in _META:
            said.setdefault(_META[name], content)
    if date := said.get("date"):
        said["date"] = date[: len("2024-03-15")]
    for link in root.css("link[rel=canonical]"):
        said["url"] = link.attributes.get("href") or ""
    return said


_META = {
    "article:published_time": "date",
    "date": "date",
    "dcterms.date": "date",
    "og:site_name": "source",
}


def _integer(text: str | None, otherwise: int) -> int:
    try:
        return int(text or otherwise)
    except ValueError:
        return otherwise
