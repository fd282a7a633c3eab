"""The shipped seeds: each original has a translation that keeps every number and quote."""

import re
from collections import Counter
from pathlib import Path

import pytest

from index.loaders import iter_documents
from index.text.chunking import chunk, read_paragraphs
from index.text.words import is_number, normalise
from index.types import Document

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
DOCUMENTS = {document.id: document for document in iter_documents([SEEDS])}
TRANSLATIONS = [document for document in DOCUMENTS.values() if document.translation_of]
_MAGNITUDES = {
    "thousand": r"\b(?:thousand|тысяч\w*)\b",
    "million": r"\b(?:million|млн|миллион\w*)\b",
    "billion": r"\b(?:billion|млрд|миллиард\w*)\b",
}


def test_both_articles_in_both_languages() -> None:
    pairs = {(DOCUMENTS[t.translation_of or ""].language, t.language) for t in TRANSLATIONS}
    assert pairs == {("ru", "en"), ("en", "ru")}


@pytest.mark.parametrize("translation", TRANSLATIONS, ids=lambda d: d.id)
def test_paragraph_for_paragraph_sentence_for_sentence(translation: Document) -> None:
    original = DOCUMENTS[translation.translation_of or ""]
    shape = [len(paragraph.sentences) for paragraph in read_paragraphs(original)]
    assert [len(paragraph.sentences) for paragraph in read_paragraphs(translation)] == shape


@pytest.mark.parametrize("translation", TRANSLATIONS, ids=lambda d: d.id)
def test_every_number_survives_in_its_sentence(translation: Document) -> None:
    original = DOCUMENTS[translation.translation_of or ""]
    for ours, theirs in zip(read_paragraphs(original), read_paragraphs(translation), strict=True):
        for a, b in zip(ours.sentences, theirs.sentences, strict=True):
            said = original.text[a.start : a.end]
            translated = translation.text[b.start : b.end]
            assert numbers(said) == numbers(translated), (said, translated)


@pytest.mark.parametrize("translation", TRANSLATIONS, ids=lambda d: d.id)
def test_the_date_and_source_survive(translation: Document) -> None:
    original = DOCUMENTS[translation.translation_of or ""]
    assert translation.date == original.date
    assert translation.source == original.source
    assert translation.url == original.url


@pytest.mark.parametrize("translation", TRANSLATIONS, ids=lambda d: d.id)
def test_quotations_survive(translation: Document) -> None:
    original = DOCUMENTS[translation.translation_of or ""]
    for ours, theirs in zip(read_paragraphs(original), read_paragraphs(translation), strict=True):
        a = original.text[ours.start : ours.end]
        b = translation.text[theirs.start : theirs.end]
        # Direct speech is marked by a dash in Russian and by quotation marks in English.
        assert speaks(a) == speaks(b)


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=lambda d: d.id)
def test_photo_credits_are_in_no_passage(document: Document) -> None:
    passages = [document.text[s.start : s.end] for s in chunk(document)]
    assert passages
    assert not any(re.search(r"Фото:|Photo:", passage) for passage in passages)


def numbers(text: str) -> Counter[str]:
    """Numbers in digits, ordinals and magnitudes included."""
    text = re.sub(r"(\d)(?:th|st|nd|rd)\b", r"\1", text)
    text = re.sub(r"(\d)-(?:го|е|й|я|м)\b", r"\1", text)
    found = Counter(word for word in normalise(text) if is_number(word))
    for magnitude, pattern in _MAGNITUDES.items():
        found[magnitude] += len(re.findall(pattern, text, re.I))
    return found


def speaks(text: str) -> bool:
    return bool(re.search(r"\b(?:said|сообщил|сказал|отметил)\b", text))
