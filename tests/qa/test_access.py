import pytest

from index.errors import SettingsError
from qa.access import Token, find_token, new_secret, normal_origin
from qa.settings import load_settings


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("https://example.org", "https://example.org"),
        ("https://example.org:443", "https://example.org"),
        ("http://example.org:80", "http://example.org"),
        ("http://example.org:443", "http://example.org:443"),
        ("HTTPS://Example.ORG", "https://example.org"),
        ("https://сайт.рф", "https://xn--80aswg.xn--p1ai"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("null", None),
        ("", None),
        ("*", None),
        ("https://*.example.org", None),
        ("https://example.org/", None),
        ("https://example.org/page", None),
        ("https://example.org?x", None),
        ("https://user@example.org", None),
        ("https://example.org:99999", None),
        ("https://example.org:x", None),
        ("ftp://example.org", None),
        ("example.org", None),
        ("https://exa mple.org", None),
        ("https://", None),
        ("https://[::1", None),
    ],
)
def test_an_origin_is_written_in_one_way(written: str, normal: str | None) -> None:
    assert normal_origin(written) == normal


def test_lists_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEEDQA_ALLOWED_ORIGINS", "https://a.org, http://b.org:8080/\nhttps://c.org")
    monkeypatch.setenv("SEEDQA_TRUSTED_PROXIES", "127.0.0.1 10.0.0.0/8")
    monkeypatch.setenv("SEEDQA_ALLOWED_HOSTS", "Help.Example.org")
    settings = load_settings()
    assert settings.allowed_origins == ("https://a.org", "http://b.org:8080", "https://c.org")
    assert settings.trusted_proxies == ("127.0.0.1", "10.0.0.0/8")
    assert settings.allowed_hosts == ("help.example.org",)
    assert load_settings(allowed_origins=()).allowed_origins == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED_ORIGINS", "*"),
        ("ALLOWED_ORIGINS", "null"),
        ("ALLOWED_ORIGINS", "https://a.org/page"),
        ("ALLOWED_HOSTS", "a.org:80/x"),
        ("TRUSTED_PROXIES", "*"),
        ("TRUSTED_PROXIES", "proxy.example.org"),
        ("RATE_PER_ADDRESS", "often"),
        ("ROOT_PATH", "help/"),
        ("TOKENS", '[{"name": "x", "scopes": ["all"], "sha256": ""}]'),
    ],
)
def test_a_wrong_setting_is_an_error(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"SEEDQA_{name}", value)
    with pytest.raises(SettingsError):
        load_settings()


def test_a_token_is_known_by_its_hash_alone() -> None:
    secret = new_secret()
    token = Token.of("site", ("ask",), secret)
    assert secret not in token.model_dump_json()
    others = (Token.of("a", ("admin",), new_secret()), token, Token.of("b", ("ask",), new_secret()))
    assert find_token(others, secret) is token
    assert find_token(others, secret[:-1]) is None
    assert find_token((), secret) is None
    assert new_secret() != secret


def test_the_administrator_is_one_of_the_tokens() -> None:
    settings = load_settings(admin_token="long enough"[:4] + "-enough")
    (admin,) = settings.known_tokens
    assert admin.scopes == ("ask", "admin")
    assert settings.has_admin
    assert not load_settings().has_admin
