"""What is wrong with a suite, and where."""

from pathlib import Path

from pydantic import ValidationError

from index.errors import LoadError, SuiteError
from index.loaders.encoding import decode


def at_line(path: Path, line: int, reason: object) -> SuiteError:
    """The error for one line of a file."""
    return SuiteError("suite_line", path=path, line=line, reason=reason)


def read_text(path: Path, *, only_utf8: bool = True) -> str:
    """Read a file with "\\n" line ends; raises SuiteError where it can't be read or isn't text."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SuiteError("suite_missing", path=path) from error
    # A file saved twice may have two byte order marks.
    return _plain_ends(_decode(path, raw, only_utf8=only_utf8)).lstrip("\ufeff")


def _decode(path: Path, raw: bytes, *, only_utf8: bool) -> str:
    if not only_utf8:
        try:
            return decode(path, raw)[0]
        except LoadError as error:
            raise at_line(path, 1, "not text") from error
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _plain_ends(raw[: error.start].decode("latin-1"))
        raise at_line(path, before.count("\n") + 1, "not UTF-8") from error


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def describe(error: ValidationError) -> str:
    """The first thing that a model found wrong, with the field it is about."""
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"]))
    return f"{place}: {first['msg']}" if place else str(first["msg"])
