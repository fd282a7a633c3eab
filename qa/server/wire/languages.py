"""The language of whoever is at the other end, settled once for each request, before all else."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from qa.server.wire.paths import path_in_app
from qa.settings import Settings
from qa.types import Language
from qa.wording.messages import LANGUAGES

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
# What programs call. The rest are pages, whose language their owner may set.
_API = re.compile(r"/(?:api|v1|mcp)\b.*")


class Negotiation:
    """Middleware: settles the language of a request, which all further in ask of `language_of`."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            language = negotiate(self._settings, scope)
            scope.setdefault("state", {})["language"] = language
        await self._app(scope, receive, send)


def negotiate(settings: Settings, scope: Scope) -> Language:
    """Choose the language of a caller of whom nothing but address and headers is known.

    Of a page it is the one chosen on it (`?lang=`), else the one set, else the browser's; of the
    API the header's, else the one set. Else it is English.
    """
    accepted = accepted_language(Headers(scope=scope).get("accept-language"))
    fixed = known_language(settings.language)
    if _API.fullmatch(path_in_app(scope)):
        return accepted or fixed or "en"
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    return known_language(query.get("lang", [None])[-1]) or fixed or accepted or "en"


def language_of(scope: Scope) -> Language:
    """The language settled for a request."""
    language: Language = scope["state"]["language"]
    return language


def language_asked_for(told: Any) -> Language | None:
    """The language that the body of a request asks for, else that of a question in Cyrillic."""
    if not isinstance(told, Mapping):
        return None
    wanted = known_language(told.get("language"))
    if wanted:
        return wanted
    question = told.get("question")
    return "ru" if isinstance(question, str) and _CYRILLIC.search(question) else None


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
