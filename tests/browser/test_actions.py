"""What people do in a chat besides asking: stop, edit, copy, rate, take along, reload."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from qa.pipeline import Pipeline
from qa.records.store import read_feedback
from qa.settings import Settings
from qa.types import Answer
from tests.browser.conftest import PageMaker
from tests.browser.steps import KHORGOS, PHONE, TOURISTS, TOURISTS_EN, ask, assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.server]

PERU = "Какая столица Перу?"


@pytest.fixture
def slow(seeds_pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> Queue[str]:
    """Answers come word by word, so that there is time to stop them; tells how they ended."""
    ends: Queue[str] = Queue()
    stream = seeds_pipeline.stream

    def slowly(*args: Any, **options: Any) -> Iterator[str | Answer]:
        end = "stopped"
        try:
            for piece in stream(*args, **options):
                for word in re.findall(r"\S+\s*", piece) if isinstance(piece, str) else [piece]:
                    time.sleep(0.1)
                    yield word
            end = "whole"
        finally:
            ends.put(end)

    monkeypatch.setattr(seeds_pipeline, "stream", slowly)
    return ends


def box(page: Page) -> Any:
    return page.locator("#sq-question textarea")


def test_an_answer_under_way_is_stopped_and_asked_for_again(
    open_page: PageMaker, slow: Queue[str]
) -> None:
    page = open_page()
    box(page).fill(TOURISTS)
    box(page).press("Enter")
    expect(page.locator(".sq-partial")).to_be_visible()
    # What is typed meanwhile isn't lost.
    box(page).fill("Следующий вопрос")
    box(page).press("Enter")
    page.get_by_role("button", name="Остановить").click()
    expect(page.locator(".sq-notice")).to_have_text("Остановлено.")
    expect(page.locator(".sq-so-far")).to_be_visible()
    assert slow.get(timeout=20) == "stopped"
    expect(page.locator(".sq-answer")).to_have_count(0)
    expect(box(page)).to_have_value("Следующий вопрос")
    page.get_by_role("button", name="Спросить снова").click()
    answer = page.locator(".sq-answer:not(.sq-partial)")
    expect(answer).to_contain_text("78%", timeout=20_000)
    expect(page.locator(".sq-question")).to_have_count(1)
    expect(page.get_by_role("button", name="Остановить")).to_be_hidden()


def test_escape_stops_too(open_page: PageMaker, slow: Queue[str]) -> None:
    page = open_page()
    box(page).fill(TOURISTS)
    box(page).press("Enter")
    expect(page.locator(".sq-partial")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".sq-notice")).to_have_text("Остановлено.")


def test_shift_and_enter_begin_a_line(open_page: PageMaker) -> None:
    page = open_page()
    box(page).fill("Сколько туристов")
    box(page).press("Shift+Enter")
    page.keyboard.type("в день посещают Хоргос?")
    expect(page.locator(".sq-question")).to_have_count(0)
    box(page).press("Enter")
    expect(page.locator(".sq-answer")).to_contain_text("тысяч")
    assert page.locator(".sq-question").inner_text().count("\n") == 1


def test_the_last_question_is_edited(open_page: PageMaker) -> None:
    page = open_page()
    ask(page, PERU)
    page.get_by_role("button", name="Изменить").click()
    expect(box(page)).to_have_value(PERU)
    expect(box(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".sq-editing")).to_have_count(0)
    expect(box(page)).to_have_value("")
    page.get_by_role("button", name="Изменить").click()
    expect(box(page)).to_have_value(PERU)
    box(page).fill(KHORGOS)
    box(page).press("Enter")
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
    box(page).fill("Недописанный вопр")
    page.reload()
    expect(page.locator(".sq-question")).to_have_text([KHORGOS, PERU])
    expect(page.locator(".sq-answer")).to_contain_text("тысяч")
    expect(page.get_by_role("button", name="Неверно").last).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(box(page)).to_have_value("Недописанный вопр")
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


def test_the_keyboard_is_enough(open_page: PageMaker) -> None:
    page = open_page()
    expect(box(page)).to_be_focused()
    page.keyboard.type(KHORGOS)
    page.keyboard.press("Enter")
    expect(page.locator(".sq-answer:not(.sq-partial)")).to_be_visible()
    expect(box(page)).to_be_focused()

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


def test_motion_is_reduced_where_that_is_wished(open_page: PageMaker, slow: Queue[str]) -> None:
    page = open_page(reduced_motion="reduce")
    box(page).fill(TOURISTS)
    box(page).press("Enter")
    page.locator(".sq-working").wait_for()
    moving = page.evaluate(
        "document.getAnimations().filter((a) => a.playState === 'running').length"
    )
    assert moving == 0
