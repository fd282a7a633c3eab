"""Sites that embed the widget, and a server of the widget that says what a test wants it to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from qa.server.widget.script import widget_script

Respond = Callable[["Exchange"], None]


@dataclass
class Request:
    """What came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Exchange:
    """A request and the means to answer it, piece by piece if need be."""

    def __init__(self, handler: BaseHTTPRequestHandler, request: Request) -> None:
        self._handler = handler
        self.request = request

    def begin(self, status: int, media_type: str, **headers: str) -> None:
        self._handler.send_response(status)
        self._handler.send_header("Content-Type", media_type)
        self._handler.send_header("Connection", "close")
        for name, value in headers.items():
            self._handler.send_header(name.replace("_", "-"), value)
        self._handler.end_headers()

    def write(self, text: str) -> None:
        self._handler.wfile.write(text.encode())
        self._handler.wfile.flush()

    def send(self, status: int, media_type: str, text: str, **headers: str) -> None:
        self.begin(status, media_type, **headers)
        self.write(text)

    def problem(self, status: int, detail: str, **headers: str) -> None:
        document = {"status": status, "title": "x", "detail": detail, "code": "x"}
        self.send(status, "application/problem+json", json.dumps(document), **headers)

    def event(self, name: str, data: object, identity: str = "", end: str = "\n") -> None:
        # Not as ASCII, so that what separates lines in Unicode arrives as it is.
        lines = [f"event: {name}", f"data: {json.dumps(data, ensure_ascii=False)}"]
        lines += [f"id: {identity}"] if identity else []
        self.write(end.join([*lines, "", ""]))


@dataclass
class Site:
    """A server on a port of its own, whose pages are what a test puts there."""

    origin: str = ""
    answers: dict[str, Respond] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)

    def page(self, path: str, html: str, **headers: str) -> None:
        self.answers[path] = lambda exchange: exchange.send(
            200, "text/html; charset=utf-8", html, **headers
        )

    def style(self, path: str, css: str) -> None:
        self.answers[path] = lambda exchange: exchange.send(200, "text/css", css)

    def answer_to(self, path: str) -> Respond | None:
        """What is put there, or for a folder that it is in."""
        folder = "/" + "/".join(path.split("/")[1:2]) + "/"
        return self.answers.get(path) or self.answers.get(folder)

    def of(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path.split("?")[0] == path]


@contextmanager
def running_site() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("content-length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.command, self.path, headers, self.rfile.read(length))
            site.requests.append(request)
            exchange = Exchange(self, request)
            respond = site.answer_to(self.path.split("?")[0])
            try:
                if respond:
                    respond(exchange)
                else:
                    # Nobody has a picture for the tab.
                    exchange.send(204 if self.path == "/favicon.ico" else 404, "text/plain", "")
            except (BrokenPipeError, ConnectionResetError):
                # The browser has stopped listening.
                pass

        do_GET = do_POST = _answer

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.origin = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def serve_widget(site: Site) -> None:
    """Let a site serve the widget itself, with no question to suggest."""
    site.answers.clear()
    site.requests.clear()
    site.answers["/widget.js"] = lambda exchange: exchange.send(
        200, "text/javascript; charset=utf-8", widget_script()
    )
    site.answers["/api/suggestions"] = lambda exchange: exchange.send(
        200, "application/json", '{"questions": [], "ready": true}'
    )
    site.page(
        "/", '<!doctype html><html lang="en"><title>x</title><script src="widget.js"></script>'
    )


def citation(number: int = 1, **changes: object) -> dict[str, Any]:
    """A citation as the API gives it."""
    return {
        "number": number,
        "document_id": "a b/ü.txt",
        "title": "The title",
        "language": "en",
        "date": "2025-02-07",
        "source": "The publisher",
        "url": "https://publisher.example/page",
        "start": 0,
        "end": 11,
        "quote": "Four words.",
        "focus": [0, 4],
        "verdict": {"status": "supported", "reason": "quoted"},
        "original": None,
        **changes,
    }


def answer(**changes: object) -> dict[str, Any]:
    """An answer as the API gives it."""
    return {
        "question": "How many?",
        "language": "en",
        "answered": True,
        "short": "Four",
        "sentences": [{"text": "Four words.", "citations": [1]}],
        "citations": [citation()],
        "related": [],
        "confidence": 0.9,
        "certainty": "sure",
        "answerer": "extractive",
        "model": None,
        "timings_ms": {},
        **changes,
    }


def answering(given: dict[str, Any], end: str = "\n") -> Respond:
    """Answer every question the same."""

    def respond(exchange: Exchange) -> None:
        exchange.begin(200, "text/event-stream")
        exchange.write(f": heartbeat{end}{end}")
        exchange.event("sources", {"sources": []}, end=end)
        for sentence in given["sentences"]:
            exchange.event("token", {"text": sentence["text"]}, end=end)
        exchange.event("answer", given, "0123456789abcdef0123456789abcdef", end)

    return respond
