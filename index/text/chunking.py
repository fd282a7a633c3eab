"""Sentence-aware passages with exact offsets into their document."""

import re

from index.text.units import Paragraph, read_paragraphs
from index.types import Document, Span

# A passage of a news text: three or four paragraphs, well inside the model's 512 tokens in
# either language (a Russian word is about 2.3 tokens of the packaged model, an English one 1.4).
TARGET_WORDS = 90
MAX_WORDS = 130
# A section shorter than this goes with the next one.
_SECTION_WORDS = 25
# Raised where texts are cut into passages, sentences or words in another way than before: indexes
# take it for a change of every document.
REVISION = 1
# Scripts without spaces count by character, endless "words" (keys, addresses) by stretches.
_WORD = re.compile(r"[\u2e80-\u9fff]|[^\s\u2e80-\u9fff]{1,24}")


def chunk(
    document: Document, target_words: int = TARGET_WORDS, max_words: int = MAX_WORDS
) -> list[Span]:
    """Cut a document into passages: whole paragraphs up to `target_words`, long ones by sentence.

    A heading begins a passage. Credits and rules belong to no passage, so a passage never spans
    one: the words a passage shows are the words it was found by.
    """
    spans: list[Span] = []
    open_span: Span | None = None
    paragraphs = read_paragraphs(document)
    for paragraph in paragraphs:
        words = _count_words(document.text, paragraph.start, paragraph.end)
        if open_span and paragraph.kind == "heading":
            # A section of its own, unless what is open is but a few words or headings above it.
            before = _count_words(document.text, open_span.start, open_span.end)
            if before >= _SECTION_WORDS:
                spans.append(open_span)
                open_span = None
        if open_span and _adjacent(document.text, open_span, paragraph):
            together = _count_words(document.text, open_span.start, paragraph.end)
            if together <= target_words or (words < 15 and together <= max_words):
                open_span = Span(open_span.start, paragraph.end)
                continue
        if open_span:
            spans.append(open_span)
            open_span = None
        if words > max_words:
            spans.extend(_cut_by_sentence(document.text, paragraph, max_words))
        else:
            open_span = Span(paragraph.start, paragraph.end)
    if open_span:
        spans.append(open_span)
    units = [unit for paragraph in paragraphs for unit in paragraph.sentences]
    return [s for s in spans if any(u.start < s.end and u.end > s.start for u in units)]


def _adjacent(text: str, span: Span, paragraph: Paragraph) -> bool:
    return not text[span.end : paragraph.start].strip()


def _cut_by_sentence(text: str, paragraph: Paragraph, max_words: int) -> list[Span]:
    """Cut a long paragraph into runs of sentences; each run repeats the last sentence before it."""
    pieces = [
        piece
        for sentence in paragraph.sentences
        for piece in _cut_by_words(text, sentence, max_words)
    ]
    spans: list[Span] = []
    first = 0
    while first < len(pieces):
        last = first
        while (
            last + 1 < len(pieces)
            and _count_words(text, pieces[first].start, pieces[last + 1].end) <= max_words
        ):
            last += 1
        spans.append(Span(pieces[first].start, pieces[last].end))
        if last == len(pieces) - 1:
            break
        overlaps = _count_words(text, pieces[last].start, pieces[last + 1].end) <= max_words
        first = last if last > first and overlaps else last + 1
    return spans


def _cut_by_words(text: str, sentence: Span, max_words: int) -> list[Span]:
    """Cut a sentence longer than a whole passage between words (tables, lists without a stop)."""
    words = list(_WORD.finditer(text, sentence.start, sentence.end))
    return [
        Span(words[first].start(), words[min(first + max_words, len(words)) - 1].end())
        for first in range(0, len(words), max_words)
    ]


def _count_words(text: str, start: int, end: int) -> int:
    return sum(1 for _ in _WORD.finditer(text, start, end))
