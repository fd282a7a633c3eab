"""What kind of words a question asks for: a number, a share, a date, a person."""

import re

_MONTH = (
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
    r"|январ\w+|феврал\w+|март\w*|апрел\w+|ма[яе]|июн\w+|июл\w+|август\w*|сентябр\w+"
    r"|октябр\w+|ноябр\w+|декабр\w+"
)
_ASKS: dict[str, re.Pattern[str]] = {
    "number": re.compile(
        r"\b(?:how (?:many|much|large|big|far|long|old|tall|often|high)|what number"
        r"|сколько|скольк\w+|насколько|какое количество|каково число)\b",
        re.I,
    ),
    "share": re.compile(
        r"\b(?:per ?cent(?:age)?|what (?:share|proportion|part)|how large a (?:share|part)"
        r"|by how much|процент\w*|какую долю|какая доля|какая часть|на сколько|насколько)\b|%",
        re.I,
    ),
    "date": re.compile(
        r"\b(?:when|(?:what|which) (?:year|date|day|month)|когда|како(?:го|м|е) (?:числ\w+|год\w*)"
        r"|како(?:й|го|м) (?:год|месяц|день|дня)\w*|в каком году|дат[аыу])\b",
        re.I,
    ),
    "person": re.compile(r"\b(?:who|whom|whose|кто|кого|кому|кем|чей|как зовут)\b", re.I),
}
_HOLDS: dict[str, re.Pattern[str]] = {
    "number": re.compile(r"\d"),
    "share": re.compile(r"\d\s?%|\bper ?cent|процент", re.I),
    "date": re.compile(rf"\b(?:1\d|20)\d\d\b|\b(?:{_MONTH})(?!\w)", re.I),
    "person": re.compile(r"\b[A-ZА-ЯЁ][\w-]+ (?:[A-ZА-ЯЁ]\. ?)?[A-ZА-ЯЁ][\w-]+"),
}


def expected(question: str) -> frozenset[str]:
    """Tell the kinds of words that a question asks for; often none can be told."""
    return frozenset(kind for kind, pattern in _ASKS.items() if pattern.search(question))


def met(kinds: frozenset[str], text: str) -> float:
    """The share of the kinds that a text holds, 0 where none is asked for."""
    return sum(bool(_HOLDS[kind].search(text)) for kind in kinds) / len(kinds) if kinds else 0.0
