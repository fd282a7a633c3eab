"""The language of a text: Russian, English, or another one by its ISO 639-1 code."""

import unicodedata
from collections import Counter
from functools import cache
from typing import Any

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


def detect(text: str) -> str | None:
    """Tell the language of a text, or None where it has no letters."""
    scripts = Counter(_script(char) for char in text if char.isalpha())
    if not scripts:
        return None
    script = scripts.most_common(1)[0][0]
    if script == "CYRILLIC":
        return _cyrillic_language(text.lower())
    if script == "LATIN":
        return _latin_language(text)
    return _SCRIPT_LANGUAGES.get(script, "und")


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
