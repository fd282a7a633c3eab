"""Follow-ups: what a text leaves out is taken from the question that was answered before it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.text.words import TOKEN, is_cyrillic, is_number, normalise
from qa.types import LANGUAGES, Turn
from qa.understanding.corrections import corrected
from qa.understanding.more import wants_more
from qa.understanding.pronouns import PRONOUN, may_mean, without_nowhere
from qa.understanding.questions import talk_of
from qa.understanding.substitution import CONDITION, YEAR, put_into, under_condition
from qa.understanding.wordings import (
    CODE,
    asks_or_tells,
    attribute_in,
    is_named,
    tells,
    words_in,
)
from qa.wording.messages import message

_OPENER = re.compile(
    r"^(?:(?:ну|да|и|хорошо|ладно|кстати|ок(?:ей)?|ok(?:ay)?|so|well"
    r"|sorry|извини(?:те)?|прости(?:те)?)[\s,]+)*"
    r"(?:а что насч[её]т|а как насч[её]т|а как же|как насч[её]т|что насч[её]т|а вот|а|и|но|тогда"
    r"|ещё|еще|также|and what about|what about|and how about|how about|and|but|also|then)\b[\s,]*",
    re.I,
)
END = re.compile(r"[\s?!.…]+$")
# These may mean a name that stands before them in the question itself; "it" as an object doesn't.
_OF_A_NAME = re.compile(
    r"^(?:он|она|они|его|её|ее|их|he|she|they|his|her|hers|its|their|theirs)$", re.I
)
_DEFINES = re.compile(
    r"^\W*(?:(?:что|кто) (?:это )?так\w+|(?:what|who)(?: is| are| was| were|['’]s))\s+\w", re.I
)
_POSSESSIVE = re.compile(r"^(?:его|её|ее|их|his|her|hers|its|their|theirs)$", re.I)
_CLAUSE = re.compile(
    r"[,;:]|\b(?:и|а|но|что|чтобы|если|когда|после|до|and|but|because|when|if|that|or|before|after"
    r"|than|while|as|since|so)\b"
)
_LONGEST_NAME = 60
# What was said of the question before it was answered.
_UNDERSTOOD = re.compile(
    "|".join(
        f"^{re.escape(message('answer.understood', language, question='…')).replace('…', '.*?')}"
        for language in LANGUAGES
    )
)
# A question with so few words of its own leaves its subject out, after "and" one more.
_FEW_WORDS = 2
# What corrects the question before leans on it, unless it has more words than these.
_CORRECTING = 3


# The words of a text that answer a question, if any do.
Find = Callable[[str, str], str | None]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was understood, and what was answered."""

    question: str
    answer: str = ""


def answered_before(
    history: Sequence[Turn], read: Callable[[str], str], find: Find | None = None
) -> Exchange | None:
    """The last question that was answered, completed by those before it; else the last one.

    `read` gives what was meant by what was typed.
    """
    known = last = None
    for at, turn in enumerate(history):
        if turn.role != "user" or not turn.content.strip() or wants_more(turn.content):
            continue
        if any(talk_of(turn.content, language) for language in LANGUAGES):
            continue
        answer = next((t.content for t in history[at + 1 : at + 2] if t.role == "assistant"), "")
        answer = _UNDERSTOOD.sub("", answer, count=1)
        last = Exchange(completed(read(turn.content.strip()), known or last, find), answer)
        if not _is_refusal(answer):
            known = last
    return known or last


def completed(text: str, before: Exchange | None, find: Find | None = None) -> str:
    """A text with what it leaves out taken from the question before; as it is where it is whole."""
    if before is None:
        return text
    body, opened = _body(text)
    if opened and CONDITION.match(body) and not any(word.asks for word in words_in(body)):
        return under_condition(END.sub("", before.question), END.sub("", body))
    fragment = _fragment(body, opened)
    if fragment is not None:
        if is_cyrillic(text) != is_cyrillic(before.question) and not _is_code(fragment):
            return f"{before.question} {text}"
        if (attribute := attribute_in(fragment, leading=True)) is not None:
            asked = END.sub("", before.question)
            other = attribute_in(asked)
            if other is None:
                return f"{fragment[0].upper()}{fragment[1:]} ({subject_of(asked)})?"
            if len(words_in(fragment[attribute.start :])) == 1:
                return f"{asked[: other.start]}{attribute.text}{asked[other.end :]}?"
        return put_into(END.sub("", before.question), fragment)
    points = _points_before(body)
    corrects = corrected(text.strip()) != text.strip() and len(_own_words(body)) <= _CORRECTING
    if points or corrects or _leaves_out(body, opened):
        name = _named(body, before, find) if points and find else None
        return f"{END.sub('', body)} ({name or subject_of(before.question)})?"
    return text


