"""Which sites may speak to the server from a browser: its own, and those that are named.

CORS, the check of Origin, and who may put a page into a frame all come from one list.
"""

import re

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from qa.access import LOOPBACK, normal_origin
from qa.server.guards.callers import SESSION_HEADER
from qa.server.wire.languages import language_of
from qa.server.wire.paths import path_in_app
from qa.server.wire.problems import ProblemError
from qa.settings import Settings

# What a page of another site needs; everything else is for pages of our own.
_SHARED = re.compile(
    r"/api/(?:ask|ask/stream|suggestions|feedback|documents/.+)|/widget\.(?:js|d\.ts)"
)
_SHARED_METHODS = ("GET", "HEAD", "POST")
_REQUEST_HEADERS = ("Accept", "Accept-Language", "Content-Type", SESSION_HEADER)
_RESPONSE_HEADERS = ("Retry-After", "X-Request-ID", "X-SeedQA-Answer")
_SECONDS_PREFLIGHT_HOLDS = 7_200
# The port is parted off; what stands in brackets is an address.
_HOST_AND_PORT = re.compile(r"(\[[^\]]*\]|[^:]*)(?::\d{1,5})?")


class Origins:
    """Middleware: answers 403 to other sites and 421 to names that aren't the server's."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._hosts = _hosts(settings)
        self._shared = CORSMiddleware(
            app,
            allow_origins=settings.allowed_origins,
            allow_methods=_SHARED_METHODS,
            allow_headers=_REQUEST_HEADERS,
            expose_headers=_RESPONSE_HEADERS,
            # Whoever is on the list is trusted to reach us where we are.
            allow_private_network=True,
            max_age=_SECONDS_PREFLIGHT_HOLDS,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        error = self._misdirected(headers)
        if error is None and origin is not None and not self._own(scope, headers, origin):
            error = self._foreign(scope, headers, origin)
            if error is None:
                await self._shared(scope, receive, send)
                return
        if error:
            problem = error.problem(language_of(scope))
            await problem.response()(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _misdirected(self, headers: Headers) -> ProblemError | None:
        """A page elsewhere can give our address a name of its own, and so seem to be ours."""
        if self._hosts is None:
            return None
        found = _HOST_AND_PORT.fullmatch(headers.get("host", "").lower())
        if found and found[1] in self._hosts:
            return None
        return ProblemError(421, "wrong_host", "forbidden")

    @staticmethod
    def _own(scope: Scope, headers: Headers, origin: str) -> bool:
        """Whether a page of ours asks.

        No script can set Sec-Fetch-Site; it tells even where a proxy hides the scheme.
        """
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site == "same-origin"
        own = normal_origin(f"{scope['scheme']}://{headers.get('host', '')}")
        return own is not None and normal_origin(origin) == own

    def _foreign(self, scope: Scope, headers: Headers, origin: str) -> ProblemError | None:
        # Compared as it stands: browsers write an origin in one way only.
        allowed = origin in self._settings.allowed_origins
        if not allowed or not _SHARED.fullmatch(path_in_app(scope)):
            return ProblemError(403, "origin_refused", "forbidden")
        if scope["method"] != "OPTIONS":
            return None if scope["method"] in _SHARED_METHODS else _refused_method()
        if headers.get("access-control-request-method") not in _SHARED_METHODS:
            return _refused_method()
        named = headers.get("access-control-request-headers", "").lower().split(",")
        if {name.strip() for name in named} <= {"", *map(str.lower, _REQUEST_HEADERS)}:
            return None
        return ProblemError(403, "header_refused", "forbidden")


def _refused_method() -> ProblemError:
    return ProblemError(403, "method_refused", "forbidden")


def frame_ancestors(settings: Settings) -> str:
    """Who may put a page of ours into a frame, as a directive of its policy."""
    return " ".join(["frame-ancestors 'self'", *settings.allowed_origins])


def _hosts(settings: Settings) -> frozenset[str] | None:
    """The names that the server answers to, None for any."""
    if settings.allowed_hosts:
        return frozenset(settings.allowed_hosts)
    return LOOPBACK if settings.is_private else None
