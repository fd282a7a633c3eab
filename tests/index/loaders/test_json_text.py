import pytest

from index.errors import LoadError
from tests.index.loaders.reading import lines, read


def test_records_are_a_table() -> None:
    source = '[{"имя": "Ока", "км": 1500.50, "приток": true}, {"имя": "Дон", "км": 1870}]'
    assert lines(read(source.encode(), "a.json")) == [
        "row: имя | км | приток",
        "row <0: Ока | 1500.50 | true",
        "row <0: Дон | 1870",
    ]


def test_values_have_their_paths_and_records_what_they_begin_with() -> None:
    source = (
        '{"title": "Порты", "http": {"port": 80, "hosts": ["a", "b"]}, "users": '
        '[{"name": "Ann", "rights": {"write": false}}, {"name": "Ян", "rights": {"write": null}}]}'
    )
    parsed = read(source.encode(), "a.json")
    assert parsed.front.title == "Порты"
    assert lines(parsed) == [
        "item1: title: Порты",
        "item1: http.port: 80",
        "item1: http.hosts: a, b",
        "item1: users[0].name: Ann",
        "item2 <3: users[0].rights.write: false",
        "item1: users[1].name: Ян",
    ]


def test_long_texts_go_on_in_paragraphs() -> None:
    assert lines(read(b'{"text": "First.\\n\\nSecond\\nline."}', "a.json")) == [
        "item1: text: First.",
        "paragraph <0: Second line.",
    ]


def test_lines_of_json() -> None:
    source = '{"q": "Who?", "a": "Ann"}\n\n{"q": "Где?", "a": "Тут"}\n'
    assert lines(read(source.encode(), "a.jsonl")) == [
        "row: q | a",
        "row <0: Who? | Ann",
        "row <0: Где? | Тут",
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b'{"a": '),
        ("a.json", b"[" * 100_000),
        ("a.jsonl", b'{"a": 1}\n{"a" 2}\n'),
    ],
)
def test_what_is_no_json(name: str, data: bytes) -> None:
    with pytest.raises(LoadError) as caught:
        read(data, name)
    assert caught.value.code == "document_damaged"
