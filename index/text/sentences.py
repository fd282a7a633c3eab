"""Sentence spans in Russian (razdel) and other languages (sentencex)."""

import re

from index.text.paragraphs import trim
from index.text.words import is_name, morphology
from index.types import Span

# Abbreviations after which sentencex may break although the sentence goes on.
_NEVER_LAST = ("i.e.", "e.g.", "cf.", "vs.", "approx.", "т. е.", "т.е.", "напр.")
_ABBREVIATED_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.$", re.I)
_NUMBER_SIGN = re.compile(
    r"\b(?:no|nos|fig|vol|p|pp|ch|sec|art|рис|табл|стр|гл|разд|прил|ст|пп|кв|корп)\.$", re.I
)
# Characters that sentencex is spared, each replaced by a space: quotation marks, since it takes a
# whole quotation for one sentence, and white space beyond ASCII, on which it breaks off.
_PLAIN_SPACE = str.maketrans(
    dict.fromkeys('“”„«»"\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000', " ")
    | dict.fromkeys(range(8192, 8203), " ")
)
_NAME_SO_FAR = re.compile(r"[A-Za-z_]\w*\.\Z")
_LONGEST_NAME = 60
_NAME_GOES_ON = re.compile(r"[A-Z][A-Z0-9_]+\b|[A-Za-z]\w*(?:\(|_\w)")
_CYRILLIC = re.compile("[а-яё]", re.I)
_LATIN = re.compile("[a-z]", re.I)


# A number with its unit, and a word that may begin a sentence: razdel takes «г.» for a town and
# «ч.» for a chapter, so that «открыт в 1911 г. Вход платный» is one sentence to it.
_MEASURE_LAST = re.compile(
    r"(?<=\d)\s?(?:гг?|вв?|ч|мин|сек|руб|коп|тыс|млн|млрд|чел|шт|экз|км|м|кг|га|л|т)\.\s+"
    r"([А-ЯЁ][а-яё]*)"
)
_RUSSIAN_WORD = re.compile("[а-яё]+", re.I)
# Grammemes of pymorphy3: verbs, short participles and adjectives, «можно».
_PREDICATES = frozenset({"VERB", "INFN", "PRTS", "ADJS", "PRED"})
# «ст. м. „Парк“»: not of metres, which have a number before them.
_METRO = re.compile(r"(?:^|(?<!\d)(?<!кв\.)(?<!куб\.)(?<!тыс\.)(?<!млн)\s)м\.$")


def split_sentences(text: str, language: str) -> list[Span]:
    """Split one paragraph into sentences, each a span without surrounding white space."""
    if not text.strip():
        return []
    language = _language_of_paragraph(text, language)
    borders = _russian_borders(text) if language == "ru" else _other_borders(text, language)
    spans: list[Span] = []
    start = 0
    for position, border in enumerate(borders):
        last = position == len(borders) - 1
        if not last and (_goes_on(text[start:border], text[border:]) or _in_a_name(text, border)):
            continue
        span = trim(text, start, border)
        if span:
            spans.append(span)
        start = border
    return spans


def _language_of_paragraph(text: str, language: str) -> str:
    """A paragraph may be written in another script than its document."""
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if language == "ru" and latin > cyrillic:
        return "en"
    if language == "en" and cyrillic > latin:
        return "ru"
    return language


def _russian_borders(text: str) -> list[int]:
    from razdel import sentenize

    borders = [sentence.stop for sentence in sentenize(text)] or [len(text)]
    for match in _MEASURE_LAST.finditer(text):
        start = max((border for border in borders if border <= match.start()), default=0)
        if _is_said(text[start : match.start()]) and not is_name(match[1]):
            borders.append(match.start(1))
    return sorted(set(borders))


def _is_said(text: str) -> bool:
    """Whether words could be a sentence: there is a predicate, or the dash that stands for one."""
    return " — " in text or " – " in text or has_predicate(text)


def has_predicate(text: str) -> bool:
    """Whether Russian words have what makes a sentence of them: a verb, or what stands for one."""
    words = (morphology().parse(word)[0].tag.grammemes for word in _RUSSIAN_WORD.findall(text))
    return any(_PREDICATES & grammemes for grammemes in words)


def _other_borders(text: str, language: str) -> list[int]:
    import sentencex

    plain = text.translate(_PLAIN_SPACE)
    borders: list[int] = []
    position = 0
    for sentence in sentencex.segment(language, plain):
        position = plain.index(sentence, position) + len(sentence)
        borders.append(_before_opening_quote(text, position))
    if not borders or borders[-1] < len(text):
        borders.append(len(text))
    return borders


def _before_opening_quote(text: str, border: int) -> int:
    """A mark that opens a quotation belongs to the sentence after the border."""
    end = len(text[:border].rstrip())
    opens = end and (
        text[end - 1] in "“«„" or (text[end - 1] == '"' and text[: end - 1][-1:] == " ")
    )
    return end - 1 if opens else border


def _in_a_name(text: str, border: int) -> bool:
    """`global.IS_READY`, `Math.PI`: no space, and a word that no sentence begins with."""
    before = _NAME_SO_FAR.search(text, max(0, border - _LONGEST_NAME), border)
    return bool(before) and bool(_NAME_GOES_ON.match(text, border))


def _goes_on(sentence: str, rest: str) -> bool:
    """Tell whether a border proposed after `sentence` is none."""
    sentence, rest = sentence.rstrip(), rest.lstrip()
    if not sentence or not rest:
        return True
    return any(rule(sentence, rest) for rule in _RULES)


def _rule_abbreviation(sentence: str, rest: str) -> bool:
    return sentence.lower().endswith(_NEVER_LAST)


def _rule_month_and_day(sentence: str, rest: str) -> bool:
    return bool(_ABBREVIATED_MONTH.search(sentence)) and rest[0].isdigit()


def _rule_sign_and_number(sentence: str, rest: str) -> bool:
    return bool(_NUMBER_SIGN.search(sentence)) and rest[0].isdigit()


def _rule_lower_case(sentence: str, rest: str) -> bool:
    return rest[0].islower()


def _rule_attribution(sentence: str, rest: str) -> bool:
    """«Quote!» — said somebody."""
    return rest[0] in "—–" and rest[1:].lstrip()[:1].islower()


def _rule_metro(sentence: str, rest: str) -> bool:
    return bool(_METRO.search(sentence)) and rest[0] in '«„"'


_RULES = (
    _rule_metro,
    _rule_abbreviation,
    _rule_month_and_day,
    _rule_sign_and_number,
    _rule_lower_case,
    _rule_attribution,
)
