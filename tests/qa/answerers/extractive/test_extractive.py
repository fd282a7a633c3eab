"""What is quoted of a reading, how much of it, and what is said where nothing answers."""

import pytest

from index.types import Document, Hit, Passage
from qa.answerers import Context
from qa.answerers.extractive.extractive import ExtractiveAnswerer
from qa.citing.citations import verify
from qa.types import Answer, Evidence, Question, Reading, Verdict

TEXT = "Маяк стоит на мысе. Его построили в 1827 году. Билет стоит 5 евро. Рядом кафе."


def document(text: str = TEXT, language: str = "ru") -> Document:
    return Document("a.md", "Маяк", text, language, None, None, None, "a.md", None)


def evidence(words: str, score: float, focus: str | None = None, **given: str) -> Evidence:
    source = document(**given)
    start = source.text.index(words)
    hit = Hit(Passage(1, source.id, 0, len(source.text), source.text), source, 1.0, 1, 1)
    at = source.text.index(focus) if focus else 0
    return Evidence(hit, start, start + len(words), score, (at, at + len(focus)) if focus else None)


def answer(text: str, *found: Evidence, confidence: float = 0.9, threshold: float = 0.5) -> Answer:
    language = "ru" if any("а" <= letter <= "я" for letter in text) else "en"
    answerer = ExtractiveAnswerer(threshold, sure=0.7)
    return answerer.answer(
        Question(text, language, text), Reading(found, confidence), lambda name: document()
    )


TICKET = evidence("Билет стоит 5 евро.", 10.0, "5 евро")
CAFE = evidence("Рядом кафе.", 9.5)


def test_one_thing_asked_one_sentence_quoted() -> None:
    given = answer("Сколько стоит билет?", TICKET, CAFE)
    assert given.answered
    assert given.text == "Билет стоит 5 евро."
    assert given.short == "5 евро"
    assert [citation.quote for citation in given.citations] == ["Билет стоит 5 евро."]


def test_several_things_asked_what_comes_close_is_quoted_too() -> None:
    given = answer("Какие услуги есть у маяка?", TICKET, CAFE)
    assert [citation.quote for citation in given.citations] == [
        "Билет стоит 5 евро.",
        "Рядом кафе.",
    ]
    far = answer("Какие услуги есть у маяка?", TICKET, evidence("Рядом кафе.", 5.0))
    assert len(far.citations) == 1


def test_a_sentence_that_leans_brings_the_one_before_it() -> None:
    given = answer("Когда построили маяк?", evidence("Его построили в 1827 году.", 9.0))
    assert given.text == "Маяк стоит на мысе. Его построили в 1827 году."


@pytest.mark.parametrize("question", ["Билет платный?", "Is there a ticket?"])
def test_yes_or_no_is_left_to_the_asker(question: str) -> None:
    given = answer(question, TICKET)
    assert given.short is None
    assert "Билет стоит 5 евро." in given.text
    assert given.text != "Билет стоит 5 евро."


def test_another_language_is_led_in() -> None:
    given = answer("How much is a ticket?", TICKET)
    assert given.text != "Билет стоит 5 евро."
    assert given.text.endswith("“Билет стоит 5 евро.”")
    assert given.short == "5 евро"


LONG = (
    "По данным управления, в прошлом году маяк посетили 12 400 человек, и каждый пятый из них"
    " приехал зимой."
)


def test_a_long_sentence_has_its_answer_said_first() -> None:
    found = evidence(LONG, 9.0, "12 400 человек", text=LONG)
    given = answer("Сколько человек посетили маяк?", found)
    assert given.text == f"12 400 человек. {LONG}"
    assert given.short == "12 400 человек"
    # Unsure, it is not said as if it were known.
    unsure = answer("Сколько человек посетили маяк?", found, confidence=0.6)
    assert unsure.text.endswith(LONG)
    assert "12 400 человек. По" not in unsure.text


@pytest.mark.parametrize(
    ("focus", "said"),
    [("приехал зимой", "Приехал зимой."), ("(12 400", None), ("По данным управления", None)],
)
def test_what_stands_first_is_whole_and_not_there_already(focus: str, said: str | None) -> None:
    text = LONG.replace("12 400 человек", "(12 400 человек)")
    given = answer("Когда?", evidence(text, 9.0, focus, text=text))
    if said is None:
        assert given.text == text or given.text.startswith("12 400. ")
    else:
        assert given.text == f"{said} {text}"


@pytest.mark.parametrize(
    ("focus", "said"),
    [
        ("fw_setenv", "fw_setenv."),
        ("sudo systemctl", "sudo systemctl."),
        ("раз в неделю", "Раз в неделю."),
        ("из-за износа", "Из-за износа."),
    ],
)
def test_a_command_keeps_its_small_letter(focus: str, said: str) -> None:
    text = f"Переменные меняют в этом режиме так: {focus}, и после этого устройство включают снова."
    given = answer("Как?", evidence(text, 9.0, focus, text=text))
    assert given.text == f"{said} {text}"


