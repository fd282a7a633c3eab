"""Sentence-aware passages with exact offsets into their document."""

import re
from dataclasses import dataclass

from index.text.paragraphs import content_paragraphs
from index.text.remembering import DOCUMENT_CHARACTERS, remember_of_documents
from index.text.sentences import split_sentences
from index.types import Document, Span

# A passage of a news text: three or four paragraphs, well inside the model's 512 tokens in
# either language (a Russian word is about 2.3 tokens of the packaged model, an English one 1.4).
TARGET_WORDS = 90
MAX_WORDS = 130
# Scripts without spaces count by character, endless "words" (keys, addresses) by stretches.
_WORD = re.compile(r"[\u2e80-\u9fff]|[^\s\u2e80-\u9fff]{1,24}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that says something and the sentences in it, in document offsets."""

    start: int
    end: int
    sentences: tuple[Span, ...]


@remember_of_documents(DOCUMENT_CHARACTERS)
def read_paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """List a document's content paragraphs with their sentences."""
    paragraphs = []
    for span in content_paragraphs(document.text):
        text = document.text[span.start : span.end]
        sentences = tuple(
            Span(span.start + sentence.start, span.start + sentence.end)
            for sentence in split_sentences(text, document.language)
        )
        paragraphs.append(Paragraph(span.start, span.end, sentences))
    return tuple(paragraphs)


def chunk(
    document: Document, target_words: int = TARGET_WORDS, max_words: int = MAX_WORDS
) -> list[Span]:
    """Cut a document into passages: whole paragraphs up to `target_words`, long ones by sentence.

    Credits and rules belong to no passage, so a passage never spans one: the words a passage
    shows are the words it was found by.
    """
    spans: list[Span] = []
    open_span: Span | None = None
    for paragraph in read_paragraphs(document):
        words = _count_words(document.text, paragraph.start, paragraph.end)
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
    return spans


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
