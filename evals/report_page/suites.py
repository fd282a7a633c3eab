"""A run as the page shows it: verdicts, tables of every cut, plots and provenance."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from evals.compare import LOWER_IS_BETTER, Comparison
from evals.report_page.cases import verdict
from evals.report_page.changes import ComparisonView, view_comparison
from evals.report_page.plots import BarPlot, Curve, by_direction, risk_coverage
from evals.report_page.words import DASH, KEYS, Words, is_number, spaced
from evals.types import Estimate, Run, Summary

KINDS = ("all", "direction", "question_language", "passage_language", "tag")
# What a reader asks first, in this order; every other metric follows in that of the run.
HEADLINE = (
    "answer_match",
    "citation_coverage",
    "recall@5",
    "sentence@1",
    "ndcg@10",
    "mrr",
    "refused",
    "falsely_refused",
    "sure_wrong",
)
_OVERVIEW = 4
_FACTS = (
    *("suite", "corpus", "passages", "model", "reader_weights", "answerer"),
    *("code", "commit", "date", "machine", "python"),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A mean with its interval and count; `scale` are those three in per cent of the unit."""

    mean: str
    interval: str | None
    n: str
    scale: tuple[float, float, float] | None

    @property
    def known(self) -> bool:
        """Whether there is a mean at all."""
        return self.mean != DASH


@dataclass(frozen=True, slots=True)
class MetricRow:
    """A metric over the cuts of a table."""

    label: str
    why: str | None
    lower_is_better: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CutTable:
    """Every metric over the cuts of one kind, all cases first."""

    kind: str
    label: str
    note: str | None
    cuts: tuple[tuple[str, str], ...]
    rows: tuple[MetricRow, ...]


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """A suite among others."""

    name: str
    cases: str
    wrong: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The first few metrics of several suites."""

    columns: tuple[str, ...]
    rows: tuple[OverviewRow, ...]


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of a stage; `scale` shows p50 within p95, in per cent of the longest stage."""

    stage: str
    p50: str
    p95: str
    scale: tuple[float, float, float] | None


@dataclass(frozen=True, slots=True)
class SuiteView:
    """All that the page shows of a run but its cases."""

    name: str
    cases: int
    verdicts: dict[str, int]
    verdict_line: str
    reasons: tuple[tuple[str, str, str | None, int], ...]
    tables: tuple[CutTable, ...]
    curve: Curve | None
    headline_plots: tuple[BarPlot, ...]
    more_plots: tuple[BarPlot, ...]
    timings: tuple[Timing, ...]
    facts: tuple[tuple[str, str], ...]
    details: tuple[tuple[str, str], ...]
    comparisons: tuple[ComparisonView, ...]
    directions: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]


def view_suite(run: Run, comparisons: Sequence[Comparison], words: Words) -> SuiteView:
    """Put a run into words, tables and plots."""
    verdicts = Counter(verdict(result) for result in run.results)
    reasons = Counter(code for result in run.results for code in result.wrong)
    overall = next((s for s in run.summaries if s.kind == "all"), None)
    plots = sorted(by_direction(run, words), key=lambda plot: _rank(plot.name))
    headline = sum(plot.name in HEADLINE for plot in plots)
    known = [name for name in _FACTS if name in run.provenance]
    return SuiteView(
        name=run.suite,
        cases=len(run.results),
        verdicts={name: verdicts[name] for name in ("right", "wrong", "unjudged")},
        verdict_line=words.say(
            "verdicts_of",
            right=words.count(verdicts["right"]),
            cases=words.count(len(run.results)),
        ),
        reasons=tuple(
            (code, words.worded("reason", code), _because(code, words), number)
            for code, number in reasons.most_common()
        ),
        tables=tuple(table for kind in KINDS if (table := _table(run, kind, overall, words))),
        curve=risk_coverage(run.risk_coverage, words),
        headline_plots=tuple(plots[:headline] or plots),
        more_plots=tuple(plots[headline:] if headline else ()),
        timings=_timings(run, words),
        facts=tuple((words.say(f"fact_{name}"), run.provenance[name]) for name in known),
        details=tuple((k, v) for k, v in run.provenance.items() if k not in known),
        comparisons=tuple(view_comparison(comparison, words) for comparison in comparisons),
        directions=tuple(
            (name, spaced(name)) for name in sorted({result.direction for result in run.results})
        ),
        tags=tuple(sorted({tag for result in run.results for tag in result.case.tags})),
    )


