"""The numbers of a Word document's lists, counted as Word counts them."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.loaders.markup.xml import attribute, child, children, on, value
from index.loaders.numerals import roman

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from index.loaders.office.word.styles import Styles

_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_PLACEHOLDER = re.compile(r"%([1-9])")
_DEEPEST = 9


@dataclass(slots=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int | None = None
    plain_above: bool = False
    paragraph_style: str | None = None
    indent: int = 0


@dataclass(slots=True)
class Numbering:
    """Lists by id; `number` counts on."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _lists: dict[str, str] = field(default_factory=dict)
    _starts: dict[str, dict[int, int]] = field(default_factory=dict)
    _own: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _seen: set[tuple[str, int]] = field(default_factory=set)

    def level_of(self, number: str, style: str | None) -> int:
        """The level of a list that a style is tied to."""
        for at, level in self._all(number).items():
            if style and level.paragraph_style == style:
                return at
        return 0

    def series(self, number: str) -> str:
        """What the lists that count together have in common."""
        return self._lists.get(number, number)

    def indent(self, number: str, at: int) -> int:
        """How far the items at a level are moved in."""
        level = self._all(number).get(at)
        return level.indent if level else 0

    def number(self, number: str, at: int) -> tuple[str | None, bool]:
        """Count an item; give its number as it is shown, and whether there is such a list."""
        levels = self._all(number)
        level = levels.get(at)
        if level is None:
            return None, False
        counts = self._counts.setdefault(self._lists.get(number, number), {})
        for upper in range(at):
            if upper not in counts and upper in levels:
                counts[upper] = self._start(number, upper, levels)
        if (number, at) not in self._seen:
            # A list that starts anew by itself does so once, when it is first used.
            self._seen.add((number, at))
            if at in self._starts.get(number, {}):
                counts.pop(at, None)
        counts[at] = counts[at] + 1 if at in counts else self._start(number, at, levels)
        for deeper in [key for key in counts if key > at]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart > 0 and at < restart):
                del counts[deeper]
        return self._shown(levels, counts, at), True

    def _all(self, number: str) -> dict[int, _Level]:
        return {**self._levels.get(self._lists.get(number, ""), {}), **self._own.get(number, {})}

    def _start(self, number: str, at: int, levels: dict[int, _Level]) -> int:
        return self._starts.get(number, {}).get(at, levels[at].start)

    def _shown(self, levels: dict[int, _Level], counts: dict[int, int], at: int) -> str | None:
        level = levels[at]
        if level.style in ("bullet", "none") and not _PLACEHOLDER.search(level.text):
            return None

        def fill(match: re.Match[str]) -> str:
            upper = int(match[1]) - 1
            if upper not in levels:
                return ""
            style = levels[upper].style
            if level.plain_above and upper != at:
                style = "decimal"
            return written(counts.get(upper, levels[upper].start), style)

        return _PLACEHOLDER.sub(fill, level.text).strip() or None


def read_numbering(element: "Element | None", styles: "Styles") -> Numbering:
    """Read the part that has the lists."""
    found = Numbering()
    links: dict[str, str] = {}
    for abstract in children(element, "abstractNum"):
        identifier = attribute(abstract, "abstractNumId") or ""
        found._levels[identifier] = _levels(abstract)
        if link := value(abstract, "numStyleLink"):
            links[identifier] = link
    for number in children(element, "num"):
        identifier = attribute(number, "numId") or ""
        found._lists[identifier] = value(number, "abstractNumId") or ""
        for override in children(number, "lvlOverride"):
            at = _integer(attribute(override, "ilvl"), 0)
            found._own.setdefault(identifier, {}).update(_levels(override))
            if (start := value(override, "startOverride")) is not None:
                found._starts.setdefault(identifier, {})[at] = _integer(start, 1)
    for identifier, style in links.items():
        # A list that follows a style's has that one's levels.
        _, numbers = styles.numbering(style)
        target = found._lists.get(value(numbers, "numId") or "", "")
        found._levels[identifier] = found._levels.get(target, {})
    return found


def indent_of(properties: "Element | None") -> int:
    """How far a paragraph is moved in, in twentieths of a point, 0 where that isn't said."""
    said = child(properties, "ind")
    return _integer(attribute(said, "left") or attribute(said, "start"), 0)


def written(number: int, style: str) -> str:
    """Write a number in one of Word's ways."""
    if style == "decimalZero":
        return f"{number:02}"
    if style in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        return roman(number) if style == "lowerRoman" else roman(number).upper()
    letters = ""
    if style in ("upperLetter", "lowerLetter"):
        letters = _LATIN
    elif style in ("russianLower", "russianUpper"):
        letters = _RUSSIAN
    if letters and number > 0:
        # Word writes aa, bb, cc after z.
        times, at = divmod(number - 1, len(letters))
        shown = letters[at] * (times + 1)
        return shown.upper() if style.lower().startswith("upper") or "Upper" in style else shown
    if style == "ordinal":
        tens = number % 100 in (11, 12, 13)
        return f"{number}{'th' if tens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
    return "" if style in ("none", "bullet") else str(number)


def _levels(element: "Element") -> dict[int, _Level]:
    levels = {}
    for level in children(element, "lvl"):
        at = _integer(attribute(level, "ilvl"), 0)
        if at < _DEEPEST:
            restart = value(level, "lvlRestart")
            levels[at] = _Level(
                start=_integer(value(level, "start"), 0),
                style=value(level, "numFmt") or "decimal",
                text=value(level, "lvlText") or "",
                restart=None if restart is None else _integer(restart, 0),
                plain_above=bool(on(level, "isLgl")),
                paragraph_style=value(level, "pStyle"),
                indent=indent_of(child(level, "pPr")) or 720 * (at + 1),
            )
    return levels


def _integer(text: str | None, otherwise: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return otherwise
