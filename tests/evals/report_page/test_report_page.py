"""The report as HTML: what it says, that it is whole, and that it lets nothing in."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from evals.compare import Comparison, MetricChange
from evals.report_page import render, write_html
from evals.report_page.plots import by_direction, risk_coverage
from evals.report_page.words import Words
from evals.types import Case, Context, Estimate, Gold, Result, Run, Summary
from index.errors import StorageError
from qa.types import Answer, Citation, Language, Sentence, Turn, Verdict

EVIL = "</script><script>alert('x')</script><img src=x onerror=alert(1)>\"'&<!--"
KNOWN = (
    "right",
    *("answer_match", "citation_coverage", "recall@5", "recall@1", "mrr", "ndcg@10"),
    *("sentence@1", "sentence@3", "exact_match", "token_f1", "lemma_f1", "right_language"),
    *("refused", "falsely_refused", "supported", "citation_recall", "citation_precision"),
    *("sure_wrong", "sure", "not_sure"),
    *("groundedness", "hallucination_rate", "error_rate", "refusal_precision"),
    *("refusal_recall", "auroc", "aurc"),
)
QUOTE = "76% — иностранные граждане"
RU, EN = Words("ru"), Words("en")


def citation(number: int = 1, quote: str = QUOTE, title: str = "Хоргос") -> Citation:
    verdict = Verdict("partial", "number")
    return Citation(
        number, "doc.md", title, "ru", "2025-10-26", "Kazinform", None, 60, 86, quote, None, verdict
    )


def right(name: str = "a", question: str = "Какова доля?", **changes: Any) -> Result:
    """An answerable case, answered rightly."""
    values: dict[str, Any] = {
        "answers": (("76", "76%"), ("иностранцы",)),
        "evidence": (Gold("doc.md", QUOTE, others=(Gold("other.md", "76 процентов"),)),),
        "tags": ("number",),
        **changes,
    }
    answer = Answer(
        question, "ru", True, "76%", (Sentence("Из них 76%.", (1,)),), (citation(),), (), 0.912, "x"
    )
    context = Context(1, "doc.md", "Хоргос", "обрывок слова до ", QUOTE, " и после")
    case = Case(name, question, "ru", answerable=True, **values)
    metrics = {"answer_match": 1.0, "refused": None, "mrr": 0.5}
    return Result(case, question, answer, "ru→ru", "ru", metrics, (), (context,))


def refused(name: str = "b", **changes: Any) -> Result:
    """An unanswerable case, refused or not as `wrong` says."""
    case = Case(name, "Who?", "en", (), (), False, (Turn("user", "Before?"),), ("unanswerable",))
    wrong = changes.get("wrong", ())
    answer = Answer(
        "Who?", "en", bool(wrong), None, (Sentence("No answer."),), (), (citation(),), 0.04, "x"
    )
    metrics = {"answer_match": None, "refused": 0.0 if wrong else 1.0, "mrr": None}
    context = Context(1, "doc.md", "Хоргос", "", QUOTE, ".")
    return Result(case, "Before? Who?", answer, "en→–", "–", metrics, wrong, (context,))


def run(*results: Result, suite: str = "seeds", **changes: Any) -> Run:
    results = results or (right(), refused())
    some = {
        "answer_match": Estimate(0.9375, 0.8, 1.0, 1_234),
        "refused": Estimate(None, None, None, 0),
        "aurc": Estimate(0.25, None, None, 2),
        "house_metric": Estimate(0.5, 0.4, 0.6, 2),
    }
    values: dict[str, Any] = {
        "summaries": (
            Summary("all", "all", len(results), some),
            Summary("direction", "ru→ru", 1, some),
            Summary("direction", "en→–", 1, {"refused": Estimate(1.0, 1.0, 1.0, 1)}),
            Summary("question_language", "ru", 1, some),
            Summary("tag", "number", 1, some),
        ),
        "risk_coverage": ((0.5, 0.0), (1.0, 0.1)),
        "timings_ms": {"search": {"p50": 12.34, "p95": 456.7}, "odd_stage": {"p50": 1.0}},
        "provenance": {"corpus": "0123456789abcdef", "commit": "c0ffee", "read_k": "10"},
        **changes,
    }
    return Run(suite, results, **values)


def change(name: str = "answer_match", difference: float = -0.1, **other: Any) -> MetricChange:
    values = {"p_value": 0.0004, "n": 67, "test": "mcnemar", "significant": True, **other}
    return MetricChange(name, 0.9, 0.9 + difference, difference, **values)


class Page(HTMLParser):
    """What of a page matters here: its elements, its texts, and its scripts of data."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(data.strip())

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def shown(page: str) -> str:
    """What of a page is seen before the language is switched."""
    return page.partition("<template")[0]


def hidden(page: str) -> str:
    """What is seen after that."""
    return page.partition("<template")[2].partition("</template>")[0]


