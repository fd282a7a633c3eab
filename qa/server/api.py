"""The REST routes."""

from dataclasses import asdict, replace
from functools import partial
from typing import Annotated, Any, Literal

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from index.types import Document
from qa.server.languages import caller_language
from qa.server.loading import PipelineLoader
from qa.server.problems import ProblemError
from qa.settings import Settings
from qa.types import Answer, Language, Turn

# Answers are bound by the processor: more of them at once only make each slower.
_ANSWERS_AT_ONCE = 8
_MAX_TOP_K = 50


def _check_unicode(text: str) -> str:
    """JSON can spell half a surrogate pair, which no other part can work with."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise PydanticCustomError("string_unicode", "half a surrogate pair") from error
    return text


Text = Annotated[str, AfterValidator(_check_unicode)]


class TurnBody(BaseModel):
    """One message of the conversation so far."""

    model_config = ConfigDict(extra="forbid", strict=True)

    role: Literal["user", "assistant"]
    content: Text


class AskBody(BaseModel):
    """A question; of a long history the last `max_history_turns` count."""

    model_config = ConfigDict(extra="forbid", strict=True)

    question: Text
    history: list[TurnBody] = []
    language: Literal["auto", "ru", "en"] = "auto"
    top_k: Annotated[
        int | None, Field(ge=1, le=_MAX_TOP_K, description="At most so many related passages")
    ] = None
    answerer: Text | None = None


def create_router(settings: Settings, loader: PipelineLoader) -> APIRouter:
    """Put the routes together."""
    router = APIRouter()
    limiter = CapacityLimiter(_ANSWERS_AT_ONCE)

    @router.post("/api/ask", response_model=Answer)
    async def ask(body: AskBody, request: Request) -> Answer:
        header = request.headers.get("accept-language")
        request.state.language = caller_language(
            settings, header, {"question": body.question, "language": body.language}
        )
        fallback = caller_language(settings, header)
        return await to_thread.run_sync(
            partial(_answer, settings, loader, body, fallback), limiter=limiter
        )

    @router.get("/api/documents")
    def documents() -> dict[str, list[dict[str, Any]]]:
        found = loader.get().searcher.documents()
        return {"documents": [_describe(document) for document in found]}

    @router.get("/api/documents/{document_id:path}")
    def document(document_id: str) -> dict[str, Any]:
        found = loader.get().searcher.document(document_id)
        if found is None:
            raise ProblemError(404, "unknown_document", "not_found", id=document_id)
        return {**_describe(found), "text": found.text}

    @router.get("/healthz")
    @router.head("/healthz", include_in_schema=False)
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz")
    @router.head("/readyz", include_in_schema=False)
    def readyz() -> dict[str, str]:
        if loader.loading:
            raise ProblemError(503, "starting", "unavailable")
        # Opens a generation published since, and raises where it is damaged.
        _ = loader.get().searcher.snapshot
        return {"status": "ready"}

    return router


def _answer(
    settings: Settings, loader: PipelineLoader, body: AskBody, fallback: Language
) -> Answer:
    pipeline = loader.get()
    if body.answerer not in (None, pipeline.answerer):
        raise ProblemError(
            422, "unknown_answerer", "bad_request", name=body.answerer, known=pipeline.answerer
        )
    turns = [Turn(turn.role, turn.content) for turn in body.history]
    kept = turns[max(0, len(turns) - settings.max_history_turns) :]
    answer = pipeline.ask(body.question, kept, language=body.language, fallback=fallback)
    return replace(answer, related=answer.related[: body.top_k or settings.top_k])


def _describe(document: Document) -> dict[str, Any]:
    """What a caller may know of a document; where its file lies is nobody's business."""
    described = asdict(document)
    del described["path"], described["text"]
    return {**described, "characters": len(document.text)}
