"""Models by their names, made by LangChain; none is called but one that says nothing."""

import importlib.util

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage

from index.errors import MissingExtraError, SettingsError
from qa.answerers import Terms
from qa.answerers.llm import models
from qa.answerers.llm.calling import Calls, GivenUp, Spent
from qa.answerers.llm.models import build_model
from qa.settings import load_settings
from qa.types import Language
from qa.wording.messages import LANGUAGES, error_message
from tests.llm.double import Double

KEY = "sk-a-secret-of-the-owner-0123456789"
HERE = "http://127.0.0.1:9/v1"
KEYS = ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "ANTHROPIC_API_KEY", "OPENAI_BASE_URL")


@pytest.fixture(autouse=True)
def _without_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KEYS:
        monkeypatch.delenv(name, raising=False)


def made(name: str, **others: object) -> BaseChatModel:
    if importlib.util.find_spec(f"langchain_{name.partition(':')[0]}") is None:
        pytest.skip("its package isn't installed")
    return build_model(load_settings(llm=name, **others))


def asked(model: BaseChatModel) -> str:
    return "".join(Calls(model, 1, 5).stream([HumanMessage("Hello")], Terms(), Spent()))


@pytest.mark.parametrize(
    ("name", "kind", "model"),
    [
        ("openai:gpt-4o-mini", "ChatOpenAI", "gpt-4o-mini"),
        ("ollama:qwen2.5:7b", "ChatOllama", "qwen2.5:7b"),
        ("anthropic:claude-haiku-4-5", "ChatAnthropic", "claude-haiku-4-5"),
        ("openai:org/model:free", "ChatOpenAI", "org/model:free"),
    ],
)
def test_a_model_by_its_name(name: str, kind: str, model: str) -> None:
    built = made(name, llm_api_key=KEY)
    assert type(built).__name__ == kind
    assert model in (getattr(built, "model", None), getattr(built, "model_name", None))
    assert built.temperature == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "extra"),
    [
        ("mistralai:mistral-small", "langchain-mistralai"),
        ("google_genai:gemini", "langchain-google-genai"),
        ("groq:llama", "langchain-groq"),
        ("bedrock:x", "langchain-aws"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_package_is_named_with_its_command(
    name: str, extra: str, language: Language
) -> None:
    if importlib.util.find_spec(extra.replace("-", "_")):
        pytest.skip("it is installed")
    with pytest.raises(MissingExtraError) as caught:
        build_model(load_settings(llm=name))
    assert f"pip install {extra}" in error_message(caught.value, language)


def test_a_missing_extra_of_ours_is_named() -> None:
    error = models._missing("openai", ImportError("pip install -U langchain-openai"))
    assert "seedqa[openai]" in error_message(error, "en")


@pytest.mark.parametrize(
    "name",
    ["gpt-4o", "openai:", ":gpt", "openai: gpt", "OpenAI:gpt", "", "openai:gpt ", "опенаи:x"],
)
def test_a_name_that_names_nothing(name: str) -> None:
    with pytest.raises(SettingsError):
        build_model(load_settings(llm=name))


def test_a_provider_that_does_not_exist() -> None:
    with pytest.raises(SettingsError) as caught:
        build_model(load_settings(llm="nonsense:x", llm_api_key=KEY))
    assert caught.value.code == "llm_invalid"
    assert "nonsense" in error_message(caught.value, "ru")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_key_is_named(language: Language) -> None:
    with pytest.raises(SettingsError) as caught:
        made("openai:gpt-4o-mini")
    told = error_message(caught.value, language)
    assert "SEEDQA_LLM_API_KEY" in told
    assert "credentials" in told


@pytest.mark.parametrize(
    "name", ["openai:gpt", "ollama:qwen2.5:7b", "anthropic:claude", "azure_openai:x"]
)
def test_a_key_is_shown_to_nobody(name: str) -> None:
    settings = load_settings(llm=name, llm_api_key=KEY, llm_base_url=HERE)
    try:
        built: object = build_model(settings)
    except (SettingsError, MissingExtraError) as error:
        built = error
    assert KEY not in f"{built!r} {built} {settings!r} {settings.model_dump()}"


def test_the_key_of_ollama_is_sent(double: Double) -> None:
    built = made("ollama:x", llm_api_key=KEY, llm_base_url=double.url.removesuffix("/v1"))
    with pytest.raises(GivenUp) as caught:
        asked(built)
    assert caught.value.code == "unknown_model"
    assert double.requests[0].headers["authorization"] == f"Bearer {KEY}"


def test_a_key_in_the_environment_is_not_sent_elsewhere(
    double: Double, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    asked(made("openai:x", llm_base_url=double.url))
    assert KEY not in str(double.requests[0].headers)


@pytest.mark.parametrize("key", ["ключ-от-модели", "sk-with\nnewline"])
def test_a_key_that_no_header_holds_is_not_repeated(double: Double, key: str) -> None:
    built = made("openai:x", llm_api_key=key, llm_base_url=double.url)
    with pytest.raises(GivenUp) as caught:
        asked(built)
    assert key not in f"{caught.value!r} {caught.value}"
