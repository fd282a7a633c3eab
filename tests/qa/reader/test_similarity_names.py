import pytest

from index.types import Document, Hit, Passage
from qa.reader.similarity import _missing_names

TEXT = "A festival took place in Urumqi and Beijing."
HIT = Hit(Passage(1, "a", 0, len(TEXT), TEXT), Document("a", "News", TEXT, "en"), 1.0)


@pytest.mark.parametrize(
    ("names", "share"),
    [
        (["urumqi"], 0.0),
        (["урумчи"], 0.0),
        (["пекин"], 1.0),
        (["урумчи", "астана"], 0.5),
        (["urumqi", "beij"], 0.0),
        ([], 0.0),
    ],
)
def test_a_name_may_stand_in_another_script(names: list[str], share: float) -> None:
    assert _missing_names(names, HIT) == pytest.approx(share)
