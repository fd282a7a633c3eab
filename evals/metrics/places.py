"""Where the gold words of a case lie, and whether a span covers them."""

from collections.abc import Sequence

from index.types import Span

# For each piece of evidence its span in every version of its document.
Places = Sequence[Sequence[tuple[str, Span]]]

# A span covers a gold quote where it holds at least this share of its characters.
COVERED_SHARE = 0.5


def covers(document: str, span: Span, versions: Sequence[tuple[str, Span]]) -> bool:
    """Tell whether a span of a document holds most of a gold quote, in one of its versions."""
    return any(document == known and _holds_most(span, gold) for known, gold in versions)


def _holds_most(span: Span, gold: Span) -> bool:
    shared = min(span.end, gold.end) - max(span.start, gold.start)
    return shared >= COVERED_SHARE * (gold.end - gold.start)
