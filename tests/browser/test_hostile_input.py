"""Markup in questions and documents: shown, never run, and nothing is fetched for it.

The guard around every page fails a test on a dialog, an error or a request to another host; these
look besides for what a payload would have left in the page. Every payload comes, several at a time;
one by one the renderer's own tests take them.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from index.loaders import iter_documents
from index.search import Searcher
from index.sync import sync
from qa.answerers.extractive.extractive import ExtractiveAnswerer
from qa.pipeline import Pipeline
from qa.reader.similarity import SimilarityReader
from qa.settings import load_settings
from tests.browser.conftest import PageMaker
from tests.browser.steps import ask
from tests.conftest import ROOT
from tests.doubles import WordEmbedder
from tests.payloads import PAYLOADS
from tests.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.server]

# Payloads of a question or a document.
TOGETHER = 10
# What none of ours is and a payload would bring along.
FOREIGN = "script, iframe, object, embed, form, img, svg, video, audio, style, link, meta, base"
# Where a link may lead: within the page, or to a document's own publisher.
PUBLISHERS = [
    "https://publisher.example/",
    *(document.url for document in iter_documents([ROOT / "seeds"]) if document.url),
]
LINK = re.compile(rf"#(src|doc|at)-|{'|'.join(map(re.escape, PUBLISHERS))}")


def assert_harmless(page: Page) -> None:
    inside = page.locator("#sq-chat .message-content, #sq-panel .sq-source")
    # The box of a message may hold Gradio's own button, but no element of a payload.
    for selector in (f":is({FOREIGN})", "[onerror], [onload], [style*=url], [srcset]"):
        assert inside.locator(selector).count() == 0, selector
    # At once: the panel may be drawn anew meanwhile.
    links = "(links) => links.map((link) => link.getAttribute('href') ?? '')"
    for href in inside.locator("a").evaluate_all(links):
        assert LINK.match(href), href
    assert page.evaluate("document.querySelectorAll('#sq-mark').length") <= 1


def groups() -> list[list[str]]:
    return [PAYLOADS[at : at + TOGETHER] for at in range(0, len(PAYLOADS), TOGETHER)]


@pytest.fixture(scope="module")
def hostile_documents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over documents whose every sentence, title and byline is made of payloads.

    What they mean is of no matter here: they are found by their words.
    """
    home = tmp_path_factory.mktemp("hostile")
    (home / "docs").mkdir()
    for number, payloads in enumerate(groups()):
        lines = [" ".join(payload.replace("\x00", "").split()) for payload in payloads]
        title = f"{' '.join(lines)} {number}".replace("'", "''")
        sentences = [f"Зверь {number}-{at} живёт {line} в лесу." for at, line in enumerate(lines)]
        # A text file is taken as it is; Markdown would already be rendered to plain text.
        (home / "docs" / f"d{number}.txt").write_text(
            f"---\ntitle: '{title}'\nsource: '{title}'\ndate: '{title}'\n"
            f"url: https://publisher.example/{number}\n---\n"
            + "\n\n".join([*sentences, *(payload.replace("\x00", "") for payload in payloads)]),
            encoding="utf-8",
        )
    embedder = WordEmbedder()
    assert not sync([home / "docs"], home / "index", lambda: embedder).failures
    settings = load_settings(index=home / "index")
    searcher = Searcher(home / "index", embedder)
    pipeline = Pipeline(settings, searcher, SimilarityReader(), ExtractiveAnswerer(0))
    with serving(settings, pipeline) as url:
        yield url


def test_markup_in_questions_is_text(open_page: PageMaker, hostile_documents: str) -> None:
    page = open_page(at=hostile_documents)
    for count, payloads in enumerate(groups()):
        asked = f"{' '.join(payloads)} Сколько туристов?"
        box = page.locator("#sq-question textarea")
        box.fill(asked)
        box.press("Enter")
        last = page.locator(".sq-question").nth(count)
        replies = page.locator(".sq-answer:not(.sq-partial), .sq-refusal, .sq-notice, .sq-reply")
        expect(replies).to_have_count(count + 1)
        # A browser shows no NUL, and a line break is an element.
        shown = "".join(asked.replace("\x00", "").split())
        assert "".join((last.text_content() or "").split()) == shown
        assert last.locator(":not(br)").count() == 0
    assert_harmless(page)
    expect(page.get_by_role("heading", name="Спросите свои документы")).to_be_visible()


def test_markup_in_documents_is_text(open_page: PageMaker, hostile_documents: str) -> None:
    page = open_page(at=hostile_documents)
    for number, payloads in enumerate(groups()):
        # Every document with its title, its byline and its text.
        page.get_by_role("link", name="Документы").first.click()
        expect(page.locator(".sq-corpus li")).to_have_count(len(groups()))
        assert_harmless(page)
        page.locator(f".sq-corpus a[href='#doc-d{number}.txt']").click()
        expect(page.locator(".sq-text")).to_contain_text(f"Зверь {number}-{len(payloads) - 1} ")
        assert_harmless(page)
    page.get_by_role("link", name="Документы").first.click()
    page.locator("#sq-find textarea").fill("зверь")
    expect(page.locator(".sq-found mark").first).to_be_visible()
    assert_harmless(page)
    ask(page, "Где живёт зверь 3-4?")
    assert_harmless(page)
    page.get_by_text("Скачать").click()
    with page.expect_download():
        page.get_by_role("button", name="Markdown").click()
    assert_harmless(page)
