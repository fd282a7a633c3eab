import base64
import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from index.errors import SeedQAError
from qa.pipeline import Pipeline
from qa.records.exchanges import Conversation
from qa.records.store import Records, read_feedback
from qa.server.answering.loading import PipelineLoader
from qa.server.answering.services import Services
from qa.server.guards.rates import Caller
from qa.server.page import chat as chat_module
from qa.server.page.chat import Chat
from qa.server.page.updates import Update
from qa.settings import Settings
from qa.types import Answer, Turn
from qa.wording.messages import message

pytestmark = pytest.mark.slow

KHORGOS = "Сколько туристов в день посещают Хоргос?"
PERU = "Какая столица Перу?"
KEY = "0123456789abcdef" * 2
OTHER_KEY = "fedcba9876543210" * 2


@pytest.fixture
def settings(seeds_settings: Settings, tmp_path: Path) -> Settings:
    return seeds_settings.model_copy(update={"records": tmp_path / "records.sqlite"})


@pytest.fixture(scope="module")
def loader(seeds_settings: Settings, seeds_pipeline: Pipeline) -> PipelineLoader:
    """One for all: each makes questions of the documents, which takes seconds."""
    return PipelineLoader(seeds_settings, seeds_pipeline)


@pytest.fixture
def chat(settings: Settings, loader: PipelineLoader) -> Chat:
    return Chat(Services.of(settings, loader))


def ask(chat: Chat, question: str, conversation: Conversation) -> list[Update]:
    return list(chat.ask(question, conversation, "ru"))


def reply(update: Update) -> str:
    """The last message of an update."""
    assert update.messages
    return update.messages[-1]["content"]


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


def test_a_conversation_is_taken_up_by_whoever_has_its_key(
    chat: Chat, settings: Settings, loader: PipelineLoader
) -> None:
    ask(chat, KHORGOS, Conversation(KEY))
    restarted = Chat(Services.of(settings, loader))
    conversation = Conversation()
    shown = restarted.restore(KEY, conversation, "ru")
    assert "тысяч" in reply(shown)
    assert conversation.history(20)[0].content == KHORGOS
    assert restarted.restore(OTHER_KEY, Conversation(), "ru").messages == []
    assert restarted.restore("", Conversation(), "ru").messages == []
    restarted.begin_anew(conversation, "ru")
    assert restarted.restore(KEY, Conversation(), "ru").messages == []


def test_an_answer_that_broke_off_can_be_asked_for_again(chat: Chat) -> None:
    broken = chat.ask(KHORGOS, Conversation(KEY), "ru")
    next(broken)
    conversation = Conversation()
    shown = chat.restore(KEY, conversation, "ru")
    assert "связь прервалась" in reply(shown)
    assert 'id="retry-0"' in reply(shown)
    *_, last = chat.retry(conversation, "ru")
    assert "sq-answer" in reply(last)
    assert last.messages is not None
    assert len(last.messages) == 2


def test_a_stopped_answer_stays_stopped(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat_module, "SECONDS_BETWEEN_UPDATES", 0.0)
    conversation = Conversation(KEY)
    updates = chat.ask(KHORGOS, conversation, "ru")
    next(updates)
    next(updates)
    stopped = chat.stop(conversation, "ru")
    assert "Остановлено." in reply(stopped)
    assert "sq-so-far" in reply(stopped)
    # What still comes changes nothing.
    assert [reply(update) for update in updates] == [reply(stopped)]
    assert conversation.exchanges[-1].answer is None
    assert "Остановлено." in reply(chat.restore(KEY, Conversation(), "ru"))
    assert chat.stop(Conversation(), "ru").messages == []


def test_a_second_question_waits_for_the_first(chat: Chat) -> None:
    conversation = Conversation()
    updates = chat.ask(KHORGOS, conversation, "ru")
    next(updates)
    # A second key press, and another question: the box keeps it.
    assert ask(chat, KHORGOS, conversation) == ask(chat, PERU, conversation) == []
    *_, last = updates
    assert "sq-answer" in reply(last)
    assert [exchange.question for exchange in conversation.exchanges] == [KHORGOS]
    assert ask(chat, PERU, conversation)[0].question == ""


