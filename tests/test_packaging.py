"""The wheel holds what it should and runs without the sources beside it."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, sources = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("sources")
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE", "app.py"):
        shutil.copy(ROOT / name, sources)
    for name in ("qa", "index", "evals"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, sources / name, ignore=ignored)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*command, str(sources)], check=True, capture_output=True, timeout=240)
    return next(folder.glob("*.whl"))


def test_top_level_names(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {"app.py", "qa", "index", "evals"}
    for data in (
        "qa/wording/messages/ru.toml",
        "qa/wording/messages/en.toml",
        "qa/translating/prompts/ru.toml",
        "evals/suites/seeds.jsonl",
    ):
        assert data in names
    assets = (ROOT / "qa/server").glob("*/assets/*")
    tracked = {p.relative_to(ROOT).as_posix() for p in assets}
    assert tracked
    assert tracked <= set(names)


def test_it_runs_in_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    """A new environment that sees the installed dependencies, the wheel and nothing else."""
    environment = tmp_path / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    site = next(environment.glob("lib/python*/site-packages"))
    for path in sys.path:
        if path.endswith("site-packages"):
            with (site / "dependencies.pth").open("a") as file:
                file.write(f"{path}\n")
    target = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text("Маяк на мысе Аркона построен в 1827 году.", encoding="utf-8")
    script = (
        f"import sys; sys.path.insert(0, {str(target)!r})\n"
        "import qa\n"
        f"assert qa.__file__.startswith({str(target)!r}), qa.__file__\n"
        "from qa.commands.cli import main\n"
        "for command in (['index', 'seeds'], ['ask', 'Когда построен маяк?']):\n"
        "    main(command, standalone_mode=False)\n"
    )
    done = subprocess.run(
        [environment / "bin" / "python", "-I", "-c", script],
        cwd=tmp_path,
        env=os.environ | {"SEEDQA_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "1 added" in done.stdout
    assert "1827" in done.stdout
