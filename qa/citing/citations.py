"""Citations: made from spans, numbered, and checked against the words they cite."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from index.text.alignment import counterpart
from index.text.units import paragraph_at
from index.text.views import view_at
from index.text.words import is_number, normalise
from index.types import Document, Span
from qa.types import Answer, Citation, Copy, Sentence, Verdict

# Share of a sentence's words that the cited words must hold, where it doesn't quote them.
_SUPPORTED_SHARE = 0.6
_PARTIAL_SHARE = 0.3

Lookup = Callable[[str], Document | None]


def cite(
    number: int,
    document: Document,
    start: int,
    end: int,
    lookup: Lookup,
    focus: tuple[int, int] | None = None,
    copies: Sequence[Document] = (),
) -> Citation:
    """Cite a span of a document, and the words of the original where it is a translation."""
    original = lookup(document.translation_of) if document.translation_of else None
    span = counterpart(Span(start, end), document, original) if original else None
    return Citation(
        number=number,
        document_id=document.id,
        title=document.title,
        language=document.language,
        date=document.date,
        source=document.source,
        url=document.url,
        start=start,
        end=end,
        quote=document.text[start:end],
        focus=focus,
        view=_row(document, Span(start, end)),
        copies=tuple(Copy(copy.id, copy.title, copy.date) for copy in copies),
        # Documents that name each other lead back to the first, which is cited but once.
        original=cite(
            number, original, span.start, span.end, lambda name: _other(document, lookup(name))
        )
        if original and span
        else None,
    )


def _row(document: Document, span: Span) -> str | None:
    """A row with the names of its columns, which stand elsewhere; None for anything else."""
    paragraph = paragraph_at(document, span.start)
    if paragraph is None or paragraph.kind != "row" or span not in paragraph.sentences:
        return None
    return view_at(document, span).text


def _other(document: Document, found: Document | None) -> Document | None:
    return None if found and found.id == document.id else found


def focus_in(sentence: Sentence, cited: Sequence[Citation]) -> Span | None:
    """Where the answering words of a citation stand in a sentence that quotes it."""
    for citation in cited:
        if not citation.focus:
            continue
        start, end = citation.focus
        at = sentence.text.find(citation.quote)
        if at >= 0:
            return Span(at + start - citation.start, at + end - citation.start)
        words = citation.quote[start - citation.start : end - citation.start]
        at = sentence.text.rfind(words) if citation.view else -1
        if at >= 0:
            return Span(at, at + len(words))
    return None


def verify(answer: Answer, lookup: Lookup) -> Answer:
    """Give every citation of an answer its verdict; none is dropped."""
    return replace(
        answer,
        citations=tuple(
            replace(citation, verdict=_judge(citation, answer.sentences, lookup))
            for citation in answer.citations
        ),
    )


def _judge(citation: Citation, sentences: Sequence[Sentence], lookup: Lookup) -> Verdict:
    if not _is_exact(citation, lookup):
        return Verdict("unsupported", "quote_differs")
    if citation.original and not _is_exact(citation.original, lookup):
        return Verdict("unsupported", "original_differs")
    citing = [sentence for sentence in sentences if citation.number in sentence.citations]
    if not citing:
        return Verdict("unsupported", "not_cited")
    verdicts = [
        sentence.verdict or check(sentence.text, citation.view or citation.quote)
        for sentence in citing
    ]
    order = ("unsupported", "partial", "supported")
    return min(verdicts, key=lambda verdict: order.index(verdict.status))


def _is_exact(citation: Citation, lookup: Lookup) -> bool:
    document = lookup(citation.document_id)
    return document is not None and document.text[citation.start : citation.end] == citation.quote


def check(text: str, quote: str) -> Verdict:
    """Check one sentence against the words it cites, by words and numbers alone."""
    if text in quote or quote in text:
        return Verdict("supported", "quoted")
    said, cited = normalise(text), set(normalise(quote))
    if not said:
        return Verdict("partial", "nothing_to_check")
    if any(is_number(word) and word not in cited for word in said):
        return Verdict("unsupported", "number_not_cited")
    share = sum(word in cited for word in said) / len(said)
    if share >= _SUPPORTED_SHARE:
        return Verdict("supported", "words_shared")
    return Verdict("partial" if share >= _PARTIAL_SHARE else "unsupported", "words_missing")
