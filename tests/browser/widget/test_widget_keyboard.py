"""The widget by keyboard alone, and on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import KHORGOS, TOURISTS, settle
from tests.browser.widget.conftest import Host
from tests.browser.widget.steps import ask, marked, open_widget

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.exhaustive]

PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True}


def focused(page: Page) -> str:
    """The name of what has the keyboard."""
    return str(
        page.evaluate(
            """() => {
                const node = document.activeElement.shadowRoot?.activeElement;
                return node ? node.ariaLabel || node.textContent : document.activeElement.localName;
            }"""
        )
    )


def test_by_keyboard_alone(host: Host) -> None:
    page = host('data-suggestions="off"')
    page.get_by_role("button", name="Задайте вопрос").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused(page) == "Задайте вопрос"
    page.keyboard.press("Enter")
    assert focused(page) == "Ваш вопрос"
    page.keyboard.type("Сколько туристов")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("в день посещают Хоргос?")
    expect(page.get_by_role("textbox")).to_have_value("Сколько туристов\nв день посещают Хоргос?")
    page.keyboard.press("Enter")
    source = page.get_by_role("button", name="Источник 1").first
    source.wait_for()
    expect(page.get_by_role("textbox")).to_have_value("")
    assert focused(page) == "Ваш вопрос"
    source.focus()
    page.keyboard.press("Enter")
    assert "3,5" in marked(page)
    assert focused(page) == "Закрыть"
    page.keyboard.press("Escape")
    expect(page.locator("mark")).to_be_hidden()
    assert focused(page).startswith("Источник 1")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert focused(page) == "Задайте вопрос"


def test_the_keyboard_stays_inside(host: Host) -> None:
    page = host('data-suggestions="off"')
    open_widget(page)
    ask(page, KHORGOS)
    for key in ("Tab", "Shift+Tab"):
        seen = set()
        for _ in range(30):
            page.keyboard.press(key)
            seen.add(focused(page))
        assert {"English", "Закрыть", "Ваш вопрос", "Копировать"} <= seen
        assert not seen & {"body", "a"}
    page.get_by_role("button", name="Источник 1").first.click()
    assert marked(page)
    seen = set()
    for _ in range(6):
        page.keyboard.press("Tab")
        seen.add(focused(page))
    assert "Закрыть" in seen
    assert not seen & {"body", "a", "Ваш вопрос", "English"}


def test_shortcuts_of_the_page_do_not_hear_what_is_typed(host: Host) -> None:
    page = host('data-suggestions="off"')
    open_widget(page)
    page.evaluate("addEventListener('keydown', (e) => (document.title += e.key))")
    page.keyboard.type("jk/")
    expect(page.get_by_role("textbox")).to_have_value("jk/")
    assert page.title() == "Host"


def test_what_asked_may_go_but_the_keyboard_stays(host: Host) -> None:
    page = host('data-suggestions="Какая столица Перу?"')
    open_widget(page)
    page.get_by_role("button", name="Какая столица Перу?").focus()
    page.keyboard.press("Enter")
    expect(page.locator("section")).to_contain_text("нет ответа")
    assert focused(page) != "body"
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_an_answer_is_read_out_once(host: Host) -> None:
    page = host('data-suggestions="off"')
    open_widget(page)
    page.evaluate(
        """() => {
            const status = SeedQA.element.shadowRoot.querySelector("article > [role=status]");
            window.heard = [];
            new MutationObserver(() => heard.push(status.textContent))
                .observe(status, { childList: true });
        }"""
    )
    ask(page, KHORGOS)
    heard = page.evaluate("heard")
    assert heard[0] == "Ищем в источниках…"
    assert len(heard) == 2
    assert heard[1].startswith("Ежедневно")
    assert page.get_by_role("log").get_attribute("aria-live") == "off"


def test_a_phone_shows_it_on_the_whole_screen(host: Host) -> None:
    page = host(body="<p>x</p>" * 200, **PHONE)
    page.get_by_role("button", name="Задайте вопрос").tap()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_have_attribute("aria-modal", "true")
    settle(page)
    assert dialog.bounding_box() == {"x": 0, "y": 0, "width": 320, "height": 640}
    expect(page.locator("html")).to_have_css("overflow", "hidden")
    expect(page.get_by_role("textbox")).to_have_css("font-size", "16px")
    turn = ask(page, TOURISTS)
    for _ in range(2):
        assert not overflowing(page)
        turn.get_by_role("button", name="Источник 1").first.tap()
        assert marked(page)
        assert not overflowing(page)
        page.get_by_role("button", name="Закрыть").last.tap()
    page.get_by_role("button", name="Неверно").tap()
    assert not overflowing(page)
    page.get_by_role("button", name="Закрыть").tap()
    expect(dialog).to_be_hidden()
    expect(page.locator("html")).not_to_have_css("overflow", "hidden")
    page.reload()
    expect(page.get_by_role("button", name="Задайте вопрос")).to_be_visible()


def test_turning_the_phone(host: Host) -> None:
    page = host('data-open="true"', **PHONE)
    # A visitor of a phone sees the page first.
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("button", name="Задайте вопрос").tap()
    page.set_viewport_size({"width": 1100, "height": 760})
    expect(page.get_by_role("dialog")).not_to_have_attribute("aria-modal", "true")
    expect(page.locator("html")).not_to_have_css("overflow", "hidden")
    page.set_viewport_size({"width": 640, "height": 320})
    expect(page.get_by_role("dialog")).to_have_attribute("aria-modal", "true")
    settle(page)
    assert page.get_by_role("dialog").bounding_box() == {
        "x": 0,
        "y": 0,
        "width": 640,
        "height": 320,
    }


def overflowing(page: Page) -> list[str]:
    """What is wider than the box it scrolls in, or than the window."""
    found: list[str] = page.evaluate(
        """() => {
            const nodes = [document.documentElement,
                           ...SeedQA.element.shadowRoot.querySelectorAll("*")];
            return nodes
                .filter((node) => node.scrollWidth > Math.max(node.clientWidth, 1) + 1 &&
                    getComputedStyle(node).display != "inline" &&
                    !node.closest("article > [role=status]"))
                .map((node) => node.localName + "." + node.className);
        }"""
    )
    return found
