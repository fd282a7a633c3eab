"""The routes that change what is indexed: for whoever has the administrator's token."""

import logging
import threading
from collections.abc import AsyncGenerator, Callable
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from anyio import sleep
from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from index.errors import LoadError, SeedQAError
from index.sync import Progress, SyncReport
from qa.server.answering.services import Services
from qa.server.routes.description import STREAM, problems
from qa.server.routes.library import Library, Report
from qa.server.wire.events import Event, event_stream
from qa.server.wire.languages import language_of
from qa.server.wire.problems import ProblemError, to_problem
from qa.types import Language
from qa.wording.messages import error_message

_SECONDS_BETWEEN_EVENTS = 0.1

_DOCUMENT = {
    "description": "A document of any kind that can be indexed",
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}

Work = Callable[[Report], SyncReport]

_logger = logging.getLogger(__name__)


def create_admin_router(services: Services) -> APIRouter:
    """Put the routes together."""
    router = APIRouter()
    loader = services.loader
    library = Library(services.settings, loader, threading.Lock())

    @router.put(
        "/api/documents/{name:path}",
        response_class=StreamingResponse,
        responses={**STREAM, **problems(401, 403, 404, 413, 422)},
        openapi_extra={"requestBody": _DOCUMENT},
    )
    async def add(name: str, request: Request) -> StreamingResponse:
        """Add a document, or put it in the place of the one of that name."""
        _authorise(services, request)
        content = await request.body()
        work = partial(library.add, library.check_name(name), content)
        return _stream(work, language_of(request.scope))

    @router.delete(
        "/api/documents/{document_id:path}",
        response_class=StreamingResponse,
        responses={**STREAM, **problems(401, 403, 404, 503)},
    )
    def remove(document_id: str, request: Request) -> StreamingResponse:
        """Remove a document from its folder and from the index."""
        _authorise(services, request)
        document = loader.get().searcher.document(document_id)
        if document is None:
            raise ProblemError(404, "unknown_document", "not_found", id=document_id)
        return _stream(partial(library.remove, document), language_of(request.scope))

    return router


def _authorise(services: Services, request: Request) -> None:
    if not services.settings.has_admin:
        raise ProblemError(403, "admin_off", "forbidden")
    services.callers.require(request.scope, "admin")


def _stream(work: Work, language: Language) -> StreamingResponse:
    """Do the work in a thread and tell of it in events: `progress`, then `report` or `error`."""
    told: SimpleQueue[Event] = SimpleQueue()

    def run() -> None:
        try:
            report = work(lambda progress: told.put(Event("progress", _progress(progress))))
            told.put(Event("report", _report(report, language)))
        except Exception as error:
            if not isinstance(error, ProblemError | SeedQAError):
                _logger.exception("The documents can't be changed")
            told.put(Event("error", to_problem(error, language).document()))

    # What was begun is ended, even where nobody listens any more.
    threading.Thread(target=run, name="sync", daemon=True).start()

    async def events() -> AsyncGenerator[Event, None]:
        while True:
            try:
                event = told.get_nowait()
            except Empty:
                await sleep(_SECONDS_BETWEEN_EVENTS)
                continue
            yield event
            if event.name != "progress":
                return

    return event_stream(events())


def _progress(progress: Progress) -> dict[str, Any]:
    return {"done": progress.done, "total": progress.total}


def _report(report: SyncReport, language: Language) -> dict[str, Any]:
    return {
        "added": list(report.added),
        "changed": list(report.changed),
        "removed": list(report.removed),
        "failures": [_worded(failure, language) for failure in report.failures],
        "counts": report.counts,
    }


def _worded(failure: LoadError, language: Language) -> str:
    """Word a failure by the file's name; where it lies is nobody's business."""
    name = Path(str(failure.values.get("path", ""))).name
    return error_message(LoadError(failure.code, **{**failure.values, "path": name}), language)
