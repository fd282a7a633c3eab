"""Characters of symbol fonts, which have places of their own in them."""

# The Symbol font, from its place 0x61 on and some besides.
_GREEK = dict(zip("abgdezhqiklmnxoprstufcyw", "αβγδεζηθικλμνξοπρστυφχψω", strict=True))
_SYMBOL = {
    **{ord(latin): greek for latin, greek in _GREEK.items()},
    **{ord(latin.upper()): greek.upper() for latin, greek in _GREEK.items()},
    0xA3: "≤", 0xA5: "∞", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xA2: "′", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓",
    0xB5: "∝", 0xB6: "∂", 0xD6: "√", 0xE5: "∑", 0xF2: "∫", 0xCE: "∈", 0xC7: "∩", 0xC8: "∪",
    0xD0: "∠", 0xD7: "·", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0x2D: "−",
}  # fmt: skip
_WINGDINGS = {
    0xFC: "✔", 0xFB: "✘", 0xFE: "☑", 0xFD: "☒", 0x6F: "☐", 0xA8: "☐", 0x78: "☒", 0x52: "☑",
    0xE0: "→", 0xDF: "←", 0xE1: "↑", 0xE2: "↓", 0xF0: "⇨", 0x28: "☎", 0x2A: "✉", 0x4A: "☺",
    0x6C: "●", 0x6E: "■", 0xA7: "▪", 0xAB: "★", 0x21: "✏", 0x22: "✂",
}  # fmt: skip
_WINGDINGS_2 = {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x53: "☒", 0xA3: "☐", 0x2A: "☐"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
# Symbol fonts lie in the private area too.
_PRIVATE = range(0xF000, 0xF100)


def symbol(font: str | None, code: str | None) -> str:
    """The character at a place, written in hexadecimal, of a font; nothing where it isn't known."""
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    place = number - _PRIVATE.start if number in _PRIVATE else number
    known = _FONTS.get((font or "").strip().lower())
    if known is not None:
        return known.get(place, chr(place) if known is _SYMBOL and 0x20 <= place < 0x7F else "")
    return "" if number in _PRIVATE or not 0x20 <= number < 0xD800 else chr(number)


def from_private(text: str, font: str | None) -> str:
    """Text whose characters of a symbol font are what they look like."""
    if not any(ord(char) in _PRIVATE for char in text):
        return text
    return "".join(
        symbol(font, f"{ord(char):x}") if ord(char) in _PRIVATE else char for char in text
    )
