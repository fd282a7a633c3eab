"""Certainty in words: decimals would promise more than they hold."""

from qa.types import Answer
from qa.wording.messages import message


def certainty_in_words(answer: Answer) -> str:
    """Word how sure an answer is, in its language; a refusal speaks for itself."""
    return (
        ""
        if answer.certainty == "none"
        else message(f"answer.certainty_{answer.certainty}", answer.language)
    )
