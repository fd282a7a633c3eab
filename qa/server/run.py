"""Serve the application until it is stopped."""

import asyncio
import logging
import os
import socket

import click
import uvicorn
from fastapi import FastAPI

from index.errors import SettingsError
from qa.locale import interface_language
from qa.messages import message
from qa.server.app import create_app
from qa.settings import Settings

# An answer under way may still be finished within this time.
_SECONDS_TO_FINISH = 2
_ANY_ADDRESS = ("0.0.0.0", "::", "")
_BACKLOG = 2048
_DEFAULT_PORT = 7860
_FIRST_FREE_PORT, _LAST_PORT = 1024, 65_535


def serve(settings: Settings) -> None:
    """Serve page and API on one port until Ctrl-C; raises SettingsError where it isn't free."""
    listener = _listen(settings.host, settings.port)
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        log_level="warning",
        timeout_graceful_shutdown=_SECONDS_TO_FINISH,
        server_header=False,
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
        for end in self._app.state.before_shutdown:
            end()
        # What is cut off now is no error.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)

    async def _announce(self) -> None:
        while not self._app.state.services.loader.settled.is_set():
            await asyncio.sleep(0.05)
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
