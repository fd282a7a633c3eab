"""The front matter of a document, in YAML or TOML: title, date, language, source and the like."""

import datetime
import json
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.errors import LoadError

_FENCED = re.compile(r"\A---[ \t]*\n(.*?)(?:\n)?^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_FENCED_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?)(?:\n)?^\+\+\+[ \t]*(?:\n|\Z)", re.S | re.M)
# A line with a value that isn't quoted, begun like a list, or otherwise more than words.
_PLAIN_LINE = re.compile(r"^([A-Za-z_][\w-]*[ \t]*:[ \t]+)(\w.*?)[ \t]*$", re.M)
_KEY = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*:(?=\s|\Z)", re.M)
_KEY_LINE = re.compile(r"\A---[ \t]*\n([A-Za-z_][\w-]*)[ \t]*:[ \t]")
# A line of YAML whose key is spelled as programs spell theirs, or that belongs to the one above.
_PROGRAM_LINE = re.compile(r"[a-z][A-Za-z0-9_-]*[ \t]*:(?:\s|\Z)|[ \t#]|-[ \t]|\Z")
_TOML_LINE = re.compile(r"\A\+\+\+[ \t]*\n(?:[ \t]*(?:#.*)?\n)*[ \t]*(?:\[|[\w.\"-]+[ \t]*=)")
# Keys that programs which read front matter know; a block without any of them, and with keys
# that no program would have, is text between two rules.
_KNOWN_KEYS_LISTED = """
title date language source url translation_of lang locale author authors tags tag categories
category keywords description summary layout slug permalink id sidebar sidebar_label
sidebar_position draft weight aliases alias created updated published modified lastmod template
type status version hide_title toc cover image order nav_order parent subtitle created_at
updated_at publish publishdate abstract bibliography
"""
_KNOWN_KEYS = frozenset(_KNOWN_KEYS_LISTED.split())


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
    values, body = front_matter_values(path, text)
    values.setdefault("language", values.get("lang") or values.get("locale"))
    known = {name: _as_text(path, name, values.get(name)) for name in FrontMatter.__slots__}
    if known["language"]:
        known["language"] = language_code(known["language"])
    return FrontMatter(**known), body


def front_matter_values(path: Path, text: str) -> tuple[dict[str, object], str]:
    """All that the front matter of a text says, by key in small letters, and the text behind it.

    Raises LoadError where it is begun but broken.
    """
    if text.startswith("+++"):
        return _toml_values(path, text)
    match = _FENCED.match(text)
    if not match:
        key = _KEY_LINE.match(text)
        if key and key[1].lower() in _KNOWN_KEYS:
            raise LoadError("document_front_matter", path=path, reason="no closing ---")
        return {}, text
    source = match.group(1)
    if source.strip() and not _is_for_programs(source):
        return {}, text
    values = _read(path, source)
    if values is None:
        return {}, text[match.end() :]
    if not isinstance(values, dict):
        return {}, text
    return {str(name).lower(): value for name, value in values.items()}, text[match.end() :]


def _toml_values(path: Path, text: str) -> tuple[dict[str, object], str]:
    import tomllib

    if not _TOML_LINE.match(text):
        return {}, text
    match = _FENCED_TOML.match(text)
    if not match:
        raise LoadError("document_front_matter", path=path, reason="no closing +++")
    try:
        values = tomllib.loads(match.group(1))
    except tomllib.TOMLDecodeError as error:
        raise LoadError("document_front_matter", path=path, reason=error) from error
    return {name.lower(): value for name, value in values.items()}, text[match.end() :]


def _is_for_programs(source: str) -> bool:
    """Whether lines between two rules are YAML: a key is known, or all are spelled like keys."""
    keys = _KEY.findall(source)
    if {key.lower() for key in keys} & _KNOWN_KEYS:
        return True
    return bool(keys) and all(map(_PROGRAM_LINE.match, source.splitlines()))


def language_code(name: str) -> str | None:
    """The ISO 639-1 code of a language by its code, tag or name: ru, en-GB, Russian, «русский»."""
    code = name.strip().lower().replace("_", "-").split("-")[0].strip()
    if len(code) == 2 and code.isascii():
        return code
    return _codes().get(name.strip().lower())


@cache
def _codes() -> dict[str, str]:
    """Codes by the names of languages, in English, in Russian and in themselves."""
    from babel import Locale, UnknownLocaleError

    english, russian = Locale("en").languages, Locale("ru").languages
    codes: dict[str, str] = {}
    for code in map(str, english):
        if len(code) != 2:
            continue
        names = [str(english[code]), str(russian.get(code, ""))]
        # Babel hasn't the words of every language it has a name for.
        with suppress(UnknownLocaleError):
            names.append(Locale(code).get_display_name() or "")
        codes.update({name.lower(): code for name in names if name})
    return codes


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
