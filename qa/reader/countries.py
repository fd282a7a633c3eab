"""Countries that a text speaks of, in Russian or English: «Индия», «индийских», "Indian" are one.

Names come from Unicode's CLDR (by Babel), the words for people and things of a country from rules
on them; only what no rule gives is listed.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from babel import Locale

from index.text.remembering import remember_of_words

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 4
_SHORTEST_STEM = _SHORTEST - 1

# English words that are no country's unless they have a capital.
_OTHER_WORDS = {
    "us",
    "Us",
    "polish",
    "pole",
    "poles",
    "turkey",
    "turkeys",
    "chad",
    "guinea",
    "chile",
}

# «Америка» alone is a country in everyday speech, these aren't.
_CONTINENT = re.compile(
    r" (?:(?:north|south|central|latin) american?s?"
    r"|(?:северн|южн|центральн|латинск)[а-я]+ америк[а-я]+) "
)

# Endings of a Russian noun, and of the words for who and what is from there.
_CASES = "а|я|у|ю|е|и|ы|ой|ей|ии|ию|ией|ем|ом|ам|ям|ах|ях|ами|ями"
_PEOPLE = "ск[а-я]+|ец|ц[а-я]{1,3}|ин[а-я]?|нин[а-я]?|не|нк[а-я]{1,3}|[ая]нок|к[аеиоу]"
# What may stand between the stem and those: итал-ьян-ский, канад-ский, мексик-ан-ский.
_LINK = "(?:ий|ь|ьян|й|ан|ян|ен|и)?"
# After a stem of three letters nothing else is safe: инд-ийский, but not куб-ка.
_SHORT_PEOPLE = "ий(?:ск[а-я]+|ец|ц[а-я]{1,3})"
_ENGLISH_PEOPLE = "n|ns|an|ans|ian|ians|ese|ish|i|is"

# Stems whose words the rules don't give; each with the endings that may follow.
_IRREGULAR: dict[str, str] = {
    r"(?:usa|us|american?s?|сша|америк[а-я]{1,2}|американ[а-я]+)": "US",
    r"(?:юар|южноафриканск[а-я]+)": "ZA",
    r"(?:uk|britain|british|britons?|england|британ[а-я]+|англи[яию]|англи(?:йск|чан)[а-я]*)": "GB",
    r"(?:french(?:wom[ae]n|m[ae]n)?|франц[а-я]+)": "FR",
    r"(?:spanish|spaniards?|испан[а-я]+)": "ES",
    r"(?:germans?|немец[а-я]*|немц[а-я]+|немк[а-я]+)": "DE",
    r"(?:dutch|holland|голланд[а-я]+|нидерланд[а-я]+)": "NL",
    r"(?:swiss|швейцар[а-я]+)": "CH",
    r"(?:turk(?:ey|ish|s)?|турец[а-я]+|тур(?:ок|к[аиоу]|ками|кам|ках|чанк[а-я]+))": "TR",
    r"(?:koreans?|korea|коре(?:я|и|ю|ей|е)|коре[йя][а-я]{2,}|кореец)": "KR",
    r"(?:uae|emirat(?:es|i|is)|эмират[а-я]*|оаэ)": "AE",
    r"(?:pole?s|polish|поляк[а-я]*|польск[а-я]+)": "PL",
    r"(?:danish|danes?|датск[а-я]+|датчан[а-я]*)": "DK",
    r"(?:swedish|swedes?|швед[а-я]*)": "SE",
    r"(?:finnish|finns?|финн[а-я]*|финск[а-я]+)": "FI",
    r"(?:norwegians?|норве[жг][а-я]+)": "NO",
    r"(?:greeks?|грек[а-я]*|греческ[а-я]+)": "GR",
    r"(?:czechs?|чех[а-я]*|чешск[а-я]+)": "CZ",
    r"(?:hungarians?|венгр[а-я]*|венгерск[а-я]+)": "HU",
    r"(?:portuguese|португал[а-я]+)": "PT",
    r"(?:vietnamese|вьетнам[а-я]*)": "VN",
    r"(?:filipin[ao]s?|филиппин[а-я]*)": "PH",
    r"(?:kyrgyz(?:stan)?|кыргызстан[а-я]*|кыргыз[а-я]*)": "KG",
    r"(?:belarus|белорус[а-я]*)": "BY",
    r"(?:казах[а-я]{0,3}|kazakhs?)": "KZ",
}


def countries_in(text: str) -> frozenset[str]:
    """Give the ISO 3166 codes of the countries that a text names, or whose people it names."""
    words = [_fold(word) for word in _WORD.findall(text) if word not in _OTHER_WORDS]
    spaced = _CONTINENT.sub(" ", f" {' '.join(words)} ")
    found = {code for word in spaced.split() if (code := _country_of(word))}
    return frozenset(found | {code for phrase, code in _phrases() if f" {phrase} " in spaced})


@remember_of_words
def _country_of(word: str) -> str | None:
    for pattern, code in (*_irregular(), *_regular(word[:_SHORTEST_STEM])):
        if pattern.fullmatch(word):
            return code
    return None


@cache
def _irregular() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern), code) for pattern, code in _IRREGULAR.items()]


@lru_cache(maxsize=1_024)
def _regular(beginning: str) -> list[tuple[re.Pattern[str], str]]:
    """Patterns of single words with a beginning, the longest names first.

    «Индонезия» comes before «Индия».
    """
    return [
        (re.compile("|".join(_russian(name) if name[0] >= "а" else _english(name))), code)
        for name, code in _by_beginning().get(beginning, [])
    ]


@cache
def _by_beginning() -> dict[str, list[tuple[str, str]]]:
    """Names of one word by the letters that all words for what is from there begin with."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, code in sorted(_names("en") + _names("ru"), key=lambda item: -len(item[0])):
        if " " not in name and len(name) >= _SHORTEST:
            found.setdefault(name[:_SHORTEST_STEM], []).append((name, code))
    return found


