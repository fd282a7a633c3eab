from dataclasses import replace

import pytest

from index.types import Document
from qa.citing.citations import cite, verify
from qa.types import Answer, Citation, Sentence

RU = Document("a.ru.md", "Музей", "В музее 30 залов. Вход свободный.", "ru")
EN = Document(
    "a.en.md", "Museum", "The museum has 30 halls. Entry is free.", "en", translation_of=RU.id
)
DOCUMENTS = {document.id: document for document in (RU, EN)}


def answer(text: str, citation: Citation) -> Answer:
    return Answer(
        question="?",
        language="en",
        answered=True,
        short=None,
        sentences=(Sentence(text, (1,)),),
        citations=(citation,),
        related=(),
        confidence=1.0,
        answerer="test",
    )


def test_a_translation_cites_its_original() -> None:
    citation = cite(1, EN, 0, 24, DOCUMENTS.get)
    assert citation.quote == "The museum has 30 halls."
    assert citation.original is not None
    assert citation.original.quote == "В музее 30 залов."


def test_documents_that_name_each_other_are_cited_once_each() -> None:
    ring = {
        name: replace(EN, id=name, translation_of=original)
        for name, original in (("a", "b"), ("b", "c"), ("c", "a"))
    }
    citation: Citation | None = cite(1, ring["a"], 0, 24, ring.get)
    cited = []
    while citation:
        cited.append(citation.document_id)
        citation = citation.original
    assert cited == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        ("The museum has 30 halls.", "supported", "quoted"),
        ("A source says: “The museum has 30 halls.”", "supported", "quoted"),
        ("There are 30 halls in the museum.", "supported", "words_shared"),
        ("There are 40 halls in the museum.", "unsupported", "number_not_cited"),
        ("Halls of marble stand empty.", "unsupported", "words_missing"),
        ("The museum halls are made of marble.", "partial", "words_missing"),
    ],
)
def test_verdicts(text: str, status: str, reason: str) -> None:
    checked = verify(answer(text, cite(1, EN, 0, 24, DOCUMENTS.get)), DOCUMENTS.get)
    verdict = checked.citations[0].verdict
    assert verdict is not None
    assert (verdict.status, verdict.reason) == (status, reason)


def test_a_quote_that_isnt_there_is_unsupported() -> None:
    forged = replace(cite(1, EN, 0, 24, DOCUMENTS.get), quote="The museum has 40 halls.")
    checked = verify(answer(forged.quote, forged), DOCUMENTS.get)
    assert checked.citations[0].verdict is not None
    assert checked.citations[0].verdict.reason == "quote_differs"


def test_a_citation_that_nothing_rests_on_is_kept_and_marked() -> None:
    stray = replace(cite(1, EN, 0, 24, DOCUMENTS.get), number=2)
    checked = verify(answer("The museum has 30 halls.", stray), DOCUMENTS.get)
    assert checked.citations[0].verdict is not None
    assert checked.citations[0].verdict.reason == "not_cited"
