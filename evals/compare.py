"""Two runs of one suite, paired case by case: what fell, what rose, what broke, what was mended."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import fsum, isfinite
from typing import Any, Literal

from evals.statistics import Values, holm, mcnemar_exact, paired_bootstrap, pairs
from evals.types import Run

ALPHA = 0.05
# Metrics whose smaller value is the better one; of all others the larger one is.
LOWER_IS_BETTER = frozenset(
    {"falsely_refused", "sure_wrong", "hallucination_rate", "error_rate", "aurc"}
)
# What makes a case right: a match where it has an answer, a refusal where it has none.
DECIDING = ("answer_match", "refused")
# Those, and all cases together by whichever decides them.
RIGHT = "right"
# What a run is for: few enough to test each on its own, so that a loss in one of them isn't lost
# among two dozen others. Where nothing changed, each trips at most once in twenty comparisons.
GATED = (RIGHT, *DECIDING, "falsely_refused")

# How the names of a judge's metrics begin.
JUDGED = "judged_"

Test = Literal["mcnemar", "paired_bootstrap"]
Metrics = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class MetricChange:
    """A metric's mean over the `n` cases that it applies to in both runs.

    `p_value` is one-sided, of a move at least as far in the direction it took. `significant`: below
    `ALPHA`, on its own for the metrics in `GATED`, after Holm's correction for the others.
    """

    name: str
    before: float
    after: float
    difference: float
    p_value: float
    n: int
    test: Test
    significant: bool

    @property
    def worse(self) -> bool:
        """Whether it moved in the bad direction."""
        return self.difference > 0 if self.name in LOWER_IS_BETTER else self.difference < 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every metric that both runs have; ids of the cases that broke and that were mended.

    `gone` are the ids of cases that the run before had and this one hasn't.
    """

    suite: str
    metrics: tuple[MetricChange, ...]
    broken: tuple[str, ...]
    mended: tuple[str, ...]
    gone: tuple[str, ...] = ()


def compare(before: Run | Mapping[str, Any], after: Run | Mapping[str, Any]) -> Comparison:
    """Compare two runs over the cases that both have, by id.

    A run may be one read back from our JSON; raises ValueError where that isn't one. McNemar's
    exact test where all values are 0 or 1, else the paired bootstrap.
    """
    suite, new = metrics_by_case(after)
    _, old = metrics_by_case(before)
    cases = [case for case in old if case in new]
    names = dict.fromkeys([RIGHT, *(name for case in cases for name in old[case])])
    if _judge(before) != _judge(after):
        # Two judges' opinions don't compare.
        names = dict.fromkeys(name for name in names if not name.startswith(JUDGED))
    changes = [
        change
        for name in names
        if (change := _change(name, [(_with_right(old[c]), _with_right(new[c])) for c in cases]))
    ]
    moves = {case: _move(old[case], new[case]) for case in cases}
    return Comparison(
        suite,
        _with_significance(changes),
        tuple(case for case, move in moves.items() if move < 0),
        tuple(case for case, move in moves.items() if move > 0),
        tuple(case for case in old if case not in new),
    )


def fell(comparison: Comparison) -> tuple[MetricChange, ...]:
    """The metrics that got worse significantly."""
    return tuple(change for change in comparison.metrics if change.significant and change.worse)


def _judge(run: Run | Mapping[str, Any]) -> str | None:
    provenance = run.provenance if isinstance(run, Run) else run.get("provenance", {})
    return provenance.get("judge")


def metrics_by_case(run: Run | Mapping[str, Any]) -> tuple[str, dict[str, Metrics]]:
    """A run's suite, and its metrics by case id; raises ValueError for what isn't a run."""
    if isinstance(run, Run):
        return run.suite, {result.case.id: result.metrics for result in run.results}
    try:
        cases = {str(result["id"]): _numbers(result["metrics"]) for result in run["results"]}
        return str(run["suite"]), cases
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a run of ours: {error}") from error


def _numbers(metrics: Mapping[str, Any]) -> Metrics:
    """Check that every value read from a file is a number, and a finite one, or None."""
    for name, value in metrics.items():
        if value is not None and not (isinstance(value, int | float) and isfinite(value)):
            raise ValueError(f"not a run of ours: {name} is {value!r}")
    return metrics


def _change(name: str, cases: list[tuple[Metrics, Metrics]]) -> MetricChange | None:
    """Compare one metric, as yet without significance; None where no case has it in both runs."""
    before: Values = [old.get(name) for old, _ in cases]
    after: Values = [new.get(name) for _, new in cases]
    both = pairs(before, after)
    if not both:
        return None
    binary = all(value in (0, 1) for pair in both for value in pair)
    test: Test = "mcnemar" if binary else "paired_bootstrap"
    p_value = (mcnemar_exact if binary else paired_bootstrap)(before, after)
    old_mean, new_mean = (fsum(values) / len(both) for values in zip(*both, strict=True))
    return MetricChange(
        name, old_mean, new_mean, new_mean - old_mean, p_value, len(both), test, significant=False
    )


def _with_significance(changes: list[MetricChange]) -> tuple[MetricChange, ...]:
    others = [change for change in changes if change.name not in GATED]
    adjusted = holm([change.p_value for change in others])
    judged = {change.name: p for change, p in zip(others, adjusted, strict=True)}
    return tuple(
        replace(change, significant=judged.get(change.name, change.p_value) < ALPHA)
        for change in changes
    )


def _with_right(metrics: Metrics) -> Metrics:
    """A case's metrics, and whether it is right by whatever decides that."""
    return {**metrics, RIGHT: _right(metrics)}


def _right(metrics: Metrics) -> float | None:
    return next((v for name in DECIDING if (v := metrics.get(name)) is not None), None)


def _move(old: Metrics, new: Metrics) -> int:
    """-1 where a case broke, 1 where it was mended, else 0."""
    match _right(old), _right(new):
        case (1, 0):
            return -1
        case (0, 1):
            return 1
    return 0
