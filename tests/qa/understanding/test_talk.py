import pytest

from qa.pipeline import Pipeline
from qa.understanding.talk import REPLY


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Привет!", "ru", "Здравствуйте!"),
        ("Что ты умеешь?", "ru", "отвечаю на вопросы"),
        ("напиши стихотворение", "ru", "Этого я не умею"),
        ("What can you do?", "en", "answer questions"),
        ("Write a poem", "en", "can't do that"),
        ("Thanks!", "en", "welcome"),
    ],
)
def test_a_reply(seeds_pipeline: Pipeline, text: str, language: str, wanted: str) -> None:
    answer = seeds_pipeline.ask(text)
    assert answer.language == language
    assert wanted in answer.text
    assert answer.answerer == REPLY
    assert not answer.answered
    assert answer.citations == answer.related == ()


def test_what_can_be_asked_is_told_from_the_documents(seeds_pipeline: Pipeline) -> None:
    titles = {d.title for d in seeds_pipeline.searcher.documents() if d.language == "ru"}
    said = seeds_pipeline.ask("О чём можно спросить?").text
    assert titles
    assert all(f"«{title}»" in said for title in titles)
    english = seeds_pipeline.ask("What can I ask about?").text
    assert all(title not in english for title in titles)


def test_a_reply_is_streamed(seeds_pipeline: Pipeline) -> None:
    *pieces, answer = seeds_pipeline.stream("Спасибо")
    assert not isinstance(answer, str)
    assert "".join(piece for piece in pieces if isinstance(piece, str)) == answer.text
