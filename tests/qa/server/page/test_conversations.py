import base64
import json
import re
import sqlite3
from contextlib import closing

import pytest

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
from qa.wording.messages import message
from tests.qa.server.page.asking import KEY, KHORGOS, OTHER_KEY, PERU, ask, reply

pytestmark = pytest.mark.slow


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
