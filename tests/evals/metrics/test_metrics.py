"""Hand-worked cases for each metric."""

from dataclasses import replace

import pytest

from evals import metrics
from evals.types import Case
from index.types import Document, Hit, Passage, Span
from qa.types import Answer, Certainty, Citation, Sentence

CASE = Case("c", "Сколько?", "ru", (("76",), ("гость", "турист")), (), True)
NOTHING = Case("u", "Сколько?", "ru", (), (), False)


def answer(text: str, answered: bool = True, citations: tuple[Citation, ...] = ()) -> Answer:
    return Answer("?", "ru", answered, None, (Sentence(text),), citations, (), 0.5, "test")


def citation(start: int, end: int, document: str = "d", language: str = "ru") -> Citation:
    return Citation(1, document, "", language, None, None, None, start, end, "x" * (end - start))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Из них 76% — туристы.", 1.0),
        ("Гостей было 76 тысяч.", 1.0),
        ("Туристов было 176.", 0.0),
        ("Было 76 дней.", 0.0),
        ("Туристы приехали.", 0.0),
    ],
)
def test_answer_match_needs_one_of_every_group(text: str, value: float) -> None:
    assert metrics.answer_match(CASE, answer(text)) == value


def test_answer_match_of_a_refusal_and_of_an_unanswerable_case() -> None:
    assert metrics.answer_match(CASE, answer("76 туристов", answered=False)) == 0.0
    assert metrics.answer_match(NOTHING, answer("что угодно")) is None


def test_numbers_match_however_they_are_written() -> None:
    case = replace(CASE, answers=(("655 000", "655,000"),))
    assert metrics.answer_match(case, answer("Их 655\u00a0000 человек.")) == 1.0
    assert metrics.answer_match(case, answer("655,000 people.")) == 1.0


@pytest.mark.parametrize(
    ("span", "value"), [((0, 100), 1.0), ((45, 60), 1.0), ((51, 60), 0.5), ((60, 70), 0.0)]
)
def test_citation_coverage(span: tuple[int, int], value: float) -> None:
    places = [[("d", Span(40, 60))], [("d", Span(50, 52)), ("t", Span(0, 5))]]
    cited = answer("x", citations=(citation(*span),))
    assert metrics.citation_coverage(CASE, cited, places) == value


def test_the_original_of_a_citation_covers_too() -> None:
    translated = replace(citation(0, 5, "t"), original=citation(40, 60))
    cited = answer("x", citations=(translated,))
    assert metrics.citation_coverage(CASE, cited, [[("d", Span(40, 60))]]) == 1.0
    assert metrics.citation_coverage(NOTHING, cited, []) is None


def hit(document: str, start: int, end: int) -> Hit:
    source = Document(document, "", "x" * 500, "ru")
    return Hit(Passage(1, document, start, end, "x" * (end - start)), source, 1.0)


def test_recall_and_reciprocal_rank() -> None:
    hits = [hit("d", 0, 100), hit("d", 100, 200), hit("e", 0, 100)]
    places = [[("d", Span(110, 120))], [("f", Span(0, 5)), ("e", Span(0, 5))]]
    ranking = metrics.rank_places(hits, places)
    assert metrics.ranked_recall(1, *ranking) == 0.0
    assert metrics.ranked_recall(2, *ranking) == 0.5
    assert metrics.ranked_recall(3, *ranking) == 1.0
    assert metrics.ranked_reciprocal_rank(None, *ranking) == 0.5
    first = metrics.rank_places(hits[:1], places)
    assert metrics.ranked_reciprocal_rank(None, *first) == 0.0
    nowhere = metrics.rank_places(hits, [])
    assert metrics.ranked_recall(5, *nowhere) is None
    assert metrics.ranked_reciprocal_rank(None, *nowhere) is None


def test_right_language_looks_past_foreign_quotes() -> None:
    foreign = (citation(0, 5, language="en"),)
    text = "Источник на английском языке сообщает: «The museum is open every day of the week.»"
    assert metrics.right_language(CASE, answer(text, citations=foreign)) == 1.0
    assert metrics.right_language(CASE, answer("The museum is open.", citations=foreign)) == 0.0
    assert metrics.right_language(CASE, answer("Музей открыт.")) == 1.0


def test_refusals() -> None:
    refusal, said = answer("нет", answered=False), answer("да")
    assert metrics.refused(NOTHING, refusal) == 1.0
    assert metrics.refused(NOTHING, said) == 0.0
    assert metrics.refused(CASE, refusal) is None
    assert metrics.falsely_refused(CASE, refusal) == 1.0
    assert metrics.falsely_refused(NOTHING, refusal) is None


@pytest.mark.parametrize(
    ("case", "text", "certainty", "sure_wrong", "sure", "not_sure"),
    [
        (CASE, "Из них 76% — туристы.", "sure", 0.0, 1.0, None),
        (CASE, "никогда", "sure", 1.0, 1.0, None),
        (CASE, "никогда", "unsure", None, 0.0, None),
        (CASE, "нет", "none", None, 0.0, None),
        (NOTHING, "да", "sure", 1.0, None, 0.0),
        (NOTHING, "да", "unsure", None, None, 1.0),
        (NOTHING, "нет", "none", None, None, 1.0),
    ],
)
def test_certainty(
    case: Case,
    text: str,
    certainty: Certainty,
    sure_wrong: float | None,
    sure: float | None,
    not_sure: float | None,
) -> None:
    given = replace(answer(text, answered=certainty != "none"), certainty=certainty)
    assert metrics.sure_wrong(case, given) == sure_wrong
    assert metrics.sure(case, given) == sure
    assert metrics.not_sure(case, given) == not_sure


def test_not_applicable_is_not_zero() -> None:
    assert metrics.mean([None, 1.0, None, 0.0]) == 0.5
    assert metrics.mean([None]) is None
    assert metrics.supported(answer("x")) is None
