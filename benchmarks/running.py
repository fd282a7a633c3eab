"""A server of its own process, for the measurements that need one."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def serving(
    index: Path, checkout: Path | None = None, **settings: str
) -> Iterator[tuple[str, int]]:
    """Serve an index on a free port, with settings as in the environment: address, process id.

    By the code of another `checkout`, where one is given.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "qa.commands.cli",
        "serve",
        "--index",
        str(index),
        "--port",
        str(port),
    ]
    # Its log would be longer than the figures.
    quiet = subprocess.DEVNULL
    environment = {**os.environ, **settings}
    server = subprocess.Popen(command, cwd=checkout, env=environment, stdout=quiet, stderr=quiet)
    url = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{url}readyz").close()
                break
            except OSError:
                if server.poll() is not None:
                    raise SystemExit(f"no server: {' '.join(command)}") from None
                time.sleep(0.2)
        yield url, server.pid
    finally:
        server.terminate()
        server.wait()
