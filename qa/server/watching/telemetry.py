"""Traces by OpenTelemetry, for those who collect them; nothing is sent anywhere by default."""

from importlib.util import find_spec

from fastapi.telemetry import TelemetryConfig
from opentelemetry import trace

from index.errors import MissingExtraError
from qa.settings import Settings
from qa.types import Answer

_NANOSECONDS = 1_000_000
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


def trace_answer(answer: Answer, started_ns: int, ended_ns: int) -> None:
    """Trace an answer and its stages, one after another, below the request."""
    tracer = trace.get_tracer("seedqa")
    span = tracer.start_span("answer", start_time=started_ns)
    if span.is_recording():
        span.set_attributes(
            {
                "seedqa.language": answer.language,
                "seedqa.answered": answer.answered,
                "seedqa.confidence": answer.confidence,
                "seedqa.citations": len(answer.citations),
            }
        )
        context = trace.set_span_in_context(span)
        at = ended_ns - round(sum(answer.timings_ms.values()) * _NANOSECONDS)
        for stage in _STAGES:
            if stage in answer.timings_ms:
                part = tracer.start_span(stage, context, start_time=at)
                at += round(answer.timings_ms[stage] * _NANOSECONDS)
                part.end(at)
    span.end(ended_ns)
