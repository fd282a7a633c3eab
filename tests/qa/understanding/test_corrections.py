"""What is meant instead of what was understood; what only begins like a correction stays."""

import pytest

from qa.understanding.corrections import corrected
from qa.understanding.followups import Exchange, completed


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Нет, я про яхты", "яхты"),
        ("не про яхты, а про лодки", "лодки"),
        ("Я не про верфь, а про саму пристань", "саму пристань"),
        ("не закладка, я имел ввиду когда её спустили", "когда её спустили"),
        ("Нет, это весь флот, а я спрашивала про фрегаты", "фрегаты"),
        ("извините, лодки, а не яхты", "лодки"),
        ("No, I meant the yachts", "the yachts"),
        ("not the shipyard, but the pier", "the pier"),
        ("No, not the shipyard, I meant the pier", "the pier"),
        ("Sorry, boats, not yachts", "boats"),
        ("No, I mean the old pier, not the new one", "the old pier"),
        ("Нет, я спрашивала, сколько стоит билет", "сколько стоит билет"),
        ("вообще-то я про яхты", "яхты"),
        ("Нет, вопрос был про пристань", "пристань"),
        ("не то, мне нужны цены", "цены"),
        ("это не то, что я спрашивал. Сколько лодок?", "Сколько лодок?"),
        ("no, I wanted to know who paid", "who paid"),
        ("actually I meant the pier", "the pier"),
        ("I'm asking about boats", "boats"),
        ("that's not what I asked. how many boats?", "how many boats?"),
    ],
)
def test_what_is_meant_instead(text: str, meant: str) -> None:
    assert corrected(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Нет ли у пристани кафе?",
        "Не пора ли красить лодки, если краска сошла?",
        "Не растут ли цены на билеты?",
        "Сколько лодок, а сколько яхт?",
        "Where are the boats, not counting yachts?",
    ],
)
def test_what_corrects_nothing_stays(text: str) -> None:
    assert corrected(text) == text


@pytest.mark.parametrize(
    ("before", "text", "meant"),
    [
        ("Сколько яхт приплыло?", "Не яхты, а лодки", "Сколько лодки приплыло?"),
        ("Сколько яхт приплыло?", "Извините, лодок, а не яхт", "Сколько лодок приплыло?"),
        ("How many yachts came?", "sorry, boats, not yachts", "How many boats came?"),
        ("Who painted the pier?", "not the pier, but the shipyard", "Who painted the shipyard?"),
    ],
)
def test_a_correction_takes_the_place_of_what_it_denies(before: str, text: str, meant: str) -> None:
    assert completed(text, Exchange(before)) == meant
