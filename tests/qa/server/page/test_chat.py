from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from index.errors import SeedQAError
from qa.pipeline import Pipeline
from qa.records.exchanges import Conversation
from qa.server.answering.loading import PipelineLoader
from qa.server.answering.services import Services
from qa.server.page import chat as chat_module
from qa.server.page.chat import Chat
from qa.server.page.updates import Update
from qa.settings import Settings
from qa.types import Answer, Turn
from tests.qa.server.page.asking import KEY, KHORGOS, PERU, ask, reply

pytestmark = pytest.mark.slow


def test_an_answer_begins_at_once_and_opens_its_first_source(chat: Chat) -> None:
    conversation = Conversation()
    updates = chat.ask(KHORGOS, conversation, "ru")
    first = next(updates)
    assert first.question == ""
    assert "sq-working" in reply(first)
    *_, last = updates
    assert "sq-answer" in reply(last)
    assert last.panel is not None
    assert "<mark" in last.panel
    assert conversation.opened == "src-0-1"


def test_a_refusal_closes_the_source_of_the_answer_before(chat: Chat) -> None:
    conversation = Conversation()
    ask(chat, KHORGOS, conversation)
    updates = ask(chat, PERU, conversation)
    assert updates[-1].panel is not None
    assert "<mark" not in updates[-1].panel
    opened = chat.act("src-1-2", conversation, "ru")
    assert opened.panel is not None
    assert "<mark" in opened.panel


@pytest.mark.parametrize(
    "link",
    ["src-0-9", "src-9-1", "doc-nothing", "doc-%00", "doc-\ud800", "at-0-5-nothing",
     "at-5-1-nothing", "at-0-999999999-nothing"],
)  # fmt: skip
def test_a_link_to_nothing_opens_nothing(chat: Chat, link: str) -> None:
    conversation = Conversation()
    ask(chat, KHORGOS, conversation)
    panel = chat.act(link, conversation, "ru").panel
    assert panel is not None
    assert "sq-empty" in panel


@pytest.mark.parametrize(
    "action",
    ["", "src", "src-", "src-0", "src--1-1", "src-0-1-1", "src-²-1", "src-" + "9" * 5000 + "-1",
     "doc-", "<script>", "up-", "up-x", "up-99", "edit-1", "retry-0", "markdown-", "at-1-2-"],
)  # fmt: skip
def test_a_forged_action_does_nothing(chat: Chat, action: str) -> None:
    conversation = Conversation()
    ask(chat, KHORGOS, conversation)
    assert chat.act(action, conversation, "ru") == Update()


@pytest.mark.parametrize("question", ["", "  \n"])
def test_nothing_asked_changes_nothing(chat: Chat, question: str) -> None:
    assert list(chat.ask(question, Conversation(), "en")) == []


@pytest.mark.parametrize(
    ("question", "words"),
    [("?!", "не похоже на текст"), ("\ud800", "не похоже на текст"), ("x" * 2001, "2000")],
)
def test_a_question_that_cannot_be_asked_is_answered_by_a_notice(
    chat: Chat, question: str, words: str
) -> None:
    conversation = Conversation()
    updates = ask(chat, question, conversation)
    assert "sq-notice" in reply(updates[-1])
    assert words in reply(updates[-1])
    # It is no part of what later questions lean on.
    assert conversation.history(20) == []


class Recording(Pipeline):
    """Remembers what it was told of the conversation."""

    told: Sequence[Turn] = ()

    def stream(
        self, text: str, history: Sequence[Turn] = (), **options: Any
    ) -> Iterator[str | Answer]:
        if "Чили" in text:
            self.told = history
        yield from super().stream(text, history, **options)


