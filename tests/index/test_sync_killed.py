"""Whatever instant a sync is killed at, nothing is lost: the short version of `killing`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.index.killing.world import PHASES, Server, kill_once, prepared, server


@pytest.fixture(scope="module")
def forking() -> Iterator[Server]:
    with server() as process:
        yield process


def test_a_build_that_was_killed_is_healed_by_the_next(forking: Server, tmp_path: Path) -> None:
    with prepared("build", tmp_path, forking, size=4) as world:
        assert kill_once(world, step=60)


def test_a_sync_that_was_killed_is_healed_by_the_next(forking: Server, tmp_path: Path) -> None:
    with prepared("update", tmp_path, forking, size=4) as world:
        world.sync()
        steps = 0
        # In parts of the steps that it takes, which are counted first; at the end it publishes.
        for number, place in enumerate((None, 0.3, 0.5, 0.7, 0.8, 0.88), start=5):
            world.put(0, number)
            world.delete(number - 1)
            if place is None:
                steps = world.sync()["steps"]
            else:
                assert kill_once(world, step=int(place * steps))


@pytest.mark.exhaustive
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("phase", PHASES)
def test_a_sync_killed_at_any_step_is_healed_by_the_next(
    forking: Server, tmp_path: Path, phase: str
) -> None:
    rebuild = phase == "rebuild"
    with prepared(phase, tmp_path / "whole", forking, size=4) as world:
        steps = world.sync(rebuild=rebuild)["steps"]
    for step in range(1, steps + 1):
        with prepared(phase, tmp_path / f"{step}", forking, size=4) as world:
            # The reader's locks make a sync a few steps longer or shorter.
            assert kill_once(world, step=step, rebuild=rebuild) or step > steps - 20
