"""LangChain's own standard suite over our retriever, on the shipped seeds."""

from collections.abc import Iterator
from typing import Any

import pytest
from langchain_tests.integration_tests import RetrieversIntegrationTests

from qa.pipeline import Pipeline
from qa.retriever import SeedRetriever


class TestSeedRetriever(RetrieversIntegrationTests):
    _pipeline: Pipeline

    @pytest.fixture(autouse=True)
    def _open(self, seeds_pipeline: Pipeline) -> Iterator[None]:
        type(self)._pipeline = seeds_pipeline
        return

    @property
    def retriever_constructor(self) -> type[SeedRetriever]:
        return SeedRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"searcher": self._pipeline.searcher}

    @property
    def retriever_query_example(self) -> str:
        return "Сколько туристов из Китая посетило Казахстан?"


def test_metadata_points_at_the_words(seeds_pipeline: Pipeline) -> None:
    retriever = SeedRetriever(searcher=seeds_pipeline.searcher, k=2)
    found = retriever.invoke("How many shops are there on the Chinese side?")
    assert len(found) == 2
    for item in found:
        document = seeds_pipeline.searcher.document(item.metadata["document_id"])
        assert document is not None
        start, end = item.metadata["start"], item.metadata["end"]
        assert document.text[start:end] == item.page_content
        assert document.language == "en"
