import pytest

from tests.qa.checking.tables import faults, rows

PERSONS = """
Речь произнёс Марат Сеитов. | The speech was given by Marat Seitov. | -
The speech was given by Seitov. | Речь произнёс Марат Сеитов. | -
The speech was given by Arman Seitov. | Речь произнёс Марат Сеитов. | Arman
Речь произнёс Ержан Сеитов. | Речь произнёс Марат Сеитов. | Ержан
Письмо передали Маратом Сеитовым. | Марат Сеитов написал письмо. | -
The prize went to Joanna Kowalska. | Премию получила Иоанна Ковальская. | -
Премию получил Джеймс Уайт. | The prize went to James White. | -
The prize went to Peter Hoffman. | Премию получила Иоанна Ковальская. | Peter Hoffman
Later Hoffman left the city. | Later Miller left the city. | Hoffman
"""
PLACES = """
Груз отправили в Хоргос. | The cargo was sent to Khorgos. | -
The cargo was sent to Horgos. | Груз отправили в Хоргос. | -
The cargo was sent to Aktobe. | Груз отправили в Хоргос. | Aktobe
They met in Beijing. | Они встретились в Пекине. | -
Они встретились в Вене. | They met in Vienna. | -
They met in Warsaw. | Они встретились в Вене. | Warsaw
They flew to India. | Они летали по индийским городам. | -
They flew to Brazil. | Они летали в Индию. | Brazil
Exports to South Korea grew. | Экспорт в Корею вырос. | -
The Moscow museum is closed. | Московский музей закрыт. | -
Chinese guests came in spring. | Гости из Китая приехали весной. | -
They saw the Great Wall. | Они видели Великую стену. | -
"""
ORGANISATIONS = """
Об этом сообщает Министерство туризма. | The Ministry of Tourism reports this. | -
The Ministry of Tourism reports this. | Об этом сообщает Министерство туризма. | -
Об этом сообщила ВОЗ. | Об этом сообщила Всемирная организация здравоохранения. | -
Об этом сообщил МВФ. | Об этом сообщила Всемирная организация здравоохранения. | МВФ
The WHO reported this. | Об этом сообщила ВОЗ. | -
The report is by NATO. | Доклад подготовлен НАТО. | -
Завод построил «Казатомпром». | The plant was built by Kazatomprom. | -
The plant was built by Siemens. | The plant was built by Kazatomprom. | Siemens
"""
NO_NAMES = """
Hikers climbed the hill. | Туристы поднялись на холм. | -
Researchers found water. | Учёные нашли воду. | -
On Monday in March it rained. | В понедельник в марте шёл дождь. | -
However, It Was Closed. | Однако он был закрыт. | -
ВСЕ БИЛЕТЫ ПРОДАНЫ | All tickets are sold. | -
King Charles spoke. | Король Карл выступил с речью. | -
"""


@pytest.mark.parametrize("line", rows(PERSONS + PLACES + ORGANISATIONS + NO_NAMES))
def test_names(line: str) -> None:
    found, wanted = faults(line, ["name"])
    assert found == wanted
