"""From what was typed to a question that stands by itself."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from index.errors import QuestionError
from index.text.language import detect
from qa.types import LANGUAGES, Language, Question, Turn
from qa.understanding.followups import Find, answered_before, completed
from qa.understanding.more import continued
from qa.understanding.retyping import Retyped, retyped

# Years as they are said: «в 24-м», «с 24-го года», "in '24".
_SHORT_YEAR = re.compile(
    r"(?<=\bв )(\d\d)-?м(?! [а-яё])|(?<![\d.,])(\d\d)-?(?:го|й|му|о?м)(?= год[ау]?\b)"
    r"|(?<![\d.,])(\d\d)(?= году\b)|(?<!\w)['’](\d\d)\b",
    re.I,
)
_THIS_CENTURY = 50  # '49 is 2049, '50 is 1950


def contextualise(
    text: str,
    history: Sequence[Turn] = (),
    *,
    language: Literal["auto", "ru", "en"] = "auto",
    fallback: Language = "en",
    max_characters: int = 2_000,
    find: Find | None = None,
) -> Question:
    """Make a question of a text and the turns before it.

    The language is the one asked for, else that of the text, else that of the last question, else
    `fallback`. "Tell me more" stands for the question that it goes on with. Raises QuestionError
    for what is empty, too long, no text, or in a language that can't be answered in. `find` gives
    the words that answered in an earlier answer, for pronouns that mean them.
    """
    text = _composed(text)
    _check(text, max_characters)
    asked = [turn.content for turn in history if turn.role == "user" and turn.content.strip()]
    answered_in = _language(text, language, asked, fallback)
    whole = _in_full(text)
    standalone = completed(whole, answered_before(history, _read, find), find)
    question = Question(text, answered_in, standalone, carried=standalone != whole)
    further = continued(text, history)
    if further is None:
        return question
    try:
        earlier = contextualise(
            further.text,
            further.before,
            language=language,
            fallback=fallback,
            max_characters=max_characters,
            find=find,
        )
    except QuestionError:
        return question
    return replace(
        question,
        standalone=earlier.standalone,
        before=earlier,
        times=further.times,
        carried=False,
    )


def questions_of(
    text: str,
    history: Sequence[Turn] = (),
    *,
    language: Literal["auto", "ru", "en"] = "auto",
    fallback: Language = "en",
    max_characters: int = 2_000,
    find: Find | None = None,
    carry: bool = True,
) -> tuple[Question, ...]:
    """What a text may ask: as it was typed, then as it was meant if it was typed in other letters.

    Without `carry` it is taken as it is written, by itself. Raises QuestionError as `contextualise`
    does; in a language that can't be answered in nothing is asked as it was typed, which is an
    error only where nothing else is meant.
    """
    if not carry:
        alone = contextualise(
            text, language=language, fallback=fallback, max_characters=max_characters
        )
        return (alone,)
    try:
        typed = contextualise(
            text,
            history,
            language=language,
            fallback=fallback,
            max_characters=max_characters,
            find=find,
        )
    except QuestionError as error:
        meant = retyped(text) if error.code == "question_language" else None
        if meant is None:
            raise
        return (_question_meant(text, meant, history, language, find),)
    meant = retyped(text)
    return (typed, _question_meant(text, meant, history, language, find)) if meant else (typed,)


def _question_meant(
    typed: str,
    meant: Retyped,
    history: Sequence[Turn],
    language: Literal["auto", "ru", "en"],
    find: Find | None,
) -> Question:
    language = meant.language if language == "auto" else language
    question = contextualise(
        meant.text, history, language=language, max_characters=len(meant.text), find=find
    )
    return replace(question, typed=_composed(typed))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _check(text: str, max_characters: int) -> None:
    if not text:
        raise QuestionError("question_empty")
    if len(text) > max_characters:
        raise QuestionError("question_long", length=len(text), limit=max_characters)
    unprintable = sum(unicodedata.category(char) in ("Cc", "Co", "Cn", "Cs") for char in text)
    breaks = sum(char in "\n\r\t" for char in text)
    if "\ufffd" in text or unprintable > breaks or not any(char.isalnum() for char in text):
        raise QuestionError("question_binary")


def _language(
    text: str, wanted: Literal["auto", "ru", "en"], before: Sequence[str], fallback: Language
) -> Language:
    detected = detect(text)
    if wanted != "auto":
        return wanted
    if detected is not None and detected not in LANGUAGES:
        raise QuestionError("question_language")
    for candidate in (detected, *(detect(_as_meant(earlier)) for earlier in reversed(before))):
        for answerable in LANGUAGES:
            if candidate == answerable:
                return answerable
    return fallback


def _as_meant(text: str) -> str:
    """A text, or what was meant by it where it was typed in other letters."""
    meant = retyped(text)
    return meant.text if meant else text


def _read(text: str) -> str:
    """What was meant by a question before, its years in full."""
    return _in_full(_as_meant(_composed(text)))


def _in_full(text: str) -> str:
    """A text with its years of two digits in four."""
    return _SHORT_YEAR.sub(_year_in_full, text)


def _year_in_full(match: re.Match[str]) -> str:
    digits = next(group for group in match.groups() if group)
    return f"{20 if int(digits) < _THIS_CENTURY else 19}{digits}"
