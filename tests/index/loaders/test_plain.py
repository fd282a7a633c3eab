"""Plain text: its paragraphs, lists, headings, and its bytes."""

from pathlib import Path

import pytest

from index.errors import LoadError
from index.loaders.encoding import decode, decode_html
from index.loaders.front_matter import language_code, split_front_matter
from index.loaders.parsed import Builder
from index.loaders.plain import lay_plain

HERE = Path("a.txt")


def shown(source: str) -> list[tuple[str, str]]:
    builder = Builder()
    lay_plain(builder, source)
    parsed = builder.finish()
    return [(block.kind, parsed.text[block.start : block.end]) for block in parsed.blocks]


def test_paragraphs_lists_and_headings() -> None:
    source = (
        "Правила бассейна\n\nПриходите за десять минут до начала сеанса.\n\nС собой нужны:\n"
        "1. шапочка\n2) тапочки\n- полотенце\n\nФото: Анна Ли / Агентство\n"
    )
    assert shown(source) == [
        ("heading", "Правила бассейна"),
        ("paragraph", "Приходите за десять минут до начала сеанса."),
        ("paragraph", "С собой нужны:"),
        ("item", "1. шапочка"),
        ("item", "2) тапочки"),
        ("item", "- полотенце"),
        ("credit", "Фото: Анна Ли / Агентство"),
    ]


@pytest.mark.parametrize(
    "line",
    ["Photo: up to 12 MB.", "Видео: 9 дней", "Фото: вид на озеро с горы", "Video 3:40",
     "Photos by appointment, from £40"],
)  # fmt: skip
def test_what_only_begins_like_a_credit_is_content(line: str) -> None:
    assert shown(f"Text of some length here.\n\n{line}\n\nMore text.")[1][0] == "paragraph"


@pytest.mark.parametrize(
    "line",
    ["Photo: AP", "Фото: Иван Петров", "Photo by: Ann Lee / Reuters", "Фото: gov.kz",
     "Photo by Ann Lee / Reuters", "Photos courtesy of the Harbour Museum",
     "Фото: пресс-служба министерства туризма", "Фото автора: Ли"],
)  # fmt: skip
def test_a_credit_is_none(line: str) -> None:
    assert shown(f"Text of some length here.\n\n{line}\n\nMore text.")[1][0] == "credit"


def test_the_lines_of_a_journal_are_items() -> None:
    source = "Ремонт лифта «Восток»\n\n14.03.2024 — двери\n15/3/24 12:30 трос\n"
    assert shown(source) == [
        ("heading", "Ремонт лифта «Восток»"),
        ("item", "14.03.2024 — двери"),
        ("item", "15/3/24 12:30 трос"),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Кружок «Винт»", "heading"),
        ("«Приходите завтра»", "paragraph"),
        ("Он сказал: «Приходите завтра!»", "paragraph"),
    ],
)
def test_a_name_in_quotes_may_end_a_title(line: str, kind: str) -> None:
    assert shown(f"{line}\n\nЗанятия кружка начинаются в субботу утром.")[0] == (kind, line)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "utf-16", "utf-16-le", "utf-8"])
@pytest.mark.parametrize(
    "text",
    ["Касса открыта с десяти утра.", "ВНИМАНИЕ! НЕ ВХОДИТЬ", "Ключ API_KEY лежит в файле config"],
)
def test_every_encoding_of_russian_is_told(text: str, encoding: str) -> None:
    assert decode(HERE, text.encode(encoding)) == (text, ())


def test_a_bad_byte_is_marked_and_told() -> None:
    raw = bytearray(("Обычный русский текст о музее. " * 20).encode())
    raw[40:41] = b"\xff"
    text, warnings = decode(HERE, bytes(raw))
    assert warnings == ("document_bad_bytes",)
    assert 0 < text.count("\ufffd") <= 3
    assert text.startswith("Обычный русский ")


def test_a_bad_byte_in_english_with_a_few_dashes_is_one() -> None:
    raw = "Horseshoes — na".encode() + b"\xef" + "ve — at €22 a pair.".encode()
    assert decode(HERE, raw)[0] == "Horseshoes — na\ufffdve — at €22 a pair."


def test_western_letters_are_told_from_utf_8() -> None:
    text = "Au café «CAFÉ», naïve crêpes cost £8.40 – enjoy the “menu”."
    assert decode(HERE, text.encode("cp1252")) == (text, ())


def test_a_page_says_its_encoding_itself() -> None:
    raw = "<meta charset='koi8-r'>Ёж".encode("koi8-r")
    assert decode_html(HERE, raw) == ("<meta charset='koi8-r'>Ёж", ())


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(LoadError):
        decode(HERE, bytes(range(256)) * 20)


@pytest.mark.parametrize(
    ("name", "code"),
    [("Russian", "ru"), ("русский", "ru"), ("ru-RU", "ru"), ("en_GB", "en"), ("Английский", "en"),
     ("Deutsch", "de"), ("казахский", "kk"), ("Klingon!", None)],
)  # fmt: skip
def test_a_language_by_its_code_or_name(name: str, code: str | None) -> None:
    assert language_code(name) == code


@pytest.mark.parametrize(
    "text",
    ["---\nNote: the desk moves.\n---\n\nText", "---\nЗакрыто до мая.\n---\n", "---\nA: b\nText"],
)
def test_a_block_without_known_keys_is_text(text: str) -> None:
    front, body = split_front_matter(HERE, text)
    assert (front.title, body) == (None, text)
