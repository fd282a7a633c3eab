"""Numbers of a sentence that none of the words it cites has, however they are written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from index.types import Span
from qa.checking.clock import Time, codes_in, has_code, pairs_in, scores_in, times_in
from qa.checking.dates import Calendar
from qa.checking.numeral_words import told_numbers
from qa.checking.numerals import step_of
from qa.checking.quantities import Quantity, quantities_in
from qa.checking.units import PART

_REMEMBERED = 256
# How far from the number itself one that is said to be near may be.
_NEAR = Fraction(15, 100)
_SHARE_NEAR = Fraction(25, 1000)
# "3.2 million" rounds by itself, "3 million" is as exact as it says.
_ROUNDED_DIGITS = 10
_OPPOSITE = {"above": "below", "below": "above"}
_MOST_BY_ITSELF = 31


@dataclass(frozen=True, slots=True)
class Counted:
    """All numbers of a cited text: with units, told by words, of dates and of times."""

    sentences: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    told: frozenset[Fraction]
    times: tuple[Time, ...]
    pairs: frozenset[frozenset[int]]


@lru_cache(maxsize=_REMEMBERED)
def counted(sentences: tuple[str, ...]) -> Counted:
    """Read the numbers of a cited text."""
    return Counted(
        sentences,
        tuple(quantity for sentence in sentences for quantity in quantities_in(sentence)),
        frozenset(value for sentence in sentences for value in told_numbers(sentence)),
        tuple(time for sentence in sentences for time in times_in(sentence)),
        frozenset(pair for sentence in sentences for pair in pairs_in(sentence)),
    )


def unsupported(
    said: str, cited: Sequence[Counted], calendars: Sequence[Calendar], taken: Iterable[Span]
) -> list[Span]:
    """The numbers of a sentence that no cited text has; what is `taken` is part of a date."""
    texts = tuple(sentence for text in cited for sentence in text.sentences)
    blank = list(taken)
    found: list[Span] = []
    for match in codes_in(said):
        if _free(Span(*match.span()), blank):
            blank.append(Span(*match.span()))
            if not has_code(match.group(), texts):
                found.append(blank[-1])
    for span, holds in (*_times(said, cited), *_scores(said, cited)):
        if _free(span, blank):
            blank.append(span)
            if not holds:
                found.append(span)
    shares = [q for q in quantities_in(said) if q.unit == PART]
    blank += [Span(q.start, q.end) for q in shares if q.firm]
    for quantity in quantities_in(said):
        span = Span(quantity.start, quantity.end)
        is_free = quantity.unit == PART or _free(span, blank)
        if is_free and quantity.firm and not _holds(quantity, cited, calendars):
            found.append(span)
    return found


def _free(span: Span, blank: Iterable[Span]) -> bool:
    return not any(span.start < other.end and other.start < span.end for other in blank)


def _times(said: str, cited: Sequence[Counted]) -> Iterator[tuple[Span, bool]]:
    others = [time for text in cited for time in text.times]
    for time in times_in(said):
        hours = {Fraction(hour) for hour in time.hours}
        dotted = Fraction(time.minutes // 60) + Fraction(time.minutes % 60, 100)
        holds = any(time.agrees(other) for other in others) or any(
            not (hours | {dotted}).isdisjoint(quantity.values)
            for text in cited
            for quantity in text.quantities
        )
        named = not any(map(str.isdigit, said[time.start : time.end]))
        yield Span(time.start, time.end), holds or (named and not others)


def _scores(said: str, cited: Sequence[Counted]) -> Iterator[tuple[Span, bool]]:
    for match in scores_in(said):
        pair = frozenset(map(int, match.groups()))
        pairs = {other for text in cited for other in text.pairs}
        values = {value for text in cited for q in text.quantities for value in q.values}
        counted_apart = {Fraction(number) for number in pair} <= values
        yield Span(*match.span()), pair in pairs or (counted_apart and not pairs)


def _holds(said: Quantity, cited: Sequence[Counted], calendars: Sequence[Calendar]) -> bool:
    others = [quantity for text in cited for quantity in text.quantities]
    agreeing = [other for other in others if _agrees(said, other)]
    if agreeing:
        opposite = _OPPOSITE.get(said.bound)
        return not opposite or any(other.bound != opposite for other in agreeing)
    if said.century:
        ages = {(year - 1) // 100 + 1 for calendar in calendars for year in calendar.years}
        return not said.values.isdisjoint(map(Fraction, ages))
    if any(not said.values.isdisjoint(text.told) for text in cited):
        return True
    return said.unit is None and _of_a_date_or_time(said, cited, calendars)


def _of_a_date_or_time(
    said: Quantity, cited: Sequence[Counted], calendars: Sequence[Calendar]
) -> bool:
    """Whether a bare number is a day, a year or an hour: «с 3 по 5 марта», "from 9 to 6"."""
    hours = {hour for text in cited for time in text.times for hour in time.hours}
    days = {day.day for calendar in calendars for day in calendar.days}
    years = {year for calendar in calendars for year in calendar.years}
    return not said.values.isdisjoint(map(Fraction, hours | days | years))


def _agrees(said: Quantity, cited: Quantity) -> bool:
    """Whether two quantities may be the same, by their units where both have one of a kind."""
    for ours, theirs in _comparable(said, cited):
        if ours == theirs or _near(said, cited, ours, theirs):
            return True
    return False


def _comparable(said: Quantity, cited: Quantity) -> Iterator[tuple[Fraction, Fraction]]:
    """The values of two quantities in the unit of the first; none where their units differ."""
    factor = Fraction(1)
    if said.unit and cited.unit and said.unit.kind == cited.unit.kind and said.unit != cited.unit:
        if not (said.unit.factor and cited.unit.factor):
            return
        factor = cited.unit.factor / said.unit.factor
    for ours in said.values:
        for theirs in cited.values:
            yield ours, theirs * factor


def _near(said: Quantity, cited: Quantity, ours: Fraction, theirs: Fraction) -> bool:
    """Whether a number rounds to the one that is said, in the direction that is said."""
    if said.unit == PART:
        return _near_share(said, ours, theirs)
    step = step_of(ours)
    converted = bool(said.unit and cited.unit and said.unit != cited.unit)
    if said.bound in ("above", "least"):
        return ours <= theirs < ours + step
    if said.bound in ("below", "most"):
        return ours - step < theirs <= ours
    # To fives as well: of 12,400 "about 12,500".
    if (ours / step) % 5 == 0:
        step *= 5
    rounds = abs(theirs - ours) * 2 <= step
    if said.bound == "about" or converted:
        return rounds and abs(theirs - ours) <= _NEAR * ours
    return said.scale >= 1000 and ours / step_of(ours) >= _ROUNDED_DIGITS and rounds


def _near_share(said: Quantity, ours: Fraction, theirs: Fraction) -> bool:
    if said.bound in ("above", "least"):
        return ours <= theirs < 1
    if said.bound in ("below", "most"):
        return 0 < theirs <= ours
    return abs(theirs - ours) <= _SHARE_NEAR
