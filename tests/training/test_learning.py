"""A network of a few thousand weights that learns, stops and goes on."""

import random
from pathlib import Path

import pytest
import torch

from index.embedding.bert import Bert, BertShape
from qa.reader.neural.inputs import Encoder
from qa.reader.neural.network import ReaderNetwork
from qa.reader.neural.weights import begin_with, save_weights
from tests.training.material import EXAMPLES, LIONS, OPENED, PARK, WHERE
from training.batches import LabelledGroup, label, lesson, steps_of
from training.learner import Learner
from training.losses import lead_of, loss_of
from training.plan import Plan, Stage
from training.sets.examples import Example

TWIN = Example("twin", "When was the zoo by Ann Lee opened?", "en", PARK, ())
NEGATIVE = Example("none", "Who paid for it?", "en", PARK, ())


def a_plan(**changes: object) -> Plan:
    stage = Stage("only", steps=80, rate=2e-3, end_rate=1e-3, shares={})
    return Plan(stages=(stage,), **{"warm_up": 1, "averaging": 0.9, **changes})  # type: ignore[arg-type]


def groups_of(encoder: Encoder) -> list[LabelledGroup]:
    rng = random.Random(3)
    groups = [(OPENED, TWIN), (WHERE,), (LIONS,), (NEGATIVE,)]
    return [label(group, encoder, rng) for group in groups]


def test_a_network_learns_pairs_and_goes_on_from_what_it_learnt(
    tmp_path: Path, encoder: Encoder
) -> None:
    groups, plan = groups_of(encoder), a_plan()
    learner = Learner(small_network(), plan, encoder.pad, threads=2)
    embeddings = learner.network.encoder.embeddings.word_embeddings.weight.clone()
    losses = [learner.step([groups[:2], groups[2:]]) for _ in range(60)]
    assert losses[-1] < losses[0] / 4
    kept = learner.network.encoder.embeddings.word_embeddings.weight
    assert torch.equal(kept, embeddings)
    wanted = lesson(groups, encoder.pad)
    with torch.no_grad():
        leads = lead_of(learner.network.eval()(wanted.batch)).tolist()
    assert leads[0] > 0 > leads[1]
    save_weights(learner.network, tmp_path / "reader.safetensors", {"plans": []})
    other = small_network()
    begin_with(other, tmp_path / "reader.safetensors")
    again = loss_of(other.eval()(wanted.batch), wanted, plan).item() / len(wanted.start)
    assert again < losses[0] / 3


def test_an_interrupted_run_goes_on_as_if_it_had_not_been(tmp_path: Path, encoder: Encoder) -> None:
    groups, plan = groups_of(encoder), a_plan(dropout=0.0)
    through = Learner(small_network(), plan, encoder.pad, threads=1)
    for _ in range(6):
        through.step([groups])
    first = Learner(small_network(), plan, encoder.pad, threads=1)
    for _ in range(3):
        first.step([groups])
    first.stretch = 5
    first.keep(tmp_path / "checkpoint.pt")
    second = Learner(small_network(), plan, encoder.pad, threads=1)
    second.resume(tmp_path / "checkpoint.pt")
    assert (second.done, second.stretch) == (3, 5)
    for _ in range(3):
        second.step([groups])
    for mine, theirs in zip(second.network.parameters(), through.network.parameters(), strict=True):
        assert torch.equal(mine, theirs)
    second.swap()
    through.swap()
    assert torch.equal(second.network.spans.weight, through.network.spans.weight)


def test_lower_layers_stay_or_learn_slowly(encoder: Encoder) -> None:
    learner = Learner(small_network(), a_plan(frozen_layers=1), encoder.pad, threads=1)
    before = [p.clone() for p in learner.network.encoder.encoder.layer[0].parameters()]
    learner.step([groups_of(encoder)])
    for old, new in zip(before, learner.network.encoder.encoder.layer[0].parameters(), strict=True):
        assert torch.equal(old, new)


def test_groups_stay_together_and_pieces_small(encoder: Encoder) -> None:
    groups = groups_of(encoder) * 30
    steps = list(steps_of(groups, step_tokens=600, piece_tokens=200, rng=random.Random(1)))
    assert len(steps) > 3
    for step in steps:
        for piece in step:
            widest = max(len(item.window.ids) for group in piece for item in group)
            rows = sum(len(group) for group in piece)
            assert rows * widest <= 200 or len(piece) == 1
    assert {len(group) for step in steps for piece in step for group in piece} == {1, 2}


def test_a_lesson_names_its_pairs_and_touched_sentences(encoder: Encoder) -> None:
    wanted = lesson(groups_of(encoder), encoder.pad)
    assert wanted.pairs.tolist() == [[0, 1]]
    assert wanted.answerable.tolist() == [1, 0, 1, 1, 0]
    assert int(wanted.sentences.sum()) == len(EXAMPLES)


def test_the_pair_loss_falls_with_the_margin_and_the_level(encoder: Encoder) -> None:
    groups = groups_of(encoder)[:1]
    wanted = lesson(groups, encoder.pad)
    with torch.no_grad():
        scores = small_network().eval()(wanted.batch)
        asked, _ = groups[0]
        worse = loss_of(scores, wanted, a_plan())
        scores.start[0, asked.start] += 8
        scores.end[0, asked.end] += 8
        scores.start[1, 0] += 8
        better = loss_of(scores, wanted, a_plan())
    assert better < worse
    assert lead_of(scores)[0] > lead_of(scores)[1] + 8


@pytest.mark.parametrize(
    ("step", "rate"), [(0, 0.5e-3), (1, 1e-3), (10, 1e-3), (15, 0.75e-3), (19, 0.55e-3)]
)
def test_rates_warm_up_and_follow_their_stage(step: int, rate: float) -> None:
    stages = (
        Stage("first", 10, 1e-3, 1e-3, {}),
        Stage("second", 10, 1e-3, 0.5e-3, {}),
    )
    assert Plan(stages=stages, warm_up=2).rate_at(step) == pytest.approx(rate)


def small_network() -> ReaderNetwork:
    torch.manual_seed(3)
    network = ReaderNetwork(Bert(BertShape(250_100, 32, 2, 2, 64, 512, 2, 1e-12)))
    for table in (
        network.encoder.embeddings.word_embeddings,
        network.encoder.embeddings.position_embeddings,
    ):
        torch.nn.init.normal_(table.weight, std=0.02)
    return network
