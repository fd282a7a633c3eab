from typing import Any

import pytest

from qa.server.guards.callers import Callers
from qa.server.guards.rates import Action, Caller, Rates
from qa.server.wire.problems import ProblemError
from qa.settings import load_settings


def allowed(rates: Rates, caller: Caller, most: int = 20, action: Action = "question") -> int:
    """How often something may be done before it is refused."""
    passed = 0
    while passed < most:
        try:
            rates.count(caller, action)
        except ProblemError as error:
            refused = error
            break
        passed += 1
    else:
        return most
    assert refused.status == 429
    assert 1 <= int(refused.problem("en").headers["Retry-After"]) <= 86_400
    assert "через" in refused.problem("ru").detail
    return passed


def test_an_address_and_a_conversation_have_limits_of_their_own() -> None:
    rates = Rates(load_settings(rate_per_address="5/minute", rate_per_session="3/minute"))
    assert allowed(rates, Caller("192.0.2.1", "a" * 32)) == 3
    assert allowed(rates, Caller("192.0.2.1", "b" * 32)) == 2, "refused ones don't count"
    assert allowed(rates, Caller("192.0.2.2")) == 5


def test_a_day_has_a_limit_too() -> None:
    rates = Rates(load_settings(rate_per_address="10/minute;4/day"))
    assert allowed(rates, Caller("192.0.2.1")) == 4


def test_a_token_is_counted_by_its_name() -> None:
    rates = Rates(load_settings(rate_per_address="1/minute", rate_per_token="2/minute"))
    assert allowed(rates, Caller("192.0.2.1", token="site")) == 2
    assert allowed(rates, Caller("192.0.2.1", token="other")) == 2
    assert allowed(rates, Caller("192.0.2.1")) == 1


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("not an address", "not an address", True),
    ],
)
def test_what_counts_as_one_address(first: str, second: str, same: bool) -> None:
    rates = Rates(load_settings(rate_per_address="1/minute"))
    rates.count(Caller(first))
    assert allowed(rates, Caller(second)) == (0 if same else 1)


def test_no_rate_is_no_limit() -> None:
    rates = Rates(load_settings(rate_per_address="", rate_per_session=""))
    assert allowed(rates, Caller("192.0.2.1", "a" * 32), most=200) == 200


@pytest.mark.parametrize("caller", [Caller("192.0.2.1", "a" * 32), Caller("192.0.2.1", token="t")])
def test_feedback_and_searches_have_a_quota_of_their_own(caller: Caller) -> None:
    rates = Rates(
        load_settings(
            rate_per_address="1/minute", rate_per_token="1/minute",
            rate_feedback="2/minute", rate_search="3/minute",
        )
    )  # fmt: skip
    assert allowed(rates, caller, action="feedback") == 2
    assert allowed(rates, caller, action="search") == 3
    assert allowed(rates, caller) == 1


HERE = ("127.0.0.1", 50_000)


@pytest.mark.parametrize(
    ("values", "client", "headers", "passed"),
    [
        ({}, HERE, [], 200),
        ({}, ("::1", 1), [], 200),
        ({}, ("::ffff:127.0.0.1", 1), [], 200),
        # What is set holds for the owner too.
        ({"rate_per_address": "5/minute"}, HERE, [], 5),
        # A proxy, named or not, asks for others; so does whoever comes under another name.
        ({"trusted_proxies": "127.0.0.1"}, HERE, [], 60),
        ({"allowed_hosts": "help.example"}, HERE, [], 60),
        ({}, HERE, [(b"x-forwarded-for", b"203.0.113.9")], 60),
        ({}, HERE, [(b"via", b"1.1 proxy")], 60),
        ({"host": "0.0.0.0"}, HERE, [], 60),
        ({}, ("192.0.2.1", 1), [], 60),
    ],
)
def test_the_owner_of_a_server_of_their_own_is_not_stopped(
    values: dict[str, Any], client: tuple[str, int], headers: list[Any], passed: int
) -> None:
    settings = load_settings(**values)
    scope = {"type": "http", "client": client, "headers": headers}
    callers = Callers((), False, settings.is_private)
    for caller in (callers.who(scope), callers.visitor(scope)):
        assert allowed(Rates(settings), caller, most=200) == passed
