"""The short answer that is said before its sentence: «78 %.»"""

from index.text.language import detect
from qa.types import Citation, Language

# A sentence shorter than this is a short answer itself.
_LEAST_QUOTED = 80
# A short answer is no longer than this, and leaves the sentence this much more to say.
_MOST_CHARACTERS, _MOST_SHARE = 60, 0.5
_ENDS = " \t.,;:!?…—–-•*|/"
_BRACKETS = (("(", ")"), ("[", "]"), ("«", "»"), ("“", "”"))


def brief_of(citation: Citation, language: Language) -> str | None:
    """The answering words of a citation as a sentence of their own, None where that says no more.

    Words of another language are no answer to the asker; numbers are.
    """
    if citation.focus is None or len(citation.quote) < _LEAST_QUOTED:
        return None
    start, end = (place - citation.start for place in citation.focus)
    words = _trimmed(citation.quote[start:end])
    if not words or "\n" in words or len(words) > _MOST_CHARACTERS:
        return None
    if len(words) > _MOST_SHARE * len(citation.quote.strip()) or start == 0:
        return None
    if citation.language != language and detect(words) is not None:
        return None
    return f"{words[0].upper()}{words[1:]}." if _may_begin(words, citation) else f"{words}."


def _may_begin(words: str, citation: Citation) -> bool:
    """Whether words take a capital: `fw_setenv` and a Latin word in Russian stay as they are."""
    first = words.split()[0].rstrip(_ENDS)
    is_word = all(map(str.isalpha, first.replace("-", "").replace("’", "").replace("'", "")))
    return words[1:].islower() and is_word and not (citation.language == "ru" and first.isascii())


def _trimmed(words: str) -> str:
    """Without marks at the ends, and without a bracket or quotation mark that has no other."""
    words = words.strip(_ENDS)
    for opening, closing in _BRACKETS:
        if words.count(opening) == words.count(closing):
            continue
        words = words.strip(opening + closing).strip(_ENDS)
        if words.count(opening) != words.count(closing):
            return ""
    return words
