"""What follows the words that answer."""

from index.loaders.markup.markdown import lay_markdown
from index.loaders.parsed import Builder
from index.types import Document, Hit, Passage
from qa.answerers.extractive.extractive import ExtractiveAnswerer
from qa.answerers.extractive.more import tell_more
from qa.types import Answer, Evidence, Language, Question, Reading
from qa.wording.messages import message

SOURCE = """# Паром

## Билеты

Билет стоит 60 рублей. Детям скидка. Собакам билет не нужен.

Фото: Анна Ли

Кассы открыты с восьми. Возьмите с собой:

- паспорт
- деньги

Карты не принимают. Сдача бывает.

## Причал

Причал стоит у моста.
"""
QUESTION = Question("Сколько стоит билет?", "ru", "Сколько стоит билет?")


def document() -> Document:
    builder = Builder()
    parsed = builder.finish(lay_markdown(builder, SOURCE))
    return Document("a.md", "Паром", parsed.text, "ru", blocks=parsed.blocks)


def told(words: str, times: int, language: Language = "ru", confidence: float = 0.9) -> Answer:
    source = document()
    start = source.text.index(words)
    hit = Hit(Passage(1, source.id, 0, len(source.text), source.text), source, 1.0)
    reading = Reading((Evidence(hit, start, start + len(words), 1.0),), confidence)
    text = "Ещё" if language == "ru" else "Go on"
    asked = Question(text, language, QUESTION.standalone, QUESTION, times)
    return tell_more(ExtractiveAnswerer(0.5, 0.7), asked, reading, lambda name: source)


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def test_the_next_sentences_follow_three_a_time() -> None:
    first = told("Билет стоит 60 рублей.", 1)
    assert quotes(first) == ["Детям скидка. Собакам билет не нужен.", "Кассы открыты с восьми."]
    assert first.text == "Детям скидка. Собакам билет не нужен. Кассы открыты с восьми."
    assert (first.question, first.answered, first.certainty) == ("Ещё", True, "sure")
    second = told("Билет стоит 60 рублей.", 2)
    assert quotes(second) == [
        "Возьмите с собой:\n\nпаспорт\nденьги",
        "Карты не принимают. Сдача бывает.",
    ]
    assert all(sentence.citations for sentence in second.sentences)


def test_at_the_end_of_a_section_it_says_so() -> None:
    last = told("Билет стоит 60 рублей.", 3)
    assert last.text == message("more.end_of_section", "ru")
    assert (last.answered, last.certainty, last.citations) == (False, "none", ())
    assert told("Причал стоит у моста.", 1).text == message("more.end", "ru")


def test_in_another_language_that_is_said_once() -> None:
    answer = told("Билет стоит 60 рублей.", 1, "en")
    assert [sentence.text for sentence in answer.sentences] == [
        "A Russian-language source says: “Детям скидка. Собакам билет не нужен.”",
        "“Кассы открыты с восьми.”",
    ]


def test_what_was_unsure_stays_so_and_what_was_refused_too() -> None:
    assert told("Билет стоит 60 рублей.", 1, confidence=0.6).certainty == "unsure"
    refused = told("Билет стоит 60 рублей.", 1, "en", confidence=0.4)
    assert (refused.question, refused.answered) == ("Go on", False)
    assert refused.text == message("answer.refusal", "en")
    assert [citation.quote for citation in refused.related] == ["Билет стоит 60 рублей."]
