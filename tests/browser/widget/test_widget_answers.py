"""Answers and documents that the shipped ones don't give: doubts, models, markup, odd letters."""

import json
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_hostile_input import FOREIGN, PAYLOADS
from tests.browser.widget.conftest import PageOpener
from tests.browser.widget.site import Exchange, Site, answer, answering, citation
from tests.browser.widget.steps import ask, marked, open_widget, source_text

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.exhaustive]


def opened(open_url: PageOpener, scripted: Site, faulty: bool = False) -> Page:
    page = open_url(f"{scripted.origin}/", locale="en-US", faulty=faulty)
    open_widget(page, "Ask a question")
    return page


def document(text: str, offset: int = 0, **changes: object) -> dict[str, object]:
    return {"text": text, "offset": offset, "characters": len(text), **changes}


def serve_document(scripted: Site, found: dict[str, object]) -> None:
    path = "/api/documents/a%20b%2F%C3%BC.txt"
    scripted.answers[path] = lambda exchange: exchange.send(
        200, "application/json", json.dumps(found)
    )


def test_a_sentence_that_nothing_bears_out_is_marked(open_url: PageOpener, scripted: Site) -> None:
    verdicts = ("unsupported", "partial", "supported")
    given = answer(
        sentences=[{"text": f"Said {i}.", "citations": [i]} for i in (1, 2, 3)],
        citations=[
            citation(i, verdict={"status": status, "reason": "x"}, focus=None)
            for i, status in enumerate(verdicts, start=1)
        ],
        model="a-model",
        certainty="unsure",
    )
    scripted.answers["/api/ask/stream"] = answering(given)
    page = opened(open_url, scripted)
    turn = ask(page, "Is it?", "en")
    text = turn.locator("p").nth(1)
    expect(text).to_contain_text("Said 1. not borne out by the sources")
    expect(text.locator("em")).to_have_count(1)
    items = turn.locator("li")
    expect(items.nth(0)).to_contain_text("not borne out by the sources")
    expect(items.nth(1)).to_contain_text("borne out only in part")
    expect(items.nth(2).locator("em")).to_have_count(0)
    expect(turn).to_contain_text("Written by a-model · Confidence: low; check the quote")
    expect(turn.locator(".unsure")).to_have_count(1)


@pytest.mark.parametrize(("model", "marks"), [(None, 0), ("a-model", 1)])
def test_what_cites_nothing_is_marked_where_a_model_wrote_it(
    open_url: PageOpener, scripted: Site, model: str | None, marks: int
) -> None:
    said = [{"text": "Said.", "citations": [1]}, {"text": "There are 3 more.", "citations": []}]
    given = answer(sentences=said, citations=[citation()], model=model)
    scripted.answers["/api/ask/stream"] = answering(given)
    turn = ask(opened(open_url, scripted), "Is it?", "en")
    expect(turn.locator("p").nth(1)).to_contain_text("There are 3 more.")
    expect(turn.locator("p").nth(1).locator("em")).to_have_count(marks)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_letters_outside_of_the_basic_plane_and_odd_line_breaks(
    open_url: PageOpener, scripted: Site, end: str
) -> None:
    # Offsets count code points; a browser's own strings count an emoji twice.
    before, quote, after = "😀😀 Eins.\n\n", "Zwei 😀 drei\u2028vier.", " Fünf.\n\nSechs."
    start = len(before)
    focus = start + quote.index("drei")
    cited = citation(
        start=start, end=start + len(quote), quote=quote, focus=[focus, focus + len("drei")]
    )
    given = answer(sentences=[{"text": f"It says “{quote}”", "citations": [1]}], citations=[cited])
    scripted.answers["/api/ask/stream"] = answering(given, end)
    serve_document(scripted, document(before + quote + after))
    page = opened(open_url, scripted)
    turn = ask(page, "Wie viele 😀?", "en")
    assert scripted.of("/api/ask/stream")[0].json()["question"] == "Wie viele 😀?"
    expect(turn.locator("strong").first).to_have_text("drei")
    turn.get_by_role("button", name="Source 1").first.click()
    assert marked(page) == quote
    expect(page.locator("mark strong")).to_have_text("drei")
    text = source_text(page)
    expect(text).to_contain_text("Sechs.")
    assert text.text_content() == before + quote + after
    asked = scripted.of("/api/documents/a%20b%2F%C3%BC.txt")[0].path
    assert asked.endswith(f"?start={start}&end={start + len(quote)}")


def test_an_excerpt_of_a_long_document(open_url: PageOpener, scripted: Site) -> None:
    scripted.answers["/api/ask/stream"] = answering(
        answer(citations=[citation(start=1_000, end=1_011, focus=[1_000, 1_004])])
    )
    text = "x " * 45 + "Four words." + " y" * 500
    serve_document(scripted, document(text, 910, characters=9_000))
    page = opened(open_url, scripted)
    ask(page, "How many?", "en").get_by_role("button", name="Source 1").first.click()
    expect(source_text(page)).to_contain_text("x x x")
    assert marked(page) == "Four words."


