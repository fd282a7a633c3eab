"""Documents, citations of them, and answers that cite."""

import dataclasses

from index.types import Document
from qa.types import Answer, Citation, Sentence


def document(text: str, **values: str | None) -> Document:
    return Document(**{"id": "a.md", "title": "T", "text": text, "language": "en", **values})  # type: ignore[arg-type]


def citation(source: Document, quote: str, **values: object) -> Citation:
    start = source.text.index(quote)
    whole = Citation(
        1, source.id, source.title, source.language, source.date, source.source, source.url,
        start, start + len(quote), quote,
    )  # fmt: skip
    return dataclasses.replace(whole, **values)  # type: ignore[arg-type]


def answer(*citations: Citation, related: tuple[Citation, ...] = ()) -> Answer:
    sentences = tuple(Sentence(c.quote, (c.number,)) for c in citations) or (Sentence("No."),)
    return Answer(
        "q", "en", bool(citations), None, sentences, citations, related, 0.9, "extractive"
    )
