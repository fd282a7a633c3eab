import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.server.answering.turns import Turns


def test_nothing_waits() -> None:
    with pytest.raises(LookupError):
        Turns[str]().next()


@given(st.lists(st.sampled_from("abc")))
def test_all_come_each_in_order_and_nobody_waits_for_two_of_another(visitors: list[str]) -> None:
    turns: Turns[tuple[str, int]] = Turns()
    for number, visitor in enumerate(visitors):
        turns.add(visitor, (visitor, number))
    came = [turns.next() for _ in visitors]
    assert sorted(came, key=lambda item: item[1]) == list(
        zip(visitors, range(len(visitors)), strict=True)
    )
    for visitor in set(visitors):
        own = [number for name, number in came if name == visitor]
        assert own == sorted(own)
    for at in range(1, len(came)):
        # The same again only where nobody else waits any more.
        if came[at][0] == came[at - 1][0]:
            assert {name for name, _ in came[at:]} == {came[at][0]}