def _named(body: str, before: Exchange, find: Find) -> str | None:
    """Whom or what the last answer names, where that was asked for and is pointed at."""
    if not before.answer or not may_mean(body, before.question):
        return None
    found = (find(before.question, before.answer) or "").strip(" .,;:!?—–-")
    told = set(normalise(before.question))
    new = [word.text for word in words_in(found) if set(normalise(word.text)) - told]
    if not new or len(found) > _LONGEST_NAME or any(map(is_number, new)):
        return None
    return found


def subject_of(question: str) -> str:
    """What a question is about: its words without those that ask, tell or point elsewhere, and
    without prepositions that were theirs."""
    body = _body(question)[0]
    words = words_in(body)
    pointing = {found.start() for found in PRONOUN.finditer(without_nowhere(body))}
    names = [not asks_or_tells(word) and word.start not in pointing for word in words]
    kept = [
        word.text
        for word, named, followed in zip(words, names, [*names[1:], False], strict=True)
        if named and (followed or not word.is_preposition)
    ]
    return " ".join(kept) or END.sub("", question)


def _is_refusal(answer: str) -> bool:
    return any(message("answer.refusal", language) in answer for language in LANGUAGES)


def _body(text: str) -> tuple[str, bool]:
    """A text without the words that join it to what was said before, and whether it had some."""
    body = _OPENER.sub("", corrected(text.strip()), count=1)
    if not TOKEN.search(body):
        return text.strip(), True
    return body, body != text.strip()


def _own_words(text: str) -> list[str]:
    """Normalised words that bear meaning and don't ask."""
    kept = ["code" if CODE.fullmatch(w.text) else w.text for w in words_in(text) if not w.asks]
    return normalise(PRONOUN.sub(" ", " ".join(kept)))


def _fragment(body: str, opened: bool) -> str | None:
    """A text that names a thing and says nothing of it; None for whole questions."""
    words = words_in(body)
    asking = [word for word in words if word.asks]
    if asking:
        only = len(asking) == len(words)
        return END.sub("", body) if only else None
    if any(map(tells, words)) or PRONOUN.search(body):
        return None
    if words and not opened and not is_named(words[0]):
        body = body[0].lower() + body[1:]  # its capital only begins the text
    own = len(_own_words(body))
    leads = bool(words) and (words[0].is_preposition or bool(YEAR.match(body)))
    few = own <= _FEW_WORDS if leads else own < _FEW_WORDS
    return END.sub("", body) if words and (few or (opened and own <= 2 * _FEW_WORDS)) else None


def _is_code(fragment: str) -> bool:
    """Whether a text is of no language: a product's number."""
    return all(CODE.fullmatch(word.text) for word in words_in(fragment))


def _points_before(body: str) -> bool:
    """Whether a pronoun means what was said before: nothing in the text itself stands for it."""
    body = without_nowhere(body)
    found = PRONOUN.search(body)
    if found is None:
        return False
    ahead = body[: found.start()]
    # What a question asks for, «какой КПП», is no name that it gives.
    pairs = pairwise(words_in(ahead))
    named = any(is_named(word) and not last.asks for last, word in pairs)
    if named and _OF_A_NAME.match(found.group()):
        return False
    if _POSSESSIVE.match(found.group()) and len(_own_words(ahead)) >= _FEW_WORDS:
        return False
    clauses = _CLAUSE.split(ahead)
    return len(clauses) < 2 or not any(map(_own_words, clauses[:-1]))


def _leaves_out(body: str, opened: bool) -> bool:
    """Whether a text has too few words of its own to be found anything by."""
    own = len(_own_words(body))
    if _DEFINES.match(body):
        return own < 1
    return own < _FEW_WORDS + (opened or _is_bare(body))


def _is_bare(body: str) -> bool:
    """Whether a text neither asks, tells nor names: «Часы работы?» says nothing of whose."""
    return not any(asks_or_tells(word) or is_named(word) for word in words_in(body))
