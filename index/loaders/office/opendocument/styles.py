"""What the styles of an OpenDocument file say: what is hidden or struck, and how lists count."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.loaders.markup.xml import attribute, child, children, local, whole
from index.loaders.numerals import ordinal

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LONGEST_CHAIN = 20
_ESCAPED = re.compile(r"_([0-9a-f]{2,4})_")
_MOST_LEVELS = 10


@dataclass(slots=True)
class OdfStyles:
    """Styles by family and name, lists by name."""

    _styles: "dict[tuple[str, str], Element]" = field(default_factory=dict)
    _lists: "dict[str, Element]" = field(default_factory=dict)
    outline: "Element | None" = None

    def add(self, root: "Element | None") -> None:
        """Take the styles of a part; later ones go before."""
        for place in ("styles", "automatic-styles"):
            for style in children(child(root, place)):
                tag, name = local(style), attribute(style, "name") or ""
                if tag == "style":
                    self._styles[attribute(style, "family") or "", name] = style
                elif tag == "list-style":
                    self._lists[name] = style
                elif tag == "outline-style":
                    self.outline = style

    def chain(self, family: str, name: str | None) -> "list[Element]":
        """A style and those above it, itself first."""
        found: list[Element] = []
        while (style := self._styles.get((family, name or ""))) is not None:
            found.append(style)
            name = attribute(style, "parent-style-name")
            if len(found) > _LONGEST_CHAIN:
                break
        return found

    def names(self, family: str, name: str | None) -> list[str]:
        """The names of a style and of those above it, as they are shown, in small letters."""
        shown = [
            attribute(style, "display-name") or attribute(style, "name") or ""
            for style in self.chain(family, name)
        ]
        return [_unescaped(found).lower() for found in shown or [name or ""]]

    def is_unseen(self, family: str, name: str | None) -> bool:
        """Whether a style hides words or strikes them out."""
        for style in self.chain(family, name):
            said = child(style, "text-properties")
            if attribute(said, "display") == "none":
                return True
            line = attribute(said, "text-line-through-style")
            kind = attribute(said, "text-line-through-type")
            if line or kind:
                return (line or "none") != "none" or (kind or "none") != "none"
        return False

    def hides(self, family: str, name: str | None) -> bool:
        """Whether a style hides a section, a sheet or a slide."""
        for style in self.chain(family, name):
            for said in children(style):
                shown = attribute(said, "display"), attribute(said, "visibility")
                if "none" in shown or "false" in shown or "hidden" in shown:
                    return True
        return False

    def list_of(self, name: str | None) -> str | None:
        """The list that a paragraph's style is tied to."""
        for style in self.chain("paragraph", name):
            said = attribute(style, "list-style-name")
            if said is not None:
                return said or None
        return None

    def level(self, name: str | None, depth: int) -> "Element | None":
        """How a list counts at a depth from 1."""
        for level in children(self._lists.get(name or "")):
            if attribute(level, "level") == str(depth):
                return level
        return None


@dataclass(slots=True)
class Counter:
    """Counts the items of one list by depth."""

    counts: dict[int, int] = field(default_factory=dict)

    def count(
        self, level: "Element | None", depth: int, start: str | None, levels: "list[Element | None]"
    ) -> str | None:
        """Count an item; give its number as it is shown, None for a bullet."""
        first = whole(start, whole(attribute(level, "start-value"), 1))
        if start or depth not in self.counts:
            self.counts[depth] = first
        else:
            self.counts[depth] += 1
        for deeper in [at for at in self.counts if at > depth]:
            del self.counts[deeper]
        style = attribute(level, "num-format")
        if level is None or not style or local(level).endswith("bullet"):
            return None
        shown = max(1, min(whole(attribute(level, "display-levels"), 1), depth))
        parts = []
        for at in range(depth - shown + 1, depth + 1):
            upper = attribute(levels[at - 1], "num-format") if at <= len(levels) else None
            if at == depth or upper:
                parts.append(_written(self.counts.get(at, 1), upper or style))
        before = attribute(level, "num-prefix") or ""
        return f"{before}{'.'.join(parts)}{attribute(level, 'num-suffix') or ''}".strip() or None


def read_styles(*roots: "Element | None") -> OdfStyles:
    """Read the styles of some parts."""
    styles = OdfStyles()
    for root in roots:
        styles.add(root)
    return styles


def levels_of(styles: OdfStyles, name: str | None) -> "list[Element | None]":
    """How a list counts at each depth."""
    return [styles.level(name, depth) for depth in range(1, _MOST_LEVELS + 1)]


def _written(number: int, style: str) -> str:
    if style in ("1", "a", "A", "i", "I"):
        return ordinal(number, style)
    # Alphabets are named by their first letters: «а, б, .., я».
    letters = [letter.strip() for letter in style.split(",")]
    if letters[0] in ("а", "А") and number > 0:
        alphabet = "абвгдежзиклмнопрстуфхцчшщэюя"
        times, at = divmod(number - 1, len(alphabet))
        shown = alphabet[at] * (times + 1)
        return shown.upper() if letters[0].isupper() else shown
    return str(number)


def _unescaped(name: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), name)
