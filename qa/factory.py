"""The only place where settings become objects."""

from dataclasses import replace

from index.embedding import Embedder, load_embedder
from index.embedding.packaged.unpacked import unpack
from index.search import Searcher
from index.storage import require_index
from qa.answerers.extractive.extractive import ExtractiveAnswerer
from qa.pipeline import Pipeline
from qa.reader import Reader
from qa.reader.calibration import Calibration, ReaderName, calibration_for
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


def calibration_of(settings: Settings, fingerprint: str) -> Calibration:
    """The calibration of the settings' reader over an embedder, their thresholds put in.

    Raises ModelError where the index has one of its own that is damaged.
    """
    name: ReaderName = "trained" if settings.reader == "trained" else "similarity"
    found = calibration_for(name, fingerprint, settings.index)
    given = {
        name: getattr(settings, name)
        for name in ("answer_threshold", "sure_threshold")
        if getattr(settings, name) is not None
    }
    return replace(found, **given)


def build_reader(settings: Settings, calibration: Calibration) -> Reader:
    """The reader of the settings; its network is loaded when it is first needed."""
    reader: Reader
    if settings.reader == "trained":
        model = SpanModel(SHIPPED, lambda: unpack(settings.cache))
        reader = TrainedReader(SimilarityReader(), model, calibration)
    else:
        reader = SimilarityReader(calibration)
    if settings.reranker:
        scorer = CrossEncoderScorer(settings.reranker, allow_download=settings.allow_download)
        reader = RerankingReader(reader, scorer)
    return reader


def build_pipeline(settings: Settings, embedder: Embedder | None = None) -> Pipeline:
    """Open the index and put the pipeline together; raises IndexFormatError or ModelError."""
    require_index(settings.index)  # before the model loads, which takes seconds
    embedder = embedder or build_embedder(settings)
    calibration = calibration_of(settings, embedder.fingerprint)
    return Pipeline(
        settings,
        Searcher(settings.index, embedder),
        build_reader(settings, calibration),
        ExtractiveAnswerer(calibration.answer_threshold, calibration.sure_threshold),
    )
