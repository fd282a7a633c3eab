"""What a text counts: numbers with their units, and how exactly they are meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from qa.checking.numeral_words import COMPOUND, compound_value
from qa.checking.numerals import Numeral, numerals_in
from qa.checking.units import PART, Unit, unit_after, unit_before

Bound = Literal["exact", "about", "above", "below", "least", "most"]

_ROMAN = re.compile(r"(?<!\w)[IVXІХ]+(?!\w)")
_ROMAN_NUMBER = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_TO_LATIN = str.maketrans("ІХ", "IX")
_AGE = re.compile(r"(?:-?(?:го|й|м|е|th|st|nd|rd))? ?-? ?(?:век|вв?\.|столети|centur)", re.I)
_TOGETHER = re.compile(r",? (?:и |and )?")
_JOINED = re.compile(
    r"(?:st|nd|rd|th|-?(?:й|го|м|е|х))? ?(?:-|–|—|to|до|or|или|и|and|по|,) ?(?:от |from )?", re.I
)
_WINDOW = 32
# The longer ones first: «не менее» has «менее» in it.
_BOUNDS: tuple[tuple[Bound, str], ...] = (
    ("least", r"(?:at least|no (?:less|fewer) than|not (?:less|fewer) than|не (?:менее|меньше)"
              r"|как минимум|минимум|a minimum of)"),
    ("most", r"(?:at most|no(?:t)? (?:more|over) than|не (?:более|больше)|максимум|a maximum of"
        r"|up to)"),
    ("above", r"(?:more than|greater than|higher than|over|above|exceed\w*|surpass\w*|upwards of"
              r"|свыше|более(?: чем)?|больше(?: чем)?|выше|превы\w+|превосход\w+)"),
    ("below", r"(?:less than|fewer than|lower than|under|below|nearly|almost|just short of"
              r"|менее(?: чем)?|меньше(?: чем)?|ниже|почти|без малого)"),
    ("about", r"(?:about|around|approximately|approx\.?|roughly|some|circa|c\.|close to|near"
              r"|an estimated|estimated at|около|примерно|приблизительно|порядка|где-то"
              r"|ориентировочно"
              r"|[~≈])"),
)  # fmt: skip
_BEFORE = [
    (bound, re.compile(rf"(?:\b|(?=[~≈])){words}(?: (?:the|a|an|в|до|на|от|чем))? ?$", re.I))
    for bound, words in _BOUNDS
]
_AFTER: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("least", re.compile(r" ?\+|,? (?:or|и|или) (?:more|above|over|более|больше|выше)\b"
        r"| с лишним", re.I)),
    ("most", re.compile(r",? (?:or|и|или) (?:less|fewer|under|менее|меньше|ниже)\b", re.I)),
)  # fmt: skip

_PARTS = {
    "half": "1/2", "third": "1/3", "quarter": "1/4", "fourth": "1/4", "fifth": "1/5",
    "sixth": "1/6", "tenth": "1/10", "половин": "1/2", "трет": "1/3", "четверт": "1/4",
    "пят": "1/5", "шест": "1/6", "десят": "1/10",
}  # fmt: skip
_TIMES = {"two": 2, "three": 3, "four": 4, "две": 2, "двух": 2, "три": 3, "трех": 3, "четыре": 4}
_SHARE = re.compile(
    r"(?<!\w)(?:(?P<times>two|three|four|две|двух|три|трех|четыре)[ -])?(?:(?:an?|one|одн\w+) )?"
    r"(?P<part>half|third|quarter|fourth|fifth|sixth|tenth|половин|трет|четверт|пят|шест|десят)"
    r"(?P<end>s|[аыуе]|ой|[ьи]|ью|ю|ая|ую|ой|ых)?(?P<whole> част\w+| дол\w+)?(?!\w)",
    re.I,
)
# «первая половина», "the second half", «до половины»: no share of anything.
_NO_SHARE_BEFORE = re.compile(
    r"(?<!\w)(?:\w+(?:ая|ей|ой|ую|ые)|в|во|до|к|с|из|на|and a|first|second|last|latter|other"
    r"|early|late"
    r"|better|each|per|the|this|that|every|previous|final|опять|же) $",
    re.I,
)
# «половина восьмого» is 7:30
_HALF_PAST = re.compile(r"(?:половин\w|четверть|минут\w?|past|пол) $", re.I)
# "the two countries" are both.
_KNOWN = re.compile(r"\b(?:the|these|those|its|their|эт[аиоу]\w*|эти[хм]\w?|тех|все|всех) $", re.I)
_HALF_OF = re.compile(r" (?:half|половин)", re.I)
_OF = re.compile(r" (?:of|from|all)\b|-| as ", re.I)
_NO_SHARE_AFTER = re.compile(
    r" (?:of )?(?:the |an? )?(?:\w+ого|past|дня|века|часа|года|месяца|тайма|матча|игры|пути"
    r"|century|year|hour|month|day"
    r"|match|game|финал\w*|[ivx]+|time)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit where it stands, `firm` where it can only be a number.

    `values` are its possible readings in that unit.
    """

    start: int
    end: int
    values: frozenset[Fraction]
    unit: Unit | None = None
    bound: Bound = "exact"
    scale: Fraction = Fraction(1)
    firm: bool = True
    century: bool = False


