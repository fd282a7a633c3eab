"""Corrections: what is meant instead of what was understood before."""

import re

_DENIAL = r"(?:нет|не|no|not)\b"
_SORRY = r"(?:нет|no|sorry|ой|oops|извини(?:те)?|прости(?:те)?)"
_MEANT = (
    r"(?:(?:имел\w*|имею)\s+в\s*виду|спрашива\w+\s+(?:про|об?)|mean[t]?"
    r"|хотел\w*\s+(?:узнать|спросить)\s+(?:про|об?)|(?:was|am)\s+asking\s+about|asked\s+about)"
)
_ABOUT = r"(?:про|об?|about)"
# «Не область, а Хоргос», «это центр, а я спрашивал про музей»: what is denied comes first.
_INSTEAD = re.compile(
    rf"^(?:(?:{_SORRY}[\s,]+)?(?:(?:я|i)\s+)?(?:не|not)\s+[^,?]+,\s+"
    rf"(?:(?:а|но|but)\s+(?:(?:я|i)\s+)?(?:{_MEANT}\s+)?|(?:я|i)\s+{_MEANT}\s+)(?:{_ABOUT}\s+)?"
    rf"|[^?]*,\s+(?:(?:а|но|but)\s+)?(?:я|i)\s+{_MEANT}\s+)(?=\w)",
    re.I,
)
# "Sorry, exhibitions, not meetings": what is denied comes last.
_NOT_THAT = re.compile(
    rf"^(?:{_SORRY}[\s,]+)+(?:(?:я|i)\s+{_MEANT}\s+)?(?:{_ABOUT}\s+)?(?P<meant>[^,]+),"
    r"\s+(?:а\s+)?(?:не|not)\s+[^,]+$",
    re.I,
)
# A question may begin with a word that denies too: «Не пора ли …?».
_DENIED = re.compile(
    rf"^{_DENIAL}[\s,.:;—–-]*(?:(?:я|i)\s+)?(?:{_MEANT}|{_ABOUT}(?=\s))?[\s,:]*"
    r"(?!\s*(?:\w+\s+)?ли\b)",
    re.I,
)


def corrected(text: str) -> str:
    """What a text says is meant; the text itself where it corrects nothing."""
    last = _NOT_THAT.match(text)
    if last:
        return last["meant"]
    instead = _INSTEAD.sub("", text, count=1)
    return instead if instead != text else _DENIED.sub("", text, count=1)
