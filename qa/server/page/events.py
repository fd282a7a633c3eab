"""The events of the chat page in the terms of Gradio; importing this imports Gradio."""

import secrets
from collections.abc import AsyncIterator, Iterator
from html import escape
from typing import Any

import gradio as gr
from anyio import sleep, to_thread
from starlette.types import Scope

from qa.records.exchanges import Conversation
from qa.server.guards.callers import Callers
from qa.server.guards.rates import Caller
from qa.server.page.chat import Chat
from qa.server.page.updates import Update
from qa.server.page.words import LABELS, page_words
from qa.server.wire.languages import known_language, language_of
from qa.types import Language
from qa.wording.messages import message

# How long a page that is open waits for suggested questions, and how often it looks.
_SECONDS_FOR_SUGGESTIONS = 120.0
_SECONDS_BETWEEN_LOOKS = 0.5


class Events:
    """The chat's answers to events in the terms of Gradio."""

    def __init__(self, chat: Chat, callers: Callers) -> None:
        self._chat = chat
        self._callers = callers

    def ask(
        self, question: str, key: str, wanted: str, conversation: Conversation, request: gr.Request
    ) -> Iterator[list[Any]]:
        language = self._begin(key, wanted, conversation, request)
        visitor = self._visitor(request)
        for update in self._chat.ask(question, conversation, language, visitor):
            yield _changes(update)

    def retry(
        self, wish: str, key: str, wanted: str, conversation: Conversation, request: gr.Request
    ) -> Iterator[list[Any]]:
        language = self._begin(key, wanted, conversation, request)
        carry = not wish.startswith("alone|")
        for update in self._chat.retry(conversation, language, self._visitor(request), carry):
            yield _changes(update)

    def stop(
        self, key: str, wanted: str, conversation: Conversation, request: gr.Request
    ) -> list[Any]:
        language = self._begin(key, wanted, conversation, request)
        return _changes(self._chat.stop(conversation, language))

    def begin_anew(
        self, key: str, wanted: str, conversation: Conversation, request: gr.Request
    ) -> list[Any]:
        language = self._begin(key, wanted, conversation, request)
        return _changes(self._chat.begin_anew(conversation, language))

    def act(
        self, action: str, key: str, wanted: str, conversation: Conversation, request: gr.Request
    ) -> list[Any]:
        language = self._begin(key, wanted, conversation, request)
        # The script adds a number, so that the same can be done twice.
        action = action.rpartition("|")[0]
        return _changes(self._chat.act(action, conversation, language, self._visitor(request)))

    def find(
        self, words: str, key: str, wanted: str, conversation: Conversation, request: gr.Request
    ) -> list[Any]:
        language = self._begin(key, wanted, conversation, request)
        return _changes(self._chat.find(words, conversation, language, self._visitor(request)))

    def comment(
        self, text: str, key: str, wanted: str, conversation: Conversation, request: gr.Request
    ) -> list[Any]:
        language = self._begin(key, wanted, conversation, request)
        update = self._chat.comment(text, conversation, language, self._visitor(request))
        # What couldn't be kept stays in its box.
        return [*_changes(update), gr.skip() if update.commenting is None else ""]

    async def begin(
        self, key: str, wanted: str, conversation: Conversation, request: gr.Request
    ) -> AsyncIterator[list[Any]]:
        """Show what was said before, the documents, and the questions made of them when ready."""
        language = _language(wanted, request)
        update = await to_thread.run_sync(self._chat.restore, key, conversation, language)
        async for shown in self._welcome(_changes(update), language):
            yield shown

    async def translate(
        self, key: str, wanted: str, conversation: Conversation, request: gr.Request
    ) -> AsyncIterator[list[Any]]:
        language = await to_thread.run_sync(self._begin, key, wanted, conversation, request)
        words = page_words(language)
        update = await to_thread.run_sync(self._chat.show, conversation, language)
        labels = [
            words["header"],
            *(
                gr.update(label=words[name], placeholder=words[name])
                if name in ("placeholder", "find", "comment")
                else gr.update(value=words[name])
                for name in LABELS
            ),
        ]
        async for shown in self._welcome([*_changes(update), *labels], language):
            yield shown

    async def _welcome(self, changes: list[Any], language: Language) -> AsyncIterator[list[Any]]:
        """Make the changes, of which the first is the messages', with what an empty chat shows.

        The documents are there at once, the questions made of them a little later.
        """
        messages, *rest = changes
        unchanged = [gr.skip()] * len(rest)
        label = message("page.chat_label", language)
        shown, complete = await to_thread.run_sync(self._chat.welcome, language)
        yield [gr.update(value=messages, placeholder=shown, label=label), *rest]
        # Gradio sends the last of these once more at the end, over what was opened since.
        yield [gr.skip(), *unchanged]
        for _ in range(round(_SECONDS_FOR_SUGGESTIONS / _SECONDS_BETWEEN_LOOKS)):
            if complete:
                return
            await sleep(_SECONDS_BETWEEN_LOOKS)
            shown, complete = await to_thread.run_sync(self._chat.welcome, language)
            yield [gr.update(placeholder=shown), *unchanged]

    def _visitor(self, request: gr.Request) -> Caller:
        return self._callers.visitor(_scope(request))

    def _begin(
        self, key: str, wanted: str, conversation: Conversation, request: gr.Request
    ) -> Language:
        """Take up the conversation that the page is about, if the server has lost it."""
        language = _language(wanted, request)
        if key != conversation.key:
            self._chat.restore(key, conversation, language)
        return language


def _language(wanted: str, request: gr.Request) -> Language:
    """The language chosen on the page, else the one settled for the request."""
    return known_language(wanted) or language_of(_scope(request))


def _scope(request: gr.Request) -> Scope:
    assert request.request is not None
    return request.request.scope


def _changes(update: Update) -> list[Any]:
    """The update in terms of the page's parts."""
    messages, question, panel, commenting, file, told = (
        gr.skip() if part is None else part for part in update
    )
    if update.commenting is not None:
        commenting = gr.update(visible=update.commenting)
    if update.told is not None:
        # Each is new, so that the same can be said twice.
        told = f'<p id="sq-says-{secrets.token_hex(4)}">{escape(update.told)}</p>'
    return [messages, question, panel, commenting, file, told]
