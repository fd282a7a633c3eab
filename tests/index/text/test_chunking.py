import itertools

from hypothesis import given
from hypothesis import strategies as st

from index.text.alignment import counterpart
from index.text.chunking import MAX_WORDS, chunk, read_paragraphs
from index.types import Document, Span

WORDS = st.sampled_from(["Туризм", "растёт.", "The", "U.S.", "5", "млн", "«Да!»", "end.", "中文。"])
TEXTS = st.lists(
    st.lists(WORDS, min_size=1, max_size=60).map(" ".join), min_size=1, max_size=8
).map("\n\n".join)


def document(text: str, language: str = "ru", name: str = "d") -> Document:
    return Document(name, "Заголовок", text, language)


@given(TEXTS)
def test_passages_cover_every_paragraph_in_order(text: str) -> None:
    source = document(text)
    spans = chunk(source)
    assert all(span.start < span.end for span in spans)
    assert all(a.start < b.start for a, b in itertools.pairwise(spans))
    for paragraph in read_paragraphs(source):
        covered = set()
        for span in spans:
            covered |= set(range(span.start, span.end))
        assert all(text[i].isspace() or i in covered for i in range(paragraph.start, paragraph.end))


@given(st.text(max_size=3_000))
def test_any_text_is_chunked_without_an_exception(text: str) -> None:
    for span in chunk(document(text)):
        assert text[span.start : span.end].strip() == text[span.start : span.end]


def test_a_passage_is_never_much_longer_than_its_limit() -> None:
    text = " ".join(f"Предложение номер {n} о туризме." for n in range(200))
    assert max(len(text[s.start : s.end].split()) for s in chunk(document(text))) <= MAX_WORDS


def test_endless_words_and_scripts_without_spaces_are_cut() -> None:
    assert len(chunk(document("я" * 20_000))) > 3
    assert len(chunk(document("中国的旅游业" * 500, "zh"))) > 3


def test_credits_are_in_no_passage() -> None:
    source = document("Один.\n\nФото: Иван Иванов\n\nДва.")
    assert [source.text[s.start : s.end] for s in chunk(source)] == ["Один.", "Два."]


def test_counterpart_pairs_sentences_by_order() -> None:
    ru = document("Раз. Два.\n\nТри.", name="a")
    en = document("One. Two.\n\nThree.", "en", "b")
    start = ru.text.index("Два")
    span = counterpart(Span(start, start + 4), ru, en)
    assert span is not None
    assert en.text[span.start : span.end] == "Two."


def test_counterpart_takes_the_paragraph_where_sentences_dont_pair() -> None:
    ru = document("Раз, два.\n\nТри.", name="a")
    en = document("One. Two.\n\nThree.", "en", "b")
    span = counterpart(Span(0, 3), ru, en)
    assert span is not None
    assert en.text[span.start : span.end] == "One. Two."


def test_no_counterpart_where_paragraphs_dont_pair() -> None:
    assert counterpart(Span(0, 3), document("Раз."), document("One.\n\nTwo.", "en")) is None
