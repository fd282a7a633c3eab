"""What the reader makes of every case of a suite: features to fit on, and whether it was right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from evals import metrics
from evals.measure import locate
from evals.types import Case, Suite
from qa.pipeline import Pipeline
from qa.types import Evidence


@dataclass(frozen=True, slots=True)
class Judged:
    """The features of a case's best sentence; `right`: it answers, `kind`: the case's first tag."""

    kind: str
    features: Mapping[str, float]
    right: bool
    answerable: bool


def judge_suite(
    suite: Suite, pipeline: Pipeline, progress: Callable[[int, int], None] | None = None
) -> list[Judged]:
    """Ask every case; one that is no question to the pipeline, as a greeting, is left out.

    Raises SuiteError where a case's gold words aren't in the index.
    """
    places = [locate(suite.name, case, pipeline.searcher) for case in suite.cases]
    judged = []
    for number, (case, gold) in enumerate(zip(suite.cases, places, strict=True), start=1):
        trace = pipeline.trace(case.question, case.history, fallback=case.language)
        if trace.reading.features:
            right = is_right(case, trace.reading.evidence[0], gold)
            judged.append(Judged(kind_of(case), trace.reading.features, right, case.answerable))
        if progress:
            progress(number, len(suite.cases))
    return judged


def is_right(case: Case, evidence: Evidence, places: metrics.Places) -> bool:
    """Whether a sentence answers: it holds the gold words' place, or else the answers' words."""
    if not case.answerable:
        return False
    found = metrics.sentence_at(
        1, [(evidence.hit.document.id, evidence.start, evidence.end)], places
    )
    if found is not None:
        return found == 1.0
    said = evidence.hit.document.text[evidence.start : evidence.end]
    return metrics.holds_answers(case, said)


def kind_of(case: Case) -> str:
    """What a case is counted with."""
    return case.tags[0] if case.tags else "all"
