"""What is remembered has an end, whatever is asked and however large the documents are."""

import ast
from pathlib import Path

from index.text.remembering import remember_of_documents, remember_of_words
from index.types import Document
from tests.conftest import ROOT


def counted(most_characters: int) -> tuple[list[str], object]:
    asked: list[str] = []

    @remember_of_documents(most_characters)
    def length(document: Document) -> int:
        asked.append(document.id)
        return len(document.text)

    return asked, length


def document(name: str, characters: int) -> Document:
    return Document(name, name, "x" * characters, "en")


def test_documents_are_remembered_by_the_characters_they_have() -> None:
    asked, length = counted(100)
    for name in ("a", "b", "a", "c", "a", "b"):
        assert length(document(name, 40)) == 40  # type: ignore[operator]
    # The third one makes the one go that was asked for longest ago.
    assert asked == ["a", "b", "c", "b"]
    assert length(document("a", 41)) == 41, "another text is another document"  # type: ignore[operator]


def test_a_document_too_large_to_be_remembered_drives_no_other_out() -> None:
    asked, length = counted(100)
    for name, characters in (("a", 40), ("large", 101), ("large", 101), ("a", 40)):
        assert length(document(name, characters)) == characters  # type: ignore[operator]
    assert asked == ["a", "large", "large"]


def test_words_are_remembered_up_to_a_number_and_a_length() -> None:
    asked: list[str] = []

    @remember_of_words
    def shout(word: str) -> str:
        asked.append(word)
        return word.upper()

    assert [shout("a"), shout("a"), shout("b" * 1_000), shout("b" * 1_000)][:2] == ["A", "A"]
    assert len(asked) == 3
    for number in range(200_000):
        shout(str(number))
    asked.clear()
    shout("a")
    assert asked == ["a"], "it was forgotten"


# These are called with names of files of ours alone.
OUR_OWN = {"widget_asset", "_asset"}


def unbounded(path: Path) -> list[str]:
    """The functions of a module that remember for ever what they are called with, or documents."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.FunctionDef) or node.name in OUR_OWN:
            continue
        kinds = {ast.unparse(a.annotation) for a in node.args.args if a.annotation}
        for decorator in map(ast.unparse, node.decorator_list):
            forever = decorator in ("cache", "functools.cache", "lru_cache(maxsize=None)")
            if (forever and kinds - {"Language"}) or (
                "lru_cache" in decorator and "Document" in kinds
            ):
                found.append(f"{path.name}: {node.name}")
    return found


def test_nothing_a_caller_can_choose_is_remembered_for_ever() -> None:
    modules = [path for part in ("index", "qa") for path in (ROOT / part).rglob("*.py")]
    assert len(modules) > 50
    assert [name for path in modules for name in unbounded(path)] == []
