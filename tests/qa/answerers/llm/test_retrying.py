"""What passes is tried again, what doesn't is named, and what has begun isn't begun anew."""

import time
from typing import Any

import pytest

from qa.answerers import Terms
from qa.answerers.llm.calling import Calls, GivenUp, Spent
from qa.answerers.llm.models import build_model
from tests.llm.double import Double, closed_port
from tests.llm.script import Close, Raw, Reply, Script, refuses, says
from tests.qa.answerers.llm.calls import ASKED, calls_for, code_of, settings_for, text_of

pytestmark = pytest.mark.usefixtures("without_delay")


@pytest.mark.parametrize(
    ("trouble", "requests"),
    [
        ((refuses(429),), 2),
        ((refuses(500),), 2),
        ((refuses(503), refuses(502)), 3),
        ((Reply((Close(),)),), 2),
        ((refuses(408),), 2),
    ],
    ids=["rate", "500", "503, 502", "broken before a word", "408"],
)
def test_what_passes_is_tried_again(
    double: Double, trouble: tuple[Script, ...], requests: int
) -> None:
    double.will(*trouble, says("At last."))
    spent = Spent()
    assert text_of(calls_for(double), spent) == "At last."
    assert len(double.requests) == spent.calls == requests


@pytest.mark.parametrize(
    ("trouble", "code", "requests"),
    [
        (refuses(401, "invalid_api_key"), "refused_key", 1),
        (refuses(403), "refused_key", 1),
        (refuses(404, "model_not_found"), "unknown_model", 1),
        (refuses(400, "context_length_exceeded"), "overflow", 1),
        (refuses(400, "bad_request"), "failed", 1),
        (refuses(429), "rate", 3),
        (refuses(500), "server", 3),
        (refuses(503), "server", 3),
        (Reply((Close(),)), "unreachable", 3),
    ],
    ids=lambda value: getattr(value, "status", value),
)
def test_what_does_not_pass_is_named(
    double: Double, trouble: Reply, code: str, requests: int
) -> None:
    double.will(trouble)
    spent = Spent()
    assert code_of(calls_for(double), spent) == code
    assert len(double.requests) == spent.calls == requests


def test_nobody_listens() -> None:
    settings = settings_for(f"http://127.0.0.1:{closed_port()}/v1")
    spent = Spent()
    assert code_of(Calls(build_model(settings), 1, 5), spent) == "unreachable"
    assert spent.calls == 3


def test_retry_after_is_kept(double: Double) -> None:
    double.will(refuses(429, Retry_After="0.7"), says("Now."))
    assert text_of(calls_for(double)) == "Now."
    first, second = double.requests
    assert 0.7 <= second.at - first.at < 1.5


def test_a_retry_after_beyond_the_time_there_is_is_given_up_at_once(double: Double) -> None:
    double.will(refuses(429, Retry_After="60"), says("Now."))
    began = time.monotonic()
    assert code_of(calls_for(double, llm_timeout_s=2)) == "rate"
    assert time.monotonic() - began < 1
    assert len(double.requests) == 1


@pytest.mark.parametrize("written", ["Wed, 21 Oct 2037 07:28:00 GMT", "soon", "-5", "nan"])
def test_a_retry_after_that_cannot_be_read_is_passed_over(double: Double, written: str) -> None:
    double.will(refuses(429, Retry_After=written), says("Now."))
    assert text_of(calls_for(double)) == "Now."


@pytest.mark.parametrize(
    "break_off",
    [Close(), Raw('data: {"choices": [{"del'), Raw('data: {"error": {"message": "Overloaded"}}')],
    ids=["closed", "malformed", "an error"],
)
def test_what_has_begun_is_not_begun_anew(double: Double, break_off: Any) -> None:
    double.will(Reply(("The bridge ", "is ", break_off)))
    spent = Spent()
    pieces = calls_for(double).stream(ASKED, Terms(), spent)
    assert next(pieces) == "The bridge "
    with pytest.raises(GivenUp) as caught:
        list(pieces)
    assert caught.value.code == "broken"
    assert len(double.requests) == spent.calls == 1


def test_a_stream_that_begins_with_nonsense_is_given_up(double: Double) -> None:
    double.will(Reply((Raw("data: }{"),)))
    assert code_of(calls_for(double)) == "failed"