def _russian(name: str) -> Iterator[str]:
    yield name
    if name[-1] in "аеийоуыьюя":
        yield f"{name[:-1]}(?:{_CASES})"
    else:
        yield f"{name}(?:{_CASES})"
    people = re.sub("и?стан$", "", name)
    if people != name and len(people) >= _SHORTEST:
        yield f"{people}(?:{_CASES}|ов)?"
    short = re.sub("(?:ия|и?стан|[аеийоуыьюя])$", "", name)
    for stem in {short, name.rstrip("ь")}:
        if len(stem) >= _SHORTEST:
            yield f"{stem}{_LINK}(?:{_PEOPLE})"
        elif len(stem) == _SHORTEST_STEM:
            yield f"{stem}{_SHORT_PEOPLE}"


def _english(name: str) -> Iterator[str]:
    yield f"{name}s?"
    for stem in {name, name.rstrip("aeioy")}:
        if len(stem) >= _SHORTEST:
            yield f"{stem}(?:{_ENGLISH_PEOPLE})"
    for ending in ("stan", "istan", "land"):
        if name.endswith(ending) and len(name) - len(ending) >= _SHORTEST:
            yield f"{name.removesuffix(ending)}s?"


@cache
def _phrases() -> list[tuple[str, str]]:
    """Names of several words, as they stand in CLDR."""
    return [(name, code) for name, code in _names("en") + _names("ru") if " " in name]


def _names(language: str) -> list[tuple[str, str]]:
    territories = Locale.parse(language).territories
    return [
        (" ".join(_fold(word) for word in _WORD.findall(name)), code)
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "ZZ", "XA", "XB", "EZ")
    ]


def _fold(word: str) -> str:
    """Small letters without marks: Türkiye → turkiye; «й» stays a letter of its own."""
    word = word.lower().replace("ё", "е")
    return "".join(char if char == "й" else unicodedata.normalize("NFD", char)[0] for char in word)
