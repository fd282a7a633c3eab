"""The whole way with a real model behind a real server, small as it is."""

import json
from collections.abc import Iterator

import openai
import pytest
from starlette.testclient import TestClient

from index.embedding import Embedder
from qa.factory import build_pipeline
from qa.pipeline import Pipeline
from qa.server.app import create_app
from qa.settings import Settings
from qa.types import Answer
from tests.llm.local_model import serving_model, small_model
from tests.serving import serving

pytestmark = [pytest.mark.server, pytest.mark.slow]

QUESTIONS = {
    "ru": "Сколько магазинов на китайской стороне?",
    "en": "How many shops are there on the Chinese side?",
}


@pytest.fixture(scope="module")
def settings(seeds_settings: Settings) -> Iterator[Settings]:
    with serving_model(small_model()) as url:
        # It reads slowly on a busy machine, and Russian letter by letter.
        told = {
            "llm": "openai:small",
            "llm_base_url": url,
            "llm_max_tokens": 40,
            "llm_passages": 1,
            "llm_timeout_s": 150,
            "answer_timeout_s": 240,
        }
        yield seeds_settings.model_copy(update=told)


@pytest.fixture(scope="module")
def pipeline(settings: Settings, embedder: Embedder) -> Pipeline:
    return build_pipeline(settings, embedder)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_a_small_model_writes_is_cited_and_checked(pipeline: Pipeline, language: str) -> None:
    *pieces, answer = pipeline.stream(QUESTIONS[language])
    assert isinstance(answer, Answer)
    assert answer.answered
    assert answer.language == language
    # Whatever it wrote: what is said is borne out, or quoted.
    for sentence in answer.sentences:
        assert sentence.remark or sentence.citations
        assert sentence.verdict is None or sentence.verdict.status != "unsupported"
    assert all(c.verdict and c.verdict.status != "unsupported" for c in answer.citations)
    assert answer.usage is not None
    assert answer.usage.prompt_tokens > 100
    assert answer.usage.completion_tokens > 0
    assert "".join(piece for piece in pieces if isinstance(piece, str)).strip()


def test_every_face_has_both_answerers(settings: Settings, pipeline: Pipeline) -> None:
    with TestClient(create_app(settings, pipeline), base_url="http://localhost") as client:
        asked = {"question": QUESTIONS["en"]}
        quoted = client.post("/api/ask", json={**asked, "answerer": "extractive"}).json()
        assert quoted["answerer"] == "extractive"
        assert quoted["usage"] is None
        with client.stream("POST", "/api/ask/stream", json=asked) as response:
            lines = [line for line in response.iter_lines() if line]
        events = [line.removeprefix("event: ") for line in lines if line.startswith("event: ")]
        assert events.index("token") < events.index("answer")
        data = [json.loads(line.removeprefix("data: ")) for line in lines if line[:6] == "data: "]
        written = next(item for item in data if "citations" in item and "usage" in item)
        assert written["usage"]["calls"] >= 1


def test_a_client_of_openai_gets_tokens_and_their_count(
    settings: Settings, pipeline: Pipeline
) -> None:
    with serving(settings, pipeline, page=False) as address:
        client = openai.OpenAI(base_url=f"{address}v1", api_key="none", max_retries=0)
        chunks = list(
            client.chat.completions.create(
                model="seedqa",
                messages=[{"role": "user", "content": QUESTIONS["en"]}],
                stream=True,
                stream_options={"include_usage": True},
            )
        )
        client.close()
    assert chunks[-1].usage is not None
    assert chunks[-1].usage.completion_tokens > 0
    said = [chunk.choices[0].delta.content for chunk in chunks if chunk.choices]
    assert sum(bool(text) for text in said) > 3
