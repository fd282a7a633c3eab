"""The tools for models, with the official client and a running server."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from starlette.testclient import TestClient

from index.errors import MissingExtraError
from qa.access import Token
from qa.pipeline import Pipeline
from qa.server.app import create_app
from qa.settings import Settings
from qa.wording.messages import message
from tests.serving import serving

HEADERS = {"accept": "application/json, text/event-stream", "content-type": "application/json"}

SHOPS = "Сколько магазинов на китайской стороне?"
SECRET = "a-secret-of-asking"


@pytest.fixture(scope="module")
def address(seeds_settings: Settings, seeds_pipeline: Pipeline) -> Any:
    """A server that has the tools."""
    with serving(seeds_settings.model_copy(update={"mcp": True}), seeds_pipeline) as url:
        yield url


@asynccontextmanager
async def client_of(address: str) -> AsyncIterator[Any]:
    from mcp import Client

    async with Client(f"{address}mcp") as client:
        yield client


async def test_the_tools_and_an_answer(address: str, seeds_pipeline: Pipeline) -> None:
    async with client_of(address) as client:
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} == {"ask", "search"}
        assert all(tool.annotations.read_only_hint for tool in tools)
        result = await client.call_tool("ask", {"question": SHOPS})
        answer = seeds_pipeline.ask(SHOPS)
        assert not result.is_error
        assert result.structured_content["citations"][0]["quote"] == answer.citations[0].quote
        assert answer.sentences[0].text in result.content[0].text
        found = await client.call_tool("search", {"query": "Хоргос", "limit": 2})
        assert len(found.structured_content["passages"]) == 2


async def test_what_goes_wrong_is_told_in_words(address: str) -> None:
    async with client_of(address) as client:
        result = await client.call_tool("ask", {"question": " "})
        assert result.is_error
        assert result.content[0].text


def test_off_by_default(client: TestClient) -> None:
    assert client.post("/mcp", json={}).status_code == 404


def test_whoever_must_bear_a_token(seeds_settings: Settings, seeds_pipeline: Pipeline) -> None:
    values = {"mcp": True, "require_token": True, "tokens": (Token.of("a", ("ask",), SECRET),)}
    app = create_app(seeds_settings.model_copy(update=values), seeds_pipeline)
    with TestClient(app, base_url="http://localhost") as client:
        call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        assert client.post("/mcp", json=call).status_code == 401


def call(tool: str, **arguments: Any) -> dict[str, Any]:
    params = {"name": tool, "arguments": arguments}
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}


@pytest.fixture(scope="module")
def guarded(seeds_settings: Settings, seeds_pipeline: Pipeline) -> Any:
    """Two calls a day, for whoever bears a token."""
    values = {
        "mcp": True,
        "require_token": True,
        "tokens": (Token.of("a", ("ask",), SECRET),),
        "rate_per_token": "2/day",
    }
    with serving(seeds_settings.model_copy(update=values), seeds_pipeline) as url:
        yield url


async def test_every_call_counts_and_no_other_request(guarded: str) -> None:
    import httpx2
    from mcp import Client, MCPError
    from mcp.client.streamable_http import streamable_http_client

    with pytest.raises((MCPError, ExceptionGroup)):
        async with client_of(guarded) as stranger:
            await stranger.list_tools()
    headers = {"authorization": f"Bearer {SECRET}", "accept-language": "ru"}
    async with (
        httpx2.AsyncClient(headers=headers) as http,
        Client(streamable_http_client(f"{guarded}mcp", http_client=http)) as client,
    ):
        for _ in range(3):
            assert (await client.list_tools()).tools
        results = [await client.call_tool("search", {"query": "Хоргос"}) for _ in range(3)]
        assert [result.is_error for result in results] == [False, False, True]
        told = results[-1].content[0].text  # type: ignore[union-attr]
        assert told.startswith(message("api.too_many", "ru", when="").rstrip(". "))


async def test_passages_can_be_found_again(address: str, seeds_pipeline: Pipeline) -> None:
    async with client_of(address) as client:
        found = await client.call_tool("search", {"query": "магазины на китайской стороне"})
    passages = found.structured_content["passages"]
    assert 0 < len(passages) <= 5
    for passage in passages:
        document = seeds_pipeline.searcher.document(passage["document_id"])
        assert document
        assert document.text[passage["start"] : passage["end"]] == passage["quote"]
        assert passage["quote"] in found.content[0].text


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("ask", {"question": "a" * 3_000}),
        ("ask", {"question": "Кто?", "language": "de"}),
        ("ask", {}),
        ("search", {"query": ""}),
        ("search", {"query": "Хоргос", "limit": 0}),
        ("search", {"query": "Хоргос", "limit": 1_000}),
    ],
)
async def test_what_a_model_may_get_wrong(
    address: str, tool: str, arguments: dict[str, Any]
) -> None:
    async with client_of(address) as client:
        result = await client.call_tool(tool, arguments)
    assert result.is_error
    assert result.content[0].text


def test_requests_as_they_stand(seeds_settings: Settings, seeds_pipeline: Pipeline) -> None:
    app = create_app(seeds_settings.model_copy(update={"mcp": True}), seeds_pipeline)
    here = ("127.0.0.1", 50_000)
    with TestClient(app, base_url="http://localhost", client=here) as client:
        plain = client.post("/mcp", json=call("search", query="Хоргос"), headers=HEADERS)
        assert plain.status_code == 200
        assert plain.headers["content-type"] == "application/json"
        assert plain.json()["result"]["structuredContent"]["passages"]
        half = json.dumps(call("ask", question="\ud800"))
        assert client.post("/mcp", content=half, headers=HEADERS).status_code < 500
        for body in (b"", b"{", b"[]", b"1", b"[" * 5_000):
            assert client.post("/mcp", content=body, headers=HEADERS).status_code == 400
        assert client.get("/mcp").status_code == 405
        assert client.delete("/mcp").status_code == 405
        assert client.post("/mcp/", json={}).status_code == 404
        foreign = {**HEADERS, "origin": "https://evil.example"}
        assert client.post("/mcp", json=call("ask"), headers=foreign).status_code == 403
        renamed = {**HEADERS, "host": "evil.example"}
        assert client.post("/mcp", json=call("ask"), headers=renamed).status_code == 421
        figures = client.get("/metrics").text
        assert 'seedqa_requests_total{method="POST",route="/mcp",status="200"}' in figures


def test_a_package_that_is_missing_is_named(
    seeds_settings: Settings, seeds_pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.server.routes.mcp.find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"seedqa\[mcp\]"):
        create_app(seeds_settings.model_copy(update={"mcp": True}), seeds_pipeline)
