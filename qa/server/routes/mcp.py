"""The Model Context Protocol: the tools `ask` and `search` at `/mcp`, off by default.

Its SDK is an optional package and is imported only by a server that has the route.
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated, Any, Literal

from anyio import to_thread
from fastapi import FastAPI
from pydantic import Field
from starlette.requests import Request
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from index.errors import MissingExtraError, SeedQAError
from qa.citing.citations import cite
from qa.pipeline import Sources
from qa.server.answering.pool import Ask
from qa.server.answering.services import Services
from qa.server.guards.callers import Callers
from qa.server.routes.bodies import MAX_TOP_K
from qa.server.wire.languages import language_asked_for, language_of
from qa.server.wire.problems import ProblemError, to_problem
from qa.types import Answer, Language
from qa.wording.transcript import as_text

if TYPE_CHECKING:
    from mcp.server import MCPServer
    from mcp_types import CallToolResult

_PATH = "/mcp"
_INSTRUCTIONS = (
    "Answers questions from one collection of documents, in Russian or English. Every sentence of"
    " an answer cites the exact words it rests on; where the documents don't answer, it says so."
)
_ASK = (
    "Answer a question from the documents, in the language of the question. Each sentence cites"
    " its sources by number; a citation's `quote` is the documents' text, word for word. With"
    " `answered` false the documents don't say, and `related` are the nearest passages; with"
    ' `certainty` "unsure" the words are the nearest that were found, and may not answer.'
)
_SEARCH = (
    "Find the passages of the documents that are nearest to a query, best first. `quote` is the"
    " passage, word for word; `start` and `end` are its offsets in the document."
)

_logger = logging.getLogger(__name__)


def mcp_routes(services: Services) -> list[Route]:
    """The route where it is on; raises MissingExtraError where the SDK isn't installed."""
    if not services.settings.mcp:
        return []
    if not find_spec("mcp"):
        raise MissingExtraError("extra_missing", extra="mcp")
    return [_Route(_PATH, _Endpoint(services.callers), methods=["POST"])]


@asynccontextmanager
async def mount_mcp(app: FastAPI, services: Services) -> AsyncIterator[None]:
    """Run the server behind the route, and end it with the application."""
    if not services.settings.mcp:
        yield
        return
    from mcp.server.transport_security import TransportSecuritySettings

    # Every request stands alone and is answered with JSON: nothing is held open or remembered.
    # Host and Origin have been checked by `Origins`, by the lists that hold for every route.
    shell = _build(services).streamable_http_app(
        streamable_http_path=_PATH,
        json_response=True,
        stateless_http=True,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    async with shell.router.lifespan_context(shell):
        app.state.mcp = shell
        try:
            yield
        finally:
            del app.state.mcp


class _Route(Route):
    """Names itself in the scope, as the framework's own routes do."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        match, found = super().matches(scope)
        return match, {**found, "route": self}


class _Endpoint:
    """Lets in whoever may ask; a call of a tool is counted by the tool."""

    def __init__(self, callers: Callers) -> None:
        self._callers = callers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._callers.who(scope)
        shell: ASGIApp | None = getattr(scope["app"].state, "mcp", None)
        if shell is None:
            raise ProblemError(503, "stopping", "unavailable")
        # A copy: whoever measures requests looks at the scope again.
        await shell({**scope}, receive, send)


def _build(services: Services) -> "MCPServer[Any]":
    from mcp.server import MCPServer
    from mcp.server.mcpserver import Context
    from mcp_types import CallToolResult, ToolAnnotations

    # It would have nothing to tell to whoever listens for changes. Where nobody has set up logs,
    # it does, at this level.
    server: MCPServer[Any] = MCPServer(
        "SeedQA", instructions=_INSTRUCTIONS, subscriptions=False, log_level="WARNING"
    )
    reads = ToolAnnotations(
        read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )

    @server.tool(title="Ask the documents", description=_ASK, annotations=reads)
    async def ask(
        question: Annotated[str, Field(description="A question in Russian or English")],
        ctx: Context[Any, Any],
        language: Annotated[
            Literal["auto", "ru", "en"],
            Field(description="Language of the answer; auto: that of the question"),
        ] = "auto",
    ) -> Annotated[CallToolResult, Answer]:
        async def answer(request: Request) -> "CallToolResult":
            fallback = language_of(request.scope)
            visitor = services.callers.who(request.scope).visitor
            made = await services.answering.answer(
                Ask(question, (), language, fallback, channel="mcp", visitor=visitor)
            )
            made = replace(made, related=made.related[: services.settings.top_k])
            return _result(as_text(made), asdict(made))

        told = {"question": question, "language": language}
        return await _told(services, ctx.request_context.request, told, answer)

    @server.tool(title="Search the documents", description=_SEARCH, annotations=reads)
    async def search(
        query: Annotated[str, Field(description="Words or a question, in Russian or English")],
        ctx: Context[Any, Any],
        limit: Annotated[int, Field(ge=1, le=MAX_TOP_K, description="Most passages to give")] = 5,
    ) -> Annotated[CallToolResult, Sources]:
        async def find(request: Request) -> "CallToolResult":
            fallback = language_of(request.scope)
            found = await to_thread.run_sync(_search, services, query, limit, fallback)
            text = "\n\n".join(
                f"[{p.number}] {p.title} ({p.document_id}, {p.start}–{p.end})\n{p.quote}"
                for p in found.passages
            )
            return _result(text, asdict(found))

        return await _told(services, ctx.request_context.request, {"question": query}, find)

    return server


async def _told(
    services: Services,
    request: Any,
    told: dict[str, str],
    work: Callable[[Request], Awaitable["CallToolResult"]],
) -> "CallToolResult":
    """Count a call and do its work; what goes wrong is told in words that a model can act on."""
    from mcp_types import CallToolResult, TextContent

    try:
        services.admit(request)
        return await work(request)
    except Exception as error:
        if not isinstance(error, SeedQAError | ProblemError):
            _logger.exception("A tool failed")
        problem = to_problem(error, language_asked_for(told) or language_of(request.scope))
        return CallToolResult(content=[TextContent(text=problem.detail)], is_error=True)


def _search(services: Services, query: str, limit: int, fallback: Language) -> Sources:
    if services.answering.draining:
        raise ProblemError(503, "stopping", "unavailable")
    pipeline = services.loader.get()
    question = pipeline.understand(query, fallback=fallback)
    searcher = pipeline.searcher
    hits = searcher.search(
        question.standalone,
        question.language,
        limit,
        dense=services.settings.search_dense,
        keywords=services.settings.search_keywords,
    )
    return Sources(
        tuple(
            cite(number, hit.document, hit.passage.start, hit.passage.end, searcher.document)
            for number, hit in enumerate(hits, start=1)
        )
    )


def _result(text: str, structured: dict[str, Any]) -> "CallToolResult":
    from mcp_types import CallToolResult, TextContent

    return CallToolResult(content=[TextContent(text=text)], structured_content=structured)
