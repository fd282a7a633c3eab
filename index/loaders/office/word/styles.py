"""What a Word document's styles say of a paragraph: its rank, its list, whether it is seen."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from index.loaders.markup.xml import attribute, child, children, on, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Role = Literal["heading", "title", "caption", "quote", "code", "contents", "continues"]
# Names of built-in styles; files of other languages have some of these names all the same.
_HEADING = re.compile(
    r"(?:heading|заголовок|überschrift|titre|título|titolo|nagłówek|标题)\s*([1-9])", re.I
)
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("title", re.compile(r"title|название|заголовок документа", re.I)),
    ("caption", re.compile(r"caption|название объекта|подпись.*|(?:table|image) ?caption", re.I)),
    (
        "quote",
        re.compile(r"(?:intense )?quot(?:e|ations)|(?:выделенная )?цитата\s*\d?|block text", re.I),
    ),
    (
        "code",
        re.compile(
            r"source ?code|html preformatted|стандартный html|code.*|код|листинг.*"
            r"|preformatted text|macro text|plain code|текст в заданном формате",
            re.I,
        ),
    ),
    ("contents", re.compile(r"(?:toc|оглавление|contents)\s*\d|table of figures|index \d", re.I)),
    (
        "continues",
        re.compile(r"list paragraph|абзац списка|list continue.*|продолжение списка.*", re.I),
    ),
)
_BODY_LEVEL = 9
_LONGEST_CHAIN = 20


@dataclass(slots=True)
class Styles:
    """Styles by id, each with those it is based on."""

    _by_id: "dict[str, Element]" = field(default_factory=dict)
    default: str | None = None

    def chain(self, style: str | None) -> "list[Element]":
        """A style and those it is based on, itself first."""
        found: list[Element] = []
        while style in self._by_id and len(found) < _LONGEST_CHAIN:
            found.append(self._by_id[style or ""])
            style = value(found[-1], "basedOn")
        return found

    def role(self, style: str | None) -> tuple[Role, int] | None:
        """What a paragraph's style makes of it, with the rank of a heading."""
        for element in self.chain(style):
            name = (value(element, "name") or "").strip()
            if match := _HEADING.fullmatch(name):
                return "heading", int(match[1])
            for role, pattern in _ROLES:
                if pattern.fullmatch(name):
                    return role, 1
        return None

    def level(self, paragraph: "Element | None", style: str | None) -> int | None:
        """A paragraph's rank in the outline, from 1, None where it is text."""
        for element in (paragraph, *(child(found, "pPr") for found in self.chain(style))):
            level = value(element, "outlineLvl")
            if level and level.isdecimal():
                return int(level) + 1 if int(level) < _BODY_LEVEL else None
        return None

    def numbering(self, style: str | None) -> "tuple[str | None, Element | None]":
        """The id of the style that numbers a paragraph, and what it says."""
        for element in self.chain(style):
            numbers = child(element, "pPr", "numPr")
            if numbers is not None and child(numbers, "numId") is not None:
                return attribute(element, "styleId"), numbers
        return None, None

    def switch(self, name: str, *styles: str | None) -> bool:
        """Whether one of the styles, the nearest first, turns something on."""
        for style in styles:
            for element in self.chain(style):
                state = on(child(element, "rPr"), name)
                if state is not None:
                    return state
        return False


def read_styles(element: "Element | None") -> Styles:
    """Read the part that has the styles."""
    styles = Styles()
    for style in children(element, "style"):
        identifier = attribute(style, "styleId") or ""
        styles._by_id[identifier] = style
        if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
            styles.default = identifier
    return styles
