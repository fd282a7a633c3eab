"""Pipelines whose answers a doubled model writes."""

from typing import Any

from pydantic import SecretStr

from qa.checking.checker import Checker
from qa.factory import build_writer
from qa.pipeline import Pipeline
from tests.llm.double import Double

KEY = "sk-a-secret-of-the-owner-0123456789"


def written_by(double: Double, pipeline: Pipeline, checker: Checker, **others: Any) -> Pipeline:
    """The same pipeline with a writer that calls the double; `others` are settings."""
    called = {
        "llm": "openai:double",
        "llm_base_url": double.url,
        "llm_api_key": SecretStr(KEY),
        "llm_timeout_s": 10,
        **others,
    }
    settings = pipeline.settings.model_copy(update=called)
    extractive = pipeline._answerer
    writer = build_writer(settings, checker, extractive)
    return Pipeline(settings, pipeline.searcher, pipeline._reader, extractive, writer)
