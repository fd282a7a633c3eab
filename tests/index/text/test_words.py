import sys
from concurrent.futures import ThreadPoolExecutor
from string import ascii_lowercase as ALPHABET

import pytest
from snowballstemmer import stemmer

from index.text.words import normalise, proper_names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Китайские туристы посетили музеи", ["китайский", "турист", "посетить", "музей"]),
        ("visitors’ visits visited", ["visitor", "visit", "visit"]),
        ("655,000 и 655 000 и 655\u00a0000", ["655000"] * 3),
        ("3,5 or 3.5", ["3.5", "3.5"]),
        ("ещё ёлка елка", ["елка", "елка"]),
        ("78%", ["78"]),
        ("как же это так", []),
        ("1.5 на 15.03.2024", ["1.5", "15", "2024", "day:2024-03-15"]),
        ("4/11/22", ["4", "2022", "day:2022-11-04", "day:2022-04-11"]),
        ("15 марта", ["15", "март"]),
    ],
)
def test_normalise(text: str, words: list[str]) -> None:
    assert normalise(text) == words


@pytest.mark.parametrize(
    "forms",
    [
        ["Капасов", "Капасова", "Капасову", "Капасовым", "Капасове"],
        ["Ланфан", "Ланфана", "Ланфане", "Ланфаном"],
        ["Хоргос", "Хоргоса", "Хоргосе", "Хоргосом"],
        ["Аманбаев", "Аманбаева", "Аманбаевым"],
    ],
)
def test_the_cases_of_a_name_are_one_word(forms: list[str]) -> None:
    assert len({tuple(normalise(form)) for form in forms}) == 1


@pytest.mark.parametrize(
    "date", ["15.03.2024", "2024-03-15", "15/3/24", "15 марта 2024 года", "March 15th, 2024"]
)
def test_a_day_is_one_word_in_every_form(date: str) -> None:
    assert "day:2024-03-15" in normalise(f"Открыт {date}")


def test_proper_names() -> None:
    assert proper_names("Сколько туристов из Германии в Алматы?") == ["германия", "алматы"]
    assert proper_names("Is Almaty near?") == normalise("Almaty")
    assert proper_names("Музей открыт?") == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Му\u00adзей", "музей"),
        ("му\u200bзей", "музей"),
        ("за\u0301мок", "замок"),
        ("mu\u00adseum", "museum"),
        ("мyзeй", "музей"),
        ("Cocнa", "сосна"),
    ],
)
def test_words_are_whole_whatever_stands_in_them_unseen(text: str, word: str) -> None:
    assert normalise(text) == normalise(word)


def test_threads_side_by_side_find_the_same_stems() -> None:
    # Words that aren't remembered yet, enough of them for threads to take turns.
    words = [f"{first}{last}ations" for first in ALPHABET for last in ALPHABET]
    shares = [words[number::4] for number in range(4)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda share: normalise(" ".join(share)), shares))
    finally:
        sys.setswitchinterval(interval)
    assert found == [stemmer("english").stemWords(share) for share in shares]
