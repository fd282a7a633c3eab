"""Questions about real files of every format: the answer is right, and so is where it stands.

Each format is a folder of its own, since several hold the same text.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from index.embedding import Embedder
from index.sync import sync
from qa.factory import build_pipeline
from qa.settings import load_settings
from qa.types import Answer, Citation

pytestmark = [pytest.mark.slow, pytest.mark.exhaustive, pytest.mark.timeout(3600)]

HERE = Path(__file__).resolve().parent
# The share that must be right, answer and place, of the questions that have an answer.
RIGHT = 0.88
# The share that must be refused of those that have none.
REFUSED = 0.4


@dataclass(frozen=True)
class Gold:
    """A question and what must come of it: a spelling of each answer, and where it stands."""

    id: str
    question: str
    file: Path
    answers: tuple[tuple[str, ...], ...]
    place: tuple[str, int, str | None] | None

    def is_right(self, answer: Answer) -> bool:
        if not self.answers:
            return not answer.answered
        said = "\n".join([answer.text, *(c.quote for c in answer.citations)]).casefold()
        found = all(any(one.casefold() in said for one in spellings) for spellings in self.answers)
        return answer.answered and found and any(self.stands(c) for c in answer.citations)

    def stands(self, citation: Citation) -> bool:
        """Whether a citation names the file, and the page, slide or row in it."""
        cited = {citation.document_id, *(copy.document_id for copy in citation.copies)}
        if self.file.name not in cited:
            return False
        place = citation.place
        if self.place is None or place is None:
            return self.place is None
        kind, number, label = self.place
        return (
            place.kind == kind
            and place.number <= number <= place.last
            and label in (None, place.label)
        )


def _golds() -> list[Gold]:
    golds = []
    for suite in ("gold-office.jsonl", "gold-pdf.jsonl"):
        for line in (HERE / suite).read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            held = case.get("evidence") or [{"document": "pdf/"}]
            place = case.get("place")
            golds.append(
                Gold(
                    case["id"],
                    case["question"],
                    Path(case.get("document") or held[0]["document"]),
                    tuple(tuple(spellings) for spellings in case["answers"]),
                    (place["kind"], place["number"], place.get("label")) if place else None,
                )
            )
    return golds


def _told(gold: Gold, answer: Answer) -> str:
    quotes = " / ".join(" ".join(citation.quote.split()) for citation in answer.citations)
    places = [citation.place for citation in answer.citations]
    said = f"{quotes[:300]} {places}" if answer.answered else "refused"
    return f"{gold.id} {gold.file} {gold.question}\n    {said}"


def _ask_all(golds: list[Gold], embedder: Embedder, home: Path) -> list[tuple[Gold, Answer]]:
    results: list[tuple[Gold, Answer]] = []
    for kind in dict.fromkeys(gold.file.parts[0] for gold in golds):
        documents, index = home / kind / "documents", home / kind / "index"
        documents.mkdir(parents=True)
        for file in (HERE / kind).glob(f"*.{kind}"):
            shutil.copy(file, documents)
        report = sync([documents], index, lambda: embedder)
        assert not report.failures, kind
        pipeline = build_pipeline(load_settings(index=index), embedder)
        asked = [gold for gold in golds if gold.file.parts[0] == kind]
        results += [(gold, pipeline.ask(gold.question)) for gold in asked]
    return results


def test_questions_about_real_files(
    embedder: Embedder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    results = _ask_all(_golds(), embedder, tmp_path)
    shares, lines = {}, []
    for name, answerable in (("right", True), ("refused", False)):
        asked = [(gold, answer) for gold, answer in results if bool(gold.answers) is answerable]
        wrong = [_told(gold, answer) for gold, answer in asked if not gold.is_right(answer)]
        right = len(asked) - len(wrong)
        shares[name] = right / len(asked)
        lines += [f"{right} of {len(asked)} {name} ({shares[name]:.1%}), but not:", *wrong]
    with capsys.disabled():
        click.echo("\n" + "\n".join(lines))
    assert shares["right"] >= RIGHT, "\n".join(lines)
    assert shares["refused"] >= REFUSED, "\n".join(lines)
