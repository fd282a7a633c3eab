"""Generators of a client that a collector finds are closed by one thread."""

import asyncio
import gc
import threading
import time
from collections.abc import AsyncGenerator
from typing import Any

import pytest

from qa.answerers.llm import calling


class _Slow:
    """Found by a collector, it keeps it for a while."""

    def __del__(self) -> None:
        time.sleep(0.2)


def test_generators_found_by_a_collector_are_not_closed_by_two_threads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calling, "_COLLECTED_WITHIN", 0.5)
    closed = threading.Event()

    async def inner() -> AsyncGenerator[int, None]:
        try:
            yield 1
        finally:
            time.sleep(0.4)
            closed.set()

    async def outer(cycle: list[Any]) -> AsyncGenerator[int, None]:
        try:
            yield 1
        finally:
            await cycle[-1].aclose()

    async def leave() -> None:
        cycle: list[Any] = []
        cycle += (outer(cycle), _Slow(), inner())
        assert [await anext(cycle[0]), await anext(cycle[-1])] == [1, 1]
        cycle[1].cycle = cycle

    gc.collect()
    asyncio.run_coroutine_threadsafe(leave(), calling._running_loop()).result()
    gc.collect()
    assert closed.wait(5)
