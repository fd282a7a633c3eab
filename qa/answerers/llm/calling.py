"""Calls of a language model: streamed, tried again, given up in time, ended with their caller."""

import asyncio
import re
import sys
import threading
import time
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import cache
from queue import Empty, SimpleQueue
from typing import cast

from langchain_core.exceptions import (
    ContextOverflowError,
    ModelAPIError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelError,
    ModelNotFoundError,
    ModelPermissionDeniedError,
    ModelRateLimitError,
    ModelTimeoutError,
)
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    stop_before_delay,
    wait_exponential_jitter,
)

from qa.answerers import Terms
from qa.types import Status, Usage

# How often a waiting caller looks whether it is still wanted, in seconds.
_LOOK_EVERY = 0.05
_TRIES = 3
# Fewer than texts in either language have: a budget had better count too many tokens.
_CHARACTERS_A_TOKEN = 3
# Seconds in which a collector has gone through all that it found.
_COLLECTED_WITHIN = 2.0
_backoff = wait_exponential_jitter(multiplier=0.5, jitter=0.5, max=8)
_END = object()
_making_loop = threading.Lock()
_KINDS: dict[type[BaseException], str] = {
    ContextOverflowError: "overflow",
    ModelAuthenticationError: "refused_key",
    ModelPermissionDeniedError: "refused_key",
    ModelRateLimitError: "rate",
    ModelTimeoutError: "timeout",
    TimeoutError: "timeout",
    ModelNotFoundError: "unknown_model",
    ModelConnectionError: "unreachable",
    ModelAPIError: "server",
    OSError: "unreachable",
}
_STATUSES = {
    401: "refused_key",
    403: "refused_key",
    404: "unknown_model",
    408: "timeout",
    429: "rate",
}
_SERVER = 500
# A prompt that is too long is refused with one of these, in the words of OpenAI, vLLM, llama.cpp,
# Anthropic and others.
_REFUSED = (400, 413)
_OVERFLOW = re.compile(
    r"context[ _]?(?:length|size|window)|maximum context|(?:prompt|input) is too long", re.I
)


class GivenUp(Exception):
    """A call that came to nothing; `code` tells why, and whether text came before it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Calls:
    """Streams answers of one model, so many at a time.

    A caller that leaves, or whose time is over, ends the request itself, so that the model stops.
    """

    def __init__(self, model: BaseChatModel, at_once: int, seconds: float) -> None:
        self._model = model
        self._seconds = seconds
        self._turns = asyncio.Semaphore(at_once)

    def stream(
        self, messages: Sequence[BaseMessage], terms: Terms, spent: "Spent"
    ) -> Iterator[str]:
        """Give the text as it comes; raises GivenUp. What it took is counted in `spent`."""
        arrived: SimpleQueue[object] = SimpleQueue()
        left = threading.Event()
        began = time.monotonic()
        until = began + self._seconds
        running = asyncio.run_coroutine_threadsafe(
            self._put(messages, arrived, spent, left), _running_loop()
        )
        try:
            while True:
                if terms.cancelled():
                    raise GivenUp("cancelled")
                if terms.left() <= 0 or time.monotonic() > until:
                    raise GivenUp("timeout")
                try:
                    piece = arrived.get(timeout=_LOOK_EVERY)
                except Empty:
                    continue
                if piece is _END:
                    return
                if isinstance(piece, GivenUp):
                    raise piece
                assert isinstance(piece, str)
                if spent.first_token_ms is None:
                    spent.first_token_ms = round((time.monotonic() - began) * 1_000, 2)
                yield piece
        finally:
            # Of a server that never stops for breath, asyncio.wait_for of Python 3.11, which
            # clients use, swallows the cancellation.
            left.set()
            running.cancel()

    async def _put(
        self,
        messages: Sequence[BaseMessage],
        arrived: "SimpleQueue[object]",
        spent: "Spent",
        left: threading.Event,
    ) -> None:
        """Put what comes of a call, in the loop; the end, or why there is none, comes last."""
        try:
            async with self._turns, aclosing(self._tried(messages, spent)) as texts:
                async for text in texts:
                    if left.is_set():
                        return
                    arrived.put(text)
            arrived.put(_END)
        except GivenUp as error:
            arrived.put(error)
        except Exception as error:
            arrived.put(GivenUp(_code_of(error)))

    async def _tried(
        self, messages: Sequence[BaseMessage], spent: "Spent"
    ) -> AsyncGenerator[str, None]:
        """The text of the first try that gives any; what has begun isn't begun anew."""
        trying = AsyncRetrying(
            stop=stop_after_attempt(_TRIES) | stop_before_delay(self._seconds),
            wait=_pause,
            retry=retry_if_exception(_may_be_tried_again),
            reraise=True,
        )
        async for attempt in trying:
            with attempt:
                begun = False
                spent.calls += 1
                try:
                    async with aclosing(self._once(messages, spent)) as texts:
                        async for text in texts:
                            begun = True
                            yield text
                except Exception as error:
                    if begun:
                        raise GivenUp("broken") from error
                    raise

    async def _once(
        self, messages: Sequence[BaseMessage], spent: "Spent"
    ) -> AsyncGenerator[str, None]:
        asked = told = written = 0
        try:
            # Left to the collector it may be closed while it runs.
            stream = cast(AsyncGenerator[AIMessageChunk, None], self._model.astream(list(messages)))
            async with aclosing(stream) as chunks:
                async for chunk in chunks:
                    if isinstance(chunk, AIMessageChunk) and chunk.usage_metadata:
                        asked = max(asked, chunk.usage_metadata["input_tokens"])
                        told = max(told, chunk.usage_metadata["output_tokens"])
                    if text := str(chunk.text):
                        written += len(text)
                        yield text
        finally:
            spent.prompt_tokens += asked
            spent.completion_tokens += told
            if written and not asked + told:
                read = sum(len(str(message.content)) for message in messages)
                spent.untold_tokens += (read + written) // _CHARACTERS_A_TOKEN


