"""What is traced of an answer, with OpenTelemetry's own exporter."""

from typing import Any

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from index.errors import QuestionError
from qa.pipeline import Pipeline
from qa.server.answering.loading import PipelineLoader
from qa.server.answering.pool import Answering, Ask
from qa.server.watching import telemetry
from qa.settings import Settings

SHOPS = "Сколько магазинов на китайской стороне?"


@pytest.fixture
def exporter(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    # Its global provider can be set once a process.
    monkeypatch.setattr(telemetry.trace, "get_tracer", provider.get_tracer)
    return exporter


async def test_an_answer_and_its_stages_are_traced(
    seeds_settings: Settings, seeds_pipeline: Pipeline, exporter: InMemorySpanExporter
) -> None:
    answering = Answering(seeds_settings, PipelineLoader(seeds_settings, seeds_pipeline))
    telemetry.trace_answers(answering)
    answer = await answering.answer(Ask(SHOPS))
    spans = {span.name: span for span in exporter.get_finished_spans()}
    assert list(spans) == ["search", "read", "compose", "answer"]
    whole = spans.pop("answer")
    assert attributes(whole) == {
        "seedqa.language": "ru",
        "seedqa.answered": True,
        "seedqa.confidence": answer.confidence,
        "seedqa.certainty": "sure",
        "seedqa.citations": len(answer.citations),
    }
    for name, span in spans.items():
        assert span.parent == whole.get_span_context()
        assert milliseconds(span) == pytest.approx(answer.timings_ms[name], abs=0.001)
    assert milliseconds(whole) >= sum(answer.timings_ms.values())


async def test_what_went_wrong_is_no_answer(
    seeds_settings: Settings, seeds_pipeline: Pipeline, exporter: InMemorySpanExporter
) -> None:
    answering = Answering(seeds_settings, PipelineLoader(seeds_settings, seeds_pipeline))
    telemetry.trace_answers(answering)
    with pytest.raises(QuestionError):
        await answering.answer(Ask(""))
    assert not exporter.get_finished_spans()


def attributes(span: ReadableSpan) -> dict[str, Any]:
    return dict(span.attributes or {})


def milliseconds(span: ReadableSpan) -> float:
    assert span.start_time is not None
    assert span.end_time is not None
    return (span.end_time - span.start_time) / 1e6
