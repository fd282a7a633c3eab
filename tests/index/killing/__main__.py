"""The long version: any number of kills at random instants."""

import argparse
import random
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.index.killing.world import PHASES, Server, kill_once, prepared, server


def kill(kills: int, chance: random.Random, home: Path, forking: Server, command: bool) -> str:
    """Kill syncs at random instants, in all phases by turns; tell how many in which."""
    counts = dict.fromkeys(PHASES, 0)
    spans = {}
    for phase in PHASES:
        with prepared(phase, home / f"span-{phase}", forking, command=command) as world:
            started = time.monotonic()
            world.sync(rebuild=phase == "rebuild")
            spans[phase] = time.monotonic() - started
    for number in range(10**9):
        done = sum(counts.values())
        if done == kills:
            break
        phase = PHASES[number % len(PHASES)]
        with prepared(phase, home / str(number), forking, command=command) as world:
            after_s = chance.uniform(0, spans[phase])
            killed = kill_once(world, after_s=after_s, rebuild=phase == "rebuild")
            counts[phase] += killed
        if killed and done % 20 == 19:
            sys.stdout.write(f"{done + 1} of {done + 1} healed\n")
            sys.stdout.flush()
    return f"{kills} of {kills} healed, no answer lost {counts}"


def main() -> None:
    """Kill the work of a sync, then the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="of a sync that is forked")
    parser.add_argument("--commands", type=int, default=0, help="of `seedqa index`")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with TemporaryDirectory(prefix="seedqa-killing-") as name, server() as forking:
        for what, kills in (("syncs", given.kills), ("commands", given.commands)):
            if kills:
                told = kill(kills, chance, Path(name) / what, forking, what == "commands")
                sys.stdout.write(f"{signal.SIGKILL.name} of {what}: {told}, seed {given.seed}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
