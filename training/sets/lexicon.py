"""A word list English–Russian, found by the packaged model's own vectors; and texts mixed by it.

There is little parallel reading material. Texts in which some words stand in the other language
teach the network that a word and its translation are one (CoSDA-ML, Qin et al. 2020).
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from index.embedding import Embedder
from index.text.words import morphology
from index.types import Span

_WORD = re.compile(r"[^\W\d_]{3,}")
_CYRILLIC = re.compile(r"▁[а-яё]{3,}")
# Words whose nearest neighbours are nearest to each other by at least this margin (CSLS).
_MIN_MARGIN = 0.05
_NEIGHBOURS = 10
_BLOCK = 2_048

Lexicon = dict[str, str]


def build_lexicon(
    texts: Iterable[str], vocabulary: Iterable[str], embedder: Embedder, max_words: int = 12_000
) -> tuple[Lexicon, Lexicon]:
    """Pair the frequent English words of `texts` with the Russian words of a token vocabulary.

    Gives both directions: English → Russian and Russian → English.
    """
    known = morphology().word_is_known
    counts = Counter(word.lower() for text in texts for word in _WORD.findall(text))
    english = [w for w, n in counts.most_common(max_words) if n > 1 and w.isascii()]
    russian = [piece[1:] for piece in vocabulary if _CYRILLIC.fullmatch(piece) and known(piece[1:])]
    left, right = centred(embedder, english), centred(embedder, russian)
    # Conneau et al. 2018: twice the cosine less the mean cosine of each side's neighbourhood.
    near_left, near_right = _density(left, right), _density(right, left)
    forth, margin = _nearest(left, right, near_left, near_right)
    back, _ = _nearest(right, left, near_right, near_left)
    pairs = [
        (english[i], russian[j])
        for i, j in enumerate(forth)
        if back[j] == i and margin[i] >= _MIN_MARGIN
    ]
    return dict(pairs), {ours: theirs for theirs, ours in pairs}


def mix(
    text: str, spans: Sequence[Span], lexicon: Lexicon, rate: float, rng: random.Random
) -> tuple[str, tuple[Span, ...]]:
    """Put a share of a text's words into the other language; spans move along with their words."""
    places = []
    for word in _WORD.finditer(text):
        new = lexicon.get(word.group().lower())
        if new is None or rng.random() >= rate:
            continue
        if word.group()[0].isupper():
            new = new[0].upper() + new[1:]
        places.append((word.start(), word.end(), new))
    return move(text, spans, places)


def move(
    text: str, spans: Sequence[Span], places: Sequence[tuple[int, int, str]]
) -> tuple[str, tuple[Span, ...]]:
    """Put other words at places (start, end, word) of a text, in order, and move spans along."""
    pieces: list[str] = []
    moved: list[tuple[int, int, int]] = []  # old start, old end, shift after it
    last = shift = 0
    for start, end, new in places:
        pieces += [text[last:start], new]
        last = end
        shift += len(new) - (end - start)
        moved.append((start, end, shift))
    pieces.append(text[last:])
    return "".join(pieces), tuple(
        Span(_moved_start(span.start, moved), _moved_end(span.end, moved)) for span in spans
    )


def _moved_start(at: int, moved: Sequence[tuple[int, int, int]]) -> int:
    """A span that starts inside a word starts with the word."""
    shift = 0
    for start, end, after in moved:
        if at <= start:
            break
        if at < end:
            return start + shift
        shift = after
    return at + shift


def _moved_end(at: int, moved: Sequence[tuple[int, int, int]]) -> int:
    """A span that ends inside a word ends with the word."""
    shift = 0
    for start, end, after in moved:
        if at <= start:
            break
        shift = after
        if at < end:
            return end + shift
    return at + shift


def centred(embedder: Embedder, words: Sequence[str]) -> np.ndarray:
    """Unit vectors of words, less the mean of their language."""
    vectors = embedder.embed_passages(words)
    vectors = vectors - vectors.mean(axis=0)
    unit: np.ndarray = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def _density(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """The mean cosine of every row with its nearest columns."""
    return np.concatenate(
        [
            np.sort(rows[at : at + _BLOCK] @ columns.T, axis=1)[:, -_NEIGHBOURS:].mean(axis=1)
            for at in range(0, len(rows), _BLOCK)
        ]
    )


def _nearest(
    rows: np.ndarray, columns: np.ndarray, near_rows: np.ndarray, near_columns: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The best column of every row by CSLS, and its score."""
    places, scores = [], []
    for at in range(0, len(rows), _BLOCK):
        block = 2 * rows[at : at + _BLOCK] @ columns.T
        block -= near_rows[at : at + _BLOCK, None] + near_columns[None, :]
        places.append(block.argmax(axis=1))
        scores.append(block.max(axis=1))
    return np.concatenate(places), np.concatenate(scores)
