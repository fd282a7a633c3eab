"""What an answer says: whether it is right, in the right language, and grounded in its sources."""

import re
from collections.abc import Sequence

from evals.metrics.visible import is_signed_number, visible, words_of
from evals.types import Case
from index.text.language import detect
from index.text.words import normalise, proper_names
from qa.types import Answer, Sentence
from qa.wording.messages import message

_QUOTATION = re.compile(r"[«“].*[»”]", re.S)
_LEAD_INS = (
    *(f"answer.lead_in_{source}" for source in ("ru", "en", "other")),
    *(f"answer.lead_in_unsure{source}" for source in ("", "_ru", "_en", "_other")),
)


def answer_match(case: Case, answer: Answer) -> float | None:
    """1 where the answer holds an alternative of every group.

    Compared by normalised words in a row, signs of numbers and of names («−5», "C++") among them;
    an alternative without a word ("€", an emoji) as it is written. What can't be seen is left out
    of both.
    """
    if not case.answerable or not case.answers:
        return None
    return float(answer.answered and holds_answers(case, answer.said))


def holds_answers(case: Case, text: str) -> bool:
    """Tell whether a text holds an alternative of every group of a case, as `answer_match` does."""
    said = visible(text)
    words = words_of(said)
    return all(any(_holds(said, words, one) for one in group) for group in case.answers)


def right_language(case: Case, answer: Answer) -> float | None:
    """1 where what is said, quotations in another language aside, is in the asker's language.

    None where nothing is said in letters: «1827» is in every language.
    """
    said = answer.said
    if detect(said) is None:
        return None
    if any(citation.language != case.language for citation in answer.citations):
        said = _QUOTATION.sub("", said)
    return float(detect(said) == case.language)


def refused(case: Case, answer: Answer) -> float | None:
    """1 where an unanswerable question is refused."""
    return None if case.answerable else float(not answer.answered)


def falsely_refused(case: Case, answer: Answer) -> float | None:
    """1 where an answerable question is refused."""
    return float(not answer.answered) if case.answerable else None


def sure_wrong(case: Case, answer: Answer) -> float | None:
    """1 where an answer that is said to be sure is wrong; its mean is over the sure ones alone.

    To a question that nothing answers every answer is wrong. None where only passages are judged.
    """
    if answer.certainty != "sure":
        return None
    if not case.answerable:
        return 1.0
    match = answer_match(case, answer)
    return None if match is None else 1.0 - match


def sure(case: Case, answer: Answer) -> float | None:
    """1 where an answerable question gets an answer that is said to be sure."""
    return float(answer.certainty == "sure") if case.answerable else None


def not_sure(case: Case, answer: Answer) -> float | None:
    """1 where an unanswerable question is refused, or its answer said to be unsure."""
    return None if case.answerable else float(answer.certainty != "sure")


def groundedness(answer: Answer) -> float | None:
    """Share of the citing sentences whose every number and name stands in the words they cite.

    Numbers and names are what a generated answer most often gets wrong and what can be checked
    without a judge. A sentence without any is grounded. None where no sentence cites.
    """
    citing = [sentence for sentence in answer.sentences if sentence.citations]
    if not citing:
        return None
    return sum(_is_grounded(sentence, answer) for sentence in citing) / len(citing)


def _is_grounded(sentence: Sentence, answer: Answer) -> bool:
    quotes = [
        visible(c.view or c.quote) for c in answer.citations if c.number in sentence.citations
    ]
    said = visible(_without_lead_in(sentence, answer))
    numbers = {word for word in words_of(said) if is_signed_number(word)}
    cited = {word for quote in quotes for word in normalise(quote, keep_stopwords=True)}
    cited_numbers = {word for quote in quotes for word in words_of(quote)}
    return numbers <= cited_numbers and cited.issuperset(proper_names(said))


def _without_lead_in(sentence: Sentence, answer: Answer) -> str:
    """Leave out our own "A Russian-language source says", which no source can hold."""
    for citation in answer.citations:
        values = {"quote": citation.view or citation.quote, "code": citation.language}
        told = (message(key, answer.language, **values) for key in _LEAD_INS)
        # The answering words may be said first.
        if sentence.text.endswith(tuple(told)):
            return citation.view or citation.quote
    return sentence.text


def _holds(said: str, words: Sequence[str], option: str) -> bool:
    option = visible(option).strip()
    wanted = words_of(option)
    if not wanted:
        return bool(option) and option in said
    return any(
        list(words[start : start + len(wanted)]) == wanted
        for start in range(len(words) - len(wanted) + 1)
    )
