"""RAGAS' faithfulness and answer relevance, asked of any OpenAI-compatible endpoint."""

import asyncio
import math
import os
import warnings
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from evals.judge.judging import Ask, Exchange, Opinion
from index.embedding import Embedder
from index.errors import LLMError, MissingExtraError, SettingsError
from qa.settings import Settings

# Statements and reasons of an answer of five Russian sentences stay below half of this.
_MAX_TOKENS = 2048
# One more try where a call fails; the client waits half a second before it.
_RETRIES = 1
_LANGUAGES = {"ru": "Russian", "en": "English"}
# Unrelated everyday questions; their mean is what all questions have in common for a model.
_EVERYDAY = (
    "What does a ticket cost?",
    "Who wrote the novel?",
    "When did the war end?",
    "How many people live in the city?",
    "Why do leaves fall in autumn?",
    "Where is the museum?",
    "How does a vaccine work?",
    "Which team won the match?",
    "Сколько стоит билет?",
    "Кто написал роман?",
    "Когда закончилась война?",
    "Сколько человек живёт в городе?",
    "Почему осенью опадают листья?",
    "Где находится музей?",
    "Как действует вакцина?",
    "Какая команда выиграла матч?",
)


def require_judge(settings: Settings) -> None:
    """Check what can be checked before a run; raises SettingsError or MissingExtraError."""
    needed = {"SEEDQA_LLM_BASE_URL": settings.llm_base_url, "SEEDQA_LLM_MODEL": settings.llm_model}
    unset = [name for name, value in needed.items() if not value]
    if unset:
        raise SettingsError("llm_unset", names=", ".join(unset))
    if not _is_address(settings.llm_base_url or ""):
        reason = f"{settings.llm_base_url} is not an http(s) address"
        raise SettingsError("settings_invalid", name="llm_base_url", reason=reason)
    # RAGAS reports every call to its makers unless told not to, and reads this only once.
    os.environ["RAGAS_DO_NOT_TRACK"] = "true"
    try:
        with warnings.catch_warnings():
            # LangChain's farewell to a package that RAGAS imports.
            warnings.simplefilter("ignore")
            import ragas.metrics.collections  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("extra_missing", extra="judge") from error


class RagasJudge:
    """A judge over RAGAS' prompts and formulas, with our own embedder for answer relevance.

    RAGAS' prompts are English: each gets a sentence that names the language to write in, else a
    question made from a Russian answer may come back in English and look unrelated.
    """

    def __init__(self, settings: Settings, embedder: Embedder) -> None:
        require_judge(settings)
        self._settings = settings
        self._embeddings = CentredEmbeddings(embedder)
        self._model = settings.llm_model or ""
        self._host = urlsplit(settings.llm_base_url or "").hostname or "?"
        self.name = f"{self._model} @ {self._host}"
        self.concurrency = settings.llm_concurrency

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Ask]:
        """Connect; see Judge."""
        from openai import AsyncOpenAI
        from ragas.llms import llm_factory

        key = self._settings.llm_api_key
        async with AsyncOpenAI(
            base_url=self._settings.llm_base_url,
            api_key=key.get_secret_value() if key else "none",
            timeout=self._settings.llm_timeout_s,
            max_retries=_RETRIES,
        ) as client:
            llm = llm_factory(self._model, client=client, max_tokens=_MAX_TOKENS)
            metrics = {code: self._metrics(llm, name) for code, name in _LANGUAGES.items()}

            async def ask(exchange: Exchange) -> Opinion:
                return await self._opinion(exchange, *metrics[exchange.language])

            yield ask

    def _metrics(self, llm: Any, language: str) -> tuple[Any, Any]:
        from ragas.embeddings.base import BaseRagasEmbedding
        from ragas.metrics.collections import AnswerRelevancy, Faithfulness

        BaseRagasEmbedding.register(CentredEmbeddings)
        faithfulness = Faithfulness(llm=llm)
        relevance = AnswerRelevancy(llm=llm, embeddings=self._embeddings)
        faithfulness.statement_generator_prompt.instruction += (
            f" Write the statements in {language}, names as they stand."
        )
        relevance.prompt.instruction += f"\nWrite the question in {language}."
        return faithfulness, relevance

    async def _opinion(self, exchange: Exchange, faithfulness: Any, relevance: Any) -> Opinion:
        scores: list[float | None] = []
        failure = None
        for score, values in (
            (faithfulness.ascore, {"retrieved_contexts": list(exchange.contexts)}),
            (relevance.ascore, {}),
        ):
            try:
                found = await score(
                    user_input=exchange.question, response=exchange.answer, **values
                )
                scores.append(_share(found.value))
            # What a model writes can break RAGAS anywhere: the case is reported as failed.
            except Exception as error:
                self._raise_if_unreachable(error)
                scores.append(None)
                failure = f"{type(error).__name__}: {str(error).strip()[:200]}"
        if not failure and None in scores:
            failure = "RAGAS found nothing to judge"
        return Opinion(scores[0], scores[1], failure)

    def _raise_if_unreachable(self, error: BaseException) -> None:
        from openai import APIConnectionError, APIStatusError, APITimeoutError

        found: BaseException | None = error
        while found:
            if isinstance(found, APIStatusError):
                reason = f"HTTP {found.status_code}"
            elif isinstance(found, APITimeoutError):
                reason = f"{self._settings.llm_timeout_s:g} s"
            elif isinstance(found, APIConnectionError):
                reason = str(found.__cause__ or found)
            else:
                found = found.__cause__ or found.__context__
                continue
            raise LLMError(
                "llm_unreachable", model=self._model, host=self._host, reason=reason
            ) from error


class CentredEmbeddings:
    """Our embedder as RAGAS calls it, its vectors taken from the mean of everyday questions.

    RAGAS compares questions by plain cosine, and E5-like models give any two a high one: pairs of
    different questions of the seeds suite have a median of 0.77, and 99 of 100 exceed 0.69. Centred
    (Mu & Viswanath 2018), the median is 0.21 and 95 of 100 stay below 0.52; paraphrases keep 0.7 to
    0.99.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._centre = np.mean([embedder.embed_query(text) for text in _EVERYDAY], axis=0)

    async def aembed_text(self, text: str) -> list[float]:
        return (await self.aembed_texts([text]))[0]

    async def aembed_texts(self, texts: Sequence[str]) -> list[list[float]]:
        return await asyncio.to_thread(
            lambda: [(self._embedder.embed_query(text) - self._centre).tolist() for text in texts]
        )


def _share(value: float) -> float | None:
    """A score within [0, 1]; None where RAGAS had nothing to count."""
    return None if math.isnan(value) else min(1.0, max(0.0, value))


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
