"""Who said it: the words that name the speaker of a quotation, often a sentence or two away."""

import re

from index.text.units import read_paragraphs
from index.text.words import is_stopword
from index.types import Document, Span
from qa.reader.countries import countries_in

_SAID = (
    r"(?:said|says|told|noted|notes|added|adds|explained|explains|announced|reported|stated"
    r"|stressed|emphasi[sz]ed|claimed|argued|remarked"
    r"|(?:сказа|рассказа|сообщи|отмети|заяви|добави|поясни|объясни|подчеркну|уточни|призна)"
    r"л[аи]?|сообщают?|сообщается|отмечают?|говор(?:ит|ят)|рассказывают?|считают?)"
)
_WORD = r"[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][a-zа-яёәіңғүұқөһ][\w’'-]*"
_FULL = rf"{_WORD}(?:\s+{_WORD})+"
_ASKS = re.compile(rf"\b(?:who|кто)\b.*\b{_SAID}\b|\b(?:чьи (?:это )?слова|whose words)\b", re.I)
# A full name may be far from the verb, behind an office and the name of a firm in quotes.
_FORMS = (
    re.compile(rf"\b{_SAID}\b(?:[«“\"][^»”\"]*[»”\"]|[^.!?«“\"]){{0,200}}?(?P<name>\b{_FULL})"),
    re.compile(rf"(?P<name>\b{_FULL}),[^,.!?]{{1,160}},\s+{_SAID}\b"),
    re.compile(rf"(?P<name>\b{_WORD}(?:\s+{_WORD})*)\s+{_SAID}\b"),
    re.compile(rf"\b{_SAID}\s+(?P<name>{_WORD})"),
)


def asks_who_said(question: str) -> bool:
    """Tell whether a question asks for the speaker of some words."""
    return _ASKS.search(question) is not None


def speaker_in(text: str) -> Span | None:
    """Where a text names who says something, as «…, — сказала Анна Ли» does."""
    for form in _FORMS:
        for found in form.finditer(text):
            start, end = found.span("name")
            # «председатель комитета Казахстана Пётр Гай»: the country is none of his names.
            while countries_in(text[start:end].split()[0]) and " " in text[start:end]:
                start += text[start:end].index(" ") + 1
            if not is_stopword(text[start:end]):
                return Span(start, end)
    return None


def with_speaker(document: Document, start: int, end: int) -> tuple[Span, Span] | None:
    """Widen a quote within its paragraph to the nearest sentence that names the speaker.

    Gives the quote and the speaker's name, in document offsets; None where nobody is named.
    """
    for paragraph in read_paragraphs(document):
        if not paragraph.start <= start < paragraph.end:
            continue
        inside = [s for s in paragraph.sentences if s.end > start and s.start < end]
        after = [s for s in paragraph.sentences if s.start >= end]
        before = [s for s in reversed(paragraph.sentences) if s.end <= start]
        for sentence in (*inside, *after, *before):
            name = speaker_in(document.text[sentence.start : sentence.end])
            if name:
                return (
                    Span(min(start, sentence.start), max(end, sentence.end)),
                    Span(sentence.start + name.start, sentence.start + name.end),
                )
    return None
