"""What can't be seen, and what has no letter or digit: neither spoils or makes a right answer."""

from dataclasses import replace

import pytest

from evals import metrics
from evals.metrics.visible import find_quote, visible, words_of
from evals.types import Case
from index.types import Span
from qa.types import Answer, Citation, Sentence

CASE = Case("c", "Что?", "ru", (), (), True)


def match(gold: str, said: str) -> float | None:
    answer = Answer("?", "ru", True, None, (Sentence(said),), (), (), 0.5, "test")
    return metrics.answer_match(replace(CASE, answers=((gold,),)), answer)


@pytest.mark.parametrize("gold", ["€", "🙂", "❤️", "…", "→", " ", "\u200b", "\u00ad", "+"])
def test_an_empty_normalised_gold_answer_matches_nothing_but_itself(gold: str) -> None:
    assert match(gold, "Цена не указана.") == 0.0
    assert match(gold, f"Так и написано: {gold}") == float(bool(visible(gold).strip()))


@pytest.mark.parametrize(
    ("gold", "right", "wrong"),
    [
        ("€", "Цена 5 €.", "Цена 5 $."),
        ("C++", "Ядро написано на C++.", "Ядро написано на C и C#."),
        ("C++", "Язык «C++», не иначе", "C+ и ++C"),
        ("C#", "Писали на C#.", "Писали на C++."),
        ("C", "Писали на C, потом бросили.", "Писали на C++."),
        ("Rh−", "Кровь Rh−, редкая.", "Кровь Rh+."),
        ("−5", "Ночью −5 °C.", "Ночью 5 °C."),
        ("−5", "Ночью -5 °C.", "Ночью +5 °C."),
        ("-5", "Ночью минус 5.", "Ночью 5, минус это."),
        ("−5", "От −15 до –5 градусов", "От −15 до 5 градусов"),
        ("5", "Ночью +5 °C.", "Ночью −5 °C."),
        ("−0,5", "Изменение: −0,5%", "Изменение: 0,5%"),
        ("👍", "Ответили 👍🏽.", "Ответили 👎."),
        ("❤️", "Ответили \u2764.", "Ответили 💔."),
    ],
)
def test_signs_compare_as_written(gold: str, right: str, wrong: str) -> None:
    assert (match(gold, right), match(gold, wrong)) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("gold", "said"),
    [
        ("1995", "Работал в 1990-1995 годах."),
        ("1995", "Работал в 1990 –1995 годах."),
        ("154", "Летел Ту-154."),
        ("19", "COVID-19 прошёл."),
        ("2010", "Страницы 5--2010."),
        ("76", "Из них — 76 процентов."),
        ("76", "– 76 процентов."),
    ],
)
def test_dashes_and_hyphens_are_no_minus(gold: str, said: str) -> None:
    assert match(gold, said) == 1.0


@pytest.mark.parametrize(
    "said",
    [
        "Крепость Выбор\u00adг стоит.",
        "Крепость Вы\u200bборг стоит.",
        "Крепость Вы\u0301борг стоит.",
        "Крепость\u00a0Выборг\ufeff стоит.",
        "Крепость Выборг\ufe0e стоит.",
        "Крепость \u2066Выборг\u2069 стоит.",
    ],
    ids=["soft hyphen", "zero width", "stress", "no-break", "variation", "direction"],
)
def test_invisible_characters_do_not_spoil_a_right_answer(said: str) -> None:
    assert match("Крепость Выборг", said) == 1.0
    assert match(said, "Крепость Выборг стоит.") == 1.0
    assert metrics.exact_match(said, ["крепость выборг стоит"], "ru") == 1.0
    assert metrics.token_f1(said, ["крепость выборг стоит"], "ru") == 1.0
    assert metrics.lemma_f1(said, ["крепости Выборга стоит"]) == 1.0


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", "\u2007", " "])
def test_thousands_are_one_number_whatever_space_parts_them(space: str) -> None:
    assert match("655 000", f"Их{space}655{space}000 человек.") == 1.0


def test_letters_that_are_no_stress_stay() -> None:
    assert visible("Йод, ёж, cafe\u0301 и за\u0301мок") == "Йод, ёж, café и замок"
    assert words_of("🙂 – … €") == []


def test_golds_that_normalise_to_nothing_are_compared_as_written() -> None:
    for metric in (metrics.exact_match, metrics.token_f1):
        assert metric("", ["%"], "en") == metric("a", ["The"], "en") == 0.0
        assert metric("%", ["%"], "en") == metric("the", ["The", "snow"], "en") == 1.0
    assert metrics.lemma_f1("", ["€"]) == metrics.lemma_f1("$", ["€"]) == 0.0
    assert metrics.lemma_f1("€", ["€", "евро"]) == 1.0


def test_what_is_not_seen_does_not_make_a_sentence_ungrounded() -> None:
    quote = "В\u00a02024 году Хор\u00adгос посети\u0301ли 655\u2009000 человек при −5."
    cited = Citation(1, "d", "", "ru", None, None, None, 0, len(quote), quote)

    def grounded(text: str) -> float | None:
        sentences = (Sentence(text, (1,)),)
        return metrics.groundedness(
            Answer("?", "ru", True, None, sentences, (cited,), (), 0.5, "t")
        )

    assert grounded("В 2024 году Хоргос посетили 655 000 человек при −5.") == 1.0
    assert grounded("Хоргос посетили при 5.") == 0.0


def test_an_answer_without_letters_is_in_every_language() -> None:
    answer = Answer("?", "ru", True, None, (Sentence("1827."),), (), (), 0.5, "test")
    assert metrics.right_language(CASE, answer) is None


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("парк принял 30 000 гостей", "парк при\u00adнял 30\u00a0000 гостей"),
        ("Вы\u0301борг", "Выборг"),
        ("\u0438\u0306од", "йод"),
        ("30 000", "30\u00a0000"),
    ],
)
def test_a_quote_is_found_whatever_cannot_be_seen(quote: str, found: str) -> None:
    text = f"В этом году {found}. Выборг, йод\u200b."
    span = find_quote(quote, text)
    assert span is not None
    assert text[span.start : span.end] == found


def test_a_quote_that_is_not_there_is_not_found() -> None:
    assert find_quote("нет", "Выборг") is None
    assert find_quote("\u00ad", "Выборг") is None
    assert find_quote("йод", "йод") == Span(0, 3)
