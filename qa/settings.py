"""Settings: the environment (`SEEDQA_…`) over `seedqa.toml` over defaults."""

import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
)
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from index.errors import SettingsError
from qa.access import (
    LOOPBACK,
    Token,
    check_host,
    check_network,
    check_origin,
    check_rates,
    split_list,
)

SETTINGS_FILE = Path("seedqa.toml")
_MOST_AT_ONCE = 64

# In the environment these are words parted by commas or spaces.
_Split = (NoDecode, BeforeValidator(split_list))
Origins = Annotated[tuple[Annotated[str, AfterValidator(check_origin)], ...], *_Split]
Hosts = Annotated[tuple[Annotated[str, AfterValidator(check_host)], ...], *_Split]
Networks = Annotated[tuple[Annotated[str, AfterValidator(check_network)], ...], *_Split]
Rates = Annotated[str, AfterValidator(check_rates)]


class Settings(BaseSettings):
    """Everything that can be set; unknown names in `seedqa.toml` are errors."""

    model_config = SettingsConfigDict(env_prefix="SEEDQA_", extra="forbid", frozen=True)

    index: Path = Field(Path(".seedqa"), description="Folder of the index")
    seeds: Path = Field(Path("seeds"), description="Documents that are indexed by default")
    vectors: Literal["faiss", "exact", "postgres", "milvus"] = Field(
        "faiss",
        description="What searches by meaning; exact: without an index, to compare; postgres,"
        " milvus: documents and vectors live in that database and several servers share them",
    )
    postgres: SecretStr | None = Field(
        None, description="Where PostgreSQL is: postgresql://NAME@HOST/DATABASE?sslmode=verify-full"
    )
    postgres_password: SecretStr | None = Field(None, description="Its password")
    postgres_schema: str = Field(
        "seedqa",
        pattern=r"^[a-z_][a-z0-9_]{0,62}$",
        description="Schema of the database that holds the index",
    )
    postgres_timeout_s: float = Field(
        10, gt=0, le=600, description="Seconds a query of the database may take"
    )
    milvus: SecretStr | None = Field(
        None, description="Where Milvus is: https://HOST:19530 or https://HOST:19530/DATABASE"
    )
    milvus_token: SecretStr | None = Field(None, description="Its key, or NAME:PASSWORD")
    milvus_name: str = Field(
        "seedqa",
        pattern=r"^[a-z_][a-z0-9_]{0,62}$",
        description="What the names of the index's collections begin with",
    )
    milvus_certificates: Path | None = Field(
        None, description="Certificates of who signed the server's, where the system lacks them"
    )
    milvus_timeout_s: float = Field(
        3, gt=0, le=600, description="Seconds a request to Milvus may take"
    )
    embedding_model: str | None = Field(
        None, description="sentence-transformers name or folder; unset: the packaged model"
    )
    allow_download: bool = Field(False, description="May a model be fetched from the hub?")
    cache: Path | None = Field(None, description="Folder of the unpacked model")
    language: Literal["auto", "ru", "en"] = Field("auto", description="Language of the interface")
    top_k: int = Field(5, ge=1, le=50, description="Passages given to a caller")
    reader: Literal["trained", "none"] = Field(
        "trained", description="Who finds the words that answer; none: similarity alone"
    )
    reranker: str | None = Field(
        None, description="sentence-transformers CrossEncoder, a name or a folder; unset: none"
    )
    read_k: int = Field(10, ge=1, le=100, description="Passages read for an answer")
    search_dense: bool = Field(True, description="Search by meaning; off to measure the rest")
    search_keywords: bool = Field(True, description="Search by words; off to measure the rest")
    answer_threshold: float | None = Field(
        None,
        ge=0,
        le=1,
        description="Confidence below which the answer is a refusal; unset: the calibration's",
    )
    sure_threshold: float | None = Field(
        None,
        ge=0,
        le=1,
        description="Confidence below which an answer is said to be unsure; unset: the"
        " calibration's",
    )
    suggestions: bool = Field(
        True, description="Suggest questions; to make them, some dozens are asked of new documents"
    )
    max_question_characters: int = Field(2_000, ge=10, le=100_000)
    max_history_turns: int = Field(20, ge=0, le=1_000)
    records: Path | None = Field(
        None, description="File of conversations and feedback; unset: records.sqlite in the index"
    )
    keep_days: int = Field(
        30, ge=0, le=3_650, description="Days that conversations are kept for; 0: not at all"
    )
    admin_token: SecretStr | None = Field(
        None,
        description="Secret that lets documents be added and removed, at least eight characters of"
        " ASCII without spaces; unset: nobody may",
    )
    max_document_bytes: int = Field(
        50_000_000, ge=1_000, le=1_000_000_000, description="Size of a document that is sent in"
    )
    llm: str | None = Field(
        None,
        pattern=r"^[a-z][a-z0-9_]*:\S(.*\S)?$",
        description="Language model that writes answers, such as ollama:qwen2.5:7b, openai:NAME or"
        " anthropic:NAME; unset: answers are quoted",
    )
    llm_base_url: str | None = Field(
        None, description="OpenAI-compatible endpoint, such as http://127.0.0.1:11434/v1"
    )
    llm_model: str | None = Field(
        None, description="Model that judges at that endpoint, for seedqa eval --judge"
    )
    llm_api_key: SecretStr | None = Field(None, description="Its key, where it asks for one")
    llm_timeout_s: float = Field(45, gt=0, le=3_600, description="Time that a call may take")
    llm_concurrency: int = Field(4, ge=1, le=64, description="Calls at a time")
    llm_passages: int = Field(5, ge=1, le=50, description="Passages that a model is given")
    llm_max_tokens: int = Field(600, ge=16, le=100_000, description="Tokens of a written answer")
    llm_calls: Rates = Field("", description="Calls of the model in all, such as 1000/day")
    llm_tokens: Rates = Field("", description="Tokens in and out in all, such as 1000000/day")
    llm_calls_per_token: Rates = Field("", description="Calls by one bearer token")
    llm_tokens_per_token: Rates = Field("", description="Tokens in and out by one bearer token")
    unsupported: Literal["mark", "replace", "drop"] = Field(
        "replace",
        description="What becomes of a written sentence that its sources don't bear out: said with"
        " a mark, replaced by the closest quote, or left out",
    )
    host: str = Field("127.0.0.1")
    port: int = Field(7860, ge=0, le=65_535)
    allowed_origins: Origins = Field(
        (),
        description="Sites that may embed the widget, such as https://example.org",
    )
    allowed_hosts: Hosts = Field(
        (), description="Names that the server answers to; unset: on loopback its own, else any"
    )
    trusted_proxies: Networks = Field(
        (), description="Addresses or networks of proxies whose X-Forwarded-For is believed"
    )
    root_path: str = Field(
        "", pattern=r"^(/[\w.~-]+)*$", description="Prefix that a proxy takes off, such as /help"
    )
    tokens: tuple[Token, ...] = Field(
        (), description="Bearer tokens with their scopes, as `seedqa token` prints them"
    )
    require_token: bool = Field(
        False, description="Let in only whoever bears a token; neither page nor widget do"
    )
    rate_per_address: Rates = Field(
        "60/minute;2000/day",
        description="Questions that one address may ask; empty: any number. None of the rates holds"
        " by default where only this machine reaches the server",
    )
    rate_per_session: Rates = Field(
        "20/minute;300/day", description="Questions that one conversation may ask"
    )
    rate_per_token: Rates = Field("600/minute", description="Questions by one bearer token")
    rate_feedback: Rates = Field(
        "60/minute;1000/day", description="Ratings and comments by one address or token"
    )
    rate_search: Rates = Field(
        "120/minute;5000/day", description="Searches of the documents by one address or token"
    )
    answers_at_once: int = Field(
        default_factory=lambda: min(2 * len(os.sched_getaffinity(0)), _MOST_AT_ONCE),
        ge=1,
        le=_MOST_AT_ONCE,
        description="Answers made at the same time; unset: two for each core",
    )
    answers_waiting: int = Field(32, ge=0, le=10_000, description="Questions that wait their turn")
    max_wait_s: float = Field(10, gt=0, le=600, description="Longest wait for one's turn")
    answer_timeout_s: float = Field(60, gt=0, le=3_600, description="Time that an answer may take")
    read_timeout_s: float = Field(
        20, gt=0, le=3_600, description="Time that a request may take to arrive"
    )
    mcp: bool = Field(False, description="Answer MCP clients at /mcp; needs seedqa[mcp]")
    log_format: Literal["auto", "text", "json"] = Field(
        "auto", description="Lines of the log; auto: text in a terminal, else JSON"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info")
    log_questions: bool = Field(False, description="May the log hold what was asked?")
    telemetry: bool = Field(
        False, description="Trace requests and answers to OTEL_EXPORTER_OTLP_ENDPOINT"
    )
    shutdown_grace_s: float = Field(
        10, ge=0, le=600, description="Time that answers under way have when the server ends"
    )

    @field_validator("admin_token")
    @classmethod
    def _fits_a_header(cls, token: SecretStr | None) -> SecretStr | None:
        if not token:
            return None
        if not re.fullmatch(r"[!-~]{8,}", token.get_secret_value()):
            raise ValueError("at least eight characters of ASCII without spaces")
        return token

    @property
    def known_tokens(self) -> tuple[Token, ...]:
        """The tokens of the settings, the administrator's among them."""
        if self.admin_token is None:
            return self.tokens
        admin = Token.of("admin", ("ask", "admin"), self.admin_token.get_secret_value())
        return (admin, *self.tokens)

    @property
    def has_admin(self) -> bool:
        """Whether anybody may change what is indexed."""
        return any("admin" in token.scopes for token in self.known_tokens)

    @property
    def is_private(self) -> bool:
        """Whether only this machine reaches the server: on loopback, and nothing in front of it."""
        names = {self.host, *self.allowed_hosts}
        return names <= LOOPBACK and not self.trusted_proxies

    @property
    def records_file(self) -> Path:
        """The file of conversations and feedback."""
        return self.records or self.index / "records.sqlite"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        toml = TomlConfigSettingsSource(settings_cls, toml_file=SETTINGS_FILE)
        return init_settings, env_settings, toml


def load_settings(**overrides: Any) -> Settings:
    """Read the settings; overrides that are None don't count; raises SettingsError."""
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"])) or "?"
        raise SettingsError("settings_invalid", name=name, reason=first["msg"]) from error
    except (ValueError, OSError) as error:
        raise SettingsError("settings_unreadable", path=SETTINGS_FILE, reason=error) from error
