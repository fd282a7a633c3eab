"""All that a model is made to say, and which of it is told apart by nothing yet."""

from tests.qa.answerers.llm.misbehaviour.falsehoods import FALSEHOODS
from tests.qa.answerers.llm.misbehaviour.no_answers import NO_ANSWERS
from tests.qa.answerers.llm.misbehaviour.truths import TRUTHS

ROWS = (*TRUTHS, *FALSEHOODS, *NO_ANSWERS)

# Nothing but the meaning tells these, and the network that checks doesn't yet.
UNDETECTED = frozenset(
    {
        "en: another subject",
        "ru: an invented cause",
        "en: a stronger claim",
        "en: an injection obeyed",
        "ru: an injection obeyed",
        # True ones, of which it isn't sure.
        "en: a number in digits",
        "en: a date in digits",
    }
)
