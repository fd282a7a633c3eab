"""Numbers as they are written, in digits and in words: "12,400", «12,4 тыс.», "half a million"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from qa.checking.numeral_words import numeral_words

# Longer ones are codes; Python refuses to count with the longest.
_MOST_DIGITS = 24
_DIGITS = r"(?<!\d)(?:\d{1,3}(?:[ ']\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
_HALF_MORE = r"(?:с половиной|and a half)(?!\w)"
_TOKEN = re.compile(rf"(?P<digits>{_DIGITS})|{_HALF_MORE}|[^\W\d_]+")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*")
_MIXED = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:\.\d{3})+,\d+")
_SUFFIX = re.compile(r"(?:k|к|m|м|bn|b|tn)(?!\w)", re.I)
_SUFFIXES = {"k": 1e3, "к": 1e3, "m": 1e6, "м": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12}
_GAPS = {" ": "", "": "", "-": "-", " and ": "&", " of ": "o", ". ": ".", ".": "."}
# Below a thousand, in words; then a number, with scales in which it may be written. A scale's
# abbreviation may have a stop: «2 млн. 300 тыс.»
_BELOW = "(?:(?:[sad]H|R)&?(?:T-?s|T|t|s)?|T-?s|T|t|s|p|d)h?"
_NUMBER = re.compile(
    rf"(?:{_BELOW}-?[Cc]|fa?[Cc]|qoaC|aC|c)(?:\.?{_BELOW}-?[Cc])*(?:{_BELOW})?|{_BELOW}|x"
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number where it stands; `values` has more than one where it can be read in several ways.

    `scale` is the worth of a word like "thousand" that ends it; `digits`, whether it has digits.
    """

    start: int
    end: int
    values: frozenset[Fraction]
    scale: Fraction = Fraction(1)
    digits: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word or digits of a number; `kind` as in `numeral_words.py`, d digits, h half more."""

    start: int
    end: int
    kind: str
    values: frozenset[Fraction]
    scale: Fraction = Fraction(1)


def numerals_in(text: str) -> list[Numeral]:
    """The numbers of a text in order, but codes with several stops, and shares in words."""
    pieces = list(_pieces(text))
    kinds, at = "", []
    for number, piece in enumerate(pieces):
        if number:
            gap = _GAPS.get(text[pieces[number - 1].end : piece.start], "|")
            kinds += gap
            at += [number] * len(gap)
        kinds += piece.kind
        at.append(number)
    found: list[Numeral] = []
    for match in _NUMBER.finditer(kinds):
        run = pieces[at[match.start()] : at[match.end() - 1] + 1]
        found += _numerals(run)
    return found


def _pieces(text: str) -> Iterator[_Piece]:
    for match in _TOKEN.finditer(text):
        token = match.group().lower()
        start, end = match.span()
        if match["digits"]:
            values, scale = readings(token), Fraction(1)
            suffix = _SUFFIX.match(text, end)
            if suffix:
                end, letters = suffix.end(), suffix.group().lower()
                scale = Fraction(_SUFFIXES[letters])
                times = frozenset(value * scale for value in values)
                # «5м» are metres as well.
                values = times | values if letters in "mм" else times
            if values:
                yield _Piece(start, end, "x" if suffix else "d", values, scale)
        elif " " in token:
            yield _Piece(start, end, "h", frozenset({Fraction(1, 2)}))
        elif token in numeral_words():
            kind, value = numeral_words()[token]
            yield _Piece(start, end, kind, frozenset({value}))


def readings(written: str) -> frozenset[Fraction]:
    """What digits with their separators may mean; nothing where they are a code (3.11.2)."""
    bare = re.sub("[ ']", "", written)
    if len(bare) > _MOST_DIGITS:
        return frozenset()
    found = set()
    if bare.isdigit():
        found.add(Fraction(int(bare)))
    if _THOUSANDS.fullmatch(bare):
        found.add(Fraction(int(re.sub("[.,]", "", bare))))
    if _MIXED.fullmatch(bare):
        whole, part = re.sub("[.,](?=.*[.,])", "", bare).replace(",", ".").split(".")
        found.add(_decimal(whole, part))
    elif len(re.findall("[.,]", bare)) == 1:
        found.add(_decimal(*re.split("[.,]", bare)))
    return frozenset(found)


def _decimal(whole: str, part: str) -> Fraction:
    return int(whole) + Fraction(int(part), 10 ** len(part))


def _numerals(run: list[_Piece]) -> Iterator[Numeral]:
    """The number that pieces make together; scales that grow make several."""
    begun, last, largest = 0, 0, Fraction(0)
    for number, piece in enumerate(run, start=1):
        if piece.kind in "Cc":
            scale = max(piece.values)
            if last > begun and scale >= largest:
                yield _sum(run[begun:last])
                begun = last
            last, largest = number, scale
    yield _sum(run[begun:])


def _sum(run: list[_Piece]) -> Numeral:
    totals, current = {Fraction(0)}, set[Fraction]()
    for piece in run:
        if piece.kind in "Cc" or (piece.kind == "H" and current):
            scale = max(piece.values)
            product = {value * scale for value in current or {Fraction(1)}}
            if piece.kind == "H":
                current = product
                continue
            totals = {total + value for total in totals for value in product}
            current = set()
        elif piece.kind != "a" or not current:
            current = {one + two for one in current or {Fraction(0)} for two in piece.values}
    values = frozenset(total + value for total in totals for value in current or {Fraction(0)})
    last = run[-1]
    scale = max(last.values) if last.kind in "Cc" else last.scale
    digits = any(piece.kind == "d" or piece.scale > 1 for piece in run)
    return Numeral(run[0].start, last.end, values, scale, digits)


def step_of(value: Fraction) -> Fraction:
    """The worth of the last digit that isn't 0: of 12,400 it is 100."""
    step = Fraction(1)
    while (value / step).denominator != 1 and step > Fraction(1, 10**_MOST_DIGITS):
        step /= 10
    while value and (value / (step * 10)).denominator == 1:
        step *= 10
    return step
