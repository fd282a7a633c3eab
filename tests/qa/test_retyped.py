"""Questions typed with the wrong keyboard layout, or in Latin letters, on the whole way."""

from pathlib import Path

import pytest

from index.errors import QuestionError
from index.sync import sync
from qa.factory import build_pipeline
from qa.pipeline import Pipeline, Sources
from qa.reader.remembering import RememberingReader
from qa.settings import load_settings
from qa.types import Answer, Language, Sentence, Turn
from qa.understanding.talk import REPLY
from tests.doubles import WordEmbedder

_DOCUMENTS = {
    "library.md": "# Библиотека\n\nБиблиотека открыта с девяти утра. Читальный зал вмещает сорок "
    "читателей. Вход в библиотеку бесплатный.\n\nВ подвале хранятся старые карты города.",
    "harbour.md": "# Harbour\n\nThe harbour closes for ships in January. The lighthouse keeper is "
    "called Martha Quill. A berth costs twelve crowns a night.",
}
HALL, HARBOUR = "Читальный зал вмещает сорок читателей.", "The harbour closes for ships in January."
# What was typed, what was meant by it, and the words that answer.
TYPED: list[tuple[str, str, Language, str]] = [
    (
        "Crjkmrj xbnfntktq dvtoftn xbnfkmysq pfk&",
        "Сколько читателей вмещает читальный зал?",
        "ru",
        HALL,
    ),
    (
        "skolko chitateley vmeshchaet chitalnyy zal",
        "сколько читателей вмещает читальный зал",
        "ru",
        HALL,
    ),
    # By its words alone it is taken for Czech.
    (
        "Skol'ko čitatelej vmeŝaet čital'nyj zal?",
        "Сколько читателей вмещает читальный зал?",
        "ru",
        HALL,
    ),
    ("Црут вщуы еру рфкищгк сдщыу,", "When does the harbour close?", "en", HARBOUR),
]
TOLD: dict[Language, str] = {"ru": "Понял как: «{}».", "en": "Understood as: “{}”."}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("retyped")
    (home / "docs").mkdir()
    for name, text in _DOCUMENTS.items():
        (home / "docs" / name).write_text(text, encoding="utf-8")
    sync([home / "docs"], home / "index", WordEmbedder)
    return home


def opened(home: Path, answer_threshold: float, sure_threshold: float) -> Pipeline:
    settings = load_settings(
        index=home / "index",
        reader="none",
        answer_threshold=answer_threshold,
        sure_threshold=sure_threshold,
    )
    return build_pipeline(settings, WordEmbedder())


@pytest.fixture
def pipeline(home: Path) -> Pipeline:
    """It answers what its documents have in the words asked for, and is sure of nothing."""
    return opened(home, 0.001, 1.0)


def read(pipeline: Pipeline) -> list[str]:
    """The questions that passages were read for, in order."""
    reader = pipeline._reader
    assert isinstance(reader, RememberingReader)
    return [question.standalone for question, _ in reader._known]


@pytest.mark.parametrize(("typed", "meant", "language", "words"), TYPED)
def test_what_was_meant_is_answered_and_said(
    pipeline: Pipeline, typed: str, meant: str, language: Language, words: str
) -> None:
    answer, plain = pipeline.ask(typed), pipeline.ask(meant)
    assert answer.citations == plain.citations
    assert answer.citations[0].quote == words
    told = Sentence(TOLD[language].format(meant), remark=True)
    assert answer.sentences == (told, *plain.sentences)
    assert (answer.question, answer.language) == (typed, language)
    assert answer.certainty == plain.certainty == "unsure"
    assert pipeline.trace(typed).question.text == meant
    assert pipeline.trace(typed, document="library.md").answer.question == typed


@pytest.mark.parametrize(("typed", "meant", "language", "words"), TYPED)
def test_a_stream_gives_the_pieces_of_what_was_meant(
    pipeline: Pipeline, typed: str, meant: str, language: Language, words: str
) -> None:
    found, *pieces, answer = pipeline.stream(typed)
    sources, *_ = pipeline.stream(meant)
    assert isinstance(found, Sources)
    assert found == sources
    assert isinstance(answer, Answer)
    assert words in answer.text
    assert "".join(piece for piece in pieces if isinstance(piece, str)) == answer.text


def test_the_language_asked_for_is_kept(pipeline: Pipeline) -> None:
    typed, meant, _, words = TYPED[0]
    answer = pipeline.ask(typed, language="en")
    assert answer.language == "en"
    assert answer.text.startswith(TOLD["en"].format(meant))
    assert answer.citations[0].quote == words


@pytest.mark.parametrize(
    "text",
    [
        "Сколько читателей вмещает читальный зал?",
        "When does the harbour close?",
        "Who is Martha Quill?",
        "harbour berth",
        "Khorgos Kravchuk",
    ],
)
def test_other_questions_are_asked_once_as_they_are(pipeline: Pipeline, text: str) -> None:
    answer = pipeline.ask(text)
    assert read(pipeline) == [text]
    assert not any(sentence.remark for sentence in answer.sentences)


