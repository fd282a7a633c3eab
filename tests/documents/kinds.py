"""Documents by kind of structure, each with a question, words its answer quotes and words not."""

from typing import NamedTuple


class Kind(NamedTuple):
    """A document, what is asked of it, the words quoted, and words that must not be."""

    kind: str
    name: str
    text: str
    question: str
    said: tuple[str, ...]
    unsaid: tuple[str, ...] = ()


KINDS = [
    # Tables.
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
    # Lists.
    Kind(
        "list",
        "grant.md",
        "# Заявка на грант\n\nПриём до конца мая.\n\nК заявке прилагаются:\n\n- смета;\n"
        "- устав организации;\n- письмо поддержки;\n- календарный план;\n- портфолио команды;\n"
        "- копия паспорта руководителя.\n\nРешение сообщат письмом.\n",
        "Перечислите всё, что прилагается к заявке на грант",
        ("прилагаются", "смета", "устав", "письмо поддержки", "план", "портфолио", "паспорта"),
        ("Решение",),
    ),
    Kind(
        "list",
        "hike.md",
        "# Bear Ridge hike\n\nThe trail is 14 km long.\n\nBring with you:\n\n* a head torch\n"
        "* two litres of water\n* a rain jacket\n* a paper map\n* a whistle\n\n"
        "Dogs must be on a lead.\n",
        "List everything to bring on the Bear Ridge hike",
        ("torch", "water", "jacket", "map", "whistle"),
        ("Dogs",),
    ),
    Kind(
        "list",
        "visa.html",
        "<h1>Виза в Лирию</h1><p>Для визы нужны:</p><ul><li>анкета</li><li>две фотографии</li>"
        "<li>справка из банка</li><li>страховка</li></ul><p>Срок — десять дней.</p>",
        "Какие документы нужны для визы в Лирию?",
        ("анкета", "фотографии", "справка", "страховка"),
        ("десять",),
    ),
    Kind(
        "list",
        "kit.txt",
        "First aid kit of the workshop\n\nThe kit hangs by the door and holds:\n- plasters\n"
        "- sterile gloves\n- an eye wash bottle\n- a burn dressing\n- scissors\n\n"
        "Tell the foreman when something has been used.\n",
        "List all the things in the first aid kit of the workshop",
        ("plasters", "gloves", "eye wash", "burn dressing", "scissors"),
        ("foreman",),
    ),
    # Steps.
    Kind(
        "step",
        "boiler.md",
        "# Как запустить котёл «Тепло-3»\n\n1. Откройте газовый кран.\n2. Нажмите кнопку розжига.\n"
        "3. Дождитесь зелёной лампы.\n4. Установите температуру ручкой.\n5. Закройте дверцу.\n",
        "Какой второй шаг запуска котла «Тепло-3»?",
        ("2. Нажмите кнопку розжига",),
        ("кран", "лампы"),
    ),
    Kind(
        "step",
        "router.md",
        "# Resetting the Norvik router\n\n1. Unplug the cable.\n2. Hold the pin for ten seconds.\n"
        "3. Plug the cable in again.\n4. Wait for the blue light.\n5. Open the setup page.\n",
        "What is step 4 of resetting the Norvik router?",
        ("4. Wait for the blue light",),
        ("pin", "setup"),
    ),
    Kind(
        "step",
        "dough.txt",
        "Тесто для пирога «Осень»\n\n1. Просейте муку.\n2. Разотрите масло с сахаром.\n"
        "3. Вбейте два яйца.\n4. Уберите тесто на час в холод.\n",
        "Какой четвёртый шаг приготовления теста «Осень»?",
        ("4. Уберите тесто на час в холод",),
        ("яйца", "муку"),
    ),
    Kind(
        "step",
        "claims.html",
        "<h1>How to file a claim with Oakshield</h1><ol><li>Call the hotline.</li><li>Take photos "
        "of the damage.</li><li>Upload the invoice.</li></ol>",
        "What is the third step of filing a claim with Oakshield?",
        ("3. Upload the invoice",),
        ("hotline", "photos"),
    ),
    # Nesting.
    Kind(
        "nesting",
        "deep.md",
        "# Структура архива «Север»\n\n"
        + "".join(f"{'  ' * level}- уровень {level}\n" for level in range(11))
        + f"{'  ' * 11}- на самом дне лежит карта острова Тихий\n",
        "Что лежит на самом дне архива «Север»?",
        ("карта острова Тихий",),
    ),
    Kind(
        "nesting",
        "org.md",
        "# Departments of Halden Works\n\n- Production\n  - Foundry\n    - Night shift: led by "
        "Ingrid Moen\n    - Day shift: led by Per Aas\n  - Paint shop\n- Sales\n",
        "Who leads the night shift of the foundry at Halden Works?",
        ("Ingrid Moen",),
        ("Per Aas",),
    ),
    # Code and settings.
    Kind(
        "code",
        "proxy.md",
        "# Настройка прокси Vesta\n\nПример файла:\n\n```yaml\nproxy:\n  host: edge.local\n"
        "  port: 8643\nlog:\n  level: warn\n```\n\nПорт должен быть свободен.\n",
        "Какой порт использует прокси Vesta?",
        ("port: 8643",),
        ("level", "host"),
    ),
    Kind(
        "code",
        "install.md",
        "# Quillpad\n\nQuillpad is an editor for notes.\n\n## Installation\n\n"
        "Install it with one command:\n\n```sh\nsudo apt install quillpad-desktop\n```\n\n"
        "Then restart the session.\n",
        "Which command installs Quillpad?",
        ("sudo apt install quillpad-desktop",),
        ("restart",),
    ),
    Kind(
        "code",
        "limits.md",
        "# Limits of the Brisk server\n\n```toml\n[upload]\nmax_size_mb = 64\n[session]\n"
        "timeout_minutes = 25\n```\n",
        "What is the session timeout of the Brisk server?",
        ("timeout_minutes = 25",),
        ("max_size",),
    ),
    Kind(
        "code",
        "queue.md",
        '# Очередь задач «Муравей»\n\n```json\n{\n  "workers": 12,\n  "retry": {\n'
        '    "attempts": 5,\n    "pause_seconds": 40\n  }\n}\n```\n',
        "Сколько воркеров у очереди задач «Муравей»?",
        ('"workers": 12',),
        ("pause",),
    ),
    Kind(
        "code",
        "flag.md",
        "# Testing with Larkspur\n\nUsing act requires setting `global.IS_LARK_TEST_ENV=true`.\n\n"
        "To start the tests, run the command:\n\nlark test --all\n",
        "Which global must be set to use act with Larkspur?",
        ("IS_LARK_TEST_ENV",),
    ),
    # HTML in Markdown and extensions.
    Kind(
        "markup",
        "parcel.md",
        "# Посылки «Стриж» {#strizh}\n\n:::tip Важно\n\nНаибольший вес посылки — "
        "<span class=x>31&nbsp;кг</span>.\n\n:::\n\n<!-- черновик: 99 кг -->\n"
        "<script>weight = 77</script>\n",
        "Какой наибольший вес посылки «Стриж»?",
        ("31\xa0кг",),
        ("<", "{#", ":::", "99", "77"),
    ),
    Kind(
        "markup",
        "luggage.md",
        "# Cabin luggage on Skylark\n\n<table><tr><td>Hand luggage</td><td><b>7</b>&nbsp;kg</td>"
        "</tr><tr><td>Hold luggage</td><td><b>23</b>&nbsp;kg</td></tr></table>\n",
        "How heavy may hand luggage on Skylark be?",
        ("7\xa0kg",),
        ("<b>", "&nbsp", "23"),
    ),
    Kind(
        "markup",
        "template.md",
        "# Шаблон письма\n\nИмя вставляет метка `{#name}`, перенос — тег `<br>`.\n",
        "Какая метка вставляет имя в шаблон письма?",
        ("{#name}", "<br>"),
    ),
    Kind(
        "markup",
        "garden.mdx",
        "import {Note} from './note'\n\n# Willow garden\n\n<Note kind={a > b ? 1 : 2}>\n\n"
        "The **garden** opens at 9 a.m. {/* check */}\n\n</Note>\n\nexport const x = 1\n",
        "When does Willow garden open?",
        ("9 a.m.",),
        ("Note", "import", "check", "export", "**"),
    ),
    # Struck text.
    Kind(
        "struck",
        "concert.md",
        "# Concert in Alder Hall\n\nThe concert takes place on ~~5 June~~ 9 June.\n",
        "When does the concert in Alder Hall take place?",
        ("9 June",),
        ("5 June",),
    ),
    Kind(
        "struck",
        "lecture.html",
        "<h1>Лекция о китах</h1><p>Лекция начнётся в <del>18:00</del> 19:30 в зале 2.</p>",
        "Во сколько начнётся лекция о китах?",
        ("19:30",),
        ("18:00",),
    ),
    # Link definitions and notes.
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
    # Thematic breaks.
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
    # Credits, and what only looks like one.
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
    # Invisible characters.
    Kind(
        "invisible",
        "museum.txt",
        "Му\u00adзей ча\u00adсов\n\nЭкскурсия по му\u00adзею часов стоит 350\u00a0рублей и "
        "длит\u200bся пол\u00adтора часа.\n",
        "Сколько стоит экскурсия по музею часов?",
        ("350\u00a0рублей",),
    ),
    Kind(
        "invisible",
        "stress.txt",
        "За\u0301мок Ирбен\n\nЗа\u0301мок Ирбен постро\u0301ил барон Рейн в 1624 году.\n",
        "Кто построил замок Ирбен?",
        ("барон Рейн",),
    ),
    Kind(
        "invisible",
        "lookalike.txt",
        # «Cocнa» and «poща» with Latin letters among the Cyrillic ones.
        "Заповедник\n\nCocнoвaя poщa занимает 270 гектаров и открыта с мая.\n",
        "Сколько гектаров занимает сосновая роща?",
        ("270",),
    ),
    # Encodings.
    # (tests/index/loaders has the bytes; here the words)
    # Language.
    Kind(
        "language",
        "sdk.md",
        "# SDK Lumen\n\nВызовите `lumen.connect(timeout=30)` и проверьте `response.status_code`; "
        "если `ConnectionError`, то повторите `lumen.connect` через `retry.backoff` секунд. "
        "Ключ `API_TOKEN` хранится в файле `config/secrets.toml`, а не в `environment`.\n",
        "Где хранится ключ SDK Lumen?",
        ("config/secrets.toml",),
    ),
]
