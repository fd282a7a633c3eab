"""The chat page: the conversation, and beside it the source that is open."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Mount

from qa.messages import LANGUAGES, catalogue, message
from qa.server.chat import Chat, Conversation, Update
from qa.server.frame import PageFrame
from qa.server.loading import PipelineLoader
from qa.settings import Settings
from qa.types import Language

_EVENTS_AT_ONCE = 8
_EVENTS_QUEUED = 64
_NAMES = {"ru": "Русский", "en": "English"}


@asynccontextmanager
async def mount_page(
    app: FastAPI, settings: Settings, loader: PipelineLoader
) -> AsyncIterator[None]:
    """Import Gradio, mount the page at `/`, and take it down at the end."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    import gradio

    shell = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    # Where its parent has none, Gradio lets any site read its answers.
    shell.add_middleware(CORSMiddleware, allow_origins=[])
    translations: Any = gradio.I18n(**{language: _labels(language) for language in LANGUAGES})
    gradio.mount_gradio_app(
        shell,
        _build(gradio, Chat(settings, loader), translations),
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
        theme=gradio.themes.Base(
            font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]
        ),
    )
    async with shell.router.lifespan_context(shell):
        mount = Mount("/", PageFrame(shell, settings))
        app.router.routes.append(mount)
        try:
            yield
        finally:
            app.router.routes.remove(mount)


def _labels(language: Language) -> dict[str, str]:
    # Gradio takes a dot in a key for a path.
    return {
        key.removeprefix("page."): text
        for key, text in catalogue(language).items()
        if key.startswith("page.")
    }


def _build(gr: Any, chat: Chat, label: Any) -> Any:
    """Lay the page out and wire its events; `label` gives a word in the browser's language."""

    def changes(update: Update) -> list[Any]:
        return [gr.skip() if part is None else part for part in update]

    def language_of(wanted: str, request: Any) -> Language:
        return chat.language(wanted, request.headers.get("accept-language"))

    def ask(question: str, wanted: str, conversation: Conversation, request: gr.Request) -> Any:
        for update in chat.ask(question, conversation, language_of(wanted, request)):
            yield changes(update)

    def open_source(
        link: str, wanted: str, conversation: Conversation, request: gr.Request
    ) -> Any:
        # The script adds a number to the link, so that the same one can be opened twice.
        link = link.partition("|")[0]
        return changes(chat.open(link, conversation, language_of(wanted, request)))

    def start(wanted: str, request: gr.Request) -> Any:
        return gr.update(placeholder=chat.welcome(language_of(wanted, request)))

    def translate(wanted: str, conversation: Conversation, request: gr.Request) -> Any:
        language = language_of(wanted, request)
        update = changes(chat.translate(conversation, language))
        update[0] = gr.update(
            value=update[0],
            label=message("page.chat_label", language),
            placeholder=chat.welcome(language),
        )
        words = [message(f"page.{key}", language) for key in ("heading", "send", "new_chat")]
        return [*update, *words[:1], *(gr.update(value=word) for word in words[1:])]

    def begin_anew(wanted: str, request: gr.Request) -> Any:
        language = language_of(wanted, request)
        return changes(Update([], Conversation(), "", chat.panel(Conversation(), language)))

    return None