def data(page: str) -> list[dict[str, Any]]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert found
    suites: list[dict[str, Any]] = json.loads(found[1])
    return suites


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = Page(render([run()]))
    policy = next(m["content"] for m in page.named("meta") if m.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; script-src ")
    for tag, attributes in page.elements:
        assert tag not in {"iframe", "object", "embed", "base", "img"}
        assert "src" not in attributes
        assert (attributes.get("href") or "data:").startswith("data:")
        assert not [name for name in attributes if name.startswith("on")]
    assert "http://" not in render([run()]).replace("http://www.w3.org/2000/svg", "")
    assert "https://" not in render([run()])
    assert "@import" not in render([run()])
    assert "innerHTML" not in render([run()])


def test_the_page_is_rendered_once_in_each_language() -> None:
    text = render([run(), run(suite="xquad")], language="ru")
    assert text.count("<template") == 1
    russian, english = shown(text), hidden(text)
    assert Page(russian).named("html")[0]["lang"] == "ru"
    said = {
        "ru": {"0,938", "0,800–1,000", "1\u00a0234", "Совпадение ответа", "Сбросить"},
        "en": {"0.938", "0.800–1.000", "1,234", "Answer match", "Reset"},
    }
    assert said["ru"] <= set(Page(russian).texts)
    assert said["en"] <= set(Page(english).texts)
    assert not [word for word in said["en"] if word in russian]
    assert not [word for word in said["ru"] if word in english]


def test_the_page_is_the_same_in_each_language() -> None:
    """The script takes what was chosen over from one to the other, field by field."""
    text = render([run(), run(suite="xquad")], language="ru")
    bodies = [body.partition('<div class="page"')[2] for body in (shown(text), hidden(text))]
    first, second = ([tag for tag, _ in Page(body).elements] for body in bodies)
    assert first == second
    assert first.count("select") == 6


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


def test_hostile_text_stays_text() -> None:
    hostile = right(EVIL, EVIL, tags=(EVIL,), answers=((EVIL,),), evidence=(Gold(EVIL, EVIL),))
    context = Context(1, "doc.md", EVIL, EVIL, EVIL, EVIL)
    source = citation(quote=EVIL, title=EVIL)
    answer = Answer(EVIL, "ru", True, EVIL, (Sentence(EVIL, (1,)),), (source,), (), 0.5, EVIL)
    result = Result(hostile.case, EVIL, answer, EVIL, EVIL, {EVIL: 1.0}, (EVIL,), (context,))
    estimate = {EVIL: Estimate(0.5, 0.4, 0.6, 1)}
    summaries = [Summary(kind, EVIL, 1, estimate) for kind in ("all", "direction", "tag")]
    changes = {"summaries": tuple(summaries), "timings_ms": {EVIL: {"p50": 1.0, "p95": 2.0}}}
    hostile_run = run(result, suite=EVIL, provenance={EVIL: EVIL}, **changes)
    comparison = Comparison(EVIL, (change(EVIL),), (EVIL,), (EVIL,))
    text = render([hostile_run, run()], [comparison])
    page = Page(text)
    assert len(page.named("script")) == len(Page(render([run()])).named("script"))
    assert not page.named("img")
    assert not any("onerror" in attributes for _, attributes in page.elements)
    case = data(text)[0]["cases"][0]
    assert case["question"] == case["cited"][0]["quote"] == EVIL
    assert EVIL in page.texts
    script = text[text.index('id="data"') :].split("</script>")[0]
    assert "<" not in script
    assert "&" not in script


def test_plots_can_be_read_aloud() -> None:
    page = render([run()], language="en")
    assert re.search(r'<svg[^>]*role="img"[^>]*aria-labelledby="curve-0-title curve-0-desc"', page)
    assert "Risk at coverage: 0.50: 0.000; 1.00: 0.100." in page
    assert "ru\u00a0→\u00a0ru: 0.938, from 0.800 to 1.000, n\u00a0=\u00a01,234" in page


def test_plots_of_nothing() -> None:
    assert risk_coverage((), EN) is None
    assert risk_coverage(((float("nan"), 0.5),), EN) is None
    assert by_direction(run(summaries=()), EN) == ()


def test_a_long_curve_keeps_its_ends_and_few_points() -> None:
    curve = risk_coverage([(number / 5_000, 0.04) for number in range(1, 5_001)], EN)
    assert curve is not None
    assert curve.line.count("L") < 300
    assert curve.end == pytest.approx(
        (curve.right, curve.bottom - (curve.bottom - curve.top) * 0.8)
    )


def test_directions_without_a_mean_have_no_bar() -> None:
    plots = {plot.name: plot for plot in by_direction(run(), EN)}
    assert [bar.label for bar in plots["answer_match"].bars] == ["ru\u00a0→\u00a0ru"]
    assert plots["refused"].bars[0].mean == plots["refused"].right
    assert plots["refused"].overall is None
    assert plots["aurc"].lower_is_better


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


def test_several_suites_get_an_overview() -> None:
    assert 'id="overview"' in render([run(), run(suite="xquad")])
    assert 'id="overview"' not in render([run()])


@pytest.mark.parametrize("language", ["ru", "en"])
def test_nothing_at_all_still_renders(language: Language) -> None:
    bare = Run("bare", (), ())
    assert "bare" in render([bare], language=language)
    assert render([], language=language)


def test_writing_is_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("old")
    write_html([run(right(question="Половина пары \ud83d"))], [], path)
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [file.name for file in tmp_path.iterdir()] == ["report.html"]


def test_what_cannot_be_written_is_an_error_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    for path in (tmp_path / "missing" / "report.html", tmp_path / "taken"):
        with pytest.raises(StorageError) as caught:
            write_html([run()], [], path)
        assert caught.value.code == "storage_unwritable"
        assert caught.value.values["path"] == str(path)
    assert [file.name for file in tmp_path.iterdir()] == ["taken"]
