"""What the reader makes of every sentence it looks at, for each case of a suite."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evals.calibrating.judging import Judged, is_right, kind_of
from evals.measure import locate
from evals.types import Suite
from index.search import Searcher
from qa.reader.calibration import Calibration
from qa.reader.similarity import SimilarityReader
from qa.reader.trained import FEATURES, SIGNALS, TrainedReader, ahead
from qa.settings import load_settings
from qa.understanding.conversation import contextualise

# What is kept of a sentence; how far it is ahead depends on how all are ranked.
ASKED = tuple(name for name in FEATURES if name != "span_ahead")
# Sentences kept of each question, by the present score, besides those that answer.
_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: of its sentences `signals` and `features`, shape (sentences, each), and `right`.

    `similar` is what the similarity reader alone would decide by.
    """

    kind: str
    answerable: bool
    signals: np.ndarray
    features: np.ndarray
    right: np.ndarray
    similar: Judged

    def best(self, calibration: Calibration) -> Judged:
        """What is decided by, with the sentences ranked by a calibration."""
        scores = self.signals @ np.array([calibration.signals.get(name, 0.0) for name in SIGNALS])
        at = int(np.argmax(scores))
        features = dict(zip(ASKED, self.features[at].tolist(), strict=True))
        spans = self.signals[:, SIGNALS.index("span")].tolist()
        features["span_ahead"] = ahead(spans.pop(at), spans)
        return Judged(self.kind, features, bool(self.right[at]), self.answerable)


def ask(
    suite: Suite,
    searcher: Searcher,
    reader: TrainedReader,
    progress: Callable[[int, int], None],
) -> list[Asked]:
    """Ask every case over an index, sentence by sentence."""
    snapshot, similarity, read_k = searcher.open(), SimilarityReader(), load_settings().read_k
    found = []
    for number, case in enumerate(suite.cases, start=1):
        progress(number, len(suite.cases))
        places = locate(suite.name, case, searcher)
        question = contextualise(case.question, fallback=case.language)
        hits = snapshot.search(question.standalone, question.language, read_k)
        judged = reader.judge(question, hits, snapshot)
        if not judged:
            continue
        right = [is_right(case, item.evidence, places) for item in judged]
        kept = [at for at, ok in enumerate(right) if ok or at < _DEPTH]
        alone = similarity.read(question, hits, snapshot)
        found.append(
            Asked(
                kind_of(case),
                case.answerable,
                np.array([list(judged[at].signals.values()) for at in kept]),
                np.array([[judged[at].features[name] for name in ASKED] for at in kept]),
                np.array([right[at] for at in kept]),
                Judged(
                    kind_of(case),
                    alone.features,
                    is_right(case, alone.evidence[0], places),
                    case.answerable,
                ),
            )
        )
    return found


def keep(path: Path, asked: list[Asked]) -> None:
    """Write what was asked, to fit on it again."""
    with path.open("w", encoding="utf-8") as file:
        for item in asked:
            parts = [part.tolist() for part in (item.signals, item.features, item.right)]
            similar = [dict(item.similar.features), item.similar.right]
            file.write(json.dumps([item.kind, item.answerable, *parts, similar]) + "\n")


def read(path: Path) -> list[Asked]:
    """Read what `keep` wrote."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, answerable, signals, features, right, similar = json.loads(line)
        alone = Judged(kind, similar[0], similar[1], answerable)
        parts = (np.array(signals), np.array(features), np.array(right))
        found.append(Asked(kind, answerable, *parts, similar=alone))
    return found
