"""Streams as models send them: cut anywhere, broken off, endless."""

import itertools
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answerers.llm.markers import Marked, MarkerReader
from tests.qa.answerers.llm.streams import as_one_text, read


@pytest.mark.parametrize(
    ("pieces", "given"),
    [
        (["Порт"], [["Порт"]]),
        (["По", "рт", " раст"], [["По"], ["рт"], [" раст"]]),
        (["Порт ", "[", "1", "]", "."], [["Порт"], [], [], [], ["."]]),
        (["Порт [", "а", "]"], [["Порт"], [" [а"], ["]"]]),
        (["Порт [", "сло", "во"], [["Порт"], [" [сло"], ["во"]]),
        (["[2", "0", "2", "3"], [[], [], [], ["[2023"]]),
        (["It grew.", " ", "It"], [["It grew."], [], [Marked("It grew.", (), " "), "It"]]),
        (
            ["It grew. ", "[1]", " ", "It"],
            [["It grew."], [], [], [Marked("It grew.", (1,), " "), "It"]],
        ),
        (["It grew.\n", "It"], [["It grew."], [Marked("It grew.", (), "\n"), "It"]]),
    ],
)
def test_only_what_may_be_a_marker_is_held_back(
    pieces: list[str], given: list[list[str | Marked]]
) -> None:
    reader = MarkerReader([1, 2, 3])
    assert [reader.feed(piece) for piece in pieces] == given


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("It grew. It fe", "It grew. | It fe"),
        ("It grew [1", "It grew"),
        ("It grew [1] and fell [Исто", "It grew and fell ‹1›"),
        ("It grew 【1†sou", "It grew"),
        ("It grew ([1]", "It grew ‹1›"),
        ("It grew **[1]", "It grew ‹1›"),
        ("It grew (1", "It grew"),
        ("It grew (1)", "It grew ‹1›"),
        ("It grew (source: ", "It grew"),
        ("It grew \ue200cite\ue202turn0", "It grew"),
        ("It grew <sup>1", "It grew"),
        ("порт¹", "порт ‹1›"),
        ("Write `a[1]", "Write `a[1]"),
        ("```\na[1]", "```\na[1]"),
        ("This is the list:", "This is the list:"),
        ("It costs $", "It costs $"),
        ("Порт растёт. [1]\n", "Порт растёт. ‹1›"),
        ("В 1911 г. Ник", "В 1911 г. Ник"),
    ],
)
def test_a_stream_that_breaks_off(written: str, shown: str) -> None:
    assert as_one_text(read(written)) == shown


_TEXTS = st.text(
    alphabet=st.sampled_from(
        "аБbZ .!?…,;:\n[]()【】1203-–«»\"'*_`$\\^<>/supисточниксм†{}¹²\ue200\ue202\ue201"
    ),
    max_size=60,
)
_BITS = (
    *("[1]", "[1, 2]", "[источник 2]", "(1)", "¹", "[", "]", "(", "1", "see ", "{{1}}", "<sup>"),
    *(" ", ". ", "\n", "Порт", "It", "г. ", "— ", "»", "。", "`", "```", "$", "\\[", "**", "]("),
)
_PIECES = st.lists(st.sampled_from(_BITS), max_size=25)


@given(st.one_of(_TEXTS, st.text(max_size=40), _PIECES.map("".join)), st.data())
def test_how_a_stream_is_cut_makes_no_difference(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    bounds = [0, *cuts, len(text)]
    pieces = [text[a:b] for a, b in itertools.pairwise(bounds)]
    whole = read([text])
    for parts in (read(pieces), read(text)):
        assert [part for part in parts if isinstance(part, Marked)] == [
            part for part in whole if isinstance(part, Marked)
        ]
    shown = ""
    for part in whole:
        if isinstance(part, str):
            shown += part
        else:
            assert part.text
            assert part.text == part.text.strip() == shown.strip()
            shown = ""
    assert not shown.strip()


@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("\ue200\ue201\uf8ff\U0010fffd[1] `a\n"), st.characters())
    )
)
def test_nothing_of_the_private_use_area_comes_out(text: str) -> None:
    for part in read(text):
        for character in part if isinstance(part, str) else part.text:
            assert unicodedata.category(character) != "Co"


@pytest.mark.parametrize(
    "unit",
    ["слово и ещё одно, ", "[1", "word", "( ", "Mr. ", ". ", " ", "\n", "**", "`a", "[1†a", "1["],
)
def test_endless_text_takes_no_longer_by_the_character(unit: str) -> None:
    _seconds(unit * 20)
    short, long = (unit * (length // len(unit)) for length in (5_000, 50_000))
    # Ten times as long, with room for what else the machine does; a square would be a hundred.
    assert _seconds(long) < 30 * _seconds(short) + 0.5


def _seconds(text: str) -> float:
    reader = MarkerReader([1, 2, 3])
    start = time.process_time()
    for character in text:
        reader.feed(character)
    reader.close()
    return time.process_time() - start
