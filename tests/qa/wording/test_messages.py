import ast
import errno
import os
import string
from pathlib import Path

import pytest

from index.errors import ENGLISH, SeedQAError
from qa.wording.messages import LANGUAGES, catalogue, error_message, message

ROOT = Path(__file__).resolve().parents[3]


def test_every_string_exists_in_every_language() -> None:
    assert catalogue("ru").keys() == catalogue("en").keys()


def test_both_languages_name_the_same_values() -> None:
    for key in catalogue("en"):
        russian, english = (names_in(catalogue(language)[key]) for language in LANGUAGES)
        assert russian == english, key


def test_errors_are_worded_for_a_user() -> None:
    for code, template in ENGLISH.items():
        error = SeedQAError(code, **dict.fromkeys(names_in(template), "X"))
        assert error_message(error, "en") == str(error), code
        russian = error_message(error, "ru")
        assert any("а" <= char <= "я" for char in russian), code
        assert "{" not in russian, code


def test_what_was_amiss_in_a_document_is_said_in_russian() -> None:
    reasons = set()
    for path in ROOT.glob("index/loaders/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                named = [word.value for word in node.keywords if word.arg == "reason"]
                is_damage = getattr(node.func, "id", "") == "damaged"
                told = named + (node.args[1:2] if is_damage else [])
                reasons |= {one.value for one in told if isinstance(one, ast.Constant)}
    assert len(reasons) > 10
    for reason in reasons:
        error = SeedQAError("document_damaged", path="a.pdf", reason=reason)
        assert f"({reason})" not in error_message(error, "ru"), reason
        assert f"({reason})" in error_message(error, "en")


def test_what_the_system_says_is_said_in_russian() -> None:
    for code in (errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EIO, errno.EISDIR):
        error = SeedQAError("storage_unwritable", path="a", reason=os.strerror(code))
        assert os.strerror(code) not in error_message(error, "ru")
    unknown = SeedQAError("storage_unwritable", path="a", reason="xyzzy 42")
    assert "(xyzzy 42)" in error_message(unknown, "ru")


def names_in(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_every_message_used_exists() -> None:
    for path in [*ROOT.glob("qa/**/*.py"), *ROOT.glob("evals/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "message"
            if is_call and isinstance(node.args[0], ast.Constant):
                assert node.args[0].value in catalogue("en"), (path.name, node.lineno)


def test_unknown_codes_and_keys_are_errors() -> None:
    with pytest.raises(KeyError):
        SeedQAError("no_such_code")
    with pytest.raises(KeyError):
        message("no.such", "en")