@pytest.mark.parametrize("found", ["changed", "gone"])
def test_a_document_that_has_changed_leaves_the_words_as_cited(
    open_url: PageOpener, scripted: Site, found: str
) -> None:
    scripted.answers["/api/ask/stream"] = answering(answer())
    if found == "changed":
        serve_document(scripted, document("Five other words."))
    page = opened(open_url, scripted, faulty=True)
    turn = ask(page, "How many?", "en")
    with page.expect_response("**/api/documents/**"):
        turn.get_by_role("button", name="Source 1").first.click()
    assert marked(page) == "Four words."
    expect(source_text(page)).to_have_text("Four words.")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "/x", "", None]
)
def test_only_addresses_of_the_web_are_links(
    open_url: PageOpener, scripted: Site, url: str | None
) -> None:
    scripted.answers["/api/ask/stream"] = answering(answer(citations=[citation(url=url)]))
    serve_document(scripted, document("Four words."))
    page = opened(open_url, scripted)
    ask(page, "How many?", "en").get_by_role("button", name="Source 1").first.click()
    assert marked(page) == "Four words."
    expect(page.locator("seedqa-widget a")).to_have_count(0)


def test_a_long_quote_is_linked_by_its_ends(open_url: PageOpener, scripted: Site) -> None:
    quote = "One two-three, four & five six seven eight nine ten eleven twelve."
    cited = citation(quote=quote, focus=None, url="https://publisher.example/page?a=b#part")
    scripted.answers["/api/ask/stream"] = answering(answer(citations=[cited]))
    page = opened(open_url, scripted)
    link = ask(page, "How many?", "en").get_by_role("link")
    href = link.get_attribute("href") or ""
    address, _, words = href.partition("#:~:text=")
    assert address == "https://publisher.example/page?a=b"
    assert words.startswith("One%20two%2Dthree%2C%20four%20%26%20five,")
    assert unquote(words).endswith("nine ten eleven twelve.")


def test_markup_is_text_everywhere(open_url: PageOpener, scripted: Site) -> None:
    """One turn holds a payload in every field that somebody else has written."""
    page = opened(open_url, scripted)
    for turn, payload in enumerate(PAYLOADS):
        dirty = payload.replace("\x00", "")
        original = citation(quote=dirty, title=dirty, language="ru", focus=None)
        cited = citation(
            quote=dirty, title=dirty, source=dirty, date=dirty, end=len(dirty), focus=None,
            url=f"https://publisher.example/{dirty}", original=original,
        )  # fmt: skip
        given = answer(
            sentences=[{"text": dirty, "citations": [1]}], citations=[cited], model=dirty
        )
        scripted.answers["/api/ask/stream"] = answering(given)
        serve_document(scripted, document(dirty))
        box = page.get_by_role("textbox", name="Your question")
        box.fill(dirty)
        box.press("Enter")
        shown = page.locator("section").nth(turn % 8)
        expect(shown.get_by_role("button", name="Copy")).to_be_visible()
        question = " ".join((shown.locator("p").first.text_content() or "").split())
        assert question == " ".join(dirty.split())
        if turn % 4 == 0:
            shown.locator("li button").last.click()
            expect(page.locator("aside")).to_be_visible()
            assert_harmless(page)
            page.keyboard.press("Escape")
        if turn % 8 == 7:
            assert_harmless(page)
            page.get_by_role("button", name="New chat").click()


def assert_harmless(page: Page) -> None:
    inside = page.get_by_role("dialog")
    foreign = (
        f":is({FOREIGN}):not(svg, section > form), [onerror], [onload], [srcset], [style*=url]"
    )
    assert inside.locator(foreign).count() == 0
    for link in inside.locator("a").all():
        assert (link.get_attribute("href") or "").startswith("https://publisher.example/")


def test_questions_that_follow(open_url: PageOpener, scripted: Site) -> None:
    def respond(exchange: Exchange) -> None:
        answering(answer())(exchange)
        exchange.event("following", {"questions": ["And then?"]})

    scripted.answers["/api/ask/stream"] = respond
    looks = iter([{"questions": [], "ready": False}, {"questions": ["First?"], "ready": True}])
    scripted.answers["/api/suggestions"] = lambda exchange: exchange.send(
        200, "application/json", json.dumps(next(looks))
    )
    page = opened(open_url, scripted)
    page.get_by_role("button", name="First?").click()
    page.get_by_role("button", name="And then?").click()
    expect(page.locator("section")).to_have_count(2)
    expect(page.get_by_role("button", name="And then?")).to_have_count(1)
    assert [turn["content"] for turn in scripted.of("/api/ask/stream")[1].json()["history"]] == [
        "First?",
        "Four words.",
    ]
