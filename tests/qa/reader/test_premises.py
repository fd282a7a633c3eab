import pytest

from index.types import Document, Hit, Passage
from qa.reader.premises import FEATURES, other_country, other_year, premises, years_in
from qa.types import Evidence


def hit(text: str, *, document: str = "", title: str = "", date: str | None = None) -> Hit:
    whole = f"{text}\n\n{document}"
    return Hit(
        Passage(1, "a", 0, len(text), text), Document("a", title, whole, "ru", date=date), 1.0
    )


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("в 2024-м и 1999 г.", {"2024", "1999"}),
        ("the 1970s, в 1980-х", set()),
        ("15.03.2024, 2023-05-01, 4/11/21", {"2024", "2023", "2021"}),
        ("12 019 гостей, 2019.5, 1950%", set()),
    ],
)
def test_years(text: str, years: set[str]) -> None:
    assert years_in(text) == years


@pytest.mark.parametrize(
    ("question", "passage", "wanted"),
    [
        ("Сколько гостей было в 2019 году?", hit("В 2024 году было 30 гостей."), True),
        ("Сколько гостей было в 2024 году?", hit("В 2024 году было 30 гостей."), False),
        ("Сколько гостей было?", hit("В 2024 году было 30 гостей."), False),
        ("Сколько гостей было в 2024 году?", hit("Было 30.", title="Итоги 2024 года"), False),
        ("Сколько гостей было в 2025 году?", hit("С начала года 30.", date="2025-10-26"), False),
        ("Сколько гостей было в 2023 году?", hit("С начала года 30.", date="2025-10-26"), True),
        ("Сколько гостей было в 2023 году?", hit("Было 30.", document="Итоги 2023 года"), False),
        ("Что было в 2024?", hit("Знаки ставят по закону от 29.07.2017 № 217-ФЗ."), True),
        (
            "Что было в 2024?",
            hit("Знаки ставят по закону о садах от 29.07.2017 № 217-ФЗ.", date="2024-05-01"),
            False,
        ),
        ("Что было в 2024?", hit("Знак по ГОСТ Р 52289-2019.", date="2024-05-01"), False),
        ("Что было в 2024?", hit("Приказ № 5 от 3 мая 2012 г. в силе.", date="2024-05-01"), False),
        ("What was in 2024?", hit("The Act on ports of 1998 holds.", date="2024-05-01"), False),
        ("Что за закон 2017 года?", hit("В 2020 по закону от 29.07.2017 ставят знаки."), False),
        ("Что было в 2024?", hit("От 3 гостей в 2012 году до 8.", date="2024-05-01"), True),
        (
            "Сколько гостей было в 2025 году?",
            hit("В 2024 году было 30.", date="2025-02-07"),
            True,
        ),
    ],
)
def test_another_year(question: str, passage: Hit, wanted: bool) -> None:
    assert other_year(question, passage) is wanted


@pytest.mark.parametrize(
    ("question", "found", "thirds"),
    [
        ("Сколько гостей из Индии?", hit("Из Китая приехало 30 гостей."), 3),
        ("How many Indian guests came?", hit("Из Китая приехало 30 гостей."), 3),
        ("How many Chinese guests came?", hit("Из Китая приехало 30 гостей."), 0),
        ("Сколько гостей из Индии?", hit("Гостей было 30."), 0),
        ("Сколько гостей из Индии?", hit("Из Китая 30.", document="Были и индийцы."), 2),
        ("Сколько гостей из Индии?", hit("Из Китая 30. Были и индийцы."), 1),
        ("Сколько гостей?", hit("Из Китая приехало 30 гостей."), 0),
    ],
)
def test_another_country(question: str, found: Hit, thirds: int) -> None:
    sentence = found.passage.text.split(". ")[0]
    assert other_country(question, sentence, found) == pytest.approx(thirds / 3)


@pytest.mark.parametrize(
    ("question", "sentence", "contradicted"),
    [
        ("Сколько стоит билет?", "В музее выставлены редкие вещи.", True),
        ("Сколько стоит билет?", "За билет просят 500 тенге.", False),
        ("What is the entrance fee?", "Entry is free on Mondays.", False),
        ("What is the entrance fee?", "The park received 30 guests.", True),
        ("Когда построили музей?", "В музее выставлены редкие вещи.", True),
        ("Когда построили музей?", "Музей открыли прошлой весной.", False),
        ("Что бывает, когда тает лёд?", "Вода стекает в море.", False),
        ("What happens when ice melts?", "The water runs into the sea.", False),
        ("Во сколько открывается музей?", "Музей открывается в 9:30.", False),
        ("Во сколько открывается музей?", "В музее 4,5 тысячи вещей.", True),
        ("Во сколько раз выросло число гостей?", "Их стало втрое больше.", False),
        ("How many guests came?", "Three guests came.", False),
        ("Сколько было гостей?", "Приехали двое.", False),
        ("Сколько было гостей?", "Гости остались довольны.", True),
        ("Какая доля гостей — иностранцы?", "Иностранцев — большинство.", False),
        ("Какая доля гостей — иностранцы?", "Приехало 30 гостей.", True),
        ("What place does the museum hold in the ranking?", "The museum is loved.", True),
        ("What place does the museum hold in the ranking?", "It came in 29th.", False),
        ("На каком месте музей в рейтинге?", "Музей любят гости.", True),
        ("Which place do guests like?", "Guests like the museum.", False),
        ("Who runs the museum?", "The museum is large.", False),
    ],
)
def test_another_kind_of_words(question: str, sentence: str, contradicted: bool) -> None:
    passage = hit(sentence)
    found = premises(question, Evidence(passage, 0, len(sentence), 1.0))
    assert found[FEATURES.index("other_kind")] == float(contradicted)
