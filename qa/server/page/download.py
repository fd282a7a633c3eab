"""A file on its way to the browser, which makes it of a piece of the page.

The page forbids scripts from strings, which Gradio's own way needs, and a file on disk would
need a route that serves files.
"""

import base64
import datetime
import secrets
from collections.abc import Sequence
from html import escape

from qa.types import Answer, Language
from qa.wording.transcript import as_json, as_markdown


def download_answers(kind: str, answers: Sequence[Answer], interface: Language) -> str:
    """A conversation's answers as a file of Markdown, or of JSON where that is the kind."""
    today = datetime.datetime.now().astimezone().date()
    if kind == "json":
        return download(f"seedqa-{today}.json", "application/json", as_json(answers))
    return download(f"seedqa-{today}.md", "text/markdown", as_markdown(answers, interface, today))


def download(name: str, media_type: str, content: str) -> str:
    """Write a file as HTML for the page's script: its name, kind, and content in Base64."""
    encoded = base64.b64encode(content.encode()).decode()
    # Each is new, so that the same file can be asked for twice.
    return (
        f'<div id="sq-file-{secrets.token_hex(4)}" title="{escape(name)}" lang="{media_type}">'
        f"{encoded}</div>"
    )
