"""How much a quote takes."""

import pytest

from index.loaders.markup.markdown import lay_markdown
from index.loaders.parsed import Builder
from index.types import Document, Hit, Passage
from qa.answerers.extractive.quoting import is_whole, quote_of
from qa.types import Evidence

SOURCE = """# Прокат

Мы открыты летом. Она началась в 1990 году.

Возьмите с собой:

- паспорт
- залог
  - деньги
  - карта
- шлем

Потом идите к причалу. Настройте файл:

```yaml
proxy:
  host: edge
  port: 8643
```

Потом позвоните:

Номер на двери. Он большой.

| Лодка | Цена |
|---|---|
| Каяк | 500 |

Перед выходом:

- проверьте вёсла
- наденьте два слоя:
  1. шерсть
  2. плащ
- махните рукой
"""


TEXT = """Мост построил Иван Седов.

Он умер в 1954 году. Его сын жил в Риге.

## Лодки

Они стоят у причала."""


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("Он умер в 1954 году.", "Мост построил Иван Седов.\n\nОн умер в 1954 году."),
        ("Его сын жил в Риге.", "Он умер в 1954 году. Его сын жил в Риге."),
        ("Они стоят у причала.", "Они стоят у причала."),  # a heading stands before it
        ("Мост построил Иван Седов.", "Мост построил Иван Седов."),
    ],
)
def test_what_a_pronoun_means_is_quoted_with_it(words: str, quoted: str) -> None:
    builder = Builder()
    parsed = builder.finish(lay_markdown(builder, TEXT))
    document = Document("b.md", "", parsed.text, "ru", blocks=parsed.blocks)
    start = document.text.index(words)
    hit = Hit(Passage(1, "b.md", 0, len(document.text), document.text), document, 1.0)
    span = quote_of(Evidence(hit, start, start + len(words), 1.0), "?", several=False)
    assert document.text[span.start : span.end] == quoted


def evidence(words: str, focus: str = "", source: str = SOURCE) -> Evidence:
    builder = Builder()
    parsed = builder.finish(lay_markdown(builder, source))
    document = Document("a.md", "Прокат", parsed.text, "ru", blocks=parsed.blocks)
    start = document.text.index(words)
    at = document.text.index(focus, start) if focus else start
    passage = Passage(1, "a.md", 0, len(document.text), document.text)
    return Evidence(
        Hit(passage, document, 1.0),
        start,
        start + len(words),
        1.0,
        (at, at + len(focus)) if focus else None,
    )


def quoted(item: Evidence, question: str = "Что?", several: bool = False) -> str:
    span = quote_of(item, question, several)
    return item.hit.document.text[span.start : span.end]


def test_an_item_is_quoted_alone_and_as_its_list() -> None:
    whole = "Возьмите с собой:\n\nпаспорт\nзалог\nденьги\nкарта\nшлем"
    assert quoted(evidence("залог")) == "залог"
    assert quoted(evidence("залог"), several=True) == whole
    assert quoted(evidence("карта"), several=True) == "залог\nденьги\nкарта"
    assert quoted(evidence("шлем"), several=True) == whole


@pytest.mark.parametrize(
    ("question", "is_list"),
    [
        ("Что взять с собой?", True),
        ("А что нужно взять с собой?", True),
        ("Что взять с собой детям?", False),
        ("Сколько взять с собой?", False),
        ("Что оставляют в залог?", False),
        ("What should I bring?", False),
        ("Как?", False),
    ],
)
def test_who_asks_for_what_stands_above_a_list_is_given_the_list(
    question: str, is_list: bool
) -> None:
    assert quoted(evidence("залог"), question).startswith("Возьмите с собой:") is is_list


STEPS = """# Router

## Resetting the router

1. Hold the button for ten seconds.
2. Wait for the green light.

## Запреты на катке

- выходить на лёд в обуви
- брать с собой собак
"""


@pytest.mark.parametrize(
    ("words", "question", "first", "last"),
    [
        ("2. Wait for the green light.", "How do I reset the router?", "1. Hold", "green light."),
        ("2. Wait for the green light.", "What light do I wait for?", "2. Wait", "green light."),
        ("брать с собой собак", "Что запрещено на катке?", "выходить", "собак"),
        ("брать с собой собак", "Что запрещено делать на катке с собаками?", "брать", "собак"),
    ],
)
def test_a_list_right_under_its_heading(words: str, question: str, first: str, last: str) -> None:
    found = quoted(evidence(words, source=STEPS), question)
    assert found.startswith(first)
    assert found.endswith(last)


def test_of_an_item_that_leads_in_a_list_that_list_is_quoted() -> None:
    whole = "наденьте два слоя:\n1. шерсть\n2. плащ"
    assert quoted(evidence("наденьте два слоя:"), several=True) == whole
    assert quoted(evidence("наденьте два слоя:")) == whole
    assert quoted(evidence("2. плащ"), several=True) == whole


def test_a_lead_in_is_quoted_with_what_it_leads_in() -> None:
    item = evidence("Возьмите с собой:")
    assert quoted(item).endswith("карта\nшлем")
    assert is_whole(item, quote_of(item, "Что?", False))
    assert quoted(evidence("Настройте файл:")).endswith("port: 8643")
    assert quoted(evidence("Потом позвоните:")) == "Потом позвоните:\n\nНомер на двери."


def test_a_sentence_that_leans_on_another_is_quoted_with_it() -> None:
    assert quoted(evidence("Она началась в 1990 году.")).startswith("Мы открыты летом.")


@pytest.mark.parametrize(
    ("question", "focus", "line"),
    [
        ("Which port?", "8643", "port: 8643"),
        ("Which host?", "edge", "host: edge"),
        ("Какой порт?", "edge\n  port: 8643", "port: 8643"),
        ("What is it?", "edge\n  port: 8643", "host: edge\n  port: 8643"),
    ],
)
def test_of_code_the_line_is_quoted(question: str, focus: str, line: str) -> None:
    item = evidence("proxy:\n  host: edge\n  port: 8643", focus)
    assert quoted(item, question) == line


def test_a_row_is_quoted_as_it_stands() -> None:
    assert quoted(evidence("Каяк | 500"), several=True) == "Каяк | 500"
