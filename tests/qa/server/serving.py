"""A server that really runs, without the page."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from qa.pipeline import Pipeline
from qa.server import create_app
from qa.server.connections import bounded_protocol
from qa.settings import Settings


@contextmanager
def serving(settings: Settings, pipeline: Pipeline) -> Iterator[str]:
    """Run a server and give its address, without a slash at the end."""
    app = create_app(settings, pipeline)
    config = uvicorn.Config(
        app,
        http=bounded_protocol(settings),
        log_config=None,
        proxy_headers=False,
        root_path=settings.root_path,
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
        assert not app.state.services.answering.under_way
