"""The words of a slide's shapes, and which paragraphs are items of lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.loaders.markup.xml import attribute, child, children, local, whole
from index.loaders.numerals import ordinal
from index.loaders.office.package import Package
from index.loaders.office.word.text import equation
from index.loaders.parsed import clean

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NUMBERS = {"alphaLc": "a", "alphaUc": "A", "romanLc": "i", "romanUc": "I", "arabic": "1"}
_SIGNS = ("buNone", "buChar", "buAutoNum", "buBlip")
_MOST_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph's words, how deep it lies in a list, 0 for none, and its number."""

    text: str
    level: int
    ordinal: str | None


class Bullets:
    """Knows what signs the paragraphs of a slide's shapes have, by its layout and master too."""

    def __init__(self, package: Package, slide: str) -> None:
        layout = package.of_kind(slide, "slideLayout")
        master = package.of_kind(layout, "slideMaster") if layout else None
        self._layout = package.part(layout)
        self._master = package.part(master)

    def lines(self, shape: "Element") -> Iterator[Line]:
        """The paragraphs of a shape that say something."""
        styles = list(self._styles(shape))
        counts: dict[int, tuple[str, int]] = {}
        in_list = False
        for paragraph in children(child(shape, "txBody"), "p"):
            text = clean(words(paragraph))
            if not text:
                continue
            said = child(paragraph, "pPr")
            level = min(max(whole(attribute(said, "lvl")), 0), _MOST_LEVELS - 1)
            sign = _sign(said)
            for style in styles:
                sign = _sign(child(style, f"lvl{level + 1}pPr")) if sign is None else sign
            for deeper in [at for at in counts if at > level]:
                del counts[deeper]
            if sign is None or local(sign) == "buNone":
                counts.pop(level, None)
                # What is moved in below an item belongs to it, with a sign or without.
                inner = in_list and level and _sign(said) is None
                yield Line(text, level + 1 if inner else 0, None)
                in_list = bool(inner)
                continue
            in_list = True
            number = None
            if local(sign) == "buAutoNum":
                number = _count(sign, counts, level)
            else:
                counts.pop(level, None)
            yield Line(f"{number} {text}" if number else text, level + 1, number)

    def _styles(self, shape: "Element") -> "Iterator[Element | None]":
        """What says how the paragraphs of a shape look, the nearest first."""
        yield child(shape, "txBody", "lstStyle")
        place = child(shape, "nvSpPr", "nvPr", "ph")
        if place is None:
            return
        for above in (self._layout, self._master):
            for other in children(child(above, "cSld", "spTree"), "sp"):
                if _same_place(place, child(other, "nvSpPr", "nvPr", "ph")):
                    yield child(other, "txBody", "lstStyle")
        if (attribute(place, "type") or "obj") in ("obj", "body"):
            yield child(self._master, "txStyles", "bodyStyle")


def words(paragraph: "Element") -> str:
    """A paragraph's words as they are seen."""
    parts: list[str] = []
    for inner in paragraph:
        tag = local(inner)
        if tag in ("r", "fld"):
            struck = attribute(child(inner, "rPr"), "strike") or "noStrike"
            text = child(inner, "t")
            if struck == "noStrike" and text is not None:
                parts.append(text.text or "")
        elif tag == "br":
            parts.append("\n")
        elif tag in ("AlternateContent", "Choice", "m", "oMathPara", "oMath"):
            chosen = child(inner, "Choice") if tag == "AlternateContent" else inner
            parts.append("" if chosen is None else equation(chosen))
    return "".join(parts)


def _sign(properties: "Element | None") -> "Element | None":
    return next(iter(children(properties, *_SIGNS)), None)


def _same_place(place: "Element", other: "Element | None") -> bool:
    if other is None:
        return False
    if attribute(place, "idx") and attribute(other, "idx") == attribute(place, "idx"):
        return True
    kind = attribute(place, "type")
    return kind is not None and attribute(other, "type") == kind


def _count(sign: "Element", counts: dict[int, tuple[str, int]], level: int) -> str:
    kind = attribute(sign, "type") or "arabicPeriod"
    start = whole(attribute(sign, "startAt"), 1)
    before, number = counts.get(level, ("", 0))
    number = number + 1 if before == kind else start
    counts[level] = (kind, number)
    style = next((kind_ for name, kind_ in _NUMBERS.items() if kind.startswith(name)), "1")
    shown = ordinal(number, style)
    if kind.endswith("ParenBoth"):
        return f"({shown})"
    return f"{shown}{')' if kind.endswith('ParenR') else '' if kind.endswith('Plain') else '.'}"
