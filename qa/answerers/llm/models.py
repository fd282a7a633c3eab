"""Language models by name, through LangChain: `ollama:qwen2.5:7b`, `openai:…`, `anthropic:…`."""

import re
from dataclasses import dataclass
from typing import Any

from langchain_core.language_models import BaseChatModel
from pydantic import SecretStr, ValidationError

from index.errors import MissingExtraError, SettingsError
from qa.settings import Settings

# Providers whose packages are extras of ours, and what they take for what all models take.
_EXTRAS = ("openai", "ollama", "anthropic")
# Local servers ask for no key, but their clients for some text.
_NO_KEY = "none"
# What LangChain says of a package that isn't there.
_INSTALL = re.compile(r"pip install (?:-U )?([\w.-]+)")


def build_model(settings: Settings) -> BaseChatModel:
    """Make the model of the settings; nothing is called yet.

    Raises SettingsError for a name or option that can't be, MissingExtraError for a package.
    """
    from langchain.chat_models import init_chat_model

    provider, _, name = (settings.llm or "").partition(":")
    if not provider or not name:
        raise SettingsError("llm_name", name=settings.llm)
    try:
        model = init_chat_model(name, model_provider=provider, **_options(provider, settings))
    except ImportError as error:
        raise _missing(provider, error) from error
    except Exception as error:
        # Clients name the key they lack and the option they don't know; none repeats a secret.
        raise SettingsError("llm_invalid", name=settings.llm, reason=_reason(error)) from error
    assert isinstance(model, BaseChatModel)
    return model


def _options(provider: str, settings: Settings) -> dict[str, Any]:
    """What a provider's client is made with; trying again is ours, not its own."""
    key = settings.llm_api_key or None
    options: dict[str, Any] = {"temperature": 0.0}
    if settings.llm_base_url:
        options["base_url"] = settings.llm_base_url
    if provider == "ollama":
        auth = {"auth": _Bearer(key)} if key else {}
        client = {"timeout": settings.llm_timeout_s, **auth}
        return options | {"num_predict": settings.llm_max_tokens, "client_kwargs": client}
    options |= {
        "timeout": settings.llm_timeout_s,
        "max_retries": 0,
        "max_tokens": settings.llm_max_tokens,
    }
    if provider == "openai":
        options["stream_usage"] = True
        if settings.llm_base_url and key is None:
            key = SecretStr(_NO_KEY)
    if key:
        options["api_key"] = key.get_secret_value()
    return options


@dataclass(frozen=True, slots=True)
class _Bearer:
    """Puts a key into requests; unlike a client's headers, it doesn't show it."""

    key: SecretStr

    def __call__(self, request: Any) -> Any:
        request.headers["Authorization"] = f"Bearer {self.key.get_secret_value()}"
        return request


def _missing(provider: str, error: ImportError) -> MissingExtraError:
    if provider in _EXTRAS:
        return MissingExtraError("extra_missing", extra=provider)
    named = _INSTALL.search(str(error))
    package = named[1] if named else f"langchain-{provider.replace('_', '-')}"
    return MissingExtraError("llm_package_missing", package=package)


def _reason(error: Exception) -> str:
    told = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
    return told.strip().split("\n", 1)[0][:200]
