"""What models put around a translation."""

import pytest

from qa.translating.answers import has_chatter, translation_in

SOURCE = "The lighthouse was built in 1827."
SAID = "Маяк построен в 1827 году."


@pytest.mark.parametrize(
    "answer",
    [
        SAID,
        f"  {SAID}\n",
        f"Here is the translation:\n\n{SAID}",
        f"Sure! Here's the Russian translation of the piece: {SAID}",
        f"Конечно! Вот перевод на русский язык:\n{SAID}",
        f"Перевод: {SAID}",
        f"Translation (Russian): {SAID}",
        f"«{SAID}»",
        f'"{SAID}"',
        f"```\n{SAID}\n```",
        f"```text\n{SAID}\n```",
        f"<piece 0123abcd>\n{SAID}\n</piece 0123abcd>",
        f"<think>\nThe user wants Russian.\n</think>\n\n{SAID}",
    ],
)
def test_the_translation_is_taken_out(answer: str) -> None:
    assert translation_in(answer, SOURCE) == SAID
    assert not has_chatter(translation_in(answer, SOURCE), SOURCE)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("Translation: who pays for it?", "Перевод: кто за него платит?"),
        ("“Come in,” he said. “Sit down.”", "«Входите, — сказал он. — Садитесь»"),
        ("The club “Dawn” and the club “Dusk”", "«Рассвет» и «Закат»"),
        ("Note: the desk is closed on Mondays.", "Примечание: по понедельникам касса закрыта."),
        ("Here is the bridge: it is old.", "Вот мост: он старый."),
    ],
)
def test_words_of_the_source_stay(source: str, said: str) -> None:
    assert translation_in(said, source) == said
    assert not has_chatter(said, source)


@pytest.mark.parametrize(
    "answer",
    [
        f"{SAID}\n\nNote: I kept the year as it is.",
        f"{SAID}\n{SAID}",
        "I'm sorry, but I can't help with that.",
        "Извините, но помочь с этим не получится.",
        "Я не могу перевести этот фрагмент.",
    ],
)
def test_what_isnt_a_translation_alone_is_seen(answer: str) -> None:
    assert has_chatter(translation_in(answer, SOURCE), SOURCE)


def test_what_leads_a_list_in_goes_on_doing_so() -> None:
    assert translation_in("Возьмите с собой.", "Bring along:") == "Возьмите с собой:"
    assert translation_in("Возьмите с собой:", "Bring along:") == "Возьмите с собой:"
