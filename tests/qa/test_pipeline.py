"""The whole way on the shipped seeds, with the packaged model."""

import re
from pathlib import Path

import pytest

from index.embedding import Embedder
from index.errors import QuestionError
from index.sync import sync, sync_documents
from index.types import Document
from qa.factory import build_pipeline
from qa.pipeline import Pipeline, Sources
from qa.settings import load_settings
from qa.types import Answer, Language, Turn
from qa.wording.copies import copies_in_words
from tests.doubles import WordEmbedder


def holds_exactly(answer: Answer, pipeline: Pipeline) -> bool:
    for citation in (*answer.citations, *answer.related):
        for cited in (citation, citation.original):
            if cited:
                document = pipeline.searcher.document(cited.document_id)
                if document is None or document.text[cited.start : cited.end] != cited.quote:
                    return False
    return True


def test_russian_question_english_article(seeds_pipeline: Pipeline) -> None:
    answer = seeds_pipeline.ask(
        "Насколько больше китайцев приехало в Казахстан в 2024-м, чем годом раньше?"
    )
    assert answer.answered
    assert answer.language == "ru"
    assert "78%" in answer.text
    citation = answer.citations[0]
    assert citation.language == "ru"
    assert citation.original is not None
    assert citation.original.language == "en"
    assert "a 78% increase" in citation.original.quote
    assert holds_exactly(answer, seeds_pipeline)


def test_english_question_russian_article(seeds_pipeline: Pipeline) -> None:
    answer = seeds_pipeline.ask("How large a part of Zhetysu's guests came from abroad?")
    assert answer.answered
    assert answer.language == "en"
    assert "76%" in answer.text
    assert answer.citations[0].original is not None
    assert "76% — иностранные граждане" in answer.citations[0].original.quote
    assert holds_exactly(answer, seeds_pipeline)


@pytest.mark.parametrize(
    ("question", "language"),
    [("Как испечь яблочный пирог?", "ru"), ("How do I tune a guitar?", "en")],
)
def test_refusal(seeds_pipeline: Pipeline, question: str, language: str) -> None:
    answer = seeds_pipeline.ask(question)
    assert not answer.answered
    assert answer.language == language
    assert answer.citations == ()
    assert all(sentence.citations == () for sentence in answer.sentences)
    assert 0 < len(answer.related) <= 3
    assert holds_exactly(answer, seeds_pipeline)


def test_every_sentence_cites_words_that_bear_it(seeds_pipeline: Pipeline) -> None:
    answer = seeds_pipeline.ask("Сколько магазинов на китайской стороне?")
    assert all(sentence.citations for sentence in answer.sentences)
    assert {c.verdict.status for c in answer.citations if c.verdict} == {"supported"}


def test_a_stream_is_the_answer_in_pieces(seeds_pipeline: Pipeline) -> None:
    found, *pieces, answer = seeds_pipeline.stream("Сколько магазинов на китайской стороне?")
    assert isinstance(found, Sources)
    assert all(passage.quote for passage in found.passages)
    assert isinstance(answer, Answer)
    assert "".join(piece for piece in pieces if isinstance(piece, str)) == answer.text


def test_a_follow_up_knows_what_came_before(seeds_pipeline: Pipeline) -> None:
    before = [Turn("user", "Сколько гостей принял парк Алтын-Емел?"), Turn("assistant", "30 тысяч")]
    answer = seeds_pipeline.ask("А сколько из них из Китая?", before)
    assert "5 тысяч туристов из Китая" in answer.text


