"""Questions that the page suggests, to begin with and to go on with."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from qa.pipeline import Pipeline
from tests.browser.conftest import PageMaker
from tests.browser.steps import assert_accessible
from tests.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.server]


@pytest.fixture(scope="module")
def suggests(suggesting: Pipeline) -> Iterator[str]:
    with serving(suggesting.settings, suggesting) as url:
        yield url


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.exhaustive)])
def test_a_suggested_question_is_asked_and_others_follow(
    open_page: PageMaker, suggests: str, scheme: str
) -> None:
    page = open_page(at=suggests, color_scheme=scheme)
    suggestion = page.locator(".sq-welcome .sq-suggest").first
    suggestion.wait_for(timeout=120_000)
    assert_accessible(page)
    question = suggestion.inner_text()
    suggestion.click()
    expect(page.locator(".sq-question")).to_have_text(question)
    following = page.locator(".sq-suggestions .sq-suggest").first
    following.wait_for()
    expect(page.locator("#sq-question textarea")).to_be_focused()
    assert_accessible(page)
    following.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".sq-question")).to_have_count(2)
