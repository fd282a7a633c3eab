"""Files read in a process of their own, which is ended where it takes too long or too much."""

import base64
import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import index
from index.errors import LoadError
from index.loaders.parsed import Parsed
from index.loaders.process import limits
from index.loaders.process.wire import unpacked
from index.types import Box

_HOME = Path(index.__file__).parent.parent


class Isolated:
    """Reads files one after another by a worker that is started with the first; close it.

    Threads may share it; each waits for its turn.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the worker; the next file starts another."""
        with self._lock:
            self._end()

    def read(self, path: Path) -> Parsed:
        """Read a file; raises LoadError with what to do about it."""
        return unpacked(self._answer(path, {})["parsed"])

    def draw(self, path: Path, page: int, width: int, boxes: Sequence[Box] = ()) -> bytes:
        """Draw a page of a PDF as PNG with boxes marked; raises LoadError."""
        said = self._answer(path, {"page": page, "width": width, "boxes": list(boxes)})
        return base64.b64decode(said["picture"])

    def _answer(self, path: Path, wanted: dict[str, Any]) -> dict[str, Any]:
        with self._lock:
            line = self._asked(path, json.dumps({"path": str(path.absolute()), **wanted}))
        said: dict[str, Any] = json.loads(line)
        if "error" in said:
            if said["error"] == "document_slow":
                self.close()  # what took all its memory may hold it still
            raise LoadError(said["error"], **{**said["values"], "path": path})
        return said

    def _asked(self, path: Path, request: str) -> str:
        process = self._process = self._process or _started()
        assert process.stdin
        assert process.stdout
        late = threading.Timer(limits.MOST_SECONDS, process.kill)
        late.daemon = True
        late.start()
        try:
            process.stdin.write(request + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = ""
        except BaseException:
            # Whoever is interrupted waits for no answer, and nobody else may get it.
            process.kill()
            self._end()
            raise
        finally:
            was_late = late.finished.is_set()
            late.cancel()
        if not line.endswith("\n"):
            self._end()
            if was_late or process.returncode in _OUT_OF_LIMITS:
                raise LoadError("document_slow", path=path)
            raise LoadError("document_damaged", path=path, reason="it can't be read")
        return line

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            if process.stdin:
                process.stdin.close()
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()


# Killed for its memory by the system, or for the processor's time (SIGXCPU) by its own limit.
_OUT_OF_LIMITS = (-9, -24)


def _started() -> subprocess.Popen[str]:
    known = os.environ.get("PYTHONPATH", "")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [str(_HOME), known]))}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "index.loaders.process.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="ascii",
        env=environment,
    )