def quantities_in(text: str) -> list[Quantity]:
    """The quantities of a text by their places; shares in words may overlap ordinals."""
    found = [_measured(text, numeral) for numeral in numerals_in(text)]
    found = _joined(text, found)
    found += [*_lasting(text, found), *_shares(text), *_romans(text), *_compounds(text)]
    return sorted(found, key=lambda quantity: (quantity.start, -quantity.end))


def _measured(text: str, numeral: Numeral) -> Quantity:
    start, end, unit = numeral.start, numeral.end, None
    if after := unit_after(text, end):
        unit, end = after
    elif before := unit_before(text, start):
        unit, start = before
    return Quantity(
        start,
        end,
        numeral.values,
        unit,
        _bound(text, start, end),
        numeral.scale,
        _is_firm(text, numeral),
        bool(_AGE.match(text, numeral.end)),
    )


def _bound(text: str, start: int, end: int) -> Bound:
    before = text[max(0, start - _WINDOW) : start]
    for bound, pattern in _BEFORE:
        if pattern.search(before):
            return bound
    return next((bound for bound, pattern in _AFTER if pattern.match(text, end)), "exact")


def _is_firm(text: str, numeral: Numeral) -> bool:
    """Whether it counts: "one" may be anything, "COVID-19" and "A320" are names, "3D" a word."""
    if max(numeral.values) <= 1 and len(numeral.values) == 1:
        return unit_after(text, numeral.end) is not None and max(numeral.values) not in (0, 1)
    if re.search(r"[^\W\d]-?$|[#/]$", text[max(0, numeral.start - 2) : numeral.start]):
        return not numeral.digits
    if re.match(r"[^\W\d_]", text[numeral.end : numeral.end + 1]):
        return unit_after(text, numeral.end) is not None or bool(
            re.match(r"(?:st|nd|rd|th|й|я|е|го|му|м|х|ти|ми|ю)(?!\w)", text[numeral.end :])
        )
    if not numeral.digits and (
        _HALF_PAST.search(text[: numeral.start])
        or _HALF_OF.match(text, numeral.end)
        or (numeral.values == {Fraction(2)} and _KNOWN.search(text[: numeral.start]))
    ):
        return False
    marker = re.match(r"\W*\d{1,3}[.)](?= )", text)
    return not (marker and numeral.end < marker.end())


def _joined(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give both ends of a range what only one has: «10–12 млн», "$5 to 7", "5, 7 and 10 km"."""
    for at in range(len(found) - 1, 0, -1):
        one, two = found[at - 1], found[at]
        if not _JOINED.fullmatch(text[one.end : two.start]):
            continue
        if two.scale > one.scale == 1:
            scaled = frozenset(value * two.scale for value in one.values)
            one = replace(one, values=one.values | scaled)
        one = replace(one, unit=one.unit or two.unit, century=one.century or two.century)
        found[at - 1 : at + 1] = [one, two if two.unit else replace(two, unit=_sign(text, one))]
    return found


def _lasting(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """What two units measure together: «2 часа 45 минут»."""
    for one, two in pairwise(found):
        if one.unit and two.unit and _TOGETHER.fullmatch(text[one.end : two.start]):
            larger, smaller = one.unit.factor, two.unit.factor
            if one.unit.kind == two.unit.kind and larger and smaller and larger > smaller:
                sums = {a * larger / smaller + b for a in one.values for b in two.values}
                yield Quantity(one.start, two.end, frozenset(sums), two.unit, firm=False)


def _sign(text: str, quantity: Quantity) -> Unit | None:
    """The unit of a quantity that begins with it: "$5"."""
    return None if text[quantity.start].isdigit() else quantity.unit


def _shares(text: str) -> Iterator[Quantity]:
    for match in _SHARE.finditer(text):
        stem = match["part"].lower()
        # «пятая часть» is a share, «пятая» by itself is not, nor is «третий».
        if stem in ("пят", "шест", "десят") and not (match["whole"] or match["times"]):
            continue
        value = Fraction(_PARTS[stem]) * _TIMES.get((match["times"] or "").lower(), 1)
        yield Quantity(
            match.start(),
            match.end(),
            frozenset({value}),
            PART,
            _bound(text, match.start(), match.end()),
            firm=_is_share(text, match, stem),
        )


def _is_share(text: str, match: re.Match[str], stem: str) -> bool:
    if _NO_SHARE_AFTER.match(text, match.end()) or (stem == "half" and match["end"]):
        return False
    if not match["times"] and _NO_SHARE_BEFORE.search(text[: match.start()]):
        return False
    return stem[0] >= "а" or bool(_OF.match(text, match.end()))


def _romans(text: str) -> Iterator[Quantity]:
    for match in _ROMAN.finditer(text):
        written = match.group().translate(_TO_LATIN)
        if not _ROMAN_NUMBER.fullmatch(written):
            continue
        age = bool(_AGE.match(text, match.end()))
        value = frozenset({Fraction(roman_value(written))})
        yield Quantity(*match.span(), value, firm=age or len(written) > 1, century=age)


def roman_value(written: str) -> int:
    """The value of a Roman numeral of I, V and X."""
    values = [{"I": 1, "V": 5, "X": 10}[sign] for sign in written]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def _compounds(text: str) -> Iterator[Quantity]:
    for match in COMPOUND.finditer(text):
        if match[1].lower() in ("сто", "одно"):
            continue
        unit = unit_after(f"1 {match[2]}ний"[:40], 1)
        yield Quantity(
            *match.span(), frozenset({compound_value(match[1])}), unit[0] if unit else None
        )
