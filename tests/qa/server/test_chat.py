from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from index.errors import SeedQAError
from qa.pipeline import Pipeline
from qa.server import chat as chat_module
from qa.server.chat import Chat, Conversation, Update
from qa.server.loading import PipelineLoader
from qa.settings import Settings
from qa.types import Answer, Turn

KHORGOS = "Сколько туристов в день посещают Хоргос?"


@pytest.fixture
def chat(seeds_settings: Settings, seeds_pipeline: Pipeline) -> Chat:
    return Chat(seeds_settings, PipelineLoader(seeds_settings, seeds_pipeline))


def ask(chat: Chat, question: str, conversation: Conversation) -> tuple[list[Update], Conversation]:
    updates = list(chat.ask(question, conversation, "ru"))
    assert updates[-1].conversation is not None
    return updates, updates[-1].conversation


def test_an_answer_begins_at_once_and_opens_its_first_source(chat: Chat) -> None:
    updates, conversation = ask(chat, KHORGOS, Conversation())
    first, last = updates[0], updates[-1]
    assert first.question == ""
    assert first.messages is not None
    assert "sq-working" in first.messages[-1]["content"]
    assert last.messages is not None
    assert "sq-answer" in last.messages[-1]["content"]
    assert last.panel is not None
    assert "<mark" in last.panel
    assert conversation.opened == "src-0-1"


def test_a_refusal_closes_the_source_of_the_answer_before(chat: Chat) -> None:
    _, conversation = ask(chat, KHORGOS, Conversation())
    updates, conversation = ask(chat, "Какая столица Перу?", conversation)
    assert updates[-1].panel is not None
    assert "<mark" not in updates[-1].panel
    opened = chat.open("src-1-2", conversation, "ru")
    assert opened.panel is not None
    assert "<mark" in opened.panel


@pytest.mark.parametrize(
    "link",
    ["", "src", "src-", "src-0", "src-9-1", "src-0-9", "src--1-1", "src-0-1-1", "src-²-1",
     "src-" + "9" * 5000 + "-1", "doc-", "doc-nothing", "doc-%00", "doc-\ud800", "<script>"],
)  # fmt: skip
def test_a_forged_link_opens_nothing(chat: Chat, link: str) -> None:
    _, conversation = ask(chat, KHORGOS, Conversation())
    panel = chat.open(link, conversation, "ru").panel
    assert panel is not None
    assert "sq-empty" in panel


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
    updates, conversation = ask(chat, question, Conversation())
    assert updates[-1].messages is not None
    assert "sq-notice" in updates[-1].messages[-1]["content"]
    assert words in updates[-1].messages[-1]["content"]
    # It is no part of what later questions lean on.
    assert chat._history(conversation) == []


class Recording(Pipeline):
    """Gives an answer in slow pieces, and remembers what it was told."""

    history: Sequence[Turn] = ()

    def stream(
        self, text: str, history: Sequence[Turn] = (), **options: Any
    ) -> Iterator[str | Answer]:
        self.history = history
        yield from super().stream(text, history, **options)


def test_follow_ups_are_told_the_last_turns(
    seeds_settings: Settings, seeds_pipeline: Pipeline
) -> None:
    settings = seeds_settings.model_copy(update={"max_history_turns": 2})
    pipeline = Recording(
        settings, seeds_pipeline.searcher, seeds_pipeline._reader, seeds_pipeline._answerer
    )
    chat = Chat(settings, PipelineLoader(settings, pipeline))
    conversation = Conversation()
    for question in (KHORGOS, "Какая столица Перу?", "А Чили?"):
        _, conversation = ask(chat, question, conversation)
    assert [turn.role for turn in pipeline.history] == ["user", "assistant"]
    assert pipeline.history[0].content == "Какая столица Перу?"


def test_pieces_are_gathered(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    hurried, _ = ask(chat, KHORGOS, Conversation())
    monkeypatch.setattr(chat_module, "SECONDS_BETWEEN_UPDATES", 0.0)
    patient, _ = ask(chat, KHORGOS, Conversation())
    assert len(hurried) < len(patient)
    shown = patient[-2].messages
    assert shown is not None
    assert "sq-partial" in shown[-1]["content"]


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
    seeds_settings: Settings, seeds_pipeline: Pipeline, error: Exception, words: str
) -> None:
    pipeline = Failing(
        seeds_settings, seeds_pipeline.searcher, seeds_pipeline._reader, seeds_pipeline._answerer
    )
    pipeline.error = error
    chat = Chat(seeds_settings, PipelineLoader(seeds_settings, pipeline))
    updates, _ = ask(chat, KHORGOS, Conversation())
    assert updates[-1].messages is not None
    assert words in updates[-1].messages[-1]["content"]
    assert "secret" not in updates[-1].messages[-1]["content"]


def test_the_language_of_the_page_changes_its_panel(chat: Chat) -> None:
    _, conversation = ask(chat, KHORGOS, Conversation())
    panel = chat.translate(conversation, "en").panel
    assert panel is not None
    assert "October 26, 2025" in panel
    assert "In the sources" in chat.welcome("en")
