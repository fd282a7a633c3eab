import datetime
import json
from dataclasses import replace

from qa.types import Answer, Citation, Copy, Sentence
from qa.wording.transcript import as_json, as_markdown, as_text

QUOTE = "Парк принял 30 тысяч гостей."
CITED = Citation(
    1,
    "a.ru.md",
    "Парк [сегодня]",
    "ru",
    "2025-10-26",
    "Вести",
    "https://news.example/a",
    0,
    28,
    QUOTE,
)
ANSWER = Answer(
    question="Сколько *гостей*\n# принял парк?",
    language="ru",
    answered=True,
    short="30 тысяч",
    sentences=(Sentence(QUOTE, (1,)),),
    citations=(CITED,),
    related=(),
    confidence=0.9,
    answerer="extractive",
)
TODAY = datetime.date(2026, 11, 25)


def test_an_answer_is_copied_with_its_sources() -> None:
    assert as_text(ANSWER) == (
        "Парк принял 30 тысяч гостей. [1]\n\n"
        "[1] — Парк [сегодня], Вести, по состоянию на 26 октября 2025\u202fг."
    )
    led_in = replace(ANSWER, sentences=(Sentence("Источник говорит иначе.", (1,)),))
    assert f"[1] «{QUOTE}» — Парк" in as_text(led_in)


def test_a_refusal_is_copied_with_the_nearest_passages() -> None:
    refusal = replace(
        ANSWER,
        answered=False,
        sentences=(Sentence("В источниках нет ответа."),),
        citations=(),
        related=(CITED,),
    )
    assert as_text(refusal).startswith("В источниках нет ответа.\n\n[1] «Парк принял")


def test_a_conversation_in_markdown() -> None:
    text = as_markdown([ANSWER], "ru", TODAY)
    assert text.startswith(
        "# Беседа с SeedQA, 25 ноября 2026\u202fг.\n\n## Сколько \\*гостей\\* # принял"
    )
    assert "> \\[1\\] Парк принял 30 тысяч гостей.\n> — Парк \\[сегодня\\], Вести" in text
    assert "<https://news.example/a#:~:text=" in text


def test_copies_of_a_source_are_named_beside_it() -> None:
    copies = (Copy("b.md", "Парк [сегодня]", "2024-10-26"), Copy("c.md", "*Парки*", None))
    answer = replace(ANSWER, citations=(replace(CITED, copies=copies),))
    told = "другие копии и версии: Парк [сегодня] (26 октября 2024\u202fг.); *Парки*"
    assert as_text(answer).endswith(f"по состоянию на 26 октября 2025\u202fг., {told}")
    plain = told.replace("[", "\\[").replace("]", "\\]").replace("*", "\\*")
    assert f", {plain} <https://news.example/a" in as_markdown([answer], "ru", TODAY)
    read = json.loads(as_json([answer]))["answers"][0]["citations"][0]
    assert [copy["document_id"] for copy in read["copies"]] == ["b.md", "c.md"]


def test_markup_of_documents_stays_text() -> None:
    hostile = replace(CITED, quote="![x](https://evil.example/x.png) <script>\n- a\n> b")
    text = as_markdown([replace(ANSWER, citations=(hostile,))], "en", TODAY)
    assert "![x](" not in text
    assert "<script>" not in text
    assert "\n- a" not in text


def test_a_conversation_as_json() -> None:
    read = json.loads(as_json([ANSWER, ANSWER]))
    assert [turn["question"] for turn in read["answers"]] == [ANSWER.question] * 2
    assert read["answers"][0]["citations"][0]["quote"] == QUOTE
