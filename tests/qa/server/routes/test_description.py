"""The API as it describes itself, tried by schemathesis."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.testclient import TestClient

from qa.pipeline import Pipeline
from tests.serving import serving


@pytest.fixture(scope="module")
def described(seeds_settings: Any, seeds_pipeline: Pipeline) -> Iterator[Any]:
    """The description of an application that counts no questions."""
    values = {"rate_per_address": "", "rate_per_session": ""}
    with serving(seeds_settings.model_copy(update=values), seeds_pipeline, page=False) as address:
        yield schemathesis.openapi.from_url(f"{address}openapi.json")


def test_the_api_does_what_it_says(described: Any) -> None:
    for result in described.get_all_operations():
        operation = result.ok()

        @settings(
            max_examples=6,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def holds(case: Any) -> None:
            # Whether a question makes sense, or is in a language of ours, no schema tells.
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        holds()


def test_every_route_is_described_in_both_languages(client: TestClient) -> None:
    description = client.get("/openapi.json").json()
    assert {"/api/ask", "/api/ask/stream", "/api/feedback", "/api/suggestions"} <= (
        description["paths"].keys()
    )
    for path in ("/api/ask", "/api/ask/stream", "/v1/chat/completions"):
        body = description["paths"][path]["post"]["requestBody"]["content"]["application/json"]
        assert {"russian", "english"} <= body["examples"].keys()
    assert "Problem" in description["components"]["schemas"]
