"""What a PDF says of itself."""

import re
from pathlib import Path
from typing import Any

from index.loaders.front_matter import FrontMatter
from index.loaders.parsed import clean, says_something

_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?")
# Titles that programs put there themselves.
_NO_TITLE = re.compile(
    r"untitled|без имени|документ ?\d*|document ?\d*|microsoft word.*|powerpoint.*|презентация.*|"
    r".*\.(?:docx?|odt|rtf|pdf|indd|html?|tex|qxd|pptx?|xlsx?)|\(?anonymous\)?|about:blank|"
    r"print|печать|layout \d+|\d+",
    re.I,
)
_NOBODY = re.compile(
    r"(?:\(?(?:anonymous|unspecified|unknown|user|admin(?:istrator)?|root|owner|пользователь|"
    r"админ(?:истратор)?|неизвестно|pc|home|windows)\)?[\s\d-]*)",
    re.I,
)


def metadata_of(document: Any, path: Path) -> FrontMatter:
    """Title, author and date, where the file names them and they mean something."""
    said = document.get_metadata_dict(skip_empty=True)
    title = clean(said.get("Title", ""))
    author = clean(said.get("Author", ""))
    if _NO_TITLE.fullmatch(title) or not says_something(title) or title == path.name:
        title = ""
    if _NOBODY.fullmatch(author) or not says_something(author):
        author = ""
    return FrontMatter(
        title=title or None, source=author or None, date=_date(said.get("CreationDate", ""))
    )


def _date(said: str) -> str | None:
    """The day in ISO 8601, as far as it is told."""
    match = _DATE.match(said)
    if not match or not "1980" <= match[1] <= "2200":
        return None
    year, month, day = match[1], match[2], match[3]
    if not month or not "01" <= month <= "12":
        return year
    return f"{year}-{month}-{day}" if day and "01" <= day <= "31" else f"{year}-{month}"
