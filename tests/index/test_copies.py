"""Of copies and versions of a page one is found, which names the others."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from index.search import Searcher
from index.sync import sync
from index.types import Hit
from tests.doubles import WordEmbedder

Search = Callable[..., list[Hit]]


@pytest.fixture
def search(tmp_path: Path) -> Search:
    """Indexes documents by name and searches them."""

    def over(documents: Mapping[str, str], question: str, top_k: int = 5) -> list[Hit]:
        for name, text in documents.items():
            path = tmp_path / "docs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        words = WordEmbedder()
        assert not sync([tmp_path / "docs"], tmp_path / "index", lambda: words).failures
        return Searcher(tmp_path / "index", words).search(question, top_k=top_k)

    return over


def _ids(hits: list[Hit]) -> list[tuple[str, list[str]]]:
    return [(hit.document.id, [copy.id for copy in hit.copies]) for hit in hits]


def _ferry(year: int) -> str:
    return (
        f"---\ntitle: Паром «Ласточка»\ndate: {year}-04-02\n---\n"
        "Паром «Ласточка» ходит от пристани Верхней до острова Липового каждый час, "
        f"с восьми утра до девяти вечера. Билет стоит {year - 1900} рублей."
    )


def test_of_nine_versions_the_newest_is_found(search: Search) -> None:
    versions = {f"{year}/ferry.md": _ferry(year) for year in range(2014, 2023)}
    hits = search(versions, "Сколько стоит билет на паром «Ласточка»?")
    assert _ids(hits) == [("2022/ferry.md", [f"{y}/ferry.md" for y in range(2021, 2013, -1)])]


def test_the_version_asked_for_is_found(search: Search) -> None:
    versions = {f"{year}/ferry.md": _ferry(year) for year in range(2014, 2023)}
    (hit,) = search(versions, "Сколько стоил билет на паром «Ласточка» в 2017 году?")
    assert hit.document.id == "2017/ferry.md"


def test_versions_by_number_where_none_is_dated(search: Search) -> None:
    versions = {
        f"manual-v{number}.md": f"# Lumo lamp, manual v{number}\n\nHold the side button of the "
        f"lamp for {number + 2} seconds to pair it with the phone, then wait for the light."
        for number in (2, 10, 9)
    }
    hits = search(versions, "How long do I hold the button to pair the lamp?")
    assert _ids(hits)[0] == ("manual-v10.md", ["manual-v9.md", "manual-v2.md"])


def test_the_same_words_under_another_title(search: Search) -> None:
    text = "The reading room opens at ten and closes at six, on Fridays at four."
    pages = {"a.md": f"# Visit us\n\n{text}", "b.md": f"# Opening hours\n\n{text}"}
    hits = search(pages, "When does the reading room open?")
    assert len(hits) == 1
    assert {hits[0].document.id, hits[0].copies[0].id} == {"a.md", "b.md"}


def test_pages_that_follow_one_form_stay_apart(search: Search) -> None:
    halls = {
        f"{name}.md": f"# Зал «{name}»\n\nЗал вмещает {seats} гостей, в нём есть сцена, экран, "
        "звук и свет. Аренда на день, залог при въезде, уборка включена в цену."
        for name, seats in (("Берёза", 40), ("Сосна", 90), ("Клён", 25))
    }
    hits = search(halls, "Сколько гостей вмещает зал «Сосна»?")
    assert len(hits) == 3
    assert hits[0].document.id == "Сосна.md"
    assert not any(hit.copies for hit in hits)


def test_the_page_with_what_is_asked_for_is_found_among_its_likes(search: Search) -> None:
    rooms = {
        f"room-{number}.md": f"# Room {number}\n\nThe room has a double bed, a desk, a kettle, a "
        f"shower and a window to the {view}. Breakfast is served from seven to ten."
        for number, view in ((1, "sea"), (2, "yard"), (3, "street"))
    }
    hits = search(rooms, "Which room has a window to the sea?")
    assert hits[0].document.id == "room-1.md"


def test_copies_take_no_place_of_other_passages(search: Search) -> None:
    pages = {f"{year}/ferry.md": _ferry(year) for year in range(2014, 2023)}
    pages["bus.md"] = "# Автобус\n\nАвтобус до пристани Верхней стоит 48 рублей."
    pages["train.md"] = "# Электричка\n\nЭлектричка до пристани Верхней стоит 95 рублей."
    hits = search(pages, "Сколько стоит билет до пристани Верхней?", top_k=3)
    assert {hit.document.id for hit in hits} == {"2022/ferry.md", "bus.md", "train.md"}
