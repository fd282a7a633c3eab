"""Prompts: one file a language, with the passages fenced and named as material."""

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from qa.types import Language, Turn

SENTINEL = "NO_ANSWER"
_FOLDER = Path(__file__).parent / "prompts"
_FENCE_CHARACTERS = 8


@dataclass(frozen=True, slots=True)
class Given:
    """A passage as a model is given it; `date` is ISO 8601, `place` in words."""

    title: str
    text: str
    date: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """The texts of a language's prompt; `version` rises with every change."""

    version: int
    system: str
    user: str
    passage: str
    date: str
    place: str
    rewrite: str
    rewritten: str


@cache
def prompt_for(language: Language) -> Prompt:
    """Read the prompt of a language."""
    texts = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return Prompt(
        **{name: text.strip("\n") if name != "version" else text for name, text in texts.items()}
    )


def fence_of(*texts: str) -> str:
    """What fences texts in: a hash of what they say, so that none of them can hold it."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:_FENCE_CHARACTERS]


def messages_for(question: str, language: Language, given: Sequence[Given]) -> list[BaseMessage]:
    """Ask a question about passages, numbered from 1 and fenced."""
    prompt = prompt_for(language)
    fence = fence_of(question, *(passage.text for passage in given))
    passages = [
        prompt.passage.format(
            fence=fence,
            number=number,
            title=_quoted(passage.title),
            facts=_facts(prompt, passage),
            text=passage.text,
        )
        for number, passage in enumerate(given, start=1)
    ]
    return [
        SystemMessage(prompt.system.format(sentinel=SENTINEL)),
        HumanMessage(prompt.user.format(passages="\n\n".join(passages), question=question)),
    ]


def rewriting_for(question: str, language: Language, turns: Sequence[Turn]) -> list[BaseMessage]:
    """Ask for a question in full, given the turns before it."""
    prompt = prompt_for(language)
    said = "\n".join(f"{turn.role}: {' '.join(turn.content.split())}" for turn in turns)
    return [
        SystemMessage(prompt.rewrite),
        HumanMessage(prompt.rewritten.format(turns=said, question=question)),
    ]


def _facts(prompt: Prompt, passage: Given) -> str:
    date = prompt.date.format(date=_quoted(passage.date)) if passage.date else ""
    place = prompt.place.format(place=_quoted(passage.place)) if passage.place else ""
    return date + place


def _quoted(text: str) -> str:
    return " ".join(text.replace('"', "'").split())
