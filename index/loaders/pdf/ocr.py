"""Pages that are pictures, read by Tesseract where it is installed."""

import csv
import io
import re
import shutil
import subprocess
from functools import cache
from typing import Any

from index.loaders.parsed import clean
from index.loaders.pdf.engine import paused
from index.loaders.pdf.render import page_image
from index.loaders.pdf.shapes import Word

# Tesseract was made for letters as at 300 dots an inch, and reads them nearly as well at 250.
_DOTS = 250
_SECONDS_A_PAGE = 90
# Words that Tesseract itself is less sure of are dirt.
_LEAST_SURE = 25.0
_LANGUAGES = ("rus", "eng")
# Heights of letters in shares of the font size, as most fonts have them.
_TALL, _LOW, _DROP = 0.72, 0.53, 0.21
_RISING = re.compile(r"[A-ZА-ЯЁ\dbdfhijkltбёйф!?«(\[/|\"'“”]")
_FALLING = re.compile(r"[gjpqyдруфцщ,;(\[/|]")
_NEARLY = 0.15


@cache
def languages() -> str | None:
    """The languages Tesseract can read here, as it wants them; None where it isn't installed."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        said = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    installed = set(said.stdout.split())
    return "+".join(name for name in _LANGUAGES if name in installed) or None


def read_picture(page: Any, number: int) -> list[Word] | None:
    """Words of a page that is a picture; None where Tesseract fails or takes too long."""
    spoken, program = languages(), shutil.which("tesseract")
    if spoken is None or program is None:
        return None
    flat, tall = page.get_size()
    image = page_image(page, int(flat / 72 * _DOTS), grey=True)
    picture = io.BytesIO()
    image.save(picture, "PNG")
    command = [program, "stdin", "stdout", "-l", spoken, "--dpi", str(_DOTS), "--psm", "3", "tsv"]
    with paused():
        try:
            said = subprocess.run(
                command,
                input=picture.getvalue(),
                capture_output=True,
                timeout=_SECONDS_A_PAGE,
                check=True,
                env={"OMP_THREAD_LIMIT": "1"},
            )
        except (OSError, subprocess.SubprocessError):
            return None
    return _words(said.stdout.decode("utf-8", "replace"), image.size, (flat, tall), number)


def _words(
    table: str, pixels: tuple[int, int], points: tuple[float, float], number: int
) -> list[Word]:
    across, down = points[0] / pixels[0], points[1] / pixels[1]
    words: list[Word] = []
    lines: dict[tuple[str, ...], list[Word]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = "".join(clean(row["text"] or "").split())
        if row["level"] != "5" or not text or float(row["conf"]) < _LEAST_SURE:
            continue
        left, top = int(row["left"]), int(row["top"])
        right, bottom = left + int(row["width"]), top + int(row["height"])
        box = (
            round(left / pixels[0], 5),
            round(top / pixels[1], 5),
            round(min(right / pixels[0], 1.0), 5),
            round(min(bottom / pixels[1], 1.0), 5),
        )
        word = Word(
            text, left * across, top * down, right * across, bottom * down, bottom * down,
            (bottom - top) * down, False, "", box, number,
        )  # fmt: skip
        words.append(word)
        key = tuple(row[name] for name in ("block_num", "par_num", "line_num"))
        lines.setdefault(key, []).append(word)
    for line in lines.values():
        _level(line)
    _even(list(lines.values()))
    return words


def _level(line: list[Word]) -> None:
    """Give the words of a line one baseline and size: their boxes end where their letters do."""
    sizes, bases = [], []
    for word in line:
        rise = _TALL if _RISING.search(word.text) else _LOW
        drop = _DROP if _FALLING.search(word.text) else 0.0
        size = (word.bottom - word.top) / (rise + drop)
        sizes.append(size)
        bases.append(word.bottom - drop * size)
    size, base = sorted(sizes)[len(sizes) // 2], sorted(bases)[len(bases) // 2]
    for word in line:
        word.size, word.base = max(4.0, size), base


def _even(lines: list[list[Word]]) -> None:
    """Give lines of nearly one size that of the text: scans aren't exact."""
    sizes = sorted(word.size for line in lines for word in line)
    usual = round(sizes[len(sizes) // 2]) if sizes else 0
    for line in lines:
        for word in line:
            near = abs(word.size - usual) <= _NEARLY * usual
            word.size = float(usual if near else round(word.size))
