from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.loaders import iter_documents
from index.text.language import detect
from index.text.sentences import split_sentences
from index.text.units import read_paragraphs
from index.types import Document, Span
from qa.checking.rules import Finding, findings

SEEDS = {
    document.id: document for document in iter_documents([Path(__file__).parents[3] / "seeds"])
}
PIECES = """
12 400|12,400|3 млн|3.11|5 %|5–7|$3m|полмиллиона|half a million|двадцать|пять|third|половина|9:00
6 p.m.|5 марта 2024 года|March 5th, 2024|05.03.2024|в марте|in May|1990-х|2023/24|XIX|Tuesday
по вторникам|Хоргос|Khorgos|Марат Сеитов|South Korea|ВОЗ|США|Москва|индийских|iPhone|не работает
did not open|no|без|выросли|fell|разрешено|closed|музей|museum|the|и|of|около|more than|почти|km
час|ч.|г.|miles|тенге|.|. |! |? |, | — |: |«|»|(|)|**|`|_|1. |- |🙂|5️⃣|https://a.kz/12|重要|-|'|½|²|ё|É
"""
UNSEEN = ["\n", "\u200b", "\u00a0", "\u0301", "|", '"']
PASSAGES = st.lists(
    st.sampled_from([*PIECES.strip().replace("\n", "|").split("|"), *UNSEEN]) | st.text(max_size=4),
    max_size=40,
).flatmap(lambda pieces: st.sampled_from(["", " "]).map(lambda gap: gap.join(pieces)))


def sentences(passage: str) -> list[str]:
    language = detect(passage) or "en"
    return [
        line[span.start : span.end]
        for line in passage.splitlines()
        for span in split_sentences(line, language)
    ]


def kinds(said: str, *cited: str) -> list[tuple[str, str]]:
    return [(f.kind, said[f.span.start : f.span.end]) for f in findings(said, cited)]


@settings(deadline=None)
@given(PASSAGES)
def test_a_passage_bears_its_own_sentences(passage: str) -> None:
    for sentence in sentences(passage):
        assert not findings(sentence, [passage])


@settings(deadline=None)
@given(PASSAGES | st.text(), st.lists(PASSAGES | st.text(), max_size=3))
def test_spans_lie_inside_the_sentence(said: str, cited: list[str]) -> None:
    for finding in findings(said, cited):
        assert 0 <= finding.span.start < finding.span.end <= len(said)


def retyped(sentence: str) -> str:
    """A sentence as a model may write it: without ё and hard spaces, some words bold."""
    plain = sentence.replace("\u00a0", " ").replace("ё", "е").replace("«", '"').replace("»", '"')
    words = plain.split(" ")
    return " ".join(
        f"**{word}**" if at % 4 == 0 and word else word for at, word in enumerate(words)
    )


def units(document: Document) -> list[str]:
    return [
        document.text[span.start : span.end]
        for paragraph in read_paragraphs(document)
        for span in paragraph.sentences
    ]


@pytest.mark.parametrize("document", SEEDS.values(), ids=lambda document: document.id)
def test_seeds_bear_their_sentences(document: Document) -> None:
    for sentence in units(document):
        for said in (sentence, retyped(sentence)):
            assert kinds(said, document.text) == []


@pytest.mark.parametrize("document", SEEDS.values(), ids=lambda document: document.id)
def test_seeds_bear_the_sentences_of_their_translations(document: Document) -> None:
    for other in SEEDS.values():
        if document.id in (other.translation_of, other.id) or other.id == document.translation_of:
            for said in units(other):
                assert kinds(said, document.text) == [], said


MARKUP = (
    ("В порту работает **14 200** человек.", "14 200"),
    ("В порту работает __14 200__ человек.", "14 200"),
    ("- В порту работает `14 200` человек 🙂", "14 200"),
    ("В порту\u200b работает 14\u00a0200\u200b человек.", "14\u00a0200"),
    ("В\u0301 порту работает [14 200](https://port.kz/5) человек.", "14 200"),
    ("1. В порту работает 14\u202f200 человек [1], (см. https://port.kz/2019).", "14\u202f200"),
)


@pytest.mark.parametrize(("said", "fault"), MARKUP)
def test_markup_moves_nothing(said: str, fault: str) -> None:
    assert kinds(said, "В порту работает 12 400 человек.") == [("number", fault)]


def test_all_cited_passages_count_together() -> None:
    said = "В порту 12 кранов, а длина причала 300 метров."
    first, second = "The port has 12 cranes.", "Длина причала — 300 м."
    assert kinds(said, first, second) == []
    assert kinds(said, first) == [("number", "300 метров")]


@pytest.mark.parametrize("cited", [[], [""], [" \n", "\u200b"]])
def test_nothing_cited(cited: list[str]) -> None:
    assert findings(" Порт открыт. ", cited) == (Finding("nothing_cited", Span(1, 13)),)


def test_nothing_said() -> None:
    assert findings(" ", []) == findings("**", ["Порт."]) == ()


def test_other_languages() -> None:
    cited = "Порт открыт для судов круглый год."
    assert kinds("Порт очень 重要 для судов.", cited) == [("language", "重要")]
    german = "Der Hafen ist das ganze Jahr über für alle Schiffe geöffnet."
    assert kinds(german, cited) == [("language", german)]
    assert kinds(german, german) == []
    assert kinds("Порт открыт круглый год.", german) == []
