"""Answers in a terminal: readable, or as JSON."""

import dataclasses
import json

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from index.errors import QuestionError
from qa.citing.citations import focus_in
from qa.commands.watching import watch
from qa.pipeline import Pipeline
from qa.types import Answer, Citation, Language, Turn
from qa.wording.certainty import certainty_in_words
from qa.wording.copies import copies_in_words
from qa.wording.dates import as_of
from qa.wording.messages import error_message, message
from qa.wording.places import place_in_words

# Both keyboards have it, and no question is made of it alone.
AS_WRITTEN = "!"


def to_json(answer: Answer) -> str:
    """Write an answer as JSON, field for field."""
    return json.dumps(dataclasses.asdict(answer), ensure_ascii=False, indent=2)


def print_answer(answer: Answer, console: Console | None = None) -> None:
    """Print an answer with its sources below, or a refusal with the nearest passages."""
    console = console or Console(highlight=False)
    text = Text()
    for sentence in answer.sentences:
        marks = "".join(f"[{number}]" for number in sentence.citations)
        cited = [c for c in answer.citations if c.number in sentence.citations]
        worded = Text(f"{sentence.text} ")
        doubted = sentence.verdict is not None and sentence.verdict.status != "supported"
        focus = focus_in(sentence, cited)
        if focus:
            worded.stylize("bold underline", focus.start, focus.end)
        elif answer.answered and not sentence.remark and not doubted:
            worded.stylize("bold")
        text.append_text(worded)
        text.append(f"{marks} " if marks else "", style="cyan")
        if "\n" in sentence.end:
            text.append(sentence.end)
    console.print(text)
    if answer.answered:
        console.print(Text(certainty_in_words(answer), style="dim"))
    shown = answer.citations or answer.related
    if not shown:
        return
    key = "answer.sources" if answer.citations else "answer.refusal_related"
    console.print()
    console.print(message(key, answer.language))
    for citation in shown:
        _print_citation(citation, answer, console)


def converse(pipeline: Pipeline, language: Language) -> None:
    """Answer questions until an empty line, each knowing the ones before it.

    A sign asks the last one as it is written; those after it know nothing older.
    """
    click.echo(message("command.chat_hint", language))
    history: list[Turn] = []
    console = Console(highlight=False)
    while True:
        try:
            text = input(message("command.chat_prompt", language))
        except EOFError:
            return
        if not text.strip():
            return
        carry = not history or text.strip() != AS_WRITTEN
        text = text if carry else history[-2].content
        try:
            pieces = pipeline.stream(text, history, fallback=language, carry=carry)
            answer = watch(pieces, console)
        except QuestionError as error:
            click.echo(error_message(error, language))
            continue
        print_answer(answer, console)
        if answer.understood is not None:
            click.echo(message("command.chat_as_written", language, sign=AS_WRITTEN))
        click.echo()
        asked, replied = Turn("user", text), Turn("assistant", answer.text)
        history = [*(history if carry else ()), asked, replied]


def _print_citation(citation: Citation, answer: Answer, console: Console) -> None:
    console.print(Text(f"[{citation.number}] {_heading(citation, answer.language)}", style="cyan"))
    quoted = any(citation.quote in sentence.text for sentence in answer.sentences)
    if not quoted:
        console.print(Padding(Text(citation.quote), (0, 0, 0, 4)))
    if citation.original:
        label = message("answer.original", answer.language)
        original = Text(f"{label} ({citation.original.language}): {citation.original.quote}")
        original.stylize("dim")
        console.print(Padding(original, (0, 0, 0, 4)))
    copies = copies_in_words(citation, answer.language)
    if copies:
        console.print(Padding(Text(copies, style="dim"), (0, 0, 0, 4)))
    if citation.url:
        console.print(Text(f"    {citation.url}", style="dim"), soft_wrap=True)


def _heading(citation: Citation, language: Language) -> str:
    parts = [
        citation.title,
        place_in_words(citation, language),
        citation.source,
        as_of(citation.date, language),
        citation.document_id,
    ]
    return " · ".join(part for part in parts if part)
