"""Times of day, scores, telephone numbers and versions, in Russian and English."""

import re
from dataclasses import dataclass

_HALF_DAY = 12 * 60
_DAY = 24 * 60
_TIME = re.compile(
    r"(?<![\d:.,])(?P<hour>[01]?\d|2[0-4])"
    r"(?:(?P<mark>[:.h])(?P<minute>[0-5]\d)(?![\d:]|[.,]\d))?"
    r"(?: ?(?P<part>(?:[ap]\.? ?m\b\.?)|o'clock)|(?P<hours> час(?:ов|а)?)?(?P<day> (?:утра"
    r"|вечера|дня|ночи)))?",
    re.I,
)
_NAMED = re.compile(r"\b(?:(noon|midday|полдень|полудня|полудню)|(midnight|полноч[ьи]))\b", re.I)
_SCORE = re.compile(r"(?<![\d:.,])(\d{1,3}):(\d{1,3})(?![\d:]|[.,]\d)")
_PAIR = re.compile(r"(?<![\d.,])(?=(\d{1,3}) ?(?:[:–—-]|to) ?(\d{1,3})(?![\d]|[.,]\d))")
_CODE = re.compile(
    r"(?<![\w.+])(?:\+\d[\d ()-]{7,}\d|8[ -]?\(\d{3,5}\)[ \d-]{5,}\d|\(\d{3,5}\) ?\d[\d -]{4,}\d"
    r"|\d{1,4}(?:-\d{2,4}){2,}|\d+(?:\.\d+){2,})(?!\w)"
)
_LONG = re.compile(r"\+?\d[\d ()./-]{4,}\d|\d+(?:\.\d+){2,}")
# Of a telephone number what remains without codes of country and town.
_OWN_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day in minutes; `open` where morning and evening aren't told apart."""

    start: int
    end: int
    minutes: int
    open: bool

    def agrees(self, other: "Time") -> bool:
        """Whether two times may be the same; of two that leave it open the figures decide."""
        if self.minutes % _DAY == other.minutes % _DAY:
            return True
        if self.open == other.open:
            return False
        return self.minutes % _HALF_DAY == other.minutes % _HALF_DAY

    @property
    def hours(self) -> tuple[int, ...]:
        """The numbers that the hour may be told by where no minutes belong to it."""
        hour = self.minutes // 60
        return (hour, hour % 12 or 12) if self.minutes % 60 == 0 else ()


def times_in(text: str) -> list[Time]:
    """The times of a text that are written as such; "at nine" is a number alone."""
    found = [
        Time(*match.span(), _HALF_DAY if match[1] else 0, False) for match in _NAMED.finditer(text)
    ]
    for match in _TIME.finditer(text):
        time = _time(match)
        if time:
            found.append(time)
    return sorted(found, key=lambda time: time.start)


def _time(match: re.Match[str]) -> Time | None:
    part = (match["part"] or match["day"] or "").strip().lower()
    if match["mark"] in (".", "h", "H") and not part:
        return None
    # «3 дня» are days, «3 ночи» nights.
    if not match["mark"] and (not part or (part in ("дня", "ночи") and not match["hours"])):
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if (part[:1] == "p" or part in ("вечера", "дня")) and hour < 12:
        hour += 12
    if (part[:1] == "a" or part == "ночи") and hour == 12:
        hour = 0
    is_open = hour <= 12 and part in ("", "o'clock")
    return Time(match.start(), match.end(), hour * 60 + minute, is_open)


def scores_in(text: str) -> list[re.Match[str]]:
    """Scores written with a colon that are no times: 3:1, 104:98."""
    return [m for m in _SCORE.finditer(text) if len(m[2]) != 2 or int(m[1]) > 24 or int(m[2]) > 59]


def pairs_in(text: str) -> set[frozenset[int]]:
    """What may be a score in any way of writing it."""
    return {frozenset({int(one), int(two)}) for one, two in _PAIR.findall(text)}


def codes_in(text: str) -> list[re.Match[str]]:
    """Telephone numbers and versions of three parts and more."""
    return list(_CODE.finditer(text))


def has_code(code: str, texts: tuple[str, ...]) -> bool:
    """Whether a code stands in one of the texts, however its digits are grouped."""
    digits = _digits(code)
    for text in texts:
        if code in text:
            return True
        for match in _LONG.finditer(text):
            other = _digits(match.group())
            if min(len(digits), len(other)) >= _OWN_DIGITS and (
                digits.endswith(other[-10:]) or other.endswith(digits[-10:])
            ):
                return True
            if other == digits:
                return True
    return False


def _digits(code: str) -> str:
    return re.sub(r"\D", "", code)
