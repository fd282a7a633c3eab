"""SQuAD 1.1 and 2.0 JSON; XQuAD, TyDi GoldP, SberQuAD and MLQA look alike.

Every passage is a document of the corpus that the suite brings along.
"""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ValidationError

from evals.datasets.broken import at_line, describe, read_text
from evals.types import Case, Gold, Suite
from index.errors import SuiteError
from index.text.language import detect
from index.types import Document
from qa.types import LANGUAGES, Language


class _Answer(BaseModel):
    text: str
    answer_start: int


class _Question(BaseModel):
    id: str | int
    question: str
    answers: list[_Answer] = []
    is_impossible: bool = False


class _Paragraph(BaseModel):
    context: str
    qas: list[_Question]


class _Article(BaseModel):
    title: str = ""
    paragraphs: list[_Paragraph]


class _File(BaseModel):
    data: list[_Article]


def read(path: Path) -> Suite:
    """Read a file; raises SuiteError with the place and the reason where it is broken."""
    try:
        data = _File.model_validate(json.loads(read_text(path))).data
    except json.JSONDecodeError as error:
        raise at_line(path, error.lineno, error.msg) from error
    except RecursionError as error:
        raise at_line(path, 1, "nested too deeply") from error
    except ValidationError as error:
        raise SuiteError("suite_place", path=path, place="data", reason=describe(error)) from error
    paragraphs = [
        (f"{number}-{position}", article.title.replace("_", " "), paragraph)
        for number, article in enumerate(data)
        for position, paragraph in enumerate(article.paragraphs)
    ]
    language = _common(detect(paragraph.context) for _, _, paragraph in paragraphs) or "und"
    asked_in = _question_language(path, [q for _, _, p in paragraphs for q in p.qas])
    cases: dict[str, Case] = {}
    for name, title, paragraph in paragraphs:
        for question in paragraph.qas:
            case = _case(path, name, title, paragraph, question, asked_in)
            if case.id in cases:
                raise _misplaced(path, case.id, "the id is taken")
            cases[case.id] = case
    documents = tuple(
        Document(name, title, paragraph.context, language) for name, title, paragraph in paragraphs
    )
    return Suite(path.stem, tuple(cases.values()), documents)


def _case(
    path: Path,
    name: str,
    title: str,
    paragraph: _Paragraph,
    question: _Question,
    language: Language,
) -> Case:
    answers = [] if question.is_impossible else question.answers
    for answer in answers:
        end = answer.answer_start + len(answer.text)
        if not answer.text or paragraph.context[answer.answer_start : end] != answer.text:
            reason = f"the answer {answer.text!r} isn't at {answer.answer_start}"
            raise _misplaced(path, str(question.id), reason)
    if not answers and not question.is_impossible:
        raise _misplaced(path, str(question.id), "there is no answer")
    golds = [Gold(name, answer.text, answer.answer_start) for answer in answers]
    return Case(
        id=str(question.id),
        question=question.question,
        language=language,
        answers=(tuple(dict.fromkeys(answer.text for answer in answers)),) if answers else (),
        evidence=(Gold(name, golds[0].quote, golds[0].start, tuple(golds[1:])),) if golds else (),
        answerable=bool(answers),
        tags=(title,) if title else (),
        passage=name,
    )


def _question_language(path: Path, questions: list[_Question]) -> Language:
    found = _common(detect(question.question) for question in questions)
    for language in LANGUAGES:
        if language == found:
            return language
    raise SuiteError("suite_language", path=path, found=found or "?")


def _common(languages: Iterable[str | None]) -> str | None:
    counts = Counter(language for language in languages if language)
    return counts.most_common(1)[0][0] if counts else None


def _misplaced(path: Path, case_id: str, reason: str) -> SuiteError:
    return SuiteError("suite_place", path=path, place=case_id, reason=reason)
