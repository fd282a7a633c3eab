import pytest

from qa.server.guards.rates import Caller, Rates
from qa.server.wire.problems import ProblemError
from qa.settings import load_settings


def allowed(rates: Rates, caller: Caller, most: int = 20) -> int:
    """How many questions pass before one is refused."""
    passed = 0
    while passed < most:
        try:
            rates.count(caller)
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
