"""Texts as a reader sees them, and their words as answers are compared by."""

import re
import unicodedata

from index.text.words import TOKEN, normalise
from index.types import Span

# Unicode's Default_Ignorable_Code_Point: soft hyphens, zero-width characters, variation selectors.
_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
# Those, and the stress marks that dictionaries and encyclopaedias put on Russian vowels.
_HIDDEN = re.compile(f"[{_IGNORABLE}]|(?<=[аеёиоуыэюяіАЕЁИОУЫЭЮЯІ])[\u0300\u0301]")
# Every kind of space as a plain one; a stress mark that became one with its vowel goes too.
_PLAIN = str.maketrans(
    dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))), " ")
    | {"ѐ": "е", "ѝ": "и", "Ѐ": "Е", "Ѝ": "И"}
)
_MINUS = "-−‑–"
_MINUS_WORDS = ("минус", "minus")
# What is part of a name and no punctuation: "C++", "C#", "Rh−".
_SUFFIX = re.compile(r"[+#−]+(?![\w+#−])")


def visible(text: str) -> str:
    """Leave out what can't be seen, and write every space as a plain one."""
    return _HIDDEN.sub("", unicodedata.normalize("NFC", text)).translate(_PLAIN)


def words_of(text: str) -> list[str]:
    """List a visible text's normalised words, function words too, with the signs that tell.

    A minus belongs to its number («−5», «минус 5», but not "1990 –1995"), a run of + and # to the
    name before it. Empty for a text without a letter or digit, such as "€".
    """
    words: list[str] = []
    end = 0
    for token in TOKEN.finditer(text):
        (word,) = normalise(token.group(), keep_stopwords=True)
        before, end = text[end : token.start()], token.end()
        suffix = _SUFFIX.match(text, end)
        if not _is_number(word):
            word += suffix.group() if suffix else ""
        elif words and words[-1] in _MINUS_WORDS and not before.strip():
            words.pop()
            word = f"-{word}"
        elif _makes_negative(before, words):
            word = f"-{word}"
        words.append(word)
    return words


def is_signed_number(word: str) -> bool:
    """Tell whether a word of `words_of` is a number in digits."""
    return _is_number(word.removeprefix("-"))


def find_quote(quote: str, text: str) -> Span | None:
    """Find where a text holds a quote, whatever it holds besides that can't be seen."""
    start = text.find(quote)
    if start >= 0:
        return Span(start, start + len(quote))
    hidden = {match.start() for match in _HIDDEN.finditer(text)}
    kept = [position for position in range(len(text)) if position not in hidden]
    wanted = visible(quote)
    start = "".join(text[position] for position in kept).translate(_PLAIN).find(wanted)
    if start < 0 or not wanted:
        return None
    return Span(kept[start], kept[start + len(wanted) - 1] + 1)


def _is_number(word: str) -> bool:
    return word[:1].isdigit()


def _makes_negative(before: str, words: list[str]) -> bool:
    """Whether what stands between a number and the words before it ends in its minus.

    The hyphen of «Ту-154» and the dash of "1990 –1995" are none.
    """
    if not before or before[-1] not in _MINUS:
        return False
    rest = before[:-1]
    if not rest:
        return not words
    if not rest.strip():
        return not words or not is_signed_number(words[-1])
    return rest[-1] not in _MINUS


__all__ = ["find_quote", "is_signed_number", "visible", "words_of"]
