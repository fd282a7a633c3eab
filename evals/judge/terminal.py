"""What `seedqa eval --judge` shows: a bar while it judges, then a line about how it went."""

from collections.abc import Sequence

import click
from rich.console import Console
from rich.progress import Progress

from evals.judge.judging import Judging, agreement, judge_runs
from evals.judge.ragas import RagasJudge
from evals.types import Run
from qa.factory import build_embedder
from qa.settings import Settings
from qa.types import Language
from qa.wording.messages import message


def judge_answers(language: Language, runs: Sequence[Run], settings: Settings) -> Judging:
    """Have runs judged under a progress bar; say how many answers couldn't be, and why."""
    ragas = RagasJudge(settings, build_embedder(settings))
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(message("eval.judging", language, judge=ragas.name), total=None)
        judging = judge_runs(
            ragas, runs, lambda done, total: bar.update(task, completed=done, total=total)
        )
    if judging.failures:
        case, reason = judging.failures[0]
        values = {"count": len(judging.failures), "case": case, "reason": reason}
        click.echo(message("eval.judge_failed", language, **values), err=True)
    if isinstance(judging.stopped, KeyboardInterrupt):
        click.echo(message("eval.judge_interrupted", language), err=True)
    return judging


def print_judge(run: Run, console: Console, language: Language) -> None:
    """Print who judged a run and how far that agrees with its labels; nothing where no one did."""
    if "judge" not in run.provenance:
        return
    found = agreement(run)
    line = message(
        "eval.judged",
        language,
        suite=run.suite,
        judge=run.provenance["judge"],
        judged=found.judged,
        answered=found.answered,
        kappa="–" if found.kappa is None else f"{found.kappa:.2f}",
        n=found.n,
    )
    console.print(line, markup=False, highlight=False)
