"""Markers as models write them: which passages they name, and what is none."""

import pytest

from qa.answerers.llm.markers import Marked, MarkerReader
from tests.qa.answerers.llm.streams import as_one_text, read

PLACES = [
    ("Приехало 300 человек [1].", "Приехало 300 человек. ‹1›"),
    ("Приехало 300 человек. [1]", "Приехало 300 человек. ‹1›"),
    ("Приехало 300 человек.[1] Это рекорд.", "Приехало 300 человек. ‹1› | Это рекорд."),
    ("Приехало 300 человек.[1]Это рекорд.", "Приехало 300 человек. ‹1› | Это рекорд."),
    ("It grew. [1] It fell. [2]", "It grew. ‹1› | It fell. ‹2›"),
    ("It grew [1]. [2] It fell.", "It grew. ‹1,2› | It fell."),
    ("It grew. [1]. It fell.", "It grew. ‹1› | It fell."),
    ("It grew [1] .", "It grew. ‹1›"),
    ("[1] It grew. It fell.", "It grew. ‹1› | It fell."),
    ("As [1] says, it grew.", "As says, it grew. ‹1›"),
    ("Как сказано в [2], порт растёт.", "Как сказано в, порт растёт. ‹2›"),
    ("Рост [1]: два порта [2]; три моря [3].", "Рост: два порта; три моря. ‹1,2,3›"),
    ("It grew![1] Did it? [2] Yes.", "It grew! ‹1› | Did it? ‹2› | Yes."),
    ("Он вырос… [1] Потом упал.", "Он вырос… ‹1› | Потом упал."),
    ("«Порт растёт». [1] Так и есть.", "«Порт растёт». ‹1› | Так и есть."),
    ("«Порт растёт [1]». Так и есть.", "«Порт растёт». ‹1› | Так и есть."),
    ("«[1] Порт растёт».", "«Порт растёт». ‹1›"),
    ('He said "it grew [1]". So it did.', 'He said "it grew". ‹1› | So it did.'),
    ("The port (in the north [1]) grew.", "The port (in the north) grew. ‹1›"),
    ("**It grew [1]** and **[2] fell**.", "**It grew** and **fell**. ‹1,2›"),
    ("Порт **вырос**[1] — и упал [1] — и вырос.", "Порт **вырос** — и упал — и вырос. ‹1›"),
    ("Порт[3] вырос[1] вдвое [3][2].", "Порт вырос вдвое. ‹3,1,2›"),
    ("- Хоргос [1]\n- Алматы [2]", "- Хоргос ‹1› ¶ - Алматы ‹2›"),
    ("- [1] Хоргос\n1. [2] Алматы. Юг.", "- Хоргос ‹1› ¶ 1. Алматы. ‹2› | Юг."),
    ("It grew.\n[1]\nIt fell.", "It grew. ‹1› ¶ It fell."),
    ("It grew.\n[1] It fell.", "It grew. ¶ It fell. ‹1›"),
    ("It grew.\n\n[1][2]", "It grew. ‹1,2›"),
    ("[1]\n\nIt grew.", "It grew. ‹1›"),
    ("| Порт [1] | 5 [2] |\n|---|---|", "| Порт | 5 | ‹1,2› ¶ |---|---|"),
    ("> It grew [1]\n\n## Ports [2]\nNine.", "> It grew ‹1› ¶¶ ## Ports ‹2› ¶ Nine."),
    ("[^1]: The report.", "The report. ‹1›"),
    ("[1]", ""),
    ("", ""),
]

NOTATIONS = [
    ("a port [1, 2].", "a port. ‹1,2›"),
    ("a port [2;1].", "a port. ‹2,1›"),
    ("a port [1 и 3].", "a port. ‹1,3›"),
    ("a port [1, 2 and 3].", "a port. ‹1,2,3›"),
    ("a port [1][2].", "a port. ‹1,2›"),
    ("a port [1], [2] and [3].", "a port. ‹1,2,3›"),
    ("порт [1] и [2].", "порт. ‹1,2›"),
    ("a port [1-3].", "a port. ‹1,2,3›"),
    ("a port [1–2, 3].", "a port. ‹1,2,3›"),
    ("a port [ 1 ].", "a port. ‹1›"),
    ("a port [[1]] or [[1], [2]].", "a port or. ‹1,2›"),
    ("a port 【1】【2】 or ［3］.", "a port or. ‹1,2,3›"),
    ("a port 【1†source】, 【2†L1-L5】.", "a port. ‹1,2›"),
    ("a port [1†source.pdf].", "a port. ‹1›"),
    (r"a port \[1\].", "a port. ‹1›"),
    ("a port [#1] or [№ 2].", "a port or. ‹1,2›"),
    ("a port [^1] or [^2^].", "a port or. ‹1,2›"),
    ("the port^1^ or^[2]^.", "the port or. ‹1,2›"),
    ("the port<sup>1</sup> or<sup>[2]</sup> so.", "the port or so. ‹1,2›"),
    ("a port **[1]** or *[2][3]*.", "a port or. ‹1,2,3›"),
    ("a port ([1]) or (see [2]) or ([1], [3]).", "a port or or. ‹1,2,3›"),
    ("порт (см. [1]).", "порт. ‹1›"),
    ("порт [Источник 1] и море [источники 2 и 3].", "порт и море. ‹1,2,3›"),
    ("порт [документ 3] и [Отрывок №1].", "порт. ‹3,1›"),
    ("порт (источник: 1).", "порт. ‹1›"),
    ("a port [source 1] or [Passage 2].", "a port or. ‹1,2›"),
    ("a port [doc 1, doc 3] or [source_2].", "a port or. ‹1,3,2›"),
    ("a port [cite: 1, 2] or [citation:3].", "a port or. ‹1,2,3›"),
    ("a port (source 1) or (Sources: 2, 3).", "a port or. ‹1,2,3›"),
    ("порт¹ и море². Вот.³", "порт и море. ‹1,2› | Вот. ‹3›"),
    ("«порт»¹ и море ¹².", "«порт» и море. ‹1,2›"),
    ("порт¹, ² и море¹²³.", "порт и море. ‹1,2,3›"),
    ("a port (1).", "a port. ‹1›"),
    ("a port (1, 2). A sea.(3) A fort.", "a port. ‹1,2› | A sea. ‹3› | A fort."),
    ("a port (1)\nA sea. (2) A fort.", "a port ‹1› ¶ A sea. ‹2› | A fort."),
    ("a port [1](https://a.org/b) or [[2]](#b).", "a port or. ‹1,2›"),
    ("a port [1](2023).", "a port (2023). ‹1›"),
]

