import gc
import shutil
import weakref
from itertools import islice
from pathlib import Path

import pytest

from index.embedding import Embedder
from index.search import Searcher
from index.sync import sync
from qa.answerers.extractive.extractive import ExtractiveAnswerer
from qa.factory import build_pipeline
from qa.pipeline import Pipeline
from qa.reader.similarity import SimilarityReader
from qa.settings import load_settings
from qa.suggesting.suggestions import FOLLOWING, OPENING, Suggestions, suggestions_of
from qa.types import LANGUAGES, Language
from tests.conftest import ROOT
from tests.doubles import WordEmbedder

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pipeline(
    embedder: Embedder, seeds_made: Path, tmp_path_factory: pytest.TempPathFactory
) -> Pipeline:
    """Over one of the seeds and its translation: each question takes an answer's time."""
    index = tmp_path_factory.mktemp("suggestions") / "index"
    shutil.copytree(seeds_made, index)
    sync(sorted((ROOT / "seeds").glob("khorgos*")), index, lambda: embedder)
    return build_pipeline(load_settings(index=index), embedder)


@pytest.fixture(scope="module")
def suggestions(pipeline: Pipeline) -> Suggestions:
    made = suggestions_of(pipeline)
    work = made.make(pipeline)
    assert work is not None
    assert not made.ready
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qa.suggesting.suggestions._TOPICS", 5)  # each takes an answer's time
        for _ in work:
            pass
    assert made.ready
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_suggested_is_answered(
    suggestions: Suggestions, pipeline: Pipeline, language: Language
) -> None:
    opening = suggestions.opening(language)
    assert 0 < len(opening) <= OPENING
    assert len(set(opening)) == len(opening)
    for question in opening:
        answer = pipeline.ask(question)
        assert answer.answered
        assert answer.language == answer.citations[0].language == language


def test_what_follows_is_about_the_same_document(
    suggestions: Suggestions, pipeline: Pipeline
) -> None:
    asked = suggestions.opening("ru")[0]
    answer = pipeline.ask(asked)
    following = suggestions.following(answer, [asked])
    assert 0 < len(following) <= FOLLOWING
    assert asked not in following
    document = answer.citations[0].document_id
    for question in following:
        assert pipeline.ask(question).citations[0].document_id == document
    assert set(suggestions.following(answer, [asked, *following])).isdisjoint(following)


def test_nothing_follows_a_refusal(suggestions: Suggestions, pipeline: Pipeline) -> None:
    assert suggestions.following(pipeline.ask("Какая столица Перу?"), []) == []


class Corpus:
    """A hundred English documents that name many places."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.index, self.embedder = folder / "docs", folder / "index", WordEmbedder()
        self.folder.mkdir()
        places = ", then to ".join(f"{chr(65 + n)}ingburg" for n in range(12))
        for number in range(100):
            (self.folder / f"{number:03}.md").write_text(
                f"# Towns {number}\n\nPeople went to {places}.\n", encoding="utf-8"
            )
        self.sync()
        searcher = Searcher(self.index, self.embedder)
        settings = load_settings(index=self.index)
        self.pipeline = Pipeline(settings, searcher, SimilarityReader(), ExtractiveAnswerer(0.2))

    def sync(self) -> None:
        sync([self.folder], self.index, lambda: self.embedder)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path)


def test_a_large_corpus_asks_for_no_more_questions_than_a_small_one(corpus: Corpus) -> None:
    made = suggestions_of(corpus.pipeline)
    work = made.make(corpus.pipeline)
    assert work is not None
    assert 0 < sum(1 for _ in work) <= 12 * 9
    assert made.ready
    assert made.make(corpus.pipeline) is None


def test_a_newer_generation_ends_the_work_and_nothing_holds_the_older_one(corpus: Corpus) -> None:
    made = suggestions_of(corpus.pipeline)
    work = made.make(corpus.pipeline)
    assert work is not None
    assert list(islice(work, 2)) == [None, None]
    older = weakref.ref(corpus.pipeline.searcher.open())
    (corpus.folder / "new.md").write_text("# New\n\nWords.\n", encoding="utf-8")
    corpus.sync()
    newer = suggestions_of(corpus.pipeline)
    assert newer is not made
    gc.collect()
    assert older() is None
    assert list(work) == [], "no question is asked for what is gone"
    assert newer.make(corpus.pipeline) is not None


def test_work_that_is_let_go_can_be_begun_anew(corpus: Corpus) -> None:
    made = suggestions_of(corpus.pipeline)
    work = made.make(corpus.pipeline)
    assert work is not None
    next(work)
    assert made.make(corpus.pipeline) is None, "it is somebody's"
    del work
    gc.collect()
    assert not made.ready
    again = made.make(corpus.pipeline)
    assert again is not None
    assert sum(1 for _ in again) > 2
    assert made.ready
