"""What a document speaks of by name, and how one asks about it."""

import re
from collections import Counter
from collections.abc import Iterator

from index.text.words import is_cyrillic, is_stopword, morphology
from index.types import Document
from qa.reader.countries import countries_in
from qa.types import Language
from qa.wording.messages import message

# Names in quotes: of a firm, a film, a park.
_QUOTED = re.compile(r"«([^»«\n]{3,60})»|“([^”“\n]{3,60})”")
_WORD = r"[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][a-zа-яёәіңғүұқөһ][\w’-]*"
_CAPITALS = re.compile(rf"\b{_WORD}(?:(?: (?:of|for|and|de|the))* {_WORD})*")
_SENTENCE_END = re.compile(r"[.!?…:»”\n—]\W*$")
_MOST_WORDS = 6
_SHORTEST = 4
# Grammemes of pymorphy3: the prepositional case; names of places; what has no cases.
_PREPOSITIONAL = frozenset({"loct"})
_PLACE = "Geox"
_NOMINATIVE = "nomn"
# A name that no dictionary knows is masculine where it ends so: «о «Хоргосе»».
_HARD_END = re.compile("[бвгджзклмнпрстфхцчшщ]$")
# «об Астане», «о Европе».
_VOWELS = "аоуиэ"


def topics(document: Document, most: int) -> list[str]:
    """The names that a document speaks of, those it names most often first."""
    counts: Counter[str] = Counter()
    for name in (*_quoted(document.text), *_capitalised(document.text)):
        counts[name] += 1
    # A name that is part of a longer one is the same topic said in short.
    whole = [
        name for name in counts if not any(name != other and name in other for other in counts)
    ]
    named = sorted(whole, key=lambda name: -counts[name])[:most]
    return [_with_article(name, document.text) for name in named]


def question_about(topic: str, language: Language) -> str | None:
    """Ask about a topic; None where its name can't be put into the case that asks for it."""
    if language == "ru":
        declined = _prepositional(topic)
        if declined is None:
            return None
        preposition = "об" if declined.lstrip("«")[0].lower() in _VOWELS else "о"
        return message("suggest.about", language, topic=f"{preposition} {declined}")
    return message("suggest.about", language, topic=topic)


def _quoted(text: str) -> Iterator[str]:
    for found in _QUOTED.finditer(text):
        name = found[1] or found[2]
        if name[0].isupper() and len(name.split()) <= _MOST_WORDS and name[-1].isalnum():
            yield found[0]


def _capitalised(text: str) -> Iterator[str]:
    """Names without quotes: of places in Russian, where cases can be trusted; any in English."""
    text = _QUOTED.sub(lambda found: " " * len(found[0]), text)
    for found in _CAPITALS.finditer(text):
        words = found[0].split()
        begins = found.start() == 0 or _SENTENCE_END.search(text[: found.start()]) is not None
        if is_stopword(words[0]) and len(words) > 1:  # "The Silk Road"
            words, begins = words[1:], False
        name = " ".join(words).removesuffix("’s").strip("’-")
        if len(words) > _MOST_WORDS or len(name) < _SHORTEST or countries_in(name):
            continue
        if is_cyrillic(name):
            place = _place(name) if len(words) == 1 else None
            if place:
                yield place
        elif not begins and (len(words) > 1 or not is_stopword(name)):
            yield name


def _with_article(name: str, text: str) -> str:
    """An English name of several words with "the", where the text mostly gives it one."""
    if " " not in name or not name[0].isalpha() or is_cyrillic(name):
        return name
    articles = len(re.findall(rf"\bthe {re.escape(name)}\b", text, re.I))
    return f"the {name}" if 2 * articles > text.count(name) else name


def _place(word: str) -> str | None:
    """The nominative of a place that the dictionary knows, None for any other word."""
    if not morphology().word_is_known(word):
        return None
    parses = morphology().parse(word)
    return next((_capital(p.normal_form) for p in parses if _PLACE in p.tag.grammemes), None)


def _prepositional(topic: str) -> str | None:
    """A name after «о»: its words up to the first one without cases are declined."""
    words = topic.strip("«»").split()
    declined: list[str] = []
    for position, word in enumerate(words):
        parses = [p for p in morphology().parse(word) if _NOMINATIVE in p.tag.grammemes]
        if not is_cyrillic(word) or (declined and not parses):
            declined += words[position:]
            break
        known = morphology().word_is_known(word)
        if len(words) == 1 and not known and _HARD_END.search(word):
            return f"«{word}е»"
        inflected = parses[0].inflect(_PREPOSITIONAL) if parses else None
        if inflected is None or not known:
            return None
        # After the noun nothing agrees with the preposition any more.
        declined.append(_capital(inflected.word) if word[0].isupper() else inflected.word)
        if "NOUN" in parses[0].tag.grammemes:
            declined += words[position + 1 :]
            break
    quoted = topic.startswith("«")
    return f"«{' '.join(declined)}»" if quoted else " ".join(declined)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
