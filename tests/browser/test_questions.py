"""A question in several lines, edited, and taken as it was written."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PageMaker
from tests.browser.steps import KHORGOS, PERU, ask, assert_accessible, question_box

pytestmark = [pytest.mark.browser, pytest.mark.server]


def test_shift_and_enter_begin_a_line(open_page: PageMaker) -> None:
    page = open_page()
    question_box(page).fill("Сколько туристов")
    question_box(page).press("Shift+Enter")
    page.keyboard.type("в день посещают Хоргос?")
    expect(page.locator(".sq-question")).to_have_count(0)
    question_box(page).press("Enter")
    expect(page.locator(".sq-answer")).to_contain_text("тысяч")
    assert page.locator(".sq-question").inner_text().count("\n") == 1


def test_the_last_question_is_edited(open_page: PageMaker) -> None:
    page = open_page()
    ask(page, PERU)
    page.get_by_role("button", name="Изменить").click()
    expect(question_box(page)).to_have_value(PERU)
    expect(question_box(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".sq-editing")).to_have_count(0)
    expect(question_box(page)).to_have_value("")
    page.get_by_role("button", name="Изменить").click()
    expect(question_box(page)).to_have_value(PERU)
    question_box(page).fill(KHORGOS)
    question_box(page).press("Enter")
    expect(page.locator(".sq-answer")).to_contain_text("тысяч")
    expect(page.locator(".sq-question")).to_have_text([KHORGOS])
    expect(page.locator(".sq-refusal")).to_have_count(0)


@pytest.mark.parametrize(
    ("lang", "first", "second", "told", "label"),
    [
        (
            "ru",
            "Сколько магазинов на китайской стороне?",
            "А на казахстанской?",
            "Понял как: «Сколько магазинов на казахстанской?».",
            "Спросить как написано",
        ),
        (
            "en",
            "How many shops are there on the Chinese side?",
            "And on the Kazakh side?",
            "Understood as: “How many shops are there on the Kazakh side?”.",
            "Ask as written",
        ),
    ],
)
def test_what_was_carried_over_is_undone(
    open_page: PageMaker, lang: str, first: str, second: str, told: str, label: str
) -> None:
    page = open_page(f"?lang={lang}")
    ask(page, first)
    ask(page, second)
    remark = page.locator(".sq-understood")
    expect(remark).to_contain_text(told)
    expect(remark).to_have_attribute("lang", lang)
    assert_accessible(page)
    undo = remark.get_by_role("button", name=label, exact=True)
    # It is reached by the keyboard, from what stands before it.
    page.get_by_role("button", name="Изменить" if lang == "ru" else "Edit").focus()
    page.keyboard.press("Tab")
    expect(undo).to_be_focused()
    page.keyboard.press("Enter")
    expect(remark).to_have_count(0)
    expect(page.locator(".sq-answer:not(.sq-partial), .sq-refusal")).to_have_count(2)
    expect(page.locator(".sq-question")).to_have_text([first, second])
    again = page.get_by_role("button", name="Спросить снова" if lang == "ru" else "Ask again")
    expect(again).to_be_focused()
    page.reload()
    expect(page.locator(".sq-question")).to_have_text([first, second])
    expect(remark).to_have_count(0)
