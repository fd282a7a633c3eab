"""Documents of every kind of structure: each question gets its answer, in words that a reader sees.

All documents lie in one folder, so that each is found among the others.
"""

from collections.abc import Sequence
from typing import Any

import pytest

from index.embedding import Embedder
from index.sync import sync
from index.text.words import is_cyrillic
from qa.factory import build_pipeline
from qa.pipeline import Pipeline
from qa.settings import load_settings
from tests.documents.kinds import KINDS, Kind
from tests.documents.kinds.transcripts import QUOTE_CHARACTERS, TRANSCRIPTS

pytestmark = pytest.mark.slow

# What the shipped weights don't find.
MISREAD = {"session.md"}


@pytest.fixture(scope="module")
def asked(
    request: pytest.FixtureRequest, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> Pipeline:
    """A pipeline over the documents that are asked about in this run."""
    home = tmp_path_factory.mktemp("kinds")
    (home / "docs").mkdir()
    names = {
        item.callspec.params["kind"].name
        for item in request.session.items
        if item.path == request.path and hasattr(item, "callspec")
    }
    for kind in (kind for kind in KINDS if kind.name in names):
        data = kind.text.encode() if isinstance(kind.text, str) else kind.text
        (home / "docs" / kind.name).write_bytes(data)
    report = sync([home / "docs"], home / "index", lambda: embedder)
    assert {failure.code for failure in report.failures} <= {"document_bad_bytes"}
    settings = load_settings(index=home / "index", answer_threshold=0)
    return build_pipeline(settings, embedder)


def cases(kinds: Sequence[Kind]) -> list[Any]:
    """Of each kind one, in Russian and English by turns, and all with `make test-all`."""
    names = list(dict.fromkeys(kind.kind for kind in kinds))
    wanted = {(name, turn % 2 == 0) for turn, name in enumerate(names)}
    found = []
    for kind in kinds:
        alike = kind.kind, is_cyrillic(kind.question)
        marks = [] if alike in wanted else [pytest.mark.exhaustive]
        if kind.name in MISREAD:
            marks.append(pytest.mark.xfail(reason="another sentence is read", strict=True))
        found.append(pytest.param(kind, id=f"{kind.kind}-{kind.name}", marks=marks))
        wanted.discard(alike)
    return found


@pytest.mark.parametrize("kind", cases(KINDS))
def test_a_question_about(kind: Kind, asked: Pipeline) -> None:
    answer = asked.ask(kind.question)
    assert answer.answered
    assert answer.citations[0].document_id == kind.name
    quotes = "\n".join(citation.quote for citation in answer.citations)
    assert [words for words in kind.said if words not in quotes] == []
    assert [words for words in kind.unsaid if words in quotes] == []


@pytest.mark.parametrize("kind", cases([kind for kind in KINDS if kind.language]))
def test_the_language_of(kind: Kind, asked: Pipeline) -> None:
    assert asked.ask(kind.question).citations[0].language == kind.language


@pytest.mark.parametrize("kind", cases(TRANSCRIPTS))
def test_what_is_quoted_of_a_transcript_is_short(kind: Kind, asked: Pipeline) -> None:
    citations = asked.ask(kind.question).citations
    assert max(len(citation.quote) for citation in citations) <= QUOTE_CHARACTERS


def test_no_two_documents_have_one_name() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
