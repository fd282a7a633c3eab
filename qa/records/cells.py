"""Cells of a table that no spreadsheet takes for a formula, whoever wrote what is in them.

As OWASP says of CSV injection: what begins like a formula gets an apostrophe, which a spreadsheet
takes for the mark of a text. What begins with apostrophes and a formula gets one more, so that each
text can be had back.
"""

import re

# Spreadsheets pass over spaces, and take the wide signs of East Asian scripts for the narrow ones.
_FORMULA = re.compile(r"[\s']*[=+\-@＝＋－＠]|'*[\t\r\n]")
_MARK = "'"


def defuse(text: str) -> str:
    """The cell for a text."""
    return f"{_MARK}{text}" if _FORMULA.match(text) else text


def restore(cell: str) -> str:
    """The text of a cell that `defuse` wrote, or a spreadsheet."""
    return cell[1:] if cell.startswith(_MARK) and _FORMULA.match(cell[1:]) else cell
