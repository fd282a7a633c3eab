"""SQuAD 1.1 and 2.0 JSON; XQuAD, TyDi GoldP, SberQuAD and MLQA look alike.

`read_passages` is the one reader of that layout: a suite is built on it here, training material
elsewhere. Every passage is a document of the corpus that the suite brings along.
"""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pydantic import BaseModel, ValidationError

from evals.datasets.broken import at_line, describe, read_text
from evals.metrics.visible import visible
from evals.types import Case, Gold, Suite
from index.errors import SuiteError
from index.text.language import detect
from index.types import Document, Span
from qa.types import LANGUAGES, Language

# So many passages tell the language of a file.
_LANGUAGE_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question over a passage.

    `answers` are the distinct spans of the passage's text that answer, in the order of the file;
    there is at least one unless `is_impossible`, and none where it is.
    """

    id: str
    question: str
    answers: tuple[Span, ...]
    is_impossible: bool


@dataclass(frozen=True, slots=True)
class SquadPassage:
    """A passage with the questions asked about it.

    `article` and `paragraph` count from 0, the same in parallel files. `text` is NFC with "\\n"
    line ends, `language` that of the whole file.
    """

    article: int
    paragraph: int
    title: str
    text: str
    language: str
    questions: tuple[AskedQuestion, ...]


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


def read_passages(path: Path, language: str | None = None) -> list[SquadPassage]:
    """Read the passages of a file in SQuAD's layout, in its order.

    `language` is an ISO 639-1 code; None: the one that most passages are in, "und" where that can't
    be told. Every answer was found where the file says it stands: `text[start:end]` is its words.
    Raises SuiteError with the line, or the question's id, and the reason where the file is broken.
    """
    articles = _parse(path)
    if language is None:
        texts = (paragraph.context for article in articles for paragraph in article.paragraphs)
        language = _common(map(detect, islice(texts, _LANGUAGE_SAMPLE))) or "und"
    return [
        SquadPassage(
            number,
            position,
            article.title.replace("_", " "),
            _normalise(paragraph.context),
            language,
            tuple(_question(path, paragraph.context, asked) for asked in paragraph.qas),
        )
        for number, article in enumerate(articles)
        for position, paragraph in enumerate(article.paragraphs)
    ]


def read(path: Path) -> Suite:
    """Read a suite; raises SuiteError with the place and the reason where it is broken."""
    passages = read_passages(path)
    asked_in = _question_language(path, passages)
    cases: dict[str, Case] = {}
    for passage in passages:
        for question in passage.questions:
            if question.id in cases:
                raise _misplaced(path, question.id, "the id is taken")
            cases[question.id] = _case(passage, question, asked_in)
    documents = tuple(
        Document(_name(passage), passage.title, passage.text, passage.language)
        for passage in passages
    )
    return Suite(path.stem, tuple(cases.values()), documents)


def _parse(path: Path) -> list[_Article]:
    try:
        return _File.model_validate(json.loads(read_text(path))).data
    except json.JSONDecodeError as error:
        raise at_line(path, error.lineno, error.msg) from error
    except RecursionError as error:
        raise at_line(path, 1, "nested too deeply") from error
    except ValidationError as error:
        raise SuiteError("suite_place", path=path, place="data", reason=describe(error)) from error


def _question(path: Path, context: str, asked: _Question) -> AskedQuestion:
    name = str(asked.id)
    if asked.is_impossible:
        return AskedQuestion(name, asked.question, (), True)
    if not asked.answers:
        raise _misplaced(path, name, "there is no answer")
    spans = (_span(path, name, context, answer) for answer in asked.answers)
    return AskedQuestion(name, asked.question, tuple(dict.fromkeys(spans)), False)


def _span(path: Path, name: str, context: str, answer: _Answer) -> Span:
    """Where an answer stands in the normalised text; raises SuiteError where it doesn't."""
    start, words = answer.answer_start, answer.text
    moved = len(_normalise(context[: max(start, 0)]))
    span = Span(moved, moved + len(_normalise(words)))
    stands = visible(words).strip() and start >= 0 and context[start : start + len(words)] == words
    if not stands or _normalise(context)[span.start : span.end] != _normalise(words):
        raise _misplaced(path, name, f"the answer {words!r} isn't at {start}")
    return span


def _normalise(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _case(passage: SquadPassage, asked: AskedQuestion, language: Language) -> Case:
    name = _name(passage)
    golds = [Gold(name, passage.text[span.start : span.end], span.start) for span in asked.answers]
    return Case(
        id=asked.id,
        question=asked.question,
        language=language,
        answers=(tuple(dict.fromkeys(gold.quote for gold in golds)),) if golds else (),
        evidence=(Gold(name, golds[0].quote, golds[0].start, tuple(golds[1:])),) if golds else (),
        answerable=not asked.is_impossible,
        tags=(passage.title,) if passage.title else (),
        passage=name,
    )


def _name(passage: SquadPassage) -> str:
    return f"{passage.article}-{passage.paragraph}"


def _question_language(path: Path, passages: Sequence[SquadPassage]) -> Language:
    found = _common(detect(asked.question) for passage in passages for asked in passage.questions)
    for language in LANGUAGES:
        if language == found:
            return language
    raise SuiteError("suite_language", path=path, found=found or "?")


def _common(languages: Iterable[str | None]) -> str | None:
    counts = Counter(language for language in languages if language)
    return counts.most_common(1)[0][0] if counts else None


def _misplaced(path: Path, case_id: str, reason: str) -> SuiteError:
    return SuiteError("suite_place", path=path, place=case_id, reason=reason)
