"""What changed against a baseline, as the page shows it."""

from dataclasses import dataclass

from evals.compare import Comparison, MetricChange
from evals.report_page.words import Words, is_known


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A line of the comparison; `trend` is `better`, `worse` or nothing."""

    label: str
    why: str | None
    before: str
    after: str
    difference: str
    p_value: str
    n: str
    test: str
    verdict: str
    trend: str


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """A comparison in words, with the ids of the cases to look at."""

    rows: tuple[ChangeRow, ...]
    broken: tuple[str, ...]
    mended: tuple[str, ...]


def view_comparison(comparison: Comparison, words: Words) -> ComparisonView:
    """Put a comparison into words."""
    return ComparisonView(
        tuple(_row(change, words) for change in comparison.metrics),
        tuple(comparison.broken),
        tuple(comparison.mended),
    )


def _row(change: MetricChange, words: Words) -> ChangeRow:
    trend = _trend(change)
    if not change.significant:
        verdict = words.say("within_noise")
    else:
        verdict = words.say(f"significant_{trend}" if trend else "significant")
    return ChangeRow(
        words.metric_label(change.name),
        words.metric_explanation(change.name),
        words.figure(change.before),
        words.figure(change.after),
        words.signed(change.difference),
        words.probability(change.p_value),
        words.count(change.n),
        words.worded("test", change.test),
        verdict,
        trend if change.significant else "",
    )


def _trend(change: MetricChange) -> str:
    """Which way it went; of a metric that we don't know nobody says whether more is better."""
    if not change.difference or not is_known(change.name):
        return ""
    return "worse" if change.worse else "better"
