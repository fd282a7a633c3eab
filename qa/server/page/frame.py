"""The frame of the chat page: its language, title, style and script, put where it is served.

Gradio applies a page's style and script only after its own are loaded, so that the page would
flash unstyled, and it takes the language from the browser alone.
"""

import json
import re
from functools import cache
from html import escape
from importlib import resources

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.loaders import SUFFIXES
from qa.server.wire.languages import language_of
from qa.types import Language
from qa.wording.messages import LANGUAGES, catalogue, message

_HTML_LANGUAGE = re.compile(r'(<html\b[^>]*?\blang=")[^"]*(")')
_SOCIAL_TAGS = re.compile(r'\s*<meta\s+(?:property="og:|name="twitter:)[^>]*/>')
_HEAD = re.compile(r"<head>")
# What the script writes where Gradio has no place for a word of ours.
_SCRIPT_WORDS = (
    "title", "chat_label", "close_source", "source_title", "copied", "not_copied", "lost",
    "lost_retry", "lost_still", "busy", "admin", "admin_token", "admin_choose", "admin_upload",
    "admin_remove", "admin_more", "admin_close", "admin_sending", "admin_indexing", "admin_done",
    "admin_sure", "admin_wrong", "admin_kinds", "admin_waiting", "admin_ready",
)  # fmt: skip
_STYLES = ("page.css", "source.css", "actions.css")
_SCRIPTS = ("page.js", "actions.js", "admin.js")

_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Crect width='32' height='32' rx='7' fill='%231f5c56'/%3E"
    "%3Cpath d='M8 10h16M8 16h10M8 22h13' stroke='%23fff' stroke-width='3'"
    " stroke-linecap='round'/%3E%3C/svg%3E"
)


class PageFrame:
    """Serves Gradio's page in the visitor's language, with our style and script."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != f"{scope.get('root_path', '')}/":
            await self._app(scope, receive, send)
            return
        language = language_of(scope)
        start: Message = {}
        body = bytearray()

        async def collect(part: Message) -> None:
            if part["type"] == "http.response.start":
                start.update(part)
            elif part["type"] == "http.response.body":
                body.extend(part.get("body", b""))
                if not part.get("more_body", False):
                    await _send_page(send, start, bytes(body), language)

        # The page is changed below, so it must come uncompressed.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self._app({**scope, "headers": plain}, receive, collect)


def frame(page: str, language: Language) -> str:
    """Put language, title, style and script into Gradio's page, and take its own cards out."""
    page = _HTML_LANGUAGE.sub(rf"\g<1>{language}\g<2>", page, count=1)
    page = _SOCIAL_TAGS.sub("", page)
    return _HEAD.sub(lambda match: match[0] + _head(language), page, count=1)


async def _send_page(send: Send, start: Message, body: bytes, language: Language) -> None:
    changed = {b"content-length", b"content-encoding", b"content-language", b"vary"}
    headers = [(n, v) for n, v in start["headers"] if n.lower() not in changed]
    if body and start["status"] == 200:
        body = frame(body.decode("utf-8"), language).encode("utf-8")
    headers += [
        (b"content-length", str(len(body)).encode()),
        (b"content-language", language.encode()),
        (b"vary", b"Accept-Language"),
    ]
    await send({**start, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _head(language: Language) -> str:
    title = escape(message("page.title", language))
    lead = escape(message("page.lead", language))
    suffixes = {"admin_suffixes": ",".join(sorted(SUFFIXES))}
    words = {
        code: {key: catalogue(code)[f"page.{key}"] for key in _SCRIPT_WORDS} | suffixes
        for code in LANGUAGES
    }
    return (
        f"<title>{title}</title>"
        f'<meta name="description" content="{lead}">'
        f'<link rel="icon" href="{_ICON}">'
        f"<style>{''.join(map(_asset, _STYLES))}</style>"
        # Gradio's own words follow the language that the browser names.
        f'<script>Object.defineProperty(navigator,"language",{{get:()=>"{language}"}});'
        f"window.seedqaWords={_script_json(words)};{''.join(map(_asset, _SCRIPTS))}</script>"
    )


def _script_json(value: object) -> str:
    """JSON that can't end the script it stands in."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


@cache
def _asset(name: str) -> str:
    return (resources.files("qa.server.page") / "assets" / name).read_text(encoding="utf-8")
