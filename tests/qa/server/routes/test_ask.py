import dataclasses
import json
import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from starlette.testclient import TestClient

from index.types import Document
from qa.pipeline import Pipeline, Sources
from qa.server.app import create_app
from qa.settings import Settings
from qa.types import Answer

TOURISTS = "Насколько больше китайцев приехало в Казахстан в 2024-м, чем годом раньше?"
UNKNOWN = "Какая столица Перу?"


def test_an_answer_comes_field_for_field(client: TestClient, seeds_pipeline: Pipeline) -> None:
    response = client.post("/api/ask", json={"question": TOURISTS})
    assert response.status_code == 200
    expected = json.loads(json.dumps(dataclasses.asdict(seeds_pipeline.ask(TOURISTS))))
    answer = response.json()
    assert answer.keys() == expected.keys()
    assert answer | {"timings_ms": {}} == expected | {"timings_ms": {}}
    citation = answer["citations"][0]
    assert citation["verdict"]["status"] == "supported"
    assert citation["original"]["language"] == "en"
    assert citation["original"]["original"] is None
    document = client.get(f"/api/documents/{citation['document_id']}").json()
    assert document["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_a_refusal_is_an_answer_too(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": UNKNOWN}).json()
    assert answer["answered"] is False
    assert answer["citations"] == []
    assert len(answer["related"]) > 1
    few = client.post("/api/ask", json={"question": UNKNOWN, "top_k": 1}).json()
    assert few["related"] == answer["related"][:1]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ({"question": UNKNOWN}, "ru"),
        ({"question": "What is the capital of Peru?"}, "en"),
        ({"question": UNKNOWN, "language": "en"}, "en"),
        ({"question": "2024?"}, "ru"),
        ({"question": UNKNOWN, "answerer": "extractive", "history": []}, "ru"),
    ],
)
def test_the_language_of_an_answer(client: TestClient, body: dict[str, Any], language: str) -> None:
    headers = {"accept-language": "ru"}
    assert client.post("/api/ask", json=body, headers=headers).json()["language"] == language


class Listening(Pipeline):
    """Remembers the history that it is given."""

    def stream(
        self, text: str, history: Sequence[Any] = (), **options: Any
    ) -> Iterator[Sources | str | Answer]:
        self.heard = list(history)
        return super().stream(text, history, **options)


