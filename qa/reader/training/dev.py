"""Figures of a network on the dev files, with the gold passage given."""

from pathlib import Path

import numpy as np
import torch

from qa.reader.inputs import Encoder, Window
from qa.reader.network import ReaderNetwork, Scores, collate
from qa.reader.training.examples import Example, read_examples, sentences_of

_LANGUAGES = ("en", "ru")
_BATCH = 16
_LONGEST_ANSWER = 30  # tokens


def measure(network: ReaderNetwork, encoder: Encoder, dev: Path, whole: bool) -> dict[str, float]:
    """F1 of the span and right sentences by direction, and the AUROC of answerable on SQuAD 2.0.

    F1 counts shared characters, not words as the official script does. Unless `whole`, only
    some of the questions are read.
    """
    figures: dict[str, float] = {}
    files = {lang: read_examples(dev / f"xquad-dev.{lang}.json") for lang in _LANGUAGES}
    for asked in _LANGUAGES:
        for read in _LANGUAGES:
            pairs = list(zip(files[asked], files[read], strict=True))[:: 1 if whole else 3]
            f1, right = _read(network, encoder, pairs)
            figures[f"{asked}→{read} f1"] = f1
            figures[f"{asked}→{read} sentence"] = right
    squad = read_examples(dev / "squad2-dev.en.json")[:: 1 if whole else 7]
    scores = _answerable(network, encoder, squad)
    figures["auroc"] = _auroc(scores, np.array([bool(e.answers) for e in squad]))
    return {name: round(figure, 3) for name, figure in figures.items()}


def _read(
    network: ReaderNetwork, encoder: Encoder, pairs: list[tuple[Example, Example]]
) -> tuple[float, float]:
    f1s, rights = [], []
    for asked, read in pairs:
        windows = encoder.encode(asked.question, "", read.passage.text, sentences_of(read.passage))
        scores = _run(network, windows, encoder.pad)
        window, start, end = max(
            (_best_span(scores, at) for at in range(len(windows))), key=lambda found: found[0]
        )[1:]
        said = range(windows[window].spans[start][0], windows[window].spans[end][1])
        f1s.append(max(_overlap(said, range(a.start, a.end)) for a in read.answers))
        numbers = [number for w in windows for _, _, number in w.sentences]
        best = sentences_of(read.passage)[numbers[int(scores.sentences.argmax())]]
        rights.append(any(best.start <= a.start < best.end for a in read.answers))
    return float(np.mean(f1s)), float(np.mean(rights))


def _best_span(scores: Scores, row: int) -> tuple[float, int, int, int]:
    """The best span of a window that isn't "no answer": its score, window, first and last token."""
    start, end = scores.start[row].clone(), scores.end[row].clone()
    start[0] = end[0] = -1e4
    table = start[:, None] + end[None, :]
    allowed = torch.ones_like(table).triu().tril(_LONGEST_ANSWER - 1).bool()
    table = table.masked_fill(~allowed, -1e5)
    at = int(table.argmax())
    offset = int((scores.start[row] > -1e3).nonzero()[1])
    first, last = divmod(at, table.shape[1])
    return float(table.max()), row, first - offset, last - offset


def _answerable(network: ReaderNetwork, encoder: Encoder, examples: list[Example]) -> np.ndarray:
    windows = [
        encoder.encode(e.question, "", e.passage.text, sentences_of(e.passage))[0] for e in examples
    ]
    found = np.zeros(len(windows))
    order = sorted(range(len(windows)), key=lambda at: len(windows[at].ids))
    for at in range(0, len(order), _BATCH):
        places = order[at : at + _BATCH]
        found[places] = _run(network, [windows[place] for place in places], encoder.pad).answerable
    return found


def _run(network: ReaderNetwork, windows: list[Window], pad: int) -> Scores:
    network.eval()
    device = next(network.parameters()).device
    with torch.inference_mode(), torch.autocast(device.type, torch.bfloat16):
        scores: Scores = network(collate(windows, pad).to(device))
    parts = (scores.start, scores.end, scores.answerable, scores.sentences, scores.states)
    return Scores(*(part.float().cpu() for part in parts))


def _overlap(said: range, gold: range) -> float:
    """F1 over characters: it needs no rules of a language."""
    shared = max(0, min(said.stop, gold.stop) - max(said.start, gold.start))
    return 2 * shared / (len(said) + len(gold))


def _auroc(scores: np.ndarray, wanted: np.ndarray) -> float:
    """The share of pairs, one of each kind, that the scores put in the right order."""
    gaps = scores[wanted][:, None] - scores[~wanted][None, :]
    return float((gaps > 0).mean() + (gaps == 0).mean() / 2)
