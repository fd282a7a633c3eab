from dataclasses import replace
from urllib.parse import unquote

import pytest

from qa.citing.links import link_to_quote, web_address
from qa.types import Citation

CITED = Citation(
    1, "a.en.md", "A", "en", None, None, "https://news.example/a?b=1#top", 0, 9, "Park, 40-ha"
)


@pytest.mark.parametrize(
    ("url", "web"),
    [
        ("https://news.example/a", True),
        ("http://news.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//news.example/a", False),
        ("https://", False),
        ("http://[", False),
        ("", False),
        (None, False),
    ],
)
def test_only_pages_of_the_web_are_linked(url: str | None, web: bool) -> None:
    assert web_address(url) == (url if web else None)
    assert (link_to_quote(replace(CITED, url=url)) is not None) is web


def test_a_short_quote_is_looked_for_whole() -> None:
    assert link_to_quote(CITED) == "https://news.example/a?b=1#:~:text=Park%2C%2040%2Dha"


def test_a_long_quote_is_looked_for_by_its_ends() -> None:
    quote = " ".join(f"слово{number}" for number in range(40))
    link = link_to_quote(replace(CITED, quote=quote))
    assert link is not None
    start, _, end = link.partition("text=")[2].partition(",")
    assert unquote(start) == "слово0 слово1 слово2 слово3 слово4"
    assert unquote(end) == "слово35 слово36 слово37 слово38 слово39"


def test_a_translation_leads_to_the_originals_words() -> None:
    original = replace(CITED, url="https://news.example/ru", quote="Парк")
    link = link_to_quote(replace(CITED, original=original))
    assert link is not None
    assert unquote(link) == "https://news.example/ru#:~:text=Парк"
