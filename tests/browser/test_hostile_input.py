"""Markup in questions and documents: shown, never run, and nothing is fetched for it.

The guard around every page fails a test on a dialog, an error or a request to another host; these
look besides for what a payload would have left in the page.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from index.embedding import Embedder
from index.sync import sync
from qa.factory import build_pipeline
from qa.settings import load_settings
from tests.browser.conftest import PageMaker
from tests.browser.steps import ask
from tests.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.server]

RUN = "alert(document.domain)"
AWAY = "https://example.org/x.png"
PAYLOADS = [
    f"<script>{RUN}</script>",
    f"<SCRIPT SRC={AWAY}></SCRIPT>",
    f"<img src=x onerror={RUN}>",
    f"<img src={AWAY}>",
    f'<img srcset="{AWAY} 1x">',
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><image href={AWAY}></svg>",
    f"<svg><use href={AWAY}#x></use></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}></style></mglyph></table>",
    f"<iframe src='javascript:{RUN}'></iframe>",
    f'<iframe srcdoc="<script>{RUN}</script>"></iframe>',
    f"<object data='javascript:{RUN}'></object>",
    f"<embed src={AWAY}>",
    f"<video src={AWAY} onerror={RUN} autoplay></video>",
    f"<audio src={AWAY} autoplay></audio>",
    f"<video poster={AWAY}></video>",
    f"<link rel=stylesheet href={AWAY}>",
    f"<style>@import '{AWAY}'; body {{ display: none }}</style>",
    f"<style>* {{ background: url({AWAY}) }}</style>",
    f'<div style="background: url({AWAY})">x</div>',
    f"<base href={AWAY}>",
    f"<meta http-equiv=refresh content='0;url={AWAY}'>",
    f"<form action={AWAY}><button>Отправить</button></form>",
    f"<button formaction='javascript:{RUN}'>x</button>",
    f"<a href='javascript:{RUN}'>x</a>",
    f"<a href='java&#x0A;script:{RUN}'>x</a>",
    f"<a href='data:text/html,<script>{RUN}</script>'>x</a>",
    f"<details open ontoggle={RUN}>x</details>",
    f"<input autofocus onfocus={RUN}>",
    f"<select autofocus onfocus={RUN}></select>",
    f"<textarea autofocus onfocus={RUN}></textarea>",
    f"<body onload={RUN}>",
    f"<marquee onstart={RUN}>x</marquee>",
    f"<template><script>{RUN}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'></noscript>",
    f"<!--<img src='--><img src=x onerror={RUN}>-->",
    f"<![CDATA[<img src=x onerror={RUN}>]]>",
    f"</div></span></p></article></textarea></title><img src=x onerror={RUN}>",
    f"'\"><img src=x onerror={RUN}>",
    f"&lt;img src=x onerror={RUN}&gt; &#60;script&#62;{RUN}&#60;/script&#62;",
    f"![x]({AWAY})",
    f"[x](javascript:{RUN})",
    f"<{AWAY}> {AWAY}",
    f"[x]: {AWAY}\n\n![x][x]",
    f"```html\n<img src=x onerror={RUN}>\n```",
    f"`<img src=x onerror={RUN}>`",
    f"| a |\n|---|\n| <img src=x onerror={RUN}> |",
    f"# x\n\n- **y**\n\n> <img src={AWAY}>",
    f"$$\\href{{javascript:{RUN}}}{{x}}$$ \\(\\url{{{AWAY}}}\\)",
    f"{{{{constructor.constructor('{RUN}')()}}}} ${{{RUN}}} <%= 7*7 %>",
    f"<button class='sq-act' id='down-0'>x</button><button class='sq-suggest'>{RUN}</button>",
    f"<div id='sq-file-1' title='x.html' lang='text/html'>PHNjcmlwdD4=</div> {RUN}",
    "<a href='#lang-en'>x</a> <a href='#corpus-all'>y</a> <mark id='sq-mark'>z</mark>",
    "\u202e<img src=x>\u202c \u0000 \u200b <scr\u0000ipt>",
]  # fmt: skip
# What none of ours is and a payload would bring along.
FOREIGN = "script, iframe, object, embed, form, img, svg, video, audio, style, link, meta, base"


def assert_harmless(page: Page) -> None:
    inside = page.locator("#sq-chat .message-content, #sq-panel .sq-source")
    # The box of a message may hold Gradio's own button, but no element of a payload.
    for selector in (f":is({FOREIGN})", "[onerror], [onload], [style*=url], [srcset]"):
        assert inside.locator(selector).count() == 0, selector
    # At once: the panel may be drawn anew meanwhile.
    links = "(links) => links.map((link) => link.getAttribute('href') ?? '')"
    for href in inside.locator("a").evaluate_all(links):
        assert re.match(r"#(src|doc|at)-|https://publisher\.example/", href), href
    assert page.evaluate("document.querySelectorAll('#sq-mark').length") <= 1


def test_there_are_enough() -> None:
    assert len(set(PAYLOADS)) >= 40


def test_markup_in_questions_is_text(open_page: PageMaker) -> None:
    page = open_page()
    for payload in PAYLOADS:
        asked = f"{payload} Сколько туристов?"
        box = page.locator("#sq-question textarea")
        count = page.locator(".sq-question").count()
        box.fill(asked)
        box.press("Enter")
        last = page.locator(".sq-question").nth(count)
        replies = page.locator(".sq-answer:not(.sq-partial), .sq-refusal, .sq-notice, .sq-reply")
        expect(replies).to_have_count(count + 1, timeout=20_000)
        # A browser shows no NUL, and a line break is an element.
        shown = "".join(asked.replace("\x00", "").split())
        assert "".join((last.text_content() or "").split()) == shown, payload
        assert last.locator(":not(br)").count() == 0, payload
        if count >= 7:
            page.get_by_role("button", name="Новый чат").click()
            page.locator(".sq-welcome").wait_for()
    assert_harmless(page)
    expect(page.get_by_role("heading", name="Спросите свои документы")).to_be_visible()


@pytest.fixture(scope="module")
def hostile_documents(
    embedder: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A server over documents whose every sentence, title and byline is a payload."""
    home = tmp_path_factory.mktemp("hostile")
    (home / "docs").mkdir()
    for number, payload in enumerate(PAYLOADS):
        line = " ".join(payload.replace("\x00", "").split())
        title = f"{line} {number}".replace("'", "''")
        # A text file is taken as it is; Markdown would already be rendered to plain text.
        (home / "docs" / f"d{number}.txt").write_text(
            f"---\ntitle: '{title}'\nsource: '{title}'\ndate: '{title}'\n"
            f"url: https://publisher.example/{number}\n---\n"
            f"Зверь номер {number} живёт {line} в лесу.\n\n" + payload.replace("\x00", "") + "\n",
            encoding="utf-8",
        )
    assert not sync([home / "docs"], home / "index", lambda: embedder).failures
    settings = load_settings(index=home / "index")
    with serving(settings, build_pipeline(settings, embedder)) as url:
        yield url


