"""Remembering what was found out of texts, bounded by the characters held, not by their number."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Generic, TypeVar

from index.types import Document

Key = TypeVar("Key")
Found = TypeVar("Found")

# What some twenty books have. In memory a character takes a byte or two, four at most.
DOCUMENT_CHARACTERS = 8_000_000
# A language has some 100,000 words; what is longer than these is none and isn't remembered.
_WORDS = 200_000
_WORD_CHARACTERS = 40


class Recent(Generic[Key, Found]):
    """What was found out last, so many characters of what it was found out of.

    The last of all stays, however long it is. Safe between threads.
    """

    def __init__(self, most_characters: int) -> None:
        self._most = most_characters
        self._known: OrderedDict[Key, tuple[Found, int]] = OrderedDict()
        self._held = 0
        self._lock = threading.Lock()

    def get(self, key: Key) -> tuple[Found] | None:
        """What is known under a key, alone in a tuple; None where nothing is."""
        with self._lock:
            if key not in self._known:
                return None
            self._known.move_to_end(key)
            return (self._known[key][0],)

    def put(self, key: Key, found: Found, characters: int) -> None:
        """Remember something in the place of what was known under its key."""
        with self._lock:
            _, before = self._known.pop(key, (None, 0))
            self._known[key] = found, characters
            self._held += characters - before
            while self._held > self._most and len(self._known) > 1:
                _, (_, dropped) = self._known.popitem(last=False)
                self._held -= dropped


def remember_of_documents(
    most_characters: int,
) -> Callable[[Callable[[Document], Found]], Callable[[Document], Found]]:
    """Remember what a function gives for the last documents, so many characters of them."""

    def remembering(function: Callable[[Document], Found]) -> Callable[[Document], Found]:
        recent: Recent[Document, Found] = Recent(most_characters)

        @wraps(function)
        def remembered(document: Document) -> Found:
            known = recent.get(document)
            if known:
                return known[0]
            found = function(document)
            if len(document.text) <= most_characters:
                recent.put(document, found, len(document.text))
            return found

        return remembered

    return remembering


def remember_of_words(function: Callable[[str], Found]) -> Callable[[str], Found]:
    """Remember what a function gives for words; what is too long for one isn't kept."""
    known = lru_cache(maxsize=_WORDS)(function)

    @wraps(function)
    def remembered(word: str) -> Found:
        return known(word) if len(word) <= _WORD_CHARACTERS else function(word)

    return remembered
