"""HTML in Markdown, extensions of Markdown, and struck text."""

from tests.documents.kinds.kind import Kind

MARKUP = [
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
    Kind(
        "markup",
        "sauna.md",
        "---\ntitle: Сауна «Кедр»\nlayout: page\n---\n\n<script setup>\nimport Map from "
        "'./Map.vue'\nconst seats = 88\n</script>\n\n# Сауна «Кедр»\n\n::: warning Парная\n"
        'В парной помещается <Badge type="info">девять</Badge> человек.\n:::\n\n'
        '<Map :zoom="44" />\n\n<style scoped>\n.map { height: 55px }\n</style>\n',
        "Сколько человек помещается в парной сауны «Кедр»?",
        ("девять",),
        ("Badge", ":::", "88", "44", "55"),
    ),
    Kind(
        "markup",
        "orchard.md",
        "# Thornbury orchard\n\n> [!IMPORTANT]\n> Picking costs **£6.50** a basket.\n\n"
        "<details><summary>How do I get there?</summary>\n\nTake bus <kbd>83</kbd> to the mill "
        'pond.<br/>\n\n</details>\n\n{{< figure src="apple.jpg" width="640" >}}\n',
        "Which bus goes to Thornbury orchard?",
        ("bus 83 to the mill pond",),
        ("kbd", "<br", "640", "{{<"),
    ),
    Kind(
        "struck",
        "tariff.md",
        "# Абонемент в скалодром «Уступ»\n\nАбонемент на месяц стоит ~~4200 рублей~~ "
        "**3600 рублей**, разовый вход — ~~700~~ 650 рублей.\n",
        "Сколько стоит абонемент на месяц в скалодром «Уступ»?",
        ("3600 рублей",),
        ("4200", "700", "~~"),
    ),
    Kind(
        "struck",
        "parking.html",
        "<h2>Parking at Rookery Quay</h2><p>The barrier code is <s>5519</s> "
        "<strike>7730</strike> <b>2864</b> from Monday.</p>",
        "What is the barrier code at Rookery Quay?",
        ("2864",),
        ("5519", "7730"),
    ),
]
