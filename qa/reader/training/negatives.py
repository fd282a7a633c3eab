"""Hard negatives: the passages that our own search takes for the answer's, and that don't hold it.

BM25 over normalised words and, where vectors are given, the embedder's cosine, fused by rank.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.embedding import Embedder
from index.fusion import reciprocal_rank_fusion
from index.keywords import KeywordIndex
from index.text.words import normalise
from qa.reader.training.examples import Example, Passage, passages_of

_DEPTH = 12


def mine(
    examples: Sequence[Example], count: int, embedder: Embedder | None = None
) -> dict[str, list[Passage]]:
    """For each question the `count` best wrong passages of its own file, best first."""
    passages = {passage.place: passage for passage in passages_of(examples)}
    dense = _dense(examples, list(passages.values()), embedder) if embedder else {}
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        keywords = KeywordIndex.build(
            Path(folder), [(place, normalise(p.text)) for place, p in passages.items()]
        )
        for example in examples:
            matches = keywords.search(normalise(example.question), _DEPTH)
            rankings = [{place: rank for rank, (place, _) in enumerate(matches, start=1)}]
            if example.id in dense:
                rankings.append(dense[example.id])
            ranked = [passages[place] for place, _ in reciprocal_rank_fusion(rankings)]
            found[example.id] = [p for p in ranked if not _holds_answer(p, example)][:count]
    return found


def _dense(
    examples: Sequence[Example], passages: Sequence[Passage], embedder: Embedder
) -> dict[str, dict[int, int]]:
    vectors = embedder.embed_passages([passage.text for passage in passages])
    ranks = {}
    for example in examples:
        cosines = vectors @ embedder.embed_query(example.question)
        best = np.argsort(-cosines)[:_DEPTH]
        ranks[example.id] = {passages[at].place: rank for rank, at in enumerate(best, start=1)}
    return ranks


def _holds_answer(passage: Passage, example: Example) -> bool:
    if passage.place == example.passage.place:
        return True
    said = passage.text.lower()
    return any(
        example.passage.text[span.start : span.end].lower() in said for span in example.answers
    )
