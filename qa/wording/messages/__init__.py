"""Every string that a user sees, in Russian and English, one catalogue for each."""

import tomllib
from functools import cache
from importlib import resources

from index.error_texts import ENGLISH
from index.errors import SeedQAError
from qa.types import LANGUAGES, Language


def message(key: str, language: Language, **values: object) -> str:
    """Give a string of the catalogue with its values filled in; raises KeyError."""
    return catalogue(language)[key].format(**values)


def error_message(error: SeedQAError, language: Language) -> str:
    """Word an error for a user; in Russian what was amiss too, where its words are known."""
    values = dict(error.values)
    if language == "ru" and "reason" in values:
        reason = str(values["reason"])
        values["reason"] = _reasons().get(reason, reason)
    return message(f"error.{error.code}", language, **values)


@cache
def _reasons() -> dict[str, str]:
    """What was amiss, in Russian by its English words."""
    return tomllib.loads((resources.files(__name__) / "reasons.toml").read_text(encoding="utf-8"))


@cache
def catalogue(language: Language) -> dict[str, str]:
    """All strings of a language by key; the English errors come from where they are raised."""
    file = resources.files(__name__) / f"{language}.toml"
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    strings = {
        f"{table}.{key}": text for table, keys in tables.items() for key, text in keys.items()
    }
    if language == "en":
        strings |= {f"error.{code}": text for code, text in ENGLISH.items()}
    return strings


__all__ = ["LANGUAGES", "catalogue", "error_message", "message"]
