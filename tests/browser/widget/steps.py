"""What a visitor of the widget does."""

from playwright.sync_api import Locator, Page, expect

COPY = {"ru": "Копировать", "en": "Copy"}
BOX = {"ru": "Ваш вопрос", "en": "Your question"}


def widget(page: Page) -> Locator:
    return page.locator("seedqa-widget")


def requests_until_now(page: Page, requests: list[str], widget_address: str) -> list[str]:
    """What the page asked for before a request of ours, which none can come after unseen.

    Ours is for the widget's script, which every page that embeds it may load.
    """
    ours = f"{widget_address}widget.js?until-now"
    page.evaluate("async (url) => { await fetch(url, {mode: 'no-cors'}) }", ours)
    return requests[: requests.index(ours)]


def open_widget(page: Page, name: str = "Задайте вопрос") -> Locator:
    """Open it by its button, and give its dialog."""
    page.get_by_role("button", name=name).click()
    dialog = page.get_by_role("dialog", name=name)
    expect(dialog).to_be_visible()
    return dialog


def ask(page: Page, question: str, lang: str = "ru") -> Locator:
    """Ask by keyboard, wait for the answer, and give the turn."""
    turns = page.locator("section")
    before = turns.count()
    box = page.get_by_role("textbox", name=BOX[lang])
    box.fill(question)
    box.press("Enter")
    turn = turns.nth(before)
    expect(turn.get_by_role("button", name=COPY[lang])).to_be_visible()
    return turn


def source_text(page: Page) -> Locator:
    """The text of the open source."""
    return page.locator("article").last.locator("[tabindex] > div")


def marked(page: Page) -> str:
    """The words marked in the open source."""
    mark = page.locator("mark").first
    expect(mark).to_be_visible()
    return mark.text_content() or ""
