"""Borders as a linguist would mark them: ` | ` stands where one sentence ends."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.paragraphs import content_paragraphs, split_paragraphs
from index.text.sentences import split_sentences

RUSSIAN = [
    "В 2024 г. приехало 3,5 млн туристов. | Это рекорд.",
    "Музеи, театры и т. д. работают. | В т. ч. летом.",
    "Стоит 5 млрд тенге, т. е. много. | Но не всем.",
    "Он жил на ул. Ленина, д. 5. | А. С. Пушкин тоже.",
    "«Мы рады!» — сказал он. | Все согласились.",
    "— Раньше было так. | Теперь иначе, — отметил Капасов.",
    "См. рис. 5 и табл. 3 ниже. | Там всё есть.",
    "Цена 5 тыс. руб. за ночь. | Дорого?",
    "Приехали туристы из Китая, Индии и др. стран. | Их 76%.",
    "Музей открыт в 1911 г. | Вход платный.",
    "Война шла с 1585 по 1595 гг. | Она кончилась ничем.",
    "Щука достигает веса 30 кг. | Живёт она долго.",
    "Подъём занимает 3 ч. | Спуск короче.",
    "В 1911 г. Николай II посетил Киев. | Его встречали.",
    "В 1911 г. Открыли музей и парк.",
    "Указ от 8 июля 1793 г. «О тростях» забыт. | Напрасно.",
    "Выход со ст. м. «Парк». | Далее пешком.",
    "Стоит 5 руб. за штуку. | Берите две.",
    "Хлеб, молоко и т. п. | Они лежат в шкафу.",
    "Проф. И. И. Иванов жил в г. Омске на пр. Мира. | Там музей.",
    "Нужно 5 кв. м. | Это мало.",
    "По данным на 26 октября 2025 г. посетителей стало больше. | Так и есть!",
]
ENGLISH = [
    "He said so at a Feb. 6 press conference. | It was short.",
    "The year ended on Nov. 27 in Almaty. | All came.",
    "The U.S. team met Mr. Smith at 5 p.m. on Monday. | They left.",
    "It cost $3.5 million. | No. 5 was best.",
    "Use a model, e.g. this one. | Or not.",
    "He rose. | “In terms of trips. | It grew,” he said. | Fine.",
    "“We are glad!” he said. | All agreed.",
    "J. R. R. Tolkien wrote it. | See p. 5 and Fig. 3.",
    "Acme Inc. and Co. Ltd. work in the U.K. | They grow.",
]


@pytest.mark.parametrize("marked", RUSSIAN)
def test_russian(marked: str) -> None:
    assert _split(marked.replace(" | ", " "), "ru") == marked


@pytest.mark.parametrize("marked", ENGLISH)
def test_english(marked: str) -> None:
    assert _split(marked.replace(" | ", " "), "en") == marked


@pytest.mark.parametrize("language", ["ru", "en", "kk", "zh", "und"])
@given(st.text(alphabet=st.sampled_from("Аб aB.!?…«»“”\"'—-5,\n\u00a0中🙂"), max_size=80))
def test_spans_are_ordered_and_lose_no_word(language: str, text: str) -> None:
    spans = split_sentences(text, language)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    kept = "".join(text[s.start : s.end] for s in spans)
    assert "".join(kept.split()) == "".join(text.split())


def test_paragraphs_break_at_blank_lines_sentence_ends_and_list_items() -> None:
    text = "Первая строка\nеё конец.\nВторой абзац.\n\n- пункт\n- ещё пункт"
    paragraphs = [text[p.start : p.end] for p in split_paragraphs(text)]
    assert paragraphs == ["Первая строка\nеё конец.", "Второй абзац.", "- пункт", "- ещё пункт"]


@pytest.mark.parametrize(
    "credit",
    ["Фото: Иван Иванов / Агентство", "Photo: A. Smith", "Photo credit: ACME", "* * *", "———"],
)
def test_credits_and_rules_are_no_content(credit: str) -> None:
    text = f"Начало.\n\n{credit}\n\nКонец."
    assert [text[p.start : p.end] for p in content_paragraphs(text)] == ["Начало.", "Конец."]


def test_a_long_paragraph_that_begins_like_a_credit_is_content() -> None:
    text = "Фото: " + "на снимке видно, как проходит праздник. " * 4
    assert len(content_paragraphs(text)) == 1


def _split(text: str, language: str) -> str:
    return " | ".join(text[s.start : s.end] for s in split_sentences(text, language))


def test_a_name_of_a_program_is_no_end() -> None:
    text = "Set global.IS_READY to true. Use Math.PI or os.getenv('A'). Done."
    spans = split_sentences(text, "en")
    assert [text[span.start : span.end] for span in spans] == [
        "Set global.IS_READY to true.",
        "Use Math.PI or os.getenv('A').",
        "Done.",
    ]
    typo = "It ended here.The next one."
    assert len(split_sentences(typo, "en")) <= 2
