"""The routes that change what is indexed."""

import json
import shutil
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from index.embedding import Embedder
from index.sync import sync
from qa.factory import build_pipeline
from qa.server.app import create_app
from qa.settings import Settings, load_settings
from tests.conftest import ROOT

pytestmark = pytest.mark.server

TOKEN = "not-for-everyone"
SIGNED = {"authorization": f"Bearer {TOKEN}", "accept-language": "ru"}
LAKE = "# Озеро\n\nГлубина озера 26 метров.\n".encode()


@pytest.fixture(scope="module")
def settings(
    embedder: Embedder, seeds_made: Path, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """Settings of one index for all, which is as it was after each test."""
    home = tmp_path_factory.mktemp("administered")
    shutil.copytree(ROOT / "seeds", home / "seeds")
    shutil.copytree(seeds_made, home / "index")
    sync([home / "seeds"], home / "index", lambda: embedder)
    return load_settings(index=home / "index", seeds=home / "seeds", admin_token=TOKEN)


@pytest.fixture(scope="module")
def admin(settings: Settings, embedder: Embedder) -> TestClient:
    return TestClient(
        create_app(settings, build_pipeline(settings, embedder)), base_url="http://localhost"
    )


def events(response: httpx.Response) -> list[tuple[str, dict[str, Any]]]:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("text/event-stream")
    found = []
    for part in response.text.strip().split("\n\n"):
        name, data = part.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def names(client: TestClient) -> list[str]:
    return [document["id"] for document in client.get("/api/documents").json()["documents"]]


def test_a_document_is_added_changed_and_removed(admin: TestClient, settings: Settings) -> None:
    *progress, (kind, report) = events(
        admin.put("/api/documents/lake.md", content=LAKE, headers=SIGNED)
    )
    assert kind == "report"
    assert report["added"] == ["lake.md"]
    assert report["counts"]["documents"] == 5
    assert {name for name, _ in progress} == {"progress"}
    assert progress[-1][1]["done"] == progress[-1][1]["total"] > 0
    assert (settings.seeds / "lake.md").read_bytes() == LAKE
    answer = admin.post("/api/ask", json={"question": "Какова глубина озера?"}).json()
    assert "26 метров" in answer["sentences"][0]["text"]

    deeper = LAKE.replace(b"26", b"30")
    _, report = events(admin.put("/api/documents/lake.md", content=deeper, headers=SIGNED))[-1]
    assert report["changed"] == ["lake.md"]
    _, report = events(admin.delete("/api/documents/lake.md", headers=SIGNED))[-1]
    assert report["removed"] == ["lake.md"]
    assert not (settings.seeds / "lake.md").exists()
    assert len(names(admin)) == 4


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize(
    "value",
    [None, "", "Bearer", "Bearer ", "Bearer wrong-token", f"Bearer {TOKEN}x", f"Bearer  {TOKEN}",
     f"Basic {TOKEN}", TOKEN],
)  # fmt: skip
def test_without_the_token_nothing_changes(
    admin: TestClient, method: str, value: str | None
) -> None:
    headers = {"authorization": value} if value is not None else {}
    response = admin.request(
        method, "/api/documents/khorgos-visitors-2025.ru.md", content=LAKE, headers=headers
    )
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.json()["code"] == ("token_missing" if value is None else "token_wrong")
    assert len(names(admin)) == 4


def test_where_no_token_is_set_nobody_may(client: TestClient) -> None:
    for headers in ({}, SIGNED, {"authorization": "Bearer "}, {"authorization": "Bearer None"}):
        response = client.put("/api/documents/lake.md", content=LAKE, headers=headers)
        assert response.status_code == 403
        assert response.json()["code"] == "admin_off"


@pytest.mark.parametrize(
    "name",
    ["..%2Fevil.md", "%2e%2e%2fevil.md", "a%2Fb.md", "a/b.md", ".hidden.md", "evil%00.md",
     "evil%0A.md", "C:evil.md", "a%5Cb.md", "evil.exe", "evil", "evil.md%20", "%20evil.md",
     "x" * 300 + ".md", "%D0%B9" * 120 + ".md", "evil.md.exe", "a%3Fb.md", "%E2%80%AEevil.md"],
)  # fmt: skip
def test_a_name_that_is_no_file_name_is_refused(
    admin: TestClient, settings: Settings, name: str
) -> None:
    before = sorted(settings.seeds.parent.rglob("*"))
    response = admin.put(f"/api/documents/{name}", content=LAKE, headers=SIGNED)
    # No route takes a line break.
    assert response.status_code == (404 if "%0A" in name else 422)
    assert response.json()["code"] == ("no_route" if "%0A" in name else "document_name")
    assert sorted(settings.seeds.parent.rglob("*")) == before


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "document_empty"), (b" \n", "document_empty"), (bytes(range(256)) * 8, "document")],
)
def test_what_cannot_be_read_is_not_kept(
    admin: TestClient, settings: Settings, content: bytes, code: str
) -> None:
    response = admin.put("/api/documents/lake.md", content=content, headers=SIGNED)
    (kind, problem) = events(response)[-1]
    assert kind == "error"
    assert problem["status"] == 422
    assert problem["code"].startswith(code)
    assert "«lake.md»" in problem["detail"]
    assert not (settings.seeds / "lake.md").exists()
    assert len(names(admin)) == 4


def test_a_document_may_be_larger_than_a_question(admin: TestClient, settings: Settings) -> None:
    large = LAKE + b"word " * 40_000
    assert admin.put("/api/documents/x.exe", content=large, headers=SIGNED).status_code == 422
    assert admin.put("/api/documents/x.exe", content=large).status_code == 413
    huge = b"x" * (settings.max_document_bytes + 1)
    assert admin.put("/api/documents/x.md", content=huge, headers=SIGNED).status_code == 413


def test_the_last_document_stays(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "lake.md").write_bytes(LAKE)
    sync([tmp_path / "docs"], tmp_path / "index", lambda: embedder)
    settings = load_settings(index=tmp_path / "index", admin_token=TOKEN)
    client = TestClient(
        create_app(settings, build_pipeline(settings, embedder)), base_url="http://localhost"
    )
    kind, problem = events(client.delete("/api/documents/lake.md", headers=SIGNED))[-1]
    assert (kind, problem["code"]) == ("error", "last_document")
    assert (tmp_path / "docs" / "lake.md").exists()
    assert client.delete("/api/documents/other.md", headers=SIGNED).status_code == 404


def test_a_file_outside_the_folder_is_left_alone(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "lake.md").write_bytes(LAKE)
    (tmp_path / "other.md").write_bytes(LAKE)
    sync([tmp_path / "docs", tmp_path / "other.md"], tmp_path / "index", lambda: embedder)
    settings = load_settings(index=tmp_path / "index", admin_token=TOKEN)
    client = TestClient(
        create_app(settings, build_pipeline(settings, embedder)), base_url="http://localhost"
    )
    _, problem = events(client.delete("/api/documents/other.md", headers=SIGNED))[-1]
    assert problem["code"] == "document_fixed"
    assert (tmp_path / "other.md").exists()


def test_an_index_of_single_files_takes_no_more(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "lake.md").write_bytes(LAKE)
    sync([tmp_path / "lake.md"], tmp_path / "index", lambda: embedder)
    settings = load_settings(index=tmp_path / "index", admin_token=TOKEN)
    client = TestClient(
        create_app(settings, build_pipeline(settings, embedder)), base_url="http://localhost"
    )
    _, problem = events(client.put("/api/documents/new.md", content=LAKE, headers=SIGNED))[-1]
    assert problem["code"] == "folder_fixed"
