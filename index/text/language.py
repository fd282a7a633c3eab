"""The language of a text: Russian, English, or another one by its ISO 639-1 code."""

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import Any

from index.text.words import is_name

# Letters that Russian doesn't have, with the language they give away.
_TELLTALE_CYRILLIC = {
    "kk": frozenset("әғқңөұүһ"),
    "uk": frozenset("їєґ"),
    "be": frozenset("ў"),
    "sr": frozenset("ђјљњћџ"),
}
# "і" alone is shared by Ukrainian, Belarusian and Kazakh.
_SHARED_CYRILLIC = "і"
_SCRIPT_LANGUAGES = {
    "ARABIC": "ar",
    "BENGALI": "bn",
    "CJK": "zh",
    "DEVANAGARI": "hi",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "THAI": "th",
    "TELUGU": "te",
}
_LATIN_LANGUAGES = (
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "cs",
    "tr",
    "fi",
    "sv",
    "ro",
    "id",
)
# Log-probability by which another Latin-script language must beat English before we believe it:
# names alone ("Urumqi", "Nauryzfest") stay below it, a short sentence of a foreign language
# doesn't (see tests/index/test_language.py).
_LATIN_MARGIN = 25.0
# Below this share of the letters a second script is names and terms.
_LESSER_SHARE = 0.1
# Every third word of an English sentence is a small one.
_LEAST_SMALL_SHARE = 0.15
# A word in small letters alone: no name, no abbreviation, no identifier.
_PLAIN = re.compile(r"[а-яё]{2,}|[a-z]{2,}")
_MARKS = "«»“”\"'()[]{}?!.,:;…—–-"
# Words that sentences can't do without and no terms are made of.
_RUSSIAN_SMALL_LISTED = """
и в во на не с со что как а к по из для это от до но или если при то за о об у же так бы чтобы где
когда который которая которые которое есть ли вы он она они его её их мы я уже все чем какой какая
какие каким какую сколько кто почему зачем нужно можно
"""
_RUSSIAN_SMALL = frozenset(_RUSSIAN_SMALL_LISTED.split())
_ENGLISH_SMALL_LISTED = """
the a an of to and in is are was were be been that this these those it its for on with as by at
from or not but if you your we they he she his her which who what when where how why will would
can do does did has have had than then there
"""
_ENGLISH_SMALL = frozenset(_ENGLISH_SMALL_LISTED.split())


def detect(text: str) -> str | None:
    """Tell the language of a text, or None where it has no letters."""
    scripts = Counter(_script(char) for char in text if char.isalpha())
    if not scripts:
        return None
    script = scripts.most_common(1)[0][0]
    if script in ("CYRILLIC", "LATIN"):
        script = _script_of_sentences(text, scripts) or script
    if script == "CYRILLIC":
        return _cyrillic_language(text.lower())
    if script == "LATIN":
        return _latin_language(text)
    return _SCRIPT_LANGUAGES.get(script, "und")


def _script_of_sentences(text: str, scripts: Counter[str]) -> str | None:
    """Which of two scripts the sentences are in, where both are there: that of their small words.

    A Russian page on programming has more Latin letters than Cyrillic ones.
    """
    shares = sorted(scripts[script] / scripts.total() for script in ("CYRILLIC", "LATIN"))
    if shares[0] < _LESSER_SHARE:
        return None
    words = re.findall(r"[^\W\d_]+", text.lower())
    russian = sum(word in _RUSSIAN_SMALL for word in words)
    english = sum(word in _ENGLISH_SMALL for word in words)
    # Titles of English pages in a Russian list of links have few small words, sentences many.
    latin = sum(word.isascii() for word in words)
    if russian == english or (english > russian and english < _LEAST_SMALL_SHARE * latin):
        return _script_of_plain_words(text)
    return "CYRILLIC" if russian > english else "LATIN"


def _script_of_plain_words(text: str) -> str | None:
    """The script of the words that are no names or terms, Cyrillic where both have some.

    Russian is full of English terms («настройка dev server»), English of Russian names alone.
    """
    words = [word.strip(_MARKS) for word in text.split()]
    if words and not is_name(words[0]):
        words[0] = words[0].lower()  # it only begins the sentence
    scripts = {_script(word[0]) for word in words if _PLAIN.fullmatch(word)}
    return next((script for script in ("CYRILLIC", "LATIN") if script in scripts), None)


def _script(char: str) -> str:
    if char.isascii():
        return "LATIN"
    return unicodedata.name(char, "UNKNOWN").split(" ", 1)[0]


def _cyrillic_language(text: str) -> str:
    words = [word for word in text.split() if any(char.isalpha() for char in word)]
    votes: Counter[str] = Counter()
    for word in words:
        for language, letters in _TELLTALE_CYRILLIC.items():
            if not letters.isdisjoint(word):
                votes[language] += 1
        if _SHARED_CYRILLIC in word:
            votes["uk"] += 1
    # One foreign name («Жетісу») in a Russian sentence doesn't change its language.
    foreign = votes.total() >= 2 and votes.total() * 3 >= len(words)
    return votes.most_common(1)[0][0] if foreign else "ru"


def _latin_language(text: str) -> str:
    if len(text.split()) < 3:
        return "en"
    scores: dict[str, float] = dict(_latin_identifier().rank(text.lower()))
    best = max(_LATIN_LANGUAGES, key=lambda language: scores[language])
    return best if scores[best] - scores["en"] > _LATIN_MARGIN else "en"


@cache
def _latin_identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(_LATIN_LANGUAGES))
    return identifier
