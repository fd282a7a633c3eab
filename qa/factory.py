"""The only place where settings become objects."""

from index.embedding import Embedder, load_embedder
from index.embedding.packaged.unpacked import unpack
from index.search import Searcher
from index.storage import require_index
from qa.answerers.extractive.extractive import ExtractiveAnswerer
from qa.pipeline import Pipeline
from qa.reader import Reader
from qa.reader.neural.spans import SpanModel
from qa.reader.neural.weights import SHIPPED
from qa.reader.reranking import CrossEncoderScorer, RerankingReader
from qa.reader.similarity import SimilarityReader
from qa.reader.trained import TrainedReader
from qa.settings import Settings


def build_embedder(settings: Settings) -> Embedder:
    """Load the embedding model of the settings; raises ModelError."""
    return load_embedder(
        settings.embedding_model,
        cache_dir=settings.cache,
        allow_download=settings.allow_download,
    )


def build_reader(settings: Settings) -> Reader:
    """The reader of the settings; its network is loaded when it is first needed."""
    reader: Reader = SimilarityReader()
    if settings.reader == "trained":
        model = SpanModel(SHIPPED, lambda: unpack(settings.cache))
        reader = TrainedReader(SimilarityReader(), model)
    if settings.reranker:
        scorer = CrossEncoderScorer(settings.reranker, allow_download=settings.allow_download)
        reader = RerankingReader(reader, scorer)
    return reader


def build_pipeline(settings: Settings, embedder: Embedder | None = None) -> Pipeline:
    """Open the index and put the pipeline together; raises IndexFormatError or ModelError."""
    require_index(settings.index)  # before the model loads, which takes seconds
    searcher = Searcher(settings.index, embedder or build_embedder(settings))
    return Pipeline(
        settings,
        searcher,
        build_reader(settings),
        ExtractiveAnswerer(settings.answer_threshold, settings.sure_threshold),
    )
