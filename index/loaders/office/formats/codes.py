"""The codes that say how a sheet shows numbers, taken apart."""

import re
from dataclasses import dataclass
from functools import lru_cache

_RUSSIAN_IDS = frozenset(("419", "FC19", "2019", "000419"))
_TOKEN = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM/PM|A/P|General|[Ee][+-]|y+|m+|d+|h+|s+|'
    r"[0#?]+|[.,/%@]|.",
    re.I | re.S,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_DATE_LETTERS = frozenset("ymdhs")


@dataclass(frozen=True, slots=True)
class Section:
    tokens: tuple[str, ...]
    condition: tuple[str, float] | None
    language: str | None
    is_date: bool


@lru_cache(maxsize=500)
def sections(code: str) -> tuple[Section, ...]:
    tokens = _TOKEN.findall(code[:1_000])
    found: list[Section] = []
    own: list[str] = []
    for token in [*tokens, ";"]:
        if token != ";":
            own.append(token)
            continue
        condition: tuple[str, float] | None = None
        language: str | None = None
        kept: list[str] = []
        for inner in own:
            if inner.startswith("[") and len(inner) > 1:
                body = inner[1:-1]
                if match := _CONDITION.fullmatch(body):
                    condition = (match[1], float(match[2]))
                elif body.startswith("$"):
                    sign, _, locale = body[1:].partition("-")
                    language = _language(locale) or language
                    kept.append(f'"{sign}"')
                elif re.fullmatch(r"h+|m+|s+", body, re.I):
                    kept.append(inner.lower())
            else:
                kept.append(inner)
        found.append(Section(tuple(kept), condition, language, any(map(is_date_token, kept))))
        own = []
    return tuple(found)


def _language(locale: str) -> str | None:
    locale = locale.split(",")[0].upper()
    if locale in _RUSSIAN_IDS or locale.startswith("RU"):
        return "ru"
    return "en" if locale in ("409", "809") or locale.startswith("EN") else None


def is_date_token(token: str) -> bool:
    low = token.lower()
    return (low[0] in _DATE_LETTERS and set(low) <= {low[0]}) or bool(
        re.fullmatch(r"\[[hms]+\]", low)
    )


def literal(token: str) -> str:
    """What a token that is no placeholder shows."""
    if token.startswith('"'):
        return token.strip('"')
    if token.startswith("\\"):
        return token[1:]
    # A space as wide as a sign, and a sign that fills the cell.
    return " " if token.startswith("_") else "" if token.startswith("*") else token
