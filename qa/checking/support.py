"""How well what is cited bears a sentence out, as one number; its weights are data."""

import json
import math
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np

from qa.reader.neural.spans import Likeness
from qa.types import Status

_MODEL = Path(__file__).parent / "model"
# The network that was trained to tell what a passage bears out, and how its logits are weighed.
WEIGHTS = _MODEL / "checker.safetensors"
SHIPPED = _MODEL / "support.json"


@dataclass(frozen=True, slots=True)
class Features:
    """What a sentence's likeness to what it cites comes to.

    `answerable` and `lead` are the network's own logits; `words` is the mean over words of the most
    alike place, `worst` that of the least alike quarter, `together` the mean for the one sentence
    that is most alike.
    """

    answerable: float
    lead: float
    words: float
    worst: float
    together: float

    @classmethod
    def of(cls, likeness: Likeness) -> "Features":
        """Sum up a likeness; it has a word and a sentence at least."""
        table = likeness.alike
        best = table.max(axis=1)
        worst = np.sort(best)[: max(1, round(len(best) / 4))]
        return cls(
            likeness.answerable,
            likeness.lead,
            float(best.mean()),
            float(worst.mean()),
            float(table.mean(axis=0).max()),
        )


@dataclass(frozen=True, slots=True)
class Support:
    """A logistic regression on the features: supported from one score on, partly from another.

    `word` is the likeness below which a word is at fault.
    """

    intercept: float
    coefficients: dict[str, float]
    supported: float
    partial: float
    word: float

    def score(self, features: Features) -> float:
        """The probability that the sentence is borne out."""
        values = asdict(features)
        linear = self.intercept + sum(
            weight * values[name] for name, weight in self.coefficients.items()
        )
        return 1 / (1 + math.exp(-linear))

    def status(self, features: Features) -> Status:
        """The verdict that a score comes to."""
        score = self.score(features)
        if score >= self.supported:
            return "supported"
        return "partial" if score >= self.partial else "unsupported"


@cache
def shipped_support() -> Support:
    """The weights that are shipped."""
    return Support(**json.loads(SHIPPED.read_text(encoding="utf-8")))
