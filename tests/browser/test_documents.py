"""The documents in the page: listed, searched, and changed by an administrator."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from index.sync import sync
from qa.factory import build_pipeline
from qa.settings import load_settings
from tests.browser.conftest import PageMaker
from tests.browser.steps import ask
from tests.conftest import ROOT
from tests.doubles import WordEmbedder
from tests.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.server]

TOKEN = "not-for-everyone"


@pytest.fixture(scope="module")
def administered(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, Path]]:
    """A server whose documents can be changed, and their folder; they are found by their words."""
    home = tmp_path_factory.mktemp("administered")
    shutil.copytree(ROOT / "seeds", home / "seeds")
    words = WordEmbedder()
    sync([home / "seeds"], home / "index", lambda: words)
    settings = load_settings(
        index=home / "index",
        seeds=home / "seeds",
        admin_token=TOKEN,
        suggestions=False,
        reader="none",
        answer_threshold=0,
    )
    with serving(settings, build_pipeline(settings, words)) as url:
        yield url, home / "seeds"


def open_documents(page: Page) -> None:
    page.get_by_role("link", name="Документы").click()
    page.locator(".sq-corpus").wait_for()


def test_documents_are_listed_with_their_facts_and_open(open_page: PageMaker) -> None:
    page = open_page()
    open_documents(page)
    panel = page.get_by_role("region", name="Источник")
    expect(panel).to_contain_text("Документов: 4, отрывков: 27.")
    expect(panel).to_contain_text(re.compile(r"Индекс обновлён: \d+\s\S+\s\d{4}, \d\d:\d\d"))
    expect(panel.locator("li")).to_have_count(4)
    expect(panel).to_contain_text(re.compile(r"Kazinform · на русском · отрывков: \d+ · 26\sокт"))
    panel.get_by_role("link", name="How many tourists visit Khorgos every day").click()
    expect(panel.locator("h2")).to_have_text("How many tourists visit Khorgos every day")
    expect(page.locator(".sq-admin-open")).to_have_count(0)


def test_documents_are_searched_by_words(open_page: PageMaker) -> None:
    page = open_page("?lang=en")
    page.get_by_role("link", name="Documents").click()
    find = page.get_by_role("textbox", name="Find in the documents")
    find.press_sequentially("Memorandum")
    found = page.locator(".sq-found")
    expect(found.locator("mark").first).to_have_text("memorandum")
    found.get_by_role("link").first.click()
    expect(page.locator("#sq-mark")).to_contain_text("memorandum")
    expect(find).to_be_hidden()
    page.get_by_role("link", name="Documents").click()
    find.fill("xyzzy")
    expect(found).to_contain_text("No document holds these words.")


def test_an_administrator_adds_and_removes_a_document(
    open_page: PageMaker, administered: tuple[str, Path], tmp_path: Path
) -> None:
    url, folder = administered
    written = tmp_path / "озеро.md"
    written.write_text("# Озеро Балхаш\n\nГлубина озера достигает 26 метров.\n", encoding="utf-8")
    letter = tmp_path / "письмо.docx"
    shutil.copy(next((ROOT / "tests" / "documents" / "docx").glob("*.docx")), letter)
    page = open_page(at=url, faulty=True)  # a refused token is an error on the console
    open_documents(page)
    page.locator(".sq-admin-open").click()
    dialog = page.get_by_role("dialog", name="Добавить или удалить документы")
    status = dialog.get_by_role("status")
    token = dialog.get_by_label("Токен администратора")
    expect(token).to_be_focused()
    dialog.get_by_label("Выбрать документы").set_input_files([written, letter])
    lines = dialog.locator(".sq-lines li")
    expect(lines).to_have_text(["озеро.mdждёт отправки", "письмо.docxждёт отправки"])
    for wrong in ("не тот", "not-this-one"):
        token.fill(wrong)
        dialog.get_by_role("button", name="Добавить").click()
        for line in range(2):
            expect(lines.nth(line)).to_contain_text("Токена администратора нет или он неверный.")
            lines.nth(line).evaluate("(line) => { line.lastChild.textContent = ''; }")
    token.fill(TOKEN)
    dialog.get_by_role("button", name="Добавить").click()
    expect(status).to_contain_text("Документов добавлено: 2", timeout=30_000)
    expect(lines).to_have_text(["озеро.mdготово", "письмо.docxготово"])
    assert (folder / "озеро.md").read_bytes() == written.read_bytes()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator(".sq-corpus")).to_contain_text("Озеро Балхаш")
    ask(page, "Какой глубины озеро Балхаш?")
    expect(page.locator(".sq-answer")).to_contain_text("26 метров")

    open_documents(page)
    page.locator(".sq-admin-open").click()
    remove = dialog.get_by_role("button", name="Удалить: Озеро Балхаш (озеро.md)")
    remove.click()
    expect(remove).to_have_text("Удалить «озеро.md»?")
    assert (folder / "озеро.md").exists()
    remove.click()
    expect(status).to_contain_text("удалено: 1", timeout=30_000)
    assert not (folder / "озеро.md").exists()
    dialog.get_by_role("button", name="Закрыть").click()
    expect(page.locator(".sq-corpus")).not_to_contain_text("Озеро Балхаш")
    # What was said stays readable, though its document is gone.
    page.locator(".sq-answer .sq-cite").first.click()
    expect(page.locator("#sq-mark")).to_contain_text("26 метров")


def test_what_is_no_document_changes_nothing(
    open_page: PageMaker, administered: tuple[str, Path], tmp_path: Path
) -> None:
    url, folder = administered
    before = sorted(folder.iterdir())
    (tmp_path / "empty.md").write_text("  \n", encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 10)
    (tmp_path / "page.exe").write_text("<p>Text</p>", encoding="utf-8")
    page = open_page(at=url, faulty=True)
    open_documents(page)
    page.locator(".sq-admin-open").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Токен администратора").fill(TOKEN)
    dialog.get_by_label("Выбрать документы").set_input_files(sorted(tmp_path.glob("*.*")))
    dialog.get_by_role("button", name="Добавить").click()
    status = dialog.get_by_role("status")
    expect(status).to_contain_text("Документов добавлено: 0", timeout=30_000)
    lines = dialog.locator(".sq-lines")
    for name in ("empty.md", "binary.txt"):
        expect(lines).to_contain_text(f"«{name}»")
    expect(lines).to_contain_text("Имя документа должно быть обычным именем файла")
    assert str(tmp_path) not in dialog.inner_text()
    assert sorted(folder.iterdir()) == before
