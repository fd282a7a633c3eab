"""Calls side by side: as many as may be, each on its own."""

import threading
import time

import pytest

from qa.answerers import Terms
from qa.answerers.llm.calling import Spent
from tests.llm.double import Double
from tests.llm.script import FOREVER, Reply, Until, says
from tests.qa.answerers.llm.calls import ASKED, SOON, calls_for, text_of

pytestmark = pytest.mark.usefixtures("without_delay")


def test_so_many_calls_at_a_time(double: Double) -> None:
    go_on = threading.Event()
    double.will(Reply(("One ", Until(go_on), "two.")))
    calls = calls_for(double, llm_concurrency=1)
    texts: list[str] = []
    callers = [threading.Thread(target=lambda: texts.append(text_of(calls))) for _ in range(2)]
    for caller in callers:
        caller.start()
    double.wait_for(1)
    time.sleep(0.2)
    assert len(double.requests) == 1
    go_on.set()
    for caller in callers:
        caller.join()
    assert texts == ["One two."] * 2
    assert double.most_at_once == 1


def test_calls_go_side_by_side_where_they_may(double: Double) -> None:
    go_on = threading.Event()
    double.will(Reply(("One ", Until(go_on), "two.")))
    calls = calls_for(double, llm_concurrency=2)
    callers = [threading.Thread(target=text_of, args=(calls,)) for _ in range(3)]
    for caller in callers:
        caller.start()
    double.wait_for(2)
    time.sleep(0.2)
    assert len(double.requests) == 2
    go_on.set()
    for caller in callers:
        caller.join()
    assert double.most_at_once == 2


def test_whoever_leaves_makes_room(double: Double) -> None:
    double.will(Reply(("The ", FOREVER)), says("Now."))
    calls = calls_for(double, llm_concurrency=1)
    pieces = calls.stream(ASKED, Terms(), Spent())
    assert next(pieces) == "The "
    pieces.close()  # type: ignore[attr-defined]
    assert text_of(calls, terms=Terms(deadline=time.monotonic() + SOON)) == "Now."


def test_two_of_a_kind_do_not_share_a_loop_nor_a_connection(double: Double) -> None:
    double.keeps_connections = True
    for number in range(3):
        calls = calls_for(double)
        assert [text_of(calls) for _ in range(2)] == ["Hello."] * 2, number
    double.keeps_connections = False
    assert text_of(calls_for(double)) == "Hello."
