"""The route that gives Prometheus its figures."""

from fastapi import APIRouter, Request, Response
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from qa.server.answering.services import Services
from qa.server.routes.description import problems
from qa.server.watching.metrics import Metrics

_LOOPBACK = ("127.0.0.1", "::1", "::ffff:127.0.0.1")


def create_metrics_router(services: Services, metrics: Metrics) -> APIRouter:
    """Make the route: for this machine, and for whoever bears a token with the scope."""
    router = APIRouter()

    @router.get("/metrics", responses=problems(401, 403), response_class=Response)
    def figures(request: Request) -> Response:
        """Figures for Prometheus."""
        if not _from_here(request):
            services.callers.require(request.scope, "metrics")
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return router


def _from_here(request: Request) -> bool:
    """Whether this machine itself asks, and no proxy for somebody else."""
    forwarded = {"forwarded", "x-forwarded-for", "x-real-ip", "via"} & set(request.headers.keys())
    return not forwarded and request.client is not None and request.client.host in _LOOPBACK
