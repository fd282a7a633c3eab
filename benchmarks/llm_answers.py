"""Answers that a language model writes, by us and by a plain chain, the same questions and model.

    python -m benchmarks.llm_answers MODEL.gguf INDEX SUITE.jsonl [COUNT]

The plain chain is what most begin with: pieces of 800 characters, the four nearest, one prompt. The
model runs behind llama.cpp's server (`pip install --no-deps xllamacpp`). Every second question is
answerable; COUNT are asked in all.
"""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from langchain_core.messages import HumanMessage, SystemMessage

from evals.datasets import load_suite
from evals.metrics.answers import holds_answers
from evals.types import Case
from index.embedding import Embedder
from index.text.language import detect
from qa.answerers.llm.models import build_model
from qa.answerers.llm.refusing import is_refusal
from qa.factory import build_embedder, build_pipeline
from qa.pipeline import Pipeline
from qa.settings import Settings, load_settings
from tests.llm.local_model import serving_model

_PIECE, _SHARED, _NEAREST = 800, 100, 4
_SENTINEL = "NO_ANSWER"
_ASKED = {
    "en": "Answer the question by the context. If the context doesn't answer it, say"
    " “I don't know”.\n\nContext:\n{context}\n\nQuestion: {question}",
    "ru": "Ответь на вопрос по контексту. Если в контексте нет ответа, скажи «Не знаю».\n\n"
    "Контекст:\n{context}\n\nВопрос: {question}",
}
_DUNNO = ("i don't know", "i don’t know", "не знаю")


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a question."""

    text: str
    refused: bool
    seconds: float
    sentences: int = 0
    unsupported: int = 0
    fell_back: bool = False


class Chain:
    """Pieces, the nearest of them, one prompt."""

    def __init__(self, pipeline: Pipeline, settings: Settings, embedder: Embedder) -> None:
        documents = pipeline.searcher.documents()
        step = _PIECE - _SHARED
        self._pieces = [
            document.text[start : start + _PIECE]
            for document in documents
            for start in range(0, len(document.text), step)
        ]
        self._vectors = embedder.embed_passages(self._pieces)
        self._embedder = embedder
        self._model = build_model(settings)

    def ask(self, case: Case) -> Told:
        began = time.monotonic()
        vector = self._embedder.embed_query(case.question)
        nearest = np.argsort(-(self._vectors @ vector))[:_NEAREST]
        context = "\n\n".join(self._pieces[at] for at in nearest)
        asked = _ASKED[case.language].format(context=context, question=case.question)
        system = SystemMessage("You are a helpful assistant.")
        text = str(self._model.invoke([system, HumanMessage(asked)]).text)
        low = text.lower()
        refused = any(words in low for words in _DUNNO) or is_refusal(text, _SENTINEL)
        return Told(text, refused, time.monotonic() - began)


class Ours:
    """The whole way, with the model as its writer."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def ask(self, case: Case) -> Told:
        began = time.monotonic()
        answer = self._pipeline.ask(case.question, fallback=case.language)
        verdicts = answer.usage.verdicts if answer.usage else ()
        return Told(
            answer.said,
            not answer.answered,
            time.monotonic() - began,
            len(verdicts),
            sum(verdict == "unsupported" for verdict in verdicts),
            answer.fallback is not None,
        )


def _chosen(cases: Sequence[Case], count: int) -> list[Case]:
    """As many answerable ones as others, of both languages in turn."""
    rows: list[Iterator[Case]] = [
        iter([c for c in cases if c.answerable == answerable and c.language == language])
        for answerable in (True, False)
        for language in ("ru", "en")
    ]
    return [case for row in rows for case in islice(row, count // len(rows))]


def _row(name: str, cases: Sequence[Case], told: Sequence[Told]) -> None:
    both = list(zip(cases, told, strict=True))
    right = [holds_answers(c, t.text) and not t.refused for c, t in both if c.answerable]
    refused = [t.refused for c, t in both if not c.answerable]
    falsely = [t.refused for c, t in both if c.answerable]
    language = [detect(t.text) == c.language for c, t in both if not t.refused]
    figures = {
        "right": np.mean(right),
        "refused": np.mean(refused),
        "falsely": np.mean(falsely),
        "language": np.mean(language),
        "fell back": np.mean([t.fell_back for t in told]),
        "seconds": np.median([t.seconds for t in told]),
    }
    print(f"{name:8}" + "".join(f"{k:>10} {v:6.3f}" for k, v in figures.items()), flush=True)


def main() -> None:
    model, index, suite = map(Path, sys.argv[1:4])
    count = int(sys.argv[4]) if len(sys.argv) > 4 else 40
    with serving_model(model) as url:
        settings = load_settings(
            index=index, llm=f"openai:{model.stem}", llm_base_url=url, llm_timeout_s=300
        )
        embedder = build_embedder(settings)
        pipeline = build_pipeline(settings, embedder)
        asked = {"chain": Chain(pipeline, settings, embedder), "ours": Ours(pipeline)}
        cases = _chosen(load_suite(suite).cases, count)
        told: dict[str, list[Told]] = {name: [] for name in asked}
        for number, case in enumerate(cases, start=1):
            for name, way in asked.items():
                told[name].append(way.ask(case))
                line = {"way": name, "id": case.id, "text": told[name][-1].text}
                print(json.dumps(line, ensure_ascii=False), file=sys.stderr)
            if number % 10 == 0 or number == len(cases):
                print(f"{number} of {len(cases)}")
                for name in asked:
                    _row(name, cases[:number], told[name])
        written = sum(t.sentences for t in told["ours"])
        print(f"ours: {written} sentences, {sum(t.unsupported for t in told['ours'])} unsupported")


if __name__ == "__main__":
    main()