def test_of_a_long_history_the_last_turns_count(
    seeds_settings: Settings, seeds_pipeline: Pipeline
) -> None:
    pipeline = Listening(
        seeds_settings, seeds_pipeline.searcher, seeds_pipeline._reader, seeds_pipeline._answerer
    )
    settings = seeds_settings.model_copy(update={"max_history_turns": 2})
    client = TestClient(create_app(settings, pipeline), base_url="http://localhost")
    history = [{"role": "user", "content": f"Вопрос {n}"} for n in range(5)]
    response = client.post("/api/ask", json={"question": "А ещё?", "history": history})
    assert response.status_code == 200
    assert [turn.content for turn in pipeline.heard] == ["Вопрос 3", "Вопрос 4"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "invalid_field"),
        (b"{", 400, "invalid_json"),
        (b"\xff\xfe", 400, "invalid_json"),
        (b'{"question": "\xff"}', 400, "invalid_json"),
        (b"[]", 422, "invalid_field"),
        (b'"text"', 422, "invalid_field"),
        (b"null", 422, "invalid_field"),
        (b"{}", 422, "invalid_field"),
        (b'{"question": 5}', 422, "invalid_field"),
        (b'{"question": null}', 422, "invalid_field"),
        (b'{"question": "how", "verbose": true}', 422, "invalid_field"),
        (b'{"question": "how", "language": "de"}', 422, "invalid_field"),
        (b'{"question": "how", "top_k": 0}', 422, "invalid_field"),
        (b'{"question": "how", "top_k": 51}', 422, "invalid_field"),
        (b'{"question": "how", "top_k": "5"}', 422, "invalid_field"),
        (b'{"question": "how", "top_k": true}', 422, "invalid_field"),
        (b'{"question": "how", "top_k": 1e999}', 422, "invalid_field"),
        (b'{"question": "how", "top_k": ' + b"9" * 5000 + b"}", 400, "invalid_json"),
        (b'{"question": "how", "answerer": "oracle"}', 422, "unknown_answerer"),
        (b'{"question": "how", "history": {}}', 422, "invalid_field"),
        (b'{"question": "how", "history": ["a"]}', 422, "invalid_field"),
        (
            b'{"question": "how", "history": [{"role": "system", "content": ""}]}',
            422,
            "invalid_field",
        ),
        (
            b'{"question": "how", "history": [{"role": "user", "content": "\\udfff"}]}',
            422,
            "invalid_field",
        ),
        (b'{"question": "how \\ud800 many"}', 422, "invalid_field"),
        (b'{"question": "a\\u0000"}', 422, "question_binary"),
        (b'{"question": ""}', 422, "question_empty"),
        (b'{"question": " \\n "}', 422, "question_empty"),
        (b'{"question": "?!"}', 422, "question_binary"),
        ('{"question": "中国游客有多少人？"}'.encode(), 422, "question_language"),
        (b'{"question": "' + b"x" * 2001 + b'"}', 422, "question_long"),
        (b'{"question": "' + b"x" * 100_000 + b'"}', 413, "too_large"),
        (b'{"history": ' + b"[" * 30_000 + b"]" * 30_000 + b"}", 400, "invalid_json"),
    ],
)
def test_bad_input_is_the_callers_problem(
    client: TestClient, body: bytes, status: int, code: str
) -> None:
    headers = {"content-type": "application/json"}
    response = client.post("/api/ask", content=body, headers=headers)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert problem["code"] == code
    assert problem["type"] == f"urn:seedqa:problem:{code}"
    assert problem["title"]
    assert problem["detail"]
    assert "Traceback" not in response.text
    assert "{" not in problem["detail"]


