"""Link definitions, footnotes, thematic breaks, photo credits and what looks like one."""

from tests.documents.kinds.kind import Kind

NOTES = [
    Kind(
        "definition",
        "theatre.md",
        "# Театр «Зеркало»\n\nБилеты продаются ежедневно.\n\n[Касса]: 8-495-777-12-40\n",
        "Какой телефон у кассы театра «Зеркало»?",
        ("8-495-777-12-40",),
    ),
    Kind(
        "definition",
        "bell.md",
        "# The bell of Harrow Mill\n\nThe bell was cast by hand[^1]. It weighs 640 kg.\n\n"
        "[^1]: By Thomas Carter, in 1788.\n",
        "Who cast the bell of Harrow Mill?",
        ("Thomas Carter",),
    ),
    Kind(
        "rule",
        "notice.md",
        "---\nБассейн «Волна» закрыт до 14 октября.\n---\n\nПриносим извинения.\n",
        "До какого числа закрыт бассейн «Волна»?",
        ("14 октября",),
        ("---",),
    ),
    Kind(
        "rule",
        "memo.md",
        "---\nNote: the archive of Dunmore moves on 3 May.\n---\n\nCall us with questions.\n",
        "When does the archive of Dunmore move?",
        ("3 May",),
    ),
    Kind(
        "credit",
        "upload.md",
        "# Upload limits of Fotobank\n\nPhoto: up to 12 MB.\n\nVideo: up to 2 GB.\n",
        "How large may a photo on Fotobank be?",
        ("12 MB",),
    ),
    Kind(
        "credit",
        "studio.md",
        "# Сроки студии «Кадр»\n\n| Услуга | Срок |\n|---|---|\n| Видео | 9 дней |\n"
        "| Фото | 2 дня |\n",
        "За сколько дней студия «Кадр» делает видео?",
        ("Видео", "9 дней"),
        ("2 дня",),
    ),
    Kind(
        "credit",
        "print.md",
        "# Печать в «Оттиске»\n\n- Фото 10×15 — 14 ₽\n- Фото 15×21 — 32 ₽\n",
        "Сколько стоит фото 15×21 в «Оттиске»?",
        ("32",),
        ("14",),
    ),
    Kind(
        "definition",
        "frescoes.md",
        "# Фрески Заозёрного скита\n\nФрески расчистили недавно[^1], а купол — ещё раньше[^2].\n\n"
        "[^1]: Работы закончила бригада Ильи Вешнякова в 2017 году.\n"
        "[^2]: Купол восстановил Савва Глинский.\n",
        "Кто восстановил купол Заозёрного скита?",
        ("Савва Глинский",),
        ("Вешняков", "[^"),
    ),
    Kind(
        "definition",
        "hostel.md",
        "# Lantern Hostel\n\nBeds are made by noon. See [the rules][rules].\n\n"
        "[Front desk]: 0117-555-0162\n[Laundry]: 0117-555-0199\n[rules]: /rules.html\n",
        "What is the phone number of the front desk of Lantern Hostel?",
        ("0117-555-0162",),
        ("rules.html",),
    ),
    Kind(
        "rule",
        "rink.md",
        "***\n\nКаток «Снегирь» работает до 23:00.\n\n***\n\n* прокат коньков: 250 рублей\n"
        "* заточка: 180 рублей\n\n***\n",
        "До скольких работает каток «Снегирь»?",
        ("23:00",),
        ("***", "250"),
    ),
    Kind(
        "rule",
        "bakery.md",
        "- - -\nCobblegate bakery: rye bread is baked on Thursdays only.\n- - -\n"
        "Wheat bread is baked daily.\n___\n",
        "On which day is rye bread baked at Cobblegate bakery?",
        ("Thursdays",),
        ("- - -", "___"),
    ),
    Kind(
        "credit",
        "portraits.md",
        "# Price list of Blue Door copy shop\n\nScanning: $3 a page.\n\nPhoto: $7 a portrait.\n\n"
        "Image retouching: $15 an hour.\n",
        "How much is a photo portrait at Blue Door copy shop?",
        ("$7",),
        ("$15", "$3"),
    ),
    Kind(
        "credit",
        "bridge.txt",
        "В Дубравинске открыт пешеходный мост\n\nФото: Пётр Ланской / «Вестник Дубравы»\n\n"
        "Пешеходный мост через Шорку открыла в субботу мэр Анна Кочеткова. Длина моста — "
        "212 метров.\n",
        "Кто открыл пешеходный мост в Дубравинске?",
        ("Анна Кочеткова",),
        ("Ланской",),
    ),
    Kind(
        "credit",
        "lifeboat.md",
        "# New lifeboat station at Penvarra\n\n![The station](station.jpg)\n\n"
        "Photo by Gareth Lowe / Harbour News\n\nThe lifeboat station at Penvarra was opened by "
        "coxswain Edith Marrow on Sunday. It houses two boats.\n",
        "Who opened the lifeboat station at Penvarra?",
        ("Edith Marrow",),
        ("Gareth Lowe",),
    ),
]
