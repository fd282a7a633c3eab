"""Take the pictures of `docs/widget.md` anew, with a real Chromium, of a server that runs.

python benchmarks/widget_pictures.py http://127.0.0.1:7860/ docs/images/widget
"""

from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.studio import studio

QUESTIONS = {
    "ru": ("Сколько туристов в день посещают Хоргос?", "Какая столица Перу?"),
    "en": ("How many people visit Khorgos every day?", "What is the capital of Peru?"),
}
TITLES = {"ru": "Задайте вопрос", "en": "Ask a question"}
BOXES = {"ru": "Ваш вопрос", "en": "Your question"}
SOURCES = {"ru": "Источник 1", "en": "Source 1"}
SUGGESTIONS = {"ru": "Можно спросить", "en": "You could ask"}
FOLLOWING = {"ru": "Спросить ещё", "en": "Ask on"}
COPY = {"ru": "Копировать", "en": "Copy"}
SIZES = {"desktop": (1100, 760), "phone": (390, 844)}


class Photographer:
    """Opens pages as a visitor with this screen and these wishes would see them."""

    def __init__(
        self, browser: Browser, url: str, folder: Path, size: str, scheme: str, language: str
    ) -> None:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            has_touch=size == "phone",
            locale="ru-RU" if language == "ru" else "en-US",
            reduced_motion="reduce",
        )
        self._url, self._folder, self._language = url, folder, language
        self._name = f"{size}-{scheme}-{language}"
        self.page: Page = context.new_page()

    def go(self, path: str) -> None:
        self.page.goto(f"{self._url}{path}")

    def open(self) -> None:
        self.page.get_by_role("button", name=TITLES[self._language]).click()
        self.page.get_by_text(SUGGESTIONS[self._language]).wait_for(timeout=120_000)

    def ask(self, number: int) -> None:
        box = self.page.get_by_role("textbox", name=BOXES[self._language])
        box.fill(QUESTIONS[self._language][number])
        box.press("Enter")
        self.page.get_by_role("button", name=COPY[self._language]).nth(number).wait_for()

    def shoot(self, what: str) -> None:
        self.page.wait_for_timeout(500)
        self.page.screenshot(path=self._folder / f"{self._name}-{what}.png")

    def whole_conversation(self) -> None:
        self.go("widget/demo/page")
        self.open()
        if "light" in self._name:
            self.shoot("welcome")
        self.ask(0)
        self.page.get_by_text(FOLLOWING[self._language]).wait_for(timeout=120_000)
        self.shoot("answer")
        self.page.get_by_role("button", name=SOURCES[self._language]).first.click()
        self.shoot("source")
        self.page.keyboard.press("Escape")
        self.ask(1)
        self.shoot("refusal")


def main() -> None:
    with studio(__doc__) as (browser, arguments):
        for size, scheme, language in product(SIZES, ("light", "dark"), QUESTIONS):
            visitor = Photographer(browser, arguments.url, arguments.folder, size, scheme, language)
            visitor.whole_conversation()
        visitor = Photographer(browser, arguments.url, arguments.folder, "desktop", "light", "en")
        visitor.go("widget/demo/page?hostile")
        visitor.open()
        visitor.ask(0)
        visitor.shoot("hostile")
        visitor = Photographer(browser, arguments.url, arguments.folder, "desktop", "light", "en")
        visitor.go("widget/demo/page?inline=%23seedqa&accent=%231a56db&title=Help")
        visitor.ask(0)
        visitor.shoot("inline")
        for scheme, language in (("light", "ru"), ("dark", "en")):
            visitor = Photographer(
                browser, arguments.url, arguments.folder, "desktop", scheme, language
            )
            visitor.page.set_viewport_size({"width": 1280, "height": 1330})
            visitor.go("widget/demo")
            preview = visitor.page.frame_locator("iframe")
            preview.get_by_text(SUGGESTIONS[language]).wait_for(timeout=120_000)
            visitor.shoot("demo")


if __name__ == "__main__":
    main()
