"""The report in a real Chromium: languages, filters, cases, phones, hostile cases, many cases."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from evals.compare import Comparison
from evals.report_page import write_html
from evals.types import Run
from tests.evals.report_page.results import EVIL, QUOTE, change, refused, right, run

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
_SECONDS_TO_FILTER = 2.0

ReportMaker = Callable[..., Page]


@pytest.fixture
def open_report(browser: Browser, tmp_path: Path) -> Iterator[ReportMaker]:
    """Opens a report from its file; the test fails on any request or an error in the page."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []
    path = tmp_path / "report.html"

    def guard(route: Route) -> None:
        if route.request.url.partition("#")[0] == path.as_uri():
            route.continue_()
        else:
            faults.append(f"a request to {route.request.url}")
            route.abort()

    def open_(
        *runs: Run, comparisons: tuple[Comparison, ...] = (), place: str = "", **options: object
    ) -> Page:
        write_html(runs, comparisons, path)
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        context.route("**/*", guard)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: faults.append(f"an error: {error}"))
        page.on(
            "console",
            lambda line: (
                faults.append(f"on the console: {line.text}")
                if line.type in ("error", "warning")
                else None
            ),
        )
        page.on("dialog", lambda dialog: faults.append(f"a dialog: {dialog.message}"))
        page.goto(path.as_uri() + place)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not faults, "; ".join(faults)


def some_cases() -> Run:
    return run(
        right("a1", "Какую долю составляют иностранцы?"),
        right("a2", "Сколько ёлок привезли?", tags=("trees",)),
        refused("b1"),
        refused("b2", wrong=("false_answer",)),
    )


def is_too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_the_language_can_be_switched(open_report: ReportMaker) -> None:
    page = open_report(some_cases())
    page.locator(".case summary").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text("Evaluation report")
    expect(page.locator(".mean").first).to_have_text("0.938")
    page.get_by_role("button", name="Русский").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator("h1")).to_have_text("Отчёт о качестве ответов")
    expect(page.locator(".mean").first).to_have_text("0,938")
    expect(page.get_by_placeholder("Слова вопроса")).to_be_visible()
    expect(page.locator(".case .eyebrow").first).to_have_text("Ожидалось")
    expect(page.locator(".case .values")).to_contain_text("0,500")
    expect(page.locator(".case")).to_contain_text(["уверенность 0,91", "", "", ""])
    expect(page).to_have_title("SeedQA: отчёт о качестве ответов")
    page.get_by_role("button", name="English").click()
    expect(page.locator(".case .eyebrow").first).to_have_text("Expected")


def test_what_was_chosen_stays_in_the_other_language(open_report: ReportMaker) -> None:
    cases = [right(f"c{number}", f"Вопрос {number}") for number in range(150)]
    page = open_report(
        run(suite="first"), run(*cases, refused(wrong=("false_answer",)), suite="second")
    )
    page.get_by_role("button", name="second").click()
    page.locator("#suite-1").get_by_label("Direction", exact=True).first.check(force=True)
    page.locator("#suite-1 [name=verdict]").select_option("right")
    page.get_by_role("button", name="Show 50 more").click()
    page.locator(".case:visible").nth(120).locator("summary").click()
    russian = page.get_by_role("button", name="Русский")
    russian.focus()
    page.keyboard.press("Enter")
    expect(russian).to_be_focused()
    expect(page.locator("#suite-0")).to_be_hidden()
    expect(page.locator("#suite-1 [data-kind=direction]")).to_be_visible()
    expect(page.locator("#suite-1 [data-kind=all]")).to_be_hidden()
    expect(page.locator("#suite-1 [name=verdict]")).to_have_value("right")
    expect(page.locator("#suite-1 .shown")).to_have_text("150 из 151")
    expect(page.locator("#suite-1 .case")).to_have_count(150)
    expect(page.locator(".case[open] .question")).to_contain_text("Вопрос 120")
    page.locator("#suite-1 [name=text]").fill("149")
    page.get_by_role("button", name="English").click()
    expect(page.locator("#suite-1 .shown")).to_have_text("1 of 151")


def test_the_cut_can_be_chosen_by_keyboard(open_report: ReportMaker) -> None:
    page = open_report(some_cases())
    expect(page.locator("[data-kind=all]")).to_be_visible()
    expect(page.locator("[data-kind=direction]")).to_be_hidden()
    page.get_by_label("All", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-kind=all]")).to_be_hidden()
    expect(page.locator("[data-kind=direction]")).to_contain_text("ru\u00a0→\u00a0ru")


def test_cases_are_filtered(open_report: ReportMaker) -> None:
    page = open_report(some_cases())
    cases, verdict = page.locator(".case"), page.get_by_label("Verdict")
    expect(cases).to_have_count(4)
    verdict.select_option("wrong")
    expect(cases).to_have_count(1)
    expect(cases).to_contain_text("false answer")
    expect(page.locator(".shown")).to_have_text("1 of 4")
    verdict.select_option("right")
    expect(cases).to_have_count(3)
    page.get_by_label("Direction").last.select_option("en→–")
    expect(cases).to_have_count(1)
    page.get_by_role("button", name="Reset").click()
    expect(cases).to_have_count(4)
    page.get_by_label("Tag").last.select_option("trees")
    expect(cases).to_have_count(1)
    page.get_by_role("button", name="Reset").click()
    page.get_by_label("Search the text").fill("ЕЛОК сколько")
    expect(cases).to_have_count(1)
    page.get_by_label("Search the text").fill("nothing like it")
    expect(page.get_by_text("No case fits.")).to_be_visible()


