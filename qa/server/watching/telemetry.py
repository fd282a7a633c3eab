"""Traces by OpenTelemetry, for those who collect them; nothing is sent anywhere by default."""

import time
from importlib.util import find_spec

from fastapi.telemetry import TelemetryConfig
from opentelemetry import trace

from index.errors import MissingExtraError
from qa.server.answering.pool import Answering, Ask
from qa.settings import Settings
from qa.types import Answer

_PER_MILLISECOND, _PER_SECOND = 1_000_000, 1_000_000_000  # nanoseconds
_STAGES = ("search", "read", "compose")


def telemetry_of(settings: Settings) -> TelemetryConfig:
    """What FastAPI traces; raises MissingExtraError where the exporter isn't installed.

    Its logs would hold what was asked, and metrics go to Prometheus.
    """
    if settings.telemetry and not find_spec("opentelemetry.exporter.otlp.proto.http"):
        raise MissingExtraError("extra_missing", extra="telemetry")
    return {
        "tracing": settings.telemetry,
        "metrics": False,
        "logs": False,
        "operation_spans": False,
        "auto_configure": settings.telemetry,
    }


def trace_answers(answering: Answering) -> None:
    """Trace every answer and its stages, one after another, below the request."""

    def told(ask: Ask, outcome: Answer | Exception, seconds: float) -> None:
        if isinstance(outcome, Answer):
            ended_ns = time.time_ns()
            _trace(outcome, ended_ns - round(seconds * _PER_SECOND), ended_ns)

    answering.listeners.append(told)


def _trace(answer: Answer, started_ns: int, ended_ns: int) -> None:
    tracer = trace.get_tracer("seedqa")
    span = tracer.start_span("answer", start_time=started_ns)
    if span.is_recording():
        span.set_attributes(
            {
                "seedqa.language": answer.language,
                "seedqa.answered": answer.answered,
                "seedqa.confidence": answer.confidence,
                "seedqa.certainty": answer.certainty,
                "seedqa.citations": len(answer.citations),
            }
        )
        context = trace.set_span_in_context(span)
        at = ended_ns - round(sum(answer.timings_ms.values()) * _PER_MILLISECOND)
        for stage in _STAGES:
            if stage in answer.timings_ms:
                part = tracer.start_span(stage, context, start_time=at)
                at += round(answer.timings_ms[stage] * _PER_MILLISECOND)
                part.end(at)
    span.end(ended_ns)
