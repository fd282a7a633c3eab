"""A server that lets one site embed its widget, that site, and another one."""

from collections.abc import Iterator
from typing import Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from qa.pipeline import Pipeline
from qa.settings import Settings
from tests.browser.widget.site import Site, running_site, serve_widget
from tests.serving import serving


class PageOpener(Protocol):
    def __call__(self, url: str, *, faulty: bool = False, **options: object) -> Page: ...


class Host(Protocol):
    def __call__(
        self,
        attributes: str = "",
        *,
        lang: str = "ru",
        body: str = "",
        style: str = "",
        at: Site | None = None,
        faulty: bool = False,
        **options: object,
    ) -> Page: ...


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """A site that may embed the widget."""
    with running_site() as running:
        yield running


@pytest.fixture(scope="session")
def stranger() -> Iterator[Site]:
    """A site that may not."""
    with running_site() as running:
        yield running


@pytest.fixture
def scripted() -> Iterator[Site]:
    """A server of the widget that a test can make say anything."""
    with running_site() as running:
        serve_widget(running)
        yield running


@pytest.fixture(scope="session")
def widget_settings(
    seeds_settings: Settings, site: Site, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    changes = {
        "allowed_origins": (site.origin,),
        "rate_per_address": "",
        "rate_per_session": "",
        "records": tmp_path_factory.mktemp("widget") / "records.sqlite",
    }
    return seeds_settings.model_copy(update=changes)


@pytest.fixture(scope="session")
def widget_address(widget_settings: Settings, seeds_pipeline: Pipeline) -> Iterator[str]:
    with serving(widget_settings, seeds_pipeline) as url:
        yield url


@pytest.fixture
def open_url(browser: Browser) -> Iterator[PageOpener]:
    """Opens a page; the test fails on a request off this machine or an error in the page.

    Requests aren't intercepted: Playwright would answer preflights itself.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_(url: str, *, faulty: bool = False, **options: object) -> Page:
        context = browser.new_context(
            **{"locale": "ru-RU", "viewport": {"width": 1100, "height": 760}, **options}  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith("http://127.0.0.1:")
                else faults.append(f"a request to {request.url}")
            ),
        )
        page.on("dialog", lambda dialog: faults.append(f"a dialog: {dialog.message}"))
        page.on("pageerror", lambda error: faults.append(f"an error: {error}"))
        if not faulty:
            page.on(
                "console",
                lambda line: (
                    faults.append(f"on the console: {line.text}") if line.type == "error" else None
                ),
            )
        page.goto(url)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not faults, "; ".join(faults)


@pytest.fixture
def host(open_url: PageOpener, site: Site, widget_address: str) -> Host:
    """Opens a page of a site, with a strict policy and the widget's script on it."""

    def open_(
        attributes: str = "",
        *,
        lang: str = "ru",
        body: str = "",
        style: str = "",
        at: Site | None = None,
        faulty: bool = False,
        **options: object,
    ) -> Page:
        chosen = at or site
        chosen.style("/host.css", style)
        script = f'<script src="{widget_address}widget.js" {attributes} async></script>'
        html = (
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Host</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<link rel="stylesheet" href="host.css">{script}</head>'
            f'<body><main><h1>Host</h1><a href="other">other</a>{body}</main></body></html>'
        )
        policy = (
            f"default-src 'none'; script-src {widget_address}; style-src 'self';"
            f" connect-src {widget_address}"
        )
        chosen.page("/", html, Content_Security_Policy=policy)
        chosen.page("/other", html, Content_Security_Policy=policy)
        return open_url(f"{chosen.origin}/", faulty=faulty, **options)

    return open_
