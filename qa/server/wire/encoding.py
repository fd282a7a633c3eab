"""What of the encodings of a response a caller takes."""

import re

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipResponder, IdentityResponder
from starlette.types import ASGIApp, Receive, Scope, Send

_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
# What is shorter fits one packet either way.
_SHORTEST_BYTES = 500


class Compression:
    """Middleware: gzips what isn't compressed yet, but for events and pictures, by Starlette.

    Its own middleware would gzip for a caller who says that gzip is refused (`gzip;q=0`).
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        accepted = Headers(scope=scope).get("accept-encoding", "")
        responder = GZipResponder if _GZIP.search(accepted) else IdentityResponder
        await responder(self._app, _SHORTEST_BYTES)(scope, receive, send)