def test_the_last_question_can_be_edited(chat: Chat) -> None:
    conversation = Conversation()
    ask(chat, PERU, conversation)
    edited = chat.act("edit-last", conversation, "ru")
    assert edited.question == PERU
    assert edited.messages is not None
    assert "sq-editing" in edited.messages[0]["content"]
    kept = chat.act("keep-last", conversation, "ru")
    assert kept.question == ""
    assert chat.act("keep-last", conversation, "ru") == Update()
    chat.act("edit-last", conversation, "ru")
    last = ask(chat, KHORGOS, conversation)[-1]
    assert "тысяч" in reply(last)
    assert [exchange.question for exchange in conversation.exchanges] == [KHORGOS]
    assert chat.act("edit-last", Conversation(), "ru") == Update()


def test_ratings_and_comments_are_kept(chat: Chat, settings: Settings) -> None:
    conversation = Conversation(KEY)
    ask(chat, KHORGOS, conversation)
    rated = chat.act("down-0", conversation, "ru")
    assert rated.commenting
    assert re.search(r'class="[^"]*sq-chosen[^"]*" id="down-0"', reply(rated))
    assert chat.comment(" Не тот год. ", conversation, "ru").commenting is False
    assert [(f.rating, f.comment) for f in read_feedback(settings.records_file)] == [
        ("down", "Не тот год.")
    ]
    chat.act("up-0", conversation, "ru")
    assert [f.rating for f in read_feedback(settings.records_file)] == ["up"]
    withdrawn = chat.act("up-0", conversation, "ru")
    assert withdrawn.commenting is False
    assert read_feedback(settings.records_file) == []
    # Nothing was rated, so there is nothing to comment on.
    chat.comment("?", conversation, "ru")
    assert read_feedback(settings.records_file) == []


@pytest.fixture
def forgetful(settings: Settings, loader: PipelineLoader) -> Chat:
    """A chat whose records can't be written."""
    settings.records_file.write_text("no database" * 1_000)
    return Chat(Services.of(settings, loader))


def test_feedback_that_cannot_be_kept_is_told_and_not_shown_as_given(forgetful: Chat) -> None:
    conversation = Conversation(KEY)
    ask(forgetful, KHORGOS, conversation)
    for action in ("up-0", "down-0"):
        update = forgetful.act(action, conversation, "ru")
        assert update == Update(told=message("error.records_unwritable", "ru"))
    assert conversation.exchanges[0].rating is None
    assert conversation.rated is None


def test_a_comment_that_cannot_be_kept_can_be_sent_again(chat: Chat, settings: Settings) -> None:
    conversation = Conversation(KEY)
    ask(chat, KHORGOS, conversation)
    chat.act("down-0", conversation, "ru")
    with closing(sqlite3.connect(settings.records_file)) as other:
        other.execute("ALTER TABLE feedback RENAME TO away")
    refused = chat.comment("Не тот год.", conversation, "en")
    assert refused == Update(told=message("error.records_unwritable", "en"))
    taken_back = chat.act("down-0", conversation, "ru")
    assert taken_back.told == message("error.records_unwritable", "ru")
    assert conversation.exchanges[0].rating == "down"
    with closing(sqlite3.connect(settings.records_file)) as other:
        other.execute("ALTER TABLE away RENAME TO feedback")
    sent = chat.comment("Не тот год.", conversation, "ru")
    assert (sent.commenting, sent.told) == (False, message("page.rated", "ru"))
    assert [f.comment for f in read_feedback(settings.records_file)] == ["Не тот год."]


def test_a_conversation_that_cannot_be_saved_is_told_once(forgetful: Chat) -> None:
    conversation = Conversation(KEY)
    told = [u.told for question in (KHORGOS, PERU) for u in ask(forgetful, question, conversation)]
    assert [sentence for sentence in told if sentence] == [message("page.not_kept", "ru")]
    # There is nothing to delete.
    assert forgetful.begin_anew(conversation, "ru").messages == []


def test_a_conversation_that_cannot_be_deleted_stays_in_sight(
    chat: Chat, settings: Settings
) -> None:
    conversation = Conversation(KEY)
    ask(chat, KHORGOS, conversation)
    with closing(sqlite3.connect(settings.records_file)) as other:
        other.execute("ALTER TABLE conversations RENAME TO away")
    assert chat.begin_anew(conversation, "ru") == Update(told=message("page.not_deleted", "ru"))
    assert conversation.exchanges


