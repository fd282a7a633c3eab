"""A chat over the seeds."""

from pathlib import Path

import pytest

from qa.pipeline import Pipeline
from qa.server.answering.loading import PipelineLoader
from qa.server.answering.services import Services
from qa.server.page.chat import Chat
from qa.settings import Settings


@pytest.fixture
def settings(seeds_settings: Settings, tmp_path: Path) -> Settings:
    return seeds_settings.model_copy(update={"records": tmp_path / "records.sqlite"})


@pytest.fixture(scope="module")
def loader(seeds_settings: Settings, seeds_pipeline: Pipeline) -> PipelineLoader:
    """One for all: each makes questions of the documents, which takes seconds."""
    return PipelineLoader(seeds_settings, seeds_pipeline)


@pytest.fixture
def chat(settings: Settings, loader: PipelineLoader) -> Chat:
    return Chat(Services.of(settings, loader))


@pytest.fixture
def forgetful(settings: Settings, loader: PipelineLoader) -> Chat:
    """A chat whose records can't be written."""
    settings.records_file.write_text("no database" * 1_000)
    return Chat(Services.of(settings, loader))
