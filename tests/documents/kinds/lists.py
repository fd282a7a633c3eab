"""Lists, steps of a procedure, and lists within lists."""

from tests.documents.kinds.kind import Kind

LISTS = [
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
    Kind(
        "nesting",
        "relay.html",
        "<h1>Эстафета «Три моста»</h1><ul><li>Взрослые<ol><li>Плавание — 900 метров</li>"
        "<li>Бег — 7 километров</li></ol></li><li>Дети<ol><li>Плавание — 150 метров</li>"
        "<li>Бег — 2 километра</li></ol></li></ul>",
        "Сколько плывут дети на эстафете «Три моста»?",
        ("150 метров",),
        ("900", "километр"),
    ),
    Kind(
        "nesting",
        "keys.md",
        "# Keys of Ashcombe House\n\n1. Ground floor\n   - Kitchen\n     > Spare key: in the blue "
        "teapot.\n   - Library\n     > Spare key: behind the globe.\n2. Cellar\n   - Wine store: "
        "no spare key\n",
        "Where is the spare key of the library in Ashcombe House?",
        ("behind the globe",),
        ("teapot", "Wine"),
    ),
]
