"""Figures of the language model that writes answers."""

from prometheus_client import CollectorRegistry, Counter, Histogram

from qa.types import Answer

_SECONDS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class ModelMetrics:
    """Counts what a model took, and what became of what it wrote."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._calls = Counter("seedqa_llm_calls", "Calls of the model", registry=registry)
        self._tokens = Counter(
            "seedqa_llm_tokens", "Tokens: prompt, completion", ["kind"], registry=registry
        )
        self._first_token = Histogram(
            "seedqa_llm_first_token_seconds",
            "Time until the first token",
            buckets=_SECONDS,
            registry=registry,
        )
        self._verdicts = Counter(
            "seedqa_llm_sentences",
            "Written sentences by verdict: supported, partial, unsupported",
            ["verdict"],
            registry=registry,
        )
        self._fallbacks = Counter(
            "seedqa_llm_fallbacks",
            "Answers given up for a quotation, by reason",
            ["reason"],
            registry=registry,
        )

    def count(self, answer: Answer) -> None:
        """Count an answer; nothing where no model was asked."""
        if answer.fallback:
            self._fallbacks.labels(answer.fallback).inc()
        usage = answer.usage
        if usage is None:
            return
        self._calls.inc(usage.calls)
        self._tokens.labels("prompt").inc(usage.prompt_tokens)
        self._tokens.labels("completion").inc(usage.completion_tokens)
        if usage.first_token_ms is not None:
            self._first_token.observe(usage.first_token_ms / 1_000)
        for verdict in usage.verdicts:
            self._verdicts.labels(verdict).inc()
