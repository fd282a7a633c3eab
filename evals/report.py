"""A run as a table in the terminal and as JSON."""

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from evals.types import Result, Run
from index.errors import StorageError


def print_run(run: Run, console: Console) -> None:
    """Print the averages, one column a cut, and the cases that went wrong."""
    table = Table(title=run.suite)
    table.add_column("")
    for summary in run.summaries:
        table.add_column(f"{summary.cut}\nn={summary.cases}", justify="right")
    for name in run.summaries[0].means:
        table.add_row(name, *(_cell(summary.means[name]) for summary in run.summaries))
    console.print(table)
    wrong = [result for result in run.results if is_wrong(result)]
    for result in wrong:
        console.print(f"[bold]{result.case.id}[/] {result.case.question}", highlight=False)
        console.print(f"    {result.answer.text}", markup=False, highlight=False)


def is_wrong(result: Result) -> bool:
    """Tell whether a case counts as wrong: no match, or an answer where none should be."""
    return result.metrics["answer_match"] == 0.0 or result.metrics["refused"] == 0.0


def write_json(runs: Sequence[Run], path: Path) -> None:
    """Write runs to a file, whole or not at all; raises StorageError."""
    text = json.dumps([_as_json(run) for run in runs], ensure_ascii=False, indent=1)
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.write_text(text + "\n", encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise StorageError(
            "storage_unwritable", path=path, reason=error.strerror or error
        ) from error


def _as_json(run: Run) -> dict[str, Any]:
    return {
        "suite": run.suite,
        "provenance": run.provenance,
        "summaries": [dataclasses.asdict(summary) for summary in run.summaries],
        "results": [
            {
                "id": result.case.id,
                "question": result.case.question,
                "direction": result.direction,
                "tags": result.case.tags,
                "metrics": result.metrics,
                "answer": dataclasses.asdict(result.answer),
            }
            for result in run.results
        ],
    }


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
