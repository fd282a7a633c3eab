"""Two things in two places: both are cited side by side."""

from pathlib import Path

import pytest

from index.sync import sync
from qa.factory import build_pipeline
from qa.pipeline import Pipeline, Sources
from qa.reader.sections import TOLD_CONFIDENCE
from qa.settings import load_settings
from qa.types import Answer
from tests.doubles import WordEmbedder

TEXTS = {
    "ferry.ru.md": "# Паром\n\nБилет на паром стоит 60 рублей. Паром ходит каждый час.\n",
    "boat.ru.md": "# Катер\n\nБилет на катер стоит 90 рублей. Катер берёт шестерых.\n",
    "ferry.en.md": "# Ferry\n\nA ferry ticket costs 60 crowns. The ferry is slow.\n",
    "boat.en.md": "# Boat\n\nA boat ticket costs 90 crowns. The boat takes six.\n",
}


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    home, words = tmp_path_factory.mktemp("crossing"), WordEmbedder()
    (home / "docs").mkdir()
    for name, text in TEXTS.items():
        (home / "docs" / name).write_text(text, encoding="utf-8")
    sync([home / "docs"], home / "index", lambda: words)
    settings = load_settings(index=home / "index", reader="none", answer_threshold=0.0)
    return build_pipeline(settings, words)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Сравни билет на паром и билет на катер", ("Билет на паром:", "Билет на катер:")),
        ("Compare a ferry ticket with a boat ticket", ("A ferry ticket:", "A boat ticket:")),
    ],
)
def test_both_are_cited(pipeline: Pipeline, question: str, names: tuple[str, str]) -> None:
    answer = pipeline.ask(question)
    assert answer.answered
    assert answer.question == question
    assert len({citation.document_id for citation in answer.citations}) == 2
    assert [citation.number for citation in answer.citations] == [1, 2]
    lead, *told = answer.sentences
    assert lead.remark
    assert answer.certainty == "unsure"
    for sentence, citation, price, name in zip(
        told, answer.citations, ("60", "90"), names, strict=True
    ):
        assert sentence.citations == (citation.number,)
        assert price in citation.quote
        assert sentence.text == f"{name} {citation.quote}"


def test_it_is_streamed_as_it_is_asked(pipeline: Pipeline) -> None:
    question = "Сравни билет на паром и билет на катер"
    first, *pieces, answer = pipeline.stream(question)
    assert isinstance(first, Sources)
    assert isinstance(answer, Answer)
    assert "".join(piece for piece in pieces if isinstance(piece, str)) == answer.text
    assert answer.text == pipeline.ask(question).text


def test_where_both_are_in_one_sentence_it_is_quoted_once(tmp_path: Path) -> None:
    words = WordEmbedder()
    (tmp_path / "docs").mkdir()
    text = "Форель мельче сёмги, а сёмга крупнее форели."
    (tmp_path / "docs" / "fish.md").write_text(text, encoding="utf-8")
    sync([tmp_path / "docs"], tmp_path / "index", lambda: words)
    settings = load_settings(index=tmp_path / "index", reader="none", answer_threshold=0.0)
    answer = build_pipeline(settings, words).ask("Чем отличается форель от сёмги?")
    assert len(answer.citations) == 1


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "Чем отличается паром от катера?",
            "В отличие от катера, паром ходит в любую погоду.",
        ),
        ("Чем паром отличается от катера?", "В отличие от катера, паром ходит в любую погоду."),
        ("How does the ferry differ from the boat?", "Unlike the boat, the ferry sails at night."),
    ],
)
def test_a_sentence_that_tells_the_difference_answers(
    tmp_path: Path, question: str, said: str
) -> None:
    words = WordEmbedder()
    (tmp_path / "docs").mkdir()
    texts = TEXTS | {
        "pier.ru.md": "# Причал\n\nКатер и паром стоят рядом. В отличие от катера, паром ходит в"
        " любую погоду. Катер и паром, а также лодки ждут у причала.\n",
        "pier.en.md": "# Pier\n\nThe ferry and the boat wait here. Unlike the boat, the ferry"
        " sails at night.\n",
    }
    for name, text in texts.items():
        (tmp_path / "docs" / name).write_text(text, encoding="utf-8")
    sync([tmp_path / "docs"], tmp_path / "index", lambda: words)
    settings = load_settings(index=tmp_path / "index", reader="none", answer_threshold=0.0)
    answer = build_pipeline(settings, words).ask(question)
    assert [citation.quote for citation in answer.citations] == [said]
    assert answer.confidence == TOLD_CONFIDENCE
