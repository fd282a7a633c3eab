"""The routes that clients of the OpenAI API speak: chat completions with citations."""

import secrets
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import asdict
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Body, Request, Response

from qa.citing.links import link_to_quote
from qa.server.answering.leaving import answer_caller
from qa.server.answering.pool import Ask, Piece
from qa.server.answering.services import Services
from qa.server.routes.description import problems
from qa.server.routes.openai_bodies import (
    CHATS,
    COMPLETION,
    MODEL,
    ChatBody,
    ModelReply,
    ModelsReply,
)
from qa.server.wire.events import Event, event_stream
from qa.server.wire.languages import language_of
from qa.server.wire.problems import ProblemError, to_problem
from qa.types import Answer, Citation, Language

# No tokens of a language model are spent on an answer that quotes.
_USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}


def create_openai_router(services: Services) -> APIRouter:
    """Put the routes together."""
    router = APIRouter()
    answering = services.answering

    @router.get("/v1/models", responses=problems(401, 403))
    def models(request: Request) -> ModelsReply:
        """The one model there is; asked for, too, to see whether a token is right."""
        services.callers.who(request.scope)
        return ModelsReply()

    @router.get("/v1/models/{model}", responses=problems(401, 403, 404))
    def model(model: str, request: Request) -> ModelReply:
        """What is known of it."""
        services.callers.who(request.scope)
        _check_model(model)
        return ModelReply()

    @router.post(
        "/v1/chat/completions",
        response_model=None,
        responses={**COMPLETION, **problems(400, 401, 403, 404, 413, 422, 429, 503)},
    )
    async def completions(
        body: Annotated[ChatBody, Body(openapi_examples=CHATS)], request: Request
    ) -> dict[str, Any] | Response:
        """Answer the last question of a conversation, with citations as annotations."""
        services.admit(request)
        _check_model(body.model)
        if body.n not in (None, 1):
            raise ProblemError(422, "one_answer", "bad_request")
        ask = _read(services, body, request)
        heading = _heading(body.stream)
        links = _Links(request)
        if not body.stream:
            message = _message(await answer_caller(request, answering, ask), links)
            choice = {
                "index": 0,
                "message": {"role": "assistant", "refusal": None, **message},
                "finish_reason": "stop",
                "logprobs": None,
            }
            return {**heading, "choices": [choice], "usage": _USAGE}
        pieces = answering.pieces(ask)
        # What is wrong from the start is told by the status.
        first = await anext(pieces)
        usage = bool(body.stream_options and body.stream_options.include_usage)
        chunks = _chunks(first, pieces, links, language_of(request.scope), usage)
        return event_stream(_headed(chunks, heading))

    return router


class _Links:
    """Where a citation can be looked at."""

    def __init__(self, request: Request) -> None:
        self._base = str(request.base_url).rstrip("/")

    def of(self, citation: Citation) -> str:
        """The publisher's page at the words, else the document on this server."""
        own = f"{self._base}/api/documents/{quote(citation.document_id, safe='')}"
        return link_to_quote(citation) or own


def _read(services: Services, body: ChatBody, request: Request) -> Ask:
    question, turns = body.question()
    return services.ask(request, Ask(question, turns, channel="openai"))


def _check_model(name: str) -> None:
    if name != MODEL:
        raise ProblemError(404, "unknown_model", "not_found", name=name, known=MODEL)


def _heading(stream: bool | None) -> dict[str, Any]:
    return {
        "id": f"chatcmpl-{secrets.token_hex(12)}",
        "object": "chat.completion.chunk" if stream else "chat.completion",
        "created": int(time.time()),
        "model": MODEL,
    }


def _sentences(answer: Answer) -> list[str]:
    """The sentences of the message with the marks of what each rests on."""
    told: list[str] = []
    for sentence in answer.sentences:
        marks = "".join(f"[{cited}]" for cited in sentence.citations)
        text = f"{sentence.text} {marks}" if marks else sentence.text
        told.append(f" {text}" if told else text)
    return told


def _message(answer: Answer, links: _Links) -> dict[str, Any]:
    """The answer as a message; an annotation spans the sentence with its marks."""
    content, annotations = "", []
    for sentence, text in zip(answer.sentences, _sentences(answer), strict=True):
        start = len(content) + (1 if content else 0)
        content += text
        annotations += [
            {
                "type": "url_citation",
                "url_citation": {
                    "url": links.of(citation),
                    "title": citation.title,
                    "start_index": start,
                    "end_index": len(content),
                },
            }
            for citation in answer.citations
            if citation.number in sentence.citations
        ]
    return {"content": content, "annotations": annotations, "seedqa": asdict(answer)}


async def _chunks(
    first: Piece,
    pieces: AsyncGenerator[Piece, None],
    links: _Links,
    language: Language,
    usage: bool,
) -> AsyncGenerator[dict[str, Any], None]:
    """The choices of the chunks, a sentence at a time.

    Text is held back until the answer is checked: only then is it known where a sentence ends and
    what it cites, and a mark can't be put into what has been sent. Quotes take no time to compose.
    """
    async with aclosing(pieces):
        yield _choice({"role": "assistant", "content": ""})
        try:
            piece = first
            while not isinstance(piece, Answer):
                piece = await anext(pieces)
        except Exception as error:
            problem = to_problem(error, language).document()
            yield {"error": {**problem, "message": problem["detail"]}}
            return
    said = _sentences(piece) or [""]
    for text in said[:-1]:
        yield _choice({"content": text})
    yield _choice({**_message(piece, links), "content": said[-1]})
    yield _choice({}, "stop")
    if usage:
        yield {"choices": [], "usage": _USAGE}


def _choice(delta: dict[str, Any], reason: str | None = None) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": delta, "finish_reason": reason, "logprobs": None}]}


async def _headed(
    chunks: AsyncGenerator[dict[str, Any], None], heading: dict[str, Any]
) -> AsyncGenerator[Event, None]:
    async with aclosing(chunks):
        async for chunk in chunks:
            if "error" in chunk:
                yield Event(None, chunk)
                return
            yield Event(None, {**heading, **chunk})
    yield Event(None, "[DONE]")
