"""Nothing hostile gets into the chat or the panel, whoever wrote it."""

import pytest

from index.storage import DocumentInfo
from index.types import Document
from qa.records.exchanges import Exchange
from qa.server.page.rendering.render import chat_messages, welcome
from qa.server.page.rendering.source_panel import citation_panel, document_panel
from qa.types import Copy
from tests.payloads import PAYLOADS
from tests.qa.server.page.rendering.answers import answer, citation, document
from tests.qa.server.page.rendering.strict_html import read


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) >= 40


@pytest.mark.parametrize("interface", ["ru", "en"])
def test_nothing_hostile_gets_into_the_chat(interface: str) -> None:
    for hostile in PAYLOADS:
        source = document(f"Before. {hostile} After.", title=hostile, source=hostile, date=hostile)
        copies = (Copy(hostile, hostile, None), Copy(hostile, "Title", hostile))
        cited = citation(source, hostile, copies=copies)
        exchanges = [
            Exchange(hostile, answer(cited)),
            Exchange(hostile, answer(related=(cited,))),
            Exchange(hostile, notice=hostile),
            Exchange(hostile, partial=hostile),
            Exchange(hostile),
        ]
        for message in chat_messages(exchanges, interface):  # type: ignore[arg-type]
            checked = read(message["content"])
            assert all(link.startswith("#src-") for link in checked.links)
        assert hostile in read(chat_messages(exchanges, "en")[0]["content"]).text
        listed = read(welcome([listed_as(source, hostile)], [hostile], "en"))
        assert hostile in listed.text


def listed_as(source: Document, name: str) -> DocumentInfo:
    facts = (source.title, source.language, source.source, source.url, source.date)
    return DocumentInfo(name, *facts, None, len(source.text), 1)


def test_nothing_hostile_gets_into_the_panel() -> None:
    for hostile in PAYLOADS:
        original = document(hostile, id="o.md", language=hostile)
        source = document(
            f"Before.\n\n{hostile}",
            title=hostile,
            source=hostile,
            date=hostile,
            url="javascript:alert(1)",
        )
        copies = (Copy(hostile, hostile, None), Copy(hostile, "Title", hostile))
        cited = citation(source, hostile, original=citation(original, hostile), copies=copies)
        lookup = {"a.md": source, "o.md": original}.get
        checked = read(citation_panel(cited, lookup, "ru"))
        assert checked.links == []
        # A note for readers may stand between its lines.
        assert all(line in checked.text for line in hostile.split("\n"))
        assert read(document_panel(source, "en")).marked == []


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=1&c=2", True),
        ("http://example.org/", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https://", False),
        ("http://[", False),
        ("file:///etc/passwd", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_are_linked(url: str | None, linked: bool) -> None:
    assert read(document_panel(document("Text.", url=url), "en")).links == ([url] if linked else [])
