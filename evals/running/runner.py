"""Run a suite through a pipeline, case by case."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from evals.datasets import load_suite
from evals.measure import locate, measure
from evals.running.corpus import open_corpus
from evals.running.journal import Journal
from evals.running.provenance import describe
from evals.summary import curve, summarise, timings
from evals.types import Case, Result, Run, Suite
from index.errors import QuestionError, SuiteError
from index.types import Hit
from qa.factory import build_embedder
from qa.pipeline import Pipeline, Trace
from qa.settings import Settings, load_settings
from qa.types import Question


def run_suite(
    suite: Suite | Path,
    pipeline: Pipeline | None = None,
    *,
    settings: Settings | None = None,
    gold_passage: bool = False,
    resume: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Run:
    """Run every case of a suite and average what came of it.

    Without a pipeline one is built from the settings; a suite that brings its own passages is
    always run over those. With `gold_passage`, reading alone is measured: the passage that a data
    set asked about is read and nothing is searched. With `resume`, cases that an interrupted run
    has finished are not run again. Raises SuiteError where the suite is broken or doesn't fit the
    index.
    """
    source = str(suite) if isinstance(suite, Path) else suite.name
    suite = load_suite(suite) if isinstance(suite, Path) else suite
    if pipeline is None or suite.documents is not None:
        settings = settings or (pipeline.settings if pipeline else load_settings())
        embedder = pipeline.searcher.embedder if pipeline else build_embedder(settings)
        pipeline = open_corpus(suite, settings, embedder)
    return run_cases(
        suite,
        pipeline,
        source=source,
        gold_passage=gold_passage,
        resume=resume,
        progress=progress,
    )


def run_cases(
    suite: Suite,
    pipeline: Pipeline,
    *,
    source: str,
    gold_passage: bool = False,
    resume: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Run:
    """Run a suite through the pipeline over its corpus; `source` names it in errors."""
    for case in suite.cases:
        _check_question(source, case, pipeline)
    places = [locate(source, case, pipeline.searcher) for case in suite.cases]
    provenance = describe(pipeline) | {"gold_passage": str(gold_passage)}
    if suite.empty:
        provenance["empty_documents"] = str(len(suite.empty))
    journal = Journal(suite, pipeline.settings, provenance)
    if not resume:
        journal.forget()
    done = journal.done()
    results: list[Result] = []
    for number, (case, gold) in enumerate(zip(suite.cases, places, strict=True), start=1):
        result = done.get(case.id)
        if result is None:
            document = case.passage if gold_passage else None
            trace = _trace(case, pipeline, document)
            search = None if document else partial(_search, pipeline, trace.question)
            result = measure(case, trace, gold, pipeline, search)
            journal.add(result)
        results.append(result)
        if progress:
            progress(number, len(suite.cases))
    run = Run(
        suite=suite.name,
        results=tuple(results),
        summaries=summarise(results),
        risk_coverage=curve(results),
        timings_ms=timings(results),
        provenance=provenance,
    )
    journal.forget()
    return run


def _check_question(source: str, case: Case, pipeline: Pipeline) -> None:
    """Raise SuiteError, before anything is run, for a question that can't be asked."""
    try:
        pipeline.understand(case.question, case.history, language=case.language)
    except QuestionError as error:
        raise SuiteError("suite_place", path=source, place=case.id, reason=error) from error


def _trace(case: Case, pipeline: Pipeline, document: str | None) -> Trace:
    """Ask as a person would; say the language only where the question doesn't show it."""
    ask = partial(pipeline.trace, case.question, case.history, document=document)
    try:
        return ask(fallback=case.language)
    except QuestionError:
        return ask(language=case.language)


def _search(pipeline: Pipeline, question: Question, top_k: int) -> list[Hit]:
    """Search as the pipeline does, for as many passages as are wanted."""
    settings = pipeline.settings
    return pipeline.searcher.search(
        question.standalone,
        question.language,
        top_k,
        dense=settings.search_dense,
        keywords=settings.search_keywords,
    )
