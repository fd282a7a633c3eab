"""Days, months, years, decades and weekdays that a sentence names, against those it cites."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from index.text.dates import Date, dates_in

_REMEMBERED = 256
_MONTH_WORDS = (
    r"январ\w{1,3}|january", r"феврал\w{1,3}|february", r"март(?:а|е|у|ом)?|(?-i:March)",
    r"апрел\w{1,3}|april", r"ма(?:й|я|е|ю|ем)|(?-i:May)", r"июн[ьяеюи]\w?|june",
    r"июл[ьяеюи]\w?|july", r"август(?:а|е|у|ом)?|(?-i:August)", r"сентябр\w{1,3}|september",
    r"октябр\w{1,3}|october", r"ноябр\w{1,3}|november", r"декабр\w{1,3}|december",
)  # fmt: skip
# «Сен-Пьер» and "Jan" are names: the short ones need a stop or a year.
_MONTH_SHORT = (
    "янв|jan", "фев|feb", "мар|mar", "апр|apr", "май|may", "июн|jun", "июл|jul", "авг|aug",
    "сент?|sept?", "окт|oct", "нояб?|nov", "дек|dec",
)  # fmt: skip
_MONTHS = [
    re.compile(
        rf"(?<!\w)(?P<name>(?:{words})(?!\w)|(?:{short})(?=\. | \d{{4}}))\.?"
        r"(?:,? (?:of )?(?P<year>\d{4})(?!\d))?",
        re.I,
    )
    for words, short in zip(_MONTH_WORDS, _MONTH_SHORT, strict=True)
]
# "may" and "March" are other words too; these aren't where one of those stands before them.
_ENGLISH_DOUBLES = re.compile(r"(?:May|March)$")
_NAMES = {"Марта", "Марту", "Мая", "Майя", "Августа", "Августу", "Август"}
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|of|since|until|till|by|from|to|through|during|early|late|mid|last|next|this|and|or"
    r"|between|before|after|on|every|each|st|nd|rd|th)|\d|[-–—]) ?(?:the )?$",
    re.I,
)
_YEAR = re.compile(
    r"(?<![\d.,:+/$€£-])(?P<year>1\d{3}|20\d\d|21\d\d)"
    r"(?:(?P<rest> ?[-–—/] ?\d\d)(?!\d)(?!-))?(?!\d|[.,:]\d|-?[ея]?х\b|-е\b|s\b| ?%)"
)
_LOOSE_YEAR = re.compile(r"(?<!\d)(?:1\d{3}|20\d\d|21\d\d)(?!\d)")
_SHORT_RANGE = re.compile(r"(?<!\d)(1\d|2[01])(\d\d) ?[-–—/] ?(\d\d)(?!\d)")
_DECADE = re.compile(
    r"(?<![\d.,])(?P<century>1\d|20)?'?(?P<decade>\d0)(?:'?s\b|-(?:е|х|ые|ых|м|ми|ы)(?!\w))"
    r"|\b(?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties"
    r"|двадцатые|двадцатых|тридцаты[ех]|сороковы[ех]|пятидесяты[ех]|шестидесяты[ех]"
    r"|семидесяты[ех]|восьмидесяты[ех]|девяносты[ех])\b",
    re.I,
)
_DECADE_WORDS = (
    ("twen", 20), ("thir", 30), ("for", 40), ("fif", 50), ("six", 60), ("sev", 70), ("eig", 80),
    ("nin", 90), ("двад", 20), ("трид", 30), ("соро", 40), ("пяти", 50), ("шест", 60),
    ("семи", 70), ("вось", 80), ("девя", 90),
)  # fmt: skip
_WEEKDAY_WORDS = (
    r"понедельник\w*|mondays?", r"вторник\w*|tuesdays?", r"среду|средам|wednesdays?",
    r"четверг\w*|thursdays?", r"пятниц\w*|fridays?", r"суббот\w*|saturdays?",
    r"воскресень[еяю]\w?|sundays?",
)  # fmt: skip
_WEEKDAYS = [re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.I) for words in _WEEKDAY_WORDS]
_ANY_WEEKDAY = re.compile(
    r"(?<!\w)(?:ежедневно|daily|every ?day|weekends?|weekdays?|выходн\w+|будн\w+|пн|вт|ср|чт|пт"
    r"|сб|вс"
    r"|mon|tues?|wed|thu(?:rs)?|fri|sat|sun|вчера|сегодня|завтра|yesterday|today|tomorrow)(?!\w)"
    r"|(?:day|(?<!\w)(?:понедельник|вторник|среды|четверг|пятниц|суббот)\w*)"
    r" ?(?:[-–—]|to|through|till|until|по|до) ?"
    r"(?:mon|tue|wed|thu|fri|sat|sun|пон|вто|сре|чет|пят|суб|вос)",
    re.I,
)
_RELATIVE_DAY = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|сегодня\w*|вчера\w*|завтра\w*|накануне|this week"
    r"|last week"
    r"|days? ago|дн\w+ назад|недел\w+|" + "|".join(_WEEKDAY_WORDS) + r")\b",
    re.I,
)
_RELATIVE_YEARS = (
    (-1, re.compile(r"\b(?:last year|a year (?:ago|earlier)|previous year|прошл\w+ год\w*"
        r"|год\w* назад"
                    r"|прошлогодн\w+|предыдущ\w+ год\w*|years? (?:ago|earlier))\b", re.I)),
    (1, re.compile(r"\b(?:next year|coming year|(?:следующ|будущ)\w+ год\w*)\b", re.I)),
)  # fmt: skip
_DAYS_BESIDE = re.compile(r"(?<!\d)([12]?\d|3[01])(?!\d)")
# How far a day may stand from its month: «с 3 по 5 марта», "March 3rd, 4th and 5th".
_BESIDE = 24
# What "last Tuesday" may be away from the date of its text.
_DAYS_AROUND = 8


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that a sentence names; what it leaves out is None."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    days: tuple[Date, ...] = ()
    decade: int | None = None
    weekday: int | None = None


def moments_in(text: str) -> list[Moment]:
    """The times of a sentence in order, each word in one of them."""
    found: list[Moment] = []
    for written in dates_in(text):
        found.append(Moment(written.start, written.end, days=written.readings))
    for reading in (_months, _decades, _years, _weekdays):
        taken = [(moment.start, moment.end) for moment in found]
        found += [
            moment
            for moment in reading(text)
            if not any(moment.start < end and start < moment.end for start, end in taken)
        ]
    return sorted(found, key=lambda moment: moment.start)


def _months(text: str) -> Iterator[Moment]:
    for month, pattern in enumerate(_MONTHS, start=1):
        for match in pattern.finditer(text):
            name = match["name"]
            if name in _NAMES:
                continue
            if (
                _ENGLISH_DOUBLES.match(name)
                and not match["year"]
                and not _BEFORE_MONTH.search(text[: match.start()])
            ):
                continue
            year = int(match["year"]) if match["year"] else None
            yield Moment(match.start(), match.end(), year, month)


def _years(text: str) -> Iterator[Moment]:
    for match in _YEAR.finditer(text):
        yield Moment(match.start("year"), match.end("year"), int(match["year"]))


def _decades(text: str) -> Iterator[Moment]:
    for match in _DECADE.finditer(text):
        if match["word"]:
            word = match["word"].lower()
            decade = next(value for stem, value in _DECADE_WORDS if word.startswith(stem))
        else:
            decade = int((match["century"] or "") + match["decade"])
        yield Moment(match.start(), match.end(), decade=decade)


def _weekdays(text: str) -> Iterator[Moment]:
    for weekday, pattern in enumerate(_WEEKDAYS):
        for match in pattern.finditer(text):
            yield Moment(match.start(), match.end(), weekday=weekday)


@dataclass(frozen=True, slots=True)
class Calendar:
    """All times that a text names, and those that it implies by its own date."""

    days: frozenset[Date]
    months: frozenset[tuple[int | None, int]]
    years: frozenset[int]
    decades: frozenset[int]
    weekdays: frozenset[int]
    week: frozenset[Date]


@lru_cache(maxsize=_REMEMBERED)
def calendar_of(sentences: tuple[str, ...]) -> Calendar:
    """Read the times of a cited text, whose date may stand before it."""
    moments = [moment for sentence in sentences for moment in moments_in(sentence)]
    text = "\n".join(sentences)
    days = {day for moment in moments for day in moment.days}
    days |= {day for sentence in sentences for day in _days_beside(sentence)}
    years = {int(year) for year in _LOOSE_YEAR.findall(text)}
    years |= {int(century + end) for century, _, end in _SHORT_RANGE.findall(text)}
    years |= {day.year for day in days if day.year}
    own = [day for day in days if day.year] if _RELATIVE_DAY.search(text) else []
    for shift, pattern in _RELATIVE_YEARS:
        if pattern.search(text):
            years |= {year + shift for year in set(years)}
    months = {(moment.year, month) for moment in moments if (month := moment.month) is not None}
    weekdays = {moment.weekday for moment in moments if moment.weekday is not None}
    weekdays |= {real.weekday() for day in days if (real := _real(day))}
    return Calendar(
        frozenset(days),
        frozenset(months | {(day.year, day.month) for day in days}),
        frozenset(years),
        frozenset(moment.decade for moment in moments if moment.decade is not None),
        frozenset(range(7)) if _ANY_WEEKDAY.search(text) or not weekdays else frozenset(weekdays),
        frozenset(near for day in own for near in _around(day)),
    )


def _days_beside(sentence: str) -> Iterator[Date]:
    """Days that share a month with others: «с 3 по 5 марта»."""
    for moment in moments_in(sentence):
        months: set[tuple[int | None, int]] = {(day.year, day.month) for day in moment.days}
        if moment.month is not None:
            months.add((moment.year, moment.month))
        around = sentence[max(0, moment.start - _BESIDE) : moment.end + _BESIDE]
        days = [int(number) for number in _DAYS_BESIDE.findall(around) if int(number)]
        yield from (Date(year, month, day) for year, month in months for day in days)


def _real(day: Date) -> date | None:
    try:
        return date(day.year, day.month, day.day) if day.year else None
    except ValueError:
        return None


def _around(day: Date) -> Iterator[Date]:
    real = _real(day)
    if real is None:
        return
    for shift in range(-_DAYS_AROUND, _DAYS_AROUND + 1):
        with suppress(OverflowError):
            near = real + timedelta(days=shift)
            yield Date(near.year, near.month, near.day)


def unsupported(said: str, cited: Sequence[Calendar]) -> list[Moment]:
    """The times of a sentence that no cited text names."""
    return [
        moment
        for moment in moments_in(said)
        if not any(_holds(moment, calendar) for calendar in cited)
    ]


def _holds(moment: Moment, calendar: Calendar) -> bool:
    if moment.days:
        return any(_holds_day(day, calendar) for day in moment.days)
    if moment.weekday is not None:
        return moment.weekday in calendar.weekdays
    if moment.decade is not None:
        return _holds_decade(moment.decade, calendar)
    if moment.month is not None:
        return _holds_month(moment.month, moment.year, calendar)
    return moment.year in calendar.years


def _holds_day(day: Date, calendar: Calendar) -> bool:
    agreeing = [other for other in calendar.days if day.agrees(other)]
    if day.year and agreeing and not any(other.year for other in agreeing):
        return day.year in calendar.years
    return bool(agreeing) or any(day.agrees(other) for other in calendar.week)


def _holds_month(month: int, year: int | None, calendar: Calendar) -> bool:
    paired = {other for other, named in calendar.months if named == month}
    paired |= {other.year for other in calendar.week if other.month == month}
    if year is None or not paired:
        return bool(paired)
    return year in paired or (None in paired and year in calendar.years)


def _holds_decade(decade: int, calendar: Calendar) -> bool:
    """A decade may leave its century out, and a year of it implies it."""
    if decade >= 1000:
        return any(
            known == decade or (known < 100 and decade % 100 == known) for known in calendar.decades
        ) or any(year // 10 * 10 == decade for year in calendar.years)
    named = {known % 100 for known in calendar.decades}
    return decade in named | {year % 100 // 10 * 10 for year in calendar.years}
