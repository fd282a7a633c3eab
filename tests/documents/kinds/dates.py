"""Dates: written in one form, asked for in another, among others a day or a year away."""

from tests.documents.kinds.kind import Kind

DATES = [
    Kind(
        "dates",
        "pumping.md",
        "# Журнал насосной станции Каменка\n\n- 15.03.2023 — покрашена крыша\n"
        "- 15.03.2024 — заменён насос\n- 16.03.2024 — проверены датчики\n"
        "- 15.04.2024 — вывезен мусор\n",
        "Что сделали на насосной станции Каменка 15 марта 2024 года?",
        ("заменён насос",),
        ("крыша", "датчики", "мусор"),
    ),
    Kind(
        "dates",
        "lectures.md",
        "# Лекции клуба «Полюс»\n\n| Дата | Лектор |\n|---|---|\n| 2022-09-07 | Ольга Швец |\n"
        "| 2023-09-07 | Игорь Дёмин |\n| 2023-09-08 | Лев Басов |\n| 2023-07-09 | Ада Крот |\n",
        "Кто читал лекцию в клубе «Полюс» 07.09.2023?",
        ("Игорь Дёмин",),
        ("Швец", "Басов", "Крот"),
    ),
    Kind(
        "dates",
        "quarry.txt",
        "Хроника карьера Белый Яр\n\n3 мая 2020 года карьер остановили из-за паводка.\n\n"
        "3 мая 2021 года в карьере нашли бивень мамонта.\n\n"
        "13 мая 2021 года карьер посетила комиссия.\n",
        "Что нашли в карьере Белый Яр 03.05.2021?",
        ("бивень мамонта",),
        ("паводка", "комиссия"),
    ),
    Kind(
        "dates",
        "orders.txt",
        "Заказы мастерской «Шов»\n\n4/11/21: пальто для Громовой\n5/11/22: костюм для Рябова\n"
        "4/11/22: платье для Зиминой\n4/12/22: жилет для Петренко\n",
        "Какой заказ был у мастерской «Шов» 4 ноября 2022 года?",
        ("платье для Зиминой",),
        ("пальто", "костюм", "жилет"),
    ),
    Kind(
        "dates",
        "theatre-season.html",
        "<h1>Афиша театра «Юла»</h1><table><tr><td>«15 февраля 2027»</td><td>«Соль»</td></tr>"
        "<tr><td>«15 марта 2027»</td><td>«Ветер с реки»</td></tr><tr><td>«15 марта 2026»</td>"
        "<td>«Гроза в степи»</td></tr></table>",
        "Какой спектакль был в театре «Юла» 2027-03-15?",
        ("Ветер с реки",),
        ("Соль", "Гроза"),
    ),
    Kind(
        "dates",
        "observatory.md",
        "# Log of Fernhill observatory\n\nOn March 15th, 2023, the dome was stuck all night.\n\n"
        "On March 15th, 2024, a new comet was seen.\n\nOn March 16th, 2024, it rained.\n",
        "What was seen at Fernhill observatory on 2024-03-15?",
        ("comet",),
        ("stuck", "rained"),
    ),
    Kind(
        "dates",
        "shipments.md",
        "# Shipments to Gull Island\n\n| Date | Cargo |\n|---|---|\n| 2023-06-11 | timber |\n"
        "| 2023-06-12 | cement |\n| 2022-06-12 | gravel |\n| 2023-12-06 | salt |\n",
        "What was shipped to Gull Island on 12 June 2023?",
        ("cement",),
        ("timber", "gravel", "salt"),
    ),
    Kind(
        "dates",
        "council.md",
        "# Decisions of Withy parish council\n\n- 9 October 2020: the pond is to be fenced.\n"
        "- 9 October 2021: the school gets a bus stop.\n- 19 October 2021: the green is mown "
        "twice a year.\n",
        "What did Withy parish council decide on October 9th, 2021?",
        ("bus stop",),
        ("pond", "green"),
    ),
]
