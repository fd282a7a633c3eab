"""The report as HTML: that it is whole, and that it lets nothing in."""

from pathlib import Path

import pytest

from evals.compare import Comparison
from evals.report_page import render, write_html
from evals.types import Context, Estimate, Gold, Result, Run, Summary
from index.errors import StorageError
from qa.types import Answer, Language, Sentence
from tests.evals.report_page.reading import Page, data, hidden, shown
from tests.evals.report_page.results import EVIL, change, citation, right, run


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
