"""Follow-ups: what a text leaves out is taken from the question that was answered before it."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from index.text.words import TOKEN, is_cyrillic, normalise
from qa.types import LANGUAGES, Turn
from qa.understanding.corrections import corrected
from qa.understanding.more import wants_more
from qa.understanding.questions import talk_of
from qa.understanding.substitution import YEAR, put_into
from qa.understanding.wordings import (
    PREPOSITIONS,
    asks_or_tells,
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
_PRONOUN = re.compile(
    r"\b(?:он|она|оно|они|его|её|ее|их|ему|ей|им|ими|н[её]м|ней|них|ним|него|не[её]|нею|там|туда"
    r"|оттуда|этот|эта|это|эти|этом|этой|этого|этому|этим|этих|тогда|такой|такая|такое|такие"
    r"|he|she|it|they|him|her|them|his|hers|its|their|theirs|there|this|that|these|those)\b",
    re.I,
)
# Where such a word points at nothing before: time of speaking, things that just are, "say that".
_POINTS_NOWHERE = re.compile(
    r"\bэт(?:ом|от|ого|им) (?:год\w*|месяц\w*|недел\w*|сезон\w*|раз\w*|врем\w*)|\bэтой (?:недел\w+"
    r"|весн\w+|осен\w+|зим\w+)|\bэти дни\b|\b(?:что|кто) (?:это )?так(?:ой|ая|ое|ие)\b|\bто, что\b"
    r"|\bthis (?:year|month|week|season|time|morning|summer|winter|spring|autumn|fall|century)\b"
    r"|\bthere (?:is|are|was|were|been|be)\b|\b(?:is|are|was|were) there\b"
    r"|\bis it (?:true|possible)"
    r"|\bit (?:takes?|took|cost|costs)\b|\b(?:does|did|will|would) it (?:take|cost)\b"
    r"|\bthat of\b|[—–-]\s*это\b"
    r"|\bthose (?:who|aboard|of|in|on|that|which|with|under|over|from|at|\w+(?:ing|ed))\b"
    # A conjunction or a relative: something stands before it that is no preposition or auxiliary.
    r"|(?<!\babout)(?<!\bof)(?<!\bin)(?<!\bto)(?<!\bfor)(?<!\bfrom)(?<!\bwith)(?<!\blike)"
    r"(?<!\bafter)(?<!\bbefore)(?<!\bis)(?<!\bwas)(?<!\bdid)(?<!\bdo)(?<!\bdoes)(?<!\band)(?<!\bbut)"
    r"(?<=\w)\sthat(?= \w)",
    re.I,
)
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
# A question with so few words of its own leaves its subject out, after "and" one more.
_FEW_WORDS = 2


def answered_before(history: Sequence[Turn], read: Callable[[str], str]) -> str | None:
    """The last question that was answered, completed by those before it; else the last one.

    `read` gives what was meant by what was typed.
    """
    known = last = None
    for at, turn in enumerate(history):
        if turn.role != "user" or not turn.content.strip() or wants_more(turn.content):
            continue
        if any(talk_of(turn.content, language) for language in LANGUAGES):
            continue
        last = completed(read(turn.content.strip()), known or last)
        answer = next((t.content for t in history[at + 1 : at + 2] if t.role == "assistant"), "")
        if not _is_refusal(answer):
            known = last
    return known or last


def completed(text: str, before: str | None) -> str:
    """A text with what it leaves out taken from the question before; as it is where it is whole."""
    if before is None:
        return text
    body, opened = _body(text)
    if is_cyrillic(text) != is_cyrillic(before) and _leaves_out(body, opened):
        return f"{before} {text}"
    fragment = _fragment(body, opened)
    if fragment is not None:
        return put_into(END.sub("", before), fragment)
    if _points_before(body) or _leaves_out(body, opened):
        return f"{END.sub('', body)} ({subject_of(before)})?"
    return text


def subject_of(question: str) -> str:
    """What a question is about: its words without those that ask, tell or point elsewhere, and
    without prepositions that were theirs."""
    body = _body(question)[0]
    words = words_in(body)
    pointing = {found.start() for found in _PRONOUN.finditer(_without_nowhere(body))}
    names = [not asks_or_tells(word) and word.start not in pointing for word in words]
    kept = [
        word.text
        for word, named, followed in zip(words, names, [*names[1:], False], strict=True)
        if named and (followed or word.low not in PREPOSITIONS)
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
    kept = [w.text for w in words_in(text) if not w.asks]
    return normalise(_PRONOUN.sub(" ", " ".join(kept)))


def _fragment(body: str, opened: bool) -> str | None:
    """A text that names a thing and says nothing of it; None for whole questions."""
    words = words_in(body)
    asking = [word for word in words if word.asks]
    if asking:
        only = len(asking) == len(words)
        return END.sub("", body) if only else None
    if any(map(tells, words)) or _PRONOUN.search(body):
        return None
    if words and not opened and not is_named(words[0]):
        body = body[0].lower() + body[1:]  # its capital only begins the text
    own = len(_own_words(body))
    leads = bool(words) and (words[0].low in PREPOSITIONS or bool(YEAR.match(body)))
    few = own <= _FEW_WORDS if leads else own < _FEW_WORDS
    return END.sub("", body) if words and (few or (opened and own <= 2 * _FEW_WORDS)) else None


def _without_nowhere(body: str) -> str:
    """A text with blanks where words point at nothing before."""
    return _POINTS_NOWHERE.sub(lambda found: " " * len(found.group()), body)


def _points_before(body: str) -> bool:
    """Whether a pronoun means what was said before: nothing in the text itself stands for it."""
    body = _without_nowhere(body)
    found = _PRONOUN.search(body)
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
