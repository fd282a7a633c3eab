"""Metrics: small pure functions; None means "doesn't apply", which is not 0."""

import re
from collections.abc import Sequence

from evals.types import Case
from index.language import detect
from index.types import Hit, Span
from index.words import normalise
from qa.types import Answer, Citation

# A citation covers a gold quote where it holds at least this share of its characters.
COVERED_SHARE = 0.5
_QUOTATION = re.compile(r"[«“].*[»”]", re.S)

# Where the gold words lie: for each piece of evidence its span in every version of its document.
Places = Sequence[Sequence[tuple[str, Span]]]


def answer_match(case: Case, answer: Answer) -> float | None:
    """1 where the answer holds an alternative of every group, by normalised words in a row."""
    if not case.answerable or not case.answers:
        return None
    if not answer.answered:
        return 0.0
    words = normalise(answer.text, keep_stopwords=True)
    return float(all(any(_holds(words, option) for option in group) for group in case.answers))


def citation_coverage(case: Case, answer: Answer, places: Places) -> float | None:
    """Share of the gold quotes that a citation covers, in the original or a translation."""
    if not case.answerable or not places:
        return None
    cited = [span for citation in answer.citations for span in _spans(citation)]
    covered = [
        any(_covers(span, document, gold) for span in cited for document, gold in versions)
        for versions in places
    ]
    return sum(covered) / len(covered)


def recall_at(k: int, hits: Sequence[Hit], places: Places) -> float | None:
    """Share of the gold quotes that the first `k` passages hold (recall@k)."""
    if not places:
        return None
    found = [any(_hit_holds(hit, versions) for hit in hits[:k]) for versions in places]
    return sum(found) / len(found)


def reciprocal_rank(hits: Sequence[Hit], places: Places) -> float | None:
    """1 / the rank of the first passage that holds a gold quote, 0 where none does (MRR)."""
    if not places:
        return None
    for rank, hit in enumerate(hits, start=1):
        if any(_hit_holds(hit, versions) for versions in places):
            return 1 / rank
    return 0.0


def right_language(case: Case, answer: Answer) -> float | None:
    """1 where what is said, quotations in another language aside, is in the asker's language."""
    said = answer.text
    if any(citation.language != case.language for citation in answer.citations):
        said = _QUOTATION.sub("", said)
    return float(detect(said) == case.language)


def refused(case: Case, answer: Answer) -> float | None:
    """1 where an unanswerable question is refused."""
    return None if case.answerable else float(not answer.answered)


def falsely_refused(case: Case, answer: Answer) -> float | None:
    """1 where an answerable question is refused."""
    return float(not answer.answered) if case.answerable else None


def supported(answer: Answer) -> float | None:
    """Share of the citations whose words bear what is said, as our own checker judges."""
    if not answer.citations:
        return None
    verdicts = [citation.verdict for citation in answer.citations]
    return sum(v is not None and v.status == "supported" for v in verdicts) / len(verdicts)


def mean(values: Sequence[float | None]) -> float | None:
    """Average of the values that apply, None where none does."""
    applying = [value for value in values if value is not None]
    return sum(applying) / len(applying) if applying else None


def _holds(words: Sequence[str], option: str) -> bool:
    wanted = normalise(option, keep_stopwords=True)
    return any(
        list(words[start : start + len(wanted)]) == wanted
        for start in range(len(words) - len(wanted) + 1)
    )


def _spans(citation: Citation) -> list[tuple[str, Span]]:
    spans = [(citation.document_id, Span(citation.start, citation.end))]
    return spans + (_spans(citation.original) if citation.original else [])


def _covers(cited: tuple[str, Span], document: str, gold: Span) -> bool:
    if cited[0] != document:
        return False
    shared = min(cited[1].end, gold.end) - max(cited[1].start, gold.start)
    return shared >= COVERED_SHARE * (gold.end - gold.start)


def _hit_holds(hit: Hit, versions: Sequence[tuple[str, Span]]) -> bool:
    span = (hit.document.id, Span(hit.chunk.start, hit.chunk.end))
    return any(_covers(span, document, gold) for document, gold in versions)
