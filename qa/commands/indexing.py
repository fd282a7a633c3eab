"""Building an index for a person who watches: a progress bar, a report, the failures."""

from collections.abc import Sequence
from pathlib import Path

import click

from index.embedding.packaged.unpacked import unpack
from index.storage import Corpus
from index.sync import Progress, SyncReport, sync
from qa.factory import build_corpus, build_embedder
from qa.settings import Settings
from qa.types import Language
from qa.wording.locale import interface_language
from qa.wording.messages import error_message, message

# Names that a report lists before it counts the rest.
_LISTED = 20


def build_index(settings: Settings, paths: Sequence[Path] = (), rebuild: bool = False) -> bool:
    """Bring the index up to the documents; False where a file couldn't be read.

    Without paths these are what the index was made of; a new one is made of the seeds.
    """
    language, corpus = interface_language(settings), build_corpus(settings)
    try:
        wanted = paths or ([] if corpus.remembered_sources() else [settings.seeds])
        report = _sync_with_bar(settings, corpus, wanted, rebuild, language)
    except KeyboardInterrupt:
        key = "command.rebuilding_stopped" if rebuild else "command.indexing_stopped"
        click.echo(message(key, language), err=True)
        raise
    for failure in report.failures:
        click.echo(error_message(failure, language), err=True)
    for key, names in (("command.kept", report.kept), ("command.removed", report.removed)):
        if names:
            click.echo(message(key, language, names=listed(names, language)))
    click.echo(_summary(report, corpus.where, language))
    return not report.failures


def ensure_index(settings: Settings) -> None:
    """Build the index where there is none yet, and say what of."""
    corpus = build_corpus(settings)
    if corpus.is_published():
        return
    language = interface_language(settings)
    sources = corpus.remembered_sources() or [str(settings.seeds)]
    path = ", ".join(sources)
    click.echo(message("command.building_first", language, path=path), err=True)
    build_index(settings)


def _sync_with_bar(
    settings: Settings, corpus: Corpus, paths: Sequence[Path], rebuild: bool, language: Language
) -> SyncReport:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    with Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task(message("command.indexing", language), total=None, rate="")

        def show(progress: Progress) -> None:
            bar.update(task, completed=progress.done, total=progress.total)
            if speed := bar.tasks[task].speed:
                rate = message("command.indexing_rate", language, rate=f"{speed:.0f}")
                bar.update(task, rate=rate)

        return sync(
            paths,
            corpus,
            lambda: build_embedder(settings),
            fingerprint=None if settings.embedding_model else unpack(settings.cache).name,
            rebuild=rebuild,
            progress=show,
        )


def _summary(report: SyncReport, where: str, language: Language) -> str:
    line = message(
        "command.indexed",
        language,
        added=len(report.added),
        changed=len(report.changed),
        removed=len(report.removed),
        unchanged=len(report.unchanged),
        embedded=report.embedded,
        passages=report.counts.get("chunks", 0),
        documents=report.counts.get("documents", 0),
        path=where,
    )
    if not report.published:
        return f"{message('command.nothing_changed', language)} {line}"
    return line


def listed(names: Sequence[str], language: Language) -> str:
    """Name things one after another, and count those beyond the first ones."""
    listed = ", ".join(names[:_LISTED])
    if len(names) <= _LISTED:
        return listed
    return message("command.and_more", language, names=listed, count=len(names) - _LISTED)
