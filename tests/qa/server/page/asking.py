"""What the tests of the chat ask, and how."""

from qa.records.exchanges import Conversation
from qa.server.page.chat import Chat
from qa.server.page.updates import Update

KHORGOS = "Сколько туристов в день посещают Хоргос?"
PERU = "Какая столица Перу?"
KEY = "0123456789abcdef" * 2
OTHER_KEY = "fedcba9876543210" * 2


def ask(chat: Chat, question: str, conversation: Conversation) -> list[Update]:
    return list(chat.ask(question, conversation, "ru"))


def reply(update: Update) -> str:
    """The last message of an update."""
    assert update.messages
    return update.messages[-1]["content"]
