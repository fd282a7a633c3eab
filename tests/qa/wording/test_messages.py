import ast
import string
from pathlib import Path

import pytest

from index.errors import ENGLISH, SeedQAError
from qa.wording.messages import LANGUAGES, catalogue, error_message, message

ROOT = Path(__file__).resolve().parents[3]


def test_every_string_exists_in_every_language() -> None:
    assert catalogue("ru").keys() == catalogue("en").keys()


@pytest.mark.parametrize("key", sorted(catalogue("en")))
def test_both_languages_name_the_same_values(key: str) -> None:
    names = [
        {name for _, name, _, _ in string.Formatter().parse(catalogue(language)[key]) if name}
        for language in LANGUAGES
    ]
    assert names[0] == names[1]


@pytest.mark.parametrize("code", sorted(ENGLISH))
def test_errors_are_worded_for_a_user(code: str) -> None:
    values = {name: "X" for _, name, _, _ in string.Formatter().parse(ENGLISH[code]) if name}
    error = SeedQAError(code, **values)
    assert error_message(error, "en") == str(error)
    russian = error_message(error, "ru")
    assert any("а" <= char <= "я" for char in russian)
    assert "{" not in russian


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
