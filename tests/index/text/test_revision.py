"""How texts are cut is part of what an index holds: where it changes, its number does."""

import hashlib
from pathlib import Path

import pytest

from index.sync import sync
from index.text.chunking import REVISION, chunk
from index.text.units import read_paragraphs
from index.text.words import normalise
from index.types import Block, BlockKind, Document
from tests.doubles import WordEmbedder

PARTS: list[tuple[BlockKind, str]] = [
    ("heading", "Лодочная станция «Чайка»"),
    (
        "paragraph",
        "Построена в 1911 г. Вход платный, и т. п. мелочи. Ул. Лесная, д. 4; тел. 8.",
    ),
    (
        "paragraph",
        "Opened on March 15th, 2024. See p. 12, e.g. the map. Dr. Hill: “It floats.”",
    ),
    ("heading", "Прокат"),
    ("item", "1. паспорт, который вернут;"),
    ("item", "2. залог 1,5 тыс. руб. Его вернут."),
    ("row", "Гребная | 4 | 600 | до 15.03.2024"),
    ("code", "server:\n  port: 8080\n\nclient:\n  port: 9090"),
    ("credit", "Фото: И. Иванов"),
    ("paragraph", "слово без точки и запятой " * 40),
    ("paragraph", "Длинный абзац из предложений. " * 60),
]


def sample() -> Document:
    text, blocks = "", []
    for kind, part in PARTS:
        blocks.append(Block(kind, len(text), len(text) + len(part)))
        text += f"{part}\n\n"
    return Document("sample", "Станция", text, "ru", blocks=tuple(blocks))


def test_what_changes_the_cutting_raises_its_revision() -> None:
    document = sample()
    passages = [(span.start, span.end) for span in chunk(document)]
    units = [(u.start, u.end) for p in read_paragraphs(document) for u in p.sentences]
    words = normalise(document.text)
    digest = hashlib.sha256(repr((passages, units, words)).encode()).hexdigest()
    # Another digest? Raise REVISION, and write both down here.
    assert (REVISION, digest[:16]) == (1, "47045bb107f1fc0c")


def test_an_index_cut_in_another_way_is_cut_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "boats.md").write_text("Лодки стоят у причала.", encoding="utf-8")
    words = WordEmbedder()
    monkeypatch.setattr("index.loaders.REVISION", REVISION - 1)
    sync([tmp_path / "docs"], tmp_path / "index", lambda: words)
    monkeypatch.undo()
    assert sync([tmp_path / "docs"], tmp_path / "index", lambda: words).changed == ("boats.md",)
    assert not sync([tmp_path / "docs"], tmp_path / "index", lambda: words).changed
