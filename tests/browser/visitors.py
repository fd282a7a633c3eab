"""Visitors of the chat page, one page each, which later tests use again as new ones."""

from typing import Literal

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    ViewportSize,
)

_SECONDS = 15
# What changes without another browser.
LOOKS = {"viewport", "color_scheme", "reduced_motion"}


class Visitor:
    """A page that asks for nothing but the servers it may, and tells what went wrong in it."""

    def __init__(self, browser: Browser, options: dict[str, object]) -> None:
        self.addresses: tuple[str, ...] = ()
        self.faults: list[str] = []
        self.faulty = True
        self._context: BrowserContext = browser.new_context(**options)  # type: ignore[arg-type]
        self.page: Page = self._context.new_page()
        self.page.set_default_timeout(_SECONDS * 1000)
        self._context.on("request", self._on_request)
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self._tell(f"an error: {error}"))
        self.page.on("dialog", lambda dialog: self._on_dialog(dialog.message))

    @property
    def gone(self) -> bool:
        """Whether the page can't be used again."""
        return self.page.is_closed()

    def looks(
        self,
        viewport: ViewportSize | None = None,
        color_scheme: Literal["dark", "light"] = "light",
        reduced_motion: Literal["no-preference", "reduce"] = "no-preference",
    ) -> None:
        """Take on a size of the window and what the visitor's system prefers."""
        self.page.set_viewport_size(viewport or {"width": 1280, "height": 800})
        self.page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)

    def comes(self, address: str, query: str, faulty: bool) -> Page:
        """Open a server's page as somebody whom it doesn't know."""
        self.addresses = (address,)
        self._context.clear_cookies()
        self.page.goto(f"{address}healthz")
        self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.faulty = faulty
        self.page.goto(f"{address}{query}")
        return self.page

    def leaves(self) -> list[str]:
        """Leave the page, and list what went wrong in it."""
        faults, self.faults = self.faults, []
        self.faulty = True
        if not self.gone:
            self._context.set_offline(False)
            self.page.mouse.move(0, 0)
            self.page.goto("about:blank")
        return faults

    def close(self) -> None:
        self._context.close()

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((*self.addresses, "data:", "blob:", "about:")):
            self.faults.append(f"a request to {request.url}")

    def _on_console(self, line: ConsoleMessage) -> None:
        if line.type == "error":
            self._tell(f"on the console: {line.text}")

    def _on_dialog(self, message: str) -> None:
        self._tell(f"a dialog: {message}")

    def _tell(self, fault: str) -> None:
        if not self.faulty:
            self.faults.append(fault)
