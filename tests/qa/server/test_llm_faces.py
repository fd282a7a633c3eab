"""What a model writes, and how its server fails, through every face."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

import httpx
import pytest

from qa.pipeline import Pipeline
from qa.records.exchanges import Conversation
from qa.server.answering.loading import PipelineLoader
from qa.server.answering.services import Services
from qa.server.page.chat import Chat
from qa.settings import Settings
from qa.types import LANGUAGES, Answer, Language
from qa.wording.messages import message
from tests.llm.double import Double
from tests.llm.pipelines import KEY
from tests.llm.script import FOREVER, Close, Pause, Reply, Until, tells
from tests.qa.answerers.llm.sentences import SHOPS, TRUE
from tests.qa.conftest import Writing
from tests.serving import serving

pytestmark = [pytest.mark.slow, pytest.mark.server]

WORDS: dict[Language, str] = {"ru": "4,5 тысяч магазинов", "en": "4.5 thousand shops"}
FALSE: dict[Language, str] = {
    "ru": "Там продают 9 видов электроники.",
    "en": "They sell 9 kinds of electronics.",
}
SECONDS = 30
Faces = Callable[[Pipeline], "Served"]


class Served:
    """A running server, as its callers see it."""

    def __init__(self, address: str) -> None:
        self._address = address

    def ask(self, question: str, **body: object) -> httpx.Response:
        with httpx.Client(base_url=self._address, timeout=SECONDS) as client:
            return client.post("/api/ask", json={"question": question, **body})

    def complete(self, question: str) -> httpx.Response:
        with httpx.Client(base_url=self._address, timeout=SECONDS) as client:
            return client.post("/v1/chat/completions", json=completion(question))

    @contextmanager
    def events(self, question: str) -> Iterator[Iterator[tuple[str, dict[str, object]]]]:
        """The events of an answer as they come."""
        with (
            httpx.Client(base_url=self._address, timeout=SECONDS) as client,
            client.stream("POST", "/api/ask/stream", json={"question": question}) as response,
        ):
            yield _events(response.iter_lines())

    @contextmanager
    def chunks(self, question: str) -> Iterator[Iterator[dict[str, object]]]:
        """The chunks of a completion as they come."""
        body = completion(question, stream=True, stream_options={"include_usage": True})
        with (
            httpx.Client(base_url=self._address, timeout=SECONDS) as client,
            client.stream("POST", "/v1/chat/completions", json=body) as response,
        ):
            yield (json.loads(data) for data in _data(response.iter_lines()) if data != "[DONE]")


def completion(question: str, **others: object) -> dict[str, object]:
    return {"model": "seedqa", "messages": [{"role": "user", "content": question}], **others}


def _data(lines: Iterator[str]) -> Iterator[str]:
    return (line.removeprefix("data: ") for line in lines if line.startswith("data: "))


def _events(lines: Iterator[str]) -> Iterator[tuple[str, dict[str, object]]]:
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


@contextmanager
def served(pipeline: Pipeline, folder: Path) -> Iterator[Served]:
    settings: Settings = pipeline.settings.model_copy(update={"records": folder / "r.sqlite"})
    with serving(settings, pipeline, page=False) as address:
        yield Served(address)


@pytest.fixture
def pipeline(writing: Writing) -> Pipeline:
    return writing()


@pytest.fixture
def face(pipeline: Pipeline, tmp_path: Path) -> Iterator[Served]:
    with served(pipeline, tmp_path) as running:
        yield running


@pytest.fixture
def chat(pipeline: Pipeline, tmp_path: Path) -> Chat:
    settings = pipeline.settings.model_copy(update={"records": tmp_path / "chat.sqlite"})
    return Chat(Services.of(settings, PipelineLoader(settings, pipeline)))


def marked(language: Language, text: str) -> str:
    return f"{text} [@{{{WORDS[language]}}}]"


def dies(language: Language) -> Reply:
    """The server goes in the middle of a sentence."""
    return Reply((begun(language), Pause(0.2), Close()))


def begun(language: Language) -> str:
    """All but the last word; what may begin a refusal is held back."""
    return TRUE[language].rpartition(" ")[0]


def notice(language: Language) -> str:
    return message("answer.fallback_unavailable", language)


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


def test_whoever_leaves_ends_the_model(double: Double, face: Served) -> None:
    double.will(Reply((begun("en"), FOREVER)))
    with face.events(SHOPS["en"]) as events:
        assert next(events)[0] == "sources"
        assert next(events)[0] == "token"
    assert double.requests[0].left.wait(2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_the_text_as_it_comes_and_then_the_answer(
    double: Double, chat: Chat, language: Language
) -> None:
    head, tail = begun(language), TRUE[language].removeprefix(begun(language))
    double.will(Reply((head, Pause(0.3), tail[:5], Pause(0.3), f"{tail[5:]} [1]")))
    conversation = Conversation()
    shown = [
        update.messages[-1]["content"]
        for update in chat.ask(SHOPS[language], conversation, language)
        if update.messages
    ]
    assert any(head in one and "sq-partial" in one for one in shown)
    answer = conversation.exchanges[-1].answer
    assert isinstance(answer, Answer)
    assert answer.text == TRUE[language]
    assert answer.answerer == "llm"
    assert "sq-sources" in shown[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_quotes_where_the_model_dies(
    double: Double, chat: Chat, seeds_pipeline: Pipeline, language: Language
) -> None:
    double.will(dies(language))
    conversation = Conversation()
    *_, last = chat.ask(SHOPS[language], conversation, language)
    answer = conversation.exchanges[-1].answer
    assert isinstance(answer, Answer)
    quoted = seeds_pipeline.ask(SHOPS[language])
    assert answer.text == f"{notice(language)}\n\n{quoted.text}"
    assert last.messages
    assert escape(notice(language)) in last.messages[-1]["content"]
    assert last.panel is not None
    assert "<mark" in last.panel


def test_stopping_on_the_page_ends_the_model(double: Double, chat: Chat) -> None:
    double.will(Reply((begun("en"), Pause(0.2), " thousand", FOREVER)))
    conversation = Conversation()
    updates = chat.ask(SHOPS["en"], conversation, "en")
    next(update for update in updates if "sq-partial" in str(update.messages))
    chat.stop(conversation, "en")
    # What Gradio does with the event that was under way.
    updates.close()  # type: ignore[attr-defined]
    assert double.requests[0].left.wait(2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_key_is_in_no_answer(double: Double, face: Served, language: Language) -> None:
    double.will(Reply(status=401))
    told = face.ask(SHOPS[language]).text + face.complete(SHOPS[language]).text
    assert notice(language) in told
    assert KEY not in told
