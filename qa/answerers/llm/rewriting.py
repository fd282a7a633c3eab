"""Follow-ups in full, by a model; what it makes of them is taken only if it invents nothing."""

from collections.abc import Sequence
from dataclasses import replace

from index.text.names import name_keys
from index.text.words import is_number, normalise
from qa.answerers import Terms
from qa.answerers.llm.calling import Calls, GivenUp, Spent
from qa.answerers.llm.prompt import rewriting_for
from qa.types import Question, Turn

# Turns that a model is shown, and how much longer a question may become than all of them.
_TURNS = 6
_MOST_CHARACTERS = 500


def rewrite(
    question: Question, history: Sequence[Turn], calls: Calls, terms: Terms, spent: Spent
) -> Question:
    """Complete a question that leaves something out; as it was where that can't be had.

    What it took is counted in `spent`.
    """
    turns = history[-_TURNS:]
    messages = rewriting_for(question.text, question.language, turns)
    try:
        written = "".join(calls.stream(messages, terms, spent))
    except GivenUp:
        return question
    written = written.strip().strip('"«»“”').strip()
    said = " ".join(turn.content for turn in turns)
    if keeps(written, question.text, f"{said} {question.standalone}"):
        return replace(question, standalone=written)
    return question


def keeps(written: str, text: str, before: str) -> bool:
    """Whether a question in full has all numbers and names of what was typed, and no new ones."""
    if not written or "\n" in written or len(written) > _MOST_CHARACTERS:
        return False
    kept, typed, known = _telling(written), _telling(text), _telling(f"{before} {text}")
    return typed <= kept <= known


def _telling(text: str) -> set[str]:
    """The numbers and names of a text."""
    return {word for word in normalise(text) if is_number(word)} | set(name_keys(text))
