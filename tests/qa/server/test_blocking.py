"""No event waits for a disk: the event loop serves everybody."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from index.storage import Store
from qa.access import Token
from qa.records.exchanges import Conversation
from qa.records.store import Records
from qa.server.app import create_app
from tests.qa.server.conftest import Many

TOKEN = "not-for-everyone"


@pytest.fixture
def blocked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What has read or written a database in a thread that runs an event loop."""
    found: list[str] = []
    looked: set[str] = set()

    def watch(owner: type, name: str) -> None:
        work = getattr(owner, name)

        def watched(*arguments: Any, **values: Any) -> Any:
            looked.add(owner.__name__)
            try:
                asyncio.get_running_loop()
            except RuntimeError:
                pass
            else:
                found.append(f"{owner.__name__}.{name} in {threading.current_thread().name}")
            return work(*arguments, **values)

        monkeypatch.setattr(owner, name, watched)

    watch(Store, "rows")
    watch(Records, "_run")
    yield found
    assert "Store" in looked, "the test has watched nothing"


@pytest.mark.server
def test_no_route_looks_anything_up_on_the_loop(many: Many, blocked: list[str]) -> None:
    token = Token.of("everything", ("ask", "admin", "metrics"), TOKEN)
    settings = many.settings.model_copy(update={"tokens": (token,), "mcp": True})
    app = create_app(settings, many.pipeline)
    signed = {"authorization": f"Bearer {TOKEN}"}
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call"}
    search = {**call, "params": {"name": "search", "arguments": {"query": "Хоргос"}}}
    chat = {"model": "seedqa", "messages": [{"role": "user", "content": "Где Хоргос?"}]}
    with TestClient(app, base_url="http://localhost", headers=signed) as client:
        answer = client.post("/api/ask", json={"question": "Где Хоргос?"})
        rating = {"answer": answer.headers["x-seedqa-answer"], "rating": "up"}
        requests: list[Callable[[], Any]] = [
            lambda: client.get("/api/documents"),
            lambda: client.get("/api/documents/000.md"),
            lambda: client.get("/api/suggestions?language=ru"),
            lambda: client.post("/api/ask/stream", json={"question": "Где Хоргос?"}),
            lambda: client.post("/api/feedback", json=rating),
            lambda: client.post("/v1/chat/completions", json=chat),
            lambda: client.post("/v1/chat/completions", json={**chat, "stream": True}),
            lambda: client.post("/mcp", json=search, headers={"accept": "application/json"}),
            lambda: client.delete("/api/documents/unknown.md"),
            lambda: client.put("/api/documents/.md", content=b"?"),
            lambda: client.get("/readyz"),
            lambda: client.get("/metrics"),
        ]
        statuses = [request().status_code for request in requests]
    assert statuses == [200, 200, 200, 200, 204, 200, 200, 200, 404, 422, 200, 200]
    assert blocked == []


@pytest.mark.server
async def test_no_event_of_the_page_does(many: Many, blocked: list[str]) -> None:
    import gradio as gr

    from qa.server.page.chat import Chat
    from qa.server.page.events import Events

    services = create_app(many.settings, many.pipeline).state.services
    events = Events(Chat(services), services.callers)
    scope = {"type": "http", "headers": [], "client": ("127.0.0.1", 1), "state": {"language": "ru"}}
    request = gr.Request(request=Request(scope))
    for event in (events.begin, events.translate):
        conversation = Conversation(opened="corpus-all")
        shown = event("0123456789abcdef" * 2, "en", conversation, request)
        assert await anext(shown)
        await shown.aclose()  # type: ignore[attr-defined]
    assert blocked == []
