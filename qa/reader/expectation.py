"""What kind of words a question asks for: a number, a share, a price, a date, an hour, a person."""

import re
from dataclasses import dataclass

_MONTH = (
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
    r"|январ\w+|феврал\w+|март\w*|апрел\w+|ма[яе]|июн\w+|июл\w+|август\w*|сентябр\w+"
    r"|октябр\w+|ноябр\w+|декабр\w+"
)
_YEAR = r"\b\d{3,4}\b|\b(?:BCE?|AD|CE|н\. ?э)\b"
# Words that stand for numbers, from one to billions; Russian ones by their stems.
_NUMERAL = (
    r"\d|\b(?:zero|no|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?"
    r"|billions?|dozens?|both|several|single|sole|only|few|many|half|twice|doubled?|tripled?"
    r"|единственн\w+|нол[ья]\w*|одн\w+|один|дв(?:а|е|ух|умя?|ое|оих|ойн\w+)|двести|об[ае]\w*|тр[иёе]\w*|четыр\w+|четвер\w+"
    r"|пят\w+|шест\w+|сем[ьи]\w*|восем\w*|восьм\w+|девят\w+|десят\w+|\w+дцат\w+|сорок\w*"
    r"|сот\w*|сто|тысяч\w*|миллион\w*|миллиард\w*|дюжин\w+|нескольк\w+|много|мало|половин\w+"
    r"|вдвое|втрое|удвоил\w*)\b"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one asks for a kind of words, and what a text that has them looks like."""

    asks: re.Pattern[str]
    holds: re.Pattern[str]


def _kind(asks: str, holds: str, *, case: bool = False) -> _Kind:
    return _Kind(re.compile(asks, re.I), re.compile(holds, 0 if case else re.I))


_KINDS = {
    "number": _kind(
        r"\bhow (?:many|much|large|big|far|long|old|tall|often|high)\b|\bwhat number\b"
        r"|\b(?:what|which) (?:place|position|rank)\b.*\b(?:hold|take|occup|rank|rating|list)\w*"
        r"|\b(?:на каком|какое) месте?\b.*\b(?:рейтинг|спис|зан[яи]|стои|был)\w*"
        r"|\b(?:сколько|скольк\w+|насколько|какое количество|каково число)\b",
        _NUMERAL,
    ),
    "share": _kind(
        r"\bper ?cent(?:age)?\b|\bwhat (?:share|proportion|fraction)\b"
        r"|\bhow large a (?:share|part)\b|\b(?:процент\w*|какую долю|какая доля)\b|%",
        r"\d\s?%|\bper ?cent|\bпроцент|\b(?:half|thirds?|quarters?|fifths?|tenths?|majority|most"
        r"|minority|out of|половин\w+|трет[ьи]\w*|четверт\w+|пят(?:ая|ую|ой)|десят(?:ая|ую|ой)"
        r"|больш(?:инств|ая част|ую част|ей част)\w*|из)\b",
    ),
    "price": _kind(
        r"\bhow much (?:does|do|did|will|would|is|are|was|were)\b.*"
        r"\b(?:cost|paid|pay|worth|charged?)"
        r"|\b(?:what|how (?:high|large|big|much)) (?:is|are|was|were) the (?:[\w-]+ )?"
        r"(?:price|cost|fee|fare|salary|budget|rent|fine)s?\b"
        r"|\bсколько (?:(?!раз)\w+ )?(?:стоит|стоят|стоил\w*|обойд[её]тся|обош\w+)\b"
        r"|\bкак(?:ова?|ой|ая) (?:\w+ )?(?:цен[аы]|стоимость|плат[аы]|бюджет|зарплата)\b",
        r"[$€£¥₽₸]|\b(?:dollars?|euros?|pounds?|roubles?|rubles?|yuan|tenge|yen|cents?|usd|eur|free"
        r"|долл\w*|евро|фунт\w*|руб\w*|юан\w+|тенге|тг|иен\w*|бесплатн\w+|цент\w*|тиын\w*)\b",
    ),
    "date": _kind(
        r"\b(?:what|which) (?:year|date|day|month|decade|century)\b"
        r"|\bкако(?:го|м|е) (?:числ\w+|год\w*|месяц\w*)\b|\bкако(?:й|го|м) (?:год|день|дня)\w*\b"
        r"|\bдат[аыу]\b",
        rf"{_YEAR}|\b(?:{_MONTH})(?!\w)|\b(?:century|centuries|decades?|years?|days?|weeks?"
        r"|months?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|yesterday"
        r"|tomorrow|ago|since|before|after|during|until|spring|summer|autumn|fall|winter|war|когда"
        r"|век\w*|столети\w*|дн(?:я|ей|и)|год\w*|лет|месяц\w*|недел\w+|понедельник\w*|вторник\w*"
        r"|сред[ауы]|четверг\w*|пятниц\w+|суббот\w+|воскресень\w+|сегодня|вчера|завтра|назад|после"
        r"|до|перед|во время|весн\w+|лет(?:о|ом|а)|осен\w+|зим\w+)\b|\d0s\b|\d-[ех]\b|when",
    ),
    "hour": _kind(
        r"\b(?:at |until |till |by )?what (?:time|hour)s?\b|\b(?:opening|working|business) hours\b"
        r"|\b(?:во|до|с|к) скольк\w+\b(?! (?:раз|\w+ов)\b)|\bв котором часу\b"
        r"|\b(?:график|часы) работы\b",
        r"\d\d?[:.]\d\d\b|\b\d\d?\s?(?:[ap]\.?m\b|o[’']clock|час)|\b(?:noon|midnight"
        r"|round the clock|hours?|полдень|полдня|полноч\w+|круглосуточн\w+|час(?:а|ов|у)?)\b",
    ),
    "person": _kind(
        r"\b(?:who|whom|whose|кто|кого|кому|кем|чей|как зовут)\b",
        r"\b[A-ZА-ЯЁ][\w-]+ (?:[A-ZА-ЯЁ]\. ?)?[A-ZА-ЯЁ][\w-]+",
        case=True,
    ),
}
# "When" asks for a date only where it's the one such word: not in "what happens when".
_ASKING = re.compile(
    r"\b(who\w*|what|which|where|why|how|when|кто|кого|кому|кем|чем|что|чего|где|куда|откуда|почему"
    r"|зачем|сколько|как\w*|когда)\b",
    re.I,
)
# A text without these can't answer; names of persons are met in too many forms to be missed.
_NEEDED = frozenset(_KINDS) - {"person"}


def expected(question: str) -> frozenset[str]:
    """Tell the kinds of words that a question asks for; often none can be told."""
    found = {name for name, kind in _KINDS.items() if kind.asks.search(question)}
    if [word.lower() for word in _ASKING.findall(question)] in (["when"], ["когда"]):
        found.add("date")
    return frozenset(found)


def met(kinds: frozenset[str], text: str) -> float:
    """The share of the kinds that a text holds, 0 where none is asked for."""
    return sum(bool(_KINDS[kind].holds.search(text)) for kind in kinds) / len(kinds) if kinds else 0


def unmet(kinds: frozenset[str], text: str) -> bool:
    """Tell whether a text lacks a kind of words without which nothing answers."""
    return any(not _KINDS[kind].holds.search(text) for kind in kinds & _NEEDED)
