"""EM and token F1: by hand, and equal to what the official SQuAD 2.0 script computes."""

import collections
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals import metrics
from evals.metrics.visible import visible
from index.types import Span
from qa.types import Language


@pytest.mark.parametrize(
    ("language", "prediction", "golds", "exact", "f1"),
    [
        ("en", "The Eiffel Tower!", ["eiffel tower"], 1, 1),
        ("en", "Eiffel tower in Paris", ["the Eiffel Tower"], 0, 2 / 3),
        ("en", "in 1998", ["1999", "1998"], 0, 2 / 3),
        ("en", "Anthem of a theatre", ["anthem of theatre"], 1, 1),
        ("en", "4.5", ["45"], 1, 1),
        ("en", "to be or not to be", ["be be be"], 0, 4 / 9),
        ("en", "«Rain»", ["Rain"], 0, 0),
        ("en", "", [], 1, 1),
        ("en", "The.", [], 1, 1),
        ("en", "snow", [], 0, 0),
        ("en", "", ["snow"], 0, 0),
        ("en", "snow", ["the", "snow"], 1, 1),
        ("en", "", ["the", "snow"], 0, 0),
        ("ru", "Королёв", ["королев"], 1, 1),
        ("ru", "«Лёд» — фильм", ["лед фильм"], 1, 1),
        ("ru", "в 1998 году…", ["1998"], 0, 1 / 2),
        ("ru", "а потом", ["потом"], 0, 2 / 3),
        ("ru", "в Хоргосе", ["Хоргос"], 0, 0),
        ("ru", "", [], 1, 1),
    ],
)
def test_by_hand(
    language: Language, prediction: str, golds: list[str], exact: float, f1: float
) -> None:
    assert metrics.exact_match(prediction, golds, language) == exact
    assert metrics.token_f1(prediction, golds, language) == pytest.approx(f1)


def test_lemmas_look_past_endings() -> None:
    assert metrics.lemma_f1("в Хоргосе", ["Хоргос"]) == pytest.approx(2 / 3)
    assert metrics.lemma_f1("два магазина", ["двух магазинов"]) == 1.0
    assert metrics.lemma_f1("655,000 visitors", ["655 000 visitor"]) == 1.0
    assert metrics.lemma_f1("снег", ["дождь"]) == 0.0
    assert metrics.lemma_f1("", []) == metrics.lemma_f1("…", []) == 1.0
    assert metrics.lemma_f1("снег", []) == 0.0


PUNCTUATION = set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def official_words(text: str) -> list[str]:
    """What the official script's normalisation leaves, letter by letter instead of by regex."""
    bare = "".join(letter for letter in text.lower() if letter not in PUNCTUATION)
    runs = ["".join(run) for _, run in itertools.groupby(bare, key=str.isalnum)]
    return "".join(" " if run in {"a", "an", "the"} else run for run in runs).split()


def official(prediction: str, golds: list[str]) -> tuple[float, float]:
    """Exact match and F1 as evaluate-v2.0 takes their maxima over the golds.

    Apart from two things that we don't: what can't be seen counts as a letter there, and where
    golds vanish in its normalisation an empty prediction is right.
    """
    prediction, golds = visible(prediction), [visible(gold) for gold in golds]
    written = prediction.strip().casefold()
    if any(gold.strip().casefold() == written != "" for gold in golds if not official_words(gold)):
        return 1.0, 1.0
    kept = [gold for gold in golds if official_words(gold)] if golds else [""]
    said = official_words(prediction)
    exact, f1 = 0.0, 0.0
    for gold in map(official_words, kept):
        exact = max(exact, float(" ".join(said) == " ".join(gold)))
        same = sum((collections.Counter(said) & collections.Counter(gold)).values())
        if not said or not gold:
            f1 = max(f1, float(said == gold))
        elif same:
            precision, recall = same / len(said), same / len(gold)
            f1 = max(f1, 2 * precision * recall / (precision + recall))
    return exact, f1


PIECES = (
    "the|The|a|an|rain|Rain|snow|1,998|U.S.|it's|well-known|«ice»|the-end|а|ё|é|...|—| |\u00a0"
    "|\t|a.|_the_|x²"
)
TEXT = st.lists(st.sampled_from(PIECES.split("|"))).map(" ".join)


@given(TEXT | st.text(max_size=20), st.lists(TEXT | st.text(max_size=10), max_size=4))
def test_equal_to_the_official_script(prediction: str, golds: list[str]) -> None:
    exact, f1 = official(prediction, golds)
    assert metrics.exact_match(prediction, golds, "en") == exact
    assert metrics.token_f1(prediction, golds, "en") == pytest.approx(f1, abs=1e-12)


@given(TEXT, st.lists(TEXT, max_size=4), TEXT, st.sampled_from(["ru", "en"]))
def test_bounds_and_more_golds_never_hurt(
    prediction: str, golds: list[str], other: str, language: Language
) -> None:
    exact = metrics.exact_match(prediction, golds, language)
    f1 = metrics.token_f1(prediction, golds, language)
    assert exact <= f1 <= 1
    assert 0 <= metrics.lemma_f1(prediction, golds) <= 1
    if metrics.token_f1("", golds, language) == 0:  # else the question has no gold answer as yet
        assert metrics.token_f1(prediction, [*golds, other], language) >= f1
    itself = metrics.exact_match(prediction, [prediction], language)
    assert itself == float(bool(prediction.strip()))  # what is blank is no answer


def test_sentence_at_needs_the_start_of_a_gold_in_any_version() -> None:
    spans = [("d", 0, 10), ("t", 5, 9), ("d", 10, 20)]
    places = [[("d", Span(10, 30)), ("t", Span(9, 12))], [("e", Span(0, 3))]]
    assert metrics.sentence_at(2, spans, places) == 0.0
    assert metrics.sentence_at(3, spans, places) == 1.0
    assert metrics.sentence_at(1, [("t", 8, 10)], places) == 1.0
    assert metrics.sentence_at(1, [("t", 10, 12)], places) == 0.0
    assert metrics.sentence_at(1, [("e", 0, 1)], places) == 1.0
    assert metrics.sentence_at(3, [], places) == 0.0
    assert metrics.sentence_at(3, spans, []) is None
