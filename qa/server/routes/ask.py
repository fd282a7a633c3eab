"""The REST routes."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import asdict, replace
from math import ceil
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Body, Query, Request, Response
from fastapi.responses import StreamingResponse

from index.storage import list_documents
from index.types import Document
from qa.pipeline import Sources
from qa.server.answering.leaving import answer_caller
from qa.server.answering.pool import Ask, Piece
from qa.server.answering.services import Services
from qa.server.routes.bodies import (
    QUESTIONS,
    AskBody,
    DocumentReply,
    DocumentsReply,
    StatusReply,
    SuggestionsReply,
    TextReply,
)
from qa.server.routes.description import STREAM, problems
from qa.server.wire.events import Event, event_stream
from qa.server.wire.languages import language_of
from qa.server.wire.problems import ProblemError, to_problem
from qa.types import Answer, Sentence, Turn
from qa.types import Language as AnswerLanguage

# A caller that shows cited words asks for no more than this around them.
EXCERPT_CHARACTERS = 60_000
_LAST_CHARACTER = 2**31
DOCUMENTS_A_PAGE = 100
_LAST_PAGE = 10**9
_WORDS_CHARACTERS = 200

Offset = Annotated[int | None, Query(ge=0, le=_LAST_CHARACTER)]
PageNumber = Annotated[int, Query(ge=1, le=_LAST_PAGE)]
Words = Annotated[
    str, Query(max_length=_WORDS_CHARACTERS, description="Words that the title or id holds")
]
AskExamples = Annotated[AskBody, Body(openapi_examples=QUESTIONS)]


def create_router(services: Services) -> APIRouter:
    """Put the routes together."""
    router = APIRouter()
    loader, answering = services.loader, services.answering

    @router.post(
        "/api/ask", response_model=Answer, responses=problems(400, 401, 403, 413, 422, 429, 503)
    )
    async def ask(body: AskExamples, request: Request, response: Response) -> Answer:
        """Answer a question, every sentence citing the words it rests on."""
        services.admit(request)
        made = await answer_caller(request, answering, _read(services, body, request))
        answer = _shortened(made, services, body)
        response.headers["X-SeedQA-Answer"] = services.given.keep(answer)
        return answer

    @router.post(
        "/api/ask/stream",
        response_class=StreamingResponse,
        responses={**STREAM, **problems(400, 401, 403, 413, 422, 429, 503)},
    )
    async def stream(body: AskExamples, request: Request) -> StreamingResponse:
        """The same as events: `sources`, `token`, `sentence`, `answer`, `following`, or `error`."""
        services.admit(request)
        question = _read(services, body, request)
        pieces = answering.pieces(question)
        # What is wrong from the start is told by the status.
        first = await anext(pieces)
        return event_stream(_events(services, body, language_of(request.scope), first, pieces))

    @router.get("/api/suggestions", responses=problems(422, 503))
    def suggestions(language: AnswerLanguage, request: Request) -> SuggestionsReply:
        """Questions to begin with, which the documents answer."""
        if loader.loading:
            return SuggestionsReply(questions=[], ready=False)
        made = services.suggestions()
        return SuggestionsReply(questions=made.opening(language), ready=made.ready)

    @router.get("/api/documents", responses=problems(401, 403, 422, 429, 503))
    def documents(request: Request, page: PageNumber = 1, q: Words = "") -> DocumentsReply:
        """What is indexed, by id, a page at a time."""
        if q.strip():
            services.admit(request, "search")
        store = loader.get().searcher.open().store
        first = (page - 1) * DOCUMENTS_A_PAGE
        found = list_documents(store, q, first=first, most=DOCUMENTS_A_PAGE)
        return DocumentsReply(
            documents=[DocumentReply(**document._asdict()) for document in found.documents],
            page=page,
            pages=ceil(found.total / DOCUMENTS_A_PAGE),
            total=found.total,
        )

    @router.get("/api/documents/{document_id:path}", responses=problems(404, 422, 503))
    def document(document_id: str, start: Offset = None, end: Offset = None) -> TextReply:
        """A document's text, all of it or what stands around [start, end)."""
        found = loader.get().searcher.document(document_id)
        if found is None:
            raise ProblemError(404, "unknown_document", "not_found", id=document_id)
        offset, text = _excerpt(found.text, start, end)
        return TextReply(**_describe(found), text=text, offset=offset)

    @router.get("/healthz")
    @router.head("/healthz", include_in_schema=False)
    async def healthz() -> StatusReply:
        """Whether the server lives."""
        return StatusReply(status="ok")

    @router.get("/readyz", responses=problems(503))
    @router.head("/readyz", include_in_schema=False)
    def readyz() -> StatusReply:
        """Whether questions can be answered."""
        if answering.draining:
            raise ProblemError(503, "stopping", "unavailable")
        if loader.loading:
            raise ProblemError(503, "starting", "unavailable")
        # Opens a generation published since, and raises where it is damaged.
        _ = loader.get().searcher.snapshot
        return StatusReply(status="ready")

    return router


def _read(services: Services, body: AskBody, request: Request) -> Ask:
    turns = tuple(Turn(turn.role, turn.content) for turn in body.history)
    ask = Ask(body.question, turns, body.language, answerer=body.answerer, carry=body.carry)
    return services.ask(request, ask)


async def _events(
    services: Services,
    body: AskBody,
    language: AnswerLanguage,
    first: Piece,
    pieces: AsyncGenerator[Piece, None],
) -> AsyncGenerator[Event, None]:
    try:
        # Whoever leaves ends the answer.
        async with aclosing(pieces):
            yield _event(services, body, first)
            async for piece in pieces:
                yield _event(services, body, piece)
                if isinstance(piece, Answer):
                    asked = [turn.content for turn in body.history if turn.role == "user"]
                    following = await to_thread.run_sync(
                        services.following, piece, [*asked, body.question]
                    )
                    if following:
                        yield Event("following", {"questions": following})
    except Exception as error:
        yield Event("error", to_problem(error, language).document())


def _event(services: Services, body: AskBody, piece: Piece) -> Event:
    if isinstance(piece, str):
        return Event("token", {"text": piece})
    if isinstance(piece, Sources):
        return Event("sources", {"sources": [asdict(p) for p in piece.passages[: body.top_k]]})
    if isinstance(piece, Sentence):
        return Event("sentence", asdict(piece))
    answer = _shortened(piece, services, body)
    return Event("answer", asdict(answer), services.given.keep(answer))


def _shortened(answer: Answer, services: Services, body: AskBody) -> Answer:
    return replace(answer, related=answer.related[: body.top_k or services.settings.top_k])


def _describe(document: Document) -> dict[str, Any]:
    """What a caller may know of a document; where its file lies is nobody's business."""
    told = ("id", "title", "language", "source", "url", "date", "translation_of")
    described = {name: getattr(document, name) for name in told}
    return {**described, "characters": len(document.text)}


def _excerpt(text: str, start: int | None, end: int | None) -> tuple[int, str]:
    """The part of a text around a stretch of it, with the offset where it begins."""
    if start is None and end is None:
        return 0, text
    first = min(start if start is not None else end or 0, len(text))
    last = min(max(end if end is not None else first, first), len(text))
    around = max(0, EXCERPT_CHARACTERS - (last - first)) // 2
    offset = max(0, first - around)
    return offset, text[offset : max(last, first) + around]
