"""The only place where settings become objects."""

from dataclasses import replace
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from qa.answerers.llm.calling import Calls
    from qa.answerers.llm.writing import LLMAnswerer


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


def build_reader(
    settings: Settings, calibration: Calibration, network: SpanModel | None = None
) -> Reader:
    """The reader of the settings; its network is loaded when it is first needed."""
    reader: Reader
    if settings.reader == "trained":
        network = network or build_network(settings)
        reader = TrainedReader(SimilarityReader(), network, calibration)
    else:
        reader = SimilarityReader(calibration)
    if settings.reranker:
        scorer = CrossEncoderScorer(settings.reranker, allow_download=settings.allow_download)
        reader = RerankingReader(reader, scorer)
    return reader


def build_network(settings: Settings) -> SpanModel:
    """The reading network, which is loaded when it is first needed."""
    return SpanModel(SHIPPED, lambda: unpack(settings.cache))


def build_calls(settings: Settings) -> "Calls":
    """Calls of the settings' language model; raises SettingsError, MissingExtraError."""
    from qa.answerers.llm.calling import Calls
    from qa.answerers.llm.models import build_model

    return Calls(build_model(settings), settings.llm_concurrency, settings.llm_timeout_s)


def build_writer(
    settings: Settings, network: SpanModel, extractive: ExtractiveAnswerer
) -> "LLMAnswerer | None":
    """The answerer that writes, None without a model; raises SettingsError, MissingExtraError."""
    if settings.llm is None:
        return None
    from qa.answerers.llm.budget import Budget
    from qa.answerers.llm.writing import LLMAnswerer, Writer
    from qa.checking.checker import ReadingChecker
    from qa.checking.support import shipped_support

    writer = Writer(
        model=settings.llm.partition(":")[2],
        calls=build_calls(settings),
        checker=ReadingChecker(network, shipped_support()),
        budget=Budget(settings),
        policy=settings.unsupported,
        passages=settings.llm_passages,
    )
    return LLMAnswerer(writer, extractive)


def build_pipeline(settings: Settings, embedder: Embedder | None = None) -> Pipeline:
    """Open the index and put the pipeline together; raises IndexFormatError or ModelError."""
    require_index(settings.index)  # before the model loads, which takes seconds
    embedder = embedder or build_embedder(settings)
    calibration = calibration_of(settings, embedder.fingerprint)
    network = build_network(settings)
    extractive = ExtractiveAnswerer(calibration.answer_threshold, calibration.sure_threshold)
    return Pipeline(
        settings,
        Searcher(settings.index, embedder),
        build_reader(settings, calibration, network),
        extractive,
        build_writer(settings, network, extractive),
    )
