"""The embeddable widget: one script, a page for an iframe, and a page that shows it."""

import gzip
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from fastapi import APIRouter, Request, Response
from jinja2 import Environment, FunctionLoader, StrictUndefined

from qa.server.guards.origins import frame_ancestors
from qa.server.widget.files import BUILT, widget_asset
from qa.server.wire.encoding import takes_gzip
from qa.server.wire.languages import language_of
from qa.settings import Settings
from qa.wording.messages import LANGUAGES, message

# The options of the script that an address may name too.
OPTIONS = (
    "language", "title", "accent", "position", "theme", "greeting", "suggestions", "open",
)  # fmt: skip
_READ = ["GET", "HEAD"]
_CACHED = "public, max-age=3600"
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


@dataclass(frozen=True, slots=True)
class _File:
    """What is the same for everybody, in both forms, with its name for caches."""

    plain: bytes
    zipped: bytes
    etag: str


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
    """What is the same for everybody; made at the first request."""
    made = cache(lambda: _file(widget_asset(name)))

    def answer(request: Request) -> Response:
        return _serve(made(), media_type, request)

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


def _file(text: str) -> _File:
    plain = text.encode()
    zipped = gzip.compress(plain, compresslevel=9, mtime=0)
    return _File(plain, zipped, hashlib.sha256(plain).hexdigest()[:16])


def _serve(file: _File, media_type: str, request: Request) -> Response:
    """Answer with a file, or with 304 where the caller has it."""
    zipped = takes_gzip(request.headers.get("accept-encoding", ""))
    # What is sent differs by its encoding, so its name does.
    etag = f'"{file.etag}-gzip"' if zipped else f'"{file.etag}"'
    headers = {
        "Cache-Control": _CACHED,
        "Vary": "Accept-Encoding",
        "ETag": etag,
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    known = {
        tag.strip().removeprefix("W/")
        for tag in request.headers.get("if-none-match", "").split(",")
    }
    if known & {etag, "*"}:
        return Response(status_code=304, headers=headers)
    if zipped:
        headers["Content-Encoding"] = "gzip"
    return Response(file.zipped if zipped else file.plain, headers=headers, media_type=media_type)
