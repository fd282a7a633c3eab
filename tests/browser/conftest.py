"""A running server, and pages of a real Chromium, where a request to another fails the test."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from qa.pipeline import Pipeline
from qa.settings import Settings
from tests.browser.visitors import LOOKS, Visitor
from tests.serving import serving

# The shell without windows draws the same pages with less work, where it is installed.
_SHELL = Path("/usr/bin/chromium-headless-shell")
CHROMIUM = _SHELL if _SHELL.exists() else Path("/usr/bin/chromium")
# A busy machine takes its time; nothing here measures speed.
expect.set_options(timeout=20_000)

PageMaker = Callable[..., Page]


@pytest.fixture(scope="session")
def address(seeds_settings: Settings, seeds_pipeline: Pipeline) -> Iterator[str]:
    """The address of a server over the seeds."""
    with serving(seeds_settings, seeds_pipeline) as url:
        yield url


# Closed after the last browser test: its event loop would be in the way of asynchronous tests.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"needs {CHROMIUM}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def visitors(browser: Browser) -> Iterator[dict[str, list[Visitor]]]:
    """Those who have left, by what their browsers are like: a page that is there loads faster."""
    left: dict[str, list[Visitor]] = defaultdict(list)
    yield left
    for visitor in chain.from_iterable(left.values()):
        visitor.close()


@pytest.fixture
def open_page(
    browser: Browser, address: str, visitors: dict[str, list[Visitor]]
) -> Iterator[PageMaker]:
    """Opens the chat page for a new visitor; the test fails on a request elsewhere or an error.

    `at` names another server than the one over the seeds, `faulty` allows for errors, `wait_for`
    is what shows that the page is there.
    """
    here: list[tuple[str, Visitor]] = []

    def open_(
        query: str = "",
        at: str | None = None,
        faulty: bool = False,
        wait_for: str = ".sq-welcome, .sq-question",
        **options: object,
    ) -> Page:
        options = {"locale": "ru-RU", **options}
        # These a page takes on; what else tells visitors apart is their browser's.
        looks = {name: options.pop(name) for name in LOOKS & options.keys()}
        like = repr(sorted(options.items()))
        visitor = visitors[like].pop() if visitors[like] else Visitor(browser, options)
        here.append((like, visitor))
        visitor.looks(**looks)
        page = visitor.comes(at or address, query, faulty)
        page.get_by_test_id("textbox").first.wait_for()
        page.locator(wait_for).first.wait_for()
        return page

    yield open_
    faults = [fault for _, visitor in here for fault in visitor.leaves()]
    for like, visitor in here:
        if not visitor.gone:
            visitors[like].append(visitor)
    assert not faults, "; ".join(faults)
