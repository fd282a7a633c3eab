"""What people do with answers and conversations: copy, take along, rate, reload."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from qa.records.store import read_feedback
from qa.settings import Settings
from tests.browser.conftest import PageMaker
from tests.browser.steps import KHORGOS, PERU, TOURISTS_EN, ask, question_box

pytestmark = [pytest.mark.browser, pytest.mark.server]


def test_an_answer_is_copied_with_its_sources(open_page: PageMaker) -> None:
    page = open_page("?lang=en", permissions=["clipboard-read", "clipboard-write"])
    ask(page, TOURISTS_EN)
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "655,000" in copied
    assert "\n\n[1] " in copied
    assert "The Astana Times, as of February 7, 2025" in copied


def test_the_conversation_is_taken_along(open_page: PageMaker) -> None:
    page = open_page()
    ask(page, KHORGOS)
    ask(page, PERU)
    written: dict[str, str] = {}
    for kind in ("Markdown", "JSON"):
        page.get_by_text("Скачать").click()
        with page.expect_download() as download:
            page.get_by_role("button", name=kind).click()
        name = download.value.suggested_filename
        assert re.fullmatch(r"seedqa-\d{4}-\d\d-\d\d\.(md|json)", name)
        written[kind] = Path(download.value.path()).read_text(encoding="utf-8")
    asked = [answer["question"] for answer in json.loads(written["JSON"])["answers"]]
    assert asked == [KHORGOS, PERU]
    assert written["Markdown"].startswith("# Беседа с SeedQA")
    assert KHORGOS in written["Markdown"]
    assert "В источниках нет ответа" in written["Markdown"]


def test_an_answer_is_rated_and_commented_on(
    open_page: PageMaker, seeds_settings: Settings
) -> None:
    page = open_page()
    ask(page, KHORGOS)
    wrong = page.get_by_role("button", name="Неверно")
    wrong.click()
    expect(wrong).to_have_attribute("aria-pressed", "true")
    expect(wrong).to_be_focused()
    comment = page.get_by_role("textbox", name="Что можно улучшить?")
    comment.fill("Это за прошлый год")
    comment.press("Enter")
    expect(comment).to_be_hidden()
    expect(page.locator("#sq-toast")).to_have_text("Спасибо")
    given = read_feedback(seeds_settings.records_file)[-1]
    assert (given.rating, given.comment) == ("down", "Это за прошлый год")
    assert given.answer.question == KHORGOS
    wrong.click()
    expect(wrong).to_have_attribute("aria-pressed", "false")


def test_a_conversation_survives_a_reload(open_page: PageMaker) -> None:
    # Gradio says on the console that the reload cut its streams.
    page = open_page(faulty=True)
    ask(page, KHORGOS)
    ask(page, PERU)
    page.get_by_role("button", name="Неверно").last.click()
    question_box(page).fill("Недописанный вопр")
    page.reload()
    expect(page.locator(".sq-question")).to_have_text([KHORGOS, PERU])
    expect(page.locator(".sq-answer")).to_contain_text("тысяч")
    expect(page.get_by_role("button", name="Неверно").last).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(question_box(page)).to_have_value("Недописанный вопр")
    page.locator(".sq-answer .sq-cite").first.click()
    expect(page.locator("#sq-mark")).to_contain_text("3,5")
    page.get_by_role("button", name="Новый чат").click()
    expect(page.locator(".sq-question")).to_have_count(0)
    page.reload()
    page.locator(".sq-welcome").wait_for()
    expect(page.locator(".sq-question")).to_have_count(0)


def test_another_visitor_sees_nothing_of_it(open_page: PageMaker) -> None:
    ask(open_page(), KHORGOS)
    expect(open_page().locator(".sq-question")).to_have_count(0)
