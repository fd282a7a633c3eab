"""Encodings: the bytes of older programs, and a file with one byte gone wrong."""

from tests.documents.kinds.kind import Kind

ENCODINGS = [
    Kind(
        "encoding",
        "ferry.txt",
        "Паром через Ладвигу\n\nПаром через Ладвигу ходит с мая по октябрь. Перевозка легкового "
        "автомобиля стоит 480 рублей, велосипеда — 60 рублей.\n".replace("—", "-").encode("koi8-r"),
        "Сколько стоит перевозка автомобиля на пароме через Ладвигу?",
        ("480 рублей",),
    ),
    Kind(
        "encoding",
        "stable.html",
        '<html><head><meta charset="windows-1251"><title>Конюшня</title></head><body>'
        "<h1>Конюшня «Гнедой»</h1><p>Урок верховой езды в конюшне «Гнедой» длится 50 минут.</p>"
        "</body></html>".encode("cp1251"),
        "Сколько длится урок верховой езды в конюшне «Гнедой»?",
        ("50 минут",),
    ),
    Kind(
        "encoding",
        "elevator.txt",
        "ЭЛЕВАТОР СТАНЦИИ ПОЛЫНЬ\r\n\r\nЁмкость элеватора станции Полынь составляет 18500 тонн. "
        "Построен он артелью «Колос».\r\n".replace("«", '"')
        .replace("»", '"')
        .encode("cp866"),
        "Какова ёмкость элеватора станции Полынь?",
        ("18500 тонн",),
    ),
    Kind(
        "encoding",
        "sanatorium.txt",
        "Санаторий «Мята»\r\n\r\nВ санатории «Мята» 310 мест. Грязелечение назначает врач.\r\n"
        "".encode("utf-16"),
        "Сколько мест в санатории «Мята»?",
        ("310 мест",),
    ),
    Kind(
        "encoding",
        "apiary.md",
        "# Пасека Тонкий Луг\n\nНа пасеке Тонкий Луг стоит 64 улья. ".encode()
        + b"\xd0"
        + "\n\nМёд качают в августе.\n".encode(),
        "Сколько ульев стоит на пасеке Тонкий Луг?",
        ("64 улья",),
    ),
    Kind(
        "encoding",
        "cafe.txt",
        "The Café Brûlée – menu\r\n\r\nThe “Captain’s breakfast” at Café Brûlée costs £8.40. "
        "It’s served until noon…\r\n".encode("cp1252"),
        "How much is the Captain's breakfast at Café Brûlée?",
        ("£8.40",),
        ("noon",),
    ),
    Kind(
        "encoding",
        "granary.txt",
        "Granary Wharf\n\nThe crane of Granary Wharf lifts 35 tonnes. It is painted green.\n"
        "".encode("utf-16"),
        "How many tonnes does the crane of Granary Wharf lift?",
        ("35 tonnes",),
        ("green",),
    ),
    Kind(
        "encoding",
        "smithy.md",
        "# Smithy of Nether Coombe\n\nThe smithy of Nether Coombe sells horseshoes — na".encode()
        + b"\xef"
        + "ve ones too — at €22 a pair.\n\nClosed on Tuesdays.\n".encode(),
        "How much is a pair of horseshoes from the smithy of Nether Coombe?",
        ("€22",),
        ("Tuesdays",),
    ),
]
