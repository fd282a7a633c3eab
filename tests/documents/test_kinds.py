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

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def asked(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    home = tmp_path_factory.mktemp("kinds")
    (home / "docs").mkdir()
    for kind in KINDS:
        (home / "docs" / kind.name).write_text(kind.text, encoding="utf-8")
    assert not sync([home / "docs"], home / "index", lambda: embedder).failures
    return build_pipeline(load_settings(index=home / "index", answer_threshold=0), embedder)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.kind}-{kind.name}")
def test_a_question_about(kind: Kind, asked: Pipeline) -> None:
    answer = asked.ask(kind.question)
    assert answer.answered
    assert answer.citations[0].document_id == kind.name
    quotes = "\n".join(citation.quote for citation in answer.citations)
    assert [words for words in kind.said if words not in quotes] == []
    assert [words for words in kind.unsaid if words in quotes] == []
