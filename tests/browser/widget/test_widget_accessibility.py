"""axe-core finds no violation in the widget, its page for a frame, and the page that shows it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.steps import KHORGOS, settle
from tests.browser.widget.conftest import Host, PageOpener
from tests.browser.widget.steps import ask, marked, open_widget

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.exhaustive]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
SUGGESTIONS = 'data-suggestions="Какая столица Перу?"'


def assert_accessible(page: Page) -> None:
    # What fades in is judged when it is there.
    settle(page)
    violations = Axe().run(page).response["violations"]
    assert not violations, [
        (violation["id"], [node["target"] for node in violation["nodes"]])
        for violation in violations
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("phone", [False, True])
def test_no_violation(host: Host, scheme: str, phone: bool) -> None:
    options = {**(PHONE if phone else {}), "color_scheme": scheme}
    page = host(SUGGESTIONS, **options)
    page.get_by_role("button", name="Задайте вопрос").wait_for()
    assert_accessible(page)
    open_widget(page)
    assert_accessible(page)
    turn = ask(page, KHORGOS)
    turn.get_by_role("button", name="Неверно").click()
    expect(turn.get_by_role("textbox")).to_be_visible()
    page.get_by_role("textbox", name="Ваш вопрос").fill("Какая столица Перу?")
    page.keyboard.press("Enter")
    expect(page.locator("section").last).to_contain_text("нет ответа")
    assert_accessible(page)
    page.get_by_role("button", name="Источник 1").first.click()
    assert marked(page)
    assert_accessible(page)


@pytest.mark.parametrize("accent", ["gold", "#ff6a00", "navy", "white", "black"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_violation_with_any_accent(host: Host, accent: str, theme: str) -> None:
    page = host(f'data-accent="{accent}" data-theme="{theme}" {SUGGESTIONS}')
    open_widget(page)
    ask(page, KHORGOS).get_by_role("button", name="Полезно").click()
    assert_accessible(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["embed?suggestions=Where?", "widget/demo"])
def test_no_violation_in_our_own_pages(
    open_url: PageOpener, widget_address: str, path: str, scheme: str
) -> None:
    page = open_url(f"{widget_address}{path}", color_scheme=scheme)
    assert_accessible(page)
