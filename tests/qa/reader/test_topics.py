"""What is said about a name: the first sentence that has it answers."""

import pytest

from index.types import Document, Hit, Passage
from qa.reader.topics import by_topic
from qa.types import Evidence, Question, Reading

TEXT = "Парк открыт летом. Усадьба Кусково стоит у пруда. Кусково любят художники."


def reading() -> Reading:
    document = Document("a.md", "Парк", TEXT, "ru")
    hit = Hit(Passage(1, document.id, 0, len(TEXT), TEXT), document, 1.0, 1, 1)
    found, at = [], 0
    for sentence in TEXT.split(". "):
        found.append(Evidence(hit, at, at + len(sentence), 5.0 - at, (at, at + 3)))
        at += len(sentence) + 2
    return Reading(tuple(found), 0.3)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Что говорится о Кусково?", "ru"),
        ("что известно про усадьбу Кусково", "ru"),
        ("What is said about Kuskovo?", "en"),
    ],
)
def test_the_first_sentence_that_names_it_comes_first(text: str, language: str) -> None:
    told = by_topic(reading(), Question(text, language, text))  # type: ignore[arg-type]
    first = told.evidence[0]
    assert TEXT[first.start : first.end].startswith("Усадьба Кусково")
    assert first.focus is None
    assert told.confidence > 0.9
    assert len(told.evidence) == len(reading().evidence)


@pytest.mark.parametrize(
    "text",
    ["Что говорится об Архангельском?", "Когда построили Кусково?", "Что говорится о пруде?"],
)
def test_other_questions_stay_as_they_are(text: str) -> None:
    assert by_topic(reading(), Question(text, "ru", text)) == reading()
