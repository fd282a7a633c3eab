"""Request ids, lines of the log, figures, and the end of a server."""

import logging
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from qa.access import Token
from qa.pipeline import Pipeline
from qa.server.app import create_app
from qa.server.watching.metrics import outcome_of
from qa.settings import Settings
from qa.types import Answer, Certainty

SECRET = "a-secret-of-figures"
SHOPS = "Сколько магазинов на китайской стороне?"


@pytest.fixture(scope="module")
def here(seeds_settings: Settings, seeds_pipeline: Pipeline) -> TestClient:
    """This machine itself."""
    token = Token.of("prometheus", ("metrics",), SECRET)
    settings = seeds_settings.model_copy(update={"tokens": (token,)})
    app = create_app(settings, seeds_pipeline)
    return TestClient(app, base_url="http://localhost", client=("127.0.0.1", 1))


def figures(client: TestClient, **headers: str) -> dict[str, float]:
    text = client.get("/metrics", headers=headers).text
    return {
        f"{sample.name}{sorted(sample.labels.values())}": sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.mark.parametrize(
    ("given", "taken"),
    [("abc-123.DEF", True), (None, False), ("short", False), ("a b c d", False), ("x" * 65, False)],
)  # fmt: skip
def test_a_request_has_an_id(client: TestClient, given: str | None, taken: bool) -> None:
    headers = {"x-request-id": given} if given else {}
    name = client.get("/healthz", headers=headers).headers["x-request-id"]
    assert (name == given) == taken
    assert len(name) >= 8


def test_lines_of_the_log_hold_no_question(
    seeds_settings: Settings, seeds_pipeline: Pipeline, caplog: pytest.LogCaptureFixture
) -> None:
    for allowed in (False, True):
        settings = seeds_settings.model_copy(update={"log_questions": allowed})
        client = TestClient(create_app(settings, seeds_pipeline), base_url="http://localhost")
        caplog.clear()
        with caplog.at_level(logging.INFO, "seedqa"):
            response = client.post("/api/ask", json={"question": SHOPS})
        lines: list[Any] = [r.msg for r in caplog.records if r.name == "seedqa"]
        assert {line["event"] for line in lines} == {"answer", "request"}
        name = response.headers["x-request-id"]
        assert {line["request_id"] for line in lines} == {name}
        answer = next(line for line in lines if line["event"] == "answer")
        assert answer["outcome"] == "answered"
        assert answer["read"] > 0
        assert answer.get("question") == (SHOPS if allowed else None)
        assert (SHOPS in str(lines)) == allowed


def test_figures_count_what_happens(here: TestClient) -> None:
    before = figures(here)
    here.post("/api/ask", json={"question": SHOPS})
    here.post("/api/ask", json={"question": "Какая столица Перу?"})
    here.post("/api/ask", json={"question": ""})
    here.get("/nothing/at/all")
    after = figures(here)

    def grown(name: str) -> float:
        return after[name] - before.get(name, 0)

    assert grown("seedqa_requests_total['/api/ask', '200', 'POST']") == 2
    assert grown("seedqa_requests_total['/api/ask', '422', 'POST']") == 1
    assert grown("seedqa_answers_total['answered', 'api', 'ru']") == 1
    assert grown("seedqa_answers_total['api', 'refused', 'ru']") == 1
    assert grown("seedqa_answers_total['', 'api', 'error']") == 1
    assert grown("seedqa_stage_seconds_count['read']") == 2
    assert after["seedqa_index_generation[]"] >= 1
    assert after["seedqa_index_age_seconds[]"] >= 0
    assert after["seedqa_index_documents[]"] == 4
    assert not any("nothing" in name for name in after), "names of routes have an end"


def test_no_caller_can_make_series_without_end(here: TestClient) -> None:
    for path in ("/api/ask", "/nothing"):
        here.request("BREW", path)
    figures(here)
    before = set(figures(here))
    for number in range(20):
        here.request(f"METHOD{number}", "/api/ask", headers={"accept-language": f"x{number}"})
        here.request("BREW", f"/api/{number}")
    after = set(figures(here))
    assert after == before
    assert not any("METHOD" in name or "BREW" in name for name in after)


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("127.0.0.1", {"x-forwarded-for": "127.0.0.1"}, 401),
        ("192.0.2.1", {}, 401),
        ("192.0.2.1", {"authorization": f"Bearer {SECRET}"}, 200),
        ("192.0.2.1", {"authorization": "Bearer wrong"}, 401),
    ],
)
def test_who_may_see_the_figures(
    here: TestClient, address: str, headers: dict[str, str], status: int
) -> None:
    client = TestClient(here.app, base_url="http://localhost", client=(address, 1))
    assert client.get("/metrics", headers=headers).status_code == status


def test_a_server_that_ends_takes_no_more(
    seeds_settings: Settings, seeds_pipeline: Pipeline, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(seeds_settings, seeds_pipeline)
    client = TestClient(app, base_url="http://localhost")
    assert client.get("/readyz").status_code == 200
    app.state.services.answering.drain()
    with caplog.at_level(logging.INFO, "seedqa"):
        for response in (client.get("/readyz"), client.post("/api/ask", json={"question": SHOPS})):
            assert response.status_code == 503
            assert response.json()["code"] == "stopping"
            assert response.headers["retry-after"]
    told = [r.levelname for r in caplog.records if r.name == "seedqa" and "request" in str(r.msg)]
    assert set(told) <= {"INFO", "WARNING"}
    assert told.count("WARNING") == 2, "it does as it should"
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("answered", "certainty", "answerer", "outcome"),
    [
        (True, "sure", "extractive", "answered"),
        (True, "unsure", "extractive", "unsure"),
        (False, "none", "extractive", "refused"),
        (False, "none", "reply", "reply"),
    ],
)
def test_what_has_become_of_a_question(
    answered: bool, certainty: Certainty, answerer: str, outcome: str
) -> None:
    answer = Answer("?", "ru", answered, None, (), (), (), 0.5, answerer, certainty=certainty)
    assert outcome_of(answer) == outcome
