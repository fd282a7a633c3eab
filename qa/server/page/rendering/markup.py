"""Pieces of HTML of which the page's parts are made; all text of others is escaped here."""

from html import escape

from qa.types import Language


def text(value: str) -> str:
    """Escape a text; its line breaks stay visible."""
    return escape(value).replace("\r", "").replace("\n", "<br>")


def attribute(value: str) -> str:
    """Escape the value of an attribute; it stays on one line."""
    return escape(" ".join(value.split()))


def block(classes: str, inner: str, language: Language | None = None) -> str:
    """A block of the page, in a language where that isn't the page's."""
    lang = f' lang="{language}"' if language else ""
    return f'<div class="{classes}"{lang}>{inner}</div>'


def button(name: str, label: str, classes: str = "sq-act") -> str:
    """A button that the page's script hears by its id."""
    return f'<button class="{classes}" id="{name}">{text(label)}</button>'
