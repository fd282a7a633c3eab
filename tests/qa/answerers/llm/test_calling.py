"""Calls through the real client: what is asked and said, what is counted, and who knows the key."""

import logging
import threading
from collections.abc import Iterator

import pytest

from qa.answerers import Terms
from qa.answerers.llm.calling import Calls, GivenUp, Spent
from qa.answerers.llm.models import build_model
from tests.llm.double import Double
from tests.llm.script import Close, Pause, Reply, Until, refuses, says
from tests.qa.answerers.llm.calls import ASKED, KEY, calls_for, code_of, settings_for, text_of

pytestmark = pytest.mark.usefixtures("without_delay")


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
