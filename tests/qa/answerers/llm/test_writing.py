"""Answers that a model writes over the seeds: what is said, cited, mended."""

import pytest

from qa.answerers.llm.writing import WRITTEN
from qa.pipeline import Pipeline
from qa.types import LANGUAGES, Answer, Language, Sentence
from qa.wording.messages import message
from tests.llm.double import Double
from tests.llm.script import (
    Asked,
    Reply,
    says,
    tells,
)
from tests.qa.answerers.llm.sentences import (
    FALSE,
    LEADING,
    SHOPS,
    TRUE,
    UNSURE,
    VISITORS,
    WORDS,
    holds,
    marked,
    right,
    texts,
)
from tests.qa.conftest import Writing

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_true_sentence_is_said_and_cited(
    double: Double, writing: Writing, language: Language
) -> None:
    pipeline = writing()
    double.will(right(language))
    answer = pipeline.ask(SHOPS[language])
    assert (answer.answerer, answer.model, answer.fallback) == (WRITTEN, "double", None)
    assert answer.text == TRUE[language]
    assert answer.language == language
    assert answer.certainty == "sure"
    (citation,) = answer.citations
    assert WORDS[language].split()[-1] in citation.quote
    assert holds(answer, pipeline)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_borne_out_is_marked(
    double: Double, writing: Writing, language: Language
) -> None:
    double.will(tells(f"{marked(language, TRUE[language])} {marked(language, FALSE[language])}"))
    *pieces, answer = writing(unsupported="mark").stream(SHOPS[language])
    assert isinstance(answer, Answer)
    true, false = answer.sentences
    doubt = message("answer.unsupported", language)
    assert true.text == TRUE[language]
    assert false.text == f"{FALSE[language]} {doubt}"
    assert false.citations == ()
    assert false.verdict is not None
    assert false.verdict.status == "unsupported"
    assert answer.certainty == "unsure"
    assert texts(pieces) == answer.text
    assert [one for one in pieces if isinstance(one, Sentence)] == list(answer.sentences)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_borne_out_is_dropped(
    double: Double, writing: Writing, language: Language
) -> None:
    double.will(tells(f"{marked(language, FALSE[language])} {marked(language, TRUE[language])}"))
    pipeline = writing(unsupported="drop")
    answer = pipeline.ask(SHOPS[language])
    assert answer.text == TRUE[language]
    assert holds(answer, pipeline)
    assert answer.usage is not None
    assert answer.usage.verdicts == ("unsupported", "supported")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_borne_out_is_replaced_by_the_words_closest_to_it(
    double: Double, writing: Writing, language: Language
) -> None:
    double.will(tells(marked(language, FALSE[language])))
    pipeline = writing(unsupported="replace")
    *pieces, answer = pipeline.stream(SHOPS[language])
    assert isinstance(answer, Answer)
    assert WORDS[language] in answer.text
    assert "9" not in answer.text
    assert holds(answer, pipeline)
    # Whoever has read along was told that it doesn't hold.
    assert message("answer.unsupported", language) in texts(pieces)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paragraph_ends_where_its_last_sentence_is_left_out(
    double: Double, writing: Writing, language: Language
) -> None:
    true, false = marked(language, TRUE[language]), marked(language, FALSE[language])
    double.will(tells(f"{true} {false}\n\n- {true}\n- {false}"))
    answer = writing(unsupported="drop").ask(SHOPS[language])
    assert answer.text == f"{TRUE[language]}\n\n- {TRUE[language]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quotation_in_place_of_an_item_is_an_item(
    double: Double, writing: Writing, language: Language
) -> None:
    visitors = f"{VISITORS[language]} [@{{{WORDS[language]}}}]"
    double.will(tells(f"{visitors}\n- {marked(language, FALSE[language])}"))
    answer = writing(unsupported="replace").ask(SHOPS[language])
    said, item = answer.text.split("\n")
    assert said == VISITORS[language]
    assert item.startswith("- ")
    assert WORDS[language] in item


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_leads_in_nothing_is_left_out(
    double: Double, writing: Writing, language: Language
) -> None:
    true, false = marked(language, TRUE[language]), marked(language, FALSE[language])
    double.will(tells(f"{true}\n\n{LEADING[language]}\n- {false}\n- {false}"))
    answer = writing(unsupported="drop").ask(SHOPS[language])
    assert answer.text == TRUE[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_said_already_replaces_nothing(
    double: Double, writing: Writing, language: Language
) -> None:
    double.will(tells(f"{marked(language, TRUE[language])} {marked(language, FALSE[language])}"))
    answer = writing(unsupported="replace").ask(SHOPS[language])
    assert answer.text == TRUE[language]
    assert len(answer.citations) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_without_a_citation_gets_its_own(
    double: Double, writing: Writing, language: Language
) -> None:
    double.will(says(TRUE[language]))
    pipeline = writing()
    answer = pipeline.ask(SHOPS[language])
    (sentence,) = answer.sentences
    assert sentence.citations == (1,)
    assert sentence.verdict is not None
    assert sentence.verdict.status == "supported"
    assert holds(answer, pipeline)


@pytest.mark.parametrize("mark", ["[9]", "[0]", "[99]", "[9][12]"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_citation_of_nothing_is_mended(
    double: Double, writing: Writing, language: Language, mark: str
) -> None:
    double.will(says(f"{TRUE[language]} {mark}"))
    answer = writing().ask(SHOPS[language])
    assert answer.text == TRUE[language]
    (citation,) = answer.citations
    assert WORDS[language].split()[-1] in citation.quote


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_citation_of_another_passage_is_mended_and_said_to_be_so(
    double: Double, writing: Writing, language: Language
) -> None:
    def reply(asked: Asked) -> Reply:
        others = [one.number for one in asked.passages if WORDS[language] not in one.text]
        return says(f"{TRUE[language]} [{others[0]}]")

    double.will(reply)
    answer = writing().ask(SHOPS[language])
    (sentence,) = answer.sentences
    assert sentence.verdict is not None
    assert (sentence.verdict.status, sentence.verdict.reason) == ("partial", "other_passage")
    (citation,) = answer.citations
    assert WORDS[language].split()[-1] in citation.quote
    assert answer.certainty == "unsure"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_that_only_leads_over_stands(
    double: Double, writing: Writing, language: Language
) -> None:
    double.will(tells(f"{LEADING[language]}\n{marked(language, TRUE[language])}"))
    answer = writing().ask(SHOPS[language])
    assert answer.text == f"{LEADING[language]}\n{TRUE[language]}"
    assert [sentence.remark for sentence in answer.sentences] == [True, False]
    assert answer.certainty == "sure"
    assert answer.usage is not None
    assert answer.usage.verdicts == ("supported",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_may_not_answer_is_led_in(
    double: Double, writing: Writing, seeds_pipeline: Pipeline, language: Language
) -> None:
    assert seeds_pipeline.ask(UNSURE[language]).certainty == "unsure"
    double.will(lambda asked: says(f"{asked.passages[0].text} [1]"))
    *pieces, answer = writing().stream(UNSURE[language])
    assert isinstance(answer, Answer)
    lead = message("answer.unsure_written", language)
    assert answer.sentences[0] == Sentence(lead, remark=True)
    assert texts(pieces).startswith(f"{lead} ")
    assert texts(pieces) == answer.text
    assert answer.certainty == "unsure"
    assert answer.answerer == WRITTEN
