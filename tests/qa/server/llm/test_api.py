"""What a model writes, and how its server fails, over HTTP."""

import threading

import pytest

from qa.pipeline import Pipeline
from qa.types import LANGUAGES, Language
from tests.llm.double import Double
from tests.llm.pipelines import KEY
from tests.llm.script import FOREVER, Reply, Until, tells
from tests.qa.answerers.llm.sentences import SHOPS, TRUE
from tests.qa.server.llm.served import Served
from tests.qa.server.llm.writing import WORDS, begun, dies, marked, notice

pytestmark = [pytest.mark.slow, pytest.mark.server]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_over_http(double: Double, face: Served, language: Language) -> None:
    double.will(tells(marked(language, TRUE[language])))
    answer = face.ask(SHOPS[language]).json()
    assert (answer["answerer"], answer["model"]) == ("llm", "double")
    (sentence,) = answer["sentences"]
    assert sentence["text"] == TRUE[language]
    assert sentence["verdict"]["status"] == "supported"
    assert WORDS[language] in answer["citations"][0]["quote"]
    assert answer["usage"]["prompt_tokens"] == 120


def test_quoting_can_be_asked_for(double: Double, face: Served) -> None:
    answer = face.ask(SHOPS["en"], answerer="extractive").json()
    assert answer["answerer"] == "extractive"
    assert double.requests == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_events_come_as_the_model_writes(double: Double, face: Served, language: Language) -> None:
    go_on = threading.Event()
    head, tail = begun(language), TRUE[language].removeprefix(begun(language))
    double.will(Reply((head, Until(go_on), f"{tail} [1]")))
    with face.events(SHOPS[language]) as events:
        first, second = next(events), next(events)
        assert first[0] == "sources"
        assert second[0] == "token"
        assert not double.requests[0].ended.is_set()
        go_on.set()
        left = list(events)
    tokens = [second, *(event for event in left if event[0] == "token")]
    assert "".join(str(data["text"]) for _, data in tokens) == TRUE[language]
    names = [name for name, _ in left if name != "token"]
    assert names[:2] == ["sentence", "answer"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_model_that_dies_leaves_a_whole_answer(
    double: Double, face: Served, seeds_pipeline: Pipeline, language: Language
) -> None:
    double.will(dies(language))
    quoted = seeds_pipeline.ask(SHOPS[language])
    answer = face.ask(SHOPS[language]).json()
    assert answer["fallback"] == "broken"
    assert [one["text"] for one in answer["sentences"]] == [notice(language), quoted.text]
    with face.events(SHOPS[language]) as events:
        *_, (name, streamed) = [event for event in events if event[0] != "following"]
    assert name == "answer"
    assert streamed["sentences"] == answer["sentences"]


def test_whoever_leaves_ends_the_model(double: Double, face: Served) -> None:
    double.will(Reply((begun("en"), FOREVER)))
    with face.events(SHOPS["en"]) as events:
        assert next(events)[0] == "sources"
        assert next(events)[0] == "token"
    assert double.requests[0].left.wait(2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_key_is_in_no_answer(double: Double, face: Served, language: Language) -> None:
    double.will(Reply(status=401))
    told = face.ask(SHOPS[language]).text + face.complete(SHOPS[language]).text
    assert notice(language) in told
    assert KEY not in told
