"""What the tests of corpora in Milvus write and ask."""

import json

import pytest

from index.errors import SeedQAError
from index.search import Searcher
from index.storage.milvus.corpus import MilvusCorpus
from index.storage.milvus.remote import Head
from index.sync import sync_documents
from index.types import Document
from tests.doubles import WordEmbedder

WORDS = WordEmbedder()
TOKEN = "ann:geheim-4711"
QUESTION = "Кошка любит молоко"


def write(corpus: MilvusCorpus, text: str = "Кошка любит молоко.", **more: object) -> None:
    documents = [Document("cat.md", "", text, "ru"), Document("dog.md", "", "Собака лает.", "ru")]
    words = more.pop("words", WORDS)
    sync_documents(documents, corpus, lambda: words, fingerprint=words.fingerprint, **more)  # type: ignore[attr-defined,arg-type]


def cat(searcher: Searcher) -> str:
    """What is said of the cat now."""
    document = searcher.open(None).document("cat.md")
    assert document is not None
    return document.text


def told(attempt: object, code: str) -> str:
    """The one sentence that an attempt ends with."""
    with pytest.raises(SeedQAError) as raised:
        attempt()  # type: ignore[operator]
    assert raised.value.code == code, raised.value
    assert TOKEN not in str(raised.value)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def vars_of(head: Head) -> dict[str, object]:
    return dict(json.loads(head.written()))
