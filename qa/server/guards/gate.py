"""Where a bearer token is required: one guard before every route, closed unless it is listed."""

import re

from starlette.types import ASGIApp, Receive, Scope, Send

from qa.server.guards.callers import Callers
from qa.server.wire.languages import language_of
from qa.server.wire.paths import path_in_app
from qa.server.wire.problems import ProblemError

_ALL = re.compile(".*")
# What shows nothing of the documents: signs of life, the description of the API, files that are
# the same for everybody.
_OPEN = re.compile(
    r"/(?:healthz|readyz|openapi\.json|widget\.js|widget\.d\.ts|embed\.css)"
    r"|/widget/(?:demo|sample|hostile)\.(?:css|js)"
)
# What asks for a token of a scope of its own, required or not.
_GUARDED = (
    (re.compile("/metrics"), _ALL),
    (re.compile("/api/documents/.*"), re.compile("PUT|DELETE")),
)


class Gate:
    """Middleware: where a token is required, answers 401 or 403 to whoever bears none to ask."""

    def __init__(self, app: ASGIApp, callers: Callers) -> None:
        self._app = app
        self._callers = callers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._callers.required and not _is_open(scope):
            try:
                self._callers.require(scope, "ask")
            except ProblemError as error:
                problem = error.problem(language_of(scope))
                await problem.response()(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _is_open(scope: Scope) -> bool:
    path = path_in_app(scope)
    return bool(_OPEN.fullmatch(path)) or any(
        paths.fullmatch(path) and methods.fullmatch(scope["method"]) for paths, methods in _GUARDED
    )
