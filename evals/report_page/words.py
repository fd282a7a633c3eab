"""Words and figures in both languages at once."""

import math
from collections.abc import Mapping
from functools import cache
from typing import TypeGuard

from babel.numbers import format_decimal

from qa.types import Language
from qa.wording.messages import LANGUAGES, catalogue, message

Text = Mapping[Language, str]

KEYS = tuple(key.removeprefix("report.") for key in catalogue("en") if key.startswith("report."))
DASH: Text = dict.fromkeys(LANGUAGES, "–")


def say(key: str, **values: Text | object) -> Text:
    """Give a string of the report's catalogue; a value that is a text speaks each language."""
    return {
        language: message(
            f"report.{key}",
            language,
            **{n: v[language] if isinstance(v, Mapping) else v for n, v in values.items()},
        )
        for language in LANGUAGES
    }


def verbatim(text: str) -> Text:
    """A text that is no word of ours and the same in every language."""
    return dict.fromkeys(LANGUAGES, text)


def spaced(direction: str) -> str:
    """A direction as it is read: without spaces "→–" looks like one long arrow."""
    return direction.replace("→", "\u00a0→\u00a0")


def figure(value: float | None, digits: int = 3) -> Text:
    """Write a number; "–" where there is none."""
    if not is_number(value):
        return DASH
    return _write(round(value, digits) + 0.0, "0." + "0" * digits if digits else "0")


def signed(value: float | None, digits: int = 3) -> Text:
    """Write a difference with its sign."""
    if not is_number(value):
        return DASH
    places = "0." + "0" * digits
    # Rounded first: what is written as zero has no sign.
    rounded = round(value, digits) + 0.0
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return {language: sign + text for language, text in _write(abs(rounded), places).items()}


def probability(value: float | None) -> Text:
    """Write a p-value: a very small one is only named as such."""
    if is_number(value) and value < 0.001:
        return {language: f"<\u00a0{text}" for language, text in figure(0.001).items()}
    return figure(value)


def count(value: int) -> Text:
    """Write a count with its thousands apart."""
    return _write(value, "#,##0")


def metric_label(name: str) -> Text:
    """A metric's name for people; one that we don't know is shown as it is."""
    key, k = _metric_key(name)
    return say(f"metric_{key}", k=k) if f"metric_{key}" in KEYS else verbatim(name)


def metric_explanation(name: str) -> Text | None:
    """What a metric says, in one sentence."""
    key, k = _metric_key(name)
    first = f"why_{key}_1"
    if k == "1" and first in KEYS:
        return say(first)
    return say(f"why_{key}", k=k) if f"why_{key}" in KEYS else None


def worded(prefix: str, name: str) -> Text:
    """The word of a code, or the code itself where we have none for it."""
    key = f"{prefix}_{name}"
    return say(key) if key in KEYS else verbatim(name)


def is_number(value: float | None) -> TypeGuard[float]:
    """Tell a number from none: also "not a number" and infinity are none."""
    return value is not None and math.isfinite(value)


def _metric_key(name: str) -> tuple[str, str]:
    base, at, k = name.partition("@")
    return (f"{base}_at", k) if at else (base, "")


@cache
def _write(value: float, places: str) -> Text:
    return {
        language: format_decimal(value, format=places, locale=language) for language in LANGUAGES
    }
