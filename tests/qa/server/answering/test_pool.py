"""The cap on answers, with a pipeline that waits until it is told to go on."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any

import pytest

from index.errors import QuestionError
from qa.server.answering.pool import Answering, Ask
from qa.server.wire.problems import ProblemError
from qa.settings import Settings, load_settings
from qa.types import Answer

ANSWER = Answer("?", "ru", False, None, (), (), (), 0.0, "slow")


class Slow:
    """Answers piece by piece, each when it is let through."""

    answerers = ("slow",)

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.at_once = self.most_at_once = self.begun = self.closed = 0
        self.heard: list[Any] = []
        self._lock = threading.Lock()

    def stream(self, text: str, history: Any, **_: Any) -> Iterator[Any]:
        self.heard.append(history)
        if text == "wrong":
            raise QuestionError("question_empty")
        if text == "defect":
            raise RuntimeError("the secret")
        return self._pieces(text)

    def _pieces(self, text: str) -> Iterator[Any]:
        with self._lock:
            self.begun += 1
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            yield "one "
            self.gate.wait(10)
            yield "two"
            yield replace(ANSWER, question=text)
        except GeneratorExit:
            self.closed += 1
            raise
        finally:
            with self._lock:
                self.at_once -= 1


class Loader:
    """Has the pipeline at hand."""

    def __init__(self, pipeline: Slow) -> None:
        self._pipeline = pipeline

    def get(self) -> Slow:
        return self._pipeline


def settings_of(**values: Any) -> Settings:
    return load_settings(**{"answers_at_once": 2, "answers_waiting": 1, **values})


def make(settings: Settings) -> tuple[Answering, Slow]:
    pipeline = Slow()
    return Answering(settings, Loader(pipeline)), pipeline  # type: ignore[arg-type]


async def begin(answering: Answering, question: str = "?") -> tuple[Any, AsyncIterator[Any]]:
    pieces = answering.pieces(Ask(question))
    return await anext(pieces), pieces


async def until(happened: Any) -> None:
    for _ in range(500):
        if happened():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it hasn't happened")


async def test_the_pieces_end_with_the_answer() -> None:
    answering, pipeline = make(settings_of())
    pipeline.gate.set()
    got = [piece async for piece in answering.pieces(Ask("кто?"))]
    assert got == ["one ", "two", replace(ANSWER, question="кто?")]
    assert list(answering.pieces_in_thread(Ask("кто?"))) == got
    assert await answering.answer(Ask("кто?")) == got[-1]
    await until(lambda: answering.under_way == 0)


async def test_so_many_at_once_one_waits_and_the_next_is_sent_away() -> None:
    answering, pipeline = make(settings_of())
    running = [await begin(answering) for _ in range(2)]
    waiting = asyncio.create_task(answering.answer(Ask("waits")))
    await until(lambda: answering.under_way == 3)
    with pytest.raises(ProblemError) as refused:
        await answering.answer(Ask("too many"))
    assert refused.value.code == "busy"
    assert refused.value.problem("ru").headers["Retry-After"] == "5"
    assert pipeline.begun == 2
    pipeline.gate.set()
    assert (await waiting).question == "waits"
    for _, pieces in running:
        assert [piece async for piece in pieces][-1] == ANSWER
    assert pipeline.most_at_once == 2


async def test_a_turn_that_does_not_come_in_time() -> None:
    answering, pipeline = make(settings_of(answers_at_once=1, max_wait_s=0.1))
    _, pieces = await begin(answering)
    with pytest.raises(ProblemError) as refused:
        await answering.answer(Ask("waits"))
    assert refused.value.code == "busy"
    pipeline.gate.set()
    assert [piece async for piece in pieces][-1] == ANSWER
    await until(lambda: answering.under_way == 0)
    assert pipeline.begun == 1, "whoever has gone isn't answered"


@pytest.mark.parametrize("threaded", [False, True])
async def test_an_answer_that_takes_too_long(threaded: bool) -> None:
    answering, pipeline = make(settings_of(answers_at_once=1, answer_timeout_s=0.1))
    asked: Any = answering.answer(Ask("?"))
    if threaded:
        asked.close()
        asked = asyncio.to_thread(lambda: list(answering.pieces_in_thread(Ask("?"))))
    with pytest.raises(ProblemError) as late:
        await asked
    assert late.value.code == "too_slow"
    assert answering.under_way == 1, "its thread is still at it and keeps its place"
    pipeline.gate.set()
    await until(lambda: answering.under_way == 0)
    assert pipeline.closed == 1


async def test_whoever_leaves_ends_the_answer() -> None:
    answering, pipeline = make(settings_of(answers_at_once=1))
    _, pieces = await begin(answering)
    await pieces.aclose()  # type: ignore[attr-defined]
    pipeline.gate.set()
    await until(lambda: answering.under_way == 0)
    assert pipeline.closed == 1


@pytest.mark.parametrize(
    ("question", "error"), [("wrong", QuestionError), ("defect", RuntimeError)]
)
async def test_what_goes_wrong_is_raised_and_told_of(question: str, error: type[Exception]) -> None:
    answering, _ = make(settings_of())
    told: list[Any] = []
    answering.listeners.append(lambda ask, outcome, seconds: told.append((ask, outcome)))
    answering.listeners.append(lambda *_: 1 / 0)
    with pytest.raises(error):
        await answering.answer(Ask(question))
    await until(lambda: told)
    assert told[0][0].question == question
    assert isinstance(told[0][1], error)
    await until(lambda: answering.under_way == 0)


async def test_while_draining_what_is_under_way_is_finished() -> None:
    answering, pipeline = make(settings_of())
    _, pieces = await begin(answering)
    answering.drain()
    with pytest.raises(ProblemError) as refused:
        await answering.answer(Ask("late"))
    assert refused.value.code == "stopping"
    pipeline.gate.set()
    assert [piece async for piece in pieces][-1] == ANSWER


async def test_an_unknown_answerer() -> None:
    answering, _ = make(settings_of())
    with pytest.raises(ProblemError) as unknown:
        await answering.answer(Ask("?", answerer="oracle"))
    assert unknown.value.code == "unknown_answerer"


class Steps:
    """Work whose steps end when they are let through."""

    def __init__(self, count: int) -> None:
        self.begun = 0
        self.may_end = threading.Semaphore(0)
        self._count = count

    def __iter__(self) -> Iterator[None]:
        for _ in range(self._count):
            self.begun += 1
            assert self.may_end.acquire(timeout=10)
            yield


async def test_other_work_is_done_step_by_step_while_nobody_asks() -> None:
    answering, pipeline = make(settings_of())
    _, asked = await begin(answering)
    steps = Steps(3)
    answering.when_quiet(iter(steps))
    assert steps.begun == 0, "somebody is asking"
    pipeline.gate.set()
    assert [piece async for piece in asked][-1] == ANSWER
    await until(lambda: steps.begun == 1)
    pipeline.gate.clear()
    _, second = await begin(answering)
    steps.may_end.release()
    # The question that came meanwhile goes before the next step.
    await until(lambda: not answering._stepping)
    assert steps.begun == 1
    pipeline.gate.set()
    assert [piece async for piece in second][-1] == ANSWER
    steps.may_end.release(2)
    await until(lambda: steps.begun == 3)


async def test_newer_work_takes_the_place_of_older_and_the_end_that_of_all() -> None:
    answering, _ = make(settings_of())
    older, newer = Steps(5), Steps(5)
    answering.when_quiet(iter(older))
    await until(lambda: older.begun == 1)
    answering.when_quiet(iter(newer))
    older.may_end.release(5)
    await until(lambda: newer.begun == 1)
    assert older.begun == 1
    answering.drain()
    newer.may_end.release(5)
    await until(lambda: not answering._stepping)
    assert newer.begun == 1
    answering.when_quiet(iter(older))
    assert older.begun == 1


async def test_work_that_fails_is_logged_and_given_up(caplog: pytest.LogCaptureFixture) -> None:
    answering, pipeline = make(settings_of())

    def failing() -> Iterator[None]:
        yield
        raise RuntimeError("a defect")

    answering.when_quiet(failing())
    await until(lambda: "a defect" in caplog.text)
    pipeline.gate.set()
    assert await answering.answer(Ask("кто?"))


async def test_visitors_take_turns() -> None:
    answering, pipeline = make(settings_of(answers_at_once=1, answers_waiting=9))
    _, running = await begin(answering)
    asked = [*(("greedy", f"g{n}") for n in range(4)), ("first", "f"), ("second", "s0")]
    asked.append(("second", "s1"))
    made: list[str] = []
    answering.listeners.append(lambda ask, outcome, seconds: made.append(ask.question))
    waiting = []
    for at, (visitor, question) in enumerate(asked):
        waiting.append(asyncio.create_task(answering.answer(Ask(question, visitor=visitor))))
        await until(lambda at=at: answering.under_way == at + 2)
    pipeline.gate.set()
    await asyncio.gather(*waiting)
    assert made == ["?", "g0", "f", "s0", "g1", "s1", "g2", "g3"]
    assert [piece async for piece in running][-1] == ANSWER
    await until(lambda: answering.under_way == 0)
