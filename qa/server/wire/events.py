"""Server-sent events that hold a quiet connection open and end with whoever listens."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event

# A proxy may end a stream that says nothing.
SECONDS_BETWEEN_HEARTBEATS = 10.0
_HEARTBEAT = format_sse_event(comment="still at it")


@dataclass(frozen=True, slots=True)
class Event:
    """A named event; `data` is sent as JSON."""

    name: str | None
    data: Any
    id: str | None = None

    def encode(self) -> bytes:
        """The event on the wire."""
        data = self.data if isinstance(self.data, str) else _json(self.data)
        return format_sse_event(data_str=data, event=self.name, id=self.id)


def event_stream(
    events: AsyncGenerator[Event, None],
    headers: dict[str, str] | None = None,
    heartbeat_s: float = SECONDS_BETWEEN_HEARTBEATS,
) -> StreamingResponse:
    """Answer with events; where the listener goes, the iterator is closed."""
    return StreamingResponse(
        _encoded(events, heartbeat_s), media_type="text/event-stream", headers=headers
    )


async def _encoded(events: AsyncGenerator[Event, None], heartbeat_s: float) -> AsyncIterator[bytes]:
    coming = asyncio.ensure_future(anext(events))
    try:
        while True:
            done, _ = await asyncio.wait({coming}, timeout=heartbeat_s)
            if not done:
                yield _HEARTBEAT
                continue
            try:
                event = coming.result()
            except StopAsyncIteration:
                return
            yield event.encode()
            coming = asyncio.ensure_future(anext(events))
    finally:
        coming.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await coming
        await events.aclose()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
