"""Answers watched in a terminal as they come."""

from collections.abc import Iterator
from contextlib import nullcontext

from rich.console import Console
from rich.live import Live
from rich.text import Text

from qa.pipeline import Sources
from qa.types import Answer, Sentence


def watch(pieces: Iterator[Sources | str | Sentence | Answer], console: Console) -> Answer:
    """Show the text as it comes where somebody watches, and give the answer in its place."""
    so_far = ""
    shown = Live(console=console, transient=True, auto_refresh=False)
    with shown if console.is_terminal else nullcontext():
        for piece in pieces:
            if isinstance(piece, Answer):
                return piece
            if isinstance(piece, str) and shown.is_started:
                so_far += piece
                shown.update(Text(so_far), refresh=True)
    raise AssertionError("the pieces end with the answer")
