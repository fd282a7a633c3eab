"""`seedqa eval`: run suites, print tables, keep the figures, compare and gate."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index.errors import SeedQAError, SuiteError
from qa.types import Language
from qa.wording.locale import interface_language
from qa.wording.messages import error_message, message

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from evals.types import Run, Suite
    from index.sync import Progress

USAGE, GATE, INTERRUPTED = 2, 3, 130
_FILE = click.Path(path_type=Path)


@click.command(help=message("eval.help", interface_language()))
@click.argument("suites", nargs=-1, required=True, type=_FILE)
@click.option("--query-language", type=click.Choice(["same", "all", "ru", "en"]), default="same")
@click.option("--gold-passage", is_flag=True, help=message("eval.help_gold", interface_language()))
@click.option("--json", "json_path", type=_FILE, metavar="FILE")
@click.option("--html", "html_path", type=_FILE, metavar="FILE")
@click.option("--baseline", type=_FILE, metavar="FILE")
@click.option(
    "--fail-under",
    "worst",
    multiple=True,
    metavar="METRIC[:CUT]=WORST",
    help=message("eval.help_gate", interface_language()),
)
@click.option(
    "--no-regression", is_flag=True, help=message("eval.help_regression", interface_language())
)
@click.option("--judge", is_flag=True, help="SEEDQA_LLM_BASE_URL, SEEDQA_LLM_MODEL")
@click.option("--resume", is_flag=True)
@click.option("--index", type=_FILE, metavar="DIR", help="SEEDQA_INDEX; .seedqa")
def evaluate(**options: Any) -> None:
    """Run suites; exit 3 where a gate falls short, 2 where a suite or an option is wrong."""
    language = interface_language()
    try:
        fell_short = _evaluate(language, **options)
    except SeedQAError as error:
        click.echo(error_message(error, language), err=True)
        sys.exit(USAGE if isinstance(error, SuiteError) else 1)
    except KeyboardInterrupt:
        click.echo(message("eval.interrupted", language), err=True)
        sys.exit(INTERRUPTED)
    if fell_short:
        sys.exit(GATE)


def _evaluate(
    language: Language,
    suites: tuple[Path, ...],
    query_language: str,
    gold_passage: bool,
    json_path: Path | None,
    html_path: Path | None,
    baseline: Path | None,
    worst: tuple[str, ...],
    no_regression: bool,
    judge: bool,
    resume: bool,
    index: Path | None,
) -> bool:
    from rich.console import Console

    from evals.compare import compare
    from evals.gates import parse_gate, regressions, shortfalls
    from evals.judge.judging import JUDGED_METRICS
    from evals.judge.ragas import require_judge
    from evals.judge.terminal import judge_answers, print_judge
    from evals.report import print_comparison, print_run, read_runs, write_json
    from evals.summary import METRICS
    from qa.settings import load_settings

    known = METRICS + (JUDGED_METRICS if judge else ())
    gates = [parse_gate(gate, known) for gate in worst]
    before = read_runs(baseline) if baseline else {}
    if no_regression and not baseline:
        raise SuiteError("baseline_unnamed")
    settings = load_settings(index=index)
    if judge:
        require_judge(settings)
    runs = _run(language, suites, query_language, gold_passage, resume, index)
    stopped = None
    if judge:
        judging = judge_answers(language, runs, settings)
        runs, stopped = list(judging.runs), judging.stopped
    console = Console()
    for run in runs:
        print_run(run, console)
        print_judge(run, console, language)
    comparisons = [compare(before[run.suite], run) for run in runs if run.suite in before]
    for comparison in comparisons:
        print_comparison(comparison, console, language)
    if json_path:
        write_json(runs, json_path)
    if html_path:
        from evals.report_page import write_html

        write_html(runs, comparisons, html_path, language)
    complaints = shortfalls(language, runs, gates)
    if no_regression:
        complaints += regressions(language, runs, before, comparisons)
    for complaint in complaints:
        click.echo(complaint, err=True)
    if isinstance(stopped, SeedQAError):
        raise stopped
    if stopped:
        sys.exit(INTERRUPTED)
    return bool(complaints)


def _run(
    language: Language,
    paths: Sequence[Path],
    query_language: str,
    gold_passage: bool,
    resume: bool,
    index: Path | None,
) -> "list[Run]":
    from rich.console import Console
    from rich.progress import Progress as Bar

    from evals.datasets import load_suites
    from evals.running.corpus import open_corpus
    from evals.running.runner import run_cases
    from qa.factory import build_corpus, build_embedder
    from qa.settings import load_settings

    suites = load_suites(paths, query_language)
    for suite in suites:
        _tell_empty(language, suite)
    settings = load_settings(index=index)
    if any(suite.documents is None for suite in suites):
        build_corpus(settings).require()
    embedder = build_embedder(settings)
    console = Console(stderr=True)
    runs = []
    with Bar(console=console, transient=True, disable=not console.is_terminal) as bar:
        for suite in suites:
            task = bar.add_task(message("eval.indexing", language, suite=suite.name), total=None)
            pipeline = open_corpus(suite, settings, embedder, partial(_show_indexing, bar, task))
            label = message("eval.running", language, suite=suite.name)
            bar.reset(task, description=label, total=len(suite.cases))
            show = partial(show_cases, bar, task)
            runs.append(
                run_cases(
                    suite,
                    pipeline,
                    source=suite.name,
                    gold_passage=gold_passage,
                    resume=resume,
                    progress=show,
                )
            )
    return runs


def _tell_empty(language: Language, suite: "Suite") -> None:
    """Say which documents of a corpus are left out, or the first of them."""
    from evals.gates import named

    if suite.empty:
        values = {"suite": suite.name, "count": len(suite.empty), "ids": named(suite.empty)}
        click.echo(message("eval.empty_documents", language, **values), err=True)


def _show_indexing(bar: "Bar", task: "TaskID", progress: "Progress") -> None:
    bar.update(task, completed=progress.done, total=progress.total)


def show_cases(bar: "Bar", task: "TaskID", done: int, total: int) -> None:
    """Move a bar on to the cases that are done."""
    bar.update(task, completed=done, total=total)
