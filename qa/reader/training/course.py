"""The training set: what share of it each kind of example has, drawn from a seed."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from index.embedding import Embedder
from qa.reader.training.examples import Example, Passage, passages_of, read_examples
from qa.reader.training.lexicon import Lexicon, build_lexicon, mix
from qa.reader.training.negatives import mine
from qa.reader.training.variants import misplace, vary, without_answer

_XQUAD = ("ru", "en", "ar", "de", "el", "es", "hi", "ro", "th", "tr", "vi", "zh")
# Examples of one epoch by kind. TyDi without English: languages far from ours, to keep the
# network multilingual.
_TYDI = {"en": 3_696, "ko": 700, "sw": 700, "fi": 782, "id": 565, "ar": 500, "te": 300, "bn": 113}
_PAIRS = {("ru", "ru"): 3, ("en", "ru"): 4, ("ru", "en"): 4, ("en", "en"): 1}  # times all questions
_OTHER_PAIRS = 2_000
_NEGATIVES = {"tydi": 2_200, "squad": 1_300, "xquad": 2_200}
_VARIANTS = {"en": 1_500, "xquad": 900}
# Of the English examples this share is read with its question, its passage or both half in Russian.
_MIXED = 0.35
# In the second course: passages whose answering sentence was taken out, questions with a year or
# a name of another sentence.
_TAKEN_OUT = {"tydi": 3_000, "squad": 1_200, "xquad": 2_000}
_MISPLACED = {"en": 1_500, "xquad": 900}
_RATES = (0.4, 0.9)


@dataclass(frozen=True, slots=True)
class Material:
    """What an epoch is drawn from."""

    tydi: dict[str, list[Example]]
    squad: list[Example]
    xquad: dict[str, list[Example]]
    negatives: dict[str, list[Passage]]
    lexicons: tuple[Lexicon, Lexicon]


def gather(
    data: Path, vocabulary: Sequence[str], embedder: Embedder, say: Callable[[str], None]
) -> Material:
    """Read the files of a folder, mine hard negatives and build the word list."""
    tydi = {language: read_examples(data / f"tydi.{language}.json") for language in _TYDI}
    squad = read_examples(data / "squad2-train.en.json")
    xquad = {language: read_examples(data / f"xquad-train.{language}.json") for language in _XQUAD}
    say("mining negatives")
    negatives = mine(squad, 6, embedder) | mine(xquad["en"], 6, embedder)
    for examples in tydi.values():
        negatives |= mine(examples, 4)
    say("building the word list")
    english = [*tydi["en"], *squad, *xquad["en"]]
    texts = [example.question for example in english]
    texts += [passage.text for part in (tydi["en"], squad) for passage in passages_of(part)]
    lexicons = build_lexicon(texts, vocabulary, embedder)
    say(f"{len(lexicons[0])} pairs of words")
    return Material(tydi, squad, xquad, negatives, lexicons)


def draw_epoch(material: Material, rng: random.Random, course: int) -> list[Example]:
    """Draw the examples of one epoch; one seed gives one list.

    The second course adds what is hardest to refuse: passages without their answering sentence,
    and questions that mix what stands in several.
    """
    english = material.tydi["en"] + [e for e in material.squad if e.answers]
    drawn = [mixed(example, material.lexicons, rng) for example in material.squad]
    for language, count in _TYDI.items():
        examples = material.tydi[language]
        drawn += rng.sample(examples, min(count, len(examples)))
    drawn = [
        mixed(e, material.lexicons, rng) if e.language == "en" and e.answers else e for e in drawn
    ]
    parallel = _draw_pairs(material, rng)
    drawn += parallel
    drawn += _draw_negatives(material, rng)
    ours = [e for e in parallel if e.language in ("en", "ru")]
    drawn += _draw_variants(english, _VARIANTS["en"], rng)
    drawn += _draw_variants(ours, _VARIANTS["xquad"], rng)
    if course > 1:
        drawn += _draw_taken_out(material, parallel, rng)
        drawn += _draw_misplaced(english, _MISPLACED["en"], rng)
        drawn += _draw_misplaced(ours, _MISPLACED["xquad"], rng)
    rng.shuffle(drawn)
    return drawn


def mixed(example: Example, lexicons: tuple[Lexicon, Lexicon], rng: random.Random) -> Example:
    """Sometimes put words of an English question, passage or both into Russian."""
    if rng.random() >= _MIXED:
        return example
    question, passage, answers = example.question, example.passage, example.answers
    which = rng.choice(("question", "passage", "both"))
    if which != "passage":
        question, _ = mix(question, (), lexicons[0], rng.choice(_RATES), rng)
    if which != "question":
        text, answers = mix(passage.text, answers, lexicons[0], rng.choice(_RATES), rng)
        passage = replace(passage, text=text)
    return replace(example, question=question, passage=passage, answers=answers)


def _draw_pairs(material: Material, rng: random.Random) -> list[Example]:
    """Questions in one language over passages in another."""
    drawn = []
    for (asked, read), times in _PAIRS.items():
        for at in range(len(material.xquad["en"])):
            drawn += [_pair(material, at, asked, read)] * times
    for _ in range(_OTHER_PAIRS):
        at = rng.randrange(len(material.xquad["en"]))
        other = rng.choice(_XQUAD[2:])
        ours = rng.choice((*_XQUAD[:2], _XQUAD[rng.randrange(2, len(_XQUAD))]))
        asked, read = rng.sample((other, ours), 2)
        drawn.append(_pair(material, at, asked, read))
    return drawn


def _pair(material: Material, at: int, asked: str, read: str) -> Example:
    question, passage = material.xquad[asked][at], material.xquad[read][at]
    return replace(passage, question=question.question, language=asked)


def _draw_negatives(material: Material, rng: random.Random) -> list[Example]:
    """Questions over the passages that search mistakes for the answer's."""
    drawn = []
    tydi = [e for examples in material.tydi.values() for e in examples]
    pools = {
        "tydi": [e for e in tydi if e.language == "en" or rng.random() < 0.3],
        "squad": [e for e in material.squad if e.answers],
    }
    for name, pool in pools.items():
        for example in rng.sample(pool, min(_NEGATIVES[name], len(pool))):
            if material.negatives[example.id]:
                passage = rng.choice(material.negatives[example.id])
                negative = replace(example, passage=passage, answers=())
                drawn.append(
                    mixed(negative, material.lexicons, rng)
                    if example.language == "en"
                    else negative
                )
    for _ in range(_NEGATIVES["xquad"]):
        at = rng.randrange(len(material.xquad["en"]))
        asked, read = rng.choice(("ru", "en")), rng.choice(("ru", "en"))
        wrong = material.negatives[material.xquad["en"][at].id]
        if wrong:
            places = {p.place: p for p in passages_of(material.xquad[read])}
            pair = _pair(material, at, asked, read)
            drawn.append(replace(pair, passage=places[rng.choice(wrong).place], answers=()))
    return drawn


def _draw_variants(pool: Sequence[Example], count: int, rng: random.Random) -> list[Example]:
    made = (vary(example, pool, rng) for example in rng.sample(pool, len(pool)))
    return list(islice(filter(None, made), count))


def _draw_misplaced(pool: Sequence[Example], count: int, rng: random.Random) -> list[Example]:
    made = (misplace(example, rng) for example in rng.sample(pool, len(pool)))
    return list(islice(filter(None, made), count))


def _draw_taken_out(
    material: Material, parallel: Sequence[Example], rng: random.Random
) -> list[Example]:
    pools = {
        "tydi": [e for examples in material.tydi.values() for e in examples],
        "squad": [e for e in material.squad if e.answers],
        "xquad": list(parallel),
    }
    drawn = []
    for name, pool in pools.items():
        for example in rng.sample(pool, min(_TAKEN_OUT[name], len(pool))):
            poorer = without_answer(example)
            if poorer and poorer.language == poorer.passage.language == "en":
                poorer = mixed(poorer, material.lexicons, rng)
            if poorer:
                drawn.append(poorer)
    return drawn
