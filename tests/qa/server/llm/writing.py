"""What the model writes of the seeds, and how its server fails."""

from qa.types import Language
from qa.wording.messages import message
from tests.llm.script import Close, Pause, Reply
from tests.qa.answerers.llm.sentences import TRUE

WORDS: dict[Language, str] = {"ru": "4,5 тысяч магазинов", "en": "4.5 thousand shops"}
FALSE: dict[Language, str] = {
    "ru": "Там продают 9 видов электроники.",
    "en": "They sell 9 kinds of electronics.",
}


def marked(language: Language, text: str) -> str:
    return f"{text} [@{{{WORDS[language]}}}]"


def dies(language: Language) -> Reply:
    """The server goes in the middle of a sentence."""
    return Reply((begun(language), Pause(0.2), Close()))


def begun(language: Language) -> str:
    """All but the last word; what may begin a refusal is held back."""
    return TRUE[language].rpartition(" ")[0]


def notice(language: Language) -> str:
    return message("answer.fallback_unavailable", language)
