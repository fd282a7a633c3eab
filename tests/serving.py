"""A server that really runs."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from qa.pipeline import Pipeline
from qa.server.app import create_app
from qa.server.guards.connections import bounded_protocol
from qa.settings import Settings

_SECONDS_TO_START = 60


@contextmanager
def serving(
    settings: Settings, pipeline: Pipeline | None, port: int = 0, page: bool = True
) -> Iterator[str]:
    """Run a server and give its address; without the page, it takes no seconds to start."""
    with serving_app(create_app(settings, pipeline), settings, port, page) as address:
        yield address


@contextmanager
def serving_app(
    app: FastAPI, settings: Settings, port: int = 0, page: bool = True
) -> Iterator[str]:
    """Run an application and give its address."""
    config = uvicorn.Config(
        app,
        http=bounded_protocol(settings),
        log_config=None,
        log_level="warning",
        proxy_headers=False,
        root_path=settings.root_path,
        lifespan="on" if page else "off",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", port)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        deadline = time.monotonic() + _SECONDS_TO_START
        while not server.started and thread.is_alive() and time.monotonic() < deadline:
            time.sleep(0.01)
        try:
            assert server.started, "the server hasn't started"
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        finally:
            server.should_exit = True
            thread.join()
