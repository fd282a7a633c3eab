"""Numbers and metrics in the words of each language."""

import re

import pytest

from evals.report_page import render
from evals.report_page.words import Words
from tests.evals.report_page.reading import Page, data
from tests.evals.report_page.results import run

KNOWN = (
    "right",
    *("answer_match", "citation_coverage", "recall@5", "recall@1", "mrr", "ndcg@10"),
    *("sentence@1", "sentence@3", "exact_match", "token_f1", "lemma_f1", "right_language"),
    *("refused", "falsely_refused", "supported", "citation_recall", "citation_precision"),
    *("sure_wrong", "sure", "not_sure"),
    *("groundedness", "hallucination_rate", "error_rate", "refusal_precision"),
    *("refusal_recall", "auroc", "aurc"),
)
RU, EN = Words("ru"), Words("en")


def test_what_does_not_apply_is_a_dash_and_never_0() -> None:
    page = render([run()], language="en")
    row = re.search(r"Refused rightly</span>.*?</tr>", page, re.S)
    assert row
    assert re.findall(r'<td class="number[^"]*">([^<]*)</td>', row[0]) == ["–", "–", "–"]
    assert "0.000" not in row[0]
    case = data(page)[0]["cases"][0]
    assert case["metrics"] == [1.0, None, 0.5]


@pytest.mark.parametrize("value", [None, float("nan"), float("inf")])
def test_no_number_is_a_dash(value: float | None) -> None:
    for words in (RU, EN):
        assert words.figure(value) == words.signed(value) == words.probability(value) == "–"


def test_numbers_of_each_language() -> None:
    assert (RU.figure(0.12345), EN.figure(0.12345)) == ("0,123", "0.123")
    assert (RU.signed(-0.0456), EN.signed(-0.0456)) == ("−0,046", "−0.046")
    assert EN.signed(0.1) == "+0.100"
    assert EN.signed(-0.0001) == "0.000"
    assert RU.probability(0.00001) == "<\u00a00,001"
    assert EN.probability(0.00001) == "<\u00a00.001"


@pytest.mark.parametrize("name", KNOWN)
def test_known_metrics_are_named_and_explained(name: str) -> None:
    why = [words.metric_explanation(name) for words in (RU, EN)]
    assert None not in why
    assert EN.metric_label(name) != name
    assert why[0] != why[1]
    assert "{" not in f"{why}"


def test_unknown_metrics_are_shown_as_they_are() -> None:
    assert RU.metric_label("house@7") == EN.metric_label("house@7") == "house@7"
    assert EN.metric_explanation("house@7") is None
    assert "house_metric" in Page(render([run()])).texts
