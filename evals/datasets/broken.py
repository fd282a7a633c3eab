"""What is wrong with a suite, and where."""

from pathlib import Path

from pydantic import ValidationError

from index.errors import LoadError, SuiteError
from index.loaders.encoding import decode


def at_line(path: Path, line: int, reason: object) -> SuiteError:
    """The error for one line of a file."""
    return SuiteError("suite_line", path=path, line=line, reason=reason)


def read_text(path: Path, *, only_utf8: bool = True) -> str:
    """Read a file; raises SuiteError where it can't be read or isn't text."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SuiteError("suite_missing", path=path) from error
    if not only_utf8:
        try:
            return decode(path, raw)
        except LoadError as error:
            raise at_line(path, 1, "not text") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise at_line(path, raw[: error.start].count(b"\n") + 1, "not UTF-8") from error


def describe(error: ValidationError) -> str:
    """The first thing that a model found wrong, with the field it is about."""
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"]))
    return f"{place}: {first['msg']}" if place else str(first["msg"])