def test_follow_ups_are_told_the_last_turns(settings: Settings, seeds_pipeline: Pipeline) -> None:
    settings = settings.model_copy(update={"max_history_turns": 2})
    pipeline = Recording(
        settings, seeds_pipeline.searcher, seeds_pipeline._reader, seeds_pipeline._answerer
    )
    chat = Chat(Services.of(settings, PipelineLoader(settings, pipeline)))
    conversation = Conversation()
    for question in (KHORGOS, PERU, "А Чили?"):
        ask(chat, question, conversation)
    assert [turn.role for turn in pipeline.told] == ["user", "assistant"]
    assert pipeline.told[0].content == PERU


SHOPS = "Сколько магазинов на китайской стороне?"
KAZAKH_SIDE = "А на казахстанской?"


def test_the_last_question_is_asked_as_it_is_written_in_its_place(
    chat: Chat, seeds_pipeline: Pipeline
) -> None:
    conversation = Conversation(KEY)
    ask(chat, SHOPS, conversation)
    ask(chat, KAZAKH_SIDE, conversation)
    understood = conversation.exchanges[-1].answer
    assert understood is not None
    assert understood.understood == "Сколько магазинов на казахстанской?"
    *_, last = chat.retry(conversation, "ru", carry=False)
    assert [exchange.question for exchange in conversation.exchanges] == [SHOPS, KAZAKH_SIDE]
    alone = conversation.exchanges[-1].answer
    assert alone is not None
    assert alone.understood is None
    assert alone.sentences == seeds_pipeline.ask(KAZAKH_SIDE).sentences
    assert "Понял как" not in reply(last)
    # So it stays when it is asked again, and after a restart.
    *_, _ = chat.retry(conversation, "ru")
    taken_up = Conversation()
    chat.restore(KEY, taken_up, "ru")
    for exchange in (conversation.exchanges[-1], taken_up.exchanges[-1]):
        assert not exchange.carry
        assert exchange.answer is not None
        assert exchange.answer.understood is None


def test_follow_ups_lean_on_nothing_older_than_what_was_asked_as_written(chat: Chat) -> None:
    conversation = Conversation()
    for question in (SHOPS, KAZAKH_SIDE):
        ask(chat, question, conversation)
    list(chat.retry(conversation, "ru", carry=False))
    ask(chat, PERU, conversation)
    told = [turn.content for turn in conversation.history(20) if turn.role == "user"]
    assert told == [KAZAKH_SIDE, PERU]
    # Another text in its place is another question.
    conversation.editing = True
    ask(chat, "А площадь?", conversation)
    assert conversation.exchanges[-1].carry


def test_pieces_are_gathered(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    hurried = ask(chat, KHORGOS, Conversation())
    monkeypatch.setattr(chat_module, "SECONDS_BETWEEN_UPDATES", 0.0)
    patient = ask(chat, KHORGOS, Conversation())
    assert len(hurried) < len(patient)
    assert "sq-partial" in reply(patient[-2])


class Failing(Pipeline):
    """Fails in the middle of an answer."""

    error: Exception = RuntimeError("a secret")

    def stream(self, *_: Any, **__: Any) -> Iterator[str | Answer]:
        yield "So far"
        raise self.error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RuntimeError("a secret"), "Что-то пошло не так"),
        (SeedQAError("index_missing", path="here"), "В «here» нет индекса"),
    ],
)
def test_a_failure_is_said_in_words(
    settings: Settings, seeds_pipeline: Pipeline, error: Exception, words: str
) -> None:
    pipeline = Failing(
        settings, seeds_pipeline.searcher, seeds_pipeline._reader, seeds_pipeline._answerer
    )
    pipeline.error = error
    chat = Chat(Services.of(settings, PipelineLoader(settings, pipeline)))
    updates = ask(chat, KHORGOS, Conversation())
    assert words in reply(updates[-1])
    assert "secret" not in reply(updates[-1])


def test_the_language_of_the_page_changes_its_panel(chat: Chat) -> None:
    conversation = Conversation()
    ask(chat, KHORGOS, conversation)
    panel = chat.show(conversation, "en").panel
    assert panel is not None
    assert "October 26, 2025" in panel
    assert "In the sources" in chat.welcome("en")[0]
