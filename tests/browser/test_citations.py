"""A citation: its quote on hover and focus, its date, its publisher."""

import re

import pytest
from playwright.sync_api import expect

from qa.pipeline import Pipeline
from tests.browser.conftest import PageMaker
from tests.browser.steps import KHORGOS, ask

pytestmark = [pytest.mark.browser, pytest.mark.server]


def test_the_quote_is_shown_on_hover_and_focus(
    open_page: PageMaker, seeds_pipeline: Pipeline
) -> None:
    page = open_page()
    ask(page, KHORGOS)
    quote = seeds_pipeline.ask(KHORGOS).citations[0].quote
    mark = page.locator(".sq-answer p .sq-cite").first
    tip = page.get_by_role("tooltip")
    mark.hover()
    expect(tip).to_contain_text(quote)
    page.mouse.move(0, 0)
    expect(tip).to_be_hidden()
    mark.focus()
    expect(tip).to_contain_text(quote)
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_each_citation_has_its_date_and_leads_to_the_publisher(open_page: PageMaker) -> None:
    page = open_page()
    ask(page, KHORGOS)
    entry = page.locator(".sq-sources li").first
    expect(entry).to_contain_text(re.compile(r"по состоянию на 26\sоктября\s2025"))
    link = entry.get_by_role("link", name="на сайте издания")
    expect(link).to_have_attribute("href", re.compile(r"^https://.+#:~:text=.+"))
    expect(link).to_have_attribute("target", "_blank")
    expect(page.locator(".sq-badge")).to_have_text("Дословная цитата")