def view_overview(runs: Sequence[Run], words: Words) -> Overview:
    """Put the first few figures of every run side by side."""
    overall = [next((s.metrics for s in run.summaries if s.kind == "all"), {}) for run in runs]
    known = dict.fromkeys(n for metrics in overall for n, e in metrics.items() if is_number(e.mean))
    names = sorted(known, key=_rank)[:_OVERVIEW]
    return Overview(
        tuple(words.metric_label(name) for name in names),
        tuple(
            OverviewRow(
                run.suite,
                words.count(len(run.results)),
                words.count(sum(verdict(result) == "wrong" for result in run.results)),
                tuple(_cell(metrics.get(name), words) for name in names),
            )
            for run, metrics in zip(runs, overall, strict=True)
        ),
    )


def _table(run: Run, kind: str, overall: Summary | None, words: Words) -> CutTable | None:
    chosen = [summary for summary in run.summaries if summary.kind == kind]
    if not chosen:
        return None
    if overall and kind != "all":
        chosen.insert(0, overall)
    names = sorted(dict.fromkeys(n for s in chosen for n in s.metrics), key=_rank)
    rows = [
        MetricRow(
            words.metric_label(name),
            words.metric_explanation(name),
            name in LOWER_IS_BETTER,
            tuple(_cell(summary.metrics.get(name), words) for summary in chosen),
        )
        for name in names
    ]
    note = f"kind_note_{kind}"
    return CutTable(
        kind,
        words.say(f"kind_{kind}"),
        words.say(note) if note in KEYS else None,
        tuple((_cut(summary, words), words.count(summary.cases)) for summary in chosen),
        tuple(rows),
    )


def _cut(summary: Summary, words: Words) -> str:
    if summary.kind == "all":
        return words.say("all_cases")
    if summary.kind in ("question_language", "passage_language"):
        return words.worded("language", summary.cut)
    return spaced(summary.cut) if summary.kind == "direction" else summary.cut


def _cell(estimate: Estimate | None, words: Words) -> Cell:
    if estimate is None or not is_number(estimate.mean):
        return Cell(DASH, None, DASH, None)
    low, high = estimate.low, estimate.high
    interval = scale = None
    if is_number(low) and is_number(high):
        interval = f"{words.figure(low)}–{words.figure(high)}"
        if low >= 0 and high <= 1:
            scale = (round(100 * low, 1), round(100 * high, 1), round(100 * estimate.mean, 1))
    return Cell(words.figure(estimate.mean), interval, words.count(estimate.n), scale)


def _rank(name: str) -> int:
    return HEADLINE.index(name) if name in HEADLINE else len(HEADLINE)


def _because(code: str, words: Words) -> str | None:
    return words.say(f"because_{code}") if f"because_{code}" in KEYS else None


def _timings(run: Run, words: Words) -> tuple[Timing, ...]:
    times = {stage: (ms.get("p50"), ms.get("p95")) for stage, ms in run.timings_ms.items()}
    longest = max((most for _, most in times.values() if is_number(most)), default=0.0)

    def scale(half: float | None, most: float | None) -> tuple[float, float, float] | None:
        if not (longest and is_number(half) and is_number(most)):
            return None
        return 0.0, round(100 * most / longest, 1), round(100 * half / longest, 1)

    def milliseconds(value: float | None) -> str:
        return words.figure(value, 0 if is_number(value) and value >= 100 else 1)

    return tuple(
        Timing(
            words.worded("stage", stage), milliseconds(half), milliseconds(most), scale(half, most)
        )
        for stage, (half, most) in times.items()
    )
