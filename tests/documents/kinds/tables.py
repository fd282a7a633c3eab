"""Tables: a cell is asked for by its row and its column."""

from tests.documents.kinds.kind import Kind

TABLES = [
    Kind(
        "table",
        "hotel.md",
        "# Гостиница «Маяк»\n\nЦены за ночь, завтрак включён.\n\n"
        "| Номер | Площадь, м² | Цена, ₽ |\n|---|---|---|\n| Эконом | 14 | 2900 |\n"
        "| Студия | 25 | 4700 |\n| Люкс | 48 | 11200 |\n",
        "Сколько стоит люкс в гостинице «Маяк»?",
        ("Люкс", "11200"),
        ("Студия", "Площадь"),
    ),
    Kind(
        "table",
        "boats.md",
        "# Boat hire at Pine Lake\n\n| Boat | Seats | Price per hour |\n|---|---|---|\n"
        "| Kayak | 1 | £9 |\n| Canoe | 3 | £14 |\n| Motor boat | 6 | £38 |\n",
        "How many seats does the canoe at Pine Lake have?",
        ("Canoe", "3"),
        ("Kayak", "Boat |"),
    ),
    Kind(
        "table",
        "trains.html",
        "<html><body><h1>Электрички до Зеленогорска</h1><table><thead><tr><th>Поезд</th>"
        "<th>Отправление</th><th>Прибытие</th></tr></thead><tbody><tr><td>6031</td><td>07:12</td>"
        "<td>08:20</td></tr><tr><td>6047</td><td>12:45</td><td>13:58</td></tr></tbody></table>",
        "Во сколько отправляется поезд 6047 до Зеленогорска?",
        ("6047", "12:45"),
        ("07:12",),
    ),
    Kind(
        "table",
        "plans.md",
        "# Cloudbox plans\n\nChoose what suits you.\n\n|  | Free | Team | Business |\n"
        "|---|---|---|---|\n| Storage | 5 GB | 200 GB | 2 TB |\n| Users | 1 | 10 | 150 |\n",
        "How much storage does the Business plan of Cloudbox have?",
        ("2 TB",),
        ("150",),
    ),
]
