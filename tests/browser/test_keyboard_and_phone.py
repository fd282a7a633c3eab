"""All that a chat has, by the keyboard alone and on a small phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PageMaker
from tests.browser.steps import KHORGOS, PHONE, ask, question_box

pytestmark = [pytest.mark.browser, pytest.mark.server]


def test_the_keyboard_is_enough(open_page: PageMaker) -> None:
    page = open_page()
    expect(question_box(page)).to_be_focused()
    page.keyboard.type(KHORGOS)
    page.keyboard.press("Enter")
    expect(page.locator(".sq-answer:not(.sq-partial)")).to_be_visible()
    expect(question_box(page)).to_be_focused()

    def tab_to(selector: str, back: bool = True) -> None:
        for _ in range(40):
            if page.evaluate("([s]) => document.activeElement.matches(s)", [selector]):
                return
            page.keyboard.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"{selector} can't be reached")

    tab_to("button.sq-rate[id^='up-']")
    page.keyboard.press("Enter")
    expect(page.locator("button[id^='up-']")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("button[id^='up-']")).to_be_focused()
    tab_to(".sq-answer p .sq-cite")
    page.keyboard.press("Enter")
    expect(page.locator("#sq-mark")).to_contain_text("3,5")
    tab_to("#sq-top a[href='#corpus-all']")
    page.keyboard.press("Enter")
    expect(page.locator(".sq-corpus")).to_be_visible()
    tab_to("#sq-find textarea", back=False)
    page.keyboard.type("меморандум")
    expect(page.locator(".sq-found mark").first).to_be_visible()
    tab_to("#sq-top .sq-menu summary")
    page.keyboard.press("Enter")
    expect(page.locator("#json-all")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#json-all")).to_be_hidden()


def test_a_phone_has_it_all(open_page: PageMaker) -> None:
    page = open_page(**{**PHONE, "viewport": {"width": 320, "height": 640}})
    ask(page, KHORGOS)
    for name in ("Копировать", "Спросить снова", "Полезно", "Неверно", "Изменить"):
        expect(page.get_by_role("button", name=name)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Документы").tap()
    expect(page.locator(".sq-corpus")).to_be_visible()
    expect(page.get_by_role("textbox", name="Найти в документах")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
