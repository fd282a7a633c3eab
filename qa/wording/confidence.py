"""Confidence in words: decimals would promise more than they hold."""

from qa.types import Answer
from qa.wording.messages import message

_HIGH, _FAIR = 0.8, 0.5


def confidence_in_words(answer: Answer) -> str:
    """Word the confidence of an answer in its language."""
    level = (
        "high" if answer.confidence >= _HIGH else "fair" if answer.confidence >= _FAIR else "low"
    )
    return message(f"answer.confidence_{level}", answer.language)
