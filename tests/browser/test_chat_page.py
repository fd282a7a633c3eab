"""The chat page in a real Chromium: asking, sources, refusals, languages, phones."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from qa.pipeline import Pipeline
from tests.browser.conftest import PageMaker
from tests.browser.steps import KHORGOS, PHONE, TOURISTS, TOURISTS_EN, ask, wait_until_in_view

pytestmark = [pytest.mark.browser, pytest.mark.server]


def test_an_answer_in_russian_opens_its_source_with_the_cited_words(
    open_page: PageMaker, seeds_pipeline: Pipeline
) -> None:
    page = open_page()
    expect(page).to_have_title("SeedQA: спросите свои документы")
    ask(page, TOURISTS)
    citation = seeds_pipeline.ask(TOURISTS).citations[0]
    expect(page.locator(".sq-answer")).to_contain_text("78%")
    expect(page.locator(".sq-answer .sq-cite").first).to_have_text("[1]")
    expect(page.locator("#sq-mark")).to_have_text(citation.quote)
    panel = page.get_by_role("region", name="Источник")
    expect(panel.get_by_role("heading")).to_have_text(citation.title)
    expect(panel).to_contain_text("The Astana Times")
    expect(panel).to_contain_text(re.compile(r"7\sфевраля\s2025"))
    expect(panel.get_by_role("link", name="Открыть страницу издания")).to_have_attribute(
        "href", citation.url or ""
    )
    assert citation.original is not None
    expect(panel.locator(".sq-original mark")).to_have_text(citation.original.quote)
    expect(page.locator("#sq-question textarea")).to_have_value("")


def test_an_answer_in_english(open_page: PageMaker) -> None:
    page = open_page(locale="en-US")
    page.get_by_role("textbox", name="Your question").fill(TOURISTS_EN)
    page.get_by_role("button", name="Ask").click()
    expect(page.locator(".sq-answer")).to_contain_text("655,000")
    expect(page.locator("#sq-mark")).to_contain_text("655,000")
    expect(page.get_by_role("region", name="Source")).to_contain_text("February 7, 2025")
    wait_until_in_view(page, "#sq-mark", "#sq-side")


def test_a_click_or_enter_on_a_citation_opens_that_source(open_page: PageMaker) -> None:
    page = open_page()
    ask(page, KHORGOS)
    expect(page.locator("#sq-mark")).to_contain_text("3,5")
    wait_until_in_view(page, "#sq-mark", "#sq-side")
    ask(page, TOURISTS)
    expect(page.locator("#sq-mark")).to_contain_text("78%")
    marks = page.locator(".sq-answer p .sq-cite")
    marks.first.click()
    expect(page.locator("#sq-mark")).to_contain_text("3,5")
    wait_until_in_view(page, "#sq-mark", "#sq-side")
    marks.last.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#sq-mark")).to_contain_text("78%")
    assert "#" not in page.url


def test_a_refusal_looks_like_one_and_offers_passages(open_page: PageMaker) -> None:
    page = open_page()
    ask(page, "Какая столица Перу?")
    expect(page.locator(".sq-answer")).to_have_count(0)
    refusal = page.locator(".sq-refusal")
    expect(refusal).to_contain_text("В источниках нет ответа на этот вопрос.")
    expect(refusal).to_have_css("border-top-style", "dashed")
    expect(page.locator("#sq-mark")).to_have_count(0)
    quote = refusal.locator("blockquote").first.inner_text().rstrip("…")
    refusal.get_by_role("link").first.click()
    expect(page.locator("#sq-mark")).to_contain_text(quote)


def test_the_interface_changes_its_language_and_keeps_the_conversation(
    open_page: PageMaker,
) -> None:
    page = open_page()
    ask(page, TOURISTS)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Ask your documents")).to_be_visible()
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    expect(page).to_have_title("SeedQA: ask your documents")
    expect(page.get_by_role("region", name="Source")).to_contain_text("February 7, 2025")
    expect(page.locator(".sq-answer")).to_contain_text("655 000")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "lang=en" in page.url
    # The language of an answer is that of its question.
    ask(page, KHORGOS)
    expect(page.locator(".sq-answer").last).to_contain_text("Ежедневно")


def test_the_address_names_the_language(open_page: PageMaker) -> None:
    page = open_page("?lang=en")
    expect(page.get_by_role("heading", name="Ask your documents")).to_be_visible()
    expect(page.locator(".sq-welcome")).to_contain_text("In the sources")
    ask(page, TOURISTS)
    expect(page.get_by_role("region", name="Source")).to_contain_text("February 7, 2025")


def test_a_new_chat_forgets_the_old_one(open_page: PageMaker) -> None:
    page = open_page()
    ask(page, KHORGOS)
    page.get_by_role("button", name="Новый чат").click()
    expect(page.locator(".sq-question")).to_have_count(0)
    expect(page.locator("#sq-mark")).to_have_count(0)
    ask(page, TOURISTS)
    expect(page.locator(".sq-question")).to_have_count(1)


def test_a_document_of_the_list_opens(open_page: PageMaker) -> None:
    page = open_page()
    page.locator(".sq-welcome").get_by_role("link").first.click()
    expect(page.locator(".sq-source h2")).to_have_text("Сколько туристов ежедневно посещают Хоргос")
    expect(page.locator(".sq-text")).to_contain_text("МЦПС")


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.exhaustive)])
def test_a_phone_shows_the_source_over_the_chat(
    open_page: PageMaker, scheme: str, tmp_path: Path
) -> None:
    page = open_page(**PHONE, color_scheme=scheme)
    ask(page, TOURISTS)
    side = page.locator("#sq-side")
    expect(side).to_be_hidden()
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.locator(".sq-answer .sq-cite").first.tap()
        expect(side).to_be_visible()
        wait_until_in_view(page, "#sq-mark", "#sq-side")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_role("button", name="Закрыть источник").click()
        expect(side).to_be_hidden()
    page.screenshot(path=tmp_path / "phone.png")
