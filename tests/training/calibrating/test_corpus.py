"""The mixed corpus: what is asked stands in it, and what is reported on isn't fitted on."""

import json

import pytest

from training.calibrating.corpus import Corpus, mixed_corpus
from training.sets import hand_pairs
from training.sets.hand_pairs import part_of


def squad(paragraphs: list[tuple[str, list[tuple[str, str, str | None]]]]) -> str:
    """Paragraphs with questions (id, text, answer; None: nothing answers) in SQuAD's layout."""
    rows = []
    for context, asked in paragraphs:
        qas = [
            {
                "id": name,
                "question": text,
                "is_impossible": answer is None,
                "answers": [{"text": answer, "answer_start": context.index(answer)}]
                if answer
                else [],
            }
            for name, text, answer in asked
        ]
        rows.append({"context": context, "qas": qas})
    return json.dumps({"data": [{"title": "Reef", "paragraphs": rows}]}, ensure_ascii=False)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    data = tmp_path_factory.mktemp("data")
    for folder in ("train", "dev", "corpora/guide"):
        (data / folder).mkdir(parents=True)
    texts, pairs = [], []
    for number in range(400):
        name = f"{number}_text"
        text = f"Мост № {number} построили в {1500 + number} году. Его красят каждую весну."
        texts.append({"id": name, "title": f"Мост {number}", "text": text})
        year = str(1500 + number)
        asked = {"ru": f"Когда построили мост {number}?", "en": f"When was bridge {number} built?"}
        twin = {"ru": f"Кто построил мост {number}?", "en": f"Who built bridge {number}?"}
        kind = {"kind": "other_role"}
        pairs.append({"id": name, "pairs": [{"asked": asked, "answer": year, "twin": twin | kind}]})
    for name, rows in (("wikinews.ru.jsonl", texts), ("pairs-news.ru.jsonl", pairs)):
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (data / "train" / name).write_text(lines, encoding="utf-8")
    (data / "train" / "danetqa.ru.jsonl").touch()
    (data / "train" / "tydi.en.json").write_text(squad([]), encoding="utf-8")
    english = [("A reef is old.", [("a", "How is a reef?", "old")]),
               ("Fish live there.", [("b", "What lives there?", "Fish")])]  # fmt: skip
    russian = [("Риф стар.", [("a", "Каков риф?", "стар")]),
               ("Там живут рыбы.", [("b", "Кто там живёт?", "рыбы")])]  # fmt: skip
    marked = [(*english[0][:1], [*english[0][1], ("c", "Who owns it?", None)])]
    for name, paragraphs in (("xquad-dev.en", english), ("xquad-dev.ru", russian),
                             ("squad2-dev.en", marked)):  # fmt: skip
        (data / "dev" / f"{name}.json").write_text(squad(paragraphs), encoding="utf-8")
    (data / "corpora" / "guide" / "start.md").write_text("# Начало\n\nСлова.\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        # Our own pairs are over texts that this folder hasn't.
        patch.setattr(hand_pairs, "ADDED", data / "none")
        return mixed_corpus(data)


def test_gold_words_stand_where_they_are_said_to(corpus: Corpus) -> None:
    documents = {document.id: document.text for document in corpus.documents}
    golds = [gold for suite in corpus.suites.values() for c in suite.cases for gold in c.evidence]
    assert golds
    for gold in golds:
        assert gold.start is not None
        assert documents[gold.document][gold.start :].startswith(gold.quote)


def test_nothing_is_reported_on_that_is_fitted_on(corpus: Corpus) -> None:
    for part, suite in corpus.suites.items():
        own = [case for case in suite.cases if not case.tags[0].startswith(("xquad", "squad"))]
        assert own
        assert {part_of(case.id.split("/")[0]) for case in own} == {part}
    assert not any(
        case.tags[0].startswith(("xquad", "squad")) for case in corpus.suites["test"].cases
    )


def test_twins_and_what_is_off_topic_have_no_answer(corpus: Corpus) -> None:
    cases = [case for suite in corpus.suites.values() for case in suite.cases]
    for case in cases:
        assert case.answerable == case.tags[0].startswith(("pairs", "xquad"))
    assert any(case.tags[0].startswith("off topic") for case in corpus.suites["dev"].cases)


def test_paragraphs_of_dev_are_in_one_language_each(corpus: Corpus) -> None:
    texts = {d.id: d.text for d in corpus.documents if d.id.startswith("squad/")}
    assert texts == {"squad/Reef/en": "A reef is old.", "squad/Reef/ru": "Там живут рыбы."}
    ways = {case.tags[0] for case in corpus.suites["dev"].cases if case.tags[0].startswith("xquad")}
    assert ways == {"xquad en→en", "xquad ru→en", "xquad en→ru", "xquad ru→ru"}
