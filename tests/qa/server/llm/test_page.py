"""What a model writes, and how its server fails, on the page."""

from html import escape
from pathlib import Path

import pytest

from qa.pipeline import Pipeline
from qa.records.exchanges import Conversation
from qa.server.answering.loading import PipelineLoader
from qa.server.answering.services import Services
from qa.server.page.chat import Chat
from qa.types import LANGUAGES, Answer, Language
from tests.llm.double import Double
from tests.llm.script import FOREVER, Pause, Reply
from tests.qa.answerers.llm.sentences import SHOPS, TRUE
from tests.qa.server.llm.writing import begun, dies, notice

pytestmark = [pytest.mark.slow, pytest.mark.server]


@pytest.fixture
def chat(pipeline: Pipeline, tmp_path: Path) -> Chat:
    settings = pipeline.settings.model_copy(update={"records": tmp_path / "chat.sqlite"})
    return Chat(Services.of(settings, PipelineLoader(settings, pipeline)))


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
