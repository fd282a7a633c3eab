"""The routes that change what is indexed: for whoever has the administrator's token."""

import hmac
import json
import logging
import threading
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from anyio import sleep, to_thread
from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from starlette.types import Scope

from index.errors import LoadError, SeedQAError
from index.sync import Progress, SyncReport
from qa.messages import error_message, message
from qa.server.languages import caller_language
from qa.server.library import Library, Report
from qa.server.loading import PipelineLoader
from qa.server.problems import ProblemError, from_error
from qa.settings import Settings
from qa.types import Language

_SECONDS_BETWEEN_EVENTS = 0.1
# A proxy may end a stream that says nothing.
_SECONDS_BETWEEN_HEARTBEATS = 10.0

Work = Callable[[Report], SyncReport]

_logger = logging.getLogger(__name__)


def is_admin(settings: Settings, scope: Scope) -> bool:
    """Whether a request bears the administrator's token."""
    given = dict(scope["headers"]).get(b"authorization", b"")
    token = settings.admin_token
    if token is None:
        return False
    wanted = b"Bearer " + token.get_secret_value().encode()
    return hmac.compare_digest(given, wanted)


def create_admin_router(settings: Settings, loader: PipelineLoader) -> APIRouter:
    """Put the routes together."""
    router = APIRouter()
    library = Library(settings, loader, threading.Lock())

    @router.put("/api/documents/{name:path}")
    async def add(name: str, request: Request) -> StreamingResponse:
        _authorise(settings, request)
        content = await request.body()
        work = partial(library.add, library.check_name(name), content)
        return _stream(work, _language(settings, request))

    @router.delete("/api/documents/{document_id:path}")
    async def remove(document_id: str, request: Request) -> StreamingResponse:
        _authorise(settings, request)
        pipeline = await to_thread.run_sync(loader.get)
        document = pipeline.searcher.document(document_id)
        if document is None:
            raise ProblemError(404, "unknown_document", "not_found", id=document_id)
        return _stream(partial(library.remove, document), _language(settings, request))

    return router


def _authorise(settings: Settings, request: Request) -> None:
    if settings.admin_token is None:
        raise ProblemError(403, "admin_off", "forbidden")
    if not is_admin(settings, request.scope):
        raise ProblemError(401, "admin_token", "unauthorized")


def _language(settings: Settings, request: Request) -> Language:
    return caller_language(settings, request.headers.get("accept-language"))


def _stream(work: Work, language: Language) -> StreamingResponse:
    """Do the work in a thread and tell of it in events: `progress`, then `report` or `error`."""
    told: SimpleQueue[tuple[str, dict[str, Any]]] = SimpleQueue()

    def run() -> None:
        try:
            report = work(lambda progress: told.put(("progress", _progress(progress))))
            told.put(("report", _report(report, language)))
        except ProblemError as error:
            told.put(("error", error.problem(language).document()))
        except SeedQAError as error:
            told.put(("error", from_error(error, language).document()))
        except Exception:
            _logger.exception("The documents can't be changed")
            detail = message("api.internal", language)
            told.put(("error", {"status": 500, "code": "internal", "detail": detail}))

    # What was begun is ended, even where nobody listens any more.
    threading.Thread(target=run, name="sync", daemon=True).start()

    async def events() -> AsyncIterator[str]:
        silent = 0.0
        while True:
            try:
                name, data = told.get_nowait()
            except Empty:
                await sleep(_SECONDS_BETWEEN_EVENTS)
                silent += _SECONDS_BETWEEN_EVENTS
                if silent >= _SECONDS_BETWEEN_HEARTBEATS:
                    silent = 0.0
                    yield ": still at it\n\n"
                continue
            silent = 0.0
            yield f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
            if name != "progress":
                return

    return StreamingResponse(events(), media_type="text/event-stream")


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
