"""Passages that repeat each other: copies and versions of one page, of which one is read."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from index.text.words import TOKEN, is_number, normalise
from index.types import Document, Hit

# Share of the longer passage's words that versions of one page have in common.
_SHARED = 0.8
# Shorter passages say one thing, and differ in it.
_FEWEST_WORDS = 8
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
# What tells versions of one title apart, with the number behind it.
_VERSION = re.compile(
    r"v|ver|version|rev|revision|edition|draft|final|copy|old|new"
    r"|в|вер|версия|ред|редакция|издание|черновик|копия|старый|новый"
)


def without_copies(hits: Iterable[Hit], question: str, most: int) -> list[Hit]:
    """Keep one of the passages that repeat each other, which names the others; at most `most`.

    Of several the one that has most of the question's words is kept, its numbers among them, then
    the newest. Passages with the same words are copies wherever they stand; with nearly the same
    ones only under the same title, years and versions apart, so that pages that follow one form
    stay apart.
    """
    groups: list[list[_Candidate]] = []
    for hit in hits:
        candidate = _Candidate(hit)
        group = next((group for group in groups if group[0].repeats(candidate)), None)
        if group:
            group.append(candidate)
        elif len(groups) < most:
            groups.append([candidate])
    words = set(normalise(question))
    return [_kept(group, words) for group in groups]


class _Candidate:
    """A hit with what it is compared by."""

    def __init__(self, hit: Hit) -> None:
        self.hit = hit
        self.words = Counter(_words(hit))
        self.size = self.words.total()
        self.title = _bare(hit.document.title)

    def repeats(self, other: "_Candidate") -> bool:
        if self.words == other.words:
            return self.size > 0
        longer = max(self.size, other.size)
        if not self.title or self.title != other.title or self.size < _FEWEST_WORDS:
            return False
        if self.hit.document.id == other.hit.document.id:
            return False
        return (self.words & other.words).total() >= _SHARED * longer

    def named(self, words: Collection[str]) -> int:
        """How many words of a question the passage, its title or its id has."""
        document = self.hit.document
        text = f"{document.title} {document.id} {document.date or ''} {self.hit.passage.text}"
        return len(set(normalise(text)).intersection(words))


def _kept(group: Sequence[_Candidate], words: Collection[str]) -> Hit:
    if len(group) == 1:
        return group[0].hit
    # Of equals, `max` keeps the one that was found first.
    best = max(group, key=lambda candidate: (candidate.named(words), _age(candidate.hit.document)))
    documents = {c.hit.document.id: c.hit.document for c in group}
    del documents[best.hit.document.id]
    others = sorted(documents.values(), key=_age, reverse=True)
    first = group[0].hit
    return replace(
        best.hit,
        score=first.score,
        dense_rank=first.dense_rank,
        keyword_rank=first.keyword_rank,
        copies=tuple(others),
    )


def _words(hit: Hit) -> list[str]:
    """The words of a passage without its headings, as they are written."""
    start, end = hit.passage.start, hit.passage.end
    blocks = hit.document.blocks
    first = bisect_left(blocks, start, key=lambda block: block.start)
    text = ""
    for block in takewhile(lambda block: block.start < end, islice(blocks, first, None)):
        if block.kind == "heading":
            text += hit.document.text[start : block.start]
            start = min(block.end, end)
    text += hit.document.text[start:end]
    return [token.casefold() for token in TOKEN.findall(text)]


def _bare(title: str) -> tuple[str, ...]:
    """The words of a title without its year and what marks a version of it."""
    words: list[str] = []
    counted = False
    for token in TOKEN.findall(title):
        word = token.casefold()
        marks = bool(_VERSION.fullmatch(word))
        if not (marks or (counted and is_number(word)) or _YEAR.fullmatch(word)):
            words.append(word)
        counted = marks or (counted and is_number(word))
    return tuple(words)


def _age(document: Document) -> tuple[str, tuple[int, ...]]:
    """What grows the newer a document is: its date, then the numbers of its name."""
    numbers = _NUMBER.findall(f"{document.title} {document.id}")
    return document.date or "", tuple(int(number) for number in numbers)
