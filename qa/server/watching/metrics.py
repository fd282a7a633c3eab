"""Figures of a running server for Prometheus."""

import time
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from index.errors import SeedQAError
from qa.server.answering.loading import PipelineLoader
from qa.server.answering.pool import Answering, Ask
from qa.server.watching.model_metrics import ModelMetrics
from qa.settings import Settings
from qa.types import Answer
from qa.understanding.talk import REPLY

# From a small talk's reply to an answer that has waited for its turn.
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
# Whatever else a caller may call a method is counted as one: each name is a series for ever.
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})
_OTHER_METHOD = "other"


class Metrics:
    """Counters of one server, in a registry of their own."""

    def __init__(self, settings: Settings, loader: PipelineLoader, answering: Answering) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "seedqa_requests", "Requests", ["route", "method", "status"], registry=self.registry
        )
        self._request_seconds = Histogram(
            "seedqa_request_seconds",
            "Time until a response is complete",
            ["route"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._answers = Counter(
            "seedqa_answers",
            "Answers by outcome: answered, unsure, refused, reply (small talk), error",
            ["channel", "language", "outcome"],
            registry=self.registry,
        )
        self._stage_seconds = Histogram(
            "seedqa_stage_seconds",
            "Time of a stage of an answer",
            ["stage"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._unsupported = Counter(
            "seedqa_unsupported_sentences",
            "Sentences that the words they cite don't bear out",
            registry=self.registry,
        )
        self._model = ModelMetrics(self.registry)
        under_way = Gauge(
            "seedqa_answers_under_way",
            "Questions that are being answered or wait their turn",
            registry=self.registry,
        )
        under_way.set_function(lambda: answering.under_way)
        self.registry.register(_Index(settings, loader))
        answering.listeners.append(self._answered)

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request."""
        known = method if method in _METHODS else _OTHER_METHOD
        self._requests.labels(route, known, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def _answered(self, ask: Ask, outcome: Answer | Exception, seconds: float) -> None:
        if isinstance(outcome, Exception):
            self._answers.labels(ask.channel, "", "error").inc()
            return
        self._answers.labels(ask.channel, outcome.language, outcome_of(outcome)).inc()
        for stage, milliseconds in {**outcome.timings_ms, "total": seconds * 1_000}.items():
            self._stage_seconds.labels(stage).observe(milliseconds / 1_000)
        self._unsupported.inc(unsupported(outcome))
        self._model.count(outcome)


class _Index(Collector):
    """The index in use, looked at when it is asked for; nothing while there is none."""

    def __init__(self, settings: Settings, loader: PipelineLoader) -> None:
        self._settings = settings
        self._loader = loader

    def collect(self) -> Iterator[Metric]:
        if self._loader.loading:
            return
        try:
            searcher = self._loader.get().searcher
            manifest = searcher.snapshot.manifest
        except SeedQAError:
            return
        yield _gauge("index_generation", "Number of the generation in use", manifest.revision)
        age = max(0.0, time.time() - searcher.published_at)
        yield _gauge("index_age_seconds", "Time since it was published", age)
        for kind, count in manifest.counts.items():
            yield _gauge(f"index_{kind}", f"Number of {kind} in it", count)


def outcome_of(answer: Answer) -> str:
    """What has become of a question."""
    if answer.answered:
        return "answered" if answer.certainty == "sure" else "unsure"
    return "reply" if answer.answerer == REPLY else "refused"


def unsupported(answer: Answer) -> int:
    """The number of sentences that nothing they cite bears out."""
    bearing = {
        citation.number
        for citation in answer.citations
        if citation.verdict is None or citation.verdict.status != "unsupported"
    }
    cited = [sentence for sentence in answer.sentences if sentence.citations]
    return sum(not bearing.intersection(sentence.citations) for sentence in cited)


def _gauge(name: str, documentation: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"seedqa_{name}", documentation, value=value)