@dataclass(slots=True)
class Spent:
    """What is being spent on one answer; changed as it comes."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    calls: int = 0
    untold_tokens: int = 0
    first_token_ms: float | None = None
    verdicts: list[Status] = field(default_factory=list)

    @property
    def usage(self) -> Usage:
        """The same as a value."""
        return Usage(
            self.prompt_tokens,
            self.completion_tokens,
            self.calls,
            self.first_token_ms,
            tuple(self.verdicts),
            self.untold_tokens,
        )


@cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    loop.call_soon(_close_when_collected, loop)
    threading.Thread(target=loop.run_forever, name="llm", daemon=True).start()
    return loop


def _close_when_collected(loop: asyncio.AbstractEventLoop) -> None:
    """Let no generator that another thread's collector found be closed while it still collects.

    A client's generators close each other; those of one stream are found together.
    """
    here = threading.get_ident()
    close = sys.get_asyncgen_hooks().finalizer
    assert close

    def close_in_time(generator: AsyncGenerator[object, object]) -> None:
        if threading.get_ident() == here:
            close(generator)
        elif not loop.is_closed():
            loop.call_soon_threadsafe(loop.call_later, _COLLECTED_WITHIN, close, generator)

    sys.set_asyncgen_hooks(finalizer=close_in_time)


def _running_loop() -> asyncio.AbstractEventLoop:
    """The event loop of all calls: clients of one server share connections, which belong to it."""
    with _making_loop:
        return _loop()


def _pause(state: RetryCallState) -> float:
    """Seconds until a call is tried again: as many as it was asked to wait, else ever more."""
    error = state.outcome.exception() if state.outcome else None
    asked = _retry_after(error) if error else None
    return _backoff(state) if asked is None else asked


def _may_be_tried_again(error: BaseException) -> bool:
    if isinstance(error, ModelError):
        return error.is_retryable
    return _code_of(error) in ("unreachable", "timeout", "rate", "server")


def _retry_after(error: BaseException) -> float | None:
    """The seconds that an answer with Retry-After asks to wait."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return max(0.0, float(headers["retry-after"]))
    except (KeyError, ValueError):  # a date is sent by no provider
        return None


def _code_of(error: BaseException) -> str:
    """Name a failure by what can be done about it.

    Clients that don't raise LangChain's errors have a status code, or one of httpx' types, which
    two packages have.
    """
    known = next((code for kind, code in _KINDS.items() if isinstance(error, kind)), None)
    if known:
        return known
    status = getattr(error, "status_code", None)
    if status in _REFUSED and _OVERFLOW.search(f"{error} {getattr(error, 'body', '')}"):
        return "overflow"
    if isinstance(status, int):
        return _STATUSES.get(status, "server" if status >= _SERVER else "failed")
    names = {kind.__name__ for kind in type(error).__mro__}
    if "TimeoutException" in names:
        return "timeout"
    return "unreachable" if "TransportError" in names else "failed"
