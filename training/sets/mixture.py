"""Which examples a stretch of training sees: kinds by shares, each kind a row that goes round.

A group is what must be learnt together: one example, or two that differ in whether they are
answered. The same plan and data give the same groups in the same order.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import TypeVar

from training.sets.examples import Example, passages_of
from training.sets.lexicon import mix
from training.sets.material import READING, Material
from training.twins.claims import claims
from training.twins.crops import beside, crop
from training.twins.exchange import exchange
from training.twins.variants import misplace, vary, without_answer

Group = tuple[Example, ...]
_T = TypeVar("_T")

# Of what is read whole passages have this share, of unanswerable ones more: their twin sentence
# must stay in.
_WHOLE, _WHOLE_UNANSWERED = 0.2, 0.5
# Of the English examples this share is read with its question, its passage or both half in Russian.
_MIXED = 0.3
_RATES = (0.3, 0.9)
# Directions of parallel passages, the rest with another language on either side.
_DIRECTIONS = (("ru", "ru"), ("en", "ru"), ("ru", "en"), ("en", "ru"), ("ru", "en"), ("en", "en"))
_OTHER_DIRECTIONS = 0.25
# Automatic twins are made of these, by these weights.
_POOLS = {"pairs": 0.45, "parallel": 0.1, "english": 0.45}
# Kinds whose groups are one example; all others make two.
_ALONE = frozenset({*READING, "parallel"})
_TRIES = 6


class Mixture:
    """Draws groups from the material by the names of kinds."""

    def __init__(self, material: Material, seed: int) -> None:
        self._material = material
        self._seed = seed
        self._asked = [pair.asked for pair in material.pairs]
        reading = material.reading
        self._english = [
            example
            for name in ("squad", "tydi", "shifts")
            for example in reading[name]
            if example.answers
        ]
        self._texts = {
            language: {passage.place: passage for passage in passages_of(examples)}
            for language, examples in material.parallel.items()
        }
        self._kinds: dict[str, Callable[[int, random.Random], Group | None]] = {
            **{name: self._reading(name) for name in READING},
            "pairs": self._pair,
            "claims": self._claims,
            "statements": self._statement,
            "parallel": lambda at, rng: self._whole_or_cut(self._across(at, rng), rng),
            "exchanged": self._exchanged,
            "misplaced": self._twin(misplace),
            "varied": self._twin(lambda e, rng: vary(e, self._alike(e), rng)),
            "taken_out": self._twin(lambda e, rng: without_answer(e)),
            "beside": self._twin(beside, again=False),
            "searched": self._twin(self._wrong_passage, again=False),
        }

    def draw(self, shares: dict[str, float], stretch: int, size: int) -> list[Group]:
        """Draw the groups of one stretch of about `size` examples; raises KeyError for a kind."""
        total = sum(shares.values())
        groups: list[Group] = []
        for kind, share in shares.items():
            make = self._kinds[kind]
            count = round(size * share / total / (1 if kind in _ALONE else 2))
            # Some examples have no twin of a kind: as many again are tried in their stead.
            made = (
                make(at, random.Random(f"{self._seed} {kind} {at}"))
                for at in range(stretch * count, (stretch + _TRIES) * count)
            )
            groups += islice(filter(None, made), count)
        random.Random(f"{self._seed} {stretch}").shuffle(groups)
        return groups

    def _reading(self, name: str) -> Callable[[int, random.Random], Group]:
        def make(at: int, rng: random.Random) -> Group:
            example = self._mixed(_turn(self._material.reading[name], at, self._seed), rng)
            return self._whole_or_cut(example, rng)

        return make

    def _pair(self, at: int, rng: random.Random) -> Group:
        pair = _turn(self._material.pairs, at, self._seed)
        return self._cut((pair.asked, pair.twin), rng)

    def _claims(self, at: int, rng: random.Random) -> Group | None:
        pair = _turn(self._material.pairs, at, self._seed)
        made = claims(pair.asked, pair.twin, rng)
        return self._cut(made, rng) if made else None

    def _statement(self, at: int, rng: random.Random) -> Group:
        return self._cut(_turn(self._material.statements, at, self._seed), rng)

    def _cut(self, group: tuple[Example, Example], rng: random.Random) -> Group:
        """Two of one passage, whole or cut alike."""
        true, other = group
        if rng.random() < _WHOLE:
            return group
        true = crop(true, rng)
        return true, replace(other, passage=true.passage)

    def _exchanged(self, at: int, rng: random.Random) -> Group | None:
        example = crop(self._from_pools(at, rng), rng)
        made = exchange(example, self._material.vocabulary, rng)
        answered = [example, *(e for e in made.values() if e.answers)]
        not_answered = [e for e in made.values() if not e.answers]
        if not not_answered:
            return None
        return rng.choice(answered), rng.choice(not_answered)

    def _twin(
        self, change: Callable[[Example, random.Random], Example | None], again: bool = True
    ) -> Callable[[int, random.Random], Group | None]:
        """Make twins of cut examples; `again` False: of whole ones, and both cut afterwards."""

        def make(at: int, rng: random.Random) -> Group | None:
            example = self._mixed(self._from_pools(at, rng), rng)
            if again:
                example = crop(example, rng)
            twin = change(example, rng)
            if twin is None:
                return None
            return (example, twin) if again else (crop(example, rng), twin)

        return make

    def _wrong_passage(self, example: Example, rng: random.Random) -> Example | None:
        found = self._material.negatives.get(example.id)
        if not found:
            return None
        passage = rng.choice(found)
        if passage.language != example.passage.language:  # parallel: found in English
            passage = self._texts[example.passage.language][passage.place]
        return crop(replace(example, id=f"{example.id}#", passage=passage, answers=()), rng)

    def _from_pools(self, at: int, rng: random.Random) -> Example:
        name = rng.choices(list(_POOLS), list(_POOLS.values()))[0]
        if name == "parallel":
            return self._across(at, rng)
        return rng.choice(self._asked if name == "pairs" else self._english)

    def _across(self, at: int, rng: random.Random) -> Example:
        """A question in one language over the passage in another."""
        languages = list(self._material.parallel)
        number = at % len(self._material.parallel["en"])
        asked, read = rng.choice(_DIRECTIONS)
        if rng.random() < _OTHER_DIRECTIONS:
            asked, read = rng.sample(languages, 2)
        question = self._material.parallel[asked][number]
        return replace(
            self._material.parallel[read][number], question=question.question, language=asked
        )

    def _whole_or_cut(self, example: Example, rng: random.Random) -> Group:
        whole = _WHOLE if example.answers else _WHOLE_UNANSWERED
        return (example if rng.random() < whole else crop(example, rng),)

    def _mixed(self, example: Example, rng: random.Random) -> Example:
        """Sometimes put words of an English question, passage or both into Russian."""
        if rng.random() >= _MIXED or not example.language == example.passage.language == "en":
            return example
        forth = self._material.lexicons[0]
        question, passage, answers = example.question, example.passage, example.answers
        which = rng.choice(("question", "passage", "both"))
        if which != "passage":
            question, _ = mix(question, (), forth, rng.choice(_RATES), rng)
        if which != "question":
            text, answers = mix(passage.text, answers, forth, rng.choice(_RATES), rng)
            passage = replace(passage, text=text)
        return replace(example, question=question, passage=passage, answers=answers)

    def _alike(self, example: Example) -> Sequence[Example]:
        """Examples that lend their names to a question."""
        return self._english if example.language == "en" else self._asked


def _turn(row: Sequence[_T], at: int, seed: int) -> _T:
    """What comes `at`-th when a row goes round, in another order each time."""
    time, place = divmod(at, len(row))
    return row[_order(len(row), seed, time)[place]]


@cache
def _order(length: int, seed: int, time: int) -> tuple[int, ...]:
    return tuple(random.Random(f"{seed} {time}").sample(range(length), length))
