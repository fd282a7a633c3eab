"""The words of the chat page that stand outside the conversation."""

from html import escape

from qa.server.page.rendering.source_panel import empty_panel
from qa.types import Language
from qa.wording.messages import message

LABELS = ("placeholder", "send", "stop", "new_chat", "find", "comment", "comment_send")
_LANGUAGE_NAMES: dict[Language, str] = {"ru": "Русский", "en": "English"}


def page_words(language: Language) -> dict[str, str]:
    """The page's own words; a key holds no dot, which the page would take for a path."""
    return {
        "header": _header(language),
        "panel": empty_panel(language),
        **{key: message(f"page.{key}", language) for key in ("chat_label", *LABELS)},
    }


def _header(language: Language) -> str:
    switch = "".join(
        f'<a href="?lang={code}" lang="{code}" hreflang="{code}">{name}</a>'
        for code, name in _LANGUAGE_NAMES.items()
    )
    heading, lead, label, corpus, take, markdown, json = (
        escape(message(f"page.{key}", language))
        for key in ("heading", "lead", "language_switch", "corpus", "take", "markdown", "json")
    )
    return (
        f'<header class="sq-header"><div><h1>{heading}</h1><p>{lead}</p></div>'
        f'<div class="sq-tools"><details class="sq-menu"><summary>{take}</summary>'
        f'<button class="sq-act" id="markdown-all">{markdown}</button>'
        f'<button class="sq-act" id="json-all">{json}</button></details>'
        f'<a class="sq-tool" href="#corpus-all">{corpus}</a>'
        f'<nav title="{label}">{switch}</nav></div></header>'
    )
