"""What may be spent on a model."""

import threading

import pytest

from qa.answerers.llm.budget import Budget
from qa.settings import load_settings
from qa.types import Usage


def budget(**rates: str) -> Budget:
    return Budget(load_settings(**rates))


def test_without_rates_everything_is_allowed() -> None:
    spent = budget()
    for _ in range(1_000):
        spent.spend("app", Usage(1_000_000, 1_000_000, 10))
    assert spent.allows("app")
    assert spent.allows(None)


def test_calls_are_counted_whoever_makes_them() -> None:
    spent = budget(llm_calls="3/day")
    for caller in (None, "app", "other"):
        assert spent.allows(caller)
        spent.spend(caller, Usage(calls=1))
    assert not spent.allows(None)
    assert not spent.allows("new")


def test_tries_are_calls() -> None:
    spent = budget(llm_calls="3/day")
    spent.spend(None, Usage(calls=3))
    assert not spent.allows(None)


def test_tokens_in_and_out_are_counted() -> None:
    spent = budget(llm_tokens="1000/hour")
    spent.spend(None, Usage(600, 399, 1))
    assert spent.allows(None)
    spent.spend(None, Usage(0, 1, 1))
    assert not spent.allows(None)


def test_tokens_that_were_reckoned_are_counted() -> None:
    spent = budget(llm_tokens="1000/hour")
    spent.spend(None, Usage(calls=1, untold_tokens=1_000))
    assert not spent.allows(None)


def test_an_answer_may_go_over_by_what_it_takes() -> None:
    spent = budget(llm_tokens="1000/hour")
    spent.spend(None, Usage(50_000, 600, 1))
    assert not spent.allows(None)


@pytest.mark.parametrize(
    ("rates", "usage"),
    [
        ({"llm_calls_per_token": "1/day"}, Usage(calls=1)),
        ({"llm_tokens_per_token": "100/day"}, Usage(90, 10, 1)),
    ],
)
def test_a_token_spends_its_own(rates: dict[str, str], usage: Usage) -> None:
    spent = budget(**rates)
    spent.spend("greedy", usage)
    assert not spent.allows("greedy")
    assert spent.allows("modest")
    assert spent.allows(None)


def test_what_takes_nothing_costs_nothing() -> None:
    spent = budget(llm_calls="1/day", llm_tokens="1/day")
    for _ in range(5):
        spent.spend(None, Usage())
    assert spent.allows(None)


def test_every_rate_of_a_list_holds() -> None:
    spent = budget(llm_calls="10/minute;2/day")
    spent.spend(None, Usage(calls=2))
    assert not spent.allows(None)


def test_nothing_is_lost_between_threads() -> None:
    spent = budget(llm_calls="1000/day")

    def spend() -> None:
        for _ in range(100):
            spent.spend(None, Usage(calls=1))

    threads = [threading.Thread(target=spend) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not spent.allows(None)
    assert budget(llm_calls="1000/day").allows(None)
