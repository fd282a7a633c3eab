import re
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from qa.server.wire.languages import (
    Negotiation,
    accepted_language,
    language_asked_for,
    language_of,
)
from qa.settings import load_settings
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("ru", "ru"),
        ("RU-ru", "ru"),
        ("en-GB,en;q=0.9,ru;q=0.8", "en"),
        ("de,ru;q=0.4,en;q=0.5", "en"),
        ("en;q=0,ru;q=0.1", "ru"),
        ("en;q=0", None),
        ("*", None),
        ("rus,eng", None),
        ("ru;q=high,en", "en"),
        ("", None),
        (None, None),
        (",;=,q=1", None),
    ],
)
def test_the_header_is_read(header: str | None, language: str | None) -> None:
    assert accepted_language(header) == language


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ({"language": "en", "question": "Где?"}, "en"),
        ({"language": "auto", "question": "Где?"}, "ru"),
        ({"language": ["ru"], "question": 5}, None),
        ({"question": "Where?"}, None),
        (["Где?"], None),
        (None, None),
    ],
)
def test_what_a_body_asks_for(told: Any, language: str | None) -> None:
    assert language_asked_for(told) == language


@pytest.mark.parametrize(
    ("target", "header", "set_to", "language"),
    [
        # Programs say what they take; a page has an owner, and a visitor who may choose.
        ("/api/ask", "ru", "en", "ru"),
        ("/v1/models", None, "ru", "ru"),
        ("/mcp", None, "auto", "en"),
        ("/", "en", "ru", "ru"),
        ("/", "ru", "auto", "ru"),
        ("/?lang=en", "ru", "ru", "en"),
        ("/embed?lang=de", "ru", "auto", "ru"),
        ("/widget/demo", "de", "auto", "en"),
    ],
)
async def test_the_language_is_settled_before_all_else(
    target: str, header: str | None, set_to: str, language: str
) -> None:
    settled = []

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        settled.append(language_of(scope))

    async def unused(*_: Any) -> Any:
        raise AssertionError("nothing is read or sent")

    path, _, query = target.partition("?")
    headers = [(b"accept-language", header.encode())] if header else []
    scope = {"type": "http", "path": path, "query_string": query.encode(), "headers": headers}
    await Negotiation(inner, load_settings(language=set_to))(scope, unused, unused)
    assert settled == [language]


def test_it_is_settled_in_one_place() -> None:
    """Nobody else reads the header or the setting."""
    reading = [
        path.name
        for path in (ROOT / "qa" / "server").rglob("*.py")
        if re.search(r"accept-language|settings\.language", path.read_text(encoding="utf-8"))
    ]
    assert reading == ["languages.py"]
