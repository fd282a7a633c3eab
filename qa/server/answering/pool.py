"""Answering for everybody at once: so many answers at a time, the others wait, or are sent away."""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Literal

from index.errors import SeedQAError
from qa.pipeline import Sources, Terms
from qa.server.answering.loading import PipelineLoader
from qa.server.answering.turns import Turns
from qa.server.wire.problems import ProblemError
from qa.settings import Settings
from qa.types import Answer, Language, Sentence, Turn

Channel = Literal["api", "page", "openai", "mcp"]
Piece = Sources | str | Sentence | Answer

_SECONDS_UNTIL_RETRY = 5
# Of the time for an answer a model has this share; the rest is for quoting where it has failed.
_SHARE_OF_TIME = 0.8
_END = object()

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ask:
    """A question as it came in; `fallback` is the asker's language where the text tells none.

    `caller` names the token of whoever asks, `visitor` by whose turn it is answered. Without
    `carry` it is taken as it is written, whatever was said before.
    """

    question: str
    history: tuple[Turn, ...] = ()
    language: Literal["auto", "ru", "en"] = "auto"
    fallback: Language = "en"
    answerer: str | None = None
    channel: Channel = "api"
    caller: str | None = None
    visitor: str = ""
    carry: bool = True


@dataclass(slots=True)
class _Run:
    """One answer in the making; its thread puts what comes of it."""

    ask: Ask
    put: Callable[[Piece | Exception], None]
    began: float = field(default_factory=time.monotonic)
    # With the request's id, and its trace.
    context: Context = field(default_factory=copy_context)
    cancelled: threading.Event = field(default_factory=threading.Event)
    started: threading.Event = field(default_factory=threading.Event)


