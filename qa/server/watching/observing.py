"""Every request gets an id, a line in the log and its place in the metrics."""

import re
import secrets
import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.server.answering.pool import Ask
from qa.server.answering.services import Services
from qa.server.watching.logs import logger
from qa.server.watching.metrics import Metrics, outcome_of, unsupported
from qa.server.wire.paths import path_in_app
from qa.types import Answer

_HEADER = b"x-request-id"
# What a proxy sends is taken over where it can't break a line.
_ID = re.compile(rb"[\w.-]{8,64}", re.ASCII)
# The page asks for dozens of files, which say nothing of how the service does.
_TOLD = re.compile(r"/(?:api|v1|mcp)\b.*")
_PROBLEM = 400
# Not ready yet, or too busy: as it was built to say.
_LATER = 503
_DEFECT = 500


class Observer:
    """Middleware: sees a request first and its response last."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = dict(scope["headers"]).get(_HEADER, b"")
        name = given if _ID.fullmatch(given) else secrets.token_hex(8).encode()
        status = 0
        started = time.perf_counter()

        async def watch(part: Message) -> None:
            nonlocal status
            if part["type"] == "http.response.start":
                status = part["status"]
                part["headers"] = [*part.get("headers", []), (_HEADER, name)]
            await send(part)

        with structlog.contextvars.bound_contextvars(request_id=name.decode()):
            try:
                await self._app(scope, receive, watch)
            finally:
                self._tell(scope, status, time.perf_counter() - started)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        route = _route(scope)
        self._metrics.request(route, scope["method"], status, seconds)
        tell = logger.debug
        if status == _LATER:
            tell = logger.warning
        elif status >= _DEFECT:
            tell = logger.error
        elif status >= _PROBLEM or _TOLD.fullmatch(path_in_app(scope)):
            tell = logger.info
        tell(
            "request",
            method=scope["method"],
            route=route,
            status=status,
            ms=round(seconds * 1_000, 1),
        )


def tell_of_answers(services: Services) -> None:
    """Write a line for every answer; the question is in it where that is allowed."""

    def told(ask: Ask, outcome: Answer | Exception, seconds: float) -> None:
        facts: dict[str, object] = {"channel": ask.channel, "ms": round(seconds * 1_000, 1)}
        if services.settings.log_questions:
            facts["question"] = ask.question
        if isinstance(outcome, Exception):
            code = getattr(outcome, "code", type(outcome).__name__)
            logger.info("answer", outcome="error", code=code, **facts)
            return
        logger.info(
            "answer",
            outcome=outcome_of(outcome),
            language=outcome.language,
            confidence=outcome.confidence,
            certainty=outcome.certainty,
            citations=len(outcome.citations),
            unsupported=unsupported(outcome),
            **outcome.timings_ms,
            **facts,
        )

    services.answering.listeners.append(told)


def _route(scope: Scope) -> str:
    """The route's own path, so that the number of names has an end."""
    path = getattr(scope.get("route"), "path", None)
    if path:
        return str(path)
    return "/" if "route" in scope or scope.get("app_root_path") is not None else "none"
