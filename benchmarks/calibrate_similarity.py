"""Fit the numbers of `qa/reader/similarity.py` on reading-comprehension data.

    python benchmarks/calibrate_similarity.py --english xquad.en.json --russian xquad.ru.json \
        --unanswerable squad2.en.json [--json figures.json]

Questions are asked of all passages of a file together. Unanswerable are the questions that the
file marks so, and every question once its own article is taken away.
"""

import argparse
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from index.embedding import load_embedder
from index.search import Searcher
from index.sync import sync_documents
from index.types import Document
from qa.conversation import contextualise
from qa.reader import similarity
from qa.reader.similarity import SimilarityReader
from qa.settings import Settings


@dataclass(frozen=True)
class Case:
    """A question with the passage and the places of its answer; no place: unanswerable."""

    id: str
    text: str
    passage: str
    article: int
    starts: tuple[int, ...]


def read_squad(path: Path, language: str) -> tuple[list[Document], list[Case]]:
    documents, cases = [], []
    for number, article in enumerate(json.loads(path.read_text(encoding="utf-8"))["data"]):
        for place, paragraph in enumerate(article["paragraphs"]):
            name = f"{number}-{place}"
            title = article.get("title", "").replace("_", " ")
            documents.append(Document(name, title, paragraph["context"], language))
            for qa in paragraph["qas"]:
                answers = () if qa.get("is_impossible") else qa["answers"]
                starts = tuple(answer["answer_start"] for answer in answers)
                cases.append(Case(qa["id"], qa["question"], name, number, starts))
    return documents, cases


def measure(
    searcher: Searcher, cases: list[Case], gold: dict[str, Case], without_article: bool
) -> tuple[np.ndarray, np.ndarray, float]:
    """Features and answerability of each case, and how often the best sentence holds the answer."""
    reader = SimilarityReader(searcher)
    features, labels, right = [], [], []
    for number, case in enumerate(cases, start=1):
        print(f"\r{number}/{len(cases)} ", end="", file=sys.stderr, flush=True)
        target = gold[case.id]
        question = contextualise(case.text, language="ru" if _is_russian(case.text) else "en")
        hits = searcher.search(question.standalone, question.language, 50)
        if without_article:
            hits = [h for h in hits if not h.document.id.startswith(f"{target.article}-")]
        scored = reader.score(question, hits[:10])
        if not scored:
            continue
        best = scored[0].evidence
        features.append(scored[0].features)
        labels.append(not without_article and bool(target.starts))
        if labels[-1]:
            right.append(
                best.hit.document.id == target.passage
                and any(best.start <= start < best.end for start in target.starts)
            )
    return np.array(features), np.array(labels), float(np.mean(right)) if right else float("nan")


def _is_russian(text: str) -> bool:
    return any("а" <= char <= "я" for char in text.lower())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--english", "--russian", "--unanswerable"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--features", type=Path, help="keep the features as .npz")
    arguments = parser.parse_args()
    embedder = load_embedder()
    data = {
        "en": read_squad(arguments.english, "en"),
        "ru": read_squad(arguments.russian, "ru"),
        "squad": read_squad(arguments.unanswerable, "en"),
    }
    sets: dict[str, tuple[np.ndarray, np.ndarray, float]] = {}
    with tempfile.TemporaryDirectory() as name:
        searchers = {}
        for key, (documents, _) in data.items():
            folder = Path(name) / key
            sync_documents(documents, folder, lambda: embedder)
            searchers[key] = Searcher(folder, embedder)
        for asked in ("en", "ru"):
            for read in ("en", "ru"):
                gold = {case.id: case for case in data[read][1]}
                for off in (False, True):
                    key = f"{asked}→{read}{' off topic' if off else ''}"
                    sets[key] = measure(searchers[read], data[asked][1], gold, off)
        gold = {case.id: case for case in data["squad"][1]}
        for off in (False, True):
            key = f"squad{' off topic' if off else ''}"
            sets[key] = measure(searchers["squad"], data["squad"][1], gold, off)
    if arguments.features:
        arrays = {f"{key} x": x for key, (x, _, _) in sets.items()}
        arrays |= {f"{key} y": y for key, (_, y, _) in sets.items()}
        np.savez(arguments.features, **arrays)
    report(sets, arguments.json)


def _level(
    sets: dict[str, tuple[np.ndarray, np.ndarray, float]],
    coefficients: np.ndarray,
    intercept: float,
    foreign: int,
    threshold: float,
) -> float:
    """How far to move the "foreign" coefficient so that both kinds are refused alike.

    The fit alone lets nearly everything foreign pass; moved by this, answerable questions are
    falsely refused as often across languages as within one.
    """
    answerable = [x for key, (x, _, _) in sets.items() if "→" in key and "off topic" not in key]
    scores = np.concatenate([x @ coefficients + intercept for x in answerable])
    across = np.concatenate([x[:, foreign] for x in answerable]) > 0
    limit = float(np.log(threshold / (1 - threshold)))
    rate = float((scores[~across] < limit).mean())
    return limit - float(np.quantile(scores[across], rate))


def report(sets: dict[str, tuple[np.ndarray, np.ndarray, float]], path: Path | None) -> None:
    features = np.vstack([x for x, _, _ in sets.values()])
    labels = np.concatenate([y for _, y, _ in sets.values()])
    # Each set weighs the same, the marked unanswerable questions three times: they are the hard
    # ones, and there is one such set.
    weights = np.concatenate(
        [np.full(len(y), (3 if key == "squad" else 1) / len(y)) for key, (_, y, _) in sets.items()]
    )
    model = LogisticRegression(C=10, max_iter=1_000)
    model.fit(features, labels, sample_weight=weights * len(weights) / weights.sum())
    threshold = Settings().answer_threshold
    coefficients, intercept = model.coef_[0].copy(), float(model.intercept_[0])
    foreign = similarity.FEATURES.index("foreign")
    coefficients[foreign] += _level(sets, coefficients, intercept, foreign, threshold)
    print("FEATURES    ", similarity.FEATURES)
    print("COEFFICIENTS", tuple(coefficients.round(2).tolist()))
    print("INTERCEPT   ", round(intercept, 2))
    probability = {
        key: 1 / (1 + np.exp(-(x @ coefficients + intercept))) for key, (x, _, _) in sets.items()
    }
    hard = roc_auc_score(sets["squad"][1], probability["squad"])
    print(f"AUROC of answerable on the marked questions: {hard:.3f}")
    print(f"{'set':20}{'n':>6}{'sentence@1':>12}{'false refusals':>16}{'refused':>9}")
    figures = {}
    for key, (_, y, right) in sets.items():
        refused = probability[key] < threshold
        false, true = (float(refused[mask].mean()) if mask.any() else None for mask in (y, ~y))
        figures[key] = {"n": len(y), "sentence@1": right, "false": false, "refused": true}
        cells = ["–" if v is None or v != v else f"{v:.3f}" for v in (right, false, true)]
        print(f"{key:20}{len(y):>6}{cells[0]:>12}{cells[1]:>16}{cells[2]:>9}")
    if path:
        path.write_text(json.dumps({"auroc": hard, "sets": figures}, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
