"""Answers and refusals in the chat, with what is said beside them."""

import dataclasses
import re

import pytest

from qa.records.exchanges import Exchange
from qa.server.page.rendering.render import chat_messages, language_in_words
from qa.types import Certainty, Language, Sentence, Verdict
from qa.understanding.talk import REPLY
from qa.wording.dates import date_in_words
from tests.qa.server.page.rendering.answers import answer, citation, document
from tests.qa.server.page.rendering.strict_html import read


@pytest.mark.parametrize(
    ("certainty", "told"),
    [("sure", "Confidence: high"), ("unsure", "Confidence: low; check the quote")],
)
def test_how_sure_an_answer_is_can_be_seen(certainty: Certainty, told: str) -> None:
    source = document("The keeper has two dogs.")
    given = dataclasses.replace(answer(citation(source, source.text)), certainty=certainty)
    shown = chat_messages([Exchange("q", given)], "en")[-1]["content"]
    assert f'class="sq-answer sq-{certainty}"' in shown
    assert told in read(shown).text


def test_doubts_are_shown_beside_the_source() -> None:
    source = document("Words.")
    shown = {
        status: chat_messages(
            [Exchange("q", answer(citation(source, "Words.", verdict=Verdict(status, "r"))))], "en"
        )[1]["content"]
        for status in ("supported", "partial", "unsupported")
    }
    assert "sq-doubt" not in shown["supported"]
    assert "borne out only in part" in shown["partial"]
    assert "not borne out by the cited words" in shown["unsupported"]


def test_how_a_question_was_understood_needs_no_source() -> None:
    cited = answer(citation(document("Words."), "Words."))
    for remark, doubted in ((True, False), (False, True)):
        said = (Sentence("Understood as: “words”.", remark=remark), *cited.sentences)
        given = dataclasses.replace(cited, sentences=said)
        shown = chat_messages([Exchange("q", given)], "en")[1]["content"]
        assert "Understood as: “words”." in read(shown).text
        assert ("sq-doubt" in shown) is doubted


@pytest.mark.parametrize(
    ("language", "label"), [("ru", "Спросить как написано"), ("en", "Ask as written")]
)
@pytest.mark.parametrize("kind", ["answer", "refusal", "reply"])
def test_beside_how_it_was_understood_the_last_question_can_be_asked_as_written(
    language: Language, label: str, kind: str
) -> None:
    cited = citation(document("Words."), "Words.")
    given = answer(cited) if kind == "answer" else answer(related=(cited,))
    given = dataclasses.replace(
        given,
        language=language,
        understood="<words>",
        answerer=REPLY if kind == "reply" else "extractive",
        sentences=(Sentence("Understood: <words>.", remark=True), Sentence("Words.")),
    )
    both = [Exchange("words", given), Exchange("words", given)]
    shown = [message["content"] for message in chat_messages(both, "en")][1::2]
    for html in shown:
        # It is said once, before the answer; what is copied has it too.
        seen = html.partition('<div class="sq-copied"')[0]
        assert read(seen).text.count("Understood: <words>.") == 1
        assert html.startswith(f'<div class="sq-understood" lang="{language}"><p>Understood:')
    assert "alone-" not in shown[0]
    assert f'<button class="sq-act" id="alone-1">{label}</button></p></div>' in shown[1]
    plain = dataclasses.replace(given, understood=None)
    assert "alone-" not in chat_messages([Exchange("words", plain)], "en")[1]["content"]


def test_answers_and_refusals_differ() -> None:
    source = document("Words.")
    cited = citation(source, "Words.")
    replied = chat_messages([Exchange("q", answer(cited))], "en")[1]["content"]
    refused = chat_messages([Exchange("q", answer(related=(cited,)))], "en")[1]["content"]
    assert "sq-answer" in replied
    assert '<a class="sq-cite" href="#src-0-1" title="“Words.” · T">[1]</a>' in replied
    assert "sq-refusal" in refused
    assert 'href="#src-0-1"' in refused


@pytest.mark.parametrize(
    ("date", "language", "words"),
    [
        ("2025-02-07", "ru", "7 февраля 2025 г."),
        ("2025-02-07", "en", "February 7, 2025"),
        ("2024", "en", "2024"),
        (None, "en", None),
    ],
)
def test_dates_are_written_as_their_readers_do(
    date: str | None, language: str, words: str | None
) -> None:
    written = date_in_words(date, language)  # type: ignore[arg-type]
    assert (re.sub(r"\s", " ", written) if written else None) == words


def test_languages_are_named() -> None:
    assert language_in_words("ru", "en") == "in Russian"
    assert language_in_words("zh", "ru") == "на другом языке (zh)"
