"""What a follow-up leaves out is taken from the question answered before; whole questions stay."""

import pytest

from qa.types import Turn
from qa.understanding.followups import Exchange, answered_before, completed, subject_of
from qa.wording.messages import message


@pytest.mark.parametrize(
    ("before", "text", "meant"),
    [
        ("Сколько лодок приплыло в 2021 году?", "А в 2023?", "Сколько лодок приплыло в 2023?"),
        ("Сколько лодок приплыло из Турции?", "а из Греции", "Сколько лодок приплыло из Греции?"),
        ("Сколько яхт приплыло?", "А лодок?", "Сколько лодок приплыло?"),
        ("Сколько мест для взрослых?", "А для детей?", "Сколько мест для детей?"),
        ("Когда построили пристань?", "А где?", "Где построили пристань?"),
        ("В каком году открыли пристань?", "А верфь?", "В каком году открыли верфь?"),
        ("Сколько яхт из Турции?", "Нет, я про Грецию", "Сколько яхт из Грецию?"),
        ("How many boats came in 2021?", "And in 2023?", "How many boats came in 2023?"),
        ("How many came from Turkey?", "What about Greece?", "How many came from Greece?"),
        ("How many adults sailed?", "And children?", "How many children sailed?"),
        ("When was the pier built?", "Why?", "Why was the pier built?"),
        ("Which town hosted the regatta?", "And the fair?", "Which town hosted the fair?"),
        ("Who is on the north side?", "On the south side?", "Who is on the south side?"),
        ("Who came from Turkey?", "No, I meant Greece", "Who came from Greece?"),
        ("Сколько стоил билет раньше?", "А сейчас?", "Сколько стоил билет сейчас?"),
        ("Where do the boats moor today?", "And before?", "Where do the boats moor before?"),
        ("Who ran the pier before the war?", "And now?", "Who ran the pier before the war now?"),
        ("How many fishing boats were sold?", "And nets?", "How many nets were sold?"),
        ("Who won in the 2012 race?", "And in the 2016 one?", "Who won in the 2016 one race?"),
        ("Сколько лодок летом 2021 года?", "А летом 2023?", "Сколько лодок летом 2023?"),
    ],
)  # fmt: skip
def test_a_part_takes_the_place_of_what_is_like_it(before: str, text: str, meant: str) -> None:
    assert completed(text, Exchange(before)) == meant


@pytest.mark.parametrize(
    ("before", "text", "meant"),
    [
        ("Какой мотор у Ял-6М?", "А у Ял-8.2?", "Какой мотор у Ял-8.2?"),
        ("Какой мотор у катера КС-110-32?", "А у КС-162?", "Какой мотор у КС-162?"),
        ("How deep is the PX-I122?", "And the PX-I214?", "How deep is the PX-I214?"),
        ("Какой мотор у катера КС-110?", "TX-2CD21?", "Какой мотор у катера TX-2CD21?"),
        ("Сколько стоит каюта Про?", "А Люкс?", "Сколько стоит каюта Люкс?"),
        ("Сколько весит Hobie 16?", "А Laser 2?", "Сколько весит Laser 2?"),
        ("Кто выиграл 5-го мая?", "А 6-го?", "Кто выиграл 6-го мая?"),
        ("Можно ли чинить яхты у причала?", "А катера?", "Можно ли чинить катера у причала?"),
    ],
)  # fmt: skip
def test_a_name_with_numbers_is_one_word(before: str, text: str, meant: str) -> None:
    assert completed(text, Exchange(before)) == meant


@pytest.mark.parametrize(
    ("before", "text", "meant"),
    [
        ("Что делать, если сел мотор?", "А если руль?", "Что делать, если сел руль?"),
        ("Если порван парус, что делать?", "А если гик?", "Если порван гик, что делать?"),
        ("Во сколько отплытие?", "А если будет шторм?", "Во сколько отплытие, если будет шторм?"),
        ("What if I lose the oar?", "And if I break the rudder?", "What if I break the rudder?"),
        ("When do we sail?", "And if it rains?", "When do we sail, if it rains?"),
    ],
)  # fmt: skip
def test_another_condition_takes_the_place_of_the_one_before(
    before: str, text: str, meant: str
) -> None:
    assert completed(text, Exchange(before)) == meant


