"""Calls through the real client, to a server that misbehaves on purpose."""

import logging
import threading
import time
from collections.abc import Iterator
from itertools import repeat
from typing import Any

import pytest
from langchain_core.messages import BaseMessage, HumanMessage

from qa.answerers import Terms
from qa.answerers.llm import calling
from qa.answerers.llm.calling import Calls, GivenUp, Spent
from qa.answerers.llm.models import build_model
from qa.settings import Settings, load_settings
from tests.llm.double import Double, closed_port
from tests.llm.script import FOREVER, Close, Pause, Raw, Reply, Script, Until, refuses, says

KEY = "sk-a-secret-of-the-owner-0123456789"
ASKED: list[BaseMessage] = [HumanMessage("How high is the bridge?")]
# What a caller that leaves, or whose time is over, may go on for, in seconds.
SOON = 0.5


@pytest.fixture(autouse=True)
def _without_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses that nobody asked for take a hundredth of their time."""
    whole = calling._backoff
    monkeypatch.setattr(calling, "_backoff", lambda state: whole(state) / 100)


def settings_for(url: str, **others: Any) -> Settings:
    return load_settings(
        llm="openai:double", llm_base_url=url, llm_api_key=KEY, **{"llm_timeout_s": 5, **others}
    )


def calls_for(double: Double, **others: Any) -> Calls:
    settings = settings_for(double.url, **others)
    return Calls(build_model(settings), settings.llm_concurrency, settings.llm_timeout_s)


def text_of(calls: Calls, spent: Spent | None = None, terms: Terms | None = None) -> str:
    return "".join(calls.stream(ASKED, terms or Terms(), spent or Spent()))


def code_of(calls: Calls, spent: Spent | None = None, terms: Terms | None = None) -> str:
    with pytest.raises(GivenUp) as caught:
        text_of(calls, spent, terms)
    return caught.value.code


def test_a_text_comes_as_it_was_said(double: Double) -> None:
    double.will(says("Мост — 78 m high [1]. 🌉"))
    assert text_of(calls_for(double)) == "Мост — 78 m high [1]. 🌉"


def test_a_piece_comes_before_the_next_is_said(double: Double) -> None:
    go_on = threading.Event()
    double.will(Reply(("One ", Until(go_on), "two.")))
    pieces = calls_for(double).stream(ASKED, Terms(), Spent())
    assert next(pieces) == "One "
    assert not double.requests[0].ended.is_set()
    go_on.set()
    assert list(pieces) == ["two."]


def test_what_is_asked_for(double: Double) -> None:
    text_of(calls_for(double, llm_max_tokens=321))
    (asked,) = double.requests
    assert asked.body["model"] == "double"
    assert asked.body["stream"] is True
    assert asked.body["temperature"] == 0
    assert 321 in (asked.body.get("max_tokens"), asked.body.get("max_completion_tokens"))
    assert asked.headers["authorization"] == f"Bearer {KEY}"


def test_usage_is_counted(double: Double) -> None:
    double.will(Reply(("Yes.",), usage=(1_234, 56)))
    spent = Spent()
    text_of(calls_for(double), spent)
    assert (spent.prompt_tokens, spent.completion_tokens, spent.calls) == (1_234, 56, 1)
    assert spent.first_token_ms is not None
    assert 0 < spent.first_token_ms < 5_000


def test_tokens_that_no_server_tells_of_are_reckoned(double: Double) -> None:
    double.will(Reply(("Yes, it is. " * 10,), usage=None))
    spent = Spent()
    text_of(calls_for(double), spent)
    assert (spent.prompt_tokens, spent.completion_tokens) == (0, 0)
    assert spent.usage.untold_tokens == (len(str(ASKED[0].content)) + 120) // 3


def test_a_server_that_refuses_takes_no_tokens(double: Double) -> None:
    double.will(refuses(401))
    spent = Spent()
    code_of(calls_for(double), spent)
    assert spent.usage.untold_tokens == 0


def test_the_wait_for_the_first_token_is_counted(double: Double) -> None:
    double.will(Reply((Pause(0.3), "Yes ", Pause(0.3), "sir.")))
    spent = Spent()
    text_of(calls_for(double), spent)
    assert spent.first_token_ms is not None
    assert 300 <= spent.first_token_ms < 590


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


def test_what_is_empty_comes_as_nothing(double: Double) -> None:
    double.will(Reply())
    assert text_of(calls_for(double)) == ""


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.DEBUG):
        yield caplog


@pytest.mark.parametrize("trouble", [refuses(401), refuses(500), Reply((Close(),))])
def test_the_key_is_told_to_nobody(
    double: Double, trouble: Reply, logged: pytest.LogCaptureFixture
) -> None:
    double.will(trouble)
    settings = settings_for(double.url)
    model = build_model(settings)
    with pytest.raises(GivenUp) as caught:
        text_of(Calls(model, 1, 5))
    error: BaseException | None = caught.value
    assert double.requests[0].headers["authorization"].endswith(KEY)
    assert KEY not in repr(model) + str(model)
    assert KEY not in repr(settings) + settings.model_dump_json()
    assert KEY not in repr(error) + str(error)
    for record in logged.records:
        assert KEY not in record.getMessage()
        assert KEY not in repr(vars(record))
