"""Calls that end before their server does: whoever asked leaves, or the time is over."""

import threading
import time
from itertools import repeat

import pytest

from qa.answerers import Terms
from qa.answerers.llm.calling import Spent
from tests.llm.double import Double
from tests.llm.script import FOREVER, Reply
from tests.qa.answerers.llm.calls import ASKED, SOON, calls_for, code_of

pytestmark = pytest.mark.usefixtures("without_delay")


@pytest.mark.parametrize(
    "waiting",
    [Reply(silent=True), Reply((FOREVER,)), Reply(("The ", FOREVER))],
    ids=["no headers", "no word", "one word"],
)
def test_whoever_leaves_ends_the_request(double: Double, waiting: Reply) -> None:
    double.will(waiting)
    left = threading.Event()
    codes: list[str] = []
    calls = calls_for(double)
    caller = threading.Thread(
        target=lambda: codes.append(code_of(calls, terms=Terms(cancelled=left.is_set)))
    )
    caller.start()
    asked = double.wait_for(1)
    time.sleep(0.1)
    left.set()
    assert asked.left.wait(SOON)
    caller.join()
    assert codes == ["cancelled"]


def test_a_stream_that_is_closed_ends_the_request(double: Double) -> None:
    double.will(Reply(repeat("on and ")))
    pieces = calls_for(double).stream(ASKED, Terms(), Spent())
    assert next(pieces) == "on and "
    pieces.close()  # type: ignore[attr-defined]
    assert double.requests[0].left.wait(SOON)


@pytest.mark.parametrize(
    "waiting", [Reply(silent=True), Reply((FOREVER,)), Reply(("The ", FOREVER))]
)
def test_a_deadline_is_kept(double: Double, waiting: Reply) -> None:
    double.will(waiting)
    began = time.monotonic()
    terms = Terms(deadline=began + 0.4)
    assert code_of(calls_for(double), terms=terms) == "timeout"
    assert 0.4 <= time.monotonic() - began < 0.4 + SOON
    assert double.requests[0].left.wait(SOON)


@pytest.mark.parametrize(
    "waiting",
    [Reply(silent=True), Reply(("The ", FOREVER)), Reply(repeat("on and "))],
    ids=["silent", "stuck", "endless"],
)
def test_a_call_takes_no_longer_than_is_set(double: Double, waiting: Reply) -> None:
    double.will(waiting)
    began = time.monotonic()
    assert code_of(calls_for(double, llm_timeout_s=0.5)) in ("timeout", "broken")
    assert time.monotonic() - began < 0.5 + SOON
    assert double.requests[-1].left.wait(SOON)
