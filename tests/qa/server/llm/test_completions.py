"""What a model writes, and how its server fails, in completions of OpenAI's interface."""

import threading

import pytest

from qa.pipeline import Pipeline
from qa.types import LANGUAGES, Language
from qa.wording.messages import message
from tests.llm.double import Double
from tests.llm.script import Reply, Until, tells
from tests.qa.answerers.llm.sentences import SHOPS, TRUE
from tests.qa.server.llm.served import Served
from tests.qa.server.llm.writing import FALSE, begun, dies, marked, notice

pytestmark = [pytest.mark.slow, pytest.mark.server]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_completion_has_marks_annotations_and_usage(
    double: Double, face: Served, language: Language
) -> None:
    double.will(tells(marked(language, TRUE[language])))
    whole = face.complete(SHOPS[language]).json()
    (choice,) = whole["choices"]
    content = choice["message"]["content"]
    assert content == f"{TRUE[language]} [1]"
    cited = choice["message"]["annotations"][0]["url_citation"]
    assert content[cited["start_index"] : cited["end_index"]] == content
    assert whole["usage"] == {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150}


def text_of(chunk: dict[str, object]) -> str:
    choices = chunk["choices"]
    assert isinstance(choices, list)
    return (choices[0]["delta"].get("content") or "") if choices else ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_completion_streams_token_by_token(
    double: Double, face: Served, language: Language
) -> None:
    go_on = threading.Event()
    head, tail = begun(language), TRUE[language].removeprefix(begun(language))
    double.will(Reply((head, Until(go_on), *(f"{tail} [1]"))))
    with face.chunks(SHOPS[language]) as chunks:
        first = next(text for chunk in chunks if (text := text_of(chunk)))
        assert head.startswith(first)
        assert not double.requests[0].ended.is_set()
        go_on.set()
        left = list(chunks)
    texts = [text for chunk in left if (text := text_of(chunk))]
    assert first + "".join(texts) == f"{TRUE[language]} [1]"
    assert len(texts) > 2
    assert left[-1]["usage"] == {
        "prompt_tokens": 120,
        "completion_tokens": 30,
        "total_tokens": 150,
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_several_sentences_and_lines_are_parted_in_a_completion(
    double: Double, face: Served, language: Language
) -> None:
    written = f"{marked(language, TRUE[language])}\n\n- {marked(language, TRUE[language])}"
    double.will(tells(written))
    with face.chunks(SHOPS[language]) as chunks:
        streamed = "".join(map(text_of, chunks))
    assert streamed == f"{TRUE[language]} [1]\n\n- {TRUE[language]} [1]"
    # The whole answer says it in its own words.
    assert face.complete(SHOPS[language]).json()["choices"][0]["message"]["content"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_borne_out_is_said_to_be_so_in_a_completion(
    double: Double, face: Served, language: Language
) -> None:
    double.will(tells(f"{marked(language, TRUE[language])} {marked(language, FALSE[language])}"))
    with face.chunks(SHOPS[language]) as chunks:
        streamed = "".join(map(text_of, chunks))
    doubt = message("answer.unsupported", language)
    assert streamed.startswith(f"{TRUE[language]} [1] {FALSE[language]} {doubt}")
    assert FALSE[language] not in face.complete(SHOPS[language]).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_model_that_dies_leaves_a_whole_completion(
    double: Double, face: Served, seeds_pipeline: Pipeline, language: Language
) -> None:
    double.will(dies(language))
    quoted = f"{notice(language)}\n\n{seeds_pipeline.ask(SHOPS[language]).text} [1]"
    whole = face.complete(SHOPS[language]).json()["choices"][0]["message"]["content"]
    assert whole == quoted
    with face.chunks(SHOPS[language]) as chunks:
        streamed = "".join(map(text_of, chunks))
    assert streamed == f"{begun(language)}\n\n{quoted}"
