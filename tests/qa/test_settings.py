from pathlib import Path

import pytest

from index.errors import SettingsError
from qa.settings import load_settings


def test_environment_over_file_over_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings().port == 7860
    (tmp_path / "seedqa.toml").write_text("port = 8001\ntop_k = 7\n")
    assert load_settings().port == 8001
    monkeypatch.setenv("SEEDQA_PORT", "8002")
    assert load_settings().port == 8002
    assert load_settings(port=8003).port == 8003
    assert load_settings(port=None).top_k == 7


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("prot = 1\n", "settings_invalid"),
        ("port = 'x'\n", "settings_invalid"),
        ("port = 70000\n", "settings_invalid"),
        ("top_k = 0\n", "settings_invalid"),
        ("language = 'de'\n", "settings_invalid"),
        ("port = \n", "settings_unreadable"),
    ],
)
def test_a_wrong_setting_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seedqa.toml").write_text(text)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.code == code


@pytest.mark.parametrize("token", ["short", "with a blank", "Секретный ключ", "line\nbreak12"])
def test_a_token_that_no_header_can_carry_is_refused(
    monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv("SEEDQA_ADMIN_TOKEN", token)
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert "admin_token" in str(error.value)
    assert token not in str(error.value)


def test_an_empty_token_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEEDQA_ADMIN_TOKEN", "")
    assert load_settings().admin_token is None
