import pytest

from index.types import Chunk, Document, Hit
from qa.reader.premises import other_country, other_year, years_in


def hit(text: str, *, document: str = "", title: str = "", date: str | None = None) -> Hit:
    whole = f"{text}\n\n{document}"
    return Hit(Chunk(1, "a", 0, len(text), text), Document("a", title, whole, "ru", date=date), 1.0)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("в 2024-м и 1999 г.", {"2024", "1999"}),
        ("the 1970s, в 1980-х", set()),
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
    ("question", "passage", "wanted"),
    [
        ("Сколько гостей из Индии?", hit("Из Китая приехало 30 гостей."), True),
        ("How many Indian guests came?", hit("Из Китая приехало 30 гостей."), True),
        ("How many Chinese guests came?", hit("Из Китая приехало 30 гостей."), False),
        ("Сколько гостей из Индии?", hit("Гостей было 30."), False),
        ("Сколько гостей из Индии?", hit("Из Китая 30.", document="Были и индийцы."), False),
        ("Сколько гостей?", hit("Из Китая приехало 30 гостей."), False),
    ],
)
def test_another_country(question: str, passage: Hit, wanted: bool) -> None:
    assert other_country(question, passage) is wanted
