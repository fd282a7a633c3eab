"""Pages that embed the widget: their options, their style, and those that may not."""

import pytest
from playwright.sync_api import Page, expect

from qa.server.widget.script import widget_asset
from tests.browser.steps import KHORGOS, settle
from tests.browser.widget.conftest import Host
from tests.browser.widget.site import Site
from tests.browser.widget.steps import ask, marked, open_widget, requests_until_now, widget

pytestmark = [pytest.mark.browser, pytest.mark.server]

HOSTILE = widget_asset("hostile.css") + "seedqa-widget * { font-size: 90px !important }"


def test_a_site_that_is_not_named_gets_a_neutral_sentence(host: Host, stranger: Site) -> None:
    page = host(at=stranger, faulty=True)
    lines: list[str] = []
    page.on("console", lambda line: lines.append(line.text))
    open_widget(page)
    page.get_by_role("textbox", name="Ваш вопрос").fill(KHORGOS)
    page.keyboard.press("Enter")
    turn = page.locator("section")
    expect(turn).to_contain_text("На этой странице ответы недоступны.")
    expect(turn).not_to_contain_text("SEEDQA")
    expect(turn).not_to_contain_text("Ежедневно")
    told = [line for line in lines if "SEEDQA_ALLOWED_ORIGINS" in line]
    assert stranger.origin in told[0]
    assert turn.get_by_role("button", name="Спросить снова").is_enabled()


def look_of(page: Page) -> dict[str, object]:
    """How what is shown looks, as computed."""
    found: dict[str, object] = page.evaluate(
        """() => {
            const root = document.querySelector("seedqa-widget").shadowRoot;
            const look = {};
            for (const name of ["textarea", "h2", "section p", "ol button", "header button"]) {
                const node = root.querySelector(name);
                const { width, height } = node.getBoundingClientRect();
                const { color, fontFamily, fontSize, letterSpacing, textTransform, opacity,
                        display, visibility } = getComputedStyle(node);
                look[name] = [width, height, color, fontFamily, fontSize, letterSpacing,
                              textTransform, opacity, display, visibility];
            }
            return look;
        }"""
    )
    return found


def test_a_hostile_style_changes_nothing(host: Host) -> None:
    looks = []
    for style in ("", HOSTILE):
        page = host(style=style)
        open_widget(page)
        ask(page, KHORGOS)
        settle(page)
        looks.append(look_of(page))
    assert looks[0] == looks[1]


def test_the_options_of_the_page(host: Host) -> None:
    page = host(
        'data-title="Справка &lt;b&gt;" data-greeting="Чем помочь?" data-accent="gold"'
        ' data-position="left" data-theme="dark" data-open data-suggestions="Раз?|Два?"'.replace(
            "data-open", 'data-open="true"'
        )
    )
    dialog = page.get_by_role("dialog", name="Справка <b>")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("Чем помочь?")
    expect(page.get_by_role("button", name="Раз?")).to_be_visible()
    box = dialog.bounding_box()
    assert box is not None
    assert box["x"] < 100
    send = page.get_by_role("button", name="Спросить", exact=True)
    expect(send).to_have_css("background-color", "color(srgb 1 0.843137 0)")
    expect(send).to_have_css("color", "rgb(0, 0, 0)")
    expect(dialog).to_have_css("background-color", "rgb(20, 22, 24)")
    # Opened by the page, it doesn't take the keyboard.
    assert page.evaluate("document.activeElement === document.body")
    page.get_by_role("button", name="Закрыть").click()
    page.reload()
    expect(page.get_by_role("button", name="Справка <b>")).to_be_visible()


@pytest.mark.parametrize("accent", ["red; background: url(https://example.org/x)", "no-color", ""])
def test_an_accent_that_is_no_colour_is_left_out(host: Host, accent: str) -> None:
    page = host(f'data-accent="{accent}"')
    button = page.get_by_role("button", name="Задайте вопрос")
    expect(button).to_have_css("background-color", "rgb(31, 92, 86)")


def test_no_suggestions_where_the_page_wants_none(host: Host, widget_address: str) -> None:
    page = host('data-suggestions="off"')
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    open_widget(page)
    assert requests_until_now(page, requests, widget_address) == []


def test_inside_an_element_of_the_page(host: Host) -> None:
    style = "#ask { width: 500px; height: 600px }"
    page = host(
        'data-inline="#ask" data-suggestions="off"', body='<div id="ask"></div>', style=style
    )
    region = page.get_by_role("region", name="Задайте вопрос")
    expect(region).to_be_visible()
    expect(page.get_by_role("button", name="Закрыть")).to_have_count(0)
    assert page.locator("#ask seedqa-widget").count() == 1
    box = region.bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (500, 600)
    turn = ask(page, KHORGOS)
    turn.get_by_role("button", name="Источник 1").first.click()
    assert "3,5" in marked(page)
    page.keyboard.press("Escape")
    expect(page.locator("mark")).to_be_hidden()
    expect(region).to_be_visible()


def test_the_page_can_ask_and_hears_of_it(host: Host) -> None:
    page = host()
    widget(page).wait_for(state="attached")
    heard = page.evaluate(
        """async (question) => {
            const heard = [];
            for (const name of ["open", "close", "answer", "error"])
                document.addEventListener("seedqa:" + name, (event) =>
                    heard.push([name, event.target.localName, event.detail?.question]));
            const { element } = SeedQA;
            let own = 0;
            element.addEventListener("seedqa:answer", () => own++);
            const answer = await SeedQA.ask(question);
            SeedQA.close();
            return [heard, own, answer.question, answer.citations.length,
                    element === document.querySelector("seedqa-widget")];
        }""",
        KHORGOS,
    )
    assert heard == [
        [
            ["open", "seedqa-widget", None],
            ["answer", "seedqa-widget", KHORGOS],
            ["close", "seedqa-widget", None],
        ],
        1,
        KHORGOS,
        1,
        True,
    ]
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.evaluate("SeedQA.language('en'); SeedQA.theme('dark'); SeedQA.open(); SeedQA.reset()")
    dialog = page.get_by_role("dialog", name="Ask a question")
    expect(dialog).to_have_css("background-color", "rgb(20, 22, 24)")
    expect(page.locator("section")).to_have_count(0)


def test_a_theme_that_follows_the_device(host: Host) -> None:
    page = host('data-open="true"')
    dialog = page.get_by_role("dialog")
    expect(dialog).to_have_css("background-color", "rgb(245, 243, 238)")
    page.emulate_media(color_scheme="dark")
    expect(dialog).to_have_css("background-color", "rgb(20, 22, 24)")
