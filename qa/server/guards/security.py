"""What may be asked for, how much may be sent, and the headers that guard what is answered.

Pure ASGI, so that no stream is held back.
"""

import asyncio
import re
from collections.abc import Callable, Sequence

from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.server.guards.origins import frame_ancestors
from qa.server.wire.languages import language_of
from qa.server.wire.paths import path_in_app
from qa.server.wire.problems import ProblemError
from qa.settings import Settings

_READ = frozenset({"GET", "HEAD"})
_WRITE = frozenset({"POST"})
# What the chat page needs of Gradio; its uploads, file access, monitoring, API description and
# run history stay shut. Found by running the page with everything else answering 404.
_GRADIO_ROUTES: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"/"), _READ),
    (re.compile(r"/(?:assets|static)/.+"), _READ),
    (re.compile(r"/(?:theme\.css|manifest\.json|config)"), _READ),
    (re.compile(r"/gradio_api/(?:run/predict|queue/join|cancel|reset)/?"), _WRITE),
    (re.compile(r"/gradio_api/(?:queue/data|startup-events|app_id|heartbeat/[^/]+)"), _READ),
)

_CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        # Gradio's page has scripts and styles in its markup.
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    ]
)
_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


class Allowlist:
    """Middleware: answers 404 or 405 to whatever isn't ours or needed by the chat page."""

    def __init__(self, app: ASGIApp, own: Sequence[BaseRoute]) -> None:
        self._app = app
        self._own = own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        error = self._refuse(scope) if scope["type"] == "http" else None
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif error:
            problem = error.problem(language_of(scope))
            await problem.response()(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _refuse(self, scope: Scope) -> ProblemError | None:
        matches = {route.matches(scope)[0] for route in self._own}
        if Match.FULL in matches:
            return None
        path = path_in_app(scope)
        allowed = [methods for pattern, methods in _GRADIO_ROUTES if pattern.fullmatch(path)]
        if any(scope["method"] in methods for methods in allowed):
            return None
        if allowed or Match.PARTIAL in matches:
            known = set().union(*allowed, *(_methods(r) for r in self._own if _leads(r, scope)))
            return ProblemError(
                405,
                "wrong_method",
                "bad_request",
                method=scope["method"],
                allowed=", ".join(sorted(known)),
            )
        return ProblemError(404, "no_route", "not_found")


def _leads(route: BaseRoute, scope: Scope) -> bool:
    return route.matches(scope)[0] is not Match.NONE


def _methods(route: BaseRoute) -> frozenset[str]:
    return frozenset(getattr(route, "methods", None) or ())


class BodyLimit:
    """Middleware: reads a request's body; answers 413 beyond a limit and 408 to a slow sender."""

    def __init__(self, app: ASGIApp, settings: Settings, limit: Callable[[Scope], int]) -> None:
        self._app = app
        self._settings = settings
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        limit = self._limit(scope)
        error = None
        try:
            async with asyncio.timeout(self._settings.read_timeout_s):
                body = await self._read(scope, receive, limit)
        except TimeoutError:
            error = ProblemError(408, "too_slowly_sent", "bad_request")
        else:
            if body is None:
                error = ProblemError(413, "too_large", "bad_request", limit=limit // 1024)
        if error:
            problem = error.problem(language_of(scope))
            await problem.response()(scope, receive, send)
            return
        replayed = False

        async def replay() -> Message:
            nonlocal replayed
            if replayed:
                return await receive()
            replayed = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, replay, send)

    async def _read(self, scope: Scope, receive: Receive, limit: int) -> bytes | None:
        """The whole body, or None where it is too large."""
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > limit:
            return None
        body = bytearray()
        more = True
        while more:
            part = await receive()
            body += part.get("body", b"")
            if len(body) > limit:
                return None
            more = part["type"] == "http.request" and part.get("more_body", False)
        return bytes(body)


class SecurityHeaders:
    """Middleware: adds the headers that keep a page from running or leaking what isn't ours."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        policy = f"{_CONTENT_SECURITY_POLICY}; {frame_ancestors(settings)}"
        self._headers = ((b"content-security-policy", policy.encode()), *_HEADERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(part: Message) -> None:
            if part["type"] == "http.response.start":
                part["headers"] = self._with_headers(list(part.get("headers", [])))
            await send(part)

        await self._app(scope, receive, guarded if scope["type"] == "http" else send)

    def _with_headers(self, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        present = {name.lower(): value for name, value in headers}
        added = [(name, value) for name, value in self._headers if name not in present]
        media_type = present.get(b"content-type", b"")
        if media_type.startswith(b"text/event-stream"):
            # Else nginx holds the stream back.
            added.append((b"x-accel-buffering", b"no"))
        if (b"json" in media_type or b"event-stream" in media_type) and (
            b"cache-control" not in present
        ):
            added.append((b"cache-control", b"no-store"))
        return [*headers, *added]
