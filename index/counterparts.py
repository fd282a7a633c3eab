"""Which passages of a document and of its translations say the same."""

from collections.abc import Mapping, Sequence

from index.storage import PassageInfo
from index.text.alignment import counterpart
from index.types import Document, Passage, Span


def place_of(passage: PassageInfo, texts: Mapping[str, Document]) -> tuple[str, Span]:
    """Where the passage lies in its original."""
    span = Span(passage.start, passage.end)
    original = texts.get(passage.translation_of) if passage.translation_of else None
    mapped = counterpart(span, texts[passage.document_id], original) if original else None
    return (original.id, mapped) if original and mapped else (passage.document_id, span)


def same_place(place: tuple[str, Span], other: tuple[str, Span]) -> bool:
    """Two places are the same passage where half of the shorter one is shared."""
    (document, span), (other_document, other_span) = place, other
    if document != other_document:
        return False
    shared = min(span.end, other_span.end) - max(span.start, other_span.start)
    shorter = min(span.end - span.start, other_span.end - other_span.start)
    return shared * 2 > shorter


def twin_of(
    passage: PassageInfo,
    document: Document,
    versions: Sequence[Document],
    known: Mapping[str, Sequence[Passage]],
) -> tuple[Passage, Document] | None:
    """The passage that says the same in another version of its document."""
    for version in versions:
        span = counterpart(Span(passage.start, passage.end), document, version)
        found = _overlapping(known[version.id], span) if span else None
        if found:
            return found, version
    return None


def _overlapping(passages: Sequence[Passage], span: Span) -> Passage | None:
    """The passage that shares most with a span."""
    shared = {p.id: min(p.end, span.end) - max(p.start, span.start) for p in passages}
    best = max(passages, key=lambda p: shared[p.id], default=None)
    return best if best and shared[best.id] > 0 else None
