"""Start-up time is a feature: what is light stays light."""

import subprocess
import sys

import pytest

HEAVY = (
    "torch",
    "gradio",
    "faiss",
    "transformers",
    "sentence_transformers",
    "tantivy",
    "langchain",
)


@pytest.mark.parametrize(
    "code",
    [
        "import qa",
        "import index",
        "import evals",
        "import qa.commands.cli",
        "import index.search",
        "import index.embedding",
        "import qa.pipeline",
        "from click.testing import CliRunner; from qa.commands.cli import main; "
        "r = CliRunner().invoke(main, ['--help']); assert r.exit_code == 0, r.output; "
        "assert 'eval' in r.output",
    ],
)
def test_nothing_heavy_is_loaded(code: str) -> None:
    check = f"{code}; import sys; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