class Answering:
    """Makes answers in threads of its own, visitors by turns.

    A question that finds no place in the queue, or whose turn doesn't come in time, is a
    ProblemError (503). An answer that nobody waits for any more ends at its next piece and keeps
    its place until then.
    """

    def __init__(self, settings: Settings, loader: PipelineLoader) -> None:
        self._settings = settings
        self._loader = loader
        self._threads = ThreadPoolExecutor(settings.answers_at_once, "answer")
        self._turns: Turns[_Run] = Turns()
        self._most = settings.answers_at_once + settings.answers_waiting
        self._under_way = 0
        self._lock = threading.Lock()
        self._draining = False
        self._quiet_work: Iterator[object] | None = None
        self._stepping = False
        # Told of every answer just before it is given, with the seconds it took.
        self.listeners: list[Callable[[Ask, Answer | Exception, float], None]] = []

    @property
    def under_way(self) -> int:
        """Questions that are being answered or wait their turn."""
        return self._under_way

    @property
    def draining(self) -> bool:
        """Whether no more questions are taken."""
        return self._draining

    def drain(self) -> None:
        """Take no more questions; those under way are answered, and other work is left alone."""
        with self._lock:
            self._draining = True
            self._quiet_work = None

    def when_quiet(self, work: Iterator[object]) -> None:
        """Do work step by step, each step while no question is under way; it replaces other work.

        A step has a thread of the pool's to itself, so it should take no longer than an answer.
        """
        with self._lock:
            if not self._draining:
                self._quiet_work = work
        self._go_on()

    async def pieces(self, ask: Ask) -> AsyncGenerator[Piece, None]:
        """Give an answer piece by piece; closing the iterator cancels it.

        Raises SeedQAError or ProblemError; what is wrong before the first piece is raised with it.
        """
        loop = asyncio.get_running_loop()
        arrived: asyncio.Queue[Piece | Exception] = asyncio.Queue()

        def put(piece: Piece | Exception) -> None:
            with suppress(RuntimeError):  # the loop has ended, and with it whoever waited
                loop.call_soon_threadsafe(arrived.put_nowait, piece)

        run = self._begin(ask, put)
        try:
            piece: Piece | Exception = ""
            while not isinstance(piece, Answer):
                try:
                    async with asyncio.timeout(self._patience(run)):
                        piece = await arrived.get()
                except TimeoutError:
                    continue
                yield _opened(piece)
        finally:
            run.cancelled.set()

    def pieces_in_thread(self, ask: Ask) -> Iterator[Piece]:
        """The same for a caller that has a thread of its own to wait in."""
        arrived: SimpleQueue[Piece | Exception] = SimpleQueue()
        run = self._begin(ask, arrived.put)
        try:
            piece: Piece | Exception = ""
            while not isinstance(piece, Answer):
                try:
                    piece = arrived.get(timeout=self._patience(run))
                except Empty:
                    continue
                yield _opened(piece)
        finally:
            run.cancelled.set()

    async def answer(self, ask: Ask) -> Answer:
        """Give the whole answer; raises as `pieces` does."""
        async for piece in self.pieces(ask):
            if isinstance(piece, Answer):
                return piece
        raise AssertionError("the pieces end with the answer")

    def _begin(self, ask: Ask, put: Callable[[Piece | Exception], None]) -> _Run:
        if self._draining:
            raise ProblemError(503, "stopping", "unavailable", retry_after=_SECONDS_UNTIL_RETRY)
        with self._lock:
            if self._under_way >= self._most:
                raise ProblemError(503, "busy", "unavailable", retry_after=_SECONDS_UNTIL_RETRY)
            self._under_way += 1
        run = _Run(ask, put)
        self._turns.add(ask.visitor, run)
        self._threads.submit(self._work_on_the_next)
        return run

    def _patience(self, run: _Run) -> float:
        """Seconds that may still be waited; raises ProblemError where there are none left."""
        started = run.started.is_set()
        longest = self._settings.answer_timeout_s if started else self._settings.max_wait_s
        left = run.began + longest - time.monotonic()
        if left <= 0:
            code = "too_slow" if started else "busy"
            raise ProblemError(503, code, "unavailable", retry_after=_SECONDS_UNTIL_RETRY)
        return left

    def _work_on_the_next(self) -> None:
        run = self._turns.next()
        run.context.run(self._work, run)

    def _work(self, run: _Run) -> None:
        try:
            if not run.cancelled.is_set():
                run.started.set()
                self._make(run)
        finally:
            with self._lock:
                self._under_way -= 1
            self._go_on()

    def _go_on(self) -> None:
        """Begin the next step of other work where it is quiet."""
        with self._lock:
            work = self._quiet_work
            if work is None or self._stepping or self._under_way:
                return
            self._stepping = True
        with suppress(RuntimeError):  # the interpreter ends
            self._threads.submit(self._step, work)

    def _step(self, work: Iterator[object]) -> None:
        more = False
        try:
            more = next(work, _END) is not _END
        except Exception:
            _logger.exception("Work of quiet moments failed")
        with self._lock:
            self._stepping = False
            if not more and self._quiet_work is work:
                self._quiet_work = None
        self._go_on()

    def _make(self, run: _Run) -> None:
        ask, began = run.ask, time.perf_counter()
        try:
            for piece in self._stream(run):
                if run.cancelled.is_set():
                    return
                if isinstance(piece, Answer):
                    self._tell(ask, piece, began)
                run.put(piece)
        except Exception as error:
            if not isinstance(error, SeedQAError | ProblemError):
                _logger.exception("A question can't be answered")
            self._tell(ask, error, began)
            run.put(error)

    def _stream(self, run: _Run) -> Iterator[Piece]:
        ask, pipeline = run.ask, self._loader.get()
        if ask.answerer not in (None, *pipeline.answerers):
            known = ", ".join(pipeline.answerers)
            raise ProblemError(
                422, "unknown_answerer", "bad_request", name=ask.answerer, known=known
            )
        terms = Terms(
            answerer=ask.answerer,
            caller=ask.caller,
            cancelled=run.cancelled.is_set,
            # What takes the rest of the time has to end before it does.
            deadline=run.began + self._settings.answer_timeout_s * _SHARE_OF_TIME,
        )
        kept = ask.history[max(0, len(ask.history) - self._settings.max_history_turns) :]
        return pipeline.stream(
            ask.question,
            kept,
            language=ask.language,
            fallback=ask.fallback,
            carry=ask.carry,
            terms=terms,
        )

    def _tell(self, ask: Ask, outcome: Answer | Exception, began: float) -> None:
        seconds = time.perf_counter() - began
        for listener in self.listeners:
            try:
                listener(ask, outcome, seconds)
            except Exception:
                _logger.exception("An answer can't be told of")


def _opened(piece: Piece | Exception) -> Piece:
    """What has come of a run; raises what went wrong in it."""
    if isinstance(piece, Exception):
        raise piece
    return piece
