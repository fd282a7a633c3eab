"""What a visitor does, and what is looked at."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Locator, Page, expect

TOURISTS = "Насколько больше китайцев приехало в Казахстан в 2024-м, чем годом раньше?"
TOURISTS_EN = "How many Chinese tourists came to Kazakhstan in 2024?"
KHORGOS = "Сколько туристов в день посещают Хоргос?"
PERU = "Какая столица Перу?"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def question_box(page: Page) -> Locator:
    return page.locator("#sq-question textarea")


def ask(page: Page, question: str) -> None:
    """Ask by keyboard, and wait until the reply is whole."""
    replies = page.locator(".sq-answer:not(.sq-partial), .sq-refusal, .sq-notice")
    before = replies.count()
    box = question_box(page)
    box.fill(question)
    box.press("Enter")
    expect(replies).to_have_count(before + 1)


IN_VIEW = """([inner, outer]) => {
    const a = document.querySelector(inner)?.getBoundingClientRect();
    const b = document.querySelector(outer)?.getBoundingClientRect();
    return a && b && a.top >= b.top && a.top + 20 <= b.bottom && a.left >= b.left;
}"""


def is_in_view(page: Page, inner: str, outer: str) -> bool:
    """Whether an element can be seen inside another one, at least its first line."""
    return bool(page.evaluate(IN_VIEW, [inner, outer]))


def wait_until_in_view(page: Page, inner: str, outer: str) -> None:
    page.wait_for_function(IN_VIEW, arg=[inner, outer])


def settle(page: Page | Frame) -> None:
    """Let what fades or moves, in the widget too, come to its end."""
    page.evaluate(
        """async () => {
            const roots = [document, ...[...document.querySelectorAll("*")]
                .map((element) => element.shadowRoot).filter(Boolean)];
            const ending = roots.flatMap((root) => root.getAnimations())
                .filter(({effect}) => effect.getComputedTiming().endTime < Infinity);
            await Promise.allSettled(ending.map((animation) => animation.finished));
        }"""
    )


def assert_accessible(page: Page) -> None:
    """axe-core finds no violation; what fades in is judged when it is there."""
    settle(page)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