def test_a_reason_leads_to_its_cases(open_report: ReportMaker) -> None:
    page = open_report(some_cases())
    page.get_by_role("button", name="false answer 1").click()
    expect(page.locator(".case")).to_have_count(1)
    expect(page.get_by_label("Verdict")).to_have_value("reason:false_answer")


def test_an_open_case_shows_the_cited_words_in_context(open_report: ReportMaker) -> None:
    page = open_report(some_cases())
    case = page.locator(".case").first
    expect(case.locator("mark")).to_have_count(0)
    case.locator("summary").click()
    expect(case.locator("mark")).to_be_visible()
    expect(case.locator("mark")).to_have_text(QUOTE)
    expect(case.locator("blockquote")).to_have_text(f"…слова до {QUOTE} и после…")
    for text in ("76% or", "Из них 76%. [1]", "partly supported", "October 26, 2025", "Хоргос"):
        expect(case).to_contain_text(text.replace(". [1]", ".\u00a0[1]").replace(" or", ""))
    wrong = page.locator(".case").last
    wrong.locator("summary").click()
    expect(wrong).to_contain_text("The sources don't answer, but an answer was given.")
    expect(wrong).to_contain_text("A refusal: the sources don't answer this.")


def test_a_link_opens_its_case(open_report: ReportMaker) -> None:
    cases = [right(f"case {number}", f"Вопрос {number}") for number in range(150)]
    page = open_report(run(suite="first"), run(*cases), place="#1/case%20140")
    case = page.locator(".case[open]")
    expect(case).to_have_count(1)
    expect(case.locator(".question")).to_contain_text("Вопрос 140")
    expect(case).to_be_in_viewport()
    expect(page.locator("#suite-0")).to_be_hidden()
    page.get_by_role("button", name="first").click()
    expect(page.locator("#suite-0")).to_be_visible()
    expect(page.locator("#suite-1")).to_be_hidden()


@pytest.mark.parametrize("place", ["#0/nobody", "#9/a1", "#0/%E0%A4%A", "#x"])
def test_a_link_to_nothing_does_no_harm(open_report: ReportMaker, place: str) -> None:
    page = open_report(some_cases(), place=place)
    expect(page.locator(".case")).to_have_count(4)


def test_what_changed_leads_to_its_case(open_report: ReportMaker) -> None:
    comparison = Comparison("seeds", (change(),), broken=("b2",), mended=("a1",))
    page = open_report(some_cases(), comparisons=(comparison,))
    expect(page.locator(".comparison .worse")).to_contain_text("significantly worse")
    page.get_by_role("button", name="b2").click()
    expect(page.locator(".case[open] .question")).to_contain_text("Who?")
    page.get_by_label("Verdict").select_option("change:mended")
    expect(page.locator(".case")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_phone_needs_no_sideways_scrolling(
    open_report: ReportMaker, scheme: str, language: str
) -> None:
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3
    cases = (right(long, long, tags=(long,)), *some_cases().results)
    comparison = Comparison("seeds", (change(),), (long,), ())
    several = (run(*cases, provenance={"model": long, long: long}), run(suite=long))
    page = open_report(*several, comparisons=(comparison,), color_scheme=scheme, **PHONE)
    page.locator(f"#languages [value={language}]").click()
    page.locator(".case summary").first.click()
    expect(page.locator("mark").first).to_be_visible()
    assert not is_too_wide(page)
    for kind in ("direction", "tag"):
        page.locator(f"input[value={kind}]").first.check(force=True)
        assert not is_too_wide(page)


def test_colours_follow_the_scheme(open_report: ReportMaker) -> None:
    grounds = {
        open_report(run(), color_scheme=scheme).evaluate(
            "getComputedStyle(document.documentElement).backgroundColor"
        )
        for scheme in ("light", "dark")
    }
    assert grounds == {"rgb(245, 243, 238)", "rgb(20, 22, 24)"}


def test_hostile_text_does_not_run(open_report: ReportMaker) -> None:
    hostile = right(EVIL, EVIL, tags=(EVIL,), answers=((EVIL,),))
    page = open_report(run(hostile, suite=EVIL, provenance={EVIL: EVIL}))
    page.locator(".case summary").click()
    page.get_by_role("button", name="Русский").click()
    expect(page.locator(".question")).to_contain_text(EVIL)
    expect(page.locator("h2")).to_have_text(EVIL)
    assert page.locator("img").count() == 0
    expect(page.locator(".case .chip.good")).to_have_text(EVIL)


def test_scripts_from_elsewhere_are_forbidden(open_report: ReportMaker) -> None:
    page = open_report(run())
    policy = page.locator("meta[http-equiv]").get_attribute("content")
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "connect-src" not in policy


def test_two_thousand_cases_stay_quick(open_report: ReportMaker) -> None:
    page = open_report(run(*(right(f"c{n}", f"Вопрос номер {n}?") for n in range(2_000))))
    cases = page.locator(".case")
    expect(cases).to_have_count(100)
    page.get_by_role("button", name="Show 100 more").click()
    expect(cases).to_have_count(200)
    started = time.monotonic()
    page.get_by_label("Search the text").fill("1999")
    expect(cases).to_have_count(1)
    assert time.monotonic() - started < _SECONDS_TO_FILTER


def test_paper_shows_the_figures_without_the_controls(open_report: ReportMaker) -> None:
    page = open_report(some_cases(), color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".filter")).to_be_hidden()
    expect(page.locator(".mean").first).to_be_visible()
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