def test_words_of_another_language_are_no_short_answer_but_numbers_are() -> None:
    asked = "How many people came to the lighthouse?"
    words = answer(asked, evidence(LONG, 9.0, "12 400 человек", text=LONG))
    assert not words.text.startswith("12 400")
    number = answer(asked, evidence(LONG, 9.0, "12 400", text=LONG))
    assert number.text.startswith("12 400. ")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("— Мы ждём гостей, — сказал смотритель.", "Мы ждём гостей, — сказал смотритель."),
        ("КОСТАНАЙ, 5 марта. КазТАГ – Маяк открыли.", "Маяк открыли."),
        ("Алматы, 3 мая — Маяк открыли вновь.", "Маяк открыли вновь."),
        ("HAMBURG (Reuters) - The lighthouse is open.", "The lighthouse is open."),
        ("OSLO, March 3 — The lighthouse is open.", "The lighthouse is open."),
        ("КОСТАНАЙ — Маяк на мысу открыли вновь.", "Маяк на мысу открыли вновь."),
        ("НУР-СУЛТАН – «Маяк» принял первых гостей.", "«Маяк» принял первых гостей."),
        ("OSLO – The lighthouse on the cape is open.", "The lighthouse on the cape is open."),
        ("США — страна маяков.", "США — страна маяков."),
        ("ЮНЕСКО — Организация всех маяков по вопросам света.", None),
        ("ИАЛА — Союз маячных служб мира, который следит за светом.", None),
        ("IALA — Союз маячных служб следит за светом.", None),
        ("IALA – International Association of Lighthouse Authorities.", None),
        ("НАСА — Маяк.", None),
        ("- 5 градусов было утром.", "- 5 градусов было утром."),
        ("Маяк — Гордость города.", "Маяк — Гордость города."),
    ],
)
def test_neither_dash_nor_dateline_is_quoted(text: str, quoted: str | None) -> None:
    given = answer("Что с маяком?", evidence(text, 9.0, text=text))
    assert given.citations[0].quote == (quoted or text)


def test_below_the_threshold_it_says_so_and_shows_the_nearest() -> None:
    given = answer("Кто построил маяк?", TICKET, CAFE, confidence=0.49)
    assert not given.answered
    assert given.citations == ()
    assert [citation.quote for citation in given.related] == ["Билет стоит 5 евро."]
    assert answer("Кто построил маяк?", confidence=0.0).related == ()


@pytest.mark.parametrize(
    ("question", "confidence", "said"),
    [
        ("Сколько стоит билет?", 0.69, "Возможно, ответ такой: Билет стоит 5 евро."),
        ("Билет платный?", 0.5, "Возможно, ответ такой: Билет стоит 5 евро."),
        (
            "How much is a ticket?",
            0.6,
            "This may be the answer, in a Russian-language source: “Билет стоит 5 евро.”",
        ),
        (
            "Сколько стоит билет?",
            0.49,
            "Прямого ответа не нашлось; ближе всего: Билет стоит 5 евро.",
        ),
        (
            "How much is a ticket?",
            0.3,
            "No direct answer was found; the closest is in a Russian-language source: "
            "“Билет стоит 5 евро.”",
        ),
    ],
)
def test_between_the_thresholds_it_is_said_to_be_what_comes_closest(
    question: str, confidence: float, said: str
) -> None:
    alone = evidence("Билет стоит 5 евро.", 10.0, "5 евро", text="Билет стоит 5 евро.")
    given = answer(question, alone, confidence=confidence, threshold=0.3)
    assert (given.answered, given.certainty) == (True, "unsure")
    assert given.text == said
    assert verify(given, lambda name: alone.hit.document).citations[0].verdict == Verdict(
        "supported", "quoted"
    )
    assert answer(question, TICKET, confidence=0.7).certainty == "sure"
    assert answer(question, TICKET, confidence=0.49).certainty == "none"


def test_an_unsure_answer_is_the_whole_paragraph_where_it_is_short() -> None:
    given = answer("Сколько стоит билет?", TICKET, CAFE, confidence=0.6)
    assert [citation.quote for citation in given.citations] == [TEXT]
    assert given.short == "5 евро"
    long = f"{'Маяк виден издалека. ' * 40}Билет стоит 5 евро."
    found = evidence("Билет стоит 5 евро.", 10.0, text=long)
    quoted = answer("Сколько стоит билет?", found, confidence=0.6).citations[0].quote
    assert quoted == "Билет стоит 5 евро."


def test_of_several_things_only_the_first_is_led_in() -> None:
    given = answer("Какие услуги есть у маяка?", TICKET, CAFE, confidence=0.6)
    assert [sentence.text for sentence in given.sentences] == [
        "Возможно, ответ такой: Билет стоит 5 евро.",
        "Рядом кафе.",
    ]


def test_a_stream_is_the_answer_word_for_word() -> None:
    answerer = ExtractiveAnswerer(threshold=0.5)
    asked = Question("Какие услуги?", "ru", "Какие услуги?")
    *pieces, last = answerer.stream(
        asked, Reading((TICKET, CAFE), 0.9), Context(lambda name: document())
    )
    assert isinstance(last, Answer)
    assert "".join(piece for piece in pieces if isinstance(piece, str)) == last.text
