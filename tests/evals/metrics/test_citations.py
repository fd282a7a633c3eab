"""ALCE's citation recall and precision, by hand, with our own checker."""

from dataclasses import replace

import pytest

from evals import metrics
from qa.types import Answer, Citation, Sentence, Verdict

LIGHT = "The lighthouse was built in 1827 by Norwegian engineers"
KEEPER = "its keeper Ada Holm lived alone there until 1901"
BOTH = f"{LIGHT}, and {KEEPER}."
QUOTES = (f"{LIGHT}.", f"Later {KEEPER}, people say.", "Tickets cost 12 crowns in summer.")
ALONE = Sentence("Norwegian engineers built the lighthouse.", (1,))


def answer(*sentences: Sentence, answered: bool = True) -> Answer:
    citations = tuple(
        Citation(number, "d", "", "en", None, None, None, 0, len(quote), quote)
        for number, quote in enumerate(QUOTES, start=1)
    )
    return Answer("?", "en", answered, None, sentences, citations, (), 0.5, "test")


@pytest.mark.parametrize(
    ("sentences", "recall", "precision"),
    [
        # Borne by its one citation.
        ((ALONE,), 1.0, 1.0),
        # Its citation says something else.
        ((replace(ALONE, citations=(3,)),), 0.0, 0.0),
        # Each bears a half, so that both are needed.
        ((Sentence(BOTH, (1, 2)),), 1.0, 1.0),
        ((Sentence(BOTH, (1,)),), 0.0, 0.0),
        ((Sentence(BOTH, (2,)),), 0.0, 0.0),
        # The third is beside the point.
        ((Sentence(BOTH, (1, 2, 3)),), 1.0, 2 / 3),
        ((replace(ALONE, citations=(1, 3)),), 1.0, 1 / 2),
        # Nothing cited: the sentence isn't borne, and there is no citation to judge.
        ((replace(ALONE, citations=()),), 0.0, None),
        ((ALONE, replace(ALONE, citations=())), 1 / 2, 1.0),
        # What is said of the question alone needs no citation.
        ((Sentence("Understood as: “light”.", remark=True), ALONE), 1.0, 1.0),
        ((Sentence("Understood as: “light”.", remark=True),), None, None),
        # A number that no citation has.
        ((replace(ALONE, citations=(1, 9)),), 0.0, 0.0),
        # Precision is over citations, recall over sentences.
        ((Sentence(BOTH, (1, 2)), replace(ALONE, citations=(3,))), 1 / 2, 2 / 3),
        ((), None, None),
    ],
)
def test_by_hand(
    sentences: tuple[Sentence, ...], recall: float | None, precision: float | None
) -> None:
    given = answer(*sentences)
    assert metrics.citation_recall(given) == recall
    assert metrics.citation_precision(given) == (precision and pytest.approx(precision))


def test_a_refusal_has_no_sentences_to_bear() -> None:
    refusal = answer(Sentence("The sources don't say."), answered=False)
    assert metrics.citation_recall(refusal) is None
    assert metrics.citation_precision(refusal) is None


def test_words_that_the_source_does_not_hold_bear_nothing() -> None:
    given = answer(ALONE)
    invented = replace(given.citations[0], verdict=Verdict("unsupported", "quote_differs"))
    given = replace(given, citations=(invented, *given.citations[1:]))
    assert metrics.citation_recall(given) == 0.0
    assert metrics.citation_precision(given) == 0.0


def test_a_quotation_is_borne_even_beside_another() -> None:
    quoted = Sentence(f"{QUOTES[0]} {QUOTES[2]}", (1, 3))
    assert metrics.citation_recall(answer(quoted)) == 1.0
    assert metrics.citation_precision(answer(quoted)) == 1.0
