import pytest

from qa.pipeline import Pipeline
from qa.suggesting.suggestions import FOLLOWING, OPENING, Suggestions
from qa.types import LANGUAGES, Language


@pytest.fixture(scope="module")
def suggestions(seeds_pipeline: Pipeline) -> Suggestions:
    made = Suggestions(seeds_pipeline)
    assert made.wait(120)
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_suggested_is_answered(
    suggestions: Suggestions, seeds_pipeline: Pipeline, language: Language
) -> None:
    opening = suggestions.opening(language)
    assert 0 < len(opening) <= OPENING
    assert len(set(opening)) == len(opening)
    for question in opening:
        answer = seeds_pipeline.ask(question)
        assert answer.answered
        assert answer.language == answer.citations[0].language == language


def test_what_follows_is_about_the_same_document(
    suggestions: Suggestions, seeds_pipeline: Pipeline
) -> None:
    asked = suggestions.opening("ru")[0]
    answer = seeds_pipeline.ask(asked)
    following = suggestions.following(answer, [asked])
    assert 0 < len(following) <= FOLLOWING
    assert asked not in following
    document = answer.citations[0].document_id
    for question in following:
        assert seeds_pipeline.ask(question).citations[0].document_id == document
    assert set(suggestions.following(answer, [asked, *following])).isdisjoint(following)


def test_nothing_follows_a_refusal(suggestions: Suggestions, seeds_pipeline: Pipeline) -> None:
    assert suggestions.following(seeds_pipeline.ask("Какая столица Перу?"), []) == []
