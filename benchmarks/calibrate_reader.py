"""Fit the numbers of `qa/reader/trained.py` on reading-comprehension data.

    python -m benchmarks.calibrate_reader --english xquad.en.json --russian xquad.ru.json \
        --unanswerable squad2.en.json [--every 3] [--json figures.json] [--curve curve.svg]

Questions are asked of all passages of a file together. Unanswerable are the questions that the
file marks so, every question once its own article is taken away ("off topic"), questions with
another year, country or name ("other"), and those whose answering sentence was taken out of its
passage ("taken out").
"""

import argparse
import json
import random
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.calibrate_similarity import Case, holds_answer, is_russian, read_squad
from benchmarks.risk_curve import draw
from index.embedding import Embedder, load_embedder
from index.search import Searcher
from index.sync import sync_documents
from index.types import Document
from qa.factory import build_reader
from qa.reader import trained
from qa.reader.trained import TrainedReader
from qa.settings import Settings
from qa.understanding.conversation import contextualise
from training.sets.examples import read_examples
from training.twins.variants import vary, without_answer

THRESHOLDS = (0.2, 0.22, 0.24, 0.3, 0.5)  # what the table shows refusals at
ROUNDS = 3  # of taking one sentence out of every passage
DEPTH = 12  # sentences kept of each question, by the present score


@dataclass(frozen=True)
class Asked:
    """A question of a set: the signals and features of its sentences, and which ones answer."""

    signals: np.ndarray
    features: np.ndarray
    right: np.ndarray
    answerable: bool

    def to_json(self) -> list[object]:
        parts = (self.signals, self.features, self.right)
        return [*(part.tolist() for part in parts), self.answerable]

    @classmethod
    def from_json(cls, item: list) -> "Asked":
        return cls(*(np.array(part) for part in item[:3]), item[3])


def ask(
    searcher: Searcher,
    reader: TrainedReader,
    cases: list[Case],
    gold: dict[str, Case],
    *,
    off: bool = False,
    answerable: bool = True,
) -> list[Asked]:
    """Judge every question's sentences; `off` takes its own article away."""
    asked, snapshot = [], searcher.open()
    for number, case in enumerate(cases, start=1):
        print(f"\r{number}/{len(cases)} ", end="", file=sys.stderr, flush=True)
        target = gold[case.id]
        question = contextualise(case.text, language="ru" if is_russian(case.text) else "en")
        hits = snapshot.search(question.standalone, question.language, 50)
        if off:
            hits = [h for h in hits if not h.document.id.startswith(f"{target.article}-")]
        judged = reader.judge(question, hits[: Settings().read_k], snapshot)
        if not judged:
            continue
        right = [answerable and not off and holds_answer(item.evidence, target) for item in judged]
        keep = [place for place, ok in enumerate(right) if ok or place < DEPTH]
        asked.append(
            Asked(
                np.array([judged[place].signals for place in keep]),
                np.array([judged[place].features for place in keep]),
                np.array([right[place] for place in keep]),
                bool(target.starts) and answerable and not off,
            )
        )
    return asked


def fit_ranking(sets: dict[str, list[Asked]]) -> np.ndarray:
    """Weights under which the right sentence of a question scores best: a softmax over each."""
    groups = [
        (asked.signals, asked.right, 1 / len(members))
        for members in sets.values()
        for asked in members
        if asked.right.any() and len(asked.right) > 1
    ]

    def loss(weights: np.ndarray) -> float:
        total = 0.05 * float(weights @ weights)
        for signals, right, share in groups:
            scores = signals @ weights
            top = scores.max()
            total -= share * (
                np.log(np.exp(scores[right] - top).sum()) - np.log(np.exp(scores - top).sum())
            )
        return total

    return minimize(loss, np.array(trained.WEIGHTS), method="L-BFGS-B").x


