import pytest

from index.fusion import reciprocal_rank_fusion
from index.search import Searcher
from index.sync import sync
from tests.doubles import WordEmbedder


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    seeds = tmp_path_factory.mktemp("seeds")
    (seeds / "a.ru.md").write_text(
        "Музей открыт каждый день.\n\nФото: Иван Иванов\n\nРынок работает ночью.", encoding="utf-8"
    )
    (seeds / "a.en.md").write_text(
        "---\ntranslation_of: a.ru.md\n---\n"
        "The museum is open daily.\n\nThe market works at night.",
        encoding="utf-8",
    )
    (seeds / "b.en.md").write_text("The theatre is closed on Monday.", encoding="utf-8")
    words, index = WordEmbedder(), tmp_path_factory.mktemp("index")
    sync([seeds], index, lambda: words)
    return Searcher(index, words)


def test_a_text_and_its_translation_count_once(searcher: Searcher) -> None:
    hits = searcher.search("музей открыт museum open", top_k=20)
    places = [(h.document.translation_of or h.document.id) for h in hits]
    assert places.count("a.ru.md") == 2  # two passages, each once
    assert places.count("b.en.md") == 1


@pytest.mark.parametrize(("language", "document"), [("ru", "a.ru.md"), ("en", "a.en.md")])
@pytest.mark.parametrize("question", ["музей открыт", "museum open daily"])
def test_the_askers_language_first(
    searcher: Searcher, question: str, language: str, document: str
) -> None:
    hit = searcher.search(question, language)[0]
    assert hit.document.id == document
    assert ("музей" if language == "ru" else "museum") in hit.passage.text.lower()


def test_ranks_tell_which_engine_found_it(searcher: Searcher) -> None:
    hit = searcher.search("museum open daily", "en")[0]
    assert (hit.dense_rank, hit.keyword_rank) == (1, 1)
    only_words = searcher.search("museum open daily", "en", dense=False)[0]
    assert (only_words.dense_rank, only_words.keyword_rank) == (None, 1)
    only_dense = searcher.search("museum open daily", "en", keywords=False)[0]
    assert (only_dense.dense_rank, only_dense.keyword_rank) == (1, None)


@pytest.mark.parametrize("text", ["+", '"', "(", "AND OR", "title:x", "*", "\\", "~5", "^"])
def test_query_syntax_is_text(searcher: Searcher, text: str) -> None:
    searcher.search(text)


def test_fusion() -> None:
    fused = reciprocal_rank_fusion([{"a": 1, "b": 2}, {"b": 1, "c": 2}], constant=60)
    assert [item for item, _ in fused] == ["b", "a", "c"]
    assert fused[0][1] == pytest.approx(1 / 62 + 1 / 61)
