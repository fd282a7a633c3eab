"""Fit all that the readers rank and decide by: `python -m training.calibrate DATA FOLDER`.

DATA holds `train/`, `dev/` and `corpora/`. In FOLDER the index of the mixed corpus is kept, and
what was asked over it. Writes the shipped calibrations and the risk–coverage curve; with --report
prints the figures of the test suite, which nothing is fitted on.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np
from scipy.optimize import minimize

from evals.calibrating.curve import draw
from evals.calibrating.fitting import Fit, figures, fit, weights_of
from evals.calibrating.judging import Judged
from index.embedding import Embedder, load_embedder
from index.search import Searcher
from index.sync import sync_documents
from qa.factory import build_reader
from qa.reader.calibration import SHIPPED, Calibration, ReaderName, shipped, write_calibrations
from qa.reader.neural.weights import SHIPPED as WEIGHTS
from qa.reader.similarity import FEATURES as SIMILARITY_FEATURES
from qa.reader.trained import FEATURES, SIGNALS, TrainedReader
from qa.settings import load_settings
from training.calibrating.asking import Asked, ask, keep, read
from training.calibrating.corpus import Corpus, mixed_corpus
from training.sets.hand_pairs import Part

CURVE = Path(__file__).parents[1] / "docs" / "images" / "risk-coverage.svg"
# Features that are cosines of one embedding model, and mean nothing with another.
_OF_THE_EMBEDDER = frozenset({"sentence", "foreign", "similarity"})
# The weight of similarity is set, not fitted: of rows and settings, which are ranked by it most,
# the corpus has few. Twice what is fitted changes nothing on the others.
_SIMILARITY = {"similarity": 2.4}
# The weight of similarity where cosines are another model's: it only ranks what wasn't read.
_ANY_SIMILARITY = 0.1
# Weights of signals are drawn to nothing by this much, in nats.
_PULL = 0.05


def calibrate(asked: Sequence[Asked], embedder: str) -> dict[str, Fit]:
    """Fit every calibration on what was asked, by what it is for, beginning from nothing."""
    signals = fit_ranking(asked, _SIMILARITY)
    ours = _unfitted("trained", embedder, signals)
    alone = _unfitted("trained", None, fit_ranking(asked, {"similarity": _ANY_SIMILARITY}))
    similarity = _unfitted("similarity", embedder)
    judged = [item.similar for item in asked]
    return {
        "trained": _fit(bests(asked, ours), ours, FEATURES),
        "trained, any embedder": _fit(
            bests(asked, alone), alone, [name for name in FEATURES if name not in _OF_THE_EMBEDDER]
        ),
        "similarity": _fit(judged, similarity, SIMILARITY_FEATURES),
    }


def _unfitted(
    reader: ReaderName, embedder: str | None, signals: dict[str, float] | None = None
) -> Calibration:
    return Calibration(reader, embedder, 0.0, {}, 0.0, 1.0, signals or {})


def _fit(judged: Sequence[Judged], base: Calibration, names: Sequence[str]) -> Fit:
    return fit(judged, base, names, weights_of(judged, source_of))


def source_of(item: Judged) -> str:
    """Where a question is from, whatever the languages: "pairs", "twins", "xquad"."""
    return item.kind.split()[0]


def bests(asked: Sequence[Asked], calibration: Calibration) -> list[Judged]:
    """What each question is decided by."""
    return [item.best(calibration) for item in asked]


def fit_ranking(asked: Sequence[Asked], fixed: dict[str, float]) -> dict[str, float]:
    """Weights of signals under which the right sentence scores best: a softmax over each question.

    Every kind of question counts the same. `fixed` are weights that are given.
    """
    names = [name for name in SIGNALS if name not in fixed]
    places = [SIGNALS.index(name) for name in names]
    given = np.array([fixed.get(name, 0.0) for name in SIGNALS])
    groups = [item for item in asked if item.right.any() and len(item.right) > 1]
    counts = {kind: sum(item.kind == kind for item in groups) for kind in {i.kind for i in groups}}

    def loss(weights: np.ndarray) -> float:
        total = _PULL * float(weights @ weights)
        for item in groups:
            scores = item.signals[:, places] @ weights + item.signals @ given
            top = scores.max()
            chosen = np.exp(scores - top)
            total -= float(np.log(chosen[item.right].sum() / chosen.sum())) / counts[item.kind]
        return total

    found = minimize(loss, np.zeros(len(names)), method="L-BFGS-B").x
    weights = dict(zip(names, found.tolist(), strict=True)) | fixed
    return {name: round(weights[name], 4) for name in SIGNALS}


def _table(judged: Sequence[Judged], confidences: np.ndarray, calibration: Calibration) -> None:
    """Print figures by kind and in all."""
    answer, sure = calibration.answer_threshold, calibration.sure_threshold
    click.echo(f"  answer from {answer}, sure from {sure}; {len(judged)} questions")
    click.echo(f"  {'kind':28}{'n':>6}{'right':>8}{'sure':>8}{'wrong':>8}{'refused':>9}")
    for kind in sorted({item.kind for item in judged}):
        at = np.array([item.kind == kind for item in judged])
        right = np.array([item.right for item in judged])[at]
        own = confidences[at]
        is_sure = own >= sure
        wrong = float((~right[is_sure]).mean()) if is_sure.any() else float("nan")
        cells = (right.mean(), is_sure.mean(), wrong, (own < answer).mean())
        click.echo(f"  {kind:28}{at.sum():>6}" + "".join(f"{cell:>8.3f}" for cell in cells))
    click.echo(f"  {figures(judged, confidences, answer, sure, weights_of(judged, source_of))}")


def _asked(
    folder: Path, part: Part, corpus: Corpus, embedder: Embedder, calibration: Calibration
) -> list[Asked]:
    """What a suite's questions met, from a file where these weights were asked before."""
    import hashlib

    weights = hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()[:12]
    path = folder / f"asked-{part}-{weights}.jsonl"
    if path.is_file():
        return read(path)
    searcher = Searcher(folder / "index", embedder)
    reader = build_reader(load_settings(), calibration)
    assert isinstance(reader, TrainedReader)

    def tell(done: int, total: int) -> None:
        click.echo(f"\r{part}: {done} of {total} ", nl=False, err=True)

    found = ask(corpus.suites[part], searcher, reader, tell)
    keep(path, found)
    return found


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--report", is_flag=True, help="print the test suite's figures; fit nothing")
def main(data: Path, folder: Path, report: bool) -> None:
    """Fit the shipped calibrations on DATA, with the corpus in FOLDER."""
    embedder = load_embedder()
    corpus = mixed_corpus(data)
    click.echo(f"{len(corpus.documents)} documents")
    sync_documents(corpus.documents, folder / "index", lambda: embedder)
    ours = shipped("trained", embedder.fingerprint)
    if report:
        judged = bests(_asked(folder, "test", corpus, embedder, ours), ours)
        _table(judged, np.array([ours.confidence(item.features) for item in judged]), ours)
        return
    asked = _asked(folder, "dev", corpus, embedder, ours)
    found = calibrate(asked, embedder.fingerprint)
    for name, fitted in found.items():
        calibration = fitted.calibration
        click.echo(f"{name}: {dict(calibration.signals)}")
        click.echo(f"  {calibration.intercept} {dict(calibration.coefficients)}")
        judged = (
            [item.similar for item in asked]
            if calibration.reader == "similarity"
            else bests(asked, calibration)
        )
        _table(judged, fitted.confidences, calibration)
    unknown = shipped("similarity")  # never sure with cosines it doesn't know
    write_calibrations(SHIPPED, [*(item.calibration for item in found.values()), unknown])
    right = np.array([item.right for item in bests(asked, found["trained"].calibration)])
    threshold = found["trained"].calibration.sure_threshold
    CURVE.write_text(draw(right, found["trained"].confidences, threshold), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
