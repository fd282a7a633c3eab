"""The routes that clients of the OpenAI API speak: chat completions with citations."""

import secrets
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Body, Request, Response

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
from qa.server.routes.openai_content import Content, Links
from qa.server.wire.events import Event, event_stream
from qa.server.wire.languages import language_of
from qa.server.wire.problems import ProblemError, to_problem
from qa.types import Answer, Language, Sentence, Usage


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
        links = Links(request)
        if not body.stream:
            answer = await answer_caller(request, answering, ask)
            message = _message(answer, Content(), links)
            choice = {
                "index": 0,
                "message": {"role": "assistant", "refusal": None, **message},
                "finish_reason": "stop",
                "logprobs": None,
            }
            return {**heading, "choices": [choice], "usage": _usage(answer)}
        pieces = answering.pieces(ask)
        # What is wrong from the start is told by the status.
        first = await anext(pieces)
        usage = bool(body.stream_options and body.stream_options.include_usage)
        chunks = _chunks(first, pieces, links, language_of(request.scope), usage)
        return event_stream(_headed(chunks, heading))

    return router


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


def _message(answer: Answer, content: Content, links: Links) -> dict[str, Any]:
    """What of an answer hasn't been said yet, as a message with all its annotations."""
    left = content.finish(answer)
    annotations = content.annotations(answer.citations, links)
    return {"content": left, "annotations": annotations, "seedqa": asdict(answer)}


def _usage(answer: Answer) -> dict[str, int]:
    """The tokens of a language model that an answer took; one that quotes takes none."""
    usage = answer.usage or Usage()
    return {
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "total_tokens": usage.prompt_tokens + usage.completion_tokens,
    }


async def _chunks(
    first: Piece,
    pieces: AsyncGenerator[Piece, None],
    links: Links,
    language: Language,
    usage: bool,
) -> AsyncGenerator[dict[str, Any], None]:
    """The choices of the chunks: the text as it comes, each sentence followed by its marks.

    What the answer turns out to hold besides, such as quotes in place of what wasn't borne out,
    comes last.
    """
    content = Content()
    async with aclosing(pieces):
        yield _choice({"role": "assistant", "content": ""})
        try:
            piece = first
            while not isinstance(piece, Answer):
                sent = _sent(content, piece)
                if sent:
                    yield _choice({"content": sent})
                piece = await anext(pieces)
        except Exception as error:
            problem = to_problem(error, language).document()
            yield {"error": {**problem, "message": problem["detail"]}}
            return
    yield _choice(_message(piece, content, links))
    yield _choice({}, "stop")
    if usage:
        yield {"choices": [], "usage": _usage(piece)}


def _sent(content: Content, piece: Piece) -> str:
    """What is sent of a piece that isn't the answer yet."""
    if isinstance(piece, str):
        return content.add(piece)
    return content.end(piece) if isinstance(piece, Sentence) else ""


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
