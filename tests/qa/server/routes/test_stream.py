"""Answers as events, over HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from qa.access import Token
from qa.pipeline import Pipeline
from qa.records.store import read_feedback
from qa.server.app import create_app
from qa.server.wire.events import Event, event_stream
from qa.settings import Settings
from qa.wording.messages import message

SHOPS = "Сколько магазинов на китайской стороне?"
SECRETS = {"ask": "a-secret-of-asking", "admin": "a-secret-of-admins"}


def events_of(text: str) -> list[tuple[str, Any, str | None]]:
    """The events of a stream, as a client reads them."""
    found = []
    for block in text.strip().split("\n\n"):
        lines = [line.partition(": ") for line in block.split("\n")]
        fields = {name: value for name, _, value in lines if name}
        if fields:
            found.append((fields["event"], json.loads(fields["data"]), fields.get("id")))
    return found


def test_an_answer_comes_in_events(client: TestClient, seeds_pipeline: Pipeline) -> None:
    response = client.post("/api/ask/stream", json={"question": SHOPS, "top_k": 2})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["x-accel-buffering"] == "no"
    assert response.headers["cache-control"] == "no-store"
    events = events_of(response.text)
    names = [name for name, _, _ in events]
    assert names[0] == "sources"
    assert set(names[1:]) <= {"token", "sentence", "answer", "following"}
    assert names.count("answer") == 1
    assert len(events[0][1]["sources"]) == 2
    answer = next(data for name, data, _ in events if name == "answer")
    said = "".join(data["text"] for name, data, _ in events if name == "token")
    assert said == " ".join(sentence["text"] for sentence in answer["sentences"])
    plain = client.post("/api/ask", json={"question": SHOPS, "top_k": 2}).json()
    assert answer | {"timings_ms": {}} == plain | {"timings_ms": {}}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"question": ""}, 422, "question_empty"),
        ({"question": "a" * 3_000}, 422, "question_long"),
        ({"question": SHOPS, "answerer": "oracle"}, 422, "unknown_answerer"),
        ({"question": 1}, 422, "invalid_field"),
    ],
)
def test_what_is_wrong_from_the_start_is_told_by_the_status(
    client: TestClient, body: dict[str, Any], status: int, code: str
) -> None:
    response = client.post("/api/ask/stream", json=body)
    assert response.status_code == status
    assert response.json()["code"] == code


class Breaking(Pipeline):
    """Fails in the middle of an answer."""

    def stream(self, *_: Any, **__: Any) -> Iterator[Any]:
        yield "one "
        raise RuntimeError("the secret of /etc/passwd")


def test_what_goes_wrong_later_is_an_event(
    seeds_settings: Settings, seeds_pipeline: Pipeline
) -> None:
    broken = Breaking(
        seeds_settings, seeds_pipeline.searcher, seeds_pipeline._reader, seeds_pipeline._answerer
    )
    client = TestClient(create_app(seeds_settings, broken), base_url="http://localhost")
    response = client.post(
        "/api/ask/stream", json={"question": SHOPS}, headers={"accept-language": "ru"}
    )
    events = events_of(response.text)
    assert [name for name, _, _ in events] == ["token", "error"]
    assert events[1][1]["status"] == 500
    assert "secret" not in response.text


async def test_a_quiet_stream_is_kept_open_and_closed_with_its_listener() -> None:
    closed = []

    async def quiet() -> AsyncIterator[Event]:
        try:
            yield Event("first", {"text": "строка\nвторая"})
            await asyncio.sleep(60)
            yield Event("never", {})
        finally:
            closed.append(True)

    body = event_stream(quiet(), heartbeat_s=0.01).body_iterator
    first = await anext(aiter(body))
    assert first == 'event: first\ndata: {"text": "строка\\nвторая"}\n\n'.encode()
    assert await anext(aiter(body)) == b": still at it\n\n"
    assert await anext(aiter(body)) == b": still at it\n\n"
    await body.aclose()  # type: ignore[union-attr]
    assert closed == [True]


def test_feedback_on_an_answer(
    seeds_settings: Settings, seeds_pipeline: Pipeline, tmp_path: Any
) -> None:
    records = tmp_path / "records.sqlite"
    settings = seeds_settings.model_copy(update={"records": records})
    client = TestClient(create_app(settings, seeds_pipeline), base_url="http://localhost")
    events = events_of(client.post("/api/ask/stream", json={"question": SHOPS}).text)
    name = next(id_ for event, _, id_ in events if event == "answer")
    body = {"answer": name, "rating": "down", "comment": " Не то "}
    assert client.post("/api/feedback", json=body).status_code == 204
    (kept,) = read_feedback(records)
    assert (kept.answer.question, kept.rating, kept.comment) == (SHOPS, "down", "Не то")
    assert client.post("/api/feedback", json={**body, "rating": "up"}).status_code == 204
    assert [item.rating for item in read_feedback(records)] == ["up"]
    assert client.post("/api/feedback", json={**body, "rating": None}).status_code == 204
    assert read_feedback(records) == []
    whole = client.post("/api/ask", json={"question": SHOPS})
    body["answer"] = whole.headers["x-seedqa-answer"]
    assert client.post("/api/feedback", json=body).status_code == 204
    unknown = client.post("/api/feedback", json={"answer": "0" * 32, "rating": "up"})
    assert unknown.json()["code"] == "unknown_answer"
    long = client.post("/api/feedback", json={**body, "comment": "a" * 2_001})
    assert long.status_code == 422


@pytest.mark.parametrize("rating", ["up", None])
def test_feedback_that_cannot_be_kept_is_a_problem(
    seeds_settings: Settings, seeds_pipeline: Pipeline, tmp_path: Path, rating: str | None
) -> None:
    broken = tmp_path / "records.sqlite"
    broken.write_text("no database" * 1_000)
    app = create_app(seeds_settings.model_copy(update={"records": broken}), seeds_pipeline)
    name = app.state.services.given.keep(seeds_pipeline.ask(SHOPS))
    client = TestClient(app, base_url="http://localhost")
    body = {"answer": name, "rating": rating}
    for language in ("ru", "en"):
        response = client.post("/api/feedback", json=body, headers={"accept-language": language})
        assert response.status_code == 503
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["code"] == "records_unwritable"
        assert response.json()["detail"] == message("error.records_unwritable", language)  # type: ignore[arg-type]
        assert int(response.headers["retry-after"]) > 0


def test_feedback_takes_nothing_from_the_questions(
    seeds_settings: Settings, seeds_pipeline: Pipeline, tmp_path: Path
) -> None:
    values = {"rate_per_address": "1/day", "rate_feedback": "2/day",
              "records": tmp_path / "records.sqlite"}  # fmt: skip
    app = create_app(seeds_settings.model_copy(update=values), seeds_pipeline)
    client = TestClient(app, base_url="http://localhost")
    body = {"answer": app.state.services.given.keep(seeds_pipeline.ask(SHOPS)), "rating": "up"}
    ratings = [client.post("/api/feedback", json=body) for _ in range(3)]
    assert [response.status_code for response in ratings] == [204, 204, 429]
    assert ratings[2].json()["code"] == "too_much_feedback"
    assert client.post("/api/ask", json={"question": "Спасибо"}).status_code == 200


def test_suggestions_come_in_the_language_asked_for(suggesting: Pipeline) -> None:
    client = TestClient(create_app(suggesting.settings, suggesting), base_url="http://localhost")
    assert client.app.state.services.suggestions().wait(120)  # type: ignore[attr-defined]
    made = client.get("/api/suggestions?language=ru").json()
    assert made["ready"]
    assert made["questions"]
    assert client.get("/api/suggestions?language=de").status_code == 422


@pytest.mark.parametrize(
    ("query", "offset", "first"),
    [("", 0, 0), ("?start=5&end=9", 0, 0), ("?start=9999999&end=3", 0, 0), ("?end=5", 0, 0)],
)
def test_a_document_around_a_place(client: TestClient, query: str, offset: int, first: int) -> None:
    listed = client.get("/api/documents").json()["documents"][0]
    given = client.get(f"/api/documents/{listed['id']}{query}").json()
    assert given["offset"] == offset
    assert len(given["text"]) == listed["characters"]


@pytest.fixture(scope="module")
def closed(seeds_settings: Settings, seeds_pipeline: Pipeline) -> TestClient:
    """A server that answers to whoever bears a token."""
    tokens = tuple(Token.of(name, (name,), secret) for name, secret in SECRETS.items())  # type: ignore[arg-type]
    values = {"tokens": tokens, "require_token": True}
    app = create_app(seeds_settings.model_copy(update=values), seeds_pipeline)
    return TestClient(app, base_url="http://localhost")


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
@pytest.mark.parametrize(
    ("header", "status", "code"),
    [
        (None, 401, "token_missing"),
        ("", 401, "token_wrong"),
        ("Bearer", 401, "token_wrong"),
        ("Bearer wrong", 401, "token_wrong"),
        (f"Basic {SECRETS['ask']}", 401, "token_wrong"),
        (f"Bearer {SECRETS['ask']}x", 401, "token_wrong"),
        (f"Bearer {SECRETS['admin']}", 403, "token_scope"),
        (f"Bearer {SECRETS['ask']}", 200, None),
        (f"bearer {SECRETS['ask']}", 200, None),
    ],
)
def test_whoever_must_bear_a_token(
    closed: TestClient, path: str, header: str | None, status: int, code: str | None
) -> None:
    headers = {} if header is None else {"authorization": header}
    response = closed.post(path, json={"question": "Спасибо"}, headers=headers)
    assert response.status_code == status
    if code:
        assert response.json()["code"] == code
    if status == 401:
        assert response.headers["www-authenticate"] == "Bearer"


def test_a_token_for_asking_changes_nothing(closed: TestClient) -> None:
    headers = {"authorization": f"Bearer {SECRETS['ask']}"}
    assert closed.delete("/api/documents/a.md", headers=headers).status_code == 403


def test_where_no_token_is_set_the_header_is_of_no_account(client: TestClient) -> None:
    headers = {"authorization": "Bearer anything"}
    assert client.post("/api/ask", json={"question": "Спасибо"}, headers=headers).is_success
