import pytest

from qa.checking.rules import findings
from tests.qa.checking.tables import faults, rows

DAYS = """
Мост открыли 5 марта 2024 года. | The bridge opened on March 5th, 2024. | -
The bridge opened on 5 March 2024. | Мост открыт 05.03.2024. | -
The bridge opened on 2024-03-05. | Мост открыли 5 марта 2024 г. | -
The bridge opened on 6 March 2024. | Мост открыли 5 марта 2024 г. | 6 March 2024
Мост открыли 5 марта 2023 года. | The bridge opened on 5 March 2024. | 5 марта 2023
Мост открыли 5 апреля. | The bridge opened on 5 March 2024. | 5 апреля
Фестиваль начнётся 3 мая. | The festival runs from May 3 to May 7. | -
The festival begins on May 3. | Фестиваль пройдёт с 3 по 7 мая. | -
The festival begins on May 4. | Фестиваль пройдёт с 3 по 7 мая. | May 4
"""
MONTHS = """
The bridge opened in March. | Мост открыли 5 марта 2024 года. | -
Мост открыли в марте 2024 года. | The bridge opened on 5 March 2024. | -
Мост открыли в мае 2024 года. | The bridge opened on 5 March 2024. | мае 2024
The bridge opened in March 2023. | Мост открыли 5 марта 2024 года. | March 2023
The plant opened in Sept. 2019. | Завод открыли в сентябре 2019 года. | -
The plant opened in Sept. 2019. | Завод открыли в октябре 2019 года. | Sept. 2019
Ян Новак и Сен-Пьер молчали. | Jan Novak and Saint-Pierre were silent. | -
Visitors may enter in summer. | Посетители могут входить летом. | -
Марта Иванова открыла мост. | Мост открыла Марта Иванова. | -
"""
YEARS = """
Мост открыли в 2024 году. | The bridge opened on 05/03/2024. | -
The bridge opened in 2021. | Мост открыли в 2024 году. | 2021
The war lasted from 1941 to 1945. | Война шла в 1941–45 годах. | -
The war began in 1940. | Война шла в 1941–45 годах. | 1940
In the 1990s the plant closed. | Завод закрылся в 90-х годах. | -
Завод закрылся в девяностых. | The plant closed in 1994. | -
В 1980-х завод закрылся. | The plant closed in the 1990s. | 1980-х
Это случилось в 2023 году. | 2024-02-01. Это случилось в прошлом году. | -
"""
WEEKDAYS = """
Музей закрыт по вторникам. | The museum is closed on Tuesdays. | -
The museum is closed on Mondays. | Музей закрыт по вторникам. | Mondays
Музей закрыт по понедельникам. | The museum is open from Tuesday to Sunday. | -
The talks were held on Tuesday. | Переговоры прошли 5 марта 2024 года. | -
"""


@pytest.mark.parametrize("line", rows(DAYS + MONTHS + YEARS + WEEKDAYS))
def test_dates(line: str) -> None:
    found, wanted = faults(line, ["date", "number"])
    assert found == wanted


def test_the_documents_own_date_counts() -> None:
    cited = "Мост через Или\n2024-03-05\nВчера открыли мост через Или."
    assert not findings("Мост открыли 4 марта 2024 года.", [cited])
    assert [f.kind for f in findings("Мост открыли 4 июня 2024 года.", [cited])] == ["date"]
