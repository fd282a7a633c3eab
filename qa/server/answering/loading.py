"""The pipeline of a server that may start before its index or model is there."""

import logging
import threading
import time

from index.embedding import Embedder
from index.errors import SeedQAError
from qa.factory import build_embedder, build_pipeline
from qa.pipeline import Pipeline
from qa.settings import Settings

# An index that is being built is noticed within this time; a missing one isn't looked for on
# every request.
RETRY_SECONDS = 2.0

_logger = logging.getLogger(__name__)


class PipelineLoader:
    """Loads the pipeline once, in the background, and again on a request where that failed."""

    def __init__(
        self,
        settings: Settings,
        pipeline: Pipeline | None = None,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        self._settings = settings
        self._pipeline = pipeline
        self._retry_seconds = retry_seconds
        self._embedder: Embedder | None = None
        self._error: SeedQAError | None = None
        self._failed_at = 0.0
        self._lock = threading.Lock()
        # Set once the first attempt has ended, whichever way.
        self.settled = threading.Event()
        if pipeline:
            self.settled.set()

    @property
    def loading(self) -> bool:
        """Whether the pipeline is being loaded at this moment."""
        return self._pipeline is None and self._lock.locked()

    def start(self) -> None:
        """Begin to load in the background."""
        if self._pipeline is None:
            threading.Thread(target=self._first_attempt, name="load-pipeline", daemon=True).start()

    def get(self) -> Pipeline:
        """The pipeline, waiting while it loads; raises SeedQAError where it can't be had."""
        if self._pipeline is None:
            with self._lock:
                if self._pipeline is None:
                    self._pipeline = self._load()
        return self._pipeline

    def _load(self) -> Pipeline:
        if self._error and time.monotonic() - self._failed_at < self._retry_seconds:
            raise self._error.with_traceback(None)
        try:
            # Loaded models take seconds, so one is kept while the index is still missing.
            self._embedder = self._embedder or build_embedder(self._settings)
            pipeline = build_pipeline(self._settings, self._embedder)
            pipeline.load()
        except SeedQAError as error:
            self._error, self._failed_at = error, time.monotonic()
            raise
        self._error = None
        return pipeline

    def _first_attempt(self) -> None:
        try:
            self.get()
        except SeedQAError as error:
            _logger.warning("%s", error)
        except Exception:
            _logger.exception("The pipeline can't be loaded")
        finally:
            self.settled.set()
