"""The routes that clients of the OpenAI API speak: chat completions with citations."""

import secrets
import time
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Body, Request, Response

from qa.links import link_to_quote
from qa.server.answering import Ask, Piece
from qa.server.description import STREAM, problems
from qa.server.events import Event, event_stream
from qa.server.languages import caller_language
from qa.server.openai_bodies import CHATS, MODEL, ChatBody, ModelReply, ModelsReply
from qa.server.problems import ProblemError, to_problem
from qa.server.services import Services
from qa.types import Answer, Citation, Language

# No tokens of a language model are spent on an answer that quotes.
_USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
_SENTENCE_ENDS = (".", "!", "?", "…")


def create_openai_router(services: Services) -> APIRouter:
    """Put the routes together."""
    router = APIRouter()
    answering = services.answering

    @router.get("/v1/models")
    def models() -> ModelsReply:
        """The one model there is."""
        return ModelsReply()

    @router.get("/v1/models/{model}", responses=problems(404))
    def model(model: str) -> ModelReply:
        """What is known of it."""
        _check_model(model)
        return ModelReply()

    @router.post(
        "/v1/chat/completions",
        response_model=None,
        responses={**STREAM, **problems(400, 401, 403, 404, 413, 422, 429, 503)},
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
            message = _message(await answering.answer(ask), links)
            choice = {
                "index": 0,
                "message": {"role": "assistant", "refusal": None, **message},
                "finish_reason": "stop",
                "logprobs": None,
            }
            return {**heading, "choices": [choice], "usage": _USAGE}
        pieces = answering.pieces(ask)
        first = await anext(pieces)
        usage = bool(body.stream_options and body.stream_options.include_usage)
        chunks = _chunks(first, pieces, links, ask.fallback, usage)
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
    header = request.headers.get("accept-language")
    told = {"question": question}
    request.state.language = caller_language(services.settings, header, told)
    fallback = caller_language(services.settings, header)
    return Ask(question, turns, fallback=fallback, channel="openai")


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


def _message(answer: Answer, links: _Links) -> dict[str, Any]:
    """The answer as a message: its sentences, then the marks of what each rests on."""
    content, annotations = "", []
    for number, sentence in enumerate(answer.sentences):
        start = len(content) + (1 if number else 0)
        marks = "".join(f"[{cited}]" for cited in sentence.citations)
        content += (" " if number else "") + sentence.text + (f" {marks}" if marks else "")
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
    pieces: AsyncIterator[Piece],
    links: _Links,
    language: Language,
    usage: bool,
) -> AsyncIterator[dict[str, Any]]:
    """The choices of the chunks.

    Text is passed on while it is the beginning of the message; the marks, which are known at the
    end of a sentence's making, come with the rest of it.
    """
    yield _choice({"role": "assistant", "content": ""})
    sent = ""
    try:
        piece: Piece | None = first
        while piece is not None:
            if isinstance(piece, Answer):
                message = _message(piece, links)
                content = message.pop("content")
                yield _choice({"content": content[len(sent) :], **message})
            # The first mark stands behind the first sentence, where text alone says nothing.
            elif isinstance(piece, str) and not sent.rstrip().endswith(_SENTENCE_ENDS):
                sent += piece
                yield _choice({"content": piece})
            piece = await anext(pieces, None)
        yield _choice({}, "stop")
        if usage:
            yield {"choices": [], "usage": _USAGE}
    except Exception as error:
        problem = to_problem(error, language).document()
        yield {"error": {**problem, "message": problem["detail"]}}


def _choice(delta: dict[str, Any], reason: str | None = None) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": delta, "finish_reason": reason, "logprobs": None}]}


async def _headed(
    chunks: AsyncIterator[dict[str, Any]], heading: dict[str, Any]
) -> AsyncIterator[Event]:
    async for chunk in chunks:
        yield Event(None, chunk if "error" in chunk else {**heading, **chunk})
    yield Event(None, "[DONE]")
