"""One case: where its gold words lie, what each metric says, and why it counts as wrong."""

import unicodedata
from collections.abc import Mapping

from evals import metrics
from evals.ranking import Search, rank
from evals.types import Case, Context, Gold, Result
from index.errors import SuiteError
from index.search import Searcher
from index.text.alignment import counterpart
from index.types import Document, Span
from qa.pipeline import Pipeline, Trace
from qa.types import Citation

CASE_METRICS = (
    "answer_match",
    "exact_match",
    "token_f1",
    "lemma_f1",
    "sentence@1",
    "sentence@3",
    "citation_coverage",
    "citation_recall",
    "citation_precision",
    "groundedness",
    "supported",
    "support_score",
    "recall@1",
    "recall@5",
    "recall@10",
    "mrr",
    "ndcg@10",
    "right_language",
    "refused",
    "falsely_refused",
    "sure_wrong",
    "sure",
    "not_sure",
)
_CONTEXT_CHARACTERS = 160


def measure(
    case: Case, trace: Trace, places: metrics.Places, pipeline: Pipeline, search: Search | None
) -> Result:
    """Measure what came of a case; for `search` see `rank`."""
    answer = trace.answer
    ids, relevant = rank(case, trace.hits, places, search)
    golds = [option for group in case.answers for option in group]
    said = (answer.short or answer.said) if answer.answered else ""
    spans = [(e.hit.document.id, e.start, e.end) for e in trace.reading.evidence]
    read = bool(case.answers) or not case.answerable
    values = (
        metrics.answer_match(case, answer),
        metrics.exact_match(said, golds, case.language) if read else None,
        metrics.token_f1(said, golds, case.language) if read else None,
        metrics.lemma_f1(said, golds) if read else None,
        metrics.sentence_at(1, spans, places),
        metrics.sentence_at(3, spans, places),
        metrics.citation_coverage(case, answer, places),
        metrics.citation_recall(answer),
        metrics.citation_precision(answer),
        metrics.groundedness(answer),
        metrics.supported(answer),
        answer.confidence if answer.answered else None,
        metrics.ranked_recall(1, ids, relevant),
        metrics.ranked_recall(5, ids, relevant),
        metrics.ranked_recall(10, ids, relevant),
        metrics.ranked_reciprocal_rank(None, ids, relevant),
        metrics.ndcg_at(10, ids, relevant),
        metrics.right_language(case, answer),
        metrics.refused(case, answer),
        metrics.falsely_refused(case, answer),
        metrics.sure_wrong(case, answer),
        metrics.sure(case, answer),
        metrics.not_sure(case, answer),
    )
    measured = dict(zip(CASE_METRICS, values, strict=True))
    passage_language = _passage_language(case, pipeline.searcher)
    return Result(
        case=case,
        standalone=trace.question.standalone,
        answer=answer,
        direction=f"{case.language}→{passage_language}",
        passage_language=passage_language,
        metrics=measured,
        wrong=_wrong(measured),
        contexts=tuple(_context(c, pipeline) for c in (*answer.citations, *answer.related)),
    )


def locate(source: str, case: Case, searcher: Searcher) -> metrics.Places:
    """Find the gold words of a case in every version of their documents; raises SuiteError."""
    return [_locate_one(source, case, gold, searcher) for gold in case.evidence]


def _locate_one(source: str, case: Case, gold: Gold, searcher: Searcher) -> list[tuple[str, Span]]:
    name = gold.document
    document = searcher.document(name) or searcher.document(unicodedata.normalize("NFC", name))
    if document is None:
        raise SuiteError("suite_place", path=source, place=case.id, reason=f"no document {name}")
    span = _span_of(gold, document)
    if span is None:
        reason = f"the quote isn't in {name}"
        raise SuiteError("suite_place", path=source, place=case.id, reason=reason)
    places = [(document.id, span)]
    for version in searcher.versions(document):
        mapped = counterpart(span, document, version) if version.id != document.id else None
        if mapped:
            places.append((version.id, mapped))
    for other in gold.others:
        places += _locate_one(source, case, other, searcher)
    return places


def _span_of(gold: Gold, document: Document) -> Span | None:
    if gold.start is None:
        return metrics.find_quote(gold.quote, document.text)
    span = Span(gold.start, gold.start + len(gold.quote))
    return span if document.text[span.start : span.end] == gold.quote else None


def _wrong(measured: Mapping[str, float | None]) -> tuple[str, ...]:
    if measured["falsely_refused"] == 1.0:
        return ("false_refusal",)
    reasons = {
        "false_answer": measured["refused"] == 0.0,
        "no_match": measured["answer_match"] == 0.0,
        "not_covered": measured["citation_coverage"] == 0.0,
        "wrong_language": measured["right_language"] == 0.0,
    }
    return tuple(reason for reason, holds in reasons.items() if holds)


def _passage_language(case: Case, searcher: Searcher) -> str:
    """The language of the original that answers, "–" where nothing does."""
    if not case.answerable:
        return "–"
    names = [gold.document for gold in case.evidence] or [
        name for name, grade in case.relevant if grade > 0
    ]
    found: Document | None = next((d for d in map(searcher.document, names) if d), None)
    return found.language if found else "?"


def _context(citation: Citation, pipeline: Pipeline) -> Context:
    document = pipeline.searcher.document(citation.document_id)
    text = document.text if document else citation.quote
    start, end = (citation.start, citation.end) if document else (0, len(text))
    return Context(
        number=citation.number,
        document_id=citation.document_id,
        title=citation.title,
        before=text[max(0, start - _CONTEXT_CHARACTERS) : start],
        quote=text[start:end],
        after=text[end : end + _CONTEXT_CHARACTERS],
    )
