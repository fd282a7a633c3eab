"""A source in the panel: its cited words, its original, its copies, its page."""

import dataclasses
import re

import pytest

from index.loaders.formats import PDF
from index.types import Anchor, Document
from qa.records.exchanges import Exchange
from qa.server.page.rendering.render import chat_messages
from qa.server.page.rendering.source_panel import SHOWN_CHARACTERS, citation_panel
from qa.types import Copy, Place
from tests.qa.server.page.rendering.answers import answer, citation, document
from tests.qa.server.page.rendering.strict_html import read


def test_exactly_the_cited_words_are_marked() -> None:
    source = document("One two. Three four.\n\nFive six.\nSeven.\n\nEight.")
    lookup = {"a.md": source}.get
    assert read(citation_panel(citation(source, "two. Three"), lookup, "en")).marked == [
        "two. Three"
    ]
    across = citation(source, "Three four.\n\nFive")
    assert read(citation_panel(across, lookup, "en")).marked == ["Three four.", "Five"]
    start = source.text.index("six")
    focused = citation(source, "Five six.", focus=(start, start + 3))
    html = citation_panel(focused, lookup, "en")
    assert '<mark id="sq-mark">Five <strong>six</strong>.</mark>' in html


def test_a_translation_shows_the_words_of_its_original() -> None:
    original = document("Before.\n\nThe cited words. Not these.\n\nAfter.", id="o.md")
    source = document("Процитированные слова.", language="ru", translation_of="o.md")
    cited = citation(
        source, "Процитированные слова.", original=citation(original, "The cited words.")
    )
    html = citation_panel(cited, {"a.md": source, "o.md": original}.get, "ru")
    assert read(html).marked == ["Процитированные слова.", "The cited words."]
    assert html.count('id="sq-mark"') == 1
    assert "В английском оригинале" in html
    assert "перевод" in html


@pytest.mark.parametrize(
    ("interface", "told"),
    [
        ("ru", "другие копии и версии: T (7 февраля 2024 г.); Other"),
        ("en", "other copies and versions: T (February 7, 2024); Other"),
    ],
)
def test_copies_are_named_in_the_panel_and_beside_the_source(interface: str, told: str) -> None:
    source = document("Words.", date="2025-02-07")
    copies = (Copy("b.md", "T", "2024-02-07"), Copy("c.md", "Other", None))
    cited = citation(source, "Words.", copies=copies)
    panel = citation_panel(cited, {"a.md": source}.get, interface)  # type: ignore[arg-type]
    assert f"<li>{told}</li></ul></header>" in re.sub(r"\s", " ", panel)
    replied = dataclasses.replace(answer(cited), language=interface)  # type: ignore[arg-type]
    (_, shown) = chat_messages([Exchange("q", replied)], interface)  # type: ignore[arg-type]
    assert f"{told}</span>" in re.sub(r"\s", " ", shown["content"])
    alone = citation(source, "Words.")
    assert "copies" not in citation_panel(alone, {"a.md": source}.get, "en")


def test_the_whole_quote_is_boxed_on_its_page_which_opens_at_the_words_that_answer() -> None:
    source = document("Adults | 350\nPupils | 120", media_type=PDF)
    cited = citation(source, "Pupils | 120", focus=(22, 25), place=Place("page", 3, 3))
    answering = [Anchor("page", 22, 25, 3, box=(0.5, 0.625, 0.6, 0.65))]
    html = citation_panel(cited, {"a.md": source}.get, "en", answering)
    assert 'src="api/documents/a.md/pages/3.png?start=13&amp;end=25"' in html
    assert '<span class="sq-here" style="top:62.5%"></span>' in html
    assert 'href="api/documents/a.md/original#page=3"' in html


def test_a_citation_of_a_document_that_changed_shows_its_words() -> None:
    source = document("The old words.")
    cited = citation(source, "The old words.")
    indexes: list[dict[str, Document]] = [{}, {"a.md": document("Other words.")}]
    for index in indexes:
        assert read(citation_panel(cited, index.get, "en")).marked == ["The old words."]


@pytest.mark.parametrize("separator", ["\n\n", " "])
def test_of_a_huge_document_the_part_around_the_words_is_shown(separator: str) -> None:
    filler = separator.join(["Some words that say nothing."] * 20_000)
    source = document(f"{filler}{separator}The needle.{separator}{filler}")
    html = citation_panel(citation(source, "The needle."), {"a.md": source}.get, "en")
    assert read(html).marked == ["The needle."]
    assert len(html) < SHOWN_CHARACTERS * 2
    assert "Part of the document is shown." in html
