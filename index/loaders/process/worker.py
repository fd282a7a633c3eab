"""The process that reads files which may be made to do harm; see `isolation`.

A request is one line of JSON, a path and what is wanted of it; the answer is another: what was read
or drawn, or why it wasn't.
"""

import base64
import contextlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from index.errors import LoadError
from index.loaders.formats import draw_page, open_file, parse
from index.loaders.process import limits
from index.loaders.process.wire import packed


def main() -> None:
    """Answer requests until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What a library prints is no answer.
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    _limit_memory()
    for line in sys.stdin:
        request = json.loads(line)
        _limit_time()
        limits.start()
        answers.write(json.dumps(_answer(Path(request["path"]), request)) + "\n")
        answers.flush()


def _answer(path: Path, request: dict[str, Any]) -> dict[str, Any]:
    try:
        opened = open_file(path)
        if "page" in request:
            picture = draw_page(opened, path, request["page"], request["width"], request["boxes"])
            return {"picture": base64.b64encode(picture).decode()}
        return {"parsed": packed(parse(opened, path))}
    except LoadError as error:
        values = {name: str(value) for name, value in error.values.items() if name != "path"}
        return {"error": error.code, "values": values}
    except (MemoryError, RecursionError):
        return {"error": "document_slow", "values": {}}
    except Exception as error:
        # Whatever a library stumbles over, the file is what is amiss.
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        return {"error": "document_damaged", "values": {"reason": reason}}


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.MOST_BYTES, limits.MOST_BYTES))


def _limit_time() -> None:
    """End this process by itself where whoever asked is gone."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime) + limits.MOST_SECONDS + 1
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


if __name__ == "__main__":
    main()
