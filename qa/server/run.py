"""Serve the application until it is stopped."""

import asyncio
import logging
import os
import socket
import time

import click
import uvicorn
from fastapi import FastAPI

from index.errors import SettingsError
from qa.server.answering.pool import Answering
from qa.server.app import create_app
from qa.server.guards.connections import bounded_protocol
from qa.server.watching.logs import write_logs
from qa.settings import Settings
from qa.wording.locale import interface_language
from qa.wording.messages import message

# Whatever still hangs after the answers under way were given their time.
_SECONDS_TO_FINISH = 2
# Beyond this a connection gets 503, before it costs anything.
_CONNECTIONS = 1_000
_SECONDS_BETWEEN_LOOKS = 0.05
_ANY_ADDRESS = ("0.0.0.0", "::", "")
_BACKLOG = 2048
_DEFAULT_PORT = 7860
_FIRST_FREE_PORT, _LAST_PORT = 1024, 65_535


def serve(settings: Settings) -> None:
    """Serve page and API on one port until Ctrl-C; raises SettingsError where it isn't free."""
    listener = _listen(settings.host, settings.port)
    write_logs(settings)
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        log_level="warning",
        timeout_graceful_shutdown=_SECONDS_TO_FINISH,
        server_header=False,
        http=bounded_protocol(settings),
        limit_concurrency=_CONNECTIONS,
        root_path=settings.root_path,
        # Forwarded addresses are believed of the proxies that are named alone.
        proxy_headers=False,
        log_config=None,
    )
    sentence = message(
        "command.serving", interface_language(settings), url=_address(settings.host, listener)
    )
    with listener:
        try:
            _Server(config, app, sentence).run(sockets=[listener])
        except KeyboardInterrupt:
            # The server has ended in order and passes the signal on.
            return


class _Server(uvicorn.Server):
    """Says where it answers, once it does."""

    def __init__(self, config: uvicorn.Config, app: FastAPI, sentence: str) -> None:
        super().__init__(config)
        self._app = app
        self._sentence = sentence
        self._announcement: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announcement = asyncio.create_task(self._announce())

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._announcement:
            self._announcement.cancel()
        await self._finish_answers()
        for end in self._app.state.before_shutdown:
            end()
        # What is cut off now is no error.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)

    async def _finish_answers(self) -> None:
        """Let the answers under way be finished while new questions are sent away."""
        answering: Answering = self._app.state.services.answering
        answering.drain()
        deadline = time.monotonic() + self._app.state.services.settings.shutdown_grace_s
        while answering.under_way and time.monotonic() < deadline and not self.force_exit:
            await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)

    async def _announce(self) -> None:
        while not self._app.state.services.loader.settled.is_set():
            await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
        click.echo(self._sentence)


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before anything heavy is loaded."""
    listener = None
    try:
        found = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        family, kind, protocol, _, address = found[0]
        # A socket that doesn't name its protocol gets no TCP_NODELAY: 40 ms for each answer.
        listener = socket.socket(family, kind, protocol)
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
        return listener
    except OSError as error:
        if listener:
            listener.close()
        other = port + 1 if _FIRST_FREE_PORT <= port < _LAST_PORT else _DEFAULT_PORT
        raise SettingsError(
            "port_in_use", port=port, host=host, reason=error.strerror or error, other=other
        ) from error


def _address(host: str, listener: socket.socket) -> str:
    port = listener.getsockname()[1]
    name = "localhost" if host in _ANY_ADDRESS else host
    return f"http://{f'[{name}]' if ':' in name else name}:{port}"
