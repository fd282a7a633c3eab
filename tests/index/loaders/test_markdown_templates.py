"""What site generators write into Markdown is taken out; the titles that it shows stay."""

import pytest

from tests.index.loaders.test_markdown import read


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% note info "Важно" %}\n\nСохраните файл.\n\n{% endnote %}', "Важно\n\nСохраните файл."),
        ('{% hint style="info" %}\nSave it.\n{% endhint %}', "Save it."),
        ('{% tab title="Linux" %}\nRun it.\n{% endtab %}', "Linux\n\nRun it."),
        ('{% cut "Ещё о ключах" %}\nНет.\n{% endcut %}', "Ещё о ключах\n\nНет."),
        ('До {% include "a_b_c.md" %} после, {{ name }}.', "До после, {{ name }}."),
        ('До\n\n{%\n  include-markdown "a_b.md"\n  start="<!--x-->"\n%}\n\nпосле', "До\n\nпосле"),
        ("До {# не для *читателя* #} после 5 %}.", "До после 5 %}."),
        ('- раз\n    --8<-- "a_b.md"\n- два', "раз\nдва"),
        ('--8<-- "x.md:part"\n\nЕсть.\n\n--8<--\na.md\nb.md\n--8<--', "Есть."),
        ("--8<-- [start:part]\nТекст.\n--8<-- [end:part]", "Текст."),
        ('```\n{% if x %}\n--8<-- "a.md"\n```', '{% if x %}\n--8<-- "a.md"'),
        ("Пишут `{% if x %}` так.", "Пишут {% if x %} так."),
    ],
)
def test_template_tags_and_snippets_are_no_words(source: str, expected: str) -> None:
    assert read(source).text.strip() == expected


def test_an_element_may_hold_markdown_right_behind_its_tag() -> None:
    source = '<div class="note" markdown="1">\n## Что это {: .title #what }\n\n**Это** дом.\n</div>'
    parsed = read(source)
    assert [block.kind for block in parsed.blocks] == ["heading", "paragraph"]
    assert parsed.text.strip() == "Что это\n\nЭто дом."
    folded = read("<details markdown>\n<summary>Где?</summary>\nВ **доме**.\n</details>")
    assert folded.text.strip() == "Где?\n\nВ доме."


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("См. [Отправка *почты*][mail_setup].", "См. Отправка почты."),
        ("- _[Почта][mail]_\n- **[Роли][roles]**", "Почта\nРоли"),
        ("Класс [`a.Reader`][a.Reader] и [Reader][].", "Класс a.Reader и Reader."),
        ("До ![План дома][plan] после", "До после"),
        ("[есть][Known Label]\n\n[known label]: https://a.ru", "есть"),
        ("Сказано в [1][2] и [3].", "Сказано в [1][2] и [3]."),
        ("Ответьте: [да][нет].", "Ответьте: [да][нет]."),
        ("В таблице rows[first][second] ячейка.", "В таблице rows[first][second] ячейка."),
        ("Пишут `[a][b]` так.", "Пишут [a][b] так."),
    ],
)
def test_a_link_by_a_label_of_the_site_is_its_words(source: str, expected: str) -> None:
    assert read(source).text.strip() == expected
