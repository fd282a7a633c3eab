"""Numbers of cells as a sheet shows them by the cell's format."""

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from index.loaders.office.formats.codes import Section, literal, sections
from index.loaders.office.formats.dates import show_date

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
# A number has this many figures where its format leaves it open, as Excel does.
_GENERAL_FIGURES = 10
_EXPONENTS = ("E+", "E-", "e+", "e-")


def show_number(value: float, code: str, language: str = "en", *, from_1904: bool = False) -> str:
    """A number as a format shows it: `language` decides about points, spaces and months."""
    found = sections(code)
    section, signed = _choose(found, value)
    if section is None:
        return general(value, language)
    language = section.language or language
    if section.is_date:
        shown = show_date(value, section, language, from_1904)
        return shown if shown is not None else general(value, language)
    return _number(abs(value), section, language, minus=signed and value < 0)


def show_text(value: str, code: str) -> str:
    """A text as a format with a section for texts shows it."""
    found = sections(code)
    if len(found) < 4 or "@" not in found[3].tokens:
        return value
    return "".join(value if token == "@" else literal(token) for token in found[3].tokens)


def general(value: float, language: str = "en") -> str:
    """A number without a format of its own."""
    if not math.isfinite(value):
        return str(value)
    shown = f"{value:.{_GENERAL_FIGURES}g}"
    if "e" in shown and abs(value) >= 1:
        shown = f"{value:.0f}" if abs(value) < 1e15 else shown.replace("e", "E")
    elif "e" in shown:
        shown = shown.replace("e", "E")
    return shown.replace(".", ",") if language == "ru" else shown


def _choose(parts: tuple[Section, ...], value: float) -> tuple[Section | None, bool]:
    """The section for a value, and whether the minus sign is still to be set before it."""
    for section in parts[:3]:
        if section.condition and _holds(section.condition, value):
            return _or_general(section), True
    plain = [section for section in parts[:3] if section.condition is None]
    if any(section.condition for section in parts):
        return (_or_general(plain[-1]), True) if plain else (None, True)
    if value < 0 and len(plain) > 1:
        return _or_general(plain[1]), False
    if value == 0 and len(plain) > 2:
        return _or_general(plain[2]), False
    return _or_general(plain[0]), True


def _or_general(section: Section) -> Section | None:
    tokens = [token.lower() for token in section.tokens]
    return (
        None if "general" in tokens or "основной" in "".join(tokens) or tokens == ["@"] else section
    )


def _holds(condition: tuple[str, float], value: float) -> bool:
    sign, border = condition
    return {
        "<": value < border, ">": value > border, "=": value == border,
        "<=": value <= border, ">=": value >= border, "<>": value != border,
    }[sign]  # fmt: skip


def _number(value: float, section: Section, language: str, *, minus: bool) -> str:
    tokens = section.tokens
    if not any(token[0] in "0#?" for token in tokens):
        shown = "".join(literal(token) for token in tokens if token not in (".", ","))
        return f"-{shown}" if minus and shown else shown
    if "/" in tokens:
        return ("-" if minus else "") + _fraction(value, tokens)
    plan = _plan(tokens)
    value *= plan.factor
    power = 0
    if plan.exponent and value:
        power = math.floor(math.log10(value))
        value /= 10**power
    digits = _parted(_digits(value, plan), plan, language)
    if plan.exponent:
        digits += f"E{'-' if power < 0 else '+'}{abs(power):0{plan.exponent}d}"
    # What is rounded to nothing has no sign.
    sign = "-" if minus and digits.strip("0.,\xa0 ") else ""
    return f"{sign}{plan.before}{digits}{plan.after}"


@dataclass(frozen=True, slots=True)
class _Plan:
    """A format of numbers taken apart: what stands around the figures, and how many there are.

    `inner` is what stands from the first figure to the point; `factor` what percents and commas
    behind the figures make of a number; `exponent` the figures of one, 0 where there is none.
    """

    before: str
    inner: tuple[str, ...]
    part: str
    after: str
    grouped: bool
    factor: float
    exponent: int

    @property
    def least(self) -> int:
        """How many figures there are before the point at least."""
        return sum(token.count("0") for token in self.inner if token[0] in "0#?")


@lru_cache(maxsize=500)
def _plan(tokens: tuple[str, ...]) -> _Plan:
    holders = [at for at, token in enumerate(tokens) if token[0] in "0#?"]
    first, last = holders[0], holders[-1]
    exponent = next((at for at, token in enumerate(tokens) if token in _EXPONENTS), None)
    body = last + 1 if exponent is None else exponent
    point = next((at for at in range(first, body) if tokens[at] == "."), None)
    end = body if point is None else point
    commas = 0
    while tokens[last + 1 + commas : last + 2 + commas] == (",",):
        commas += 1
    inner = tokens[first:end]
    return _Plan(
        before="".join(map(literal, tokens[:first])),
        inner=inner,
        part="".join(tokens[at] for at in holders if point is not None and point < at < body),
        after="".join(literal(token) for token in tokens[last + 1 :] if token not in (",", ".")),
        grouped="," in inner,
        factor=100 ** tokens.count("%") / 1000**commas,
        exponent=0 if exponent is None else len(tokens[last]),
    )


def _digits(value: float, plan: _Plan) -> str:
    # Half a unit goes up, as in sheets, which know fifteen figures of a number.
    part = plan.part
    exact = Decimal(f"{value:.15g}").scaleb(len(part)).to_integral_value(ROUND_HALF_UP)
    before, behind = divmod(int(exact), 10 ** len(part))
    shown = (str(before) if before else "").rjust(plan.least, "0")
    if plan.grouped and shown:
        shown = f"{int(shown):,}"
    figures = str(behind).rjust(len(part), "0") if part else ""
    least = max((at + 1 for at, sign in enumerate(part) if sign == "0"), default=0)
    while len(figures) > least and figures.endswith("0"):
        figures = figures[:-1]
    return f"{shown}.{figures}" if figures else shown


def _parted(digits: str, plan: _Plan, language: str) -> str:
    """Figures with what a format sets between them, and the signs of a language."""
    whole, _, part = digits.partition(".")
    shown = whole
    if len(plan.inner) > 1 and not plan.grouped:
        shown = ""
        holders = sum(token[0] in "0#?" for token in plan.inner)
        for token in reversed(plan.inner):
            if token[0] in "0#?":
                holders -= 1
                # The first place takes all figures that are left.
                taken = whole[-len(token) :] if holders else whole
                whole = whole[: len(whole) - len(taken)]
                shown = taken + shown
            elif whole:
                shown = literal(token) + shown
    if language == "ru":
        shown = shown.replace(",", "\xa0")
    return f"{shown}{',' if language == 'ru' else '.'}{part}" if part else shown


def _fraction(value: float, tokens: tuple[str, ...]) -> str:
    at = tokens.index("/")
    named = tokens[at + 1] if at + 1 < len(tokens) else "?"
    if named.isdigit() and int(named):
        fraction = Fraction(round(value * int(named)), int(named))
    else:
        fraction = Fraction(value).limit_denominator(10 ** min(len(named), 4) - 1)
    whole, rest = divmod(fraction, 1)
    if not rest:
        return str(whole)
    return f"{whole} {rest}" if whole else str(rest)