def test_markup_in_documents_is_text(open_page: PageMaker, hostile_documents: str) -> None:
    page = open_page(at=hostile_documents)
    page.get_by_role("link", name="Документы").first.click()
    expect(page.locator(".sq-corpus li")).to_have_count(len(PAYLOADS))
    assert_harmless(page)
    page.locator("#sq-find textarea").fill("зверь")
    expect(page.locator(".sq-found mark").first).to_be_visible()
    assert_harmless(page)
    page.locator("#sq-find textarea").fill("")
    expect(page.locator(".sq-corpus li")).to_have_count(len(PAYLOADS))
    for number in range(len(PAYLOADS)):
        # Every document with its title, its byline and its text.
        page.locator(f".sq-corpus a[href='#doc-d{number}.txt']").click()
        expect(page.locator(".sq-source h2")).to_contain_text(str(number))
        expect(page.locator(".sq-text")).to_contain_text(f"Зверь номер {number} ")
        assert_harmless(page)
        page.get_by_role("link", name="Документы").first.click()
        expect(page.locator(".sq-corpus li")).to_have_count(len(PAYLOADS))
    for number in range(0, len(PAYLOADS), 9):
        ask(page, f"Где живёт зверь номер {number}?")
        assert_harmless(page)
    page.get_by_text("Скачать").click()
    with page.expect_download():
        page.get_by_role("button", name="Markdown").click()
    assert_harmless(page)
