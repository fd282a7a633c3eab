"""The list of documents, a page at a time."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from qa.server.app import create_app
from qa.server.routes.ask import DOCUMENTS_A_PAGE
from tests.qa.server.conftest import Many


@pytest.fixture(scope="module")
def client(many: Many) -> TestClient:
    return TestClient(create_app(many.settings, many.pipeline), base_url="http://localhost")


def ids(reply: dict[str, Any]) -> list[str]:
    return [document["id"] for document in reply["documents"]]


def test_documents_come_in_pages(client: TestClient) -> None:
    first, second, third = (
        client.get("/api/documents", params={"page": page}).json() for page in (1, 2, 3)
    )
    assert ids(first) == [f"{number:03}.md" for number in range(DOCUMENTS_A_PAGE)]
    assert ids(second) == [f"{number:03}.md" for number in range(DOCUMENTS_A_PAGE, 120)]
    assert ids(third) == []
    for page, reply in enumerate((first, second, third), start=1):
        assert (reply["page"], reply["pages"], reply["total"]) == (page, 2, 120)
    assert client.get("/api/documents").json() == first


def test_documents_are_found_by_words_of_their_titles(client: TestClient) -> None:
    found = client.get("/api/documents", params={"q": "хоргос"}).json()
    assert ids(found) == [f"{number:03}.md" for number in range(0, 120, 7)]
    assert (found["total"], found["pages"]) == (18, 1)
    assert client.get("/api/documents", params={"q": "нет такого"}).json()["documents"] == []


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=x", "page=1.5", "page=99999999999", f"q={'x' * 201}"]
)
def test_a_page_that_is_none(client: TestClient, query: str) -> None:
    response = client.get(f"/api/documents?{query}")
    assert response.status_code == 422
    assert response.json()["code"] == "invalid_field"


def test_searches_are_counted_and_lists_are_not(many: Many) -> None:
    settings = many.settings.model_copy(update={"rate_search": "2/day"})
    client = TestClient(create_app(settings, many.pipeline), base_url="http://localhost")
    statuses = [client.get("/api/documents?q=a").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert client.get("/api/documents?page=2").status_code == 200


def test_no_text_is_read_to_list_them(many: Many, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither over HTTP nor on the page."""
    from index.snapshot import Snapshot

    def refuse(*_: Any) -> Any:
        raise AssertionError("all texts were read")

    monkeypatch.setattr(Snapshot, "documents", refuse)
    app = create_app(many.settings, many.pipeline)
    client = TestClient(app, base_url="http://localhost")
    assert client.get("/api/documents").json()["total"] == 120
