"""`seedqa eval`: run suites, print a table, keep the figures, gate on them."""

import sys
from pathlib import Path

import click

from index.errors import SeedQAError, SuiteError
from qa.locale import interface_language
from qa.messages import error_message, message

USAGE, GATE = 2, 3


@click.command(help=message("command.help_eval", interface_language()))
@click.argument("suites", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "json_path", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--fail-under", "floors", multiple=True, metavar="METRIC=VALUE")
@click.option(
    "--index", type=click.Path(path_type=Path), metavar="DIR", help="SEEDQA_INDEX; .seedqa"
)
def evaluate(
    suites: tuple[Path, ...], json_path: Path | None, floors: tuple[str, ...], index: Path | None
) -> None:
    """Run suites; exit 3 where a gate falls short, 2 where a suite or an option is wrong."""
    try:
        fell_short = _evaluate(suites, json_path, floors, index)
    except SeedQAError as error:
        click.echo(error_message(error, interface_language()), err=True)
        sys.exit(USAGE if isinstance(error, SuiteError) else 1)
    except KeyboardInterrupt:
        click.echo(message("command.interrupted", interface_language()), err=True)
        sys.exit(130)
    if fell_short:
        sys.exit(GATE)


def _evaluate(
    suites: tuple[Path, ...], json_path: Path | None, floors: tuple[str, ...], index: Path | None
) -> bool:
    from rich.console import Console
    from rich.progress import track

    from evals.datasets import load_suite
    from evals.report import print_run, write_json
    from evals.runner import METRICS, run_suite
    from qa.factory import build_pipeline
    from qa.settings import load_settings

    gates = dict(_gate(floor, METRICS) for floor in floors)
    for suite in suites:
        load_suite(suite)
    pipeline = build_pipeline(load_settings(index=index))
    language, console = interface_language(), Console()
    working = message("command.evaluating", language)
    quiet = Console(stderr=True)
    runs = [
        run_suite(suite, pipeline)
        for suite in track(suites, working, console=quiet, transient=True)
    ]
    for run in runs:
        print_run(run, console)
    if json_path:
        write_json(runs, json_path)
    fell_short = False
    for run in runs:
        for name, floor in gates.items():
            value = run.summaries[0].means[name]
            if value is not None and value < floor:
                fell_short = True
                values = {"suite": run.suite, "metric": name, "value": value, "floor": floor}
                click.echo(message("command.fell_short", language, **values), err=True)
    return fell_short


def _gate(floor: str, known: tuple[str, ...]) -> tuple[str, float]:
    name, _, value = floor.partition("=")
    if name not in known:
        raise SuiteError("metric_unknown", name=name, known=", ".join(known))
    try:
        return name, float(value)
    except ValueError as error:
        raise click.BadParameter(floor, param_hint="--fail-under") from error
