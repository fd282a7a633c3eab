"""A caller that leaves before the answer is there ends it."""

import asyncio
import json
from typing import Any

import pytest

from qa.server.app import create_app
from qa.settings import load_settings
from tests.qa.server.answering.test_pool import Slow, until

BODIES = {
    "/api/ask": {"question": "кто?"},
    "/v1/chat/completions": {"model": "seedqa", "messages": [{"role": "user", "content": "кто?"}]},
}


@pytest.mark.parametrize("path", BODIES)
async def test_whoever_leaves_ends_the_answer(path: str) -> None:
    pipeline = Slow()
    app = create_app(load_settings(), pipeline)  # type: ignore[arg-type]
    left = asyncio.Event()
    sent: list[dict[str, Any]] = []
    parts = [{"type": "http.request", "body": json.dumps(BODIES[path]).encode()}]

    async def receive() -> dict[str, Any]:
        if parts:
            return parts.pop()
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "root_path": "",
        "query_string": b"", "scheme": "http", "http_version": "1.1",
        "client": ("127.0.0.1", 1), "server": ("localhost", 80),
        "headers": [(b"host", b"localhost"), (b"content-type", b"application/json")],
    }  # fmt: skip
    asking = asyncio.create_task(app(scope, receive, send))
    await until(lambda: pipeline.begun)
    left.set()
    # The pipeline is still at its first piece.
    await asyncio.wait_for(asking, 10)
    assert sent[0]["status"] == 499
    pipeline.gate.set()
    await until(lambda: app.state.services.answering.under_way == 0)
    assert pipeline.closed == 1, "the rest wasn't made"


@pytest.mark.parametrize("path", BODIES)
async def test_whoever_stays_gets_it(path: str) -> None:
    import httpx

    pipeline = Slow()
    pipeline.gate.set()
    app = create_app(load_settings(), pipeline)  # type: ignore[arg-type]
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        response = await client.post(path, json=BODIES[path])
    assert response.status_code == 200
    assert pipeline.closed == 0
