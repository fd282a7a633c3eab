"""Makes the documents here out of their sources, with pandoc, LibreOffice and openpyxl."""

import datetime
import subprocess
import tempfile
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
BY_PANDOC = (
    ("prokat.md", "docx odt rtf"),
    ("lab-safety.md", "docx odt rtf"),
    ("kvass.md", "epub"),
    ("garden.md", "epub"),
    ("prokat.md", "epub"),
    ("onboarding.md", "pptx"),
    ("solar.md", "pptx"),
)
EPUB_2 = ("prokat.md",)


def main() -> None:
    """Make everything anew."""
    for name, formats in BY_PANDOC:
        for suffix in formats.split():
            pandoc(SOURCES / name, target(Path(name).stem, suffix))
    for suffix in ("docx", "odt", "rtf"):
        office(SOURCES / "dogovor.fodt", suffix)
    for name in ("onboarding", "solar"):
        office(HERE / "pptx" / f"{name}.pptx", "odp")
    office(HERE / "odp" / "solar.odp", "pptx", "solar-impress")
    with tempfile.TemporaryDirectory() as folder:
        for name, book in (("prices", prices()), ("budget", budget()), ("courses", courses())):
            path = Path(folder) / f"{name}.xlsx"
            book.save(path)
            for suffix in ("xlsx", "ods"):
                office(path, suffix)
    # A semicolon and Windows-1251; a comma and UTF-8; a tab and UTF-8.
    exported = (("prices", "csv", "59,34,34"), ("budget", "csv", "44,34,76"))
    for name, suffix, said in (*exported, ("courses", "tsv", "9,34,76")):
        options = f"Text - txt - csv (StarCalc):{said},1,,0,false,true,false"
        office(HERE / "xlsx" / f"{name}.xlsx", f"csv:{options}", name, suffix)
    for name, letter in letters().items():
        target(name, "eml").write_bytes(letter.as_bytes(policy=SMTP))


def target(name: str, suffix: str) -> Path:
    """Where a document goes."""
    folder = HERE / suffix
    folder.mkdir(exist_ok=True)
    return folder / f"{name}.{suffix}"


def pandoc(source: Path, made: Path) -> None:
    """Convert by pandoc."""
    format_ = ["-t", "epub2"] if made.suffix == ".epub" and source.name in EPUB_2 else []
    subprocess.run(["pandoc", "-s", str(source), *format_, "-o", str(made)], check=True)


def office(source: Path, suffix: str, name: str | None = None, ending: str | None = None) -> None:
    """Convert by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", "--headless", "--convert-to", suffix, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True)
        made = next(Path(folder).iterdir())
        kind = ending or suffix
        target(name or source.stem, kind).write_bytes(made.read_bytes())


def prices() -> Workbook:
    """A price list: a title, a header of two rows, merged cells, what is hidden."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Цены"
    sheet["A1"] = "Прайс-лист типографии «Литера» с 1 марта 2025 года"
    sheet.merge_cells("A1:F1")
    fill(sheet, 3, [["Продукция", "Тираж 100 шт.", None, "Тираж 1000 шт.", None, "Скидка"]])
    fill(sheet, 4, [[None, "Цена", "Срок, дн.", "Цена", "Срок, дн.", None]])
    for cells in ("A3:A4", "B3:C3", "D3:E3", "F3:F4"):
        sheet.merge_cells(cells)
    fill(
        sheet,
        5,
        [
            ["Визитки", 1450, 2, 6900, 4, 0.05],
            ["Листовки А5", 2380.5, 3, 11250, 5, 0.075],
            ["Календари", 8900, 7, 61400, 14, 0.1],
            ["Секретная позиция", 1, 1, 1, 1, 0.99],
            ["Буклеты", 4120, 4, 27300, 8, 0.08],
        ],
    )
    for row in range(5, 10):
        for column in "BD":
            sheet[f"{column}{row}"].number_format = "# ##0.00\\ [$₽-419]"
        sheet[f"F{row}"].number_format = "0.0%"
    sheet.row_dimensions[8].hidden = True
    sheet["A11"] = "Примечание: при заказе через сайт доставка бесплатна от 15 000 ₽."
    delivery = book.create_sheet("Доставка")
    fill(
        delivery,
        1,
        [
            ["Город", "Стоимость", "Первая отправка", "Себестоимость"],
            ["Казань", 450, datetime.date(2025, 3, 3), 210],
            ["Самара", 520, datetime.date(2025, 3, 5), 260],
            ["Пермь", 610.5, datetime.date(2025, 3, 10), 300],
        ],
    )
    for row in range(2, 5):
        delivery[f"B{row}"].number_format = "#,##0.00"
        delivery[f"C{row}"].number_format = "d mmmm yyyy"
    delivery.column_dimensions["D"].hidden = True
    secret = book.create_sheet("Закупки")
    secret["A1"] = "Наценка 140 процентов"
    secret.sheet_state = "hidden"
    return book


