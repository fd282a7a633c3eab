"""What a stretch of training sees, drawn from files as small as can be."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.doubles import WordEmbedder
from training.plan import read_plan
from training.sets import hand_pairs, hand_statements
from training.sets.hand_pairs import part_of, read_pairs, read_texts
from training.sets.material import READING, Material, gather
from training.sets.mixture import Mixture

LANGUAGES = ("ru", "en", "ar", "de", "el", "es", "hi", "ro", "th", "tr", "vi", "zh")
TOWNS = ("Oslo", "Rome", "Paris", "London", "Berlin", "Madrid", "Warsaw", "Prague")
NEWS = [f"text-{number}" for number in range(80)]
PLANS = sorted((Path(__file__).parents[3] / "training" / "plans").glob("*.toml"))


def squad_file(folder: Path, name: str) -> None:
    paragraphs = []
    for number, town in enumerate(TOWNS):
        text = f"The bridge in {town} was built in 19{number}5. Nobody lives under it. It is long."
        answer = {"text": f"19{number}5", "answer_start": text.index("19")}
        qas = [
            {
                "id": f"{name} {number}",
                "question": f"When did people build the bridge in {town}?",
                "answers": [answer],
            }
        ]
        paragraphs.append({"context": text, "qas": qas})
    data = {"data": [{"title": "Bridges", "paragraphs": paragraphs}]}
    (folder / name).write_text(json.dumps(data), encoding="utf-8")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    names = {name for paths in READING.values() for name in paths}
    for name in (*names, *(f"xquad-train.{code}.json" for code in LANGUAGES)):
        squad_file(folder, name)
    texts, pairs = [], []
    for number, name in enumerate(NEWS):
        text = f"Мост открыли в {1900 + number} году. Школу открыли в {1800 + number} году."
        texts.append({"id": name, "title": "Стройки", "text": text})
        asked = {"ru": f"Когда открыли мост {number}?", "en": f"When was bridge {number} opened?"}
        twin = {
            "ru": f"Когда закрыли мост {number}?",
            "en": f"When was bridge {number} closed?",
            "kind": "other_thing",
        }
        pair = {"asked": asked, "answer": f"{1900 + number} году", "twin": twin}
        pairs.append({"id": name, "pairs": [pair]})
    for path, rows in (("wikinews.ru.jsonl", texts), ("pairs-news.ru.jsonl", pairs)):
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (folder / path).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "danetqa.ru.jsonl").write_text("", encoding="utf-8")
    kept = [name for name in NEWS if part_of(name) == "train"]
    said = [statement(name, int(name.split("-")[1])) for name in kept]
    (folder / "statements-train.jsonl").write_text("\n".join(said) + "\n", encoding="utf-8")
    return folder


def statement(name: str, number: int) -> str:
    true = {"ru": f"Мост открыли в {1900 + number} году.", "en": f"Opened in {1900 + number}."}
    changed = {"ru": f"Мост открыли в {1800 + number} году.", "en": f"Opened in {1800 + number}."}
    told = {"id": name, "pair": 0, "true": true, "changed": {**changed, "kind": "date"}}
    return json.dumps(told, ensure_ascii=False)


@pytest.fixture(scope="module")
def material(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Material:
    added, hand_pairs.ADDED = hand_pairs.ADDED, data / "none"
    said, hand_statements.FOLDER = hand_statements.FOLDER, data
    tokens = ["▁мост", "▁город", "▁школа"]
    keep = tmp_path_factory.mktemp("run")
    try:
        return gather(data, tokens, WordEmbedder(), lambda text: None, keep)
    finally:
        hand_pairs.ADDED = added
        hand_statements.FOLDER = said


def test_texts_are_shared_out_for_good(data: Path) -> None:
    parts = Counter(map(part_of, NEWS))
    assert parts["train"] > parts["dev"] + parts["test"] > 0
    texts = read_texts(data)
    seen = {
        part: {pair.asked.passage.text for pair in read_pairs(data / PAIRS, texts, part)}
        for part in ("train", "dev", "test")
    }
    assert sum(map(len, seen.values())) == len(set.union(*seen.values())) == len(NEWS)


def test_a_pair_stands_over_one_passage_in_both_languages(data: Path) -> None:
    russian, english, *_ = read_pairs(data / PAIRS, read_texts(data), "train")
    assert (russian.asked.language, english.asked.language) == ("ru", "en")
    assert russian.asked.passage == russian.twin.passage == english.asked.passage
    (answer,) = russian.asked.answers
    assert russian.asked.passage.text[answer.start : answer.end].endswith("году")
    assert russian.twin.answers == ()


def test_training_never_sees_what_is_held_out(material: Material) -> None:
    trained = {pair.asked.passage.text for pair in material.pairs}
    assert len(trained) == sum(part_of(name) == "train" for name in NEWS)


def test_stretches_hold_the_kinds_by_their_shares(material: Material) -> None:
    mixture = Mixture(material, seed=1)
    groups = mixture.draw({"pairs": 2, "squad": 1, "beside": 1}, 0, 80)
    assert sum(len(group) for group in groups) == 80
    twins = [group for group in groups if len(group) == 2]
    assert len(twins) == 30
    for asked, twin in twins:
        assert asked.answers
        assert not twin.answers
        for answer in asked.answers:
            assert asked.passage.text[answer.start : answer.end].strip()


def test_the_same_seed_draws_the_same_stretch(material: Material) -> None:
    shares = {"pairs": 1.0, "misplaced": 1.0, "exchanged": 1.0, "searched": 1.0, "parallel": 1.0}
    first, second = Mixture(material, 1), Mixture(material, 1)
    assert first.draw(shares, 3, 50) == second.draw(shares, 3, 50)
    assert first.draw(shares, 3, 50) != first.draw(shares, 4, 50)


def test_every_pair_comes_round_before_any_comes_again(material: Material) -> None:
    mixture = Mixture(material, 1)
    count = len(material.pairs)
    asked = Counter(
        group[0].id
        for stretch in range(3)
        for group in mixture.draw({"pairs": 1}, stretch, count // 2)
    )
    assert max(asked.values()) == 1


def test_a_statement_points_at_what_bears_it_out(material: Material) -> None:
    assert material.statements
    for true, changed in material.statements:
        span, text = true.answers[0], true.passage.text
        assert text[span.start : span.end].startswith("Мост открыли")
        assert true.passage == changed.passage
        assert not changed.answers
    drawn = Mixture(material, 5).draw({"statements": 1.0, "claims": 1.0}, 0, 40)
    assert {len(group) for group in drawn} == {2}
    assert all(group[0].answers and not group[1].answers for group in drawn)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_shipped_plans_name_kinds_that_there_are(material: Material, path: Path) -> None:
    plan = read_plan(path)
    mixture = Mixture(material, plan.seed)
    for stage in plan.stages:
        assert mixture.draw(stage.shares, 0, 60)


PAIRS = "pairs-news.ru.jsonl"