def test_nothing_else_is_tried_after_a_sure_answer(home: Path) -> None:
    pipeline = opened(home, 0.0, 0.0)
    typed = TYPED[0][0]
    answer = pipeline.ask(typed)
    assert answer.certainty == "sure"
    assert read(pipeline) == [typed]
    assert not answer.sentences[0].remark


def test_an_answer_to_what_was_typed_is_kept_where_what_was_meant_has_none(home: Path) -> None:
    (home / "typed").mkdir(exist_ok=True)
    text = "The sticker reads rjulf nhtnbq gjtpl. It is red.\n\nNobody knows why."
    (home / "typed" / "sticker.md").write_text(text, encoding="utf-8")
    sync([home / "typed"], home / "stickers", WordEmbedder)
    settings = load_settings(index=home / "stickers", reader="none", answer_threshold=0.001)
    answer = build_pipeline(settings, WordEmbedder()).ask("rjulf nhtnbq gjtpl")
    assert "The sticker reads rjulf nhtnbq gjtpl." in answer.text
    assert answer.language == "en"
    assert not answer.sentences[0].remark


@pytest.mark.parametrize(
    ("typed", "told", "refusal"),
    [
        (
            "Rnj gjktntk yf Vfhc&",
            "Понял как: «Кто полетел на Марс?».",
            "В источниках нет ответа на этот вопрос.",
        ),
        (
            "kto poletel na Mars",
            "Понял как: «кто полетел на Марс».",
            "В источниках нет ответа на этот вопрос.",
        ),
        (
            "црщ адуц ещ Ьфкы еруку",
            "Understood as: “who flew to Mars there”.",
            "The sources don't answer this question.",
        ),
    ],
)
def test_a_refusal_says_what_was_understood(
    pipeline: Pipeline, typed: str, told: str, refusal: str
) -> None:
    answer = pipeline.ask(typed)
    assert not answer.answered
    assert answer.text == f"{told} {refusal}"
    assert answer.question == typed


@pytest.mark.parametrize(
    ("typed", "told", "reply"),
    [
        ("Ghbdtn!", "Понял как: «Привет!».", "Здравствуйте!"),
        ("spasibo", "Понял как: «спасибо».", "Пожалуйста!"),
        ("ерфтлы", "Understood as: “thanks”.", "You're welcome."),
    ],
)
def test_small_talk_is_replied_to(pipeline: Pipeline, typed: str, told: str, reply: str) -> None:
    *pieces, answer = pipeline.stream(typed)
    assert isinstance(answer, Answer)
    assert answer.answerer == REPLY
    assert answer.text.startswith(f"{told} {reply}")
    assert "".join(str(piece) for piece in pieces if isinstance(piece, str)) == answer.text


@pytest.mark.parametrize("text", ["Combien de livres y a-t-il?", "Қазақстанға қанша турист келді?"])
def test_another_language_is_still_none_that_is_answered(pipeline: Pipeline, text: str) -> None:
    with pytest.raises(QuestionError) as caught:
        pipeline.ask(text)
    assert caught.value.code == "question_language"


@pytest.mark.parametrize("first", ["Ult xbnfkmysq pfk&", "gde chitalnyy zal", "Где читальный зал?"])
@pytest.mark.parametrize("second", ["Сколько читателей он вмещает?", "А сколько читателей?"])
def test_a_follow_up_knows_what_was_meant_before(
    pipeline: Pipeline, first: str, second: str
) -> None:
    answer = pipeline.ask(first)
    history = [Turn("user", answer.question), Turn("assistant", answer.text)]
    assert history[0].content == first
    followed = pipeline.trace(second, history)
    assert "читальный зал" in followed.question.standalone
    assert followed.answer.citations[0].quote == HALL
    assert "читальный зал" in followed.answer.sentences[0].text


def test_a_follow_up_is_understood_too(pipeline: Pipeline) -> None:
    history = [Turn("user", "Ult xbnfkmysq pfk&"), Turn("assistant", "…")]
    trace = pipeline.trace("F crjkmrj xbnfntktq&", history)
    assert trace.question.standalone == "сколько читателей (читальный зал)?"
    assert trace.answer.citations[0].quote == HALL
    assert pipeline.understand("2024?", history).language == "ru"


@pytest.mark.parametrize(("typed", "meant", "language", "words"), TYPED[:2])
def test_what_was_typed_can_be_asked_as_it_is(
    pipeline: Pipeline, typed: str, meant: str, language: Language, words: str
) -> None:
    answer = pipeline.ask(typed, carry=False)
    assert (answer.question, answer.understood) == (typed, None)
    assert words not in answer.text
    assert read(pipeline) == [typed]
    assert pipeline.ask(typed).understood == meant


def test_what_is_in_no_language_of_ours_cannot_be_asked_as_it_is(pipeline: Pipeline) -> None:
    typed, meant, *_ = TYPED[2]
    assert pipeline.ask(typed).understood == meant
    with pytest.raises(QuestionError) as caught:
        pipeline.ask(typed, carry=False)
    assert caught.value.code == "question_language"
