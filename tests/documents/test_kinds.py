"""Documents of every kind of structure: each question gets its answer, in words that a reader sees.

All documents lie in one folder, so that each is found among the others.
"""

import pytest

from index.embedding import Embedder
from index.sync import sync
from qa.factory import build_pipeline
from qa.pipeline import Pipeline
from qa.settings import load_settings
from tests.documents.kinds import KINDS, Kind
from tests.documents.kinds.transcripts import QUOTE_CHARACTERS, TRANSCRIPTS
from tests.doubles import OnceReader

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def asked(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    home = tmp_path_factory.mktemp("kinds")
    (home / "docs").mkdir()
    for kind in KINDS:
        data = kind.text.encode() if isinstance(kind.text, str) else kind.text
        (home / "docs" / kind.name).write_bytes(data)
    report = sync([home / "docs"], home / "index", lambda: embedder)
    assert {failure.code for failure in report.failures} <= {"document_bad_bytes"}
    settings = load_settings(index=home / "index", answer_threshold=0)
    built = build_pipeline(settings, embedder)
    return Pipeline(settings, built.searcher, OnceReader(built._reader), built._answerer)


def _id(kind: Kind) -> str:
    return f"{kind.kind}-{kind.name}"


@pytest.mark.parametrize("kind", KINDS, ids=_id)
def test_a_question_about(kind: Kind, asked: Pipeline) -> None:
    answer = asked.ask(kind.question)
    assert answer.answered
    assert answer.citations[0].document_id == kind.name
    quotes = "\n".join(citation.quote for citation in answer.citations)
    assert [words for words in kind.said if words not in quotes] == []
    assert [words for words in kind.unsaid if words in quotes] == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.language], ids=_id)
def test_the_language_of(kind: Kind, asked: Pipeline) -> None:
    assert asked.ask(kind.question).citations[0].language == kind.language


@pytest.mark.parametrize("kind", TRANSCRIPTS, ids=_id)
def test_what_is_quoted_of_a_transcript_is_short(kind: Kind, asked: Pipeline) -> None:
    citations = asked.ask(kind.question).citations
    assert max(len(citation.quote) for citation in citations) <= QUOTE_CHARACTERS


def test_no_two_documents_have_one_name() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
