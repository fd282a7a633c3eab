"""Fit how well words must be matched to bear a sentence out: `python -m training.support DATA`.

DATA holds `train/`, whose texts the statements were written over. Fits on the dev statements and
writes the shipped weights; with --report prints the figures of the test statements, which nothing
is fitted on.
"""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from functools import partial
from pathlib import Path

import click
import numpy as np
from scipy.optimize import minimize

from qa.checking.checker import ReadingChecker
from qa.checking.rules import findings
from qa.checking.support import SHIPPED, WEIGHTS, Features, Support, shipped_support
from qa.factory import build_network
from qa.settings import load_settings
from training.calibrating.statements import Statement, read_statements

# Of the true sentences at most this share may be called unsupported.
_FALSE_ALARMS = 0.05
# Of the words of true sentences this share is less alike than a word at fault.
_LEAST_ALIKE = 0.02
# A balanced accuracy lower by so much is nearly as good.
_NEARLY = 0.02
_PULL = 0.5
_NAMES = tuple(field.name for field in fields(Features))


def fit(features: Sequence[Features], true: np.ndarray, alike: np.ndarray) -> Support:
    """Fit weights and thresholds; `alike` are the cosines of the words of true sentences."""
    table = np.array([[getattr(item, name) for name in _NAMES] for item in features])
    centre, spread = table.mean(axis=0), np.maximum(table.std(axis=0), 1e-6)
    scaled = (table - centre) / spread
    signs = np.where(true, 1.0, -1.0)

    def loss(weights: np.ndarray) -> float:
        pushed = signs * (scaled @ weights[1:] + weights[0])
        return float(np.logaddexp(0.0, -pushed).sum() + _PULL * weights[1:] @ weights[1:])

    found: np.ndarray = minimize(loss, np.zeros(1 + len(_NAMES)), method="L-BFGS-B").x
    weights = found[1:] / spread
    support = Support(
        intercept=round(float(found[0] - weights @ centre), 4),
        coefficients={name: round(float(w), 4) for name, w in zip(_NAMES, weights, strict=True)},
        supported=0.0,
        partial=0.0,
        word=round(float(np.quantile(alike, _LEAST_ALIKE)), 3),
    )
    scores = np.array([support.score(item) for item in features])
    partly = float(np.quantile(scores[true], _FALSE_ALARMS))
    # From where on right and wrong are told apart best, each kind counting the same; of places that
    # tell nearly as well the highest, for what is called supported should be.
    places = np.array([s for s in scores if s >= partly])
    told = np.array([(scores[true] >= s).mean() + (scores[~true] < s).mean() for s in places]) / 2
    best = float(places[told >= told.max() - _NEARLY].max())
    return Support(
        support.intercept,
        support.coefficients,
        round(best, 4),
        round(partly, 4),
        support.word,
    )


def _report(statements: Sequence[Statement], checker: ReadingChecker) -> None:
    """Print how often each kind is called what."""
    told = [checker.check(item.said, item.cited).verdict for item in statements]
    kinds = sorted({item.kind for item in statements if not item.true})
    ways = sorted({item.way for item in statements})
    rows: dict[str, Callable[[Statement], bool]] = {
        "all true": lambda item: item.true,
        "all changed": lambda item: not item.true,
    }
    rows |= {kind: partial(_is_of, kind=kind) for kind in kinds}
    rows |= {f"true {way}": partial(_is_said, way=way, true=True) for way in ways}
    rows |= {f"changed {way}": partial(_is_said, way=way, true=False) for way in ways}
    click.echo(f"{'':24}{'n':>6}{'supported':>11}{'partial':>9}{'unsupported':>13}")
    shares = {}
    for name, of_kind in rows.items():
        found = [v.status for v, item in zip(told, statements, strict=True) if of_kind(item)]
        cells = [found.count(s) / len(found) for s in ("supported", "partial", "unsupported")]
        shares[name] = cells
        click.echo(f"{name:24}{len(found):>6}{cells[0]:>11.3f}{cells[1]:>9.3f}{cells[2]:>13.3f}")
    balanced = (shares["all true"][0] + 1 - shares["all changed"][0]) / 2
    click.echo(f"balanced accuracy of supported against the rest: {balanced:.3f}")
    caught = (1 - shares["all true"][2] + shares["all changed"][2]) / 2
    click.echo(f"balanced accuracy of unsupported against the rest: {caught:.3f}")


def _is_of(item: Statement, kind: str) -> bool:
    return item.kind == kind


def _is_said(item: Statement, way: str, true: bool) -> bool:
    return (item.way, item.true) == (way, true)


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--report", is_flag=True, help="print the test statements' figures; fit nothing")
def main(data: Path, report: bool) -> None:
    """Fit the support of written sentences on statements over the texts in DATA."""
    network = build_network(load_settings(), WEIGHTS)
    if report:
        _report(read_statements(data / "train", "test"), ReadingChecker(network, shipped_support()))
        return
    statements = read_statements(data / "train", "dev")
    blank = ReadingChecker(network, Support(0.0, {}, 0.0, 0.0, 0.0))
    features: list[Features] = []
    true: list[bool] = []
    alike: list[float] = []
    for item in statements:
        if findings(item.said, blank.seen(item.cited)):
            continue  # decided by the rules
        likeness = blank.liken(item.said, item.cited)
        features.append(Features.of(likeness))
        true.append(item.true)
        alike += likeness.alike.max(axis=1).tolist() if item.true else []
    support = fit(features, np.array(true), np.array(alike))
    click.echo(support)
    SHIPPED.write_text(json.dumps(asdict(support), indent=2) + "\n", encoding="utf-8")
    _report(statements, ReadingChecker(network, support))


if __name__ == "__main__":
    sys.exit(main())
