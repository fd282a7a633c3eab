"""What a store tells of documents and passages without their texts."""

from typing import NamedTuple


class Entry(NamedTuple):
    """What a sync compares of a document: its content hash, where it lay, its original."""

    hash: str
    path: str | None
    translation_of: str | None


class PassageInfo(NamedTuple):
    """A passage and what is known of its document, without any text."""

    id: int
    document_id: str
    language: str
    translation_of: str | None
    start: int
    end: int
