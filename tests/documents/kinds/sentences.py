"""Ends of sentences: a point of an abbreviation ends none, and one that ends both does."""

from tests.documents.kinds.kind import Kind

SENTENCES = [
    Kind(
        "sentence",
        "water-tower.txt",
        "Водокачка\n\nВодокачка в Сосновце построена в 1911 г. Вход платный. Лестница крутая.\n",
        "Когда построена водокачка в Сосновце?",
        ("Водокачка в Сосновце построена в 1911 г.",),
        ("Вход", "Лестница"),
    ),
    Kind(
        "sentence",
        "pharmacy.txt",
        "Справочник посёлка\n\nАптека «Лаванда» находится на ул. Ленина, напротив д. 8, в здании "
        "почты. Работает она круглосуточно.\n",
        "Где находится аптека «Лаванда»?",
        ("Аптека «Лаванда» находится на ул. Ленина, напротив д. 8, в здании почты.",),
        ("круглосуточно",),
    ),
    Kind(
        "sentence",
        "album.txt",
        "Усадьба Ветлово\n\nЭпиграф к альбому усадьбы Ветлово сочинил А. С. Каретников, сосед "
        "гр. Н.П. Ордынцева. Альбом хранится в сейфе.\n",
        "Кто сочинил эпиграф к альбому усадьбы Ветлово?",
        ("Эпиграф к альбому усадьбы Ветлово сочинил А. С. Каретников, сосед гр. Н.П. Ордынцева.",),
        ("сейфе",),
    ),
    Kind(
        "sentence",
        "base.txt",
        "Лыжная база «Лось»\n\nНа базу «Лось» автобус идёт от ст. м. „Парк“. Далее пешком через "
        "лес.\n",
        "От какой станции метро идёт автобус на базу «Лось»?",
        ("На базу «Лось» автобус идёт от ст. м. „Парк“.",),
        ("Далее",),
    ),
    Kind(
        "sentence",
        "club.txt",
        "Кружок «Винт»\n\nДети приносят в кружок «Винт» клей, картон, линейки и т. п. Они "
        "остаются у нас до лета. Занятия ведёт мастер.\n",
        "Что дети приносят в кружок «Винт»?",
        ("Дети приносят в кружок «Винт» клей, картон, линейки и т. п.",),
        ("мастер",),
    ),
    Kind(
        "sentence",
        "budget.txt",
        "Бюджет с. Журавлёво\n\nНа ремонт школы в с. Журавлёво выделили 3,2 млн руб. из "
        "областного бюджета, т. е. вдвое больше, чем в 2029 г. Подрядчика выберут осенью.\n",
        "Сколько выделили на ремонт школы в Журавлёво?",
        (
            "На ремонт школы в с. Журавлёво выделили 3,2 млн руб. из областного бюджета, "
            "т. е. вдвое больше, чем в 2029 г.",
        ),
        ("Подрядчика",),
    ),
    Kind(
        "sentence",
        "clinic.txt",
        "Marlow Point\n\nThe clinic at Marlow Point was founded by Dr. J. R. Hollis, a surgeon "
        "from St. Bride. It has forty beds.\n",
        "Who founded the clinic at Marlow Point?",
        ("The clinic at Marlow Point was founded by Dr. J. R. Hollis, a surgeon from St. Bride.",),
        ("forty",),
    ),
    Kind(
        "sentence",
        "skerry.txt",
        "Skerry Isle\n\nThe first boat to Skerry Isle leaves at 6:40 a.m. Tickets are sold on "
        "board. The crossing takes an hour.\n",
        "When does the first boat to Skerry Isle leave?",
        ("The first boat to Skerry Isle leaves at 6:40 a.m.",),
        ("Tickets", "crossing"),
    ),
    Kind(
        "sentence",
        "tilbrook.txt",
        "Orchard day\n\nVolunteers of the Tilbrook orchard day bring their own tools, e.g. a "
        "spade, a rake, etc., and a packed lunch (no. 4 on the list). Tea is free.\n",
        "What do volunteers of the Tilbrook orchard day bring?",
        (
            "Volunteers of the Tilbrook orchard day bring their own tools, e.g. a spade, a rake, "
            "etc., and a packed lunch (no. 4 on the list).",
        ),
        ("Tea",),
    ),
    Kind(
        "sentence",
        "fenwick.txt",
        "Company news\n\nFenwick Bros. Ltd. was bought by Mrs. Alma Prior, Jr. partner of Tull & "
        "Co. in Leith, for approx. $4.5 million. The price was kept secret for a year.\n",
        "Who bought Fenwick Bros. Ltd.?",
        (
            "Fenwick Bros. Ltd. was bought by Mrs. Alma Prior, Jr. partner of Tull & Co. in "
            "Leith, for approx. $4.5 million.",
        ),
        ("secret",),
    ),
]
