"""Answers as a terminal shows them."""

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from qa.commands.terminal import converse, print_answer
from qa.pipeline import Pipeline
from qa.types import Answer, Certainty, Citation, Copy, Language, Sentence

QUOTE = "The ferry costs 60 crowns."
CITED = Citation(1, "2025.md", "Ferry", "en", "2025-04-02", None, None, 0, 26, QUOTE)
COPIES = (Copy("2024.md", "Ferry", "2024-04-02"), Copy("leaflet.md", "Leaflet", None))


def printed(
    citation: Citation,
    language: Language,
    answered: bool = True,
    certainty: Certainty = "sure",
) -> list[str]:
    """The lines of an answer, or of a refusal that has the citation as its nearest passage."""
    sentence = Sentence(QUOTE, (1,)) if answered else Sentence("No source answers.")
    cited, related = ((citation,), ()) if answered else ((), (citation,))
    answer = Answer(
        "?",
        language,
        answered,
        None,
        (sentence,),
        cited,
        related,
        0.9,
        "extractive",
        certainty=certainty if answered else "none",
    )
    written = io.StringIO()
    print_answer(answer, Console(file=written, width=200, highlight=False))
    return [" ".join(line.split()) for line in written.getvalue().splitlines()]


def test_how_sure_an_answer_is_stands_below_it() -> None:
    assert printed(CITED, "en")[1] == "Confidence: high"
    assert printed(CITED, "ru", certainty="unsure")[1] == "Уверенность низкая: сверьтесь с цитатой"
    assert not any("onfidence" in line for line in printed(CITED, "en", answered=False))


@pytest.mark.parametrize("answered", [True, False])
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ru", "другие копии и версии: Ferry (2 апреля 2024 г.); Leaflet"),
        ("en", "other copies and versions: Ferry (April 2, 2024); Leaflet"),
    ],
)
def test_copies_stand_below_their_source(language: Language, told: str, answered: bool) -> None:
    citation = replace(CITED, copies=COPIES)
    lines = printed(citation, language, answered)
    assert lines[-1] == told
    assert lines[:-1] == printed(CITED, language, answered)


def test_a_conversation_asks_once_more_as_it_is_written(
    seeds_pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shops, kazakh_side = "Сколько магазинов на китайской стороне?", "А на казахстанской?"
    typed = ["!", shops, kazakh_side, "!", "А на китайской?", ""]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(typed)))
    converse(seeds_pipeline, "ru")
    nothing, first, followed, alone, after = capsys.readouterr().out.split("Вы: ")[1:6]
    assert "не похоже на текст" in nothing
    assert "Понял как" not in first
    assert "Понял как: «Сколько магазинов на казахстанской?»." in " ".join(followed.split())
    assert "! — спросить как написано" in followed
    assert "Понял как" not in alone
    assert " ".join(seeds_pipeline.ask(kazakh_side).said.split()) in " ".join(
        re.sub(r"\[\d\]", "", alone).split()
    )
    # What follows leans on nothing older.
    assert "магазинов" not in after.partition("».")[0]
