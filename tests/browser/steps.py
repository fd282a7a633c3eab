"""What a visitor does, and what is looked at."""

from playwright.sync_api import Page, expect

TOURISTS = "Насколько больше китайцев приехало в Казахстан в 2024-м, чем годом раньше?"
TOURISTS_EN = "How many Chinese tourists came to Kazakhstan in 2024?"
KHORGOS = "Сколько туристов в день посещают Хоргос?"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def ask(page: Page, question: str) -> None:
    """Ask by keyboard, and wait until the reply is whole."""
    replies = page.locator(".sq-answer:not(.sq-partial), .sq-refusal, .sq-notice")
    before = replies.count()
    box = page.locator("#sq-question textarea")
    box.fill(question)
    box.press("Enter")
    expect(replies).to_have_count(before + 1)


def is_in_view(page: Page, inner: str, outer: str) -> bool:
    """Whether an element can be seen inside another one, at least its first line."""
    return bool(
        page.evaluate(
            """([inner, outer]) => {
                const a = document.querySelector(inner).getBoundingClientRect();
                const b = document.querySelector(outer).getBoundingClientRect();
                return a.top >= b.top && a.top + 20 <= b.bottom && a.left >= b.left;
            }""",
            [inner, outer],
        )
    )


def wait_until_in_view(page: Page, inner: str, outer: str) -> None:
    for _ in range(40):
        if is_in_view(page, inner, outer):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{inner} is out of sight")
