"""A language model's server that does as it is told: OpenAI's streamed completions on loopback."""

import json
import select
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.llm.script import Asked, Close, Pause, Raw, Reply, Script, Step, Until, refuses, says

_PATH = "/v1/chat/completions"
_UNKNOWN = refuses(404, "unknown_path")
# How often a waiting server looks whether its client is still there, in seconds.
_LOOK_EVERY = 0.01
# No test waits longer for something to happen, in seconds.
_PATIENCE = 10.0


class Double:
    """The server; of its script each request takes the next part, and the last one stays."""

    def __init__(self) -> None:
        self.requests: list[Asked] = []
        self.errors: list[Exception] = []
        self.most_at_once = 0
        # Clients that are forgotten with connections that were kept warn of them.
        self.keeps_connections = False
        self.stopping = threading.Event()
        self._script: list[Script] = [says("Hello.")]
        self._taken = 0
        self._at_once = 0
        self._lock = threading.Lock()

    def will(self, *script: Script) -> None:
        """Do this with the requests to come, and forget those that were."""
        with self._lock:
            self._script, self._taken = list(script), 0
            self.requests = []
            self.most_at_once = 0

    @cached_property
    def server(self) -> ThreadingHTTPServer:
        """The server on a port of its own."""
        made = _Server(("127.0.0.1", 0), _Handler)
        made.double = self
        return made

    @property
    def url(self) -> str:
        """The base URL for clients."""
        return f"http://127.0.0.1:{self.server.server_address[1]}/v1"

    def wait_for(self, requests: int) -> Asked:
        """Wait until so many requests have come, and give the last one."""
        deadline = time.monotonic() + _PATIENCE
        while len(self.requests) < requests and time.monotonic() < deadline:
            time.sleep(_LOOK_EVERY)
        assert len(self.requests) >= requests, f"{len(self.requests)} requests came"
        return self.requests[requests - 1]

    def take(self, asked: Asked) -> Reply:
        """Tell what is to be done with a request."""
        with self._lock:
            part = self._script[min(self._taken, len(self._script) - 1)]
            self._taken += 1
        return part if isinstance(part, Reply) else part(asked)

    @contextmanager
    def counted(self, asked: Asked) -> Iterator[None]:
        """Note a request, which is under way."""
        with self._lock:
            self.requests.append(asked)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            yield
        finally:
            with self._lock:
                self._at_once -= 1


@contextmanager
def doubling() -> Iterator[Double]:
    """Run a server until the end of the block."""
    double = Double()
    thread = threading.Thread(target=double.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield double
    finally:
        double.stopping.set()
        double.server.shutdown()
        double.server.server_close()
        thread.join()
    assert not double.errors


def closed_port() -> int:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


class _Server(ThreadingHTTPServer):
    double: Double
    daemon_threads = True
    # Whoever is being answered sees that the server stops.
    block_on_close = True


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        double = self.server.double
        length = int(self.headers.get("content-length", 0))
        body = json.loads(self.rfile.read(length) or "{}")
        asked = Asked({name.lower(): value for name, value in self.headers.items()}, body)
        self.close_connection = self.close_connection or not double.keeps_connections
        with double.counted(asked):
            try:
                reply = double.take(asked) if self.path == _PATH else _UNKNOWN
                self._give(reply, asked)
            except OSError:
                asked.left.set()
                self.close_connection = True
            except Exception as error:
                double.errors.append(error)
                self.close_connection = True
            finally:
                asked.ended.set()

    def _give(self, reply: Reply, asked: Asked) -> None:
        if reply.silent:
            self._wait(3_600)
        if reply.status != 200:
            self._fail(reply)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self._end_headers()
        self._chunk({"role": "assistant", "content": ""})
        for step in reply.steps:
            if isinstance(step, Close):
                self._break()
                return
            self._do(step)
        self._chunk({}, "stop")
        if reply.usage and (asked.body.get("stream_options") or {}).get("include_usage"):
            self._data({**_HEADING, "choices": [], "usage": _usage(reply)})
        self._line("data: [DONE]")
        self.wfile.write(b"0\r\n\r\n")

    def _do(self, step: Step) -> None:
        if isinstance(step, str):
            self._wait(0)
            self._chunk({"content": step})
        elif isinstance(step, Pause):
            self._wait(step.seconds)
        elif isinstance(step, Until):
            deadline = time.monotonic() + _PATIENCE
            while not step.event.is_set() and time.monotonic() < deadline:
                self._wait(_LOOK_EVERY)
        elif isinstance(step, Raw):
            self._line(step.line)

    def _wait(self, seconds: float) -> None:
        """Wait, and raise OSError where the client has gone meanwhile."""
        until = time.monotonic() + seconds
        while True:
            left = max(0.0, until - time.monotonic())
            ready, _, _ = select.select([self.connection], [], [], min(left, _LOOK_EVERY))
            if ready and not self.connection.recv(1, socket.MSG_PEEK):
                raise ConnectionResetError
            if self.server.double.stopping.is_set():
                raise ConnectionAbortedError
            if not left:
                return

    def _fail(self, reply: Reply) -> None:
        """An error as OpenAI words it; one of a wrong key repeats the key, as some servers do."""
        key = self.headers.get("authorization", "")
        told = f"Incorrect API key provided: {key}" if reply.status == 401 else "It failed."
        error = {"message": told, "type": "error", "param": None, "code": reply.code or None}
        sent = json.dumps({"error": error}).encode()
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(sent)))
        self._end_headers()
        self.wfile.write(sent)

    def _end_headers(self) -> None:
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def _break(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _chunk(self, delta: Mapping[str, str], reason: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": reason, "logprobs": None}
        self._data({**_HEADING, "choices": [choice]})

    def _data(self, chunk: Mapping[str, Any]) -> None:
        self._line("data: " + json.dumps(chunk, ensure_ascii=False))

    def _line(self, line: str) -> None:
        sent = f"{line}\n\n".encode()
        self.wfile.write(b"%x\r\n%b\r\n" % (len(sent), sent))
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


_HEADING = {
    "id": "chatcmpl-double",
    "object": "chat.completion.chunk",
    "created": 1_700_000_000,
    "model": "double",
}


def _usage(reply: Reply) -> dict[str, int]:
    asked, told = reply.usage
    return {"prompt_tokens": asked, "completion_tokens": told, "total_tokens": asked + told}