@pytest.mark.parametrize(
    ("before", "text", "subject"),
    [
        ("Кто построил старую пристань?", "Когда он это сделал?", "старую пристань"),
        ("Кто капитан «Ласточки»?", "Сколько ему лет?", "капитан Ласточки"),
        ("Сколько лодок приплыло?", "Сколько из них парусных?", "лодок"),
        ("Who built the old pier?", "When did he do it?", "old pier"),
        ("Is there a lighthouse in Odessa?", "How tall is it?", "lighthouse"),
    ],
)
def test_a_pronoun_takes_what_was_spoken_of(before: str, text: str, subject: str) -> None:
    meant = completed(text, Exchange(before))
    assert meant.startswith(text.rstrip("?"))
    assert subject in meant


@pytest.mark.parametrize(
    "text",
    [
        "А сколько матросов служит на фрегате «Паллада» в этом году?",
        "Кто такой адмирал Ушаков и где он служил?",
        "Что такое ватерлиния?",
        "Когда капитан Немо покинул свой остров?",
        "Есть ли на острове маяк, и работает ли он?",
        "Ватерлиния — это линия на борту?",
        "And how many sailors serve on the frigate this year?",
        "Who is Admiral Ushakov and where did he serve?",
        "What is a waterline?",
        "Is there a lighthouse on the island of Hven?",
        "What is the name of the ship that sank in 1912?",
        "How many of those aboard the Bulgaria survived?",
        "When did Captain Nemo leave his island?",
        "What was the harbour used for before it was closed?",
    ],
)
def test_a_whole_question_takes_nothing(text: str) -> None:
    before = "Сколько лодок?" if text[1] > "z" else "How many boats came?"
    assert completed(text, Exchange(before)) == text


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("А на каком острове её построили?", "острове"),
        ("О чём договор с верфью?", "договор с верфью"),
        ("Сколько лодок приплыло в этом году?", "лодок в этом году"),
        ("Who was it built for?", "built"),
        ("And what did they paint on the pier?", "paint on the pier"),
        ("Почему?", "Почему"),
    ],
)
def test_what_a_question_is_about(question: str, subject: str) -> None:
    assert subject_of(question) == subject


@pytest.mark.parametrize(
    ("before", "text", "meant"),
    [
        ("Кто построил пристань?", "Длина причала?", "Длина причала (пристань)?"),
        ("Кто построил пристань?", "Длина Ласточки?", "Длина Ласточки?"),
        ("Кто построил пристань?", "Где стоит причал?", "Где стоит причал?"),
        ("Whose is the pier?", "Full length?", "Full length (the pier)?"),
        ("Whose is the pier?", "Length of Swallow?", "Length of Swallow?"),
        ("Whose is the pier?", "Where do boats moor?", "Where do boats moor?"),
    ],
)
def test_what_neither_asks_nor_names_is_of_what_was_spoken_of(
    before: str, text: str, meant: str
) -> None:
    assert completed(text, Exchange(before)) == meant


@pytest.mark.parametrize(
    ("before", "text", "meant"),
    [
        ("Когда спустили на воду фрегат?", "А цена?", "Цена (на воду фрегат)?"),
        ("Когда построили пристань?", "причина?", "Причина (пристань)?"),
        ("Who built the old pier?", "And the length?", "The length (built the old pier)?"),
        ("Какая длина у пристани?", "А ширина?", "Какая ширина у пристани?"),
        ("What is the length of the pier?", "And the width?", "What is the width of the pier?"),
    ],
)
def test_what_a_thing_has_is_asked_of_what_was_spoken_of(
    before: str, text: str, meant: str
) -> None:
    assert completed(text, Exchange(before)) == meant


def turns(*said: str) -> list[Turn]:
    return [Turn("assistant" if at % 2 else "user", text) for at, text in enumerate(said)]


