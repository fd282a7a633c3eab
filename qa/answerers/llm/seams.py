"""Whether a sentence of a stream has ended, by what stands before and just after."""

import re

from index.text.sentences import split_sentences

ENDERS = frozenset(".!?…。！？")
CLOSERS = frozenset("\"'»”’“*_)]`")
# After these no space follows.
SPACELESS = frozenset("。！？")
# How much of a sentence is looked at, and how much of the next, in characters.
_BEFORE = 300
_AHEAD = 32
# An aside that is longer may have been left open.
_LONGEST_ASIDE = 120
_EMPHASIS = re.compile(r"[*`~]|(?<!\w)_+|_+(?!\w)")
_BULLET = re.compile(
    r"[>\s]*(?:[-*•+–—]\s+|#+\s+)?[*_(]*(?:\d{1,3}|[A-Za-zА-Яа-я]|[IVXLC]{1,6})[.)][*_]*"
)
_DASHES = "-–—"
_MEASURE = re.compile(r"\d\s?[а-яё]{1,5}\.$")
_ELLIPSIS = re.compile("…[»”\"')]*$")
_BRACKETED = re.compile(r"\(.*[.!?…][»”\"']*\)", re.S)


def ends_sentence(before: str, ahead: str, last: bool = False) -> bool | None:
    """Tell whether a sentence ends between two texts; None where more has to be seen.

    `before` ends with a full stop or the like; `last` says that there won't be more.
    """
    last = last or len(ahead) >= _AHEAD
    plain = _EMPHASIS.sub("", before)
    text = ahead.lstrip("*_~")
    if not plain or not text:
        return True if last else None
    if plain.rstrip("\"'»”’“)]")[-1:] in SPACELESS:
        return True
    if text[0] in ENDERS and not text[1:2].isalpha():
        return False if last or len(text) > 1 else None
    word = text[1:].lstrip() if text[0] in _DASHES else text
    if not word and not last:
        return None
    if word[:1].islower() or (len(plain) < _AHEAD and _BULLET.fullmatch(plain)):
        return False
    if _is_in_brackets(plain):
        return False
    if _BRACKETED.fullmatch(plain) or _ELLIPSIS.search(plain):
        return True
    return _by_word(plain, text, last)


def _is_in_brackets(plain: str) -> bool:
    """«(ок. 1400 г.)» is no place for an end, but where the whole sentence stands in brackets."""
    opened = plain.rfind("(", -_LONGEST_ASIDE)
    return opened > 0 and opened > plain.rfind(")")


def _by_word(plain: str, text: str, last: bool) -> bool | None:
    """«В 1911 г. Николай» goes on, "the U.S. The" doesn't: there the whole word counts."""
    letters = len(text) - len(text.lstrip("".join(filter(str.isalpha, set(text)))))
    unfinished = letters == len(text) and not last
    if unfinished and (letters > 1 or _MEASURE.search(plain)):
        return None
    ended = _has_border(plain, text)
    return None if unfinished and not ended else ended


def _has_border(plain: str, text: str) -> bool:
    window = plain[-_BEFORE:]
    if len(plain) > _BEFORE:
        window = window.partition(" ")[2] or window
    spans = split_sentences(f"{window} {text}", "ru")
    return any(span.end == len(window) for span in spans)
