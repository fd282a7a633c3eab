"""Corrections: what is meant instead of what was understood before."""

import re

_DENIAL = r"(?:нет|не|no|not)\b"
_SORRY = r"(?:нет|no|sorry|ой|oops|извини(?:те)?|прости(?:те)?)"
_MEANT = (
    r"(?:(?:имел\w*|имею)\s+в\s*виду|спрашива\w+\s+(?:про|об?)|mean[t]?"
    r"|хотел\w*\s+(?:узнать|спросить)\s+(?:про|об?)|(?:was|am)\s+asking\s+about|asked\s+about)"
)
_ABOUT = r"(?:про|об?|about)"
# «Вообще-то я спрашивала, сколько …», "no, what I wanted to know is how …": what is meant follows.
_FIRST = rf"(?:{_SORRY}|не то|вообще-то|точнее|вернее|скорее|то есть|actually|rather|i mean)"
_WANTED = (
    r"(?:(?:имел\w*|имею)\s+в\s*виду|(?:спрашива|спроси)\w+|хотел\w*\s+(?:бы\s+)?(?:узнать|спросить)"
    r"|mean[t]?|asked|(?:was|am|['’]m)\s+asking|want(?:ed)?\s+to\s+(?:know|ask))"
)
_LEADS = re.compile(
    rf"^(?:{_FIRST}[\s,.:;!—–-]+)*(?:(?:а|но|but)\s+)?"
    rf"(?:(?:я\s+|(?:what\s+)?i(?:\s+|(?=['’]m))){_WANTED}(?:\s+(?:is|was))?[\s,:]+(?:{_ABOUT}\s+)?"
    rf"|(?:мой\s+)?вопрос\s+(?:был\s+)?{_ABOUT}\s+|я\s+{_ABOUT}\s+"
    r"|меня\s+интерес\w+\s+|мне\s+нуж\w+\s+)(?=\w)",
    re.I,
)
_NOT_ASKED = re.compile(
    r"^(?:(?:нет|no)[\s,.]+)?(?:(?:that['’]?s\s+)?not\s+what\s+i\s+(?:asked|meant)"
    r"|(?:это\s+)?не\s+то,?\s+(?:что|о\s+ч[её]м)\s+я\s+(?:спрашивал\w*|имел\w*\s+в\s+виду))"
    r"[\s,.:;!—–-]+(?=\w)",
    re.I,
)
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
    for pattern in (_NOT_ASKED, _INSTEAD, _LEADS, _DENIED):
        instead = pattern.sub("", text, count=1)
        if instead != text:
            return instead
    return text
