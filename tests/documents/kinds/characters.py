"""Characters that nobody sees, and words broken at the end of a line."""

from tests.documents.kinds.kind import Kind

CHARACTERS = [
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
    Kind(
        "invisible",
        "arboretum.txt",
        "Памятка посетителю\n\nДля прогулок открыт верхний дендра-\nрий Ключевой. Вход в дендра-\n"
        "рий стоит 120 рублей, для школьни-\nков — бесплатно.\n",
        "Сколько стоит вход в дендрарий Ключевой?",
        ("120 рублей",),
    ),
    Kind(
        "invisible",
        "lido.html",
        "<h1>Grey&shy;stone Li&shy;do</h1><p>The tem&shy;per&shy;a&shy;ture of the wa&shy;ter at "
        "Grey&shy;stone Lido is 27&nbsp;&deg;C.</p><p>Towels cost 2&nbsp;&pound;.</p>",
        "What is the temperature of the water at Greystone Lido?",
        ("27\xa0°C",),
        ("Towels",),
    ),
    Kind(
        "invisible",
        "tram.txt",
        "\ufeffTram\u00a09 of Elm\u200bham\n\nTram\u00a09 of Elm\u200bham runs every "
        "12\u202fminutes\u2060. The last tram leaves at 00:20.\n",
        "How often does tram 9 of Elmham run?",
        ("12",),
        ("00:20",),
    ),
    Kind(
        "invisible",
        "viaduct.txt",
        "Notes for walkers\n\nThe old via-\nduct of Cranmere has nineteen arch-\nes and was "
        "closed to trains when the tun-\nnel was dug.\n\nDogs are welcome.\n",
        "How many arches does the viaduct of Cranmere have?",
        ("nineteen",),
        ("Dogs",),
    ),
]
