"""How often follow-ups become the question that was meant, and whole questions stay as they are.

    python benchmarks/conversations.py SUITE… [--show] [--json figures.json]

A last turn is right where its words, normalised and in any order, are those of the suite's
`standalone`; `words` is how much they have in common (F1). It is whole where those are its own
words, or where it is tagged as a change of topic: nothing may be added. A case without a history is
whole too, asked after the one before it. Nothing is searched or read.
"""

import argparse
import json
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.datasets import load_suites
from evals.types import Case
from index.errors import QuestionError
from index.text.words import normalise
from qa.types import Turn
from qa.understanding.conversation import questions_of


@dataclass(frozen=True, slots=True)
class Turned:
    """What came of a last turn: as typed, as it is meant, as it was understood."""

    id: str
    typed: str
    meant: str
    understood: str
    carried: bool
    topic: bool

    @property
    def whole(self) -> bool:
        """Whether it leaves nothing out."""
        return self.topic or Counter(normalise(self.typed)) == Counter(normalise(self.meant))

    @property
    def words(self) -> float:
        """F1 of its words against those meant."""
        said, meant = Counter(normalise(self.understood)), Counter(normalise(self.meant))
        return 2 * (said & meant).total() / max(1, said.total() + meant.total())

    @property
    def right(self) -> bool:
        """Whether its words are those meant; a whole one has to be left alone."""
        return not self.carried if self.whole else self.words == 1


def after_others(cases: Sequence[Case]) -> list[Case]:
    """Cases, each without a history following the one before it in its language."""
    last: dict[str, str] = {}
    told = []
    for case in cases:
        if not case.history and case.language in last:
            before = (Turn("user", last[case.language]), Turn("assistant", "…"))
            told.append(replace(case, history=before, standalone=case.question))
        elif case.standalone:
            told.append(case)
        last[case.language] = case.question
    return told


def turned(case: Case) -> Turned | None:
    """Understand the last turn; None where it can't be asked."""
    try:
        *_, asked = questions_of(case.question, case.history, fallback=case.language)
    except QuestionError:
        return None
    meant = case.standalone or case.question
    topic = "topic" in case.tags
    return Turned(case.id, case.question, meant, asked.standalone, asked.carried, topic)


def figures(turns: Sequence[Turned]) -> dict[str, float]:
    """Counts and shares of one suite; a share of nothing is left out."""
    whole = [turn for turn in turns if turn.whole]
    rest = [turn for turn in turns if not turn.whole]
    shares: dict[str, float] = {"turns": len(turns), "whole": len(whole)}
    if whole:
        shares["untouched"] = statistics.mean(turn.right for turn in whole)
    if rest:
        shares["right"] = statistics.mean(turn.right for turn in rest)
        shares["words"] = statistics.mean(turn.words for turn in rest)
        shares["carried"] = statistics.mean(turn.carried for turn in rest)
    return shares


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suites", type=Path, nargs="+")
    parser.add_argument("--show", action="store_true", help="list the turns that aren't right")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    report = {}
    for suite in load_suites(arguments.suites):
        turns = [turn for case in after_others(suite.cases) if (turn := turned(case))]
        report[suite.name] = figures(turns)
        told = "  ".join(f"{name} {round(value, 3)}" for name, value in report[suite.name].items())
        print(f"{suite.name}:  {told}")
        for turn in turns if arguments.show else ():
            if not turn.right:
                print(f"  {turn.id}: {turn.typed} → {turn.understood}\n      meant: {turn.meant}")
    if arguments.json:
        arguments.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
