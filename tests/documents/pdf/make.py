"""Write the sources that LibreOffice prints, and print all: python make.py (see README.md)."""

import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"
 xmlns:office="{OFFICE}office:1.0" xmlns:style="{OFFICE}style:1.0" xmlns:text="{OFFICE}text:1.0"
 xmlns:table="{OFFICE}table:1.0" xmlns:fo="{OFFICE}xsl-fo-compatible:1.0"
 xmlns:meta="{OFFICE}meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
"""


def fodt(title: str, author: str, language: str, running: str, body: str) -> str:
    country = {"ru": "RU", "en": "GB"}[language]
    font = 'style:font-name="Liberation Serif" fo:font-family="Liberation Serif"'
    spoken = f'fo:language="{language}" fo:country="{country}"'
    border = 'fo:border="0.5pt solid #000000" fo:padding="0.08cm"'
    page = 'fo:page-width="14.8cm" fo:page-height="21cm" fo:margin="1.6cm"'
    masters = ""
    layouts = ""
    for name, numbers in (("Front", "i"), ("Standard", "1")):
        layouts += (
            f'<style:page-layout style:name="L{name}"><style:page-layout-properties {page} '
            f'style:num-format="{numbers}"/><style:header-style><style:header-footer-properties '
            'fo:min-height="0.8cm" fo:margin-bottom="0.3cm"/></style:header-style>'
            "<style:footer-style><style:header-footer-properties "
            'fo:min-height="0.8cm" fo:margin-top="0.3cm"/></style:footer-style>'
            "</style:page-layout>"
        )
        masters += (
            f'<style:master-page style:name="{name}" style:page-layout-name="L{name}">'
            f'<style:header><text:p text:style-name="Running">{escape(running)}</text:p>'
            '</style:header><style:footer><text:p text:style-name="Foot"><text:page-number '
            f'style:num-format="{numbers}"/></text:p></style:footer></style:master-page>'
        )
    styles = f"""<office:styles>
<style:default-style style:family="paragraph"><style:text-properties {font} fo:font-size="11pt"
 {spoken}/></style:default-style>
<style:style style:name="Body" style:family="paragraph"><style:paragraph-properties
 fo:text-align="justify" fo:text-indent="0.6cm" fo:orphans="2" fo:widows="2"/></style:style>
<style:style style:name="Running" style:family="paragraph"><style:paragraph-properties
 fo:text-align="end"/><style:text-properties fo:font-size="9pt"
 fo:font-style="italic"/></style:style>
<style:style style:name="Foot" style:family="paragraph"><style:paragraph-properties
 fo:text-align="center"/><style:text-properties fo:font-size="9pt"/></style:style>
<style:style style:name="H1" style:family="paragraph"><style:paragraph-properties
 fo:margin-top="0.5cm" fo:margin-bottom="0.3cm" fo:keep-with-next="always"/><style:text-properties
 fo:font-size="17pt" fo:font-weight="bold"/></style:style>
<style:style style:name="H2" style:family="paragraph"><style:paragraph-properties
 fo:margin-top="0.4cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/><style:text-properties
 fo:font-size="13pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Cell" style:family="paragraph"/>
<style:style style:name="Bold" style:family="paragraph"><style:text-properties
 fo:font-weight="bold"/></style:style>
<text:list-style style:name="Numbers"><text:list-level-style-number text:level="1"
 style:num-format="1" style:num-suffix="."><style:list-level-properties
 text:space-before="0.4cm" text:min-label-width="0.7cm"/></text:list-level-style-number>
<text:list-level-style-bullet text:level="2" text:bullet-char="•"><style:list-level-properties
 text:space-before="1.2cm" text:min-label-width="0.5cm"/></text:list-level-style-bullet>
</text:list-style></office:styles>
<office:automatic-styles>{layouts}
<style:style style:name="FirstFront" style:family="paragraph" style:parent-style-name="H1"
 style:master-page-name="Front"><style:paragraph-properties style:page-number="1"/></style:style>
<style:style style:name="FirstMain" style:family="paragraph" style:parent-style-name="H1"
 style:master-page-name="Standard"><style:paragraph-properties
 style:page-number="1"/></style:style>
