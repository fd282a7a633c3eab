"""Failures as RFC 9457 problem documents, worded in the caller's language."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from babel.dates import format_timedelta
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.errors import (
    EngineError,
    IndexFormatError,
    IndexLockedError,
    LoadError,
    QuestionError,
    SeedQAError,
)
from qa.server.wire.languages import language_asked_for, language_of
from qa.types import Language
from qa.wording.messages import catalogue, error_message, message

MEDIA_TYPE = "application/problem+json"
# Of a pydantic error's context only these are shown: anything else may echo the input.
_SHOWN_CONTEXT = ("expected", "ge", "le")

_AUTHENTICATE = {"WWW-Authenticate": "Bearer"}
_SECONDS_UNTIL_RETRY = 2
# As nginx calls it; nobody reads it but the log and the figures.
_CALLER_LEFT = 499

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, by a code that doesn't change and a sentence for the user."""

    status: int
    code: str
    title: str
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """The problem document."""
        return {
            "type": f"urn:seedqa:problem:{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
        }

    def response(self) -> Response:
        """The answer to a request that met the problem."""
        return Response(
            json.dumps(self.document(), ensure_ascii=False).encode(),
            self.status,
            media_type=MEDIA_TYPE,
            headers=dict(self.headers),
        )


class ProblemError(Exception):
    """Raised where the answer to a request is a problem of the API's own.

    A value `retry_after` is the seconds after which trying again makes sense.
    """

    def __init__(self, status: int, code: str, title: str, **values: object) -> None:
        super().__init__(code)
        self.status, self.code, self.title, self.values = status, code, title, values

    def problem(self, language: Language) -> Problem:
        """Word it."""
        headers = _AUTHENTICATE if self.status == 401 else {}
        seconds = self.values.get("retry_after", _SECONDS_UNTIL_RETRY)
        if self.status in (429, 503):
            headers = {"Retry-After": str(seconds)}
        if self.status == 405:
            headers = {"Allow": str(self.values["allowed"])}
        when = format_timedelta(
            timedelta(seconds=int(str(seconds))), add_direction=True, locale=language
        )
        return Problem(
            self.status,
            self.code,
            message(f"api.{self.title}", language),
            message(f"api.{self.code}", language, when=when, **self.values),
            headers,
        )


def from_error(error: SeedQAError, language: Language) -> Problem:
    """Word a failure that a user may meet: the caller's fault is 422, ours 503.

    Where the database is and what it says is for the log, and not for visitors.
    """
    detail = error_message(error, language)
    if isinstance(error, EngineError):
        _logger.warning("%s", error)
        detail = message("api.engine", language)
    if isinstance(error, QuestionError):
        status, title = 422, "unprocessable"
    elif isinstance(error, LoadError):
        status, title = 422, "bad_request"
    elif isinstance(error, IndexFormatError | IndexLockedError):
        status, title = 503, "not_ready"
    else:
        status, title = 503, "unavailable"
    headers = {"Retry-After": "5"} if status == 503 else {}
    return Problem(
        status,
        error.code,
        message(f"api.{title}", language),
        detail,
        headers,
    )


def to_problem(error: Exception, language: Language) -> Problem:
    """Word any failure; what nobody foresaw tells nothing of itself."""
    if isinstance(error, ProblemError):
        return error.problem(language)
    if isinstance(error, SeedQAError):
        return from_error(error, language)
    title = message("api.internal_title", language)
    return Problem(500, "internal", title, message("api.internal", language))


def install_handlers(app: FastAPI) -> None:
    """Make every failure of the routes a problem document."""

    async def foreseen(request: Request, error: Exception) -> Response:
        return to_problem(error, language_of(request.scope)).response()

    async def validation_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        language = language_asked_for(error.body) or language_of(request.scope)
        return _from_validation(error, language).response()

    async def http_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        language = language_of(request.scope)
        # The framework raises 400 for a body that it can't decode or that is nested too deeply.
        code = "invalid_json" if error.status_code == 400 else "not_found"
        title = "bad_request" if error.status_code == 400 else "not_found"
        detail = message(f"api.{code}", language)
        return Problem(
            error.status_code, code, message(f"api.{title}", language), detail
        ).response()

    async def left(request: Request, error: Exception) -> Response:
        return Response(status_code=_CALLER_LEFT)

    app.add_exception_handler(ClientDisconnect, left)
    app.add_exception_handler(SeedQAError, foreseen)
    app.add_exception_handler(ProblemError, foreseen)
    app.add_exception_handler(RequestValidationError, validation_error)
    app.add_exception_handler(HTTPException, http_error)


def _from_validation(error: RequestValidationError, language: Language) -> Problem:
    first = error.errors()[0]
    title = message("api.bad_request", language)
    if first["type"] == "json_invalid":
        return Problem(400, "invalid_json", title, message("api.invalid_json", language))
    field_name = ".".join(str(part) for part in first["loc"][1:]) or "body"
    detail = message(
        "api.invalid_field", language, field=field_name, reason=_reason(first, language)
    )
    return Problem(422, "invalid_field", title, detail)


def _reason(error: Mapping[str, Any], language: Language) -> str:
    """Word a pydantic error: its own sentences are in English only."""
    key = f"api.reason_{error['type']}"
    if key not in catalogue(language):
        return message("api.reason_other", language)
    context = error.get("ctx", {})
    return message(
        key, language, **{name: context[name] for name in _SHOWN_CONTEXT if name in context}
    )


class ErrorBoundary:
    """Middleware: turns what nobody caught into a problem document and a line in the log.

    The framework's own handler for such errors sits outside all middleware, where the answer
    would lack the headers that protect it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def watch(part: Message) -> None:
            nonlocal started
            started = started or part["type"] == "http.response.start"
            await send(part)

        try:
            await self._app(scope, receive, watch)
        except Exception as error:
            _logger.exception("%s %s failed", scope["method"], scope["path"])
            if started:
                raise
            await to_problem(error, language_of(scope)).response()(scope, receive, send)
