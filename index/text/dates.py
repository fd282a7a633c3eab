"""Dates in a text, however they are written: 15.03.2024, 2024-03-15, «15 марта», "March 15th"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_MONTHS = (
    ("янв", "jan"),
    ("фев", "feb"),
    ("мар", "mar"),
    ("апр", "apr"),
    ("мая", "may"),
    ("июн", "jun"),
    ("июл", "jul"),
    ("авг", "aug"),
    ("сен", "sep"),
    ("окт", "oct"),
    ("ноя", "nov"),
    ("дек", "dec"),
)
_MONTH_NUMBERS = {name: at for at, names in enumerate(_MONTHS, start=1) for name in names}
_RUSSIAN_MONTH = (
    r"(?:янв(?:аря)?|фев(?:р(?:аля)?)?|мар(?:та)?|апр(?:еля)?|мая|июня?|июля?|авг(?:уста)?"
    r"|сент?(?:ября)?|окт(?:ября)?|ноя(?:б(?:ря)?)?|дек(?:абря)?)\b\.?"
)
# "may" is a word of its own.
_ENGLISH_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|(?-i:May)|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<year>\d{4})\b"
_DIGIT = re.compile(r"\d")
_DAY = r"(?P<day>\d{1,2})"
_FORMS = (
    # 2024-03-15, 2024.3.15
    re.compile(r"(?<![\d.,/-])(?P<year>\d{4})([-./])(?P<month>\d\d?)\2(?P<day>\d\d?)(?![\d/-])"),
    # 15.03.2024, 15/3/24
    re.compile(
        r"(?<![\d.,/-])(?P<day>\d\d?)(?P<mark>[-./])(?P<month>\d\d?)(?P=mark)(?P<year>\d{4}|\d\d)"
        r"(?![\d/-]|[.,]\d)"
    ),
    # 15 марта 2024, 15 марта
    re.compile(rf"\b{_DAY}(?:-?го)?\s+(?P<name>{_RUSSIAN_MONTH})(?:\s+{_YEAR})?", re.I),
    # 15 March 2024, the 15th of March
    re.compile(
        rf"\b{_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<name>{_ENGLISH_MONTH})(?:,?\s+{_YEAR})?", re.I
    ),
    # March 15th, 2024
    re.compile(rf"\b(?P<name>{_ENGLISH_MONTH})\s+{_DAY}(?:st|nd|rd|th)?\b(?:,?\s+{_YEAR})?", re.I),
)
# Years in two digits are of this century up to here, of the last one beyond.
_LAST_YEAR = 69


class Date(NamedTuple):
    """A day; `year` is None where it isn't written."""

    year: int | None
    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.year or '-'}-{self.month:02}-{self.day:02}"

    def agrees(self, other: "Date") -> bool:
        """Whether two dates may be the same day."""
        same_year = None in (self.year, other.year) or self.year == other.year
        return same_year and self[1:] == other[1:]


class Written(NamedTuple):
    """A date where it stands; one with strokes may be read in two ways, 3/4/2024."""

    start: int
    end: int
    readings: tuple[Date, ...]

    def agrees(self, other: "Written") -> bool:
        """Whether two dates may be the same day."""
        return any(one.agrees(two) for one in self.readings for two in other.readings)


def dates_in(text: str) -> list[Written]:
    """The dates of a text in order."""
    if not _DIGIT.search(text):
        return []
    found: list[Written] = []
    for date in sorted(_matches(text), key=lambda date: (date.start, -date.end)):
        if not found or date.start >= found[-1].end:
            found.append(date)
    return found


def _matches(text: str) -> Iterator[Written]:
    for form in _FORMS:
        for match in form.finditer(text):
            readings = tuple(_readings(match.groupdict()))
            if readings:
                yield Written(match.start(), match.end(), readings)


def _readings(parts: dict[str, str | None]) -> Iterator[Date]:
    year = _year(parts["year"]) if parts["year"] else None
    day, name = int(parts["day"] or 0), parts.get("name")
    month = _MONTH_NUMBERS[name[:3].lower()] if name else int(parts["month"] or 0)
    pairs = [(month, day)]
    if parts.get("mark") == "/" and month != day:
        pairs.append((day, month))
    for month, day in pairs:
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield Date(year, month, day)


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) <= _LAST_YEAR else 1900)
