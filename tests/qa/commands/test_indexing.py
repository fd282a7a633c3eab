"""`seedqa index` and what it tells whoever watches."""

from pathlib import Path

import pytest

from index.storage import Store
from index.storage.layout import STORE_FILE
from qa.commands.indexing import build_index, ensure_index
from qa.settings import Settings, load_settings

pytestmark = pytest.mark.slow


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with a folder of seeds, beside which the user keeps documents of their own."""
    for folder, text in (("seeds", "Семена лежат в амбаре."), ("own", "Озеро глубокое.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{folder}.md").write_text(text, encoding="utf-8")
    return load_settings(index=tmp_path / "index", seeds=tmp_path / "seeds", language="ru")


def held(settings: Settings) -> set[str]:
    return set(Store.open(settings.index / STORE_FILE).hashes())


def test_without_a_path_a_folder_of_ones_own_is_kept(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own"
    assert build_index(settings, [own])
    # What `make run` does, and the service at every start.
    for _ in range(2):
        capsys.readouterr()
        assert build_index(settings)
        ensure_index(settings)
        assert "Ничего не изменилось" in capsys.readouterr().out
        assert held(settings) == {"own.md"}
    (own / "new.md").write_text("Берег пологий.", encoding="utf-8")
    assert build_index(settings)
    assert held(settings) == {"own.md", "new.md"}


def test_a_new_index_is_made_of_the_seeds(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    ensure_index(settings)
    assert f"создаём его из «{settings.seeds}»" in capsys.readouterr().err
    assert held(settings) == {"seeds.md"}


TOLD = {
    "ru": ["Не прочитаны и остались прежними: own.md", "Убраны из индекса: a.md, b.md"],
    "en": ["Couldn't be read and stay as they were: own.md", "Taken out of the index: a.md, b.md"],
}


@pytest.mark.parametrize("language", TOLD)
def test_the_report_says_what_stays_and_what_goes(
    settings: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    language: str,
) -> None:
    own = tmp_path / "own"
    for name in ("a.md", "b.md"):
        (own / name).write_text("Вода чистая.", encoding="utf-8")
    assert build_index(settings, [own])
    (own / "own.md").write_bytes(b"\x00\x01")
    (own / "a.md").write_text("", encoding="utf-8")
    (own / "b.md").unlink()
    capsys.readouterr()
    assert not build_index(settings.model_copy(update={"language": language}))
    told = capsys.readouterr()
    assert told.out.splitlines()[:2] == TOLD[language]
    assert len(told.err.splitlines()) == 2  # own.md can't be read, a.md is empty


@pytest.mark.parametrize(
    ("rebuild", "said"), [(False, "Сделанное сохранено"), (True, "Индекс остался прежним")]
)
def test_who_breaks_off_is_told_what_is_left(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    rebuild: bool,
    said: str,
) -> None:
    def break_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("qa.commands.indexing.sync", break_off)
    with pytest.raises(KeyboardInterrupt):
        build_index(settings, rebuild=rebuild)
    assert said in capsys.readouterr().err
