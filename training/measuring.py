"""Figures of a network with the gold passage given: dev files, and a part of the pairs."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import roc_auc_score

from index.types import Span
from qa.reader.neural.inputs import Encoder, Window
from qa.reader.neural.network import ReaderNetwork, collate
from training.losses import lead_of
from training.sets.examples import Example, read_examples, sentences_of
from training.sets.hand_pairs import Pair

_LANGUAGES = ("en", "ru")
_LONGEST_ANSWER = 30  # tokens
_PIECE_TOKENS = 2_048
# Of the answerable questions this share may be refused where refusals are counted.
_FALSELY_REFUSED = 0.05
# A span is right that shares this much with the gold one (F1 over characters).
_RIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """The best span of a passage, its lead over "no answer", and the best sentence."""

    span: Span
    lead: float
    sentence: Span


class Measurer:
    """Reads with a network as it stands at the moment."""

    def __init__(self, network: ReaderNetwork, encoder: Encoder, pool: Executor) -> None:
        self._network = network
        self._encoder = encoder
        self._pool = pool

    def dev(self, folder: Path, every: int = 1) -> dict[str, float]:
        """XQuAD by direction and SQuAD 2.0, of which only every so manieth question is read."""
        figures: dict[str, float] = {}
        files = {lang: read_examples(folder / f"xquad-dev.{lang}.json") for lang in _LANGUAGES}
        for asked in _LANGUAGES:
            for read in _LANGUAGES:
                examples = [
                    replace(passage, question=question.question, language=asked)
                    for question, passage in zip(files[asked], files[read], strict=True)
                ]
                found = self.read(examples)
                f1 = [_overlap(e, f.span) for e, f in zip(examples, found, strict=True)]
                right = [
                    any(f.sentence.start <= a.start < f.sentence.end for a in e.answers)
                    for e, f in zip(examples, found, strict=True)
                ]
                figures[f"{asked}→{read} f1"] = float(np.mean(f1))
                figures[f"{asked}→{read} sentence"] = float(np.mean(right))
        squad = read_examples(folder / "squad2-dev.en.json")[::every]
        found = self.read(squad)
        leads = np.array([f.lead for f in found])
        wanted = np.array([bool(e.answers) for e in squad])
        figures["squad auroc"] = float(roc_auc_score(wanted, leads))
        f1s = np.array([_overlap(e, f.span) for e, f in zip(squad, found, strict=True)])
        figures["squad best f1"] = _best_f1(leads, wanted, f1s)
        return _rounded(figures)

    def pairs(self, pairs: Sequence[Pair]) -> dict[str, float]:
        """Right words by direction, the order within pairs, AUROC, and the twins refused."""
        figures: dict[str, float] = {}
        asked = self.read([pair.asked for pair in pairs])
        twins = np.array([found.lead for found in self.read([pair.twin for pair in pairs])])
        leads = np.array([found.lead for found in asked])
        f1s = np.array(
            [_overlap(p.asked, f.span) for p, f in zip(pairs, asked, strict=True)], dtype=float
        )
        ways = np.array([f"{p.asked.language}→{p.asked.passage.language}" for p in pairs])
        for way in sorted(set(ways)):
            figures[f"{way} right"] = float((f1s[ways == way] >= _RIGHT).mean())
            figures[f"{way} f1"] = float(f1s[ways == way].mean())
        figures["order"] = float((leads > twins).mean() + (leads == twins).mean() / 2)
        wanted = np.repeat([True, False], len(pairs))
        figures["auroc"] = float(roc_auc_score(wanted, np.concatenate([leads, twins])))
        figures["twins refused"] = float((twins < np.quantile(leads, _FALSELY_REFUSED)).mean())
        return _rounded(figures)

    def read(self, examples: Sequence[Example]) -> list[Found]:
        """Read whole passages, in windows where they are long."""
        windows = [
            (number, window)
            for number, e in enumerate(examples)
            for window in self._encoder.encode(
                e.question, "", e.passage.text, sentences_of(e.passage)
            )
        ]
        windows.sort(key=lambda item: len(item[1].ids))
        pieces: list[list[tuple[int, Window]]] = [[]]
        for item in windows:
            if pieces[-1] and (len(pieces[-1]) + 1) * len(item[1].ids) > _PIECE_TOKENS:
                pieces.append([])
            pieces[-1].append(item)
        best: dict[int, Found] = {}
        scores: dict[int, float] = {}
        for piece, results in zip(pieces, self._pool.map(self._piece, pieces), strict=True):
            for (number, _), (span, lead, sentence, logit) in zip(piece, results, strict=True):
                known = best.get(number)
                sentences = sentences_of(examples[number].passage)
                if known is None or lead > known.lead:
                    kept = known.sentence if known else sentences[sentence]
                    best[number] = Found(span, lead, kept)
                if logit > scores.get(number, -np.inf):
                    scores[number] = logit
                    best[number] = replace(best[number], sentence=sentences[sentence])
        return [best[number] for number in range(len(examples))]

    def _piece(self, piece: list[tuple[int, Window]]) -> list[tuple[Span, float, int, float]]:
        windows = [window for _, window in piece]
        self._network.eval()
        device = next(self._network.parameters()).device
        with torch.inference_mode():
            batch = collate(windows, self._encoder.pad).to(device)
            scores = self._network(batch)
            leads = lead_of(scores).tolist()
        results = []
        at = 0
        for row, window in enumerate(windows):
            logits = scores.sentences[at : at + len(window.sentences)].cpu()
            at += len(window.sentences)
            best = int(logits.argmax())
            span = _best_span(window, scores.start[row].cpu(), scores.end[row].cpu())
            results.append((span, leads[row], window.sentences[best][2], float(logits[best])))
        return results


def _best_span(window: Window, start: torch.Tensor, end: torch.Tensor) -> Span:
    last = window.first + len(window.spans)
    table = start[window.first : last, None] + end[None, window.first : last]
    allowed = torch.ones_like(table, dtype=torch.bool).triu().tril(_LONGEST_ANSWER - 1)
    first, final = divmod(int(table.masked_fill(~allowed, -1e5).argmax()), table.shape[1])
    return Span(window.spans[first][0], window.spans[final][1])


def _overlap(example: Example, said: Span) -> float:
    """F1 over characters with the nearest gold answer, 0 without one: it needs no words."""
    return max(
        (
            2
            * max(0, min(said.end, gold.end) - max(said.start, gold.start))
            / (said.end - said.start + gold.end - gold.start)
            for gold in example.answers
        ),
        default=0.0,
    )


def _best_f1(leads: np.ndarray, wanted: np.ndarray, f1s: np.ndarray) -> float:
    """The mean F1 at the best threshold; a refusal counts 1 where nothing answers."""
    order = np.argsort(-leads)
    gains = np.where(wanted, f1s, -1.0)[order]
    return float(((~wanted).sum() + max(0.0, float(np.cumsum(gains).max()))) / len(wanted))


def _rounded(figures: dict[str, float]) -> dict[str, float]:
    return {name: round(figure, 3) for name, figure in figures.items()}
