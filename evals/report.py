"""A run as a table in the terminal and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.table import Table

from evals.compare import metrics_by_case
from evals.files import write_whole
from evals.types import Estimate, Run
from index.errors import SuiteError
from qa.types import Language
from qa.wording.messages import message

if TYPE_CHECKING:
    from evals.compare import Comparison

# Raise it when the JSON changes shape; older baselines are then refused.
RUN_FORMAT = 1


def print_run(run: Run, console: Console) -> None:
    """Print the averages, overall with their interval and by direction, and the time it took."""
    table = Table(title=run.suite, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("", no_wrap=True)
    shown = [summary for summary in run.summaries if summary.kind in ("all", "direction")]
    for position, summary in enumerate(shown):
        header = f"{summary.cut}\nn={summary.cases}"
        table.add_column(header, justify="right", no_wrap=True)
        if position == 0:
            table.add_column("95 %", justify="center", no_wrap=True)
    for name, overall in shown[0].metrics.items():
        if overall.n:
            cells = [_mean(summary.metrics[name]) for summary in shown[1:]]
            table.add_row(name, _mean(overall), _interval(overall), *cells)
    console.print(table)
    stages = ", ".join(
        f"{stage} {p['p50']:.0f}/{p['p95']:.0f}" for stage, p in run.timings_ms.items()
    )
    console.print(f"ms p50/p95: {stages}", highlight=False)


def print_comparison(comparison: "Comparison", console: Console, language: Language) -> None:
    """Print what changed against a baseline: metrics with their p, cases broken and mended."""
    table = Table(title=message("eval.against_baseline", language, suite=comparison.suite))
    for column in ("", "before", "after", "difference", "p", "n"):
        table.add_column(column, justify="left" if not column else "right")
    for change in comparison.metrics:
        mark = "*" if change.significant else ""
        table.add_row(
            change.name,
            f"{change.before:.3f}",
            f"{change.after:.3f}",
            f"{change.difference:+.3f}{mark}",
            f"{change.p_value:.3f}",
            str(change.n),
        )
    console.print(table)
    for key, ids in (("eval.broken", comparison.broken), ("eval.mended", comparison.mended)):
        if ids:
            line = message(key, language, count=len(ids), ids=", ".join(ids))
            console.print(line, markup=False, highlight=False)


def write_json(runs: Sequence[Run], path: Path) -> None:
    """Write runs to a file, whole or not at all; raises StorageError."""
    data = {"format": RUN_FORMAT, "runs": [asdict(run) for run in runs]}
    write_whole(path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def read_runs(path: Path) -> dict[str, dict[str, Any]]:
    """Read the runs of a file that `write_json` wrote, by suite; raises SuiteError."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != RUN_FORMAT:
            raise ValueError(f"format {data['format']}")
        runs = [_with_ids(run) for run in data["runs"]]
        return {metrics_by_case(run)[0]: run for run in runs}
    except FileNotFoundError as error:
        raise SuiteError("suite_missing", path=path) from error
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise SuiteError("baseline_broken", path=path, reason=error) from error


def _with_ids(run: dict[str, Any]) -> dict[str, Any]:
    """The run with the id of each result where the comparison looks for it."""
    results = [result | {"id": result["case"]["id"]} for result in run["results"]]
    return run | {"results": results}


def _mean(estimate: Estimate) -> str:
    return "–" if estimate.mean is None else f"{estimate.mean:.3f}"


def _interval(estimate: Estimate) -> str:
    if estimate.low is None or estimate.high is None:
        return ""
    return f"{estimate.low:.2f}–{estimate.high:.2f}"
