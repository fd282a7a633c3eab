"""Whether what a model wrote is a refusal: the sentinel it was asked for, or a sentence saying so.

A refusal speaks of what the model was given to read, and does so before it says anything else.
"""

import re
from functools import lru_cache

import regex

from index.text.words import morphology
from qa.answerers.llm.refusal_wordings import ENGLISH, REGRET, RUSSIAN

# As far as a text is looked at, in characters.
_LONGEST = 600
_PLAIN = str.maketrans(dict.fromkeys("*`") | {"’": "'", "ё": "е", "\xa0": " ", "\u202f": " "})
_BLANKS = re.compile(r"[ \t]+")
_DRESSING = r"[\s\"'«»“”„‘<>\[\](){}#~_—–:.,!|/-]*"
_LABEL = r"(?:(?:the )?(?:final )?(?:answer|response)|ответ|вывод|итог)(?: is)?\s*[:：—–-]"
_SORRY = (
    r"(?:i(?:'m| am) (?:very |so |truly |really )?(?:sorry|afraid)|sorry|my apologies"
    r"|(?:i )?apologi[sz]e(?: for (?:the|any) \w+)?|извините|простите|прошу прощения"
    r"|приношу (?:свои )?извинения|certainly|конечно)"
)
_REGRET = r"(?:unfortunately|regrettably|sadly|к сожалению|увы)"
_BUT = r"(?:\W+(?:but|no|that|но|однако|что)\b)?\W+"
_HEAD = rf"{_DRESSING}(?:{_LABEL}{_DRESSING})?(?:{_SORRY}{_BUT})?"
# That there is no answer, in either language; more than a name, as it may begin a sentence.
_NO_ANSWER = (
    r"(?:no[ _-]?answer(?: (?:is |was )?(?:found|available|given|possible))?|unanswerable"
    r"|(?:insufficient|not enough) (?:information|context|data)|нет[ _-]?ответа|ответа[ _-]нет"
    r"|без ответа|ответ (?:не найден|отсутствует)|недостаточно (?:информации|данных|сведений)"
    r"|нет (?:информации|данных|сведений))"
)
_STANDS_ALONE = (
    r"(?:[\s\"'»”_\])}>]*(?:$|[.!?:;—–(\n-])|,? (?:because|since|as|so|так как|поскольку|потому)\b"
    r"|,? (?:based on|in|from|within|на основ\w+|в|во) (?:the|these|provided|предоставленн\w+"
    r"|данн\w+|приведенн\w+|источник\w+|текст\w+|документ\w+)\b)"
)
_QUOTES = frozenset('"«“„')
_CLOSING_QUOTES = frozenset('"»”“')
# Words that show that a sentence has said something before it comes to what isn't told.
_SAYS = re.compile(
    r"\b(?:has|have|had|will|would|can|could|may|must|do|does|did|but|while|although|though|но|а"
    r"|хотя|(?:say|tell|mention|contain|describe|include|give|show)s?|came|went|took|grew|rose|fell"
    r"|began|became|won|said|wrote|got|gave|ran|saw|knew)\b|\b(?!(?:need|speed|seed|breed|feed|red|bed)\b)[a-z]{2,}ed\b"
)
_CYRILLIC_WORD = re.compile("[а-я-]{3,}")


def is_refusal(text: str, sentinel: str) -> bool:
    """Tell whether a whole answer refuses instead of answering."""
    plain = _plain(text)
    if _sentinel_form(sentinel).match(plain):
        return True
    refused = any(_holds(form.match(plain)) for form in _sentence_forms())
    return refused and not _quotes_someone(text)


def may_be_refusal(beginning: str, sentinel: str) -> bool:
    """Tell whether a text of which this is the beginning could be one that `is_refusal`."""
    plain = _plain(beginning)
    return any(
        _holds(form.match(plain)) or _holds(form.fullmatch(plain, partial=True))
        for form in (_sentinel_form(sentinel), *_sentence_forms())
    )


def _plain(text: str) -> str:
    """Small letters without emphasis, so that the beginning of a text gives that of the result."""
    return _BLANKS.sub(" ", text[:_LONGEST].translate(_PLAIN).lower())


@lru_cache(maxsize=8)
def _sentinel_form(sentinel: str) -> regex.Pattern[str]:
    words = [regex.escape(word) for word in re.split(r"[\W_]+", sentinel.lower()) if word]
    spelled = rf"{'[ _-]*'.join(words)}{_STANDS_ALONE}"
    if len(words) > 1:
        # Nobody writes it so by chance, whatever follows.
        spelled += rf"|{'[_-]'.join(words)}(?:[^\w]|_|$)"
    regret = rf"(?:{_REGRET}{_BUT})?"
    return regex.compile(rf"{_HEAD}{regret}(?:{spelled}|{_NO_ANSWER}{_STANDS_ALONE})")


@lru_cache(maxsize=1)
def _sentence_forms() -> tuple[regex.Pattern[str], ...]:
    regret = rf"(?:{_REGRET}{_BUT})"
    said = (rf"{regret}?(?:{sentence})" for sentence in (*ENGLISH, *RUSSIAN))
    return tuple(regex.compile(_HEAD + form) for form in (*said, regret + REGRET))


def _holds(match: regex.Match[str] | None) -> bool:
    """Whether a match stands: what comes before «не указано в источниках» says nothing yet."""
    if match is None:
        return False
    groups = match.groupdict()
    subject = groups.get("subject")
    if subject is None and groups.get("at") is not None:
        # It isn't over: its last word may be cut.
        subject = match.string[match.start("at") :].rpartition(" ")[0] + " "
    if not subject:
        return True
    if _SAYS.search(subject):
        return False
    return not any(_is_predicate(word) for word in _CYRILLIC_WORD.findall(subject))


@lru_cache(maxsize=4096)
def _is_predicate(word: str) -> bool:
    grammemes = morphology().parse(word)[0].tag.grammemes
    return "VERB" in grammemes or "PRTS" in grammemes


def _quotes_someone(text: str) -> bool:
    """«„I don't know,“ he said»: not a refusal that stands in quotes as a whole."""
    written = text.strip(" \t\n*_.")
    if written[:1] not in _QUOTES:
        return False
    return written[-1] not in _CLOSING_QUOTES or any(
        mark in _CLOSING_QUOTES for mark in written[1:-1]
    )
