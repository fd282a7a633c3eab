"""Plans: what a run is made of, as data. One plan, one order of examples."""

import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of a run: its steps, the rate it begins and ends with, and its shares of examples.

    `shares` are weights of the kinds in `training.sets.mixture`; the rate falls or rises on a line.
    """

    name: str
    steps: int
    rate: float
    end_rate: float
    shares: dict[str, float]


@dataclass(frozen=True, slots=True)
class Plan:
    """A run: how a step is taken, and the stages one after another."""

    stages: tuple[Stage, ...]
    seed: int = 7
    step_tokens: int = 4_096
    piece_tokens: int = 1_024  # of a step, taken by one thread at a time
    head_rate: float = 5.0  # times the rate
    layer_decay: float = 0.95  # of the rate, for each layer below the last
    frozen_layers: int = 0  # the lowest ones, which stay as they are
    warm_up: int = 100
    weight_decay: float = 0.01
    dropout: float = 0.1  # of hidden states; that of attention would be half of the time on a CPU
    averaging: float = 0.998  # of the weights' moving average, which is what is kept
    sentence_weight: float = 1.0
    answerable_weight: float = 0.5
    margin: float = 4.0  # between the leads of a pair
    level: float = 1.0  # of a lead above or below "no answer"
    pair_weight: float = 0.5

    @property
    def steps(self) -> int:
        """All steps of all stages."""
        return sum(stage.steps for stage in self.stages)

    def stage_at(self, step: int) -> tuple[Stage, float]:
        """The stage of a step, counted from 0, and how far into it the step is, from 0 to 1."""
        for stage in self.stages:
            if step < stage.steps:
                return stage, step / stage.steps
            step -= stage.steps
        raise ValueError("the plan is done")

    def rate_at(self, step: int) -> float:
        """The learning rate of the last layer at a step, counted from 0."""
        stage, share = self.stage_at(step)
        rate = stage.rate + (stage.end_rate - stage.rate) * share
        return rate * min(1.0, (step + 1) / self.warm_up)

    def as_dict(self) -> dict[str, Any]:
        """The plan as JSON takes it."""
        return asdict(self)


def read_plan(path: Path) -> Plan:
    """Read a plan from TOML; raises TypeError for a name that no plan has."""
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    stages = tuple(Stage(**stage) for stage in values.pop("stage"))
    return Plan(stages=stages, **values)
