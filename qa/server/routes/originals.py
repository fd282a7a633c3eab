"""The files that documents were read from: pages of PDFs as pictures, and the whole file."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse

from index.errors import LoadError
from index.loaders.formats import PDF
from index.loaders.process.isolation import Isolated
from index.types import Box, Document, Span
from qa.server.answering.services import Services
from qa.server.routes.description import problems
from qa.server.wire.problems import ProblemError

_LAST_CHARACTER = 2**31
_NARROWEST, _WIDTH, _WIDEST = 50, 1_000, 2_400
# A picture shows what it shows: the address names the words that are marked.
_KEEP = {"Cache-Control": "private, max-age=3600"}
# What a PDF brings along is not to reach anything from here.
_SHUT = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
_PICTURE: dict[int | str, dict[str, Any]] = {
    200: {"description": "A picture", "content": {"image/png": {}}}
}
_FILE: dict[int | str, dict[str, Any]] = {200: {"description": "The file", "content": {PDF: {}}}}

Offset = Annotated[int, Query(ge=0, le=_LAST_CHARACTER)]
Width = Annotated[int, Query(ge=_NARROWEST, le=_WIDEST, description="Pixels")]


def create_originals_router(services: Services, isolated: Isolated) -> APIRouter:
    """Put the routes together; pages are drawn by `isolated`, one at a time."""
    router = APIRouter()
    loader = services.loader

    @router.get(
        "/api/documents/{document_id:path}/pages/{number:int}.png",
        response_class=Response,
        responses={**_PICTURE, **problems(401, 403, 404, 422, 429, 503)},
    )
    def page(
        document_id: str,
        number: int,
        request: Request,
        width: Width = _WIDTH,
        start: Offset = 0,
        end: Offset = 0,
    ) -> Response:
        """A page of a PDF, counted from 1, the words of its text from `start` to `end` boxed."""
        services.admit(request, "search")
        document = _document(services, document_id)
        path = _file_of(document)
        boxes: Sequence[Box] = ()
        if start < end:
            anchors = loader.get().searcher.open().anchors(document.id, Span(start, end))
            boxes = [anchor.box for anchor in anchors if anchor.number == number and anchor.box]
        try:
            picture = isolated.draw(path, number, width, boxes)
        except LoadError as error:
            raise ProblemError(
                404, "no_page", "not_found", id=document_id, number=number
            ) from error
        return Response(picture, media_type="image/png", headers=_KEEP)

    @router.get(
        "/api/documents/{document_id:path}/original",
        response_class=FileResponse,
        responses={**_FILE, **problems(401, 403, 404, 503)},
    )
    def original(document_id: str) -> FileResponse:
        """The PDF that a document was read from, to be opened at a page by `#page=`."""
        document = _document(services, document_id)
        return FileResponse(
            _file_of(document),
            media_type=PDF,
            filename=Path(document.id).name,
            content_disposition_type="inline",
            headers=_SHUT,
        )

    return router


def _document(services: Services, document_id: str) -> Document:
    document = services.loader.get().searcher.document(document_id)
    if document is None:
        raise ProblemError(404, "unknown_document", "not_found", id=document_id)
    return document


def _file_of(document: Document) -> Path:
    """The PDF that a document was read from, which must be as it was then.

    What other formats hide, the text of the document leaves out; their files aren't shown.
    """
    if document.media_type == PDF and document.path:
        path = Path(document.path)
        try:
            with path.open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == document.original
        except OSError:
            same = False
        if same:
            return path
    raise ProblemError(404, "no_original", "not_found", id=document.id)
