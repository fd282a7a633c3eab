"""How well the answering words are found: SQuAD's exact match and token F1, sentence@k."""

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from evals.metrics.places import Places
from evals.metrics.visible import visible, words_of
from qa.types import Language

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")


def exact_match(prediction: str, golds: Sequence[str], language: Language) -> float:
    """1 where the normalised prediction equals a gold answer.

    Rajpurkar et al. 2016 and 2018, the official SQuAD 2.0 evaluation script: lower case, no
    punctuation, no articles, single spaces; where there is no gold, an empty prediction is the
    right one. Russian: ё→е, any Unicode punctuation goes, there are no articles.

    Two things the script does not: what can't be seen is left out, and a gold that normalises to
    nothing ("%", "The") is compared as it is written, where the script would take an empty
    prediction for right.
    """
    if _is_as_written(prediction, golds, partial(squad_normalise, language=language)):
        return 1.0
    said = squad_normalise(prediction, language)
    return float(any(said == gold for gold in _normalised(golds, language)))


def token_f1(prediction: str, golds: Sequence[str], language: Language) -> float:
    """F1 of the words shared with the nearest gold answer, 2·P·R / (P + R).

    Rajpurkar et al. 2016 and 2018, the official SQuAD 2.0 evaluation script, normalised as
    `exact_match` does.
    """
    if _is_as_written(prediction, golds, partial(squad_normalise, language=language)):
        return 1.0
    said = squad_normalise(prediction, language).split()
    return max((_f1(said, gold.split()) for gold in _normalised(golds, language)), default=0.0)


def lemma_f1(prediction: str, golds: Sequence[str]) -> float:
    """Token F1 over the words that search sees: Russian lemmas, English stems.

    «в Хоргосе» and «Хоргос» share a word here. Our own extra, not comparable with published F1.
    """
    if _is_as_written(prediction, golds, _lemmas):
        return 1.0
    wanted = [words for words in map(_lemmas, golds) if words] if golds else [[]]
    return max((_f1(_lemmas(prediction), gold) for gold in wanted), default=0.0)


def sentence_at(
    k: int, evidence_spans: Sequence[tuple[str, int, int]], places: Places
) -> float | None:
    """1 where one of the first `k` sentences (document id, start, end) holds the start of a gold.

    The start of any gold in any version of its document: where the words begin, there the reader
    must look. None where there is no gold.
    """
    if not places:
        return None
    return float(
        any(
            name == document and start <= gold.start < end
            for name, start, end in evidence_spans[:k]
            for versions in places
            for document, gold in versions
        )
    )


def squad_normalise(text: str, language: Language) -> str:
    """Normalise a short answer before it is compared; see `exact_match`."""
    text = visible(text).lower()
    for rule in _RULES[language]:
        text = rule(text)
    return " ".join(text.split())


def _without_ascii_punctuation(text: str) -> str:
    return "".join(letter for letter in text if letter not in string.punctuation)


def _without_punctuation(text: str) -> str:
    """Drop Unicode punctuation too, as MLQA's script does (Lewis et al. 2020)."""
    kept = (letter for letter in text if not unicodedata.category(letter).startswith("P"))
    return _without_ascii_punctuation("".join(kept))


def _without_articles(text: str) -> str:
    return _ARTICLES.sub(" ", text)


def _with_plain_yo(text: str) -> str:
    return text.replace("ё", "е")


_RULES: dict[Language, tuple[Callable[[str], str], ...]] = {
    "en": (_without_ascii_punctuation, _without_articles),
    "ru": (_without_punctuation, _with_plain_yo),
}


def _normalised(golds: Sequence[str], language: Language) -> list[str]:
    """The golds that normalise to something; the empty answer where there are none at all."""
    normalised = (squad_normalise(gold, language) for gold in golds)
    return [gold for gold in normalised if gold] if golds else [""]


def _is_as_written(
    prediction: str, golds: Sequence[str], rule: Callable[[str], Sequence[str]]
) -> bool:
    """Whether the prediction is, letter for letter, a gold that the rule leaves nothing of."""
    said = _written(prediction)
    return bool(said) and any(_written(gold) == said and not rule(gold) for gold in golds)


def _written(text: str) -> str:
    return visible(text).strip().casefold()


def _lemmas(text: str) -> list[str]:
    return words_of(visible(text))


def _f1(said: Sequence[str], gold: Sequence[str]) -> float:
    if not said or not gold:
        return float(said == gold)
    shared = (Counter(said) & Counter(gold)).total()
    # 2·P·R / (P + R) with P = shared / said and R = shared / gold.
    return 2 * shared / (len(said) + len(gold))
