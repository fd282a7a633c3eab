"""Answers as a terminal shows them."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from qa.commands.terminal import print_answer
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
