"""A running server whose answers a doubled model writes, as its callers see it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from qa.pipeline import Pipeline
from qa.settings import Settings
from tests.serving import serving

SECONDS = 30


class Served:
    """A running server, as its callers see it."""

    def __init__(self, address: str) -> None:
        self._address = address

    def ask(self, question: str, **body: object) -> httpx.Response:
        with httpx.Client(base_url=self._address, timeout=SECONDS) as client:
            return client.post("/api/ask", json={"question": question, **body})

    def complete(self, question: str) -> httpx.Response:
        with httpx.Client(base_url=self._address, timeout=SECONDS) as client:
            return client.post("/v1/chat/completions", json=completion(question))

    @contextmanager
    def events(self, question: str) -> Iterator[Iterator[tuple[str, dict[str, object]]]]:
        """The events of an answer as they come."""
        with (
            httpx.Client(base_url=self._address, timeout=SECONDS) as client,
            client.stream("POST", "/api/ask/stream", json={"question": question}) as response,
        ):
            yield _events(response.iter_lines())

    @contextmanager
    def chunks(self, question: str) -> Iterator[Iterator[dict[str, object]]]:
        """The chunks of a completion as they come."""
        body = completion(question, stream=True, stream_options={"include_usage": True})
        with (
            httpx.Client(base_url=self._address, timeout=SECONDS) as client,
            client.stream("POST", "/v1/chat/completions", json=body) as response,
        ):
            yield (json.loads(data) for data in _data(response.iter_lines()) if data != "[DONE]")


def completion(question: str, **others: object) -> dict[str, object]:
    return {"model": "seedqa", "messages": [{"role": "user", "content": question}], **others}


def _data(lines: Iterator[str]) -> Iterator[str]:
    return (line.removeprefix("data: ") for line in lines if line.startswith("data: "))


def _events(lines: Iterator[str]) -> Iterator[tuple[str, dict[str, object]]]:
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


@contextmanager
def served(pipeline: Pipeline, folder: Path) -> Iterator[Served]:
    settings: Settings = pipeline.settings.model_copy(update={"records": folder / "r.sqlite"})
    with serving(settings, pipeline, page=False) as address:
        yield Served(address)
