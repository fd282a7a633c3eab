"""Questions and passages with one telling word exchanged for another of its kind.

A network of little data takes a passage for the answer's when most of the question's words stand
in it. Here one word decides: exchanged in the question or in the answering sentence alone, nothing
answers any more; exchanged in both, the answer stays. So that no word betrays itself as strange.
"""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from index.embedding import Embedder
from index.text.words import is_stopword, morphology, normalise
from index.types import Span
from training.sets.examples import Example, Passage, answering_sentences
from training.sets.lexicon import centred, move

_WORD = re.compile(r"(?<![\w-])[a-zа-яё]{4,}(?![\w-])")
_PIECE = re.compile(r"▁[а-яё]{4,}")
# Words that questions are put with: exchanged, they ask for the same.
_FORMAL = frozenset(
    normalise(
        "type kind sort name call term use know example way form part thing amount number during"
        " following including does happen become тип вид род название имя называться термин"
        " использовать пример способ часть количество число являться стать некоторый известный"
    )
)
_ENDINGS = re.compile(r"(?:ing|ed|est|er|ion|ity|ment|ness|al|ous|ive|s)$")
# The nearest words are often synonyms, which would leave the answer; those far off are too easy.
_NEAREST, _FARTHEST = 4, 60
_FORM = {
    "NOUN": ("case", "number"),
    "ADJF": ("case", "gender", "number"),
    "VERB": ("tense", "gender", "number", "person"),
    "INFN": (),
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """For every word its neighbours of the same kind, neither the nearest nor the farthest."""

    neighbours: dict[str, tuple[str, ...]]

    def another(self, word: str, rng: random.Random) -> str | None:
        """Draw a word that may stand where this one does; None where none is known."""
        key = word if word.isascii() else _lemma(word)
        others = self.neighbours.get(key, ())
        for other in rng.sample(others, min(8, len(others))):
            formed = other if word.isascii() else _form(other, word)
            if formed:
                return formed
        return None


def build_vocabulary(
    texts: Iterable[str], vocabulary: Iterable[str], embedder: Embedder, max_words: int = 9_000
) -> Vocabulary:
    """Find the neighbours of the frequent words of some texts.

    Russian texts being few, the Russian words of a token vocabulary are taken besides.
    """
    counts = Counter(word for text in texts for word in _WORD.findall(text) if not _is_formal(word))
    known = morphology().word_is_known
    russian = [piece[1:] for piece in vocabulary if _PIECE.fullmatch(piece) and known(piece[1:])]
    kinds: dict[Hashable, list[str]] = defaultdict(list)
    for word in dict.fromkeys(
        word if word.isascii() else _lemma(word)
        for word, count in counts.most_common(max_words)
        if count > 1
    ) | dict.fromkeys(_lemma(word) for word in russian):
        kind = _kind(word)
        if kind:
            kinds[kind].append(word)
    neighbours = {}
    for words in kinds.values():
        if len(words) <= _FARTHEST // 2:
            continue
        vectors = centred(embedder, words)
        order = np.argsort(-(vectors @ vectors.T), axis=1)[:, 1:_FARTHEST]
        stems = [normalise(word) for word in words]
        for at, row in enumerate(order):
            others = [words[place] for place in row if stems[place] != stems[at]]
            neighbours[words[at]] = tuple(others[_NEAREST:])
    return Vocabulary(neighbours)


def exchange(example: Example, vocabulary: Vocabulary, rng: random.Random) -> dict[str, Example]:
    """Exchange a word of a question: by what was changed, `question`, `passage` and `both`.

    The latter two only where the word stands in the answering sentence, outside the answer.
    """
    asked = [word for word in _WORD.finditer(example.question) if not _is_formal(word.group())]
    rng.shuffle(asked)
    for word in asked:
        new = vocabulary.another(word.group(), rng)
        if new is None or _holds(example.passage.text, new):
            continue
        question = example.question[: word.start()] + new + example.question[word.end() :]
        made = {"question": replace(example, id=f"{example.id}*", question=question, answers=())}
        if example.language == example.passage.language:
            changed = _changed(example, word.group(), new)
            if changed:
                passage, answers = changed
                made["passage"] = replace(
                    example, id=f"{example.id}*p", passage=passage, answers=()
                )
                made["both"] = replace(
                    example,
                    id=f"{example.id}*b",
                    question=question,
                    passage=passage,
                    answers=answers,
                )
        return made
    return {}


def _changed(example: Example, old: str, new: str) -> tuple[Passage, tuple[Span, ...]] | None:
    """The passage with a word of its answering sentences exchanged, and where the answers are."""
    stem = normalise(old)
    touched = answering_sentences(example)
    places = [
        (word.start(), word.end(), formed)
        for word in _WORD.finditer(example.passage.text)
        if normalise(word.group()) == stem
        and any(s.start <= word.start() < s.end for s in touched)
        and not any(s.start < word.end() and s.end > word.start() for s in example.answers)
        and (formed := new if new.isascii() else _form(_lemma(new), word.group()))
    ]
    if not places:
        return None
    text, answers = move(example.passage.text, example.answers, places)
    return replace(example.passage, text=text), answers


def _holds(text: str, word: str) -> bool:
    return not set(normalise(word)).isdisjoint(normalise(text))


def _is_formal(word: str) -> bool:
    return is_stopword(word) or not _FORMAL.isdisjoint(normalise(word))


def _kind(word: str) -> Hashable:
    """What a word must share with another to stand in its place; None: it isn't exchanged."""
    if word.endswith("ly"):
        return None
    if word.isascii():
        ending = _ENDINGS.search(word)
        return "en", ending.group() if ending else ""
    tag = _parse(word).tag
    if tag.POS not in _FORM or "Name" in tag or "Geox" in tag or "Surn" in tag:
        return None
    return tag.POS, tag.gender if tag.POS == "NOUN" else None, tag.animacy, tag.aspect


def _form(lemma: str, like: str) -> str | None:
    """A Russian word in the form of another."""
    tag = _parse(like).tag
    if tag.POS not in _FORM:
        return None
    wanted = {getattr(tag, name) for name in _FORM[tag.POS]} - {None}
    inflected = _parse(lemma).inflect(wanted)
    word: str | None = inflected and inflected.word
    return word


def _lemma(word: str) -> str:
    lemma: str = _parse(word).normal_form
    return lemma


def _parse(word: str):  # type: ignore[no-untyped-def]
    return morphology().parse(word)[0]
