"""Our search as a LangChain retriever."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.search import Searcher
from index.text.language import detect


class SeedRetriever(BaseRetriever):
    """Gives passages with their metadata (`document_id`, `start`, `end`, `title`, …).

    `k` passages a query, unless the call says otherwise: `retriever.invoke("…", k=3)`.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    searcher: Searcher
    k: int = 5

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **kwargs: Any
    ) -> list[LangChainDocument]:
        hits = self.searcher.search(query, detect(query), int(kwargs.get("k", self.k)))
        return [
            LangChainDocument(
                id=str(hit.passage.id),
                page_content=hit.passage.text,
                metadata={
                    "document_id": hit.document.id,
                    "start": hit.passage.start,
                    "end": hit.passage.end,
                    "title": hit.document.title,
                    "language": hit.document.language,
                    "date": hit.document.date,
                    "source": hit.document.source,
                    "url": hit.document.url,
                    "score": hit.score,
                },
            )
            for hit in hits
        ]
