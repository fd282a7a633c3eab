"""Blocks written as Markdown are read as the same blocks."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.loaders import load
from index.loaders.parsed import Builder, clean
from index.types import Document
from qa.translating.escaping import escaped
from qa.translating.markdown import to_markdown
from tests.qa.translating.scripted import write

NESTED = """# Kit

Take with you:

- a rope
  - of hemp
  - or of nylon

    Nylon stretches.
- a lamp

  ```
  lamp --on

      deep
  ```

Then:

3. go down
4. go left
   1. knock
   2. wait
5. come back

7. A list that goes on elsewhere

> Nobody comes here.

![A plan](plan.png)

Photo: The Club Archive

| Day | Open | Note |
|---|---|---|
| Mon | 9–17 | |
| Tue | | closed \\| noon |
"""
SPANNED = """<h1>Fares</h1><table><tr><th>Zone</th><th colspan="2">Fare, €</th></tr>
<tr><th></th><th>adult</th><th>child</th></tr>
<tr><td rowspan="2">Inner</td><td>2</td><td>1</td></tr><tr><td>3</td><td>1 &lt; 2</td></tr></table>
<p>Or by steps:</p><ol type="a"><li>pay<p>in coins</p></li><li>ride</li></ol>
<table><tr><td>1</td><td>one</td></tr><tr><td>2</td><td>two</td></tr></table>
<figure><img src="x.png"><figcaption>Photo: where the boat & crew land</figcaption></figure>
<dl><dt>Deck</dt><dd>the upper one</dd></dl><pre>a ``` b\n\n  c</pre>"""
PLAIN = (
    "RULES\n\nBring along:\n\n- gloves\n- boots\n\n1) Sign in.\n2) Wait.\n\nA line\nand another."
)


def read_again(document: Document, folder: Path) -> Document:
    return load(
        write(folder, "again.md", f"---\ntitle: Again\n---\n\n{to_markdown(document, {})}\n")
    )


def told(document: Document) -> list[tuple[object, ...]]:
    return [
        (b.kind, document.text[b.start : b.end], b.level, b.ordinal, b.parent, len(b.columns))
        for b in document.blocks
    ]


@pytest.mark.parametrize(("name", "source"), [("kit.md", NESTED), ("kit.html", "")])
def test_blocks_of_markdown_come_back(tmp_path: Path, name: str, source: str) -> None:
    document = load(write(tmp_path, name, source or "<p>One</p><ul><li>two</li></ul>"))
    assert told(read_again(document, tmp_path)) == told(document)


def test_what_markdown_cant_write_comes_back_but_for_letters_as_numbers(tmp_path: Path) -> None:
    document = load(write(tmp_path, "fares.html", SPANNED))
    before, after = told(document), told(read_again(document, tmp_path))
    assert [one[:2] for one in after] == [one[:2] for one in before]
    assert [one[4:] for one in after] == [one[4:] for one in before]


def test_lists_of_plain_text_become_lists(tmp_path: Path) -> None:
    made = read_again(load(write(tmp_path, "rules.txt", PLAIN)), tmp_path)
    assert [one[:2] for one in told(made)] == [
        ("heading", "RULES"),
        ("paragraph", "Bring along:"),
        ("item", "gloves"),
        ("item", "boots"),
        ("item", "1. Sign in."),
        ("item", "2. Wait."),
        ("paragraph", "A line and another."),
    ]


def test_the_words_said_take_the_place_of_the_documents_own(tmp_path: Path) -> None:
    document = load(write(tmp_path, "kit.md", "1. Go\n\n| A | B |\n|---|---|\n| c | 7 |\n"))
    written = to_markdown(document, {0: "Иди * прямо", 1: "А | Б", 2: "в | 7"})
    assert written == "1. Иди \\* прямо\n\n| А | Б |\n| --- | --- |\n| в | 7 |"


@pytest.mark.parametrize(
    "words",
    [
        "# no heading", "1. no item", "- no item", "+ no item", "> no quote", "5) no item",
        "*no* **emphasis** _here_ and snake_case", "`no code`", "~~not struck~~", "[no](link)",
        "<b>no tag</b> <String> a < b", "&amp; &lt; R&D", "C:\\dir\\*", "| no | table |", "::: tip",
        '!!! note "x"', ": no definition", "import x from 'y'", "export default 5",
        "[x]: https://example.org", "[^1] no note", "-5 degrees", "C# and F#", "no end #",
        "=== same", "http://a.example/b_c_d?x=1&copy=2", "***", "2024. A year",
        "<!-- no comment -->", "a {b} c",
    ],
)  # fmt: skip
def test_signs_are_words(tmp_path: Path, words: str) -> None:
    shown = f"{words} – word"
    made = load(write(tmp_path, "signs.md", f"First.\n\n{escaped(shown)}\n\n- {escaped(shown)}\n"))
    assert [one[:2] for one in told(made)[1:]] == [("paragraph", shown), ("item", shown)]


# Words in braces and alerts are for programs, wherever they stand.
WORDS = st.text("ab Яя1.)-+*_`~#>|<&:!?=\\[]()\"'/—", min_size=1, max_size=30)
KINDS = st.sampled_from(["paragraph", "heading", "item", "quote", "code", "caption"])
BLOCKS = st.lists(st.tuples(KINDS, WORDS, st.integers(0, 12)), min_size=1, max_size=8)


@settings(deadline=None, max_examples=150)
@given(BLOCKS)
def test_any_blocks_are_read_as_many_with_the_same_words(
    blocks: list[tuple[str, str, int]],
) -> None:
    builder = Builder()
    for kind, words, number in blocks:
        # A digit and a word in front: what it would be by itself is tested above.
        text = f"x {clean(words)}".strip()
        ordinal = f"{number}." if kind == "item" and number else None
        shown = f"{ordinal} {text}" if ordinal else text
        level = 1 + number % 6 if kind == "heading" else int(kind == "item")
        builder.block(kind, shown, level=level, ordinal=ordinal)  # type: ignore[arg-type]
    parsed = builder.finish()
    document = Document("x.md", "x", parsed.text, "en", blocks=parsed.blocks)
    with tempfile.TemporaryDirectory() as folder:
        made = read_again(document, Path(folder))
    assert [one[:2] for one in told(made)] == [one[:2] for one in told(document)]
