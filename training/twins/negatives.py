"""Hard negatives: passages that keyword search takes for the answer's, and that don't hold it."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from index.keywords import KeywordIndex
from index.text.words import normalise
from training.sets.examples import Example, Passage, passages_of

_DEPTH = 12


def mine(examples: Sequence[Example], count: int) -> dict[str, list[Passage]]:
    """For each question the `count` best wrong passages of its own file, best first."""
    passages = {passage.place: passage for passage in passages_of(examples)}
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        keywords = KeywordIndex.build(
            Path(folder), [(place, normalise(p.text)) for place, p in passages.items()]
        )
        for example in examples:
            ranked = (
                passages[at] for at, _ in keywords.search(normalise(example.question), _DEPTH)
            )
            found[example.id] = [p for p in ranked if not _holds_answer(p, example)][:count]
    return found


def _holds_answer(passage: Passage, example: Example) -> bool:
    if passage.place == example.passage.place:
        return True
    said = passage.text.lower()
    return any(
        example.passage.text[span.start : span.end].lower() in said for span in example.answers
    )
