"""Calibrations: what a reader ranks by and when it is sure, fitted on data and kept as data.

The shipped ones lie beside the weights; `seedqa calibrate` writes one into an index.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from index.errors import ModelError

ReaderName = Literal["trained", "similarity"]
SHIPPED = Path(__file__).parent / "model" / "calibration.json"
# The file of an index's own calibration, in the index's folder.
OWN = "calibration.json"


@dataclass(frozen=True, slots=True)
class Calibration:
    """The numbers of one reader over the vectors of one embedding model.

    `embedder` is the model's fingerprint; None: they hold for any. `signals` are the weights of a
    sentence's score; the confidence is a logistic regression on the features of the best sentence,
    by their names. Below `answer_threshold` an answer is refused, below `sure_threshold` it is said
    to be unsure. `fitted_on` counts the questions of each kind.
    """

    reader: ReaderName
    embedder: str | None
    intercept: float
    coefficients: Mapping[str, float]
    answer_threshold: float
    sure_threshold: float
    signals: Mapping[str, float] = field(default_factory=dict)
    fitted_on: Mapping[str, int] = field(default_factory=dict)

    def confidence(self, features: Mapping[str, float]) -> float:
        """The probability that the sentence with these features answers."""
        linear = self.intercept
        linear += sum(weight * features[name] for name, weight in self.coefficients.items())
        return 1 / (1 + math.exp(-linear))

    def score(self, signals: Mapping[str, float]) -> float:
        """The score of a sentence with these signals."""
        return sum(weight * signals[name] for name, weight in self.signals.items())


def read_calibrations(path: Path) -> tuple[Calibration, ...]:
    """Read a file of calibrations; raises ModelError where it is none."""
    try:
        items = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(items, list):
            raise ValueError("no list")
        return tuple(map(_parse, items))
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ModelError("calibration_damaged", path=path) from error


def write_calibrations(path: Path, calibrations: Iterable[Calibration]) -> None:
    """Write a file of calibrations; the old one stays until the new one is whole."""
    text = json.dumps([asdict(item) for item in calibrations], indent=2, ensure_ascii=False)
    draft = path.with_suffix(".new")
    draft.write_text(text + "\n", encoding="utf-8")
    draft.replace(path)


def keep_calibration(path: Path, calibration: Calibration, embedder: str) -> Path:
    """Put a calibration for an embedder into a file, in place of the one it had for both."""
    others = read_calibrations(path) if path.is_file() else ()
    key = (calibration.reader, embedder)
    kept = [other for other in others if (other.reader, other.embedder) != key]
    write_calibrations(path, [replace(calibration, embedder=embedder), *kept])
    return path


@cache
def shipped_calibrations() -> tuple[Calibration, ...]:
    """The calibrations beside the weights."""
    return read_calibrations(SHIPPED)


def shipped(reader: ReaderName, embedder: str | None = None) -> Calibration:
    """The shipped calibration of a reader, the one for any embedder where there's none for it."""
    return _choose(shipped_calibrations(), reader, embedder)


def calibration_for(reader: ReaderName, embedder: str, index: Path) -> Calibration:
    """The calibration for a reader and an embedder over an index; its own one comes first.

    Raises ModelError where its own one is damaged.
    """
    own = read_calibrations(index / OWN) if (index / OWN).is_file() else ()
    return _choose((*own, *shipped_calibrations()), reader, embedder)


def _choose(known: Iterable[Calibration], reader: ReaderName, embedder: str | None) -> Calibration:
    fitting = [c for c in known if c.reader == reader and c.embedder in (embedder, None)]
    return next((c for c in fitting if c.embedder is not None), fitting[0])


def _parse(item: dict[str, Any]) -> Calibration:
    calibration = Calibration(**item)
    numbers = (
        *(calibration.intercept, calibration.answer_threshold, calibration.sure_threshold),
        *calibration.coefficients.values(),
        *calibration.signals.values(),
    )
    if not all(math.isfinite(number) for number in numbers):
        raise ValueError("a number is missing")
    return calibration
