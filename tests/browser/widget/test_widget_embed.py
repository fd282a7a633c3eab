"""The page for an iframe, and the page that shows the widget and writes the snippet."""

import http.client
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from qa.pipeline import Pipeline
from qa.settings import Settings
from tests.browser.steps import KHORGOS, settle
from tests.browser.widget.conftest import PageOpener
from tests.browser.widget.site import Exchange, Site
from tests.browser.widget.steps import ask
from tests.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.server]


def embed(site: Site, url: str) -> None:
    site.page("/framed", f'<!doctype html><title>x</title><iframe src="{url}"></iframe>')


def test_a_named_site_frames_it(open_url: PageOpener, site: Site, widget_address: str) -> None:
    embed(site, f"{widget_address}embed?language=ru&amp;title=&lt;b&gt;&quot;x&amp;theme=dark")
    page = open_url(f"{site.origin}/framed")
    frame = page.frame_locator("iframe")
    region = frame.get_by_role("region", name='<b>"x')
    expect(region).to_be_visible()
    expect(region).to_have_css("background-color", "rgb(20, 22, 24)")
    frame.get_by_role("textbox", name="Ваш вопрос").fill(KHORGOS)
    frame.get_by_role("textbox", name="Ваш вопрос").press("Enter")
    frame.get_by_role("button", name="Источник 1").first.click()
    expect(frame.locator("mark").first).to_contain_text("3,5")


def test_another_site_does_not(open_url: PageOpener, stranger: Site, widget_address: str) -> None:
    embed(stranger, f"{widget_address}embed")
    page = open_url(f"{stranger.origin}/framed", faulty=True)
    page.frames[1].wait_for_url(re.compile("^chrome-error:"), wait_until="commit")


def test_it_fills_its_window(open_url: PageOpener, widget_address: str) -> None:
    page = open_url(f"{widget_address}embed", viewport={"width": 320, "height": 500})
    box = page.get_by_role("region").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 320, "height": 500}
    ask(page, KHORGOS)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def forward(site: Site, url: str) -> None:
    """Let a site pass on what lies below `/help`."""
    target = urlsplit(url).netloc

    def respond(exchange: Exchange) -> None:
        request = exchange.request
        connection = http.client.HTTPConnection(target, timeout=30)
        kept = ("accept", "accept-language", "content-type", "x-seedqa-session")
        headers = {name: request.headers[name] for name in kept if name in request.headers}
        path = request.path.removeprefix("/help")
        connection.request(request.method, path, request.body, headers)
        response = connection.getresponse()
        policy = response.getheader("content-security-policy", "")
        media_type = response.getheader("content-type", "text/plain")
        exchange.send(
            response.status, media_type, response.read().decode(), Content_Security_Policy=policy
        )
        connection.close()

    site.answers["/help/"] = respond


def fill_in(page: Page) -> None:
    page.get_by_label("Заголовок").fill('Спросите "нас" & <их>')
    page.get_by_label("Вопросы-подсказки").fill("Какая столица Перу?\n\n Сколько туристов? ")
    page.get_by_role("combobox", name="Тема").select_option("dark")
    page.get_by_role("combobox", name="Язык").select_option("ru")
    page.get_by_role("combobox", name="Место").select_option("left")
    page.get_by_label("Цвет").fill("#ffd700")
    page.get_by_label("Сразу открыт").check()


def test_the_snippet_works_where_it_is_pasted(
    open_url: PageOpener, site: Site, widget_address: str
) -> None:
    page = open_url(
        f"{widget_address}widget/demo", permissions=["clipboard-read", "clipboard-write"]
    )
    fill_in(page)
    snippet = page.locator("#snippet")
    expect(snippet).to_contain_text('data-accent="#ffd700"')
    preview = page.frame_locator("iframe")
    expect(preview.get_by_role("button", name="Сколько туристов?")).to_be_visible()
    page.locator("[data-copies=snippet]").click()
    expect(page.locator("[data-copies=snippet]")).to_have_text("Скопировано")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f'<script src="{widget_address}widget.js" data-title=')
    frame = page.locator("#frame").text_content() or ""
    site.page("/pasted", f'<!doctype html><meta charset="utf-8"><title>x</title>{copied}{frame}')
    page = open_url(f"{site.origin}/pasted", locale="en-US")
    dialog = page.locator("body > seedqa-widget").get_by_role("dialog")
    expect(dialog).to_have_attribute("aria-label", 'Спросите "нас" & <их>')
    expect(dialog.get_by_role("button", name="Какая столица Перу?")).to_be_visible()
    expect(dialog).to_have_css("background-color", "rgb(20, 22, 24)")
    framed = page.frame_locator("iframe").get_by_role("region")
    expect(framed).to_have_attribute("aria-label", 'Спросите "нас" & <их>')
    expect(framed.get_by_role("button", name="Какая столица Перу?")).to_be_visible()


def test_the_preview(open_url: PageOpener, widget_address: str) -> None:
    page = open_url(f"{widget_address}widget/demo?lang=en")
    expect(page.get_by_role("heading", name="The widget for your site")).to_be_visible()
    preview = page.frame_locator("iframe")
    dialog = preview.get_by_role("dialog", name="Ask a question")
    expect(dialog).to_be_visible()
    before = dialog.bounding_box()
    page.get_by_label("A hostile page").check()
    expect(preview.get_by_text("all: unset")).to_be_visible()
    expect(dialog).to_be_visible()
    settle(page.frames[1])
    assert dialog.bounding_box() == before
    page.get_by_label("A hostile page").uncheck()
    page.get_by_role("combobox", name="Place").select_option("inline")
    expect(preview.get_by_role("region", name="Ask a question")).to_be_visible()
    expect(page.locator("#snippet")).to_contain_text('<div id="seedqa"')
    page.get_by_role("link", name="Русский").click()
    expect(page.get_by_role("heading", name="Виджет для вашего сайта")).to_be_visible()


def test_behind_a_proxy_with_a_prefix(
    open_url: PageOpener, seeds_settings: Settings, seeds_pipeline: Pipeline, site: Site
) -> None:
    """The proxy takes off `/help`; the site itself plays it."""
    settings = seeds_settings.model_copy(update={"allowed_origins": (site.origin,)})
    with serving(settings, seeds_pipeline) as url:
        forward(site, url)
        site.page(
            "/prefixed", '<!doctype html><title>x</title><script src="help/widget.js"></script>'
        )
        page = open_url(f"{site.origin}/prefixed")
        page.get_by_role("button", name="Задайте вопрос").click()
        ask(page, KHORGOS).get_by_role("button", name="Источник 1").first.click()
        expect(page.locator("mark").first).to_contain_text("3,5")
        page = open_url(f"{site.origin}/help/widget/demo")
        expect(page.locator("#snippet")).to_contain_text(f"{site.origin}/help/widget.js")
        expect(page.frame_locator("iframe").get_by_role("dialog")).to_be_visible()