def test_what_a_visitor_does_is_counted_by_its_kind(
    settings: Settings, loader: PipelineLoader
) -> None:
    rates = {"rate_per_address": "1/day", "rate_feedback": "2/day", "rate_search": "3/day"}
    chat = Chat(Services.of(settings.model_copy(update=rates), loader))
    conversation, visitor = Conversation(KEY), Caller("192.0.2.1")
    list(chat.ask(KHORGOS, conversation, "ru", visitor))
    *_, refused = chat.ask(PERU, conversation, "ru", visitor)
    assert "слишком много вопросов" in reply(refused)
    rated = [chat.act(f"{kind}-0", conversation, "ru", visitor) for kind in ("up", "down", "up")]
    assert [bool(update.told) for update in rated] == [False, False, True]
    assert "оценок" in (rated[2].told or "")
    assert "оценок" in (chat.comment("?", conversation, "ru", visitor).told or "")
    chat.act("corpus-all", conversation, "ru", visitor)
    found = [chat.find("Хоргос", conversation, "ru", visitor) for _ in range(4)]
    assert [bool(update.panel) for update in found] == [True, True, True, False]
    assert "поисковых" in (found[3].told or "")
    # What isn't searched for isn't counted.
    assert chat.find(" ", conversation, "ru", visitor).panel


def test_no_more_is_searched_for_than_a_sentence(chat: Chat) -> None:
    conversation = Conversation(opened="corpus-all")
    cut = chat.find("Хоргос " * 28 + "xyz" * 100_000, conversation, "ru").panel or ""
    assert cut == chat.find("Хоргос " * 28 + "xyz" * 100, conversation, "ru").panel
    assert "<mark>Хоргос</mark>" in cut


def test_the_conversation_can_be_taken_along(chat: Chat) -> None:
    conversation = Conversation()
    ask(chat, KHORGOS, conversation)
    ask(chat, "?!", conversation)

    def content(action: str) -> str:
        file = chat.act(action, conversation, "en").file
        assert file is not None
        found = re.fullmatch(
            r'<div id="sq-file-\w+" title="([\w.-]+)" lang="[\w/]+">(.+)</div>', file
        )
        assert found
        assert found[1].endswith("json" if "json" in action else "md")
        return base64.b64decode(found[2]).decode()

    assert KHORGOS in content("markdown-all")
    assert "тысяч" in content("markdown-all")
    assert [a["question"] for a in json.loads(content("json-all"))["answers"]] == [KHORGOS]


def test_the_documents_are_listed_and_searched(chat: Chat) -> None:
    conversation = Conversation()
    assert chat.find("Хоргос", conversation, "ru") == Update()
    listed = chat.act("corpus-all", conversation, "ru").panel
    assert listed is not None
    assert "Документов: 4, отрывков: 27" in listed
    assert "sq-admin-open" not in listed
    found = chat.find("меморандумы", conversation, "ru").panel or ""
    place = re.search(r'href="#(at-[^"]+)"', found)
    assert place
    opened = chat.act(place[1], conversation, "ru").panel
    assert opened is not None
    assert "меморандум" in re.findall(r"<mark[^>]*>(.+?)</mark>", opened, re.DOTALL)[0]
    conversation.opened = "corpus-all"
    nothing = chat.find("xyzzy", conversation, "en").panel
    assert nothing is not None
    assert "No document holds these words." in nothing
    hostile = chat.find("<img src=x>\ud800", conversation, "en").panel
    assert hostile is not None
    assert "<img" not in hostile


def test_questions_are_suggested_when_they_are_ready(suggesting: Pipeline) -> None:
    services = Services.of(suggesting.settings, PipelineLoader(suggesting.settings, suggesting))
    chat = Chat(services)
    assert services.suggestions().wait(120)
    shown, complete = chat.welcome("ru")
    assert complete
    questions = re.findall(r'<button class="sq-suggest">(.+?)</button>', shown)
    assert questions
    conversation = Conversation()
    last = ask(chat, questions[0], conversation)[-1]
    assert "sq-answer" in reply(last)
    following = conversation.exchanges[-1].following
    assert following
    assert following[0] in reply(last)
    assert questions[0] not in following


def test_where_none_are_wanted_none_are_suggested(chat: Chat) -> None:
    shown, complete = chat.welcome("ru")
    assert complete
    assert "sq-suggest" not in shown


def test_without_records_the_page_works_on(settings: Settings, loader: PipelineLoader) -> None:
    settings = settings.model_copy(update={"keep_days": 0})
    chat = Chat(Services.of(settings, loader))
    assert "тысяч" in reply(ask(chat, KHORGOS, Conversation(KEY))[-1])
    assert Records(settings.records_file, 30).load(KEY) == ()
