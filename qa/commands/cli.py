"""The command line; heavy parts are imported by the command that needs them."""

import json
import sys
from collections.abc import Callable
from functools import wraps
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click

from index.errors import SeedQAError, SettingsError
from index.text.language import detect
from qa.settings import load_settings
from qa.wording.locale import interface_language
from qa.wording.messages import error_message, message

_INDEX_OPTION = click.option(
    "--index", type=click.Path(path_type=Path), metavar="DIR", help="SEEDQA_INDEX; .seedqa"
)


class _Group(click.Group):
    """Commands of this module, and those that other packages add by entry point."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *(p.name for p in _plugins())]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for plugin in _plugins():
            if plugin.name == cmd_name:
                command: click.Command = plugin.load()
                return command
        return super().get_command(ctx, cmd_name)


def _plugins() -> Any:
    return entry_points(group="seedqa.commands")


def command(function: Callable[..., None]) -> Callable[..., None]:
    """Turn the failures that a user may meet into one sentence and exit code 1."""

    @wraps(function)
    def guarded(**options: Any) -> None:
        # Who asks in Russian is answered in Russian, whatever the terminal is set to.
        asked_in = detect(str(options.get("question", "")))
        language = "ru" if asked_in == "ru" else interface_language()
        try:
            function(**options)
        except SeedQAError as error:
            click.echo(error_message(error, language), err=True)
            sys.exit(1)
        except KeyboardInterrupt:
            click.echo(message("command.interrupted", language), err=True)
            sys.exit(130)

    return guarded


@click.group(
    cls=_Group,
    help=message("command.help", interface_language()),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="seedqa")
def main() -> None:
    """The group that the commands hang on."""


@main.command("index", help=message("command.help_index", interface_language()))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--rebuild", is_flag=True)
@_INDEX_OPTION
@command
def index_command(paths: tuple[Path, ...], rebuild: bool, index: Path | None) -> None:
    """Build or update the index; without a path, of what it was made of."""
    from qa.commands.indexing import build_index

    if not build_index(load_settings(index=index), paths, rebuild):
        sys.exit(1)


@main.command(help=message("command.help_ask", interface_language()))
@click.argument("question")
@click.option("--json", "as_json", is_flag=True)
@click.option("--language", type=click.Choice(["auto", "ru", "en"]), default="auto")
@click.option("--answerer", type=click.Choice(["extractive", "llm"]))
@_INDEX_OPTION
@command
def ask(
    question: str, as_json: bool, language: Any, answerer: str | None, index: Path | None
) -> None:
    """Ask one question."""
    from rich.console import Console

    from qa.answerers import Terms
    from qa.commands.terminal import print_answer, to_json
    from qa.commands.watching import watch
    from qa.factory import build_pipeline
    from qa.understanding.conversation import contextualise

    settings = load_settings(index=index)
    # A question that can't be asked is refused before the model loads.
    contextualise(question, max_characters=settings.max_question_characters)
    if answerer == "llm" and settings.llm is None:
        raise SettingsError("llm_unset", names="SEEDQA_LLM")
    pipeline = build_pipeline(settings)
    console = Console(highlight=False)
    pieces = pipeline.stream(
        question,
        language=language,
        fallback=interface_language(settings),
        terms=Terms(answerer=answerer),
    )
    answer = watch(pieces, Console(quiet=True) if as_json else console)
    if as_json:
        click.echo(to_json(answer))
    else:
        print_answer(answer, console)


@main.command(help=message("command.help_chat", interface_language()))
@_INDEX_OPTION
@command
def chat(index: Path | None) -> None:
    """Ask again and again."""
    from qa.commands.terminal import converse
    from qa.factory import build_pipeline

    settings = load_settings(index=index)
    converse(build_pipeline(settings), interface_language(settings))


@main.command(help=message("command.help_serve", interface_language()))
@click.option("--host")
@click.option("--port", type=int)
@_INDEX_OPTION
@command
def serve(host: str | None, port: int | None, index: Path | None) -> None:
    """Serve the chat page and the API, building the index first where there is none."""
    from qa.commands.indexing import ensure_index
    from qa.server.run import serve as run

    settings = load_settings(index=index, host=host, port=port)
    ensure_index(settings)
    run(settings)


@main.command(help=message("command.help_feedback", interface_language()))
@_INDEX_OPTION
@command
def feedback(index: Path | None) -> None:
    """Print the visitors' feedback as a table of gold questions."""
    from qa.records.feedback import to_table
    from qa.records.store import read_feedback

    click.echo(to_table(read_feedback(load_settings(index=index).records_file)), nl=False)


@main.command(help=message("command.help_token", interface_language()))
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice(["ask", "admin", "metrics"]),
    multiple=True,
    default=["ask"],
)
@command
def token(name: str, scopes: tuple[Any, ...]) -> None:
    """Make a bearer token: the secret for whoever asks, its hash for the settings."""
    from qa.access import Token, new_secret

    secret = new_secret()
    made = Token.of(name, scopes, secret)
    language = interface_language()
    click.echo(message("command.token_secret", language), err=True)
    click.echo(secret)
    click.echo(message("command.token_setting", language), err=True)
    click.echo(f"[[tokens]]\nname = {json.dumps(made.name, ensure_ascii=False)}")
    click.echo(f"scopes = {json.dumps(made.scopes)}\nsha256 = {json.dumps(made.sha256)}")


@main.command("translate", help=message("command.help_translate", interface_language()))
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--to", type=click.Choice(["ru", "en"]), required=True)
@click.option("--force", is_flag=True, help=message("translate.help_force", interface_language()))
@command
def translate_command(path: Path, to: Any, force: bool) -> None:
    """Translate a document, or those of a folder."""
    from qa.commands.translating import translate

    settings = load_settings()
    if settings.llm is None:
        raise SettingsError("llm_unset", names="SEEDQA_LLM")
    if not translate(settings, path, to, force):
        sys.exit(1)


@main.command(help=message("command.help_doctor", interface_language()))
@_INDEX_OPTION
@command
def doctor(index: Path | None) -> None:
    """Examine the installation."""
    from qa.commands.doctor import examine

    if not examine(load_settings(index=index)):
        sys.exit(1)


if __name__ == "__main__":
    main()
