"""What a translation says of itself in its front matter, and how it is told from a human's."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from index.errors import LoadError
from index.loaders.files import composed
from index.loaders.front_matter import front_matter_values
from index.types import Document
from qa.types import Language

MACHINE = "machine_translated"
# A line that is counted as a credit: `index/text/paragraphs.py` knows it.
_CREDITS: Mapping[Language, str] = {"ru": "Машинный перевод", "en": "Machine translation"}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a file's front matter tells: whose translation it is, and who made it.

    `original` is the name of the original's file, `source` the checksum of that file when it was
    translated. `edited` tells whether somebody has changed the text since.
    """

    is_machine: bool = False
    original: str | None = None
    source: str | None = None
    edited: bool = False


def read_mark(path: Path) -> Mark:
    """Read the mark of a file; one that isn't there, or that nobody marked, has none."""
    try:
        with path.open("rb") as file:
            if not file.read(6).removeprefix(b"\xef\xbb\xbf").startswith(b"---"):
                return Mark()
        values, body = front_matter_values(path, path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, LoadError):
        return Mark()
    return Mark(
        is_machine=values.get(MACHINE) is True,
        original=_text(values.get("translation_of")),
        source=_text(values.get("source_sha256")),
        edited=_text(values.get("text_sha256")) != _checksum(body),
    )


def marked(
    document: Document, title: str, body: str, model: str, to: Language, left: list[int]
) -> str:
    """The file of a translation: front matter, a line that names the model, the text.

    `left` are the paragraphs that stay in the original's language. The original is named by its
    file alone, which stands beside, so that it is found from whatever folder ids count.
    """
    assert document.path is not None
    # Credits are told by having one word behind the colon.
    text = f"\n{_CREDITS[to]}: {'-'.join(model.split())}\n\n{body}\n"
    values = {
        "title": title,
        "date": document.date,
        "language": to,
        "source": document.source,
        "url": document.url,
        "translation_of": composed(Path(document.path).name),
        MACHINE: True,
        "translation_model": model,
        "source_sha256": document.original,
        "text_sha256": _checksum(text),
        "left_in_original": left or None,
    }
    told = {name: value for name, value in values.items() if value is not None}
    front = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=1_000_000)
    return f"---\n{front}---\n{text}"


def _checksum(text: str) -> str:
    return hashlib.sha256(text.strip().encode()).hexdigest()


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
