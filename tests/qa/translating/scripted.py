"""A server that translates what it is given by a table, and does otherwise where it is told."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from qa.answerers.llm.budget import Budget
from qa.factory import build_calls
from qa.settings import Settings, load_settings
from qa.translating.translator import Model
from tests.llm.double import Double
from tests.llm.script import Asked, Reply, says

_PIECE = re.compile(r"<piece [0-9a-f]+>\n(.*)\n</piece [0-9a-f]+>", re.S)


def piece_in(asked: Asked) -> str:
    """The piece that a request asks to translate, for the first time or again."""
    found = _PIECE.search(asked.body["messages"][1]["content"])
    assert found
    return found[1]


def tries(asked: Asked) -> int:
    """Which try a request is: 1 or 2."""
    return len(asked.body["messages"]) // 2


def by_table(*tables: Mapping[str, str]) -> Callable[[Asked], Reply]:
    """Say what the table of the try says, that of the last try ever after."""

    def reply(asked: Asked) -> Reply:
        table = tables[min(tries(asked), len(tables)) - 1]
        return says(table.get(piece_in(asked)) or tables[0][piece_in(asked)])

    return reply


def settings_for(double: Double, **others: object) -> Settings:
    """Settings with the server as the model."""
    return load_settings(
        llm="openai:qwen-test", llm_base_url=double.url, **({"llm_concurrency": 2} | others)
    )


def model_of(double: Double, **others: object) -> Model:
    """The server as a translator's model."""
    settings = settings_for(double, **others)
    return Model("qwen-test", build_calls(settings), Budget(settings), settings.llm_concurrency)


def write(folder: Path, name: str, text: str) -> Path:
    """Write a file with its folders."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
