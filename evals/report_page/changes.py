"""What changed against a baseline, as the page shows it."""

from dataclasses import dataclass

from evals.compare import Comparison, MetricChange
from evals.report_page.words import (
    Text,
    count,
    figure,
    metric_explanation,
    metric_label,
    probability,
    say,
    signed,
    worded,
)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A line of the comparison; `trend` is `better`, `worse` or nothing."""

    label: Text
    why: Text | None
    before: Text
    after: Text
    difference: Text
    p_value: Text
    n: Text
    test: Text
    verdict: Text
    trend: str


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """A comparison in words, with the ids of the cases to look at."""

    rows: tuple[ChangeRow, ...]
    broken: tuple[str, ...]
    mended: tuple[str, ...]


def view_comparison(comparison: Comparison) -> ComparisonView:
    """Put a comparison into words."""
    return ComparisonView(
        tuple(_row(change) for change in comparison.metrics),
        tuple(comparison.broken),
        tuple(comparison.mended),
    )


def _row(change: MetricChange) -> ChangeRow:
    trend = _trend(change)
    if not change.significant:
        verdict = say("within_noise")
    else:
        verdict = say(f"significant_{trend}") if trend else say("significant")
    return ChangeRow(
        metric_label(change.name),
        metric_explanation(change.name),
        figure(change.before),
        figure(change.after),
        signed(change.difference),
        probability(change.p_value),
        count(change.n),
        worded("test", change.test),
        verdict,
        trend if change.significant else "",
    )


def _trend(change: MetricChange) -> str:
    """Which way it went; of a metric that we don't know nobody says whether more is better."""
    if not change.difference or metric_explanation(change.name) is None:
        return ""
    return "worse" if change.worse else "better"
