"""The embeddable widget: one script, a page for an iframe, and a page that shows it."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from fastapi import APIRouter, Request, Response
from jinja2 import Environment, FunctionLoader, StrictUndefined
from starlette.staticfiles import StaticFiles
from starlette.status import HTTP_304_NOT_MODIFIED

from qa.server.guards.origins import frame_ancestors
from qa.server.widget.files import BUILT, widget_asset
from qa.server.wire.languages import language_of
from qa.settings import Settings
from qa.wording.messages import LANGUAGES, message

# The options of the script that an address may name too.
OPTIONS = (
    "language", "title", "accent", "position", "theme", "greeting", "suggestions", "open",
)  # fmt: skip
_READ = ["GET", "HEAD"]
_CACHED = "public, max-age=3600"
_ASSETS = StaticFiles(packages=[("qa.server.widget", "assets")])
_JAVASCRIPT = "text/javascript; charset=utf-8"
_CSS = "text/css; charset=utf-8"
_FILES: Mapping[str, tuple[str, str]] = {
    "/widget.js": (BUILT, _JAVASCRIPT),
    "/widget.d.ts": ("widget.d.ts", "application/typescript; charset=utf-8"),
    "/embed.css": ("embed.css", _CSS),
    "/widget/demo.js": ("demo.js", _JAVASCRIPT),
    "/widget/demo.css": ("demo.css", _CSS),
    "/widget/sample.css": ("sample.css", _CSS),
    "/widget/hostile.css": ("hostile.css", _CSS),
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "frame-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
)


def create_widget_router(settings: Settings) -> APIRouter:
    """Put the routes of the widget together."""
    router = APIRouter(include_in_schema=False)

    def add(path: str, answer: Callable[[Request], Response]) -> None:
        router.add_api_route(path, answer, methods=_READ)

    for path, (name, media_type) in _FILES.items():
        add(path, _static(name, media_type))
    ours = "frame-ancestors 'self'"
    add("/embed", _page("embed.html", frame_ancestors(settings), OPTIONS))
    add("/widget/demo", _page("demo.html", ours))
    add("/widget/demo/page", _page("sample.html", ours, (*OPTIONS, "inline")))
    return router


def _static(name: str, media_type: str) -> Callable[[Request], Response]:
    """What is the same for everybody."""

    def answer(request: Request) -> Response:
        path, status = _ASSETS.lookup_path(name)
        assert status is not None, "the file is of the package"
        response = _ASSETS.file_response(path, status, request.scope)
        if response.status_code != HTTP_304_NOT_MODIFIED:
            response.headers["Content-Type"] = media_type
        # Gzipped it is other bytes, of which no part fits what a caller has. A cache takes these
        # headers from a 304 too.
        response.headers["ETag"] = f"W/{response.headers['etag']}"
        response.headers["Cache-Control"] = _CACHED
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return answer


def _page(name: str, ancestors: str, options: Sequence[str] = ()) -> Callable[[Request], Response]:
    """A page that is made for each caller: its language and options stand in the address."""

    def answer(request: Request) -> Response:
        query = request.query_params
        language = language_of(request.scope)
        html = (
            _pages()
            .get_template(name)
            .render(
                language=language,
                languages=LANGUAGES,
                options={option: query[option] for option in options if option in query},
                hostile="hostile" in query,
                say=lambda key: message(key, language),
            )
        )
        headers = {
            "Content-Security-Policy": _POLICY + ancestors,
            "Content-Language": language,
            "Cache-Control": "no-cache",
            "Vary": "Accept-Language",
            # A page that isolates itself may still put this one into a frame.
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        return Response(html, headers=headers, media_type="text/html")

    return answer


@cache
def _pages() -> Environment:
    return Environment(
        loader=FunctionLoader(widget_asset), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
