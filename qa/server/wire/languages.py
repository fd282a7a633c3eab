"""The language of whoever is at the other end of the wire."""

import re
from collections.abc import Mapping
from typing import Any

from qa.settings import Settings
from qa.types import Language
from qa.wording.messages import LANGUAGES

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def caller_language(settings: Settings, accept_language: str | None, body: Any = None) -> Language:
    """Tell in which language to speak to a caller of the API.

    It is the one asked for in the body, else that of the question's script where it is Cyrillic,
    else the header's, else the one that is set, else English.
    """
    if isinstance(body, Mapping):
        wanted = known_language(body.get("language"))
        if wanted:
            return wanted
        question = body.get("question")
        if isinstance(question, str) and _CYRILLIC.search(question):
            return "ru"
    return accepted_language(accept_language) or known_language(settings.language) or "en"


def page_language(settings: Settings, accept_language: str | None, wanted: Any = None) -> Language:
    """Tell the language of the page: the one chosen on it, else the one set, else the browser's."""
    return (
        known_language(wanted)
        or known_language(settings.language)
        or accepted_language(accept_language)
        or "en"
    )


def known_language(value: Any) -> Language | None:
    """The language of this code, or None where we don't speak it."""
    return next((language for language in LANGUAGES if language == value), None)


def accepted_language(header: str | None) -> Language | None:
    """The language that an Accept-Language header likes best of those we speak."""
    best: tuple[float, Language] | None = None
    for part in (header or "").split(","):
        tag, _, parameters = part.partition(";")
        language = known_language(tag.strip().lower().split("-")[0])
        quality = _quality(parameters)
        if language and quality > (best[0] if best else 0.0):
            best = (quality, language)
    return best[1] if best else None


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
