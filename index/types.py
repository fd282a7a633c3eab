"""Frozen values that travel through the index."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch `[start, end)` of a text, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One source text with its metadata.

    `text` is NFC with "\\n" line ends; `language` an ISO 639-1 code; `date` ISO 8601 or None;
    `source` the publisher and `url` its page; `translation_of` the id of the document that this
    one translates paragraph for paragraph.
    """

    id: str
    title: str
    text: str
    language: str
    source: str | None = None
    url: str | None = None
    date: str | None = None
    path: str | None = None
    translation_of: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document that are searched as one: `document.text[start:end] == text`, always."""

    id: int
    document_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query; ranks count from 1 and are None where that search missed it."""

    passage: Passage
    document: Document
    score: float
    dense_rank: int | None = None
    keyword_rank: int | None = None
