"""Text into normalised words: pymorphy3 lemmas for Cyrillic, Snowball stems for Latin script.

Every engine gets these words and splits them on spaces alone, so all engines see the same.
"""

import re
import threading
from collections.abc import Sequence
from functools import cache
from typing import Any

from index.text.dates import Written, dates_in
from index.text.remembering import remember_of_words
from index.text.stopwords import STOPWORDS

# A number with its separators ("655,000", «3,5», "1 200"), or a run of letters and digits.
TOKEN = re.compile(
    r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?![\d])|\d+(?:[.,]\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)?"
)
# What no reader sees in a word: soft hyphens, joiners, marks of stress on Cyrillic vowels.
UNSEEN = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]|(?<=[аеёиоуыэюя])[\u0300\u0301]", re.I)
# Latin letters that look like Cyrillic ones, and stand for them in words that have both.
_ALIKE = str.maketrans("aceopxykmthbABCEHKMOPTXYёЁ", "асеорхукмтнвАВСЕНКМОРТХУёЁ")
_LATIN = re.compile("[a-z]", re.I)
_GROUPS = re.compile(r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+")
# Case endings of Russian nouns and adjectives, without those that are also suffixes of surnames.
_CASE_ENDING = re.compile(
    "(?<=...)(?:ами|ями|ыми|ими|ого|его|ому|ему|ах|ях|ам|ям|ом|ем|ём|ой|ей|ою|ею|ым|им|[аяоеыиуюьй])$"
)
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]", re.I)
# Grammemes of pymorphy3: first names, surnames, places, organisations, abbreviations.
_NAME_TAGS = frozenset({"Name", "Surn", "Geox", "Orgn", "Abbr"})


def normalise(text: str, *, keep_stopwords: bool = False) -> list[str]:
    """List the normalised words of a text in order; function words are left out unless kept.

    Each day that is named adds a word of its own, which is the same in every form of its date.
    """
    text = UNSEEN.sub("", text)
    dates = dates_in(text)
    words = [_normalise_token(token) for token in TOKEN.findall(_without_decimals(text, dates))]
    if not keep_stopwords:
        words = [word for word in words if word not in STOPWORDS]
    days = (day for date in dates for day in date.readings if day.year)
    return words + [f"day:{day}" for day in days]


def proper_names(text: str) -> list[str]:
    """List the normalised words of a text that name somebody or something.

    Those written with a capital, except a first word that may only begin the sentence.
    """
    found = TOKEN.findall(UNSEEN.sub("", text))
    tokens = [token for token in found if not token[0].isdigit()]
    names = [token for token in tokens[1:] if token[0].isupper()]
    if tokens and tokens[0][0].isupper() and is_name(tokens[0]):
        names.insert(0, tokens[0])
    words = [_normalise_token(token) for token in names]
    return [word for word in words if word not in STOPWORDS]


def is_name(token: str) -> bool:
    """Tell whether a capitalised word is a name by itself, as Russian morphology sees it."""
    if not is_cyrillic(token):
        return token.isupper() and len(token) > 1
    analyzer = morphology()
    return not analyzer.word_is_known(token) or any(
        _NAME_TAGS & parse.tag.grammemes for parse in analyzer.parse(token)[:1]
    )


def is_number(word: str) -> bool:
    """Tell whether a normalised word is a number in digits."""
    return word[0].isdigit()


def is_cyrillic(word: str) -> bool:
    """Tell whether a word has letters of Russian or Kazakh."""
    return _CYRILLIC.search(word) is not None


def is_stopword(token: str) -> bool:
    """Tell whether a word as it is written carries no subject matter."""
    return _normalise_token(token) in STOPWORDS


def bare(token: str) -> str:
    """Write a word small, without apostrophes and the English possessive."""
    return token.lower().replace("’", "'").removesuffix("'s").replace("'", "")


def name_forms(word: str) -> set[str]:
    """List what a bare Cyrillic word may be in the nominative, should it name somebody.

    The dictionary takes some names for other words («Токаев» for several Tokajs), and an ending
    may belong to the name («Айгерим»).
    """
    without_ending = _CASE_ENDING.sub("", word)
    if not morphology().word_is_known(word):
        return {word, without_ending}
    if any(_NAME_TAGS & parse.tag.grammemes for parse in morphology().parse(word)):
        return {_lemma(word)}
    return {_lemma(word), without_ending}


def _without_decimals(text: str, dates: Sequence[Written]) -> str:
    """Write dates in digits as a day and a year: 15.03 is no decimal there, nor 24 a number."""
    pieces, position = [], 0
    for date in dates:
        if not any(map(str.isalpha, text[date.start : date.end])):
            day = date.readings[0]
            pieces += [text[position : date.start], f"{day.day} {day.year}"]
            position = date.end
    return "".join([*pieces, text[position:]])


@remember_of_words
def _normalise_token(token: str) -> str:
    if token[0].isdigit():
        return _normalise_number(token)
    word = bare(_in_one_script(token))
    if is_cyrillic(word):
        return _lemma(word).replace("ё", "е")
    stem: str = _stemmers().english.stemWord(word)
    return stem


def _in_one_script(token: str) -> str:
    """Write a word of Cyrillic letters and such that only look so in Cyrillic ones alone."""
    if not (_CYRILLIC.search(token) and _LATIN.search(token)):
        return token
    written = token.translate(_ALIKE)
    return token if _LATIN.search(written) else written


def _normalise_number(token: str) -> str:
    if _GROUPS.fullmatch(token):
        return re.sub(r"\D", "", token)
    return token.replace(",", ".")


def _lemma(word: str) -> str:
    """Lemmatise a word of the dictionary; of a name it doesn't know, strip the case ending.

    Guessed lemmas differ between the cases of one name («Аманбаев» → «аманбай», «Аманбаева» →
    «аманбаев»), and Snowball takes too much («Ланфан» → «ланфа», «Ланфане» → «ланфан»).
    """
    analyzer = morphology()
    if analyzer.word_is_known(word):
        for parse in analyzer.parse(word):
            # Nobody writes of several Amanbais: «Аманбаев» is a surname.
            if not {"Name", "plur"} <= parse.tag.grammemes:
                lemma: str = parse.normal_form
                return lemma
    return _CASE_ENDING.sub("", word)


@cache
def morphology() -> Any:
    """The morphology of Russian, loaded when it is first asked for."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


class _Stemmers(threading.local):
    """A stemmer keeps the word it is at, so that each thread has one of its own."""

    def __init__(self) -> None:
        from snowballstemmer import stemmer

        self.english = stemmer("english")


@cache
def _stemmers() -> _Stemmers:
    return _Stemmers()
