"""What goes wrong on the way: said in words, with a way on, and nothing typed is lost."""

import threading

import pytest
from playwright.sync_api import Page, expect

from tests.browser.widget.conftest import PageOpener
from tests.browser.widget.site import Exchange, Site, answer, answering
from tests.browser.widget.steps import open_widget

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.exhaustive]

QUESTION = "How many?"


@pytest.fixture
def page(open_url: PageOpener, scripted: Site) -> Page:
    shown = open_url(f"{scripted.origin}/", locale="en-US", faulty=True)
    open_widget(shown, "Ask a question")
    return shown


def send(page: Page) -> None:
    page.get_by_role("textbox", name="Your question").fill(QUESTION)
    page.keyboard.press("Enter")


def test_a_problem_is_shown_in_its_words_and_asked_again(page: Page, scripted: Site) -> None:
    scripted.answers["/api/ask/stream"] = lambda exchange: exchange.problem(422, "Too long.")
    send(page)
    turn = page.locator("section")
    expect(turn).to_contain_text("Too long.")
    expect(turn).to_contain_text(QUESTION)
    scripted.answers["/api/ask/stream"] = answering(answer())
    turn.get_by_role("button", name="Ask again").click()
    expect(turn).to_contain_text("Confidence: high")
    expect(page.locator("section")).to_have_count(1)
    requests = scripted.of("/api/ask/stream")
    assert requests[0].body == requests[1].body
    headers = requests[0].headers
    assert headers["accept-language"] == "en"
    assert "cookie" not in headers


def test_the_server_says_when_to_ask_again(page: Page, scripted: Site) -> None:
    scripted.answers["/api/ask/stream"] = lambda exchange: exchange.problem(
        429, "Too many.", Retry_After="2"
    )
    send(page)
    again = page.get_by_role("button", name="Ask again")
    expect(again).to_be_disabled()
    expect(again).to_be_enabled()


def test_a_problem_within_the_answer(page: Page, scripted: Site) -> None:
    def respond(exchange: Exchange) -> None:
        exchange.begin(200, "text/event-stream")
        exchange.event("token", {"text": "So far"})
        exchange.event("error", {"status": 503, "detail": "The model is away."})

    scripted.answers["/api/ask/stream"] = respond
    page.evaluate(
        "document.addEventListener('seedqa:error', (e) => (document.title = e.detail.detail))"
    )
    send(page)
    turn = page.locator("section")
    expect(turn).to_contain_text("So far")
    expect(turn).to_contain_text("The model is away.")
    expect(page).to_have_title("The model is away.")


@pytest.mark.parametrize("begun", [False, True])
def test_a_connection_that_breaks(page: Page, scripted: Site, begun: bool) -> None:
    def respond(exchange: Exchange) -> None:
        if begun:
            exchange.begin(200, "text/event-stream")
            exchange.event("token", {"text": "So far"})

    scripted.answers["/api/ask/stream"] = respond
    # Else the widget would take the server for one that refuses.
    scripted.answers["/widget.js"] = lambda exchange: None
    send(page)
    turn = page.locator("section")
    expect(turn).to_contain_text("The connection to the server is lost.")
    expect(turn).to_contain_text(QUESTION)
    scripted.answers["/api/ask/stream"] = answering(answer())
    turn.get_by_role("button", name="Ask again").click()
    expect(turn).to_contain_text("Confidence: high")


def test_no_network(page: Page, scripted: Site) -> None:
    page.context.set_offline(True)
    send(page)
    turn = page.locator("section")
    expect(turn).to_contain_text("The connection to the server is lost.")
    page.context.set_offline(False)
    scripted.answers["/api/ask/stream"] = answering(answer())
    turn.get_by_role("button", name="Ask again").click()
    expect(turn).to_contain_text("Confidence: high")


def test_an_answer_that_is_no_json(page: Page, scripted: Site) -> None:
    scripted.answers["/api/ask/stream"] = lambda exchange: exchange.send(
        502, "text/html", "<h1>Bad gateway</h1>"
    )
    send(page)
    turn = page.locator("section")
    expect(turn.get_by_role("button", name="Ask again")).to_be_visible()
    expect(turn).not_to_contain_text("gateway")


def test_stop(page: Page, scripted: Site) -> None:
    gone = threading.Event()

    def respond(exchange: Exchange) -> None:
        exchange.begin(200, "text/event-stream")
        exchange.event("token", {"text": "So far"})
        try:
            for _ in range(200):
                exchange.write(": heartbeat\n\n")
                gone.wait(0.05)
        except OSError:
            gone.set()

    scripted.answers["/api/ask/stream"] = respond
    send(page)
    turn = page.locator("section")
    expect(turn).to_contain_text("So far")
    box = page.get_by_role("textbox", name="Your question")
    box.fill("And next?")
    # Enter doesn't break an answer off, nor lose what was typed.
    box.press("Enter")
    expect(box).to_have_value("And next?")
    page.get_by_role("button", name="Stop").click()
    expect(turn).to_contain_text("Stopped.")
    expect(turn).to_contain_text("So far")
    assert gone.wait(10), "the server isn't told"
    expect(box).to_have_value("And next?")
    scripted.answers["/api/ask/stream"] = answering(answer())
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("section").nth(1)).to_contain_text("Confidence: high")
    # What was stopped isn't part of the conversation.
    assert scripted.of("/api/ask/stream")[-1].json()["history"] == []


def test_a_page_that_is_left_while_it_is_answered(page: Page, scripted: Site) -> None:
    hold = threading.Event()

    def respond(exchange: Exchange) -> None:
        exchange.begin(200, "text/event-stream")
        exchange.event("token", {"text": "So far"})
        hold.wait(10)

    scripted.answers["/api/ask/stream"] = respond
    send(page)
    expect(page.locator("section")).to_contain_text("So far")
    page.reload()
    hold.set()
    turn = page.locator("section")
    expect(turn).to_contain_text(QUESTION)
    expect(turn).to_contain_text("So far")
    scripted.answers["/api/ask/stream"] = answering(answer())
    turn.get_by_role("button", name="Ask again").click()
    expect(turn).to_contain_text("Confidence: high")


def test_feedback_that_does_not_arrive(page: Page, scripted: Site) -> None:
    scripted.answers["/api/ask/stream"] = answering(answer())
    scripted.answers["/api/feedback"] = lambda exchange: exchange.problem(404, "Too old.")
    send(page)
    page.get_by_role("button", name="Helpful").click()
    expect(page.locator("section").get_by_role("status")).to_have_text("Too old.")
    expect(page.get_by_role("button", name="Helpful")).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_role("textbox", name="What could be better?")).to_be_hidden()


def test_a_browser_that_keeps_nothing(open_url: PageOpener, scripted: Site) -> None:
    scripted.answers["/api/ask/stream"] = answering(answer())
    html = (
        '<!doctype html><html lang="en"><title>x</title><script>Object.defineProperty(window,'
        "'sessionStorage',{get(){throw new DOMException('no','SecurityError')}})</script>"
        '<script src="widget.js"></script>'
    )
    scripted.page("/", html)
    page = open_url(f"{scripted.origin}/", locale="en-US")
    open_widget(page, "Ask a question")
    send(page)
    expect(page.locator("section")).to_contain_text("Confidence: high")
