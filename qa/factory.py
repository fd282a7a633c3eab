"""The only place where settings become objects."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from index.embedding import Embedder, load_embedder
from index.embedding.packaged.unpacked import unpack
from index.errors import MissingExtraError, SettingsError
from index.search import Searcher
from index.storage import Corpus, FolderCorpus
from qa.answerers.extractive.extractive import ExtractiveAnswerer
from qa.pipeline import Pipeline
from qa.reader import Reader
from qa.reader.calibration import Calibration, ReaderName, calibration_for
from qa.reader.neural.spans import SpanModel
from qa.reader.neural.weights import SHIPPED
from qa.reader.remembering import RememberingReader
from qa.reader.reranking import CrossEncoderScorer, RerankingReader
from qa.reader.similarity import SimilarityReader
from qa.reader.trained import TrainedReader
from qa.settings import Settings

if TYPE_CHECKING:
    from qa.answerers.llm.calling import Calls
    from qa.answerers.llm.writing import LLMAnswerer
    from qa.checking.checker import Checker


def build_corpus(settings: Settings) -> Corpus:
    """Where the settings' index lives; raises SettingsError, MissingExtraError."""
    if settings.vectors == "postgres":
        return _in_postgres(settings)
    if settings.vectors == "milvus":
        return _in_milvus(settings)
    return FolderCorpus(settings.index, settings.vectors)


def _in_postgres(settings: Settings) -> Corpus:
    url = _place_of(
        settings.postgres,
        engine="PostgreSQL",
        setting="SEEDQA_POSTGRES",
        example="postgresql://seedqa@db.example.org/seedqa",
    )
    try:
        from index.storage.postgres.connecting import PostgresSettings
        from index.storage.postgres.corpus import PostgresCorpus
    except ImportError as error:
        raise MissingExtraError("extra_missing", extra="postgres") from error
    place = PostgresSettings(
        url,
        _revealed(settings.postgres_password),
        settings.postgres_schema,
        settings.postgres_timeout_s,
    )
    return PostgresCorpus(place, settings.index)


def _in_milvus(settings: Settings) -> Corpus:
    url = _place_of(
        settings.milvus,
        engine="Milvus",
        setting="SEEDQA_MILVUS",
        example="https://milvus.example.org:19530",
    )
    try:
        from index.storage.milvus.connecting import MilvusSettings
        from index.storage.milvus.corpus import MilvusCorpus
    except ImportError as error:
        raise MissingExtraError("extra_missing", extra="milvus") from error
    certificates = settings.milvus_certificates
    place = MilvusSettings(
        url,
        _revealed(settings.milvus_token),
        settings.milvus_name,
        str(certificates) if certificates else None,
        settings.milvus_timeout_s,
    )
    return MilvusCorpus(place, settings.index)


def _place_of(url: SecretStr | None, **named: str) -> str:
    found = (_revealed(url) or "").strip()
    if not found:
        raise SettingsError("engine_unset", **named)
    return found


def _revealed(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None


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
        network = build_network(settings, SHIPPED)
        reader = TrainedReader(SimilarityReader(), network, calibration)
    else:
        reader = SimilarityReader(calibration)
    if settings.reranker:
        scorer = CrossEncoderScorer(settings.reranker, allow_download=settings.allow_download)
        reader = RerankingReader(reader, scorer)
    return reader


def build_network(settings: Settings, weights: Path) -> SpanModel:
    """A reading network, which is loaded when it is first needed."""
    return SpanModel(weights, lambda: unpack(settings.cache))


def build_checker(settings: Settings) -> "Checker":
    """What checks written sentences; its network is loaded when it is first needed."""
    from qa.checking.checker import ReadingChecker
    from qa.checking.support import WEIGHTS, shipped_support

    return ReadingChecker(build_network(settings, WEIGHTS), shipped_support())


def build_calls(settings: Settings) -> "Calls":
    """Calls of the settings' language model; raises SettingsError, MissingExtraError."""
    from qa.answerers.llm.calling import Calls
    from qa.answerers.llm.models import build_model

    return Calls(build_model(settings), settings.llm_concurrency, settings.llm_timeout_s)


def build_writer(
    settings: Settings, checker: "Checker", extractive: ExtractiveAnswerer
) -> "LLMAnswerer":
    """The answerer that writes with the model of the settings.

    Raises SettingsError, MissingExtraError.
    """
    from qa.answerers.llm.budget import Budget
    from qa.answerers.llm.writing import LLMAnswerer, Writer

    writer = Writer(
        model=(settings.llm or "").partition(":")[2],
        calls=build_calls(settings),
        checker=checker,
        budget=Budget(settings),
        policy=settings.unsupported,
        passages=settings.llm_passages,
    )
    return LLMAnswerer(writer, extractive)


def build_pipeline(settings: Settings, embedder: Embedder | None = None) -> Pipeline:
    """Open the index and put the pipeline together; raises IndexFormatError or ModelError."""
    corpus = build_corpus(settings)
    corpus.require()  # before the model loads, which takes seconds
    embedder = embedder or build_embedder(settings)
    calibration = calibration_of(settings, embedder.fingerprint)
    extractive = ExtractiveAnswerer(calibration.answer_threshold, calibration.sure_threshold)
    return Pipeline(
        settings,
        Searcher(corpus, embedder),
        RememberingReader(build_reader(settings, calibration)),
        extractive,
        build_writer(settings, build_checker(settings), extractive) if settings.llm else None,
    )
