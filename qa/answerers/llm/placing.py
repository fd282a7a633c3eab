"""Whether what looks like a marker is one where it stands: «10²», «статья (1)», `a[n]` are none."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from qa.answerers.llm.notation import Notation

# In front of a superscript these are units and functions, so that it is a power.
_POWERED = (
    "км дм см мм мкм нм фут фута футов миль сек мин час кг km dm cm mm nm ft yd mi in sec min hr kg"
    " sin cos tan cot log ln lg exp мс mc"
)
_WORD_BEFORE = re.compile(r"([^\W\d_]+)$")
_COMMAND_BEFORE = re.compile(r"\\[A-Za-z]+$")
_OPERATORS = "=+*/^·×-−0123456789"
_CLOSED = frozenset("»”\"')%.!?…]*_")
_BLANK = " \t\xa0\u202f"
_ENDS = frozenset(".!?…\n")


@dataclass(frozen=True, slots=True)
class Place:
    """What stands around a marker.

    `before` is the character just before, a space for white space and for markers; `tail` the end
    of the sentence so far; `rest` what follows, perhaps not all of it yet unless `closed`.
    """

    before: str
    tail: str
    rest: str
    closed: bool
    after_end: bool
    at_line_start: bool
    follows: bool
    in_formula: bool


def cites(
    found: Notation, place: Place, known: AbstractSet[int], listed: AbstractSet[int]
) -> bool | None:
    """Tell whether a marker cites; None where more of what follows has to be seen.

    `listed` are numbers in round brackets that were left as text in this line.
    """
    if found.kind == "bare":
        return _bare_cites(found, place, known, listed)
    if found.kind == "raised":
        return _raised_cites(place)
    if found.kind == "empty":
        return _is_placeholder(found, place)
    # An interval, «[0, 1]»: nobody counts passages from nought.
    zero = any(first == 0 for first, _ in found.ranges) and 0 not in known
    if zero and found.ranges != ((0, 0),):
        return False
    attached = not place.before.isspace()
    return not (attached and (place.in_formula or _COMMAND_BEFORE.search(place.tail)))


def _is_placeholder(found: Notation, place: Place) -> bool:
    if found.text.startswith("{"):
        return place.before not in "^_"
    is_index = place.before.isascii() and place.before.isalnum()
    return not (is_index and found.text.strip("[]").lower() in ("n", "#"))


def _raised_cites(place: Place) -> bool | None:
    if not place.rest and not place.closed:
        return None
    if place.rest[:1].isalnum():
        return False
    if place.at_line_start or place.follows or place.tail[-1:] in _CLOSED:
        return True
    word = _WORD_BEFORE.search(place.tail)
    if not word or len(word[1]) == 1 or word[1].lower() in _POWERED.split():
        return False
    return len(word[1]) > 2 or place.tail[: word.start()][-1:] not in tuple(_OPERATORS)


def _bare_cites(
    found: Notation, place: Place, known: AbstractSet[int], listed: AbstractSet[int]
) -> bool | None:
    numbers = {number for pair in found.ranges for number in pair}
    is_next_item = any(number - 1 in listed for number in numbers)
    if not numbers <= known or place.at_line_start or is_next_item:
        return False
    if not place.after_end and place.before not in _CLOSED and not place.before.isspace():
        return False
    following = place.rest.lstrip(_BLANK)
    if not following:
        return True if place.closed else None
    if place.after_end:
        # «Есть два пути. (1) пешком»: an enumeration.
        return not (following[0].islower() or following[0].isdigit())
    return following[0] in _ENDS
