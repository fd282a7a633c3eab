"""What a model is asked: one file a language, the piece fenced and named as material."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from qa.answerers.llm.prompt import fence_of
from qa.translating.checks import Complaint
from qa.translating.pieces import Piece
from qa.types import Language

_FOLDER = Path(__file__).parent / "prompts"


@dataclass(frozen=True, slots=True)
class Prompt:
    """The texts of a language's prompt; `version` rises with every change."""

    version: int
    system: str
    user: str
    again: str
    kinds: Mapping[str, str]
    complaints: Mapping[str, str]


@cache
def prompt_for(to: Language) -> Prompt:
    """Read the prompt that asks for a translation into a language."""
    texts = tomllib.loads((_FOLDER / f"{to}.toml").read_text(encoding="utf-8"))
    for name in ("system", "user", "again"):
        texts[name] = texts[name].strip("\n")
    return Prompt(**texts)


def messages_for(piece: Piece, title: str, to: Language) -> list[BaseMessage]:
    """Ask for the translation of a piece, fenced, of the document that has this title."""
    prompt = prompt_for(to)
    kind = prompt.kinds[piece.kind]
    asked = prompt.user.format(
        kind=kind, title=" ".join(title.split()), fence=fence_of(piece.text), text=piece.text
    )
    return [SystemMessage(prompt.system), HumanMessage(asked)]


def asked_again(
    messages: list[BaseMessage], said: str, complaint: Complaint, to: Language
) -> list[BaseMessage]:
    """Ask once more, with what was wrong with what the model said."""
    prompt = prompt_for(to)
    worded = prompt.complaints[complaint.kind].format(words="; ".join(complaint.words))
    return [*messages, AIMessage(said or "…"), HumanMessage(prompt.again.format(complaint=worded))]
