"""The application: routes, guards, and the chat page, which is loaded when the server starts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.types import Scope
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from index.loaders.process.isolation import Isolated
from qa.pipeline import Pipeline
from qa.server.answering.loading import PipelineLoader
from qa.server.answering.services import Services
from qa.server.guards.gate import Gate
from qa.server.guards.origins import Origins
from qa.server.guards.security import Allowlist, BodyLimit, SecurityHeaders
from qa.server.routes.admin import create_admin_router
from qa.server.routes.ask import create_router
from qa.server.routes.description import describe
from qa.server.routes.feedback import create_feedback_router
from qa.server.routes.mcp import mcp_routes, mount_mcp
from qa.server.routes.metrics import create_metrics_router
from qa.server.routes.openai import create_openai_router
from qa.server.routes.originals import create_originals_router
from qa.server.watching.metrics import Metrics
from qa.server.watching.observing import Observer, tell_of_answers
from qa.server.watching.telemetry import telemetry_of, trace_answers
from qa.server.widget.routes import create_widget_router
from qa.server.wire.encoding import Compression
from qa.server.wire.languages import Negotiation
from qa.server.wire.problems import ErrorBoundary, install_handlers
from qa.settings import Settings

# A conversation beside the question; a character takes at most six bytes as a JSON escape.
_BODY_BASE_BYTES = 64 * 1024
_BYTES_PER_CHARACTER = 6


def create_app(settings: Settings, pipeline: Pipeline | None = None) -> FastAPI:
    """Make the application; it starts and says what is wrong even without index or model.

    Without a pipeline one is built from the settings in the background once the server starts,
    and again on later requests while that fails. Gradio too is imported only then.
    """
    loader = PipelineLoader(settings, pipeline)
    services = Services.of(settings, loader)
    metrics = Metrics(settings, loader, services.answering)
    isolated = Isolated()
    trace_answers(services.answering)
    tell_of_answers(services)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        from qa.server.page.gradio import mount_page

        loader.start()
        async with mount_page(app, services), mount_mcp(app, services):
            yield
        services.answering.when_quiet(iter(()))  # what nobody waits for ends with the application
        isolated.close()

    app = FastAPI(
        title="SeedQA",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=telemetry_of(settings),
    )
    app.state.services = services
    # What ends the streams that open pages hold, which the server would wait for.
    app.state.before_shutdown = []
    app.router.routes.extend(mcp_routes(services))
    routers = (
        # Before what takes any path for a document's id.
        create_originals_router(services, isolated),
        create_router(services),
        create_feedback_router(services),
        create_admin_router(services),
        create_metrics_router(services, metrics),
        create_openai_router(services),
        create_widget_router(settings),
    )
    # Included, the routes of a router are hidden in it.
    own = (*app.router.routes, *(route for router in routers for route in router.routes))
    for router in routers:
        app.include_router(router)
    describe(app)
    install_handlers(app)
    question_bytes = _BODY_BASE_BYTES + _BYTES_PER_CHARACTER * settings.max_question_characters

    def body_limit(scope: Scope) -> int:
        sends_document = scope["method"] == "PUT" and services.callers.bears(scope, "admin")
        return settings.max_document_bytes if sends_document else question_bytes

    # The last one added is the first to see a request.
    app.add_middleware(Compression)
    app.add_middleware(ErrorBoundary)
    app.add_middleware(BodyLimit, settings=settings, limit=body_limit)
    app.add_middleware(Allowlist, own=own)
    app.add_middleware(Gate, callers=services.callers)
    app.add_middleware(Origins, settings=settings)
    if settings.trusted_proxies:
        trusted = list(settings.trusted_proxies)
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=trusted)
    app.add_middleware(Observer, metrics=metrics)
    app.add_middleware(SecurityHeaders, settings=settings)
    app.add_middleware(Negotiation, settings=settings)
    return app
