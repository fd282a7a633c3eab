"""The server that stands for a language model."""

from collections.abc import Iterator

import pytest

from tests.llm.double import Double, doubling


@pytest.fixture
def double() -> Iterator[Double]:
    """A server that does as it is told, for one test."""
    with doubling() as running:
        yield running
