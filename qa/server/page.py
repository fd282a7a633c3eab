"""The chat page: the conversation, and beside it the source that is open.

Importing this module imports Gradio, which takes seconds: only a server that starts does so.
"""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from html import escape
from typing import Any

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Mount

from qa.messages import LANGUAGES, message
from qa.server.chat import Chat, Conversation, Update
from qa.server.frame import PageFrame
from qa.server.loading import PipelineLoader
from qa.server.source_panel import empty_panel
from qa.settings import Settings
from qa.types import Language

# Both are read while Gradio is imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

import gradio as gr

_EVENTS_AT_ONCE = 8
_EVENTS_QUEUED = 64
_LANGUAGE_NAMES: dict[Language, str] = {"ru": "Русский", "en": "English"}
_WORDS = ("chat_label", "placeholder", "send", "new_chat")


@asynccontextmanager
async def mount_page(
    app: FastAPI, settings: Settings, loader: PipelineLoader
) -> AsyncIterator[None]:
    """Mount the page at `/`, and take it down at the end."""
    shell = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    # Where its parent has none, Gradio lets any site read its answers.
    shell.add_middleware(CORSMiddleware, allow_origins=[])
    translations = gr.I18n(**{language: _words(language) for language in LANGUAGES})
    gr.mount_gradio_app(
        shell,
        _build(Chat(settings, loader), translations),
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
        mount = Mount("/", PageFrame(shell, settings))
        app.router.routes.append(mount)
        try:
            yield
        finally:
            app.router.routes.remove(mount)


def _words(language: Language) -> dict[str, str]:
    """The page's own words; a key holds no dot, which the page would take for a path."""
    return {
        "header": _header(language),
        "panel": empty_panel(language),
        **{key: message(f"page.{key}", language) for key in _WORDS},
    }


def _header(language: Language) -> str:
    switch = "".join(
        f'<a href="#lang-{code}" lang="{code}" hreflang="{code}">{name}</a>'
        for code, name in _LANGUAGE_NAMES.items()
    )
    heading, lead, label = (
        escape(message(f"page.{key}", language)) for key in ("heading", "lead", "language_switch")
    )
    return (
        f'<header class="sq-header"><div><h1>{heading}</h1><p>{lead}</p></div>'
        f'<nav title="{label}">{switch}</nav></header>'
    )


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
                )
                with gr.Row(elem_id="sq-ask"):
                    question = gr.Textbox(
                        label=label("placeholder"),
                        placeholder=label("placeholder"),
                        show_label=False,
                        container=False,
                        max_lines=6,
                        autofocus=True,
                        elem_id="sq-question",
                        scale=1,
                    )
                    send = gr.Button(label("send"), variant="primary", elem_id="sq-send", scale=0)
            with gr.Column(elem_id="sq-side", min_width=0):
                panel = gr.Markdown(label("panel"), elem_id="sq-panel", latex_delimiters=[])
        # Through these two the script of the page speaks to the server.
        link = gr.Textbox(visible="hidden", elem_id="sq-link")
        wanted = gr.Textbox(visible="hidden", elem_id="sq-language")
        conversation = gr.State(Conversation())

        events = _Events(chat)
        parts = [messages, conversation, question, panel]
        words = [header, messages, question, send, anew, panel]
        quiet: Any = {"show_progress": "hidden", "api_visibility": "private"}
        run = gr.on(
            [question.submit, send.click],
            events.ask,
            [question, wanted, conversation],
            parts,
            **quiet,
        )
        gr.on(
            [anew.click, messages.clear], events.begin_anew, [wanted], parts, cancels=[run], **quiet
        )
        link.change(events.open, [link, wanted, conversation], parts, **quiet)
        wanted.change(events.translate, [wanted, conversation], words, **quiet)
        blocks.load(events.start, [wanted], [messages], **quiet)
    blocks.queue(max_size=_EVENTS_QUEUED, default_concurrency_limit=_EVENTS_AT_ONCE, api_open=False)
    return blocks


class _Events:
    """The chat's answers to events in the terms of Gradio."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    def ask(
        self, question: str, wanted: str, conversation: Conversation, request: gr.Request
    ) -> Iterator[list[Any]]:
        language = self._language(wanted, request)
        for update in self._chat.ask(question, conversation, language):
            yield _changes(update)

    def open(
        self, link: str, wanted: str, conversation: Conversation, request: gr.Request
    ) -> list[Any]:
        # The script adds a number to the link, so that the same one can be opened twice.
        place = link.partition("|")[0]
        return _changes(self._chat.open(place, conversation, self._language(wanted, request)))

    def start(self, wanted: str, request: gr.Request) -> Any:
        return gr.update(placeholder=self._chat.welcome(self._language(wanted, request)))

    def translate(self, wanted: str, conversation: Conversation, request: gr.Request) -> list[Any]:
        language = self._language(wanted, request)
        words = _words(language)
        update = self._chat.translate(conversation, language)
        welcome = self._chat.welcome(language)
        return [
            words["header"],
            gr.update(value=update.messages, label=words["chat_label"], placeholder=welcome),
            gr.update(label=words["placeholder"], placeholder=words["placeholder"]),
            gr.update(value=words["send"]),
            gr.update(value=words["new_chat"]),
            update.panel,
        ]

    def begin_anew(self, wanted: str, request: gr.Request) -> list[Any]:
        panel = empty_panel(self._language(wanted, request))
        return _changes(Update([], Conversation(), "", panel))

    def _language(self, wanted: str, request: gr.Request) -> Language:
        return self._chat.language(wanted, request.headers.get("accept-language"))


def _changes(update: Update) -> list[Any]:
    return [gr.skip() if part is None else part for part in update]
