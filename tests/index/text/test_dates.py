import pytest

from index.text.dates import Date, dates_in


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("15.03.2024 и 2024-03-16", [Date(2024, 3, 15), Date(2024, 3, 16)]),
        ("15/3/24, 15-3-1999", [Date(2024, 3, 15), Date(1999, 3, 15)]),
        ("31.12.99 г.", [Date(1999, 12, 31)]),
        ("«15 марта 2024», 15-го мая, 5 сент. 2020 г.",
         [Date(2024, 3, 15), Date(None, 5, 15), Date(2020, 9, 5)]),
        ("March 15th, 2024 and the 2nd of May", [Date(2024, 3, 15), Date(None, 5, 2)]),
        ("12 June 2023, Dec. 3, 1980", [Date(2023, 6, 12), Date(1980, 12, 3)]),
        ("it may 15 people, 12 marches", []),
        ("192.168.1.12, 2024-13-40, 15.03, +7-495-12-34, 1.2.3.4", []),
        ("в мае 2024 года", []),
    ],
)  # fmt: skip
def test_dates(text: str, dates: list[Date]) -> None:
    assert [date.readings for date in dates_in(text)] == [(date,) for date in dates]


def test_a_date_with_strokes_may_be_read_in_two_ways() -> None:
    (written,) = dates_in("4/11/22")
    assert written.readings == (Date(2022, 11, 4), Date(2022, 4, 11))
    assert written.agrees(dates_in("4 ноября 2022 года")[0])
    assert written.agrees(dates_in("April 11th, 2022")[0])
    assert not written.agrees(dates_in("4.11.2021")[0])


def test_where_a_date_stands() -> None:
    text = "On March 15th, 2024, it rained."
    (written,) = dates_in(text)
    assert text[written.start : written.end] == "March 15th, 2024"


def test_a_date_without_a_year_agrees_with_any() -> None:
    assert Date(None, 3, 15).agrees(Date(2024, 3, 15))
    assert not Date(None, 3, 15).agrees(Date(2024, 3, 16))
