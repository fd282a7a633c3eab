"""`seedqa calibrate`: fit the confidence to an index's own documents or embedding model."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evals.command import INTERRUPTED, USAGE, show_cases
from index.errors import SeedQAError, SuiteError
from qa.types import Language
from qa.wording.locale import interface_language
from qa.wording.messages import error_message, message

if TYPE_CHECKING:
    from rich.console import Console

    from evals.calibrating.fitting import Figures
    from evals.calibrating.judging import Judged
    from evals.types import Suite
    from qa.pipeline import Pipeline

# Fewer questions, or fewer of them answered wrongly or rightly, say nothing about thresholds.
FEWEST, FEWEST_OF_A_KIND = 30, 5
_FILE = click.Path(path_type=Path)


@click.command(help=message("calibrate.help", interface_language()))
@click.argument("suites", nargs=-1, required=True, type=_FILE)
@click.option("--index", type=_FILE, metavar="DIR", help="SEEDQA_INDEX; .seedqa")
def calibrate(suites: tuple[Path, ...], index: Path | None) -> None:
    """Fit a calibration and write it into the index; exit 2 where a suite is wrong."""
    language = interface_language()
    try:
        _calibrate(language, suites, index)
    except SeedQAError as error:
        click.echo(error_message(error, language), err=True)
        sys.exit(USAGE if isinstance(error, SuiteError) else 1)
    except KeyboardInterrupt:
        click.echo(message("calibrate.interrupted", language), err=True)
        sys.exit(INTERRUPTED)


def _calibrate(language: Language, paths: tuple[Path, ...], index: Path | None) -> None:
    import numpy as np
    from rich.console import Console

    from evals.calibrating.fitting import figures, fit
    from evals.datasets import load_suites
    from qa.factory import build_corpus, build_embedder, build_pipeline, calibration_of
    from qa.reader.calibration import OWN, keep_calibration
    from qa.settings import load_settings

    suites = load_suites(paths)
    for suite, path in zip(suites, paths, strict=True):
        if suite.documents is not None:
            raise SuiteError("suite_brings_documents", path=path)
    settings = load_settings(index=index)
    build_corpus(settings).require()
    embedder = build_embedder(settings)
    base = calibration_of(settings, embedder.fingerprint)
    # Whatever the confidence, the best sentence is wanted.
    everything = settings.model_copy(update={"answer_threshold": 0.0, "sure_threshold": 0.0})
    judged = _judge(language, suites, build_pipeline(everything, embedder))
    right = sum(item.right for item in judged)
    if len(judged) < FEWEST or min(right, len(judged) - right) < FEWEST_OF_A_KIND:
        values = {"cases": len(judged), "right": right, "wrong": len(judged) - right}
        raise SuiteError(
            "suite_too_small", path=paths[0], fewest=FEWEST, of_a_kind=FEWEST_OF_A_KIND, **values
        )
    found = fit(judged, base, list(judged[0].features))
    ours = found.calibration
    before = np.array([base.confidence(item.features) for item in judged])
    rows = [
        figures(judged, before, base.answer_threshold, base.sure_threshold),
        figures(judged, found.confidences, ours.answer_threshold, ours.sure_threshold),
    ]
    path = keep_calibration(settings.index / OWN, ours, embedder.fingerprint)
    _print(Console(), language, rows)
    click.echo(message("calibrate.written", language, path=path, cases=len(judged)))


def _judge(language: Language, suites: "Sequence[Suite]", pipeline: "Pipeline") -> "list[Judged]":
    from rich.console import Console
    from rich.progress import Progress as Bar

    from evals.calibrating.judging import judge_suite

    console = Console(stderr=True)
    judged = []
    with Bar(console=console, transient=True, disable=not console.is_terminal) as bar:
        for suite in suites:
            label = message("eval.running", language, suite=suite.name)
            task = bar.add_task(label, total=len(suite.cases))
            judged += judge_suite(suite, pipeline, partial(show_cases, bar, task))
    return judged


def _print(console: "Console", language: Language, rows: "Sequence[Figures]") -> None:
    """A table of the figures with the calibration there was, and with the new one."""
    from rich.table import Table

    table = Table()
    columns = ("auroc", "sure", "sure_wrong", "not_sure", "falsely_refused")
    table.add_column()
    for name in columns:
        table.add_column(message(f"calibrate.{name}", language), justify="right")
    for label, row in zip(("before", "after"), rows, strict=True):
        values = [getattr(row, name) for name in columns]
        cells = ["–" if value is None else f"{value:.3f}" for value in values]
        table.add_row(message(f"calibrate.{label}", language), *cells)
    console.print(table)
