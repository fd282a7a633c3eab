"""A pipeline whose answers the double writes, and a server over it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.pipeline import Pipeline
from tests.qa.conftest import Writing
from tests.qa.server.llm.served import Served, served


@pytest.fixture
def pipeline(writing: Writing) -> Pipeline:
    return writing()


@pytest.fixture
def face(pipeline: Pipeline, tmp_path: Path) -> Iterator[Served]:
    with served(pipeline, tmp_path) as running:
        yield running
