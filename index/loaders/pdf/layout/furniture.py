"""Running heads, feet and page numbers: found over all pages, taken away from each."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from index.loaders.pdf.layout.columns import main_turn, rows_of
from index.loaders.pdf.shapes import Page, Word

# They stand in these shares of the page at its top and bottom, among the outermost lines there.
_TOP = 0.14
_BOTTOM = 0.86
_OUTERMOST = 3
# Places that differ less, in shares of the height, are one.
_SAME_PLACE = 0.012
_FIGURES = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxlc]{1,8}|[IVXLC]{1,8}")
_BARE_NUMBER = re.compile(
    r"(?:[-–—\[(«|]\s*)?(?:(?:стр|с|page|p|страница|лист)\.?\s*)?"
    r"(\d{1,4}|[ivxlc]{1,8}|[IVXLC]{1,8})"
    r"(?:\s*(?:/|из|of)\s*\d{1,4})?(?:\s*[-–—\])»|])?",
    re.I,
)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class _Margin:
    """A line near a page's edge."""

    page: int
    words: tuple[Word, ...]
    place: float
    text: str


def strip_furniture(pages: Sequence[Page]) -> None:
    """Take running heads and feet off the pages; what numbers a page becomes its label."""
    margins = {page.number: _margins(page) for page in pages}
    repeated = _repeated(margins, len(pages))
    numbered = _numbered(margins)
    if _is_all(pages, margins, repeated):
        # Where nothing else is said, what comes again is what the file says.
        repeated = set()
    for page in pages:
        gone: set[int] = set()
        printed: str | None = None
        said: str | None = None
        for margin in margins[page.number]:
            number = numbered.get((page.number, id(margin)))
            if number is None and (page.number, id(margin)) not in repeated:
                continue
            gone.update(map(id, margin.words))
            printed = printed or number
            said = said or _number_in(margin, margins, page.number)
        printed = printed or said
        if gone:
            page.words = [word for word in page.words if id(word) not in gone]
        if page.label is None and printed and printed != str(page.number):
            page.label = printed
        if page.label == str(page.number):
            page.label = None


def _is_all(
    pages: Sequence[Page], margins: dict[int, list[_Margin]], repeated: set[tuple[int, int]]
) -> bool:
    """Whether the pages have no words but those that come again."""
    again = {
        id(word)
        for lines in margins.values()
        for margin in lines
        if (margin.page, id(margin)) in repeated
        for word in margin.words
    }
    return all(id(word) in again for page in pages for word in page.words)


def _margins(page: Page) -> list[_Margin]:
    turn = main_turn(page.words)
    upright = [word for word in page.words if word.turn == turn]
    if not upright:
        return []
    height = (page.width if turn % 2 else page.height) or 1.0
    rows = rows_of(upright)
    outer = rows[:_OUTERMOST] + rows[max(_OUTERMOST, len(rows) - _OUTERMOST) :]
    found = []
    for row in outer:
        place = row[0].base / height
        if place < _TOP or place > _BOTTOM:
            text = " ".join(word.text for word in row)
            found.append(_Margin(page.number, tuple(row), place, text))
    return found


def _pattern(text: str) -> str:
    words = (
        "#" if _ROMAN.fullmatch(word) or _FIGURES.fullmatch(word) else word for word in text.split()
    )
    return _FIGURES.sub("#", " ".join(words)).lower()


def _repeated(margins: dict[int, list[_Margin]], pages: int) -> set[tuple[int, int]]:
    """Lines that come again in the same place on other pages, figures aside."""
    groups: dict[str, list[_Margin]] = defaultdict(list)
    for lines in margins.values():
        for margin in lines:
            groups[_pattern(margin.text)].append(margin)
    found: set[tuple[int, int]] = set()
    fewest = 2 if pages < 4 else 3
    for pattern, group in groups.items():
        for margin in group:
            there = {other.page for other in group if abs(other.place - margin.place) < _SAME_PLACE}
            if len(there) < fewest:
                continue
            # Where figures alone make a line, they must count the pages: that is told elsewhere.
            if any(char.isalpha() for char in pattern.replace("#", "")):
                found.add((margin.page, id(margin)))
    return found


def _numbered(margins: dict[int, list[_Margin]]) -> dict[tuple[int, int], str]:
    """Lines that are a number which grows with the pages."""
    series: dict[tuple[bool, bool, int], list[tuple[_Margin, str]]] = defaultdict(list)
    for lines in margins.values():
        for margin in lines:
            if match := _BARE_NUMBER.fullmatch(margin.text.strip()):
                roman = not match[1].isdigit()
                value = _roman_value(match[1]) if roman else int(match[1])
                key = (margin.place < 0.5, roman, value - margin.page)
                series[key].append((margin, match[1]))
    found: dict[tuple[int, int], str] = {}
    for (_, _, offset), group in series.items():
        if len({margin.page for margin, _ in group}) >= 2 or offset == 0:
            for margin, number in group:
                found[(margin.page, id(margin))] = number
    return found


def _number_in(margin: _Margin, margins: dict[int, list[_Margin]], page: int) -> str | None:
    """The number in a running head that differs by as much as the pages do."""
    pattern = _pattern(margin.text)
    numbers = _numbers(margin.text)
    others = [
        (other.page, _numbers(other.text))
        for lines in margins.values()
        for other in lines
        if other.page != page and _pattern(other.text) == pattern
    ]
    for at, (shown, value) in enumerate(numbers):
        agreeing = sum(
            at < len(there) and value - there[at][1] == page - number for number, there in others
        )
        # Front pages are counted by themselves: half of the others is enough.
        if agreeing and agreeing * 2 >= len(others):
            return shown
    return None


def _numbers(text: str) -> list[tuple[str, int]]:
    found = []
    for word in re.findall(r"\w+", text):
        if word.isdecimal():
            found.append((word, int(word)))
        elif _ROMAN.fullmatch(word):
            found.append((word, _roman_value(word)))
    return found


def _roman_value(word: str) -> int:
    total = 0
    values = [_ROMAN_VALUES[char] for char in word.lower()]
    for value, following in zip(values, [*values[1:], 0], strict=True):
        total += value if value >= following else -value
    return total
