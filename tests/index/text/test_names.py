from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.keywords import KeywordIndex
from index.search import Searcher
from index.sync import sync
from index.text.names import is_name_key, name_keys, question_keys
from index.text.words import normalise
from tests.doubles import WordEmbedder


def keys(word: str) -> set[str]:
    """The keys of a word inside a sentence, whatever its script."""
    return {key.partition("=")[2] for key in name_keys(f"X {word}")}


def build(folder: Path, passages: list[str]) -> KeywordIndex:
    words = [normalise(text) + name_keys(text) for text in passages]
    return KeywordIndex.build(folder, enumerate(words))


def find(index: KeywordIndex, question: str) -> list[int]:
    return [passage for passage, _ in index.search(normalise(question), 5, question_keys(question))]


@pytest.mark.parametrize(
    "names",
    [
        "Аманбаев Amanbayev Amanbaev",
        "Токаев Токаева Токаеву Tokayev Tokaev Tokayev's",
        "Хоргос Хоргоса Хоргосе Khorgos Horgos Xorgos Khorgos’s",
        "Жетысу Zhetysu Zhetisu Jetisu Jetısu",
        "Казахстан Казахстана Казахстаном Kazakhstan KAZAKHSTAN",
        "Қазақстан Qazaqstan",
        "Алматы Almaty",
        "Айгерим Aigerim Aygerim",
        "Урумчи Urumqi Ürümqi",
        "Синьцзян Xinjiang",
        "Гуанчжоу Guangzhou",
        "Шанхай Шанхая Shanghai",
        "Циндао Qingdao",
        "Сиань Xi'an Xi’an",
        "Цзэдун Zedong",
        "Чехов Чехова Чеховым Chekhov Tchekhov",
        "Щербаков Shcherbakov",
        "Хрущёв Хрущев Khrushchev",
        "Достоевский Достоевского Dostoevsky Dostoyevskiy",
        "Юлия Юлии Yulia Julia Iuliia",
        "Рахманинов Rachmaninoff Rakhmaninov",
        "Вашингтон Washington",
        "Шекспир Shakespeare",
        "Гарвард Harvard",
        "Моцарт Mozart",
        "Австрия Austria",
        "Руанда Rwanda",
    ],
)
def test_one_name(names: str) -> None:
    first, *others = names.split()
    for other in others:
        assert keys(first) & keys(other), other


@pytest.mark.parametrize(
    "names",
    [
        "Astana Алматы",
        "Iran Ирак",
        "Иран Ирак",
        "Иран Iraq",
        "Austria Австралия",
        "Austria Australia",
        "Beijing Пекин",
        "Slovenia Словакия",
        "Henan Хайнань",
        "Paraguay Уругвай",
    ],
)
def test_different_names(names: str) -> None:
    one, other = names.split()
    assert keys(one)
    assert keys(other)
    assert not keys(one) & keys(other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Сегодня Хоргос — это зона. Город растёт.", ["c=Horgos"]),
        ("Хоргос растёт, в Хоргосе рынок.", ["c=Horgos", "c=Horgos"]),
        ("в хоргосе рынок", []),
        ("The market of Almaty. It grew in 2024.", ["l=almat"]),
        ("Али и Ely", []),
    ],
)
def test_keys_of_a_passage(text: str, found: list[str]) -> None:
    assert name_keys(text) == found


def test_a_question_weighs_names_of_the_other_script_more() -> None:
    assert question_keys("хоргос или в нём") == {"c=Horgos": 0.05, "l=Horgos": 0.75}
    both = question_keys("Хоргос Khorgos")
    assert (both["c=Horgos"], both["l=Horgos"]) == (0.75, 0.75)


PASSAGES = [
    "Officials say that Daniyar Amanbayev opened the market.",
    "The airport of Urumqi has a new terminal.",
    "На рынке в Хоргосе торгуют чаем.",
    "Nothing happened on that day.",
    "Ничего в тот день не случилось.",
    "Visitors of Zhetysu prefer the lake.",
]


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("Аманбаев", 0),
        ("кем работает аманбаев?", 0),
        ("рейсы в урумчи", 1),
        ("Khorgos", 2),
        ("horgos tea shops", 2),
        ("lakes in Jetisu", 5),
        ("озёра Жетысу", 5),
    ],
)
def test_bm25_finds_a_name_in_the_other_script(tmp_path: Path, question: str, passage: int) -> None:
    assert find(build(tmp_path, PASSAGES), question) == [passage]


def test_without_keys_it_finds_words_alone(tmp_path: Path) -> None:
    index = build(tmp_path, PASSAGES)
    assert index.search(normalise("Аманбаев"), 5) == []
    assert index.search([], 5, {"l=amanbav": 1.0})[0][0] == 0
    assert index.search([], 5) == []


def test_search_finds_a_name_in_the_other_script(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for number, passage in enumerate(PASSAGES):
        (seeds / f"{number}.txt").write_text(passage, encoding="utf-8")
    words = WordEmbedder()
    sync([seeds], tmp_path / "index", lambda: words)
    searcher = Searcher(tmp_path / "index", words)
    hits = searcher.search("Где Урумчи?", "ru", dense=False)
    assert [hit.document.id for hit in hits] == ["1.txt"]
    first = searcher.search("Кто такой Аманбаев?", "ru")[0]
    assert (first.document.id, first.keyword_rank) == ("0.txt", 1)


def test_a_poor_keyword_rank_says_nothing_against_a_foreign_passage(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for number in range(1, 6):
        text = f"{'Urumqi ' * number} {'lake ' * (5 - number)} 17."
        (seeds / f"{number}.txt").write_text(text, encoding="utf-8")
    words = WordEmbedder()
    sync([seeds], tmp_path / "index", lambda: words)
    hits = Searcher(tmp_path / "index", words).search("Урумчи 17", "ru")
    assert any((hit.keyword_rank or 0) > (hit.dense_rank or 0) for hit in hits)
    assert all(hit.score >= 2 / (60 + (hit.dense_rank or 0)) for hit in hits)


@given(st.text())
def test_any_text_has_keys_that_are_no_words(text: str) -> None:
    found = [*name_keys(text), *question_keys(text)]
    assert all(is_name_key(key) and key.isascii() and " " not in key for key in found)
    assert not any(is_name_key(word) for word in normalise(text))
