"""An LLM's opinion of a run's answers, beside the figures that need no LLM."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from evals.judge.agreement import cohen_kappa
from evals.summary import summarise
from evals.types import Result, Run
from index.errors import LLMError
from qa.types import Language

JUDGED_METRICS = ("judged_faithfulness", "judged_relevance")
# From here on a score counts as a yes: more of the answer is borne out than not.
_YES_FROM = 0.5
# An endpoint that failed so many answers in a row is taken to be down: a blip passes, and one that
# hangs costs a few time limits rather than one a case.
_GIVE_UP_AFTER = 3


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question, its answer, and the cited words with those around them."""

    question: str
    language: Language
    answer: str
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """Scores in [0, 1], None where the judge gave none; `failure` then says why."""

    faithfulness: float | None
    relevance: float | None
    failure: str | None = None


Ask = Callable[[Exchange], Awaitable[Opinion]]


class Judge(Protocol):
    """A model that scores answers, several at once."""

    @property
    def name(self) -> str:
        """The model and where it runs, as it stands in a report."""
        ...

    @property
    def concurrency(self) -> int:
        """How many answers it may be given at a time."""
        ...

    def open(self) -> AbstractAsyncContextManager[Ask]:
        """Connect; what is asked within raises LLMError where the model can't be reached."""
        ...


@dataclass(frozen=True, slots=True)
class Judging:
    """The runs with what was judged, the cases that failed with the reason, and why it stopped.

    `stopped` is None where every answer was asked about.
    """

    runs: tuple[Run, ...]
    failures: tuple[tuple[str, str], ...]
    stopped: LLMError | KeyboardInterrupt | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Cohen's κ between judge and labels over `n` answers; `judged` of `answered` have scores."""

    kappa: float | None
    n: int
    judged: int
    answered: int


def judge_runs(
    judge: Judge, runs: Sequence[Run], progress: Callable[[int, int], None] | None = None
) -> Judging:
    """Have the answers of runs judged; refusals aren't.

    What was judged before the endpoint went down, or before Ctrl-C, is kept.
    """
    answered = [
        (run, number)
        for run, measured in enumerate(runs)
        for number, result in enumerate(measured.results)
        if result.answer.answered
    ]
    opinions: dict[tuple[int, int], Opinion] = {}
    stopped: LLMError | KeyboardInterrupt | None = None
    try:
        asyncio.run(_ask_all(judge, runs, answered, opinions, progress))
    except* LLMError as errors:
        stopped = _first(errors)
    except* KeyboardInterrupt:
        stopped = KeyboardInterrupt()
    judged = tuple(
        _judged(judge, measured, [opinions.get((run, n)) for n in range(len(measured.results))])
        for run, measured in enumerate(runs)
    )
    failures = tuple(
        (runs[run].results[number].case.id, opinion.failure)
        for (run, number), opinion in sorted(opinions.items(), key=lambda item: item[0])
        if opinion.failure
    )
    return Judging(judged, failures, stopped)


def agreement(run: Run) -> Agreement:
    """Compare the judge's verdicts with the suite's labels, over answered answerable cases.

    The judge says right where an answer is both faithful and relevant; the label is `answer_match`.
    """
    answered = [result for result in run.results if result.answer.answered]
    verdicts = {number: _verdict(result) for number, result in enumerate(answered)}
    judged = {number: verdict for number, verdict in verdicts.items() if verdict is not None}
    both = [
        (verdict, answered[number].metrics["answer_match"] == 1.0)
        for number, verdict in judged.items()
        if answered[number].metrics["answer_match"] is not None
    ]
    kappa = cohen_kappa([verdict for verdict, _ in both], [label for _, label in both])
    return Agreement(kappa, len(both), len(judged), len(answered))


async def _ask_all(
    judge: Judge,
    runs: Sequence[Run],
    answered: Sequence[tuple[int, int]],
    opinions: dict[tuple[int, int], Opinion],
    progress: Callable[[int, int], None] | None,
) -> None:
    """Ask about each answer, so many at a time, until done or the endpoint is down."""
    in_a_row = 0

    async def work(ask: Ask, waiting: Iterator[tuple[int, int]]) -> None:
        nonlocal in_a_row
        for run, number in waiting:  # shared: each worker takes the next one
            try:
                opinions[run, number] = await ask(_exchange(runs[run].results[number]))
                in_a_row = 0
            except LLMError as error:
                in_a_row += 1
                opinions[run, number] = Opinion(None, None, str(error))
                if in_a_row >= min(_GIVE_UP_AFTER, len(answered)):
                    raise
            if progress:
                progress(len(opinions), len(answered))

    waiting = iter(answered)
    async with judge.open() as ask, asyncio.TaskGroup() as workers:
        for _ in range(min(judge.concurrency, len(answered))):
            workers.create_task(work(ask, waiting))


def _exchange(result: Result) -> Exchange:
    cited = result.contexts[: len(result.answer.citations)]
    return Exchange(
        # As it was understood: a follow-up says little by itself.
        question=result.standalone,
        language=result.case.language,
        answer=result.answer.text,
        contexts=tuple(f"{c.title}\n{c.before}{c.quote}{c.after}" for c in cited),
    )


def _judged(judge: Judge, run: Run, opinions: Sequence[Opinion | None]) -> Run:
    """The run with the scores and their averages over every cut; as it was where there are none."""
    scores = [(o.faithfulness, o.relevance) if o else (None, None) for o in opinions]
    if all(score == (None, None) for score in scores):
        return run
    results = tuple(
        replace(result, metrics=result.metrics | dict(zip(JUDGED_METRICS, score, strict=True)))
        for result, score in zip(run.results, scores, strict=True)
    )
    return replace(
        run,
        results=results,
        summaries=summarise(results),
        provenance=run.provenance | {"judge": judge.name},
    )


def _verdict(result: Result) -> bool | None:
    scores = [result.metrics.get(name) for name in JUDGED_METRICS]
    if None in scores:
        return None
    return all(score is not None and score >= _YES_FROM for score in scores)


def _first(errors: BaseExceptionGroup[LLMError]) -> LLMError:
    error = errors.exceptions[0]
    return error if isinstance(error, LLMError) else _first(error)
