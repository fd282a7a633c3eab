"""Averages of a run, over all cases and over every cut of them."""

from collections.abc import Callable, Sequence

import numpy as np

from evals import metrics
from evals.measure import CASE_METRICS
from evals.statistics import bootstrap_interval, percentiles
from evals.types import Estimate, Result, Summary

# Metrics of a whole set of cases rather than of one.
SET_METRICS = (
    "hallucination_rate",
    "error_rate",
    "refusal_precision",
    "refusal_recall",
    "auroc",
    "aurc",
)
METRICS = CASE_METRICS + SET_METRICS
_AREA_SAMPLES = 200
_CUTS: dict[str, Callable[[Result], Sequence[str]]] = {
    "direction": lambda result: (result.direction,),
    "question_language": lambda result: (result.case.language,),
    "passage_language": lambda result: (result.passage_language,),
    "tag": lambda result: result.case.tags,
}


def summarise(results: Sequence[Result]) -> tuple[Summary, ...]:
    """Average every metric over all cases and over each cut."""
    summaries = [_summary("all", "all", results)]
    for kind, names in _CUTS.items():
        for cut in sorted({name for result in results for name in names(result)}):
            chosen = [result for result in results if cut in names(result)]
            summaries.append(_summary(kind, cut, chosen))
    return tuple(summaries)


def curve(results: Sequence[Result]) -> tuple[tuple[float, float], ...]:
    """Points (coverage, risk): of the most confident cases, the share answered wrong."""
    if not results:
        return ()
    return tuple(metrics.risk_coverage(_correct_if_answered(results), _confidence(results)))


def timings(results: Sequence[Result]) -> dict[str, dict[str, float]]:
    """Milliseconds of each stage, and of all together, at the 50th and 95th percentile."""
    stages = dict.fromkeys(stage for result in results for stage in result.answer.timings_ms)
    # A reply to small talk went through no stage, and took no time in it that would count.
    found = {
        stage: percentiles([result.answer.timings_ms.get(stage) for result in results])
        for stage in stages
    }
    totals = [sum(ms.values()) for result in results if (ms := result.answer.timings_ms)]
    return found | {"total": percentiles(totals)} if totals else found


def _summary(kind: str, cut: str, results: Sequence[Result]) -> Summary:
    # Besides our own metrics a judge's, where there was one.
    names = dict.fromkeys(name for result in results for name in result.metrics)
    estimates = {
        name: bootstrap_interval([result.metrics.get(name) for result in results]) for name in names
    }
    return Summary(kind, cut, len(results), estimates | _set_metrics(results, kind))


def _set_metrics(results: Sequence[Result], kind: str) -> dict[str, Estimate]:
    """Shares of a set, averaged over the cases in their denominator, and the areas."""
    shares: dict[str, list[float | None]] = {name: [] for name in SET_METRICS[:4]}
    for result in results:
        answerable, answered = result.case.answerable, result.answer.answered
        shares["hallucination_rate"].append(None if answerable else float(answered))
        shares["error_rate"].append(float(not answered) if answerable else None)
        shares["refusal_precision"].append(None if answered else float(not answerable))
        shares["refusal_recall"].append(None if answerable else float(not answered))
    areas = {"auroc": _auroc, "aurc": _aurc}
    return {name: bootstrap_interval(values) for name, values in shares.items()} | {
        name: _area(area, results, with_interval=kind == "all") for name, area in areas.items()
    }


def _auroc(results: Sequence[Result]) -> float | None:
    return metrics.auroc([result.case.answerable for result in results], _confidence(results))


def _aurc(results: Sequence[Result]) -> float | None:
    return metrics.aurc(_correct_if_answered(results), _confidence(results))


def _area(
    area: Callable[[Sequence[Result]], float | None],
    results: Sequence[Result],
    *,
    with_interval: bool,
) -> Estimate:
    """An area with the percentile interval of its resamples; small cuts go without one."""
    value = area(results)
    if value is None:
        return Estimate(None, None, None, 0)
    if not with_interval:
        return Estimate(value, None, None, len(results))
    random = np.random.default_rng(0)
    draws = random.integers(0, len(results), size=(_AREA_SAMPLES, len(results)))
    found = [area([results[position] for position in draw]) for draw in draws]
    low, high = np.percentile([v for v in found if v is not None], [2.5, 97.5])
    return Estimate(value, float(low), float(high), len(results))


def _confidence(results: Sequence[Result]) -> list[float]:
    return [result.answer.confidence for result in results]


def _correct_if_answered(results: Sequence[Result]) -> list[bool]:
    """Whether an answer is right; where only passages are judged, whether the first is relevant."""
    return [
        (result.metrics["answer_match"] or 0.0) == 1.0
        if result.case.answers or not result.case.answerable
        # Of several relevant ones the first is but a share.
        else (result.metrics["recall@1"] or 0.0) > 0.0
        for result in results
    ]
