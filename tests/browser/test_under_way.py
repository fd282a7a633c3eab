"""An answer under way: stopped, asked for again, and shown without motion where that is wished."""

import re
import time
from collections.abc import Iterator
from queue import Queue
from typing import Any

import pytest
from playwright.sync_api import expect

from qa.pipeline import Pipeline
from qa.types import Answer
from tests.browser.conftest import PageMaker
from tests.browser.steps import TOURISTS, question_box

pytestmark = [pytest.mark.browser, pytest.mark.server]


@pytest.fixture
def slow(seeds_pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> Queue[str]:
    """Answers come word by word, so that there is time to stop them; tells how they ended."""
    ends: Queue[str] = Queue()
    stream = seeds_pipeline.stream

    def slowly(*args: Any, **options: Any) -> Iterator[str | Answer]:
        end = "stopped"
        try:
            for piece in stream(*args, **options):
                for word in re.findall(r"\S+\s*", piece) if isinstance(piece, str) else [piece]:
                    time.sleep(0.1)
                    yield word
            end = "whole"
        finally:
            ends.put(end)

    monkeypatch.setattr(seeds_pipeline, "stream", slowly)
    return ends


def test_an_answer_under_way_is_stopped_and_asked_for_again(
    open_page: PageMaker, slow: Queue[str]
) -> None:
    page = open_page()
    question_box(page).fill(TOURISTS)
    question_box(page).press("Enter")
    expect(page.locator(".sq-partial")).to_be_visible()
    # What is typed meanwhile isn't lost.
    question_box(page).fill("Следующий вопрос")
    question_box(page).press("Enter")
    page.get_by_role("button", name="Остановить").click()
    expect(page.locator(".sq-notice")).to_have_text("Остановлено.")
    expect(page.locator(".sq-so-far")).to_be_visible()
    assert slow.get(timeout=20) == "stopped"
    expect(page.locator(".sq-answer")).to_have_count(0)
    expect(question_box(page)).to_have_value("Следующий вопрос")
    page.get_by_role("button", name="Спросить снова").click()
    answer = page.locator(".sq-answer:not(.sq-partial)")
    expect(answer).to_contain_text("78%", timeout=20_000)
    expect(page.locator(".sq-question")).to_have_count(1)
    expect(page.get_by_role("button", name="Остановить")).to_be_hidden()


def test_escape_stops_too(open_page: PageMaker, slow: Queue[str]) -> None:
    page = open_page()
    question_box(page).fill(TOURISTS)
    question_box(page).press("Enter")
    expect(page.locator(".sq-partial")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".sq-notice")).to_have_text("Остановлено.")


def test_motion_is_reduced_where_that_is_wished(open_page: PageMaker, slow: Queue[str]) -> None:
    page = open_page(reduced_motion="reduce")
    question_box(page).fill(TOURISTS)
    question_box(page).press("Enter")
    page.locator(".sq-working").wait_for()
    moving = page.evaluate(
        "document.getAnimations().filter((a) => a.playState === 'running').length"
    )
    assert moving == 0
