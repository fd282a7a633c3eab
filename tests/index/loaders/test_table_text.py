import pytest

from tests.index.loaders.reading import lines, read


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("Товар;Цена\nЧай;90,5\nМёд;400\n", ["row: Товар | Цена", "row <0: Чай | 90,5"]),
        ('name,age\n"Smith, J.",41\nLee,35\n', ["row: name | age", "row <0: Smith, J. | 41"]),
        ("a\tb\n1\t2\n", ["row: a | b", "row <0: 1 | 2"]),
        ("sep=|\nимя|год\nОка|1999\n", ["row: имя | год", "row <0: Ока | 1999"]),
        ('id;text\n1;"two\nlines; here"\n', ["row: id | text", "row <0: 1 | two lines; here"]),
        ("1;2\n3;4\n", ["row: 1 | 2", "row: 3 | 4"]),
        ("a;b;c\n1;2\n3;4;5;6\n", ["row: a | b | c", "row <0: 1 | 2", "row <0: 3 | 4 | 5 | 6"]),
        ('text;n\n12" pipe;3\nrod;4\n', ["row: text | n", 'row <0: 12" pipe | 3']),
        ("имя,год;\nОка,1999;\n", ["row: имя | год;", "row <0: Ока | 1999;"]),
        ("имя;год;\nОка;1999;\n", ["row: имя | год", "row <0: Ока | 1999"]),
        ('"имя","год;"\n"Ока","1999"\n', ["row: имя | год;", "row <0: Ока | 1999"]),
    ],
)
def test_delimiters_quotes_and_headers(source: str, told: list[str]) -> None:
    assert lines(read(source.encode(), "a.csv"))[: len(told)] == told


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_encodings(encoding: str) -> None:
    source = "Город;Население;Область\nКазань;1300000;Татарстан\nПермь;1030000;Пермский край\n"
    parsed = read(source.encode(encoding), "a.csv")
    assert lines(parsed)[1] == "row <0: Казань | 1300000 | Татарстан"
    assert [(a.kind, a.number, a.label) for a in parsed.anchors][-1] == ("sheet", 3, None)
