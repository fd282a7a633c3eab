from typing import Any

import pytest

from qa.server.wire.languages import accepted_language, caller_language, page_language
from qa.settings import load_settings


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
    ("body", "header", "set_to", "language"),
    [
        ({"language": "en", "question": "Где?"}, "ru", "ru", "en"),
        ({"language": "auto", "question": "Где?"}, "en", "en", "ru"),
        ({"language": ["ru"], "question": 5}, "ru", "en", "ru"),
        ({"question": "Where?"}, None, "ru", "ru"),
        ({"question": "Where?"}, None, "auto", "en"),
        (["Где?"], "en", "ru", "en"),
        (None, "ru", "en", "ru"),
    ],
)
def test_whom_the_api_speaks_to(body: Any, header: str | None, set_to: str, language: str) -> None:
    assert caller_language(load_settings(language=set_to), header, body) == language


@pytest.mark.parametrize(
    ("wanted", "header", "set_to", "language"),
    [
        ("en", "ru", "ru", "en"),
        ("", "en", "ru", "ru"),
        ("de", "ru", "auto", "ru"),
        (None, "de", "auto", "en"),
    ],
)
def test_whom_the_page_speaks_to(
    wanted: str | None, header: str, set_to: str, language: str
) -> None:
    assert page_language(load_settings(language=set_to), header, wanted) == language
