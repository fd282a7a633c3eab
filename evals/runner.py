"""Run a suite through a pipeline and average what came of it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from evals import metrics
from evals.datasets import load_suite
from evals.provenance import describe
from evals.types import Case, Result, Run, Summary
from index.alignment import counterpart
from index.errors import SuiteError
from index.types import Hit, Span
from qa.pipeline import Pipeline
from qa.types import Answer

OVERALL = "all"
PASSAGES = 5
METRICS = (
    "answer_match",
    "citation_coverage",
    "recall@5",
    "mrr",
    "right_language",
    "refused",
    "falsely_refused",
    "supported",
)


def run_suite(
    path: Path, pipeline: Pipeline, progress: Callable[[int, int], None] | None = None
) -> Run:
    """Run every case of a suite; raises SuiteError where the suite doesn't fit the index."""
    cases = load_suite(path)
    places = [_locate(path, number, case, pipeline) for number, case in enumerate(cases, start=1)]
    results = []
    for number, (case, place) in enumerate(zip(cases, places, strict=True), start=1):
        results.append(_run_case(case, place, pipeline))
        if progress:
            progress(number, len(cases))
    return Run(path.stem, tuple(results), summarise(results), describe(pipeline))


def summarise(results: Sequence[Result]) -> tuple[Summary, ...]:
    """Average every metric over all cases and by direction."""
    directions = sorted({result.direction for result in results})
    cuts = {OVERALL: list(results)} | {
        direction: [result for result in results if result.direction == direction]
        for direction in directions
    }
    return tuple(
        Summary(
            cut,
            len(chosen),
            {name: metrics.mean([result.metrics[name] for result in chosen]) for name in METRICS},
        )
        for cut, chosen in cuts.items()
    )


def _run_case(case: Case, places: metrics.Places, pipeline: Pipeline) -> Result:
    answer = pipeline.ask(case.question, case.history, fallback=case.language)
    question = pipeline.understand(case.question, case.history, fallback=case.language)
    hits = tuple(pipeline.search(question, PASSAGES)) if case.answerable else ()
    return Result(
        case,
        answer,
        hits,
        _direction(case, pipeline),
        dict(zip(METRICS, _measure(case, answer, hits, places), strict=True)),
    )


def _measure(
    case: Case, answer: Answer, hits: Sequence[Hit], places: metrics.Places
) -> tuple[float | None, ...]:
    """The values of METRICS, in their order."""
    return (
        metrics.answer_match(case, answer),
        metrics.citation_coverage(case, answer, places),
        metrics.recall_at(PASSAGES, hits, places),
        metrics.reciprocal_rank(hits, places),
        metrics.right_language(case, answer),
        metrics.refused(case, answer),
        metrics.falsely_refused(case, answer),
        metrics.supported(answer),
    )


def _direction(case: Case, pipeline: Pipeline) -> str:
    """Question language → language of the original that answers."""
    if not case.answerable or not case.evidence:
        return f"{case.language}→–"
    document = pipeline.searcher.document(case.evidence[0].document)
    return f"{case.language}→{document.language if document else '?'}"


def _locate(path: Path, number: int, case: Case, pipeline: Pipeline) -> metrics.Places:
    """Find the gold words of a case in every version of their documents."""
    places = []
    for gold in case.evidence:
        document = pipeline.searcher.document(gold.document)
        if document is None:
            reason = f"{case.id}: there is no document {gold.document} in the index"
            raise SuiteError("suite_line", path=path, line=number, reason=reason)
        start = document.text.find(gold.quote)
        if start < 0:
            reason = f"{case.id}: the quote isn't in {gold.document}"
            raise SuiteError("suite_line", path=path, line=number, reason=reason)
        span = Span(start, start + len(gold.quote))
        versions = [(document.id, span)]
        for version in pipeline.searcher.versions(document):
            mapped = counterpart(span, document, version) if version.id != document.id else None
            if mapped:
                versions.append((version.id, mapped))
        places.append(versions)
    return places
