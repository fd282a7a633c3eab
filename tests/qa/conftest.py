"""What is needed where a language model writes: its server, and the network that checks it."""

from collections.abc import Callable, Iterator

import pytest

from qa.answerers.llm import calling
from qa.checking.checker import Checker
from qa.factory import build_checker
from qa.pipeline import Pipeline
from qa.settings import load_settings
from tests.llm.double import Double, doubling
from tests.llm.pipelines import written_by

Writing = Callable[..., Pipeline]


@pytest.fixture
def double() -> Iterator[Double]:
    """A server that does as it is told, for one test."""
    with doubling() as running:
        yield running


@pytest.fixture
def without_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses between tries that nobody asked for take a hundredth of their time."""
    whole = calling._backoff
    monkeypatch.setattr(calling, "_backoff", lambda state: whole(state) / 100)


@pytest.fixture(scope="session")
def checker() -> Checker:
    return build_checker(load_settings())


@pytest.fixture
def writing(
    double: Double, seeds_pipeline: Pipeline, checker: Checker, without_delay: None
) -> Writing:
    """Make a pipeline over the seeds, with settings, whose answers the double writes."""
    return lambda **others: written_by(double, seeds_pipeline, checker, **others)