def test_chains_hold() -> None:
    history = turns(
        "Сколько лодок приплыло из Турции в 2021 году?", "Сорок.", "А в 2022?", "Полсотни."
    )
    before = answered_before(history, str)
    assert before == Exchange("Сколько лодок приплыло из Турции в 2022?", "Полсотни.")
    assert completed("А из Греции?", before) == "Сколько лодок приплыло из Греции в 2022?"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_was_refused_is_leant_on_by_nothing(language: str) -> None:
    refusal = message("answer.refusal", language)  # type: ignore[arg-type]
    history = turns("Сколько лодок приплыло?", "Сорок.", "Какого они цвета?", refusal)
    assert answered_before(history, str) == Exchange("Сколько лодок приплыло?", "Сорок.")
    alone = turns("Какого цвета лодки?", refusal)
    assert answered_before(alone, str) == Exchange("Какого цвета лодки?", refusal)


def test_small_talk_and_more_are_no_questions() -> None:
    history = turns("Сколько лодок приплыло?", "Сорок.", "Спасибо!", "Рады помочь.", "Ещё", "…")
    assert answered_before(history, str) == Exchange("Сколько лодок приплыло?", "Сорок.")
    assert answered_before(turns("Привет", "Здравствуйте!"), str) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("And from Greece?", "Сколько лодок приплыло? And from Greece?"),
        ("how many sank?", "how many sank (лодок)?"),
        ("how many of them sank?", "how many of them sank (лодок)?"),
    ],
)
def test_across_languages_a_thing_stands_behind_the_question_before(text: str, meant: str) -> None:
    assert completed(text, Exchange("Сколько лодок приплыло?")) == meant


@pytest.mark.parametrize(
    ("before", "words", "text", "meant"),
    [
        ("Кто построил пристань?", "Иван Ли", "Сколько ему лет?", "(Иван Ли)"),
        ("Who owns the boat?", "Ann Lee", "When did she buy it?", "(Ann Lee)"),
        ("Где чинят лодки?", "в Варне", "А что ещё там чинят?", "(в Варне)"),
        ("Какая верфь чинит яхты?", "«Заря»", "Где она стоит?", "(«Заря»)"),
        ("Which yard mends boats?", "Dawn", "Where is it?", "(Dawn)"),
        # Neither is what the pronoun means: a yard is no "he", a place no "it", a day no name.
        ("Какая верфь чинит яхты?", "«Заря»", "Сколько ему лет?", "(верфь яхты)"),
        ("Where are boats mended?", "in Varna", "Who does it?", "(boats mended)"),
        ("Who owns the boat?", "Ann Lee", "Is it blue?", "(owns the boat)"),
        ("Какого числа кто приплыл?", "5 мая", "Сколько их было?", "(числа)"),
        # Nor is what was asked for with a number, or what the question itself has said.
        ("Кто капитан лодки Заря?", "Заря", "Сколько ему лет?", "(капитан лодки Заря)"),
    ],
)
def test_a_pronoun_takes_what_was_answered(before: str, words: str, text: str, meant: str) -> None:
    given = Exchange(before, f"Это {words}.")
    assert completed(text, given, lambda question, answer: words).endswith(f"{meant}?")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Нет, я спрашивала, сколько яхт", "сколько яхт (лодок)?"),
        ("вообще-то я про старые, которые с парусом", "старые, которые с парусом (лодок)?"),
        ("Нет, сколько билетов на паром «Заря» до Варны?", None),
    ],
)
def test_a_correction_leans_on_what_it_corrects(text: str, meant: str | None) -> None:
    assert completed(text, Exchange("Сколько лодок приплыло?")) == (meant or text)


def test_how_a_question_was_understood_is_no_part_of_its_answer() -> None:
    said = message("answer.understood", "ru", question="Кто капитан «Зари»?")
    history = turns("Кто капитан?", f"{said} Капитан — Иван Ли.")
    assert answered_before(history, str) == Exchange("Кто капитан?", " Капитан — Иван Ли.")
