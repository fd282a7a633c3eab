"""A source in the panel: the page of a PDF, tables and code, in a wide window and on a phone."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from index.sync import sync
from qa.factory import build_pipeline
from qa.settings import load_settings
from tests.browser.conftest import PageMaker
from tests.browser.steps import PHONE, ask, settle, wait_until_in_view
from tests.conftest import ROOT
from tests.doubles import WordEmbedder
from tests.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.server]

PLANS = """# Plans

Everything about plans.

| Plan | Stations | Requests | Storage | Support | Contract | Notices | Monthly price |
|-|-|-|-|-|-|-|-|
| Nest | 3 | 1 000 | 7 | letters | public | electronic letters | $5 |
| Eyrie | 200 | 300 000 | 365 | around the clock | individual | messages and calls | 14 500,00 ₽ |

## Installing

```shell
falcon install --channel stable --with-systemd --prefix /opt/falcon --data /var/lib/falcon --quiet
falcon start
```

""" + "\n\n".join(f"Note {number}: nothing else is said here." for number in range(40))


# In how many lines the words of an element stand.
LINES = """(element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const bottoms = new Set();
    while (walker.nextNode()) {
        range.selectNodeContents(walker.currentNode);
        for (const box of range.getClientRects()) bottoms.add(Math.round(box.bottom));
    }
    return bottoms.size;
}"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a PDF and a page with a wide table and code."""
    home = tmp_path_factory.mktemp("shelf")
    (home / "docs").mkdir()
    shutil.copy(ROOT / "tests" / "documents" / "pdf" / "museum-ru.pdf", home / "docs")
    (home / "docs" / "plans.md").write_text(PLANS, encoding="utf-8")
    words = WordEmbedder()
    sync([home / "docs"], home / "index", lambda: words)
    settings = load_settings(
        index=home / "index", reader="none", answer_threshold=0.0, suggestions=False
    )
    with serving(settings, build_pipeline(settings, words)) as url:
        yield url


def cite(page: Page, question: str) -> None:
    """Ask, and open the first source."""
    ask(page, question)
    page.locator(".sq-answer .sq-cite").first.click()
    page.locator("#sq-mark").first.wait_for(state="attached")


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, id="wide", marks=pytest.mark.exhaustive),
        pytest.param(PHONE, id="phone"),
    ],
)
def test_a_page_of_a_pdf_is_shown_where_the_words_are_boxed(
    open_page: PageMaker, shelf: str, options: dict[str, object]
) -> None:
    page = open_page(at=shelf, **options)
    cite(page, "Кто хранит забытые вещи у дежурного администратора тридцать дней?")
    picture = page.locator(".sq-page img")
    expect(picture).to_have_js_property("naturalWidth", 1_000)
    wait_until_in_view(page, ".sq-here", "#sq-side")
    link = page.get_by_role("link", name="Открыть файл на странице 2")
    opened = page.request.get(f"{shelf}{link.get_attribute('href')}")
    assert opened.headers["content-type"] == "application/pdf"


def test_a_finger_on_a_citation_leaves_nothing_over_the_panel(
    open_page: PageMaker, shelf: str
) -> None:
    page = open_page("?lang=en", at=shelf, **PHONE)
    cite(page, "falcon install --channel stable")
    expect(page.locator("#sq-panel mark").first).to_be_visible()
    expect(page.get_by_role("tooltip")).to_be_hidden()
    # Of a line that is wider than the phone the beginning is in sight.
    assert page.locator("#sq-panel pre").evaluate("(code) => code.scrollLeft") == 0


def test_a_wide_table_moves_and_breaks_no_words(open_page: PageMaker, shelf: str) -> None:
    page = open_page("?lang=en", at=shelf, **PHONE)
    cite(page, "What are the stations, storage, support and contract of the Eyrie plan?")
    settle(page)
    table = page.locator("#sq-panel .sq-table")
    assert table.evaluate("(table) => table.scrollWidth > table.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # Each is one line high: neither a word nor a number is broken.
    for words in ("Eyrie", "individual", "300 000", "14 500,00 ₽"):
        cell = table.locator("td", has_text=words)
        assert cell.evaluate(LINES) == 1, words
    # The name of a row stays in sight.
    table.evaluate("(table) => { table.scrollLeft = table.scrollWidth; }")
    name = table.locator("td", has_text="Eyrie").bounding_box()
    box = table.bounding_box()
    assert name
    assert box
    assert name["x"] >= box["x"] - 1


def test_nothing_is_painted_over_the_title_of_a_source(open_page: PageMaker, shelf: str) -> None:
    page = open_page("?lang=en", at=shelf)
    cite(page, "falcon install --channel stable")
    page.locator("#sq-panel pre").evaluate(
        """(code) => {
            const side = document.getElementById("sq-side");
            side.scrollTop += code.getBoundingClientRect().top - side.getBoundingClientRect().top;
        }"""
    )
    covered = """() => {
        const [code, title] = ["pre", "header"].map(
            (tag) => document.querySelector(`#sq-panel ${tag}`).getBoundingClientRect());
        const top = document.elementFromPoint(
            code.left + 20, Math.min(code.bottom, title.bottom) - 10);
        return code.top < title.bottom && !!top.closest("header");
    }"""
    page.wait_for_function(covered)
