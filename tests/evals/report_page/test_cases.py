"""The cases of a report with what judges them, and where they changed."""

import re

from evals.compare import Comparison
from evals.report_page import render
from tests.evals.report_page.reading import data, shown
from tests.evals.report_page.results import QUOTE, change, refused, right, run


def test_every_case_is_there_with_what_judges_it() -> None:
    suite = data(render([run(right(), refused(wrong=("false_answer", "house_reason")))]))[0]
    first, second = suite["cases"]
    assert first["expected"] == [["76", "76%"], ["иностранцы"]]
    assert first["evidence"] == [[["doc.md", QUOTE], ["other.md", "76 процентов"]]]
    assert first["sentences"] == [["Из них 76%.", [1]]]
    cited = first["cited"][0]
    assert (cited["before"], cited["quote"], cited["after"]) == ("…слова до ", QUOTE, " и после…")
    assert (cited["status"], cited["reason"], cited["date"]) == ("partial", "number", "2025-10-26")
    assert (first["verdict"], second["verdict"]) == ("right", "wrong")
    assert second["wrong"] == ["false_answer", "house_reason"]
    assert second["history"] == [["user", "Before?"]]
    assert second["understood"] == "Before? Who?"
    assert "understood" not in first
    assert (second["related"][0]["quote"], second["related"][0]["after"]) == (QUOTE, ".")
    assert not second["answerable"]
    assert "expected" not in second


def test_a_case_that_names_no_answer_is_not_called_right() -> None:
    bare = right(answers=(), evidence=(), relevant=(("doc.md", 2),))
    case = data(render([run(bare)]))[0]["cases"][0]
    assert case["verdict"] == "unjudged"
    assert case["relevant"] == [["doc.md", 2]]


def test_a_comparison_names_what_changed() -> None:
    comparison = Comparison(
        "seeds",
        (change(), change("falsely_refused", -0.05), change("mrr", 0.01, significant=False)),
        broken=("b",),
        mended=("a",),
    )
    page = render([run()], [comparison], language="en")
    for text in ("Comparison with the baseline", "−0.100", "&lt;\u00a00.001", "within noise"):
        assert text in page
    rows = re.findall(r'<tr class="(\w*)"><th scope="row"', shown(page))
    assert rows == ["worse", "better", ""]
    assert [case["change"] for case in data(page)[0]["cases"]] == ["mended", "broken"]
    assert 'data-case="b"' in page


def test_no_comparison_leaves_no_trace() -> None:
    page = render([run()], [], language="en")
    assert "Comparison with the baseline</h3>" not in page
    assert "change:broken" not in page
    assert "change" not in data(page)[0]["cases"][0]


def test_a_comparison_stands_beside_its_own_suite() -> None:
    page = render([run(), run(suite="other")], [Comparison("other", (), (), ())], language="en")
    assert page.count("Comparison with the baseline</h3>") == 1
    assert page.index("suite-1-name") < page.index("Comparison with the baseline</h3>")
