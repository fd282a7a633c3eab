"""The file of a translation, written whole or not at all, over nobody's own."""

import os
from pathlib import Path

from index.errors import LoadError, StorageError
from index.loaders import load
from index.text.units import read_paragraphs
from index.types import Document
from qa.translating.choosing import Job
from qa.translating.markdown import to_markdown
from qa.translating.marks import marked, read_mark
from qa.translating.translator import Translated
from qa.types import Language


def write_translation(job: Job, translated: Translated, model: str, to: Language) -> bool:
    """Write the file; False where its paragraphs don't stand as the original's do.

    Raises StorageError where it can't be written, or somebody has written a file of the name since.
    """
    left = [note.number for note in translated.notes if note.left and note.number is not None]
    body = to_markdown(job.document, translated.said)
    text = marked(job.document, translated.title, body, model, to, left)
    # Of hidden files no index is made.
    draft = job.target.with_name(f".seedqa-{os.getpid()}.md")
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        lines_up = _lines_up(job.document, draft)
        if os.path.lexists(job.target) and not read_mark(job.target).is_machine:
            raise StorageError("translation_taken", path=job.target)
        draft.replace(job.target)
    except OSError as error:
        reason = error.strerror or error
        raise StorageError("storage_unwritable", path=job.target, reason=reason) from error
    finally:
        draft.unlink(missing_ok=True)
    return lines_up


def _lines_up(document: Document, draft: Path) -> bool:
    """Whether a translation runs paragraph for paragraph, so that both can be cited."""
    try:
        made = load(draft)
    except LoadError:
        return False
    return len(read_paragraphs(made)) == len(read_paragraphs(document))
