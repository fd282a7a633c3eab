"""A server that stops, restarts or isn't ready, and many visitors at once."""

import shutil
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from qa.pipeline import Pipeline
from qa.settings import Settings
from tests.browser.conftest import PageMaker
from tests.browser.steps import KHORGOS, TOURISTS, ask
from tests.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.server]


@pytest.fixture
def own_settings(seeds_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    records = tmp_path_factory.mktemp("records") / "records.sqlite"
    return seeds_settings.model_copy(update={"records": records})


def test_a_server_that_comes_back_goes_on_where_it_was(
    open_page: PageMaker, own_settings: Settings, seeds_pipeline: Pipeline
) -> None:
    with ExitStack() as first:
        url = first.enter_context(serving(own_settings, seeds_pipeline))
        page = open_page(at=url, faulty=True)
        ask(page, KHORGOS)
    lost = page.get_by_role("alert").filter(has_text="Связь с сервером потеряна.")
    box = page.locator("#sq-question textarea")
    box.fill(TOURISTS)
    box.press("Enter")
    expect(lost).to_be_visible(timeout=20_000)
    expect(page.locator(".toast-body")).to_be_hidden()
    page.get_by_role("button", name="Попробовать снова").click()
    expect(page.get_by_role("alert").filter(has_text="Сервер пока не отвечает.")).to_be_visible()
    with serving(own_settings, seeds_pipeline, port=urlsplit(url).port or 0):
        # The page comes back by itself.
        expect(page.locator("#sq-lost")).to_have_count(0, timeout=20_000)
        expect(page.locator(".sq-answer").first).to_contain_text("тысяч", timeout=20_000)
        expect(box).to_have_value(TOURISTS)
        ask(page, TOURISTS)
        expect(page.locator(".sq-question")).to_have_text([KHORGOS, TOURISTS])


def test_without_a_network_that_is_said(open_page: PageMaker) -> None:
    page = open_page(faulty=True)
    page.context.set_offline(True)
    expect(page.get_by_role("alert").filter(has_text="Связь с сервером")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("alert").filter(has_text="Связь с сервером")).to_be_hidden()


def test_an_index_that_is_built_meanwhile_is_noticed(
    open_page: PageMaker, seeds_made: Path, own_settings: Settings, tmp_path: Path
) -> None:
    settings = own_settings.model_copy(update={"index": tmp_path / "index"})
    with serving(settings, None) as url:
        page = open_page(at=url, wait_for=".sq-notice")
        expect(page.locator(".sq-notice")).to_contain_text("нет индекса")
        box = page.locator("#sq-question textarea")
        box.fill(KHORGOS)
        box.press("Enter")
        expect(page.get_by_role("log").locator(".sq-notice")).to_contain_text("нет индекса")
        # As a build does: what it names is there before it is named.
        shutil.copytree(seeds_made, settings.index, ignore=shutil.ignore_patterns("current"))
        shutil.copy(seeds_made / "current", settings.index)
        page.get_by_role("button", name="Новый чат").click()
        page.locator(".sq-welcome").wait_for(timeout=60_000)
        ask(page, KHORGOS)
        expect(page.locator(".sq-answer")).to_contain_text("тысяч")
        # Before its server is gone, which a page tells of as an error.
        page.context.close()


def test_two_visitors_at_once(open_page: PageMaker) -> None:
    pages = [open_page() for _ in range(2)]
    for number, page in enumerate(pages):
        box = page.locator("#sq-question textarea")
        box.fill(KHORGOS if number % 2 else TOURISTS)
        box.press("Enter")
    for number, page in enumerate(pages):
        answer = page.locator(".sq-answer:not(.sq-partial)")
        expect(answer).to_contain_text("тысяч" if number % 2 else "78%", timeout=20_000)
