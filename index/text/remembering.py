"""Remembering what was found out of texts, bounded by the characters held, not by their number."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from index.types import Document

Found = TypeVar("Found")

# What some twenty books have. In memory a character takes a byte or two, four at most.
DOCUMENT_CHARACTERS = 8_000_000
# A language has some 100,000 words; what is longer than these is none and isn't remembered.
_WORDS = 200_000
_WORD_CHARACTERS = 40


def remember_of_documents(
    most_characters: int,
) -> Callable[[Callable[[Document], Found]], Callable[[Document], Found]]:
    """Remember what a function gives for the last documents, so many characters of them."""

    def remembering(function: Callable[[Document], Found]) -> Callable[[Document], Found]:
        known: OrderedDict[Document, Found] = OrderedDict()
        lock = threading.Lock()
        held = 0

        @wraps(function)
        def remembered(document: Document) -> Found:
            nonlocal held
            with lock:
                if document in known:
                    known.move_to_end(document)
                    return known[document]
            found = function(document)
            with lock:
                if document not in known and len(document.text) <= most_characters:
                    known[document] = found
                    held += len(document.text)
                while held > most_characters:
                    dropped, _ = known.popitem(last=False)
                    held -= len(dropped.text)
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
