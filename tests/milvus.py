"""Milvus Lite's server: Milvus's protocol over one process, in a folder of its own."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from index.storage.milvus.connecting import MilvusSettings


class MilvusServer:
    """The server; it can be ended and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def corpus(self, **given: object) -> MilvusSettings:
        """Settings of a corpus that nobody else has, whose news is seen at once."""
        values: dict[str, object] = {"url": self.url, "name": f"s{uuid4().hex[:12]}", "fresh_s": 0}
        return MilvusSettings(**(values | given))  # type: ignore[arg-type]

    def start(self) -> None:
        """Start it, or start it again where it was ended."""
        command = "import sys; from milvus_lite.cmdline import main; sys.exit(main())"
        place = ["--data-dir", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)]
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", command, "server", *place], stdout=log, stderr=log
            )
        for _ in range(600):
            with socket.socket() as reached:
                if reached.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self._process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(log.name)

    def stop(self) -> None:
        """End it at once, with whatever is going on."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextmanager
def milvus_server(folder: Path) -> Iterator[MilvusServer]:
    """Run a server in a folder."""
    folder.mkdir(exist_ok=True)
    server = MilvusServer(folder)
    try:
        yield server
    finally:
        server.stop()
