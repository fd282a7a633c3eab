"""Clients of the application over the seeds."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from qa.pipeline import Pipeline
from qa.server.app import create_app
from qa.settings import Settings


@pytest.fixture(scope="session")
def client(seeds_settings: Settings, seeds_pipeline: Pipeline) -> TestClient:
    """The routes without the page, which takes seconds to load."""
    return TestClient(create_app(seeds_settings, seeds_pipeline), base_url="http://localhost")


@pytest.fixture(scope="session")
def page_client(seeds_settings: Settings, seeds_pipeline: Pipeline) -> Iterator[TestClient]:
    """The whole application, started."""
    with TestClient(
        create_app(seeds_settings, seeds_pipeline), base_url="http://localhost"
    ) as started:
        yield started