def best_of(members: list[Asked], weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of every question the features of its best sentence, whether that is right, answerability."""
    features, right = [], []
    for asked in members:
        scores = asked.signals @ weights
        best = int(np.argmax(scores))
        features.append(asked.features[best])
        right.append(asked.right[best])
    return np.array(features), np.array(right), np.array([asked.answerable for asked in members])


def report(sets: dict[str, list[Asked]], path: Path | None, curve: Path | None) -> None:
    weights = fit_ranking({k: v for k, v in sets.items() if " " not in k})
    print("SIGNALS     ", trained.SIGNALS)
    print("WEIGHTS     ", tuple(weights.round(3).tolist()))
    bests = {key: best_of(members, weights) for key, members in sets.items()}
    features = np.vstack([x for x, _, _ in bests.values()])
    labels = np.concatenate([y for _, _, y in bests.values()])
    shares = np.concatenate(
        [np.full(len(y), (3 if key == "squad" else 1) / len(y)) for key, (_, _, y) in bests.items()]
    )
    # Lightly regularised: the premises' features are rare, and strong where they are met. Balanced:
    # most questions here are meant to be refused, most of those that people ask aren't.
    model = LogisticRegression(C=5, max_iter=2_000, class_weight="balanced")
    model.fit(features, labels, sample_weight=shares * len(shares) / shares.sum())
    coefficients, intercept = model.coef_[0], float(model.intercept_[0])
    print("FEATURES    ", trained.FEATURES)
    print("COEFFICIENTS", tuple(coefficients.round(2).tolist()))
    print("INTERCEPT   ", round(intercept, 2))
    sure = {k: 1 / (1 + np.exp(-(x @ coefficients + intercept))) for k, (x, _, _) in bests.items()}
    auroc = roc_auc_score(bests["squad"][2], sure["squad"])
    alone = roc_auc_score(bests["squad"][2], bests["squad"][0][:, trained.FEATURES.index("span")])
    print(f"AUROC of answerable on the marked questions: {auroc:.3f}; the network's {alone:.3f}")
    print(f"{'set':20}{'n':>6}{'sentence@1':>12}", *(f"{t:>13.2f}" for t in THRESHOLDS))
    figures: dict[str, object] = {"auroc": auroc, "weights": weights.tolist()}
    for key, (_, right, answerable) in bests.items():
        found = float(right[answerable].mean()) if answerable.any() else float("nan")
        cells = []
        for threshold in THRESHOLDS:
            refused = sure[key] < threshold
            rates = [refused[m].mean() if m.any() else np.nan for m in (answerable, ~answerable)]
            cells.append(f"{rates[0]:>6.3f}/{rates[1]:.3f}")
        print(f"{key:20}{len(right):>6}{found:>12.3f}", *(f"{cell:>13}" for cell in cells))
        figures[key] = found
    if path:
        path.write_text(json.dumps(figures, indent=2, ensure_ascii=False))
    if curve:
        right = np.concatenate([r & y for _, r, y in bests.values()])
        sureness = np.concatenate(list(sure.values()))
        curve.write_text(draw(right, sureness, Settings().answer_threshold), encoding="utf-8")


def varied(path: Path, gold: dict[str, Case]) -> list[Case]:
    """The questions of a file with another year, country or name, where they have one."""
    examples = read_examples(path)
    rng = random.Random(5)
    made = [(example.id, vary(example, examples, rng)) for example in examples]
    return [replace(gold[name], text=variant.question) for name, variant in made if variant]


def open_reader(
    documents: list[Document], folder: Path, embedder: Embedder
) -> tuple[Searcher, TrainedReader]:
    """Index documents in a folder."""
    sync_documents(documents, folder, lambda: embedder)
    searcher = Searcher(folder, embedder)
    reader = build_reader(Settings())
    assert isinstance(reader, TrainedReader)
    return searcher, reader


def taken_out(
    path: Path, documents: list[Document], seed: int
) -> tuple[list[Document], frozenset[str]]:
    """Take the sentence that answers one question out of every passage; and those questions."""
    examples = read_examples(path)
    random.Random(seed).shuffle(examples)
    poorer = {}
    for example in examples:
        if example.passage.place not in poorer:
            made = without_answer(example)
            if made:
                poorer[example.passage.place] = made
    changed = [
        replace(document, text=poorer[place].passage.text) if place in poorer else document
        for place, document in enumerate(documents)
    ]
    return changed, frozenset(made.id.removesuffix("-") for made in poorer.values())


def gather(arguments: argparse.Namespace) -> dict[str, list[Asked]]:
    embedder = load_embedder()
    paths = {"en": arguments.english, "ru": arguments.russian, "squad": arguments.unanswerable}
    data = {key: read_squad(path, "ru" if key == "ru" else "en") for key, path in paths.items()}
    sets: dict[str, list[Asked]] = {}
    with tempfile.TemporaryDirectory() as name:
        readers = {
            key: open_reader(documents, Path(name) / key, embedder)
            for key, (documents, _) in data.items()
        }
        step = arguments.every
        for asked in ("en", "ru"):
            for read in ("en", "ru"):
                gold = {case.id: case for case in data[read][1]}
                for off in (False, True):
                    key = f"{asked}→{read}{' off topic' if off else ''}"
                    cases = data[asked][1][:: 4 if off else 1]
                    sets[key] = ask(*readers[read], cases, gold, off=off)
                others = varied(paths[asked], gold)
                sets[f"{asked}→{read} other"] = ask(*readers[read], others, gold, answerable=False)
        for key, path in paths.items():
            gold = {case.id: case for case in data[key][1]}
            for turn in range(1 if key == "squad" else ROUNDS):
                documents, names = taken_out(path, data[key][0], turn)
                reader = open_reader(documents, Path(name) / f"{key} {turn}", embedder)
                for asked in ("en", "ru") if key != "squad" else ("squad",):
                    cases = [case for case in data[asked][1] if case.id in names]
                    into = f"{asked}→{key} taken out" if key != "squad" else "squad taken out"
                    sets.setdefault(into, []).extend(ask(*reader, cases, gold, answerable=False))
        gold = {case.id: case for case in data["squad"][1]}
        sets["squad"] = ask(*readers["squad"], data["squad"][1][::step], gold)
        off_topic = data["squad"][1][:: 8 * step]
        sets["squad off topic"] = ask(*readers["squad"], off_topic, gold, off=True)
    return sets


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--english", "--russian", "--unanswerable"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--every", type=int, default=1, help="every so manieth marked question")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--curve", type=Path, help="draw the risk–coverage curve as SVG")
    parser.add_argument("--keep", type=Path, help="keep what was judged, or take it from there")
    arguments = parser.parse_args()
    if arguments.keep and arguments.keep.is_file():
        sets = {
            key: [Asked.from_json(item) for item in items]
            for key, items in json.loads(arguments.keep.read_text()).items()
        }
    else:
        sets = gather(arguments)
        if arguments.keep:
            kept = {key: [item.to_json() for item in items] for key, items in sets.items()}
            arguments.keep.write_text(json.dumps(kept))
    report(sets, arguments.json, arguments.curve)


if __name__ == "__main__":
    main()
