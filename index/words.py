"""Text into normalised words: pymorphy3 lemmas for Cyrillic, Snowball stems for Latin script.

Every engine gets these words and splits them on spaces alone, so all engines see the same.
"""

import re
from functools import cache, lru_cache
from typing import Any

from index.stopwords import STOPWORDS

# A number with its separators ("655,000", «3,5», "1 200"), or a run of letters and digits.
_TOKEN = re.compile(
    r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?![\d])|\d+(?:[.,]\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)?"
)
_GROUPS = re.compile(r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+")
# Case endings of Russian nouns and adjectives, without those that are also suffixes of surnames.
_NAME_ENDING = re.compile(
    "(?<=...)(?:ами|ями|ыми|ими|ого|его|ому|ему|ах|ях|ам|ям|ом|ем|ём|ой|ей|ою|ею|ым|им|[аяоеыиуюьй])$"
)
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]", re.I)


def normalise(text: str, *, keep_stopwords: bool = False) -> list[str]:
    """List the normalised words of a text in order; function words are left out unless kept."""
    words = [_normalise_token(token) for token in _TOKEN.findall(text)]
    return words if keep_stopwords else [word for word in words if word not in STOPWORDS]


def proper_names(text: str) -> list[str]:
    """List the normalised words of a text that name somebody or something.

    Those written with a capital, except a first word that may only begin the sentence.
    """
    tokens = [token for token in _TOKEN.findall(text) if not token[0].isdigit()]
    names = [token for token in tokens[1:] if token[0].isupper()]
    if tokens and tokens[0][0].isupper() and _is_name(tokens[0]):
        names.insert(0, tokens[0])
    words = [_normalise_token(token) for token in names]
    return [word for word in words if word not in STOPWORDS]


def is_number(word: str) -> bool:
    """Tell whether a normalised word is a number in digits."""
    return word[0].isdigit()


@lru_cache(maxsize=200_000)
def _normalise_token(token: str) -> str:
    if token[0].isdigit():
        return _normalise_number(token)
    token = token.lower().replace("’", "'").removesuffix("'s").replace("'", "")
    if _CYRILLIC.search(token):
        return _lemma(token).replace("ё", "е")
    stem: str = _snowball().stemWord(token)
    return stem


def _normalise_number(token: str) -> str:
    if _GROUPS.fullmatch(token):
        return re.sub(r"\D", "", token)
    return token.replace(",", ".")


def _lemma(word: str) -> str:
    """Lemmatise a word of the dictionary; of a name it doesn't know, strip the case ending.

    Guessed lemmas differ between the cases of one name («Аманбаев» → «аманбай», «Аманбаева» →
    «аманбаев»), and Snowball takes too much («Ланфан» → «ланфа», «Ланфане» → «ланфан»).
    """
    morphology = _morphology()
    if morphology.word_is_known(word):
        for parse in morphology.parse(word):
            # Nobody writes of several Amanbais: «Аманбаев» is a surname.
            if not {"Name", "plur"} <= parse.tag.grammemes:
                lemma: str = parse.normal_form
                return lemma
    return _NAME_ENDING.sub("", word)


def _is_name(token: str) -> bool:
    """Tell whether a capitalised word is a name by itself, as Russian morphology sees it."""
    if not _CYRILLIC.search(token):
        return token.isupper() and len(token) > 1
    tags = {"Name", "Surn", "Geox", "Orgn", "Abbr"}
    morphology = _morphology()
    return not morphology.word_is_known(token) or any(
        not tags.isdisjoint(parse.tag.grammemes) for parse in morphology.parse(token)[:1]
    )


@cache
def _morphology() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


@cache
def _snowball() -> Any:
    from snowballstemmer import stemmer

    return stemmer("english")