<style:style style:name="NewPage" style:family="paragraph" style:parent-style-name="H1">
<style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="Framed" style:family="table-cell"><style:table-cell-properties
 {border}/></style:style>
</office:automatic-styles><office:master-styles>{masters}</office:master-styles>"""
    meta = (
        f"<office:meta><dc:title>{escape(title)}</dc:title><meta:initial-creator>{author}"
        "</meta:initial-creator><meta:creation-date>2025-04-07T09:00:00</meta:creation-date>"
        "</office:meta>"
    )
    return (
        f"{HEAD}{meta}{styles}<office:body><office:text>{body}</office:text></office:body>"
        "</office:document>\n"
    )


def p(text: str, style: str = "Body") -> str:
    return f'<text:p text:style-name="{style}">{escape(text)}</text:p>\n'


def table(rows: list[list[str]]) -> str:
    def row(cells: list[str], style: str) -> str:
        inner = "".join(
            f'<table:table-cell table:style-name="Framed">{p(cell, style)}</table:table-cell>'
            for cell in cells
        )
        return f"<table:table-row>{inner}</table:table-row>\n"

    head = f"<table:table-header-rows>{row(rows[0], 'Bold')}</table:table-header-rows>"
    columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
    body = "".join(row(cells, "Cell") for cells in rows[1:])
    return f"<table:table>{columns}{head}{body}</table:table>\n"


def steps(items: list[str | list[str]]) -> str:
    """Numbered steps; a list is the bullets under the step before it."""
    out = ""
    for at, item in enumerate(items):
        if isinstance(item, list):
            continue
        inner = items[at + 1] if at + 1 < len(items) else None
        nested = ""
        if isinstance(inner, list):
            bullets = "".join(
                f"<text:list-item>{p(text, 'Cell')}</text:list-item>" for text in inner
            )
            nested = f"<text:list>{bullets}</text:list>"
        out += f"<text:list-item>{p(item, 'Cell')}{nested}</text:list-item>"
    return f'<text:list text:style-name="Numbers">{out}</text:list>\n'


MANUAL = [
    ("FirstFront", "Котёл водогрейный «Тайга-25»"),
    "Руководство по эксплуатации ТГ25.00.000 РЭ. Завод «Сибтеплоприбор», город Бийск, 2025 год.",
    "Перед установкой котла внимательно прочитайте это руководство. Сохраните его на весь срок "
    "службы изделия: без отметки о вводе в эксплуатацию, которая делается на последней странице, "
    "гарантия недействительна.",
    "Руководство рассчитано на владельца котла и на работника сервисной организации. Работы, "
    "отмеченные словом «мастер», владелец выполнять не вправе.",
    ("NewPage", "Предисловие"),
    "Котёл «Тайга-25» разработан для отопления частных домов, мастерских и небольших магазинов "
    "площадью до двухсот пятидесяти квадратных метров. Он работает на дровах, топливных брикетах "
    "и буром угле. Первая партия выпущена в октябре 2019 года; с тех пор изготовлено более "
    "четырнадцати тысяч котлов.",
    "Замечания и предложения присылайте в отдел главного конструктора. Телефон горячей линии: "
    "8-800-555-41-70, звонок по России бесплатный, с 6:00 до 18:00 по московскому времени.",
    ("FirstMain", "1. Технические данные"),
    "Основные параметры котла приведены в таблице 1. Изготовитель оставляет за собой право "
    "вносить изменения, которые не ухудшают характеристик изделия.",
    p("Таблица 1. Основные параметры", "Cell"),
    [
        ["Параметр", "Единица", "Значение"],
        ["Номинальная мощность", "кВт", "25"],
        ["Коэффициент полезного действия", "%", "82"],
        ["Рабочее давление воды, не более", "МПа", "0,3"],
        ["Объём водяной рубашки", "л", "64"],
        ["Температура воды, не более", "°C", "90"],
        ["Диаметр дымохода", "мм", "150"],
        ["Масса", "кг", "187"],
    ],
    "Котёл поставляется в собранном виде. В комплект входят колосник, кочерга, ящик для золы, "
    "термометр, предохранительный клапан на 0,3 МПа и настоящее руководство. Насос и "
    "расширительный бак покупаются отдельно.",
    ("H1", "2. Установка"),
    ("H2", "2.1. Помещение"),
    "Котёл ставят в помещении с высотой потолка не менее 2,2 метра и с окном. Расстояние от "
    "топочной дверцы до противоположной стены должно быть не меньше 1,25 метра, от боковых стенок "
    "до стен — не меньше 0,7 метра. Пол перед топкой закрывают стальным листом размером 70 на 50 "
    "сантиметров. Хранить горючие материалы ближе полутора метров от котла запрещается.",
    "Помещение должно иметь естественную вытяжку сечением не менее 180 квадратных сантиметров. "
    "Приток воздуха обеспечивают щелью под дверью или решёткой в нижней части стены. Если в доме "
    "работает кухонная вытяжка, приток увеличивают вдвое, иначе дым пойдёт в комнату.",
    ("H2", "2.2. Дымоход"),
    "Дымоход выполняют из нержавеющей стали или красного кирпича, высотой не менее шести метров "
    "от колосника. Горизонтальные участки длиннее одного метра не допускаются. Тягу проверяют "
    "тягомером: разрежение за котлом должно составлять от 15 до 25 паскалей. Подключать к одному "
    "дымоходу котёл и камин нельзя.",
    ("H1", "3. Порядок работы"),
    ("H2", "3.1. Первая растопка"),
    "Для первой растопки котла выполните следующие действия:",
    [
        "1.",
        "Заполните систему водой и убедитесь, что давление на манометре от 0,1 до 0,15 МПа.",
        "Откройте шибер дымохода полностью, а дверцу зольника — наполовину.",
        "Положите на колосник бумагу и лучину, сверху — мелкие сухие дрова:",
        ["влажность дров не больше 20 процентов;", "длина поленьев не больше 45 сантиметров."],
        "Подожгите бумагу и закройте топочную дверцу.",
        "Когда вода нагреется до 60 градусов, прикройте шибер на две трети.",
        "Через двое суток подтяните гайки фланцев и слейте отстой.",
    ],
    "При первой растопке на стенках топки выступает влага: это не течь, а конденсат, который "
    "исчезает, когда температура воды поднимается выше 55 градусов.",
    ("H2", "3.2. Ежедневный уход"),
    "Золу удаляют один раз в день при остывшем котле, но не раньше чем через три часа после того, "
    "как прогорело топливо. Дымовые каналы чистят ершом каждые две недели, дымоход — перед "
    "началом отопительного сезона и в середине зимы. Уровень воды в открытом расширительном баке "
    "проверяют еженедельно и доливают её до отметки.",
    "Запрещается растапливать котёл бензином, керосином и другими горючими жидкостями, оставлять "
    "топящийся котёл под присмотром детей, а также пользоваться котлом при неисправном "
    "предохранительном клапане. Если вода закипела, немедленно выгребите жар из топки в стальное "
    "ведро и откройте все двери; заливать топку водой нельзя, потому что чугунный колосник "
    "лопнет.",
    ("H1", "4. Неисправности"),
    [
        ["Признак", "Причина", "Что делать"],
        ["Котёл дымит в помещение", "Нет тяги, засорён дымоход", "Прочистить дымоход и каналы"],
        ["Вода не греется выше 50 °C", "Сырые дрова", "Заменить топливо сухим"],
        ["Стучит в трубах", "Воздух в системе", "Выпустить воздух через кран Маевского"],
        ["Капает из клапана", "Давление выше 0,3 МПа", "Проверить бак, вызвать мастера"],
        ["Плавится уплотнение дверцы", "Дверца закрыта неплотно", "Заменить шнур ШТ-12"],
    ],
    ("H1", "5. Гарантия"),
    "Гарантийный срок — тридцать шесть месяцев со дня продажи, но не более сорока двух месяцев со "
    "дня изготовления. На колосник и уплотнительный шнур гарантия не распространяется. Срок "
    "службы котла — пятнадцать лет. Гарантия прекращается, если владелец изменил конструкцию "
    "котла, топил его отходами пластика или не вёл журнал чистки дымохода.",
    "Для ремонта по гарантии пришлите заводской номер котла, который выбит на табличке за "
    "верхней дверцей, копию чека и фотографию неисправности. Завод отвечает в течение десяти "
    "рабочих дней.",
]


def manual() -> str:
    out = ""
    for part in MANUAL:
        if isinstance(part, tuple):
            out += p(part[1], part[0])
        elif isinstance(part, list):
            out += steps(part[1:]) if part[0] == "1." else table(part)
        else:
            out += part if part.startswith("<") else p(part)
    return fodt(
        "Котёл водогрейный «Тайга-25». Руководство по эксплуатации", "Завод «Сибтеплоприбор»",
        "ru", "Котёл «Тайга-25» — руководство по эксплуатации", out,
    )  # fmt: skip


STOPS = (
    ("Port Ellery, ferry terminal", 0), ("Customs House", 3), ("Market Square", 7),
    ("St Anne's Hospital", 11), ("Grammar School", 14), ("Kiln Lane", 18),
    ("Northgate retail park", 23), ("Fenwick village hall", 31), ("Aldous Farm", 35),
    ("Upper Thorpe, church", 42), ("Thorpe Mill", 46), ("Reservoir car park", 53),
    ("Moorcock Inn", 58), ("Hawk Crag visitor centre", 66),
)  # fmt: skip


def timetable() -> str:
    rows = [["Stop", "401", "403", "405", "407"]]
    for number in range(2):
        for name, minutes in STOPS if not number else reversed(STOPS):
            shift = minutes if not number else 66 - minutes
            way = " (out)" if not number else " (back)"
            times = []
            for start in (7 * 60 + 20, 9 * 60 + 50, 13 * 60 + 5, 17 * 60 + 40):
                total = start + shift + number * 80
                times.append(f"{total // 60}:{total % 60:02}")
            rows.append([name + way, *times])
    body = p("Bus line 14: Port Ellery – Hawk Crag", "FirstMain")
    body += p(
        "Valid from 1 June to 28 September 2025, on weekdays and Saturdays. There is no service "
        "on Sundays and on 25 August. Buses 401 and 405 carry up to six bicycles; the charge is "
        "£1.50 for each. Dogs travel free of charge."
    )
    body += p("Table 1. Departures", "Cell") + table(rows)
    body += p("Fares", "H1")
    body += p(
        "Tickets are sold by the driver, who can give change for notes of up to £20. A day ticket "
        "pays from the second journey on. Children under five years travel free, two with each "
        "adult."
    )
    body += table(
        [
            ["Ticket", "Adult", "Child 5–15", "Senior"],
            ["Single, one zone", "£2.10", "£1.05", "£1.40"],
            ["Single, whole line", "£4.60", "£2.30", "£3.10"],
            ["Day ticket", "£7.80", "£3.90", "£5.20"],
            ["Week ticket", "£26.00", "£13.00", "£17.50"],
        ]
    )
    body += p("Lost property", "H1")
    body += p(
        "Anything left on a bus is kept at the depot in Kiln Lane for six weeks. The office is "
        "open from Monday to Friday between 8:30 and 16:00; telephone 01632 960 417. A fee of £3 "
        "is charged when an article is collected."
    )
    return fodt(
        "Bus line 14: timetable and fares", "Ellery Transport", "en",
        "Ellery Transport · line 14", body,
    )  # fmt: skip


def main() -> None:
    (HERE / "manual-ru.fodt").write_text(manual(), encoding="utf-8")
    (HERE / "timetable-en.fodt").write_text(timetable(), encoding="utf-8")
    for name in ("manual-ru", "timetable-en"):
        command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", "."]
        subprocess.run([*command, f"{name}.fodt"], cwd=HERE, check=True)
    for name in ("museum-ru", "leaflet-en"):
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        printed = f"--print-to-pdf={name}.pdf"
        subprocess.run(["chromium", *options, printed, f"{name}.html"], cwd=HERE, check=True)


if __name__ == "__main__":
    main()
