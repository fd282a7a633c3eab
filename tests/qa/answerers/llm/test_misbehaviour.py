"""A model that says what isn't so: none of it is shown as borne out."""

from collections.abc import Iterable

import pytest
from _pytest.mark import ParameterSet

from index.embedding import Embedder
from qa.answerers.llm.composing import plain
from qa.checking.checker import Checker
from qa.pipeline import Pipeline
from qa.types import Answer, Language
from qa.wording.messages import message
from tests.llm.corpus import small_pipeline
from tests.llm.double import Double
from tests.llm.pipelines import written_by
from tests.llm.script import says, tells
from tests.qa.answerers.llm.misbehaviour.rows import ROWS, UNDETECTED
from tests.qa.answerers.llm.misbehaviour.said import LENGTH, OPENED_RU, Row, Said
from tests.qa.answerers.llm.misbehaviour.spellings import MARKERS, REFUSALS
from tests.qa.conftest import Writing

pytestmark = pytest.mark.slow

QUESTIONS: dict[Language, str] = {"en": LENGTH, "ru": OPENED_RU}
TRUE: dict[Language, str] = {
    "en": "The Cable Bridge is 412 metres long",
    "ru": "Обсерваторию открыли 12 июня 1963 года",
}
PLACES: dict[Language, str] = {"en": "@{412 metres}", "ru": "@{12 июня 1963}"}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Pipeline:
    return small_pipeline(tmp_path_factory.mktemp("small"), embedder)


@pytest.fixture
def writing_small(
    double: Double, small: Pipeline, checker: Checker, without_delay: None
) -> Writing:
    return lambda **others: written_by(double, small, checker, **others)


def cases(rows: Iterable[Row]) -> list[ParameterSet]:
    undetected = pytest.mark.xfail(strict=False, reason="the network doesn't tell it yet")
    return [
        pytest.param(row, id=str(row), marks=[undetected] if str(row) in UNDETECTED else [])
        for row in rows
    ]


@pytest.mark.parametrize("row", cases(ROWS))
def test_only_what_is_borne_out_is_said_to_be(
    double: Double, writing_small: Writing, row: Row
) -> None:
    double.will(tells(" ".join(said.text for said in row.said)))
    answer = writing_small(unsupported="mark").ask(row.question)
    assert len(double.requests) == 1
    assert answer.usage is not None
    assert answer.fallback == row.fallback or not any(said.right for said in row.said)
    if row.fallback is None:
        told = [status == "supported" for status in answer.usage.verdicts]
        assert told == [said.right for said in row.said], answer.sentences
    assert_shown(answer, row)


@pytest.mark.parametrize("row", cases(row for row in ROWS if not all(s.right for s in row.said)))
def test_what_is_not_borne_out_is_not_in_the_answer(
    double: Double, writing_small: Writing, row: Row
) -> None:
    double.will(tells(" ".join(said.text for said in row.said)))
    assert_shown(writing_small().ask(row.question), row)


def assert_shown(answer: Answer, row: Row) -> None:
    """None of the bad sentences stands there as borne out, nor is one cited for it."""
    for said in row.said:
        if not said.right:
            for sentence in answer.sentences:
                if words_of(said) in plain(sentence.text) and sentence.verdict:
                    assert sentence.verdict.status != "supported"
                    assert answer.certainty == "unsure"
    assert all(citation.quote for citation in answer.citations)


def words_of(said: Said) -> str:
    """The words of a sentence before its marks."""
    return plain(said.text.partition(" [")[0])


def words_at(place: str) -> str:
    """The words that a mark names a passage by."""
    return place.removeprefix("@{").removesuffix("}")


@pytest.mark.parametrize("marker", MARKERS)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_citation_however_it_is_written(
    double: Double, writing_small: Writing, language: Language, marker: str
) -> None:
    double.will(tells(f"{TRUE[language]} {marker.replace('#', PLACES[language])}"))
    answer = writing_small().ask(QUESTIONS[language])
    assert answer.fallback is None
    assert answer.text.rstrip(".") == TRUE[language]
    (sentence,) = answer.sentences
    assert sentence.verdict is not None
    assert sentence.verdict.status == "supported"
    assert sentence.citations == tuple(citation.number for citation in answer.citations)
    assert any(words_at(PLACES[language]) in citation.quote for citation in answer.citations)


@pytest.mark.parametrize("refusal", REFUSALS)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_refusal_however_it_is_dressed(
    double: Double, writing_small: Writing, language: Language, refusal: str
) -> None:
    double.will(says(refusal))
    *pieces, answer = writing_small().stream(QUESTIONS[language])
    assert isinstance(answer, Answer)
    assert not answer.answered
    assert answer.text == message("answer.refusal", language)
    assert not any("ANSWER" in piece for piece in pieces if isinstance(piece, str))
