"""Take the pictures of `docs/chat-page.md` anew, with a real Chromium, of a server that runs.

python benchmarks/page_pictures.py http://127.0.0.1:7860/ docs/images/chat
"""

from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.studio import studio

QUESTIONS = {
    "ru": ("Насколько больше китайцев приехало в Казахстан в 2024-м?", "Какая столица Перу?"),
    "en": ("How many people visit Khorgos every day?", "What is the capital of Peru?"),
}
SIZES = {"desktop": (1280, 800), "phone": (390, 844)}
CLOSE = {"ru": "Закрыть источник", "en": "Close the source"}
REPLY = ".sq-answer:not(.sq-partial), .sq-refusal"


def take(browser: Browser, url: str, folder: Path, size: str, scheme: str, language: str) -> None:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]
        has_touch=size == "phone",
        locale=f"{language}-{'RU' if language == 'ru' else 'US'}",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(url)
    page.locator(".sq-suggest").first.wait_for(timeout=120_000)
    name = f"{size}-{scheme}-{language}"

    def shoot(what: str) -> None:
        page.wait_for_timeout(600)
        page.screenshot(path=folder / f"{name}-{what}.png")

    shoot("welcome")
    ask(page, QUESTIONS[language][0], 1)
    shoot("answer")
    if size == "phone":
        page.locator(".sq-answer .sq-cite").first.tap()
        shoot("source")
        page.get_by_role("button", name=CLOSE[language]).click()
    ask(page, QUESTIONS[language][1], 2)
    shoot("refusal")
    page.locator("a[href='#corpus-all']").click()
    page.locator(".sq-corpus").wait_for()
    shoot("documents")
    context.close()


def ask(page: Page, question: str, count: int) -> None:
    page.locator("#sq-question textarea").fill(question)
    page.locator("#sq-question textarea").press("Enter")
    page.locator(REPLY).nth(count - 1).wait_for()


def main() -> None:
    with studio(__doc__) as (browser, arguments):
        for size, scheme, language in product(SIZES, ("light", "dark"), QUESTIONS):
            take(browser, arguments.url, arguments.folder, size, scheme, language)


if __name__ == "__main__":
    main()
