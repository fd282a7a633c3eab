"""The panel of documents: a page at a time, searched by words."""

import re

import pytest

from qa.records.exchanges import Conversation
from qa.server.answering.loading import PipelineLoader
from qa.server.answering.services import Services
from qa.server.page.chat import Chat
from qa.server.page.rendering.corpus_panel import SHOWN_DOCUMENTS
from tests.qa.server.conftest import Many


@pytest.fixture
def chat(many: Many) -> Chat:
    return Chat(Services.of(many.settings, PipelineLoader(many.settings, many.pipeline)))


def shown(chat: Chat, action: str, conversation: Conversation) -> tuple[list[str], list[str]]:
    """The documents and the pages that the panel links to."""
    panel = chat.act(action, conversation, "ru").panel or ""
    return re.findall(r"#doc-(\d+)\.md", panel), re.findall(r"#corpus-(\d+)", panel)


def test_a_page_at_a_time(chat: Chat) -> None:
    conversation = Conversation()
    first, ways = shown(chat, "corpus-all", conversation)
    assert first == [f"{number:03}" for number in range(SHOWN_DOCUMENTS)]
    assert ways == ["2"]
    second, ways = shown(chat, "corpus-2", conversation)
    assert second[0] == f"{SHOWN_DOCUMENTS:03}"
    assert ways == ["1", "3"]
    assert "51–100 из 120" in (chat.act("corpus-2", conversation, "ru").panel or "")
    last, ways = shown(chat, "corpus-3", conversation)
    assert last[-1] == "119"
    assert ways == ["2"]
    assert shown(chat, "corpus-4", conversation) == ([], [])


def test_what_was_found_has_pages_too_and_other_words_begin_anew(chat: Chat) -> None:
    conversation = Conversation(opened="corpus-3")
    panel = chat.find("озеро", conversation, "ru").panel or ""
    assert conversation.opened == "corpus-all"
    assert "1–50 из 102" in panel
    assert "<mark>озеро</mark>" in panel
    second, ways = shown(chat, "corpus-2", conversation)
    assert "007" not in second
    assert ways == ["1", "3"]
    # The passages stand on the first page alone.
    assert "<mark>" not in (chat.act("corpus-2", conversation, "ru").panel or "")
    few = chat.find("ХОРГОС", conversation, "ru").panel or ""
    assert len(re.findall("#doc-", few)) == 18
    assert "corpus-2" not in few
    everything, _ = shown(chat, "corpus-all", conversation)
    assert len(everything) == SHOWN_DOCUMENTS
