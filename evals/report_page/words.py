"""The report's words and figures in one language."""

import math
from dataclasses import dataclass
from functools import cache
from typing import TypeGuard

from babel.numbers import format_decimal

from qa.types import Language
from qa.wording.messages import catalogue, message

KEYS = tuple(key.removeprefix("report.") for key in catalogue("en") if key.startswith("report."))
DASH = "–"


@dataclass(frozen=True, slots=True)
class Words:
    """Says things in a language."""

    language: Language

    def say(self, key: str, **values: object) -> str:
        """Give a string of the report's catalogue."""
        return message(f"report.{key}", self.language, **values)

    def figure(self, value: float | None, digits: int = 3) -> str:
        """Write a number; "–" where there is none."""
        if not is_number(value):
            return DASH
        places = "0." + "0" * digits if digits else "0"
        return _write(round(value, digits) + 0.0, places, self.language)

    def signed(self, value: float | None, digits: int = 3) -> str:
        """Write a difference with its sign."""
        if not is_number(value):
            return DASH
        # Rounded first: what is written as zero has no sign.
        rounded = round(value, digits) + 0.0
        sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
        return sign + self.figure(abs(rounded), digits)

    def probability(self, value: float | None) -> str:
        """Write a p-value: a very small one is only named as such."""
        if is_number(value) and value < 0.001:
            return f"<\u00a0{self.figure(0.001)}"
        return self.figure(value)

    def count(self, value: int) -> str:
        """Write a count with its thousands apart."""
        return _write(value, "#,##0", self.language)

    def metric_label(self, name: str) -> str:
        """A metric's name for people; one that we don't know is shown as it is."""
        key, k = _metric_key(name)
        return self.say(f"metric_{key}", k=k) if f"metric_{key}" in KEYS else name

    def metric_explanation(self, name: str) -> str | None:
        """What a metric says, in one sentence."""
        key, k = _metric_key(name)
        first = f"why_{key}_1"
        if k == "1" and first in KEYS:
            return self.say(first)
        return self.say(f"why_{key}", k=k) if f"why_{key}" in KEYS else None

    def worded(self, prefix: str, name: str) -> str:
        """The word of a code, or the code itself where we have none for it."""
        key = f"{prefix}_{name}"
        return self.say(key) if key in KEYS else name


def is_known(metric: str) -> bool:
    """Tell whether a metric is one that we have words for."""
    return f"why_{_metric_key(metric)[0]}" in KEYS


def spaced(direction: str) -> str:
    """A direction as it is read: without spaces "→–" looks like one long arrow."""
    return direction.replace("→", "\u00a0→\u00a0")


def is_number(value: float | None) -> TypeGuard[float]:
    """Tell a number from none: also "not a number" and infinity are none."""
    return value is not None and math.isfinite(value)


def _metric_key(name: str) -> tuple[str, str]:
    base, at, k = name.partition("@")
    return (f"{base}_at", k) if at else (base, "")


@cache
def _write(value: float, places: str, language: Language) -> str:
    return format_decimal(value, format=places, locale=language)
