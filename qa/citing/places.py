"""Where cited words stand: on which page, slide or row of their file, and under which headings."""

from collections.abc import Sequence
from dataclasses import replace

from index.snapshot import Snapshot
from index.text.units import paragraph_at
from index.text.views import heading_path
from index.types import Anchor, Document, Span
from qa.types import Answer, Citation, Place


def located(answer: Answer, snapshot: Snapshot) -> Answer:
    """Give every citation of an answer its place and section."""
    return replace(
        answer,
        citations=tuple(_located(citation, snapshot) for citation in answer.citations),
        related=tuple(_located(citation, snapshot) for citation in answer.related),
    )


def _located(citation: Citation, snapshot: Snapshot) -> Citation:
    document = snapshot.document(citation.document_id)
    if document is None:
        return citation
    # The words that answer say where to look; a quote may begin a page before them.
    start, end = citation.focus or (citation.start, citation.end)
    anchors = snapshot.anchors(document.id, Span(start, end))
    return replace(citation, place=place_of(anchors), section=section_of(document, start))


def place_of(anchors: Sequence[Anchor]) -> Place | None:
    """The place of words by their anchors, None where the file has no pages."""
    if not anchors:
        return None
    first, last = anchors[0], anchors[-1]
    together = first.kind == last.kind and (first.kind == "page" or first.label == last.label)
    number = last.number if together else first.number
    return Place(first.kind, first.number, max(number, first.number), first.label)


def section_of(document: Document, start: int) -> tuple[str, ...]:
    """The headings that a place of a document stands under, without the document's title."""
    paragraph = paragraph_at(document, start)
    if paragraph is None:
        return ()
    return tuple(document.text[span.start : span.end] for span in heading_path(document, paragraph))
