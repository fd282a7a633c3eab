"""What a run must not fall short of: the worst means allowed, and the run before."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.compare import LOWER_IS_BETTER, Comparison, fell
from evals.types import Run, Summary
from index.errors import SuiteError
from qa.types import Language
from qa.wording.messages import message

_GATE = re.compile(r"(?P<metric>[^:=]+)(?::(?P<cut>.+))?=(?P<worst>[^=]+)")
# The cuts that a gate may name, in this order where two have the same name.
_CUTS = ("direction", "question_language", "tag")
# So many cases are named.
_NAMED = 10


@dataclass(frozen=True, slots=True)
class Gate:
    """The worst mean of a metric that is allowed, over all cases (`cut` None) or over a cut."""

    metric: str
    cut: str | None
    worst: float

    @property
    def name(self) -> str:
        """The metric and the cut as they are written."""
        return f"{self.metric}:{self.cut}" if self.cut else self.metric

    @property
    def is_ceiling(self) -> bool:
        """Whether a mean may not be larger; of most metrics it may not be smaller."""
        return self.metric in LOWER_IS_BETTER


def parse_gate(text: str, known: Sequence[str]) -> Gate:
    """Read METRIC=VALUE or METRIC:CUT=VALUE; raises SuiteError where that is no gate.

    A cut is a direction ("ru-en" or "ru→en"), a question's language or a tag; the value lies from
    0 to 1, as every metric does: any other would always hold, or never.
    """
    match = _GATE.fullmatch(text)
    worst = _number(match["worst"]) if match else None
    if match and match["metric"] not in known:
        raise SuiteError("metric_unknown", name=match["metric"], known=", ".join(known))
    if match is None or worst is None:
        raise SuiteError("gate_invalid", gate=text)
    return Gate(match["metric"], match["cut"], worst)


def shortfalls(language: Language, runs: Sequence[Run], gates: Sequence[Gate]) -> list[str]:
    """Say where a run is worse than a gate allows.

    Gates hold in every suite whose cases they apply to; one that applies to no case of any suite
    isn't met.
    """
    complaints = []
    for gate in gates:
        means = [(run.suite, mean) for run in runs if (mean := _mean(run, gate)) is not None]
        if not means:
            complaints.append(message("eval.gate_idle", language, metric=gate.name))
        for suite, mean in means:
            if mean > gate.worst if gate.is_ceiling else mean < gate.worst:
                key = "eval.rose_above" if gate.is_ceiling else "eval.fell_short"
                values = {"suite": suite, "metric": gate.name, "value": mean, "worst": gate.worst}
                complaints.append(message(key, language, **values))
    return complaints


def regressions(
    language: Language,
    runs: Sequence[Run],
    before: Mapping[str, Mapping[str, Any]],
    comparisons: Sequence[Comparison],
) -> list[str]:
    """Say what got worse than the baseline, and what can't be compared with it."""
    complaints = [
        message("eval.not_in_baseline", language, suite=run.suite)
        for run in runs
        if run.suite not in before
    ]
    for comparison in comparisons:
        if comparison.gone:
            complaints.append(_gone(language, comparison))
        elif not comparison.metrics:
            complaints.append(message("eval.not_in_baseline", language, suite=comparison.suite))
        for change in fell(comparison):
            values = {"before": change.before, "after": change.after, "p": change.p_value}
            where = {"suite": comparison.suite, "metric": change.name}
            complaints.append(message("eval.regressed", language, **where, **values))
    return complaints


def _gone(language: Language, comparison: Comparison) -> str:
    gone = comparison.gone
    values = {"suite": comparison.suite, "count": len(gone), "ids": named(gone)}
    return message("eval.cases_gone", language, **values)


def named(ids: Sequence[str]) -> str:
    """The first ids in a row, with an ellipsis where there are more."""
    return ", ".join(ids[:_NAMED]) + (", …" if len(ids) > _NAMED else "")


def _mean(run: Run, gate: Gate) -> float | None:
    """The mean that a gate is about, None where it applies to no case of the run."""
    summary = _summary(run, gate.cut)
    estimate = summary.metrics.get(gate.metric) if summary else None
    return estimate.mean if estimate else None


def _summary(run: Run, cut: str | None) -> Summary | None:
    if cut is None:
        return run.summaries[0]
    for kind in _CUTS:
        for summary in run.summaries:
            if summary.kind == kind and _plain(summary.cut) == _plain(cut):
                return summary
    return None


def _plain(cut: str) -> str:
    """A cut as a keyboard writes it: the arrow of a direction as a hyphen."""
    return cut.replace("->", "-").replace("→", "-")


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and 0 <= value <= 1 else None
