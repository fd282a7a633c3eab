"""The chat page: the conversation, and beside it the source that is open.

Importing this module imports Gradio, which takes seconds: only a server that starts does so.
"""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

from anyio import sleep, to_thread
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Mount

from qa.records.exchanges import Conversation
from qa.server.answering.services import Services
from qa.server.page.chat import Chat, Update
from qa.server.page.frame import PageFrame
from qa.server.page.words import LABELS, page_words
from qa.server.wire.languages import known_language
from qa.types import Language
from qa.wording.messages import LANGUAGES, message

# Both are read while Gradio is imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

import gradio as gr

_EVENTS_AT_ONCE = 8
_EVENTS_QUEUED = 64
# How long a page that is open waits for suggested questions, and how often it looks.
_SECONDS_FOR_SUGGESTIONS = 120.0
_SECONDS_BETWEEN_LOOKS = 0.5


@asynccontextmanager
async def mount_page(app: FastAPI, services: Services) -> AsyncIterator[None]:
    """Mount the page at `/`, and take it down at the end."""
    shell = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    # Where its parent has none, Gradio lets any site read its answers.
    shell.add_middleware(CORSMiddleware, allow_origins=[])
    chat = Chat(services)
    translations = gr.I18n(**{language: page_words(language) for language in LANGUAGES})
    gr.mount_gradio_app(
        shell,
        _build(chat, translations),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        max_file_size=1,
        i18n=translations,
        theme=gr.themes.Base(
            font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]
        ),
    )
    async with shell.router.lifespan_context(shell):
        mounted = next(route for route in shell.router.routes if isinstance(route, Mount)).app
        assert isinstance(mounted, gr.routes.App)
        app.state.before_shutdown.append(mounted.stop_event.set)
        mount = Mount("/", PageFrame(shell))
        app.router.routes.append(mount)
        try:
            yield
        finally:
            app.router.routes.remove(mount)


def _build(chat: Chat, label: gr.I18n) -> gr.Blocks:
    """Lay the page out and wire its events; `label` gives a word in the browser's language."""
    blocks: gr.Blocks
    with gr.Blocks(title="SeedQA", fill_width=True, analytics_enabled=False) as blocks:
        with gr.Row(elem_id="sq-head"):
            header = gr.Markdown(label("header"), elem_id="sq-top")
            anew = gr.Button(label("new_chat"), elem_id="sq-new", scale=0)
        with gr.Row(elem_id="sq-columns"):
            with gr.Column(elem_id="sq-talk", min_width=0):
                messages = gr.Chatbot(
                    label=label("chat_label"),
                    show_label=False,
                    container=False,
                    elem_id="sq-chat",
                    height="100%",
                    buttons=[],
                    feedback_options=None,
                    latex_delimiters=[],
                    allow_tags=False,
                    layout="panel",
                    autoscroll=False,
                )
                with gr.Row(elem_id="sq-comment", visible=False) as commenting:
                    comment = _box(label("comment"), "sq-words")
                    comment_send = gr.Button(
                        label("comment_send"), elem_id="sq-comment-send", scale=0
                    )
                with gr.Row(elem_id="sq-ask"):
                    question = _box(
                        label("placeholder"), "sq-question", max_lines=6, autofocus=True
                    )
                    send = gr.Button(label("send"), variant="primary", elem_id="sq-send", scale=0)
                    stop = gr.Button(label("stop"), elem_id="sq-stop", scale=0)
            with gr.Column(elem_id="sq-side", min_width=0):
                find = _box(label("find"), "sq-find")
                panel = gr.Markdown(label("panel"), elem_id="sq-panel", latex_delimiters=[])
        # Through these the script of the page speaks to the server, and the server hands files.
        action = gr.Textbox(visible="hidden", elem_id="sq-action")
        again = gr.Textbox(visible="hidden", elem_id="sq-retry")
        key = gr.Textbox(visible="hidden", elem_id="sq-key")
        wanted = gr.Textbox(visible="hidden", elem_id="sq-language")
        file = gr.Markdown(elem_id="sq-file", latex_delimiters=[])
        conversation = gr.State(Conversation())

        events = _Events(chat)
        told = [key, wanted, conversation]
        parts = [messages, question, panel, commenting, file]
        labels = [header, question, send, stop, anew, find, comment, comment_send]
        # Where a stream ends while another event begins, Gradio's page may miss the end of one; it
        # must not wait for that. The server lets a second question wait for the first.
        quiet: Any = {
            "show_progress": "hidden",
            "api_visibility": "private",
            "trigger_mode": "multiple",
        }
        # Gradio's `cancels` would close the stream that the reply to "stop" comes by; an answer
        # that was stopped or cleared notices it and ends.
        gr.on([question.submit, send.click], events.ask, [question, *told], parts, **quiet)
        again.change(events.retry, told, parts, **quiet)
        stop.click(events.stop, told, parts, **quiet)
        gr.on([anew.click, messages.clear], events.begin_anew, told, parts, **quiet)
        action.change(events.act, [action, *told], parts, **quiet)
        find.change(events.find, [find, *told], parts, **{**quiet, "trigger_mode": "always_last"})
        gr.on(
            [comment.submit, comment_send.click],
            events.comment,
            [comment, *told],
            [*parts, comment],
            **quiet,
        )
        # One event for all that is done at the start: where one ends while another begins, Gradio
        # may lose the second.
        patient: Any = {**quiet, "concurrency_limit": None}
        key.change(events.begin, told, parts, **patient)
        wanted.change(events.translate, told, [*parts, *labels], **patient)
    blocks.queue(max_size=_EVENTS_QUEUED, default_concurrency_limit=_EVENTS_AT_ONCE, api_open=False)
    return blocks


def _box(label: Any, name: str, **options: Any) -> gr.Textbox:
    return gr.Textbox(
        label=label,
        placeholder=label,
        show_label=False,
        container=False,
        elem_id=name,
        scale=1,
        **options,
    )


class _Events:
    """The chat's answers to events in the terms of Gradio."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    def ask(
        self, question: str, key: str, wanted: str, conversation: Conversation, request: gr.Request
    ) -> Iterator[list[Any]]:
        language = self._begin(key, wanted, conversation, request)
        for update in self._chat.ask(question, conversation, language, _address(request)):
            yield _changes(update)

    def retry(
        self, key: str, wanted: str, conversation: Conversation, request: gr.Request
    ) -> Iterator[list[Any]]:
        language = self._begin(key, wanted, conversation, request)
        for update in self._chat.retry(conversation, language, _address(request)):
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
        return _changes(self._chat.act(action.rpartition("|")[0], conversation, language))

    def find(
        self, words: str, key: str, wanted: str, conversation: Conversation, request: gr.Request
    ) -> list[Any]:
        language = self._begin(key, wanted, conversation, request)
        return _changes(self._chat.find(words, conversation, language))

    def comment(
        self, text: str, key: str, wanted: str, conversation: Conversation, request: gr.Request
    ) -> list[Any]:
        language = self._begin(key, wanted, conversation, request)
        return [*_changes(self._chat.comment(text, conversation, language)), ""]

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
        language = self._begin(key, wanted, conversation, request)
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
    settled: Language = request.state.language
    return known_language(wanted) or settled


def _address(request: gr.Request) -> str:
    return request.client.host if request.client else "unknown"


def _changes(update: Update) -> list[Any]:
    """The update in terms of the page's parts."""
    messages, question, panel, commenting, file = (
        gr.skip() if part is None else part for part in update
    )
    if update.commenting is not None:
        commenting = gr.update(visible=update.commenting)
    return [messages, question, panel, commenting, file]
