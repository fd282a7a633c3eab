"""The trained network joined with similarity, on a document of a few sentences."""

import pytest

from index.embedding import Embedder
from index.search import Searcher
from index.sync import sync
from qa.reader.calibration import shipped
from qa.reader.neural.spans import SpanModel
from qa.reader.similarity import SimilarityReader
from qa.reader.trained import FEATURES, FIRST_PASSAGES, READ_PASSAGES, SIGNALS, TrainedReader
from qa.types import Question

PARAGRAPHS = [
    "Маяк на мысе Аркона построили в 1827 году. Его высота — 19 метров.",
    "Рядом работает кафе. В нём подают рыбу и кофе.",
    "Музей открыли в 1995 году. В музее хранят карты и якоря.",
    "До мыса ходит автобус. Он идёт от станции двадцать минут.",
    "Осенью над мысом летят журавли. Их считают школьники.",
    "Старую стену раскопали археологи. Они нашли монеты.",
]


@pytest.fixture(scope="module")
def searcher(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    folder = tmp_path_factory.mktemp("trained")
    for number, paragraph in enumerate(PARAGRAPHS):
        (folder / f"{number}.txt").write_text(paragraph, encoding="utf-8")
    sync([folder], folder / "index", lambda: embedder)
    return Searcher(folder / "index", embedder)


@pytest.fixture(scope="module")
def reader(embedder: Embedder, span_model: SpanModel) -> TrainedReader:
    return TrainedReader(SimilarityReader(), span_model, shipped("trained", embedder.fingerprint))


def question(text: str, language: str = "ru") -> Question:
    return Question(text, language, text)  # type: ignore[arg-type]


def test_the_words_that_answer_are_its_focus(searcher: Searcher, reader: TrainedReader) -> None:
    asked = question("Когда построили маяк?")
    reading = reader.read(
        asked, searcher.search(asked.standalone, asked.language, 6), searcher.open()
    )
    best = reading.evidence[0]
    assert best.focus is not None
    start, end = best.focus
    assert "1827" in best.hit.document.text[start:end]
    assert best.start <= start < end <= best.end
    assert reading.confidence > 0.5


def test_what_is_not_said_is_less_sure(searcher: Searcher, reader: TrainedReader) -> None:
    sure, unsure = (
        reader.read(question(text), searcher.search(text, "ru", 6), searcher.open()).confidence
        for text in ("Какова высота маяка?", "Сколько стоит билет в театр Владивостока?")
    )
    assert sure > 0.5 > unsure


def test_every_sentence_is_judged_best_first(searcher: Searcher, reader: TrainedReader) -> None:
    asked = question("Когда открыли музей?")
    hits = searcher.search(asked.standalone, asked.language, 6)
    judged = reader.judge(asked, hits, searcher.open())
    assert len(judged) == 2 * len(hits)
    scores = [item.evidence.score for item in judged]
    assert scores == sorted(scores, reverse=True)
    assert {tuple(item.signals) for item in judged} == {SIGNALS}
    told = [name for name in FEATURES if name != "span_ahead"]
    assert {tuple(item.features) for item in judged} == {tuple(told)}
    # How far the best one is ahead is known once all are ranked.
    assert set(reader.read(asked, hits, searcher.open()).features) == set(FEATURES)


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("Когда открыли музей?", FIRST_PASSAGES),  # the first answers, so that no more are read
        ("Сколько стоит билет в театр Владивостока?", READ_PASSAGES),
        ("Какие карты и якоря хранят в музее?", READ_PASSAGES),  # more may stand elsewhere
    ],
)
def test_only_the_first_passages_are_read(
    text: str, passages: int, searcher: Searcher, reader: TrainedReader
) -> None:
    asked = question(text)
    hits = searcher.search(asked.standalone, asked.language, 6)
    assert len(hits) > READ_PASSAGES
    read = {hit.document.id for hit in hits[:passages]}
    for item in reader.judge(asked, hits, searcher.open()):
        assert (item.evidence.focus is not None) == (item.evidence.hit.document.id in read)


def test_no_passages_no_evidence(searcher: Searcher, reader: TrainedReader) -> None:
    reading = reader.read(question("Когда?"), [], searcher.open())
    assert reading.evidence == ()
    assert reading.confidence == 0


def test_words_are_found_in_any_text(reader: TrainedReader) -> None:
    told = "Источник сообщает: «Первым капитаном парома „Заря“ был Пётр Соболев.»"
    assert "Соболев" in (reader.find("Кто был первым капитаном парома?", told) or "")
    assert reader.find("Кто был капитаном?", "") is None
