"""The ways in which a model may write a citation or a refusal."""

# A citation may be written in many ways; «#» is its number.
MARKERS = (
    "[#]", "[#].", "【#】", "[^#]", "[#†source]", "(source #)", "[Passage #]", "<sup>#</sup>",
    "**[#]**", "[[#]]", "［#］", "[#][#]", "[#, #]", "(источник #)", "[отрывок #]",
)  # fmt: skip

REFUSALS = (
    "NO_ANSWER", "NO_ANSWER.", "\n\nNO_ANSWER\n", "**NO_ANSWER**", "`NO_ANSWER`", "no_answer",
    '"NO_ANSWER"', "«NO_ANSWER»", "[NO_ANSWER]", "NO ANSWER", "Answer: NO_ANSWER",
    "```\nNO_ANSWER\n```", "NO_ANSWER [1]", "NO_ANSWER\n\nNO_ANSWER",
    "Sorry, NO_ANSWER", "К сожалению, NO_ANSWER.",
)  # fmt: skip