def test_a_body_that_grows_too_large_on_the_way_is_refused(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(200):
            yield b" " * 1024

    assert client.post("/api/ask", content=pieces()).status_code == 413


def test_a_body_must_say_that_it_is_json(client: TestClient) -> None:
    response = client.post("/api/ask", content=b'{"question": "how"}')
    assert response.status_code == 422
    assert "application/json" in response.json()["detail"]


RUSSIAN = re.compile("[а-я]")


@pytest.mark.parametrize(
    ("body", "accept", "russian"),
    [
        ({"question": "", "language": "ru"}, "en", True),
        ({"question": "", "language": "en"}, "ru", False),
        ({"question": "где?", "answerer": "x"}, "en", True),
        ({"question": "where?", "answerer": "x"}, "ru-RU,ru;q=0.9,en;q=0.8", True),
        ({"question": "where?", "answerer": "x"}, "fr,en;q=0.7,ru;q=0.3", False),
        ({"question": ""}, "de", False),
        ({"question": "где?", "top_k": 0}, "en", True),
        ({"question": ["где?"]}, "ru", True),
        ("где?", "en", False),
    ],
)
def test_problems_speak_the_callers_language(
    client: TestClient, body: Any, accept: str, russian: bool
) -> None:
    problem = client.post("/api/ask", json=body, headers={"accept-language": accept}).json()
    assert bool(RUSSIAN.search(problem["title"])) is russian
    assert bool(RUSSIAN.search(problem["detail"])) is russian


class Broken(Pipeline):
    """Fails the way that only a defect does."""

    def stream(self, *_: Any, **__: Any) -> Iterator[Any]:
        raise RuntimeError("the secret of /etc/passwd")


def test_a_defect_is_logged_and_not_told(
    seeds_settings: Settings, seeds_pipeline: Pipeline, caplog: pytest.LogCaptureFixture
) -> None:
    broken = Broken(
        seeds_settings, seeds_pipeline.searcher, seeds_pipeline._reader, seeds_pipeline._answerer
    )
    client = TestClient(create_app(seeds_settings, broken), base_url="http://localhost")
    with caplog.at_level(logging.ERROR):
        response = client.post("/api/ask", json={"question": "Где?"})
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.json()["code"] == "internal"
    assert RUSSIAN.search(response.json()["detail"])
    assert "secret" not in response.text
    assert "secret of /etc/passwd" in caplog.text


def test_documents_are_listed_and_given(client: TestClient, seeds_pipeline: Pipeline) -> None:
    listed = client.get("/api/documents").json()["documents"]
    documents = seeds_pipeline.searcher.documents()
    assert [entry["id"] for entry in listed] == [document.id for document in documents]
    for entry, document in zip(listed, documents, strict=True):
        assert entry["characters"] == len(document.text)
        assert not {"path", "text"} & entry.keys()
        given = client.get(f"/api/documents/{document.id}").json()
        assert given == {**entry, "text": document.text, "offset": 0}


def test_an_id_may_hold_slashes(seeds_settings: Settings, seeds_pipeline: Pipeline) -> None:
    document = Document("news/2024/a b.md", "T", "Text.", "en")

    class Searcher:
        def document(self, document_id: str) -> Document | None:
            return document if document_id == document.id else None

    pipeline = Pipeline(
        seeds_settings,
        Searcher(),  # type: ignore[arg-type]
        seeds_pipeline._reader,
        seeds_pipeline._answerer,
    )
    client = TestClient(create_app(seeds_settings, pipeline), base_url="http://localhost")
    for path in ("news/2024/a%20b.md", "news%2F2024%2Fa%20b.md"):
        assert client.get(f"/api/documents/{path}").json()["text"] == "Text."


@pytest.mark.parametrize(
    "document_id",
    ["nothing.md", "..%2F..%2Fetc%2Fpasswd", "%00", "%ff", "a" * 5000, "' OR 1=1 --", ""],
)
def test_an_unknown_document_is_a_problem(client: TestClient, document_id: str) -> None:
    response = client.get(f"/api/documents/{document_id}")
    assert response.status_code == 404
    assert response.json()["code"] == "unknown_document"


def test_the_routes_are_described(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/api/ask", "/api/documents", "/healthz", "/readyz"} <= paths.keys()
    assert client.get("/docs").status_code == 404


@pytest.mark.parametrize(("carry", "understood"), [(True, True), (False, False)])
def test_a_follow_up_is_asked_as_it_is_written_where_that_is_wanted(
    client: TestClient, seeds_pipeline: Pipeline, carry: bool, understood: bool
) -> None:
    history = [{"role": "user", "content": TOURISTS}, {"role": "assistant", "content": "На 78%."}]
    body = {"question": "А по сравнению с 2019-м?", "history": history, "carry": carry}
    answer = client.post("/api/ask", json=body).json()
    assert (answer["understood"] is not None) is understood
    assert answer["sentences"][0]["remark"] is understood
    if carry:
        assert "китайцев" in answer["understood"]
        assert answer["understood"] in answer["sentences"][0]["text"]
        del body["carry"]
        assert client.post("/api/ask", json=body).json()["understood"] == answer["understood"]
    else:
        alone = seeds_pipeline.ask("А по сравнению с 2019-м?")
        assert answer["sentences"] == [
            dataclasses.asdict(s) | {"citations": list(s.citations)} for s in alone.sentences
        ]
    events = client.post("/api/ask/stream", json=body).text
    (streamed,) = re.findall(r"event: answer\ndata: (.*)\n", events)
    assert json.loads(streamed)["understood"] == answer["understood"]


def test_whether_to_carry_over_is_described_and_checked(client: TestClient) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    carry = schemas["AskBody"]["properties"]["carry"]
    assert (carry["type"], carry["default"]) == ("boolean", True)
    assert "as it is written" in carry["description"]
    assert "understood" in schemas["Answer"]["properties"]
    refused = client.post("/api/ask", json={"question": "how", "carry": "no"})
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_field")
