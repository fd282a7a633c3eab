"""Where the sentences of a model end, with the text between them kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answerers.llm.markers import Marked
from tests.qa.answerers.llm.streams import ENDS, as_one_text, read

SENTENCES = [
    "В 2024 г. приехало 3,5 млн туристов. | Это рекорд.",
    "Стоит 5 млрд тенге, т. е. много. | Но не всем.",
    "А. С. Пушкин жил на ул. Ленина. | Там музей.",
    "Музей открыт в 1911 г. | Вход платный.",
    "В 1911 г. Николай II посетил Киев. | Его встречали.",
    "Он ушёл... | Потом вернулся?! | Да.",
    "«Мы рады!» — сказал он. | Все согласились.",
    "He left the U.S. | The report says so.",
    "The U.S. President met Mr. Smith at 5 p.m. on Monday. | They left.",
    "Use a model, e.g. this one. | It cost $3.5 million.",
    "(He came.) | Then he left (in May. Or June). | So.",
    "He said “yes.” | Then “no!” | Fine.",
    "**Да.** | **Нет** и _так_. | *Вот.*",
    "It is so. | — Really? | — Yes.",
    "1. Первый пункт. | Он важен. ¶ 2. Второй ¶ a) третий",
    "Один абзац. ¶¶ Другой абзац ¶ и строка",
    "Готово。‖Да！‖Конец",
    "See the file a.b.py. | `code` is so. | 5 ports.",
    "Great! | 😊 So it is.",
]


@pytest.mark.parametrize("shown", SENTENCES)
def test_sentences_end_where_they_end_in_documents(shown: str) -> None:
    written = shown
    for end, mark in ENDS.items():
        written = written.replace(mark, end).replace(mark.strip(), end)
    assert as_one_text(read([written])).replace(" ‖ ", "‖") == shown


@given(st.text(alphabet="абВГ xY.!?…,;:-—«»“”\"'1205\n\t%/", max_size=80))
def test_a_text_without_markers_stays_as_it_is(text: str) -> None:
    position = 0
    for part in read(text):
        if isinstance(part, Marked):
            start = text.index(part.text, position)
            assert not text[position:start].strip()
            assert not part.citations
            position = start + len(part.text)
    assert not text[position:].strip()
