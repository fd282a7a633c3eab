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
from qa.reader import similarity
from qa.reader.similarity import SimilarityReader
from qa.settings import Settings
from qa.types import Evidence
from qa.understanding.conversation import contextualise


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


@dataclass(frozen=True)
class Measured:
    """Features and answerability of each case, and how often the best sentence holds the answer.

    `alone` is that of the sentence nearest by its cosine with the question and nothing else.
    """

    features: np.ndarray
    answerable: np.ndarray
    right: float
    alone: float


def measure(
    searcher: Searcher, cases: list[Case], gold: dict[str, Case], without_article: bool
) -> Measured:
    reader, snapshot = SimilarityReader(), searcher.open()
    features, labels, right, alone = [], [], [], []
    for number, case in enumerate(cases, start=1):
        print(f"\r{number}/{len(cases)} ", end="", file=sys.stderr, flush=True)
        target = gold[case.id]
        question = contextualise(case.text, language="ru" if is_russian(case.text) else "en")
        hits = snapshot.search(question.standalone, question.language, 50)
        if without_article:
            hits = [h for h in hits if not h.document.id.startswith(f"{target.article}-")]
        scored = reader.score(question, hits[:10], snapshot)
        if not scored:
            continue
        features.append(scored[0].features)
        labels.append(not without_article and bool(target.starts))
        if labels[-1]:
            nearest = max(
                scored, key=lambda item: item.features[similarity.FEATURES.index("sentence")]
            )
            right.append(holds_answer(scored[0].evidence, target))
            alone.append(holds_answer(nearest.evidence, target))
    return Measured(np.array(features), np.array(labels), _mean(right), _mean(alone))


def holds_answer(evidence: Evidence, target: Case) -> bool:
    """Tell whether the answer of a case begins in some evidence."""
    return evidence.hit.document.id == target.passage and any(
        evidence.start <= start < evidence.end for start in target.starts
    )


def _mean(right: list[bool]) -> float:
    return float(np.mean(right)) if right else float("nan")


def is_russian(text: str) -> bool:
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
    sets: dict[str, Measured] = {}
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
        arrays = {f"{key} x": item.features for key, item in sets.items()}
        arrays |= {f"{key} y": item.answerable for key, item in sets.items()}
        np.savez(arguments.features, **arrays)
    report(sets, arguments.json)


def _level(
    sets: dict[str, Measured],
    coefficients: np.ndarray,
    intercept: float,
    foreign: int,
    threshold: float,
) -> float:
    """How far to move the "foreign" coefficient so that both kinds are refused alike.

    The fit alone lets nearly everything foreign pass; moved by this, answerable questions are
    falsely refused as often across languages as within one.
    """
    answerable = [
        item.features for key, item in sets.items() if "→" in key and "off topic" not in key
    ]
    scores = np.concatenate([x @ coefficients + intercept for x in answerable])
    across = np.concatenate([x[:, foreign] for x in answerable]) > 0
    limit = float(np.log(threshold / (1 - threshold)))
    rate = float((scores[~across] < limit).mean())
    return limit - float(np.quantile(scores[across], rate))


def report(sets: dict[str, Measured], path: Path | None) -> None:
    features = np.vstack([item.features for item in sets.values()])
    labels = np.concatenate([item.answerable for item in sets.values()])
    # Each set weighs the same, the marked unanswerable questions three times: they are the hard
    # ones, and there is one such set.
    weights = np.concatenate(
        [
            np.full(len(item.answerable), (3 if key == "squad" else 1) / len(item.answerable))
            for key, item in sets.items()
        ]
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
        key: 1 / (1 + np.exp(-(item.features @ coefficients + intercept)))
        for key, item in sets.items()
    }
    hard = roc_auc_score(sets["squad"].answerable, probability["squad"])
    print(f"AUROC of answerable on the marked questions: {hard:.3f}")
    heads = f"{'sentence@1':>12}{'by cosine':>12}{'false refusals':>16}{'refused':>9}"
    print(f"{'set':20}{'n':>6}{heads}")
    figures = {}
    for key, item in sets.items():
        y, right, alone = item.answerable, item.right, item.alone
        refused = probability[key] < threshold
        false, true = (float(refused[mask].mean()) if mask.any() else None for mask in (y, ~y))
        figures[key] = {
            "n": len(y), "sentence@1": right, "by cosine": alone, "false": false, "refused": true
        }  # fmt: skip
        cells = ["–" if v is None or v != v else f"{v:.3f}" for v in (right, alone, false, true)]
        print(f"{key:20}{len(y):>6}{cells[0]:>12}{cells[1]:>12}{cells[2]:>16}{cells[3]:>9}")
    if path:
        path.write_text(json.dumps({"auroc": hard, "sets": figures}, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
