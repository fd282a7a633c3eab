"""The YAML front matter of a document: title, date, language, source, url, translation_of."""

import datetime
import json
import re
from dataclasses import dataclass
from pathlib import Path

from index.errors import LoadError

_FENCED = re.compile(r"\A---[ \t]*\n(.*?)(?:\n)?^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
# A line with a value that isn't quoted, begun like a list, or otherwise more than words.
_PLAIN_LINE = re.compile(r"^([A-Za-z_]+[ \t]*:[ \t]+)(\w.*?)[ \t]*$", re.M)
_KEY_LINE = re.compile(r"\A---[ \t]*\n[A-Za-z_]+[ \t]*:[ \t]")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a document's front matter says about it; keys of other programs are passed over."""

    title: str | None = None
    date: str | None = None
    language: str | None = None
    source: str | None = None
    url: str | None = None
    translation_of: str | None = None


def split_front_matter(path: Path, text: str) -> tuple[FrontMatter, str]:
    """Take the front matter off a text; raises LoadError where it is begun but broken."""
    match = _FENCED.match(text)
    if not match:
        if _KEY_LINE.match(text):
            raise LoadError("document_front_matter", path=path, reason="no closing ---")
        return FrontMatter(), text
    values = _read(path, match.group(1))
    if values is None:
        return FrontMatter(), text[match.end() :]
    if not isinstance(values, dict):
        return FrontMatter(), text
    known = {name: _as_text(path, name, values.get(name)) for name in FrontMatter.__slots__}
    if known["language"]:
        known["language"] = known["language"].lower().replace("_", "-").split("-")[0]
    return FrontMatter(**known), text[match.end() :]


def _read(path: Path, source: str) -> object:
    """Read YAML; a title with a colon in it, which YAML takes for a key, is read as it is meant."""
    import yaml

    try:
        return yaml.safe_load(source)
    except (yaml.YAMLError, ValueError) as error:
        quoted = _PLAIN_LINE.sub(
            lambda line: line[1] + json.dumps(line[2], ensure_ascii=False), source
        )
        try:
            return yaml.safe_load(quoted)
        except (yaml.YAMLError, ValueError):
            reason = " ".join(str(error).split())[:120]
            raise LoadError("document_front_matter", path=path, reason=reason) from error


def _as_text(path: Path, name: str, value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str | int | float):
        return str(value).strip() or None
    raise LoadError("document_front_matter", path=path, reason=f"{name}: {type(value).__name__}")
