"""What a run has done so far, so that it can go on after Ctrl-C or a power cut."""

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from evals.running.cache import cache_folder, drop_old
from evals.types import Result, Suite
from index.errors import StorageError
from qa.settings import Settings

_RESULT = TypeAdapter(Result)


class Journal:
    """One line a finished case, in the user's cache; gone when the run is complete.

    A journal is of one suite and one provenance: what other code, weights or settings gave is in
    another.
    """

    def __init__(self, suite: Suite, settings: Settings, provenance: dict[str, str]) -> None:
        identity = json.dumps([provenance, [case.id for case in suite.cases]], sort_keys=True)
        digest = hashlib.sha256(f"{suite.name} {suite.cases!r} {identity}".encode())
        self._path = cache_folder(settings, "runs") / f"{digest.hexdigest()[:16]}.jsonl"

    def done(self) -> dict[str, Result]:
        """The finished cases by id; a line that was cut off is passed over."""
        try:
            lines = self._path.read_text(encoding="utf-8").split("\n")
        except OSError:
            return {}
        return {result.case.id: result for result in _parse(lines)}

    def forget(self) -> None:
        """Begin anew, and drop journals that are long left alone; raises StorageError."""
        with _writing(self._path):
            self._path.unlink(missing_ok=True)
        drop_old(self._path.parent)

    def add(self, result: Result) -> None:
        """Keep a finished case; raises StorageError."""
        with _writing(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as file:
                file.write(_RESULT.dump_json(result) + b"\n")


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or error
        raise StorageError("storage_unwritable", path=path, reason=reason) from error


def _parse(lines: Iterable[str]) -> list[Result]:
    results = []
    for line in lines:
        try:
            results.append(_RESULT.validate_json(line))
        except ValidationError:
            continue
    return results
