"""Where a token is required, nothing of the documents is shown without one, by any route."""

import re
from collections.abc import Iterator, Sequence

import pytest
from starlette.routing import BaseRoute, Mount, Route
from starlette.testclient import TestClient

from qa.access import Token
from qa.pipeline import Pipeline
from qa.server.app import create_app
from qa.settings import Settings

pytestmark = pytest.mark.server

SECRET = "a-secret-of-asking"
# Everything else is shut; whoever opens more adds it here, knowing why.
OPEN = {
    "/healthz", "/readyz", "/openapi.json", "/widget.js", "/widget.d.ts", "/embed.css",
    "/widget/demo.js", "/widget/demo.css", "/widget/sample.css", "/widget/hostile.css",
}  # fmt: skip
DOCUMENT = "khorgos-visitors-2025.ru.md"


@pytest.fixture(scope="module")
def closed(seeds_settings: Settings, seeds_pipeline: Pipeline) -> Iterator[TestClient]:
    """The whole application with page and tools, for whoever bears a token."""
    tokens = (Token.of("a", ("ask",), SECRET), Token.of("b", ("admin",), SECRET[::-1]))
    values = {"tokens": tokens, "require_token": True, "mcp": True}
    app = create_app(seeds_settings.model_copy(update=values), seeds_pipeline)
    with TestClient(app, base_url="http://localhost") as client:
        yield client


def routes_of(routes: Sequence[BaseRoute], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every method and path that leads somewhere, those of mounted applications among them."""
    for route in routes:
        # What FastAPI includes is no mount.
        included = getattr(route, "original_router", None)
        if included:
            yield from routes_of(included.routes, prefix)
        elif isinstance(route, Mount):
            app = route.app
            while not getattr(app, "routes", None):
                app = app._app  # type: ignore[attr-defined]
            yield from routes_of(app.routes, prefix + route.path)
        elif isinstance(route, Route):
            path = re.sub(r"\{(?:document_id|name)[^}]*\}", DOCUMENT, prefix + route.path)
            path = re.sub(r"\{[^}]*\}", "x", path)
            for method in route.methods or ():
                yield method, path


def test_every_route_is_shut_but_those_listed(closed: TestClient) -> None:
    pairs = set(routes_of(closed.app.routes))  # type: ignore[attr-defined]
    paths = {path for _, path in pairs}
    assert {"/", "/mcp", "/metrics", "/api/suggestions", "/gradio_api/queue/join"} <= paths
    assert paths >= OPEN
    opened = {
        path for method, path in pairs if closed.request(method, path).status_code not in (401, 403)
    }
    assert opened == OPEN


@pytest.mark.parametrize("path", sorted(OPEN))
def test_what_is_open_shows_nothing_of_the_documents(
    closed: TestClient, seeds_pipeline: Pipeline, path: str
) -> None:
    shown = closed.get(path)
    assert shown.status_code == 200
    for document in seeds_pipeline.searcher.documents():
        assert document.title not in shown.text
        assert document.text[:80] not in shown.text
        assert document.id not in shown.text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/documents"),
        ("GET", f"/api/documents/{DOCUMENT}"),
        ("GET", "/api/suggestions?language=ru"),
        ("GET", "/config"),
        ("GET", "/"),
    ],
)
def test_whoever_bears_a_token_is_let_in(closed: TestClient, method: str, path: str) -> None:
    assert closed.request(method, path).json()["code"] == "token_missing"
    headers = {"authorization": f"Bearer {SECRET}"}
    assert closed.request(method, path, headers=headers).status_code == 200
    wrong = closed.request(method, path, headers={"authorization": f"Bearer {SECRET}x"})
    assert (wrong.status_code, wrong.json()["code"]) == (401, "token_wrong")
    admin = closed.request(method, path, headers={"authorization": f"Bearer {SECRET[::-1]}"})
    assert (admin.status_code, admin.json()["code"]) == (403, "token_scope")


def test_behind_a_prefix_it_is_shut_too(seeds_settings: Settings, seeds_pipeline: Pipeline) -> None:
    values = {"tokens": (Token.of("a", ("ask",), SECRET),), "require_token": True}
    app = create_app(seeds_settings.model_copy(update=values), seeds_pipeline)
    client = TestClient(app, base_url="http://localhost", root_path="/help")
    for path in ("/api/documents", "/help/api/documents", "/healthz/../api/documents"):
        assert client.get(path).status_code == 401
    assert client.get("/help/healthz").status_code == 200
