"""Translating documents for a person who watches: a progress bar, what was done and what wasn't."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.errors import LLMError
from qa.answerers.llm.budget import Budget
from qa.answerers.llm.calling import GivenUp
from qa.commands.indexing import listed
from qa.factory import build_calls
from qa.settings import Settings
from qa.translating.choosing import Choice, Job, choose
from qa.translating.translator import Model, Note, Translated, Translator
from qa.translating.writing import write_translation
from qa.types import Language
from qa.wording.locale import interface_language
from qa.wording.messages import error_message, message

if TYPE_CHECKING:
    from collections.abc import Callable

# A piece is at most 1,500 characters long, which are hardly more tokens in any language.
_FEWEST_TOKENS = 2_000
_SHOWN_CHARACTERS = 70
_INTERRUPTED = 130
_FAILURES = ("refused_key", "unknown_model", "timeout", "rate", "budget")


def translate(settings: Settings, path: Path, to: Language, force: bool = False) -> bool:
    """Translate what of a file or folder needs it; False where a file couldn't be read.

    Raises LLMError where the model can't be had; what was finished before is kept.
    """
    language = interface_language(settings)
    model = _build_model(settings)
    choice = choose(path, to, force)
    for failure in choice.failures:
        click.echo(error_message(failure, language), err=True)
    told: list[str] = []
    try:
        with _bar(language, sum(job.parts for job in choice.jobs)) as advance:
            for job in choice.jobs:
                translated = Translator(model, to).translate(job.document, advance)
                lines_up = write_translation(job, translated, model.name, to)
                told += _report(job, translated, lines_up, language)
    except GivenUp as error:
        code = error.code if error.code in _FAILURES else "failed"
        raise LLMError(f"llm_{code}", name=model.name) from error
    except KeyboardInterrupt:
        click.echo(message("translate.interrupted", language), err=True)
        sys.exit(_INTERRUPTED)
    finally:
        # The bar is gone by now; what was finished is told however it ended.
        for line in told:
            click.echo(line)
    for line in _summary(choice, language):
        click.echo(line)
    return not choice.failures


def _build_model(settings: Settings) -> Model:
    tokens = max(settings.llm_max_tokens, _FEWEST_TOKENS)
    calls = build_calls(settings.model_copy(update={"llm_max_tokens": tokens}))
    name = (settings.llm or "").partition(":")[2]
    return Model(name, calls, Budget(settings), settings.llm_concurrency)


@contextmanager
def _bar(language: Language, total: int) -> "Iterator[Callable[[int], None]]":
    """Show how many parts are done, where somebody watches."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Remaining())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(message("translate.translating", language), total=total)
        yield lambda count: bar.advance(task, count)


def _report(job: Job, translated: Translated, lines_up: bool, language: Language) -> list[str]:
    """What became of a document, and the parts of it that a reader has to look at."""
    left = sum(note.left for note in translated.notes)
    written = message(
        "translate.written", language, path=job.target, done=job.parts - left, count=job.parts
    )
    notes = [_note(note, language) for note in translated.notes]
    return [written, *notes, *([] if lines_up else [message("translate.askew", language)])]


def _note(note: Note, language: Language) -> str:
    place = message("translate.title", language)
    if note.number is not None:
        place = message("translate.paragraph", language, number=note.number)
    words = ", ".join(
        f"“{word}”" if language == "en" else f"«{word}»" for word in note.complaint.words
    )
    why = message(f"translate.why_{note.complaint.kind}", language, words=words)
    text = " ".join(note.text.split())
    shown = text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS].rstrip()}…"
    key = "translate.left" if note.left else "translate.doubt"
    return message(key, language, place=place, why=why, text=shown)


def _summary(choice: Choice, language: Language) -> Iterator[str]:
    if choice.taken:
        names = [str(path) for path in choice.taken]
        yield message("translate.taken", language, names=listed(names, language))
    yield message(
        "translate.summary",
        language,
        done=len(choice.jobs),
        in_language=len(choice.in_language),
        has_one=len(choice.has_one),
        is_one=len(choice.is_one),
        nothing=len(choice.nothing),
        taken=len(choice.taken),
    )
    if choice.jobs:
        yield message("translate.next", language)
