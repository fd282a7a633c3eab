"""The numbers of lists, as they are shown."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 3999


def ordinal(number: int, style: str = "1") -> str:
    """Write a number as HTML's list types do: 1, a, A, i or I."""
    if style in ("a", "A") and number > 0:
        shown = letters(number)
    elif style in ("i", "I") and 0 < number <= _LARGEST_ROMAN:
        shown = roman(number)
    else:
        return str(number)
    return shown.upper() if style.isupper() else shown


def letters(number: int) -> str:
    """Count a, b, …, z, aa, ab."""
    shown = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        shown = chr(ord("a") + rest) + shown
    return shown


def roman(number: int) -> str:
    """Write a number from 1 to 3999 in small Roman numerals."""
    shown = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        shown += sign * count
    return shown