def test_only_the_other_language(embedder: Embedder, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    text = "The lighthouse on Cape Arkona was built in 1827. It is 19 metres high."
    (seeds / "a.txt").write_text(text, encoding="utf-8")
    sync([seeds], tmp_path / "index", lambda: embedder)
    settings = load_settings(index=tmp_path / "index", sure_threshold=0)
    pipeline = build_pipeline(settings, embedder)
    answer = pipeline.ask("Когда построили маяк на мысе Аркона?")
    assert answer.answered
    assert answer.text == (
        "Источник на английском языке сообщает: «The lighthouse on Cape Arkona was built in 1827.»"
    )
    assert answer.citations[0].quote == "The lighthouse on Cape Arkona was built in 1827."
    assert answer.citations[0].verdict is not None
    assert answer.citations[0].verdict.status == "supported"


def test_a_sentence_that_leans_on_another_is_quoted_with_it(
    embedder: Embedder, tmp_path: Path
) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    text = "Маяк стоит на мысе Аркона. Он был построен в 1827 году.\n\nРядом есть кафе."
    (seeds / "a.txt").write_text(text, encoding="utf-8")
    sync([seeds], tmp_path / "index", lambda: embedder)
    pipeline = build_pipeline(load_settings(index=tmp_path / "index"), embedder)
    answer = pipeline.ask("В каком году его построили, этот маяк?")
    assert "Маяк стоит на мысе Аркона. Он был построен в 1827 году." in answer.text


@pytest.mark.parametrize("text", ["", "   ", "я" * 10_000, "\x00\x01", "多少中国游客来了"])
def test_bad_questions(seeds_pipeline: Pipeline, text: str) -> None:
    with pytest.raises(QuestionError):
        seeds_pipeline.ask(text)


@pytest.fixture
def pond(tmp_path: Path) -> Path:
    """A folder of one document, beside which there is room for an index."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "pond.md").write_text(
        "В пруду живут караси. Глубина пруда 3 метра.", encoding="utf-8"
    )
    return tmp_path


def test_a_question_sees_one_snapshot_to_its_end(pond: Path) -> None:
    words = WordEmbedder()
    sync([pond / "docs"], pond / "index", lambda: words)
    settings = load_settings(index=pond / "index", reader="none", answer_threshold=0.0)
    pipeline = build_pipeline(settings, words)
    pieces = pipeline.stream("Какова глубина пруда?")
    assert isinstance(next(pieces), Sources)
    text = "Пруд осушили. Теперь там луг.\n\nКараси живут в реке, и глубина её 9 метров."
    (pond / "docs" / "pond.md").write_text(text, encoding="utf-8")
    sync([], pond / "index", lambda: words)
    *_, answer = pieces
    assert isinstance(answer, Answer)
    assert answer.citations[0].quote == "Глубина пруда 3 метра."
    assert answer.citations[0].verdict
    assert answer.citations[0].verdict.status == "supported"
    *_, answer = pipeline.stream("Какова глубина пруда?")
    assert isinstance(answer, Answer)
    assert "3 метра" not in answer.text


def test_documents_that_translate_each_other_answer(pond: Path) -> None:
    """Also where an index holds such a pair without the loaders having seen it."""
    words = WordEmbedder()
    pair = [
        Document("a", "Pond", "The pond is 3 metres deep.", "en", translation_of="b"),
        Document("b", "Пруд", "Глубина пруда 3 метра.", "ru", translation_of="a"),
    ]
    sync_documents(pair, pond / "index", lambda: words)
    settings = load_settings(index=pond / "index", reader="none", answer_threshold=0.0)
    answer = build_pipeline(settings, words).ask("Какова глубина пруда?")
    assert answer.citations[0].quote == "Глубина пруда 3 метра."


# One page of three years, and one of another journey.
_CROSSING = (
    "---\ntitle: {title}\ndate: {year}-04-02\nlanguage: {language}\n---\n{text}\n",
    "Паром «Ласточка» ходит от пристани Верхней до острова Липового каждый час, с восьми утра до "
    "девяти вечера. Билет на паром стоит {price} рублей.",
    "The ferry Swallow sails from Upper Pier to Linden Island every hour, from eight in the "
    "morning to nine in the evening. A ticket for the ferry costs {price} crowns.",
)


@pytest.mark.parametrize(
    ("question", "language", "told"),
    [
        (
            "Сколько стоит билет на паром?",
            "ru",
            "другие копии и версии: Паром (2 апреля 2024 г.); Паром (2 апреля 2023 г.)",
        ),
        (
            "How much does a ticket for the ferry cost?",
            "en",
            "other copies and versions: Ferry (April 2, 2024); Ferry (April 2, 2023)",
        ),
    ],
)
def test_of_versions_of_a_page_the_newest_answers_and_the_others_are_named(
    tmp_path: Path, question: str, language: Language, told: str
) -> None:
    page, *texts = _CROSSING
    (tmp_path / "docs").mkdir()
    for year, price in ((2023, 40), (2025, 60), (2024, 50)):
        for code, title, text in zip(("ru", "en"), ("Паром", "Ferry"), texts, strict=True):
            written = page.format(
                title=title, year=year, language=code, text=text.format(price=price)
            )
            (tmp_path / "docs" / f"{year}-{code}.md").write_text(written, encoding="utf-8")
    words = WordEmbedder()
    sync([tmp_path / "docs"], tmp_path / "index", lambda: words)
    settings = load_settings(index=tmp_path / "index", reader="none", answer_threshold=0.0)
    answer = build_pipeline(settings, words).ask(question)
    assert answer.answered
    (citation,) = answer.citations
    assert citation.document_id == f"2025-{language}.md"
    assert "60" in citation.quote
    named = copies_in_words(citation, answer.language)
    assert re.sub(r"\s", " ", named) == told


def test_what_was_carried_over_is_said_first(pond: Path) -> None:
    words = WordEmbedder()
    sync([pond / "docs"], pond / "index", lambda: words)
    settings = load_settings(index=pond / "index", reader="none", answer_threshold=0.0)
    pipeline = build_pipeline(settings, words)
    history = [Turn("user", "Кто живёт в пруду?"), Turn("assistant", "В пруду живут караси.")]
    answer = pipeline.ask("А какая глубина?", history)
    remark, *said = answer.sentences
    assert remark.remark
    assert remark.text.startswith("Понял как: «какая глубина")
    assert "пруду" in remark.text
    assert [sentence.remark for sentence in said] == [False]
    assert answer.said == said[0].text
    assert answer.understood is not None
    assert remark.text == f"Понял как: «{answer.understood}»."
    # A whole question is taken as it is.
    whole = pipeline.ask("Какова глубина пруда?", history)
    assert whole.understood is None
    assert not any(sentence.remark for sentence in whole.sentences)


def test_a_question_is_asked_as_it_is_written(pond: Path) -> None:
    words = WordEmbedder()
    sync([pond / "docs"], pond / "index", lambda: words)
    settings = load_settings(index=pond / "index", reader="none", answer_threshold=0.0)
    pipeline = build_pipeline(settings, words)
    history = [Turn("user", "Кто живёт в пруду?"), Turn("assistant", "В пруду живут караси.")]
    text = "А какая глубина?"
    trace = pipeline.trace(text, history, carry=False)
    assert trace.question == pipeline.understand(text)
    assert trace.question.standalone == text
    assert trace.answer.understood is None
    assert not any(sentence.remark for sentence in trace.answer.sentences)
    *_, streamed = pipeline.stream(text, history, carry=False)
    assert isinstance(streamed, Answer)
    assert streamed.sentences == pipeline.ask(text, history, carry=False).sentences
    assert streamed.sentences == trace.answer.sentences
    # "Go on" goes on with nothing then.
    assert pipeline.trace("Подробнее", history).question.before is not None
    assert pipeline.trace("Подробнее", history, carry=False).question.before is None
