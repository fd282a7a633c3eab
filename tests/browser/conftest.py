"""A running server, and pages of a real Chromium that may talk to nothing else."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

from qa.pipeline import Pipeline
from qa.settings import Settings
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


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[PageMaker]:
    """Opens the chat page; the test fails on a request elsewhere or an error in the page.

    `at` names another server than the one over the seeds, `faulty` allows for errors, `wait_for`
    is what shows that the page is there.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []
    addresses = [address]

    def guard(route: Route) -> None:
        if route.request.url.startswith((*addresses, "data:", "blob:")):
            route.continue_()
        else:
            faults.append(f"a request to {route.request.url}")
            route.abort()

    def open_(
        query: str = "",
        at: str | None = None,
        faulty: bool = False,
        wait_for: str = ".sq-welcome, .sq-question",
        **options: object,
    ) -> Page:
        addresses.extend([at] if at else [])
        context = browser.new_context(
            **{"locale": "ru-RU", "viewport": {"width": 1280, "height": 800}, **options}  # type: ignore[arg-type]
        )
        contexts.append(context)
        context.route("**/*", guard)
        page = context.new_page()
        page.set_default_timeout(15_000)
        if not faulty:
            listen(page)
        page.goto(f"{at or address}{query}")
        page.get_by_test_id("textbox").first.wait_for()
        page.locator(wait_for).first.wait_for()
        return page

    def listen(page: Page) -> None:
        page.on("pageerror", lambda error: faults.append(f"an error: {error}"))
        page.on(
            "console",
            lambda line: (
                faults.append(f"on the console: {line.text}") if line.type == "error" else None
            ),
        )
        page.on("dialog", lambda dialog: faults.append(f"a dialog: {dialog.message}"))

    yield open_
    for context in contexts:
        context.close()
    assert not faults, "; ".join(faults)
