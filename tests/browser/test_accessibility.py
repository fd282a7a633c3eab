"""axe-core finds no violation, light and dark, desktop and phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PageMaker
from tests.browser.steps import KHORGOS, PHONE, ask, assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.server]


# The light page of a wide window is judged where questions are suggested; the rest of it, and the
# other pairs, with `make test-all`.
@pytest.mark.parametrize(
    ("phone", "scheme"),
    [
        (True, "dark"),
        pytest.param(False, "light", marks=pytest.mark.exhaustive),
        pytest.param(False, "dark", marks=pytest.mark.exhaustive),
        pytest.param(True, "light", marks=pytest.mark.exhaustive),
    ],
)
def test_no_violation(open_page: PageMaker, scheme: str, phone: bool) -> None:
    options = {**(PHONE if phone else {}), "color_scheme": scheme}
    page = open_page(**options)
    assert_accessible(page)
    ask(page, KHORGOS)
    page.locator("button[id^='down-']").click()
    expect(page.locator("#sq-comment")).to_be_visible()
    assert_accessible(page)
    ask(page, "Какая столица Перу?")
    page.locator("#edit-last").click()
    assert_accessible(page)
    page.locator(".sq-answer .sq-cite").first.click()
    expect(page.locator("#sq-mark")).to_be_visible()
    assert_accessible(page)
    if phone:
        page.get_by_role("button", name="Закрыть источник").click()
    page.get_by_role("link", name="Документы").click()
    page.locator("#sq-find textarea").fill("Хоргос")
    expect(page.locator(".sq-found mark").first).to_be_visible()
    assert_accessible(page)
    if phone:
        page.get_by_role("button", name="Закрыть источник").click()
    page.get_by_text("Скачать").click()
    page.locator(".sq-answer p .sq-cite").first.focus()
    assert_accessible(page)


@pytest.mark.exhaustive
def test_no_violation_in_english(open_page: PageMaker) -> None:
    page = open_page("?lang=en")
    ask(page, "How many tourists visit Khorgos every day?")
    assert_accessible(page)
