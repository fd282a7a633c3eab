"""Pronouns: which point at what was said before, and what they may mean there."""

import re
from collections.abc import Iterable

from index.text.words import is_cyrillic, morphology
from qa.understanding.wordings import Word, asks_or_tells, words_in

PRONOUN = re.compile(
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
# Questions for somebody and for a place, with the pronouns that may mean whatever answers them.
_WHO = re.compile(
    r"\b(?:кто|кого|кому|кем|ком|чей|чья|чь[её]|чьи|как (?:\w+ )?зовут|как (?:\w+ )?звали"
    r"|who|whom|whose)\b",
    re.I,
)
_SOMEBODY = re.compile(
    r"\b(?:он|она|они|его|её|ее|их|ему|ей|им|ими|н[её]м|ней|них|ним|него|не[её]|нею"
    r"|he|she|they|him|her|them|his|hers|their|theirs)\b",
    re.I,
)
_WHERE = re.compile(r"\b(?:где|куда|откуда|where)\b", re.I)
_THERE = re.compile(r"\b(?:там|туда|оттуда|there)\b", re.I)
# A question for one thing of a kind.
_WHICH = re.compile(
    r"\b(?:как(?:ой|ая|ое|ие|ого|ому|им|их|ую|ом|ой|ими)|котор\w+|что за|what|which)\s+", re.I
)
_OF_NEITHER = "он его ему им нём нем него ним оно"
_OF = {
    "masc": _OF_NEITHER,
    "neut": _OF_NEITHER,
    "femn": "она её ее ей ней неё нее нею",
    "plur": "они их им ими них ними",
    "any": "это эти этом этой этого этому этим этих там туда оттуда",
    "english": "it its they them their theirs this that these those there",
}
_WORDS_OF = {kind: frozenset(words.split()) for kind, words in _OF.items()}


def without_nowhere(body: str) -> str:
    """A text with blanks where words point at nothing before."""
    return _POINTS_NOWHERE.sub(lambda found: " " * len(found.group()), body)


def may_mean(body: str, question: str) -> bool:
    """Whether a pronoun of a text may mean what a question before it asked for."""
    body = without_nowhere(body)
    if _WHO.search(question) and _SOMEBODY.search(body):
        return True
    if _WHERE.search(question) and _THERE.search(body):
        return True
    which = _WHICH.search(question)
    if which is None:
        return False
    kind = next(iter(words_in(question[which.end() :])), None)
    return kind is not None and not asks_or_tells(kind) and _agree(kind, PRONOUN.findall(body))


def _agree(noun: Word, pronouns: Iterable[str]) -> bool:
    """Whether one of some pronouns may mean a noun, by its gender and number."""
    low = {pronoun.lower() for pronoun in pronouns}
    if low & _WORDS_OF["any"]:
        return True
    if not is_cyrillic(noun.text):
        return bool(low & _WORDS_OF["english"])
    tags = (parse.tag for parse in morphology().parse(noun.low) if "NOUN" in parse.tag)
    tag = next(tags, None)
    kind = tag and ("plur" if tag.number == "plur" else tag.gender)
    return bool(low & _WORDS_OF.get(str(kind), frozenset()))
