"""Questions in one language over passages in another, from files that are parallel by case id."""

from collections.abc import Sequence
from dataclasses import replace

from evals.types import Case, Suite
from index.errors import SuiteError
from qa.types import LANGUAGES


def pair(suites: Sequence[Suite], query_language: str) -> list[Suite]:
    """Pair suites as asked.

    `same`: each file as it is; `all`: besides, the questions of every parallel file over the
    passages of each; a language: questions in that language alone, over every file's passages.
    Suites without passages of their own stay as they are.
    """
    if query_language == "same":
        return list(suites)
    paired: list[Suite] = []
    for suite in suites:
        if suite.documents is None:
            paired.append(suite)
            continue
        asked = {question_language(other): other for other in suites if _parallel(suite, other)}
        wanted = LANGUAGES if query_language == "all" else (query_language,)
        found = [_ask(suite, asked[language]) for language in wanted if language in asked]
        if not found:
            raise SuiteError("suite_pair", suite=suite.name, asked=query_language)
        paired += found
    return paired


def question_language(suite: Suite) -> str:
    """The language that a suite asks in."""
    return suite.cases[0].language


def _parallel(suite: Suite, other: Suite) -> bool:
    """A suite is parallel to itself and to those with the same ids in another language."""
    if suite is other:
        return True
    if other.documents is None or question_language(suite) == question_language(other):
        return False
    return {case.id for case in suite.cases} == {case.id for case in other.cases}


def _ask(passages: Suite, questions: Suite) -> Suite:
    """The questions of one suite over the passages of another; both wordings of an answer count."""
    if passages is questions:
        return passages
    asked = {case.id: case for case in questions.cases}
    cases = tuple(_translate(case, asked[case.id]) for case in passages.cases)
    direction = f"{question_language(questions)}→{question_language(passages)}"
    name = f"{passages.name} ({direction})"
    return replace(passages, name=name, cases=cases)


def _translate(case: Case, asked: Case) -> Case:
    answers = tuple(
        tuple(dict.fromkeys(ours + theirs))
        for ours, theirs in zip(case.answers, asked.answers, strict=False)
    )
    return replace(case, question=asked.question, language=asked.language, answers=answers)
