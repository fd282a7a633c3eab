"""The chat page: the conversation, and beside it the source that is open.

Importing this module imports Gradio, which takes seconds: only a server that starts does so.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import gradio as gr
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Mount

from qa.records.exchanges import Conversation
from qa.server.answering.services import Services
from qa.server.page.chat import COMMENT_CHARACTERS, FIND_CHARACTERS, Chat
from qa.server.page.events import Events
from qa.server.page.frame import PageFrame
from qa.server.page.words import page_words
from qa.wording.messages import LANGUAGES

_EVENTS_AT_ONCE = 8
_EVENTS_QUEUED = 64


@asynccontextmanager
async def mount_page(app: FastAPI, services: Services) -> AsyncIterator[None]:
    """Mount the page at `/`, and take it down at the end."""
    shell = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    # Where its parent has none, Gradio lets any site read its answers.
    shell.add_middleware(CORSMiddleware, allow_origins=[])
    events = Events(Chat(services), services.callers)
    translations = gr.I18n(**{language: page_words(language) for language in LANGUAGES})
    gr.mount_gradio_app(
        shell,
        _build(events, translations),
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


def _build(events: Events, label: gr.I18n) -> gr.Blocks:
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
                    comment = _box(label("comment"), "sq-words", max_length=COMMENT_CHARACTERS)
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
                find = _box(label("find"), "sq-find", max_length=FIND_CHARACTERS)
                panel = gr.Markdown(label("panel"), elem_id="sq-panel", latex_delimiters=[])
        # Through these the script of the page speaks to the server, and the server hands files.
        action = gr.Textbox(visible="hidden", elem_id="sq-action")
        again = gr.Textbox(visible="hidden", elem_id="sq-retry")
        key = gr.Textbox(visible="hidden", elem_id="sq-key")
        wanted = gr.Textbox(visible="hidden", elem_id="sq-language")
        file = gr.Markdown(elem_id="sq-file", latex_delimiters=[])
        told = gr.Markdown(elem_id="sq-told", latex_delimiters=[])
        conversation = gr.State(Conversation())

        state = [key, wanted, conversation]
        parts = [messages, question, panel, commenting, file, told]
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
        gr.on([question.submit, send.click], events.ask, [question, *state], parts, **quiet)
        again.change(events.retry, [again, *state], parts, **quiet)
        stop.click(events.stop, state, parts, **quiet)
        gr.on([anew.click, messages.clear], events.begin_anew, state, parts, **quiet)
        action.change(events.act, [action, *state], parts, **quiet)
        find.change(events.find, [find, *state], parts, **{**quiet, "trigger_mode": "always_last"})
        gr.on(
            [comment.submit, comment_send.click],
            events.comment,
            [comment, *state],
            [*parts, comment],
            **quiet,
        )
        # One event for all that is done at the start: where one ends while another begins, Gradio
        # may lose the second.
        patient: Any = {**quiet, "concurrency_limit": None}
        key.change(events.begin, state, parts, **patient)
        wanted.change(events.translate, state, [*parts, *labels], **patient)
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