def budget() -> Workbook:
    """A budget: formulas, currency, percents, two tables on one sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Festival"
    fill(
        sheet,
        1,
        [
            ["Expense", "Planned", "Actual", "Difference"],
            ["Stage rental", 12000, 11450, "=C2-B2"],
            ["Sound and light", 8200, 9035.5, "=C3-B3"],
            ["Security", 4300, 4300, "=C4-B4"],
            ["Total", "=SUM(B2:B4)", "=SUM(C2:C4)", "=SUM(D2:D4)"],
            [],
            ["Sponsor", "Amount", "Share", "Signed on"],
            ["Northwind Bank", 15000, "=B8/B10", datetime.date(2025, 1, 20)],
            ["City Council", 9500, "=B9/B10", datetime.date(2025, 2, 14)],
            ["All sponsors", "=B8+B9", "=B10/B10", None],
        ],
    )
    for row in range(2, 6):
        for column in "BCD":
            sheet[f"{column}{row}"].number_format = '"$"#,##0.00;[Red]-"$"#,##0.00'
    for row in range(8, 11):
        sheet[f"B{row}"].number_format = '"$"#,##0'
        sheet[f"C{row}"].number_format = "0.0%"
        sheet[f"D{row}"].number_format = "mmm d, yyyy"
    for cell in (*sheet[1], *sheet[7]):
        cell.font = Font(bold=True)
    return book


def courses() -> Workbook:
    """A timetable: times, yes and no, hours that run over a day."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Расписание"
    time = datetime.time
    fill(
        sheet,
        1,
        [
            ["Курс", "Преподаватель", "Начало", "Всего часов", "Есть места"],
            ["Английский B1", "Ковалёва Н. П.", time(18, 30), 2.5, True],
            ["Испанский A1", "Родригес М.", time(10, 0), 1.75, False],
            ["Китайский HSK 2", "Ли Вэй", time(19, 15), 3.25, True],
        ],
    )
    for row in range(2, 5):
        sheet[f"C{row}"].number_format = "hh:mm"
        sheet[f"D{row}"].number_format = "[h]:mm"
    return book


def fill(sheet: object, first: int, rows: Sequence[Sequence[object]]) -> None:
    """Write rows from a row on."""
    for down, row in enumerate(rows):
        for right, value in enumerate(row):
            sheet.cell(first + down, right + 1, value)  # type: ignore[attr-defined]


def letters() -> dict[str, EmailMessage]:
    """Letters in the ways that programs write them."""
    moved = letter(
        "Перенос собрания жильцов",
        "Елена Фомина <fomina@dom17.example>",
        "Tue, 11 Mar 2025 09:20:00 +0300",
    )
    moved.set_content(
        "Добрый день!\n\n"
        "Собрание жильцов переносится на 20 марта, 19:00, в актовом зале пятой школы."
        "\n\nПовестка:\n\n1. Замена лифта во втором подъезде.\n2. Выбор нового подрядчика.\n"
        "3. Размер взноса на озеленение - 350 рублей с квартиры.\n\n"
        "> Когда же будет собрание?\n> В прошлый раз его отменили.\n",
        charset="koi8-r",
        cte="quoted-printable",
    )
    order = letter(
        "Заказ № 7719 отправлен",
        "Магазин «Полка» <shop@polka.example>",
        "Wed, 02 Apr 2025 16:05:00 +0300",
    )
    order.set_content("Ваш заказ отправлен.", charset="windows-1251", cte="base64")
    order.add_alternative(
        "<html><body><p style='display:none'>Скрытая строка</p><h1>Заказ отправлен</h1>"
        "<p>Посылка придёт 7 апреля в пункт выдачи на улице Гоголя, 14.</p>"
        "<table><tr><th>Книга</th><th>Количество</th><th>Цена</th></tr>"
        "<tr><td>Атлас облаков</td><td>2</td><td>780 ₽</td></tr>"
        "<tr><td>Травник</td><td>1</td><td>1 150 ₽</td></tr></table></body></html>",
        subtype="html",
        charset="utf-8",
    )
    order.add_attachment(
        b"%PDF-1.4", maintype="application", subtype="pdf", filename="Чек 7719.pdf"
    )
    inner = letter(
        "Boiler inspection", "Tom Reed <tom@reedheat.example>", "Mon, 3 Feb 2025 08:00:00 +0000"
    )
    inner.set_content("The boiler will be inspected on 18 February between 9 and 11 am.\n")
    forwarded = letter(
        "Fwd: Boiler inspection",
        "Alice Young <alice@home.example>",
        "Mon, 3 Feb 2025 12:00:00 +0000",
    )
    forwarded.set_content("Please leave the key with the neighbour in flat 12.\n")
    forwarded.add_attachment(inner)
    return {"sobranie": moved, "zakaz": order, "boiler": forwarded}


def letter(subject: str, sender: str, date: str) -> EmailMessage:
    """A letter with its head."""
    made = EmailMessage()
    made["Subject"], made["From"], made["Date"] = subject, sender, date
    made["To"] = "residents@example.org"
    return made


if __name__ == "__main__":
    main()
