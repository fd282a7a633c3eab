"""Which documents are translated, and into which files."""

import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import LoadError
from index.loaders import iter_documents
from index.loaders.files import composed
from index.types import Document
from qa.translating.marks import Mark, read_mark
from qa.translating.pieces import parts_of
from qa.types import Language

# Kinds of files whose front matter may name an original.
_WITH_FRONT_MATTER = frozenset({".md", ".markdown", ".mdx", ".txt", ".text"})


@dataclass(frozen=True, slots=True)
class Job:
    """A document to translate, and the file that its translation goes to."""

    document: Document
    target: Path
    parts: int


@dataclass(slots=True)
class Choice:
    """What is translated and what is passed over, by ids, with the files that can't be read.

    `in_language` are in the language already, `has_one` have a translation that is up to date,
    `is_one` are translations themselves, `nothing` has no words to translate; `taken` would go to
    files that somebody wrote or edited.
    """

    jobs: list[Job] = field(default_factory=list)
    in_language: list[str] = field(default_factory=list)
    has_one: list[str] = field(default_factory=list)
    is_one: list[str] = field(default_factory=list)
    nothing: list[str] = field(default_factory=list)
    taken: list[Path] = field(default_factory=list)
    failures: list[LoadError] = field(default_factory=list)


def choose(path: Path, to: Language, force: bool = False) -> Choice:
    """Choose what of a file or folder is translated; raises LoadError where it isn't there.

    What has a translation that a machine made is translated anew where it has changed since, or by
    `force`; what a human wrote is never replaced.
    """
    choice = Choice()
    is_folder = path.is_dir()
    named = composed(path.name)

    def fail(error: LoadError, document_id: str) -> None:
        if is_folder or document_id == named:
            choice.failures.append(error)

    found = list(iter_documents([path] if is_folder else [path, *_translations_near(path)], fail))
    translations: dict[str, list[Document]] = defaultdict(list)
    for document in found:
        if document.translation_of and document.language == to:
            translations[document.translation_of].append(document)
    for document in found:
        if is_folder or document.id == named:
            _place(document, translations[document.id], to, force, choice)
    return choice


def _place(
    document: Document, translations: Iterable[Document], to: Language, force: bool, choice: Choice
) -> None:
    if document.path is None:
        choice.failures.append(
            LoadError("document_unreadable", path=document.id, reason="its name is no text")
        )
        return
    path = Path(document.path)
    own = read_mark(path)
    parts = len(parts_of(document, to))
    if document.translation_of or own.original or own.is_machine:
        choice.is_one.append(document.id)
    elif document.language == to:
        choice.in_language.append(document.id)
    elif not parts:
        choice.nothing.append(document.id)
    elif made := [Path(found.path) for found in translations if found.path]:
        _renew(Job(document, made[0], parts), [read_mark(file) for file in made], force, choice)
    else:
        claimed = {job.target for job in choice.jobs}
        target = next((f for f in _targets(document, path, to) if f not in claimed), None)
        if target is None or os.path.lexists(target):
            choice.taken.append(target or path)
        else:
            choice.jobs.append(Job(document, target, parts))


def _renew(job: Job, marks: list[Mark], force: bool, choice: Choice) -> None:
    """Choose a document that has translations, the first of which is the job's target."""
    is_human = not all(mark.is_machine for mark in marks)
    if is_human or (marks[0].source == job.document.original and not force):
        choice.has_one.append(job.document.id)
    elif marks[0].edited and not force:
        choice.taken.append(job.target)
    else:
        choice.jobs.append(job)


def _targets(document: Document, path: Path, to: Language) -> list[Path]:
    """The files that a translation may go to: report.ru.md, or report.pdf.ru.md where that is the
    translation of another file."""
    stem = path.stem.removesuffix(f".{document.language}")
    short = path.with_name(f"{stem}.{to}.md")
    mark = read_mark(short)
    is_other = mark.is_machine and mark.original not in (None, composed(path.name))
    return [*([] if is_other else [short]), path.with_name(f"{path.name}.{to}.md")]


def _translations_near(path: Path) -> list[Path]:
    """The files beside a file that say they translate something."""
    try:
        beside = sorted(path.parent.iterdir())
    except OSError:
        return []
    return [
        other
        for other in beside
        if other.suffix.lower() in _WITH_FRONT_MATTER
        and other.name != path.name
        and read_mark(other).original
    ]
