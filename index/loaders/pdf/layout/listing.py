"""What begins an item of a list."""

import re

BULLETS = frozenset("•●○▪◦■□▫‣⁃·∙➢➤►▶✓✔❖◆◇★-–—*")
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]|\d{1,3}(?:\.\d{1,3}){1,4}|\(\d{1,3}\))")
_LETTER = re.compile(r"\(?[a-zа-яё]\)|[a-zа-яё]\.|\(?[ivx]{1,5}\)|[ivx]{1,5}\.|[IVX]{1,5}[.)]")
# Dashes and stars stand in sentences too.
LOOSE = frozenset("-–—*·")


def is_marker(word: str) -> bool:
    """Whether a word may begin an item."""
    return word in BULLETS or is_number(word)


def is_number(word: str) -> bool:
    """Whether a word may number an item: a figure or letter with a stop or bracket."""
    return bool(_NUMBER.fullmatch(word) or _LETTER.fullmatch(word))


def is_first(word: str) -> bool:
    """Whether a number is that of a list's first item."""
    return word.strip("().").lower() in ("1", "a", "а", "i")


def follows(word: str, before: str) -> bool:
    """Whether a number comes right after another of the same kind."""
    here, there = word.strip("()."), before.strip("().")
    if here.isdigit() and there.isdigit():
        return int(here) == int(there) + 1
    if "." in here and "." in there:
        *head, last = here.split(".")
        *others, previous = there.split(".")
        if head == others and last.isdigit() and previous.isdigit():
            return int(last) == int(previous) + 1
        return False
    if len(here) == 1 and len(there) == 1:
        # Russian lists leave ё, з, й and the like out.
        return 0 < ord(here) - ord(there) <= 2
    return False