DROPPED = [
    ("Порт растёт [source_id].", "Порт растёт.", 0),
    ("Порт растёт [источник]. Море [нужна цитата].", "Порт растёт. | Море.", 0),
    ("It grew [citation needed]. So [n] and [#].", "It grew. | So and.", 0),
    ("It grew {{1}} and {{source_id}}.", "It grew and.", 0),
    ("It grew 【4:0†source】.", "It grew.", 0),
    ("It grew \ue200cite\ue202turn0search1\ue202turn0news2\ue201. Yes.", "It grew. | Yes.", 0),
    ("It \ue203grew\ue204 \U000f0000so\U00100001.", "It grew so.", 0),
    ("It grew:contentReference[oaicite:0]{index=0}.", "It grew.", 0),
    ("It grew [7]. [8] It fell [1, 9].", "It grew. | It fell. ‹1›", 3),
    ("It grew [2-5] or [0].", "It grew or. ‹2,3›", 2),
    ("Порт растёт [Источник 12] и (источник 9).", "Порт растёт.", 2),
]

KEPT = [
    "Write `arr[1]` or ``a`[2]`` so.",
    "Write `a. B` so.",
    "```py\narr[1] = 2. Done\n\nx[2]\n```",
    "~~~\n[1]\n~~~",
    "See [the report](https://a.org/x_[1].html) or ![1](a/1.png) now.",
    "See [the report](https://a.org/a(1).b(2)) now.",
    "It happened in [2023] and [1000].",
    "He was their [sic] port [...] and […].",
    "- [ ] to do",
    "- [x] done",
    "from the interval [0, 1] or [-1, 1] or [1.5, 2] or (1, 2].",
    "Посмотрите статью (1) закона, пункт (2), и год (2023).",
    "Steps: (1) first the port, (2) then the sea.",
    "Есть два пути: (1) порт и (2) море.",
    "the call f(1). Done",
    "a port (5).",
    "10², 5 м², 3 км³, x² и 10⁶.",
    "5 м<sup>2</sup> и x<sup>2</sup>.",
    "the sum E=mc², sin² and 2^1^.",
    r"a root \sqrt[3]{x} and \(a[1]\) and \[ b[2] \] so.",
    "a term $x[1]$ and $$ y [2] $$ so.",
    "the array a[n] is long.",
    "「1」 is a quote.",
    "[[Page]] and [text] and [a 1] and [1 a].",
    "O`zbek [a] and l`eau.",
    "5 * 3 ** 2 _x_ snake_case __init__ a < b.",
    "it costs $5, or $6.",
]


@pytest.mark.parametrize(("written", "shown"), PLACES + NOTATIONS)
def test_markers_go_with_their_sentence(written: str, shown: str) -> None:
    assert as_one_text(read([written])) == shown


@pytest.mark.parametrize(("written", "shown", "unknown"), DROPPED)
def test_what_names_no_passage_is_dropped(written: str, shown: str, unknown: int) -> None:
    reader = MarkerReader([1, 2, 3])
    assert as_one_text([*reader.feed(written), *reader.close()]) == shown
    assert reader.unknown == unknown


@pytest.mark.parametrize("written", KEPT)
def test_what_is_no_marker_stays(written: str) -> None:
    reader = MarkerReader([1, 2, 3])
    sentences = [
        part for part in [*reader.feed(written), *reader.close()] if isinstance(part, Marked)
    ]
    assert "".join(sentence.text + sentence.end for sentence in sentences) == written
    assert [sentence.citations for sentence in sentences] == [()] * len(sentences)
    assert reader.unknown == 0


def test_an_answer_with_a_marker_behind_each_sentence() -> None:
    answer = (
        "В 2024 г. приехало 655\u00a0тыс. туристов [1], т. е. больше прежнего. [2]\n\n"
        "Основные причины:\n- **безвизовый режим** [1, 3];\n- рейсы (см. [2]).\n\n"
        "Итак, «рост продолжится» [Источник 3]."
    )
    assert as_one_text(read(answer)) == (
        "В 2024 г. приехало 655\u00a0тыс. туристов, т. е. больше прежнего. ‹1,2› ¶¶ "
        "Основные причины: ¶ - **безвизовый режим**; ‹1,3› ¶ - рейсы. ‹2› ¶¶ "
        "Итак, «рост продолжится». ‹3›"
    )


def test_known_numbers_decide() -> None:
    assert as_one_text(read(["A sea¹² [12] (12)."], [12])) == "A sea. ‹12›"
    assert as_one_text(read(["From [0, 1]."], [0, 1])) == "From. ‹0,1›"
    assert as_one_text(read(["None [1] (1)."], [])) == "None (1)."
