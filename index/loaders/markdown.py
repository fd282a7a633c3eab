"""Markdown into plain text: what a reader sees, block by block, blank lines between."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_COMMENT = re.compile(r"<!--.*?-->", re.S)


def render_text(source: str) -> tuple[str, str | None]:
    """Render Markdown to plain text and give its first top heading, if it begins with one.

    Mark-up goes, words stay: quotes cite what a reader sees. HTML is text like any other.
    """
    tokens = _parser().parse(_COMMENT.sub("", source))
    blocks: list[str] = []
    heading: str | None = None
    cells: list[str] = []
    for position, token in enumerate(tokens):
        if token.type == "inline":
            text = _inline_text(token)
            opener = tokens[position - 1].type
            if opener in ("th_open", "td_open"):
                cells.append(text)
                continue
            if opener == "heading_open" and tokens[position - 1].tag == "h1" and heading is None:
                heading = text or None
            blocks.append(text)
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content.rstrip("\n"))
        elif token.type == "tr_close":
            blocks.append(" | ".join(cells))
            cells = []
    return "\n\n".join(block for block in blocks if block.strip()), heading


def _inline_text(token: "Token") -> str:
    # An image shows its description; link marks and emphasis have no content of their own.
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in token.children or ()
    ).strip()


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")
