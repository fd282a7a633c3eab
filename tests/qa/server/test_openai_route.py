"""The route that speaks OpenAI's language, with the official client and a running server."""

from collections.abc import Iterator

import openai
import pytest

from qa.pipeline import Pipeline
from qa.settings import Settings
from tests.qa.server.serving import serving

SHOPS = "Сколько магазинов на китайской стороне?"


@pytest.fixture(scope="module")
def chat(seeds_settings: Settings, seeds_pipeline: Pipeline) -> Iterator[openai.OpenAI]:
    """The official client, which can't do without a key."""
    with serving(seeds_settings, seeds_pipeline) as address:
        yield openai.OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0)


def test_an_answer_with_its_citations(chat: openai.OpenAI, seeds_pipeline: Pipeline) -> None:
    completion = chat.chat.completions.create(
        model="seedqa", temperature=0, messages=[{"role": "user", "content": SHOPS}]
    )
    (choice,) = completion.choices
    content = choice.message.content or ""
    answer = seeds_pipeline.ask(SHOPS)
    assert choice.finish_reason == "stop"
    assert content == f"{answer.sentences[0].text} [1]"
    assert choice.message.annotations
    cited = choice.message.annotations[0].url_citation
    assert cited.url.startswith("https://")
    assert cited.title == answer.citations[0].title
    assert content[cited.start_index : cited.end_index] == content
    assert choice.message.model_extra["seedqa"]["citations"][0]["quote"] in content  # type: ignore[index]


@pytest.mark.parametrize(
    "question",
    [SHOPS, "Спасибо", "Which cities are named?", "Какая столица Перу?", "Что ты умеешь?"],
)
def test_a_stream_says_the_same(chat: openai.OpenAI, question: str) -> None:
    messages = [{"role": "system", "content": "Be brief"}, {"role": "user", "content": question}]
    whole = chat.chat.completions.create(model="seedqa", messages=messages)  # type: ignore[call-overload]
    chunks = list(
        chat.chat.completions.create(  # type: ignore[call-overload]
            model="seedqa",
            messages=messages,
            stream=True,
            stream_options={"include_usage": True},
        )
    )
    *said, end, usage = chunks
    assert "".join(c.choices[0].delta.content or "" for c in said) == (
        whole.choices[0].message.content
    )
    assert end.choices[0].finish_reason == "stop"
    assert usage.choices == []
    assert usage.usage.total_tokens == 0
    annotations = said[-1].choices[0].delta.model_extra["annotations"]
    assert len(annotations) == len(whole.choices[0].message.annotations or [])


def test_a_follow_up_leans_on_what_was_said(chat: openai.OpenAI) -> None:
    messages = [
        {"role": "user", "content": SHOPS},
        {"role": "assistant", "content": "Более 4,5 тысяч."},
        {"role": "user", "content": [{"type": "text", "text": "А сколько там гостей?"}]},
    ]
    completion = chat.chat.completions.create(model="seedqa", messages=messages)  # type: ignore[arg-type]
    assert completion.choices[0].message.content


def test_a_refusal_cites_nothing(chat: openai.OpenAI) -> None:
    completion = chat.chat.completions.create(
        model="seedqa", messages=[{"role": "user", "content": "Какая столица Перу?"}]
    )
    assert not completion.choices[0].message.annotations


def test_the_models(chat: openai.OpenAI) -> None:
    assert [model.id for model in chat.models.list()] == ["seedqa"]
    assert chat.models.retrieve("seedqa").id == "seedqa"
    with pytest.raises(openai.NotFoundError):
        chat.models.retrieve("gpt-4o")


@pytest.mark.parametrize(
    ("model", "content", "error", "code"),
    [
        ("gpt-4o", "кто?", openai.NotFoundError, "unknown_model"),
        ("seedqa", "", openai.UnprocessableEntityError, "question_empty"),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_what_goes_wrong_is_said(
    chat: openai.OpenAI, model: str, content: str, error: type[Exception], code: str, stream: bool
) -> None:
    with pytest.raises(error) as caught:
        chat.chat.completions.create(
            model=model, messages=[{"role": "user", "content": content}], stream=stream
        )
    assert caught.value.code == code  # type: ignore[attr-defined]
    assert caught.value.body["detail"]  # type: ignore[attr-defined]
