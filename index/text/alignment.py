"""A text and its translation, paragraph for paragraph: which words stand for which."""

from index.text.units import Paragraph, read_paragraphs
from index.types import Document, Span


def counterpart(span: Span, source: Document, target: Document) -> Span | None:
    """Map a span of `source` to the sentences of `target` that say the same.

    None where the two don't run paragraph for paragraph or the span lies outside any paragraph.
    Inside a paragraph sentences pair by their order where both sides have as many of them;
    elsewhere the whole paragraph is the counterpart.
    """
    theirs, ours = read_paragraphs(source), read_paragraphs(target)
    if len(theirs) != len(ours):
        return None
    touched = [
        _in_paragraph(span, source_paragraph, target_paragraph)
        for source_paragraph, target_paragraph in zip(theirs, ours, strict=True)
        if source_paragraph.start < span.end and span.start < source_paragraph.end
    ]
    if not touched:
        return None
    return Span(touched[0].start, touched[-1].end)


def _in_paragraph(span: Span, source: Paragraph, target: Paragraph) -> Span:
    if len(source.sentences) != len(target.sentences):
        return Span(target.start, target.end)
    pairs = [
        theirs
        for ours, theirs in zip(source.sentences, target.sentences, strict=True)
        if ours.start < span.end and span.start < ours.end
    ]
    return Span(pairs[0].start, pairs[-1].end) if pairs else Span(target.start, target.end)
