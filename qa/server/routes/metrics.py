"""The route that gives Prometheus its figures."""

from fastapi import APIRouter, Request, Response
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from qa.server.answering.services import Services
from qa.server.guards.callers import from_here
from qa.server.routes.description import problems
from qa.server.watching.metrics import Metrics


def create_metrics_router(services: Services, metrics: Metrics) -> APIRouter:
    """Make the route: for this machine, and for whoever bears a token with the scope."""
    router = APIRouter()

    @router.get("/metrics", responses=problems(401, 403), response_class=Response)
    def figures(request: Request) -> Response:
        """Figures for Prometheus."""
        if not from_here(request.scope):
            services.callers.require(request.scope, "metrics")
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return router
