"""Days and times of cells as a sheet shows them by the cell's format."""

import datetime

from index.loaders.office.formats.codes import Section, is_date_token, literal

# Formats that show the day as the reader's country does.
_LOCAL_DATES = {"ru": "dd.mm.yyyy", "en": "m/d/yyyy"}
_ENGLISH_MONTHS = """
January February March April May June July August September October November December
"""
_RUSSIAN_MONTHS = """
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
"""
_GENITIVE_LISTED = """
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
"""
_MONTHS = {"en": _ENGLISH_MONTHS.split(), "ru": _RUSSIAN_MONTHS.split()}
_GENITIVE = _GENITIVE_LISTED.split()
_ENGLISH_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_RUSSIAN_DAYS = "понедельник вторник среда четверг пятница суббота воскресенье"
_DAYS = {"en": _ENGLISH_DAYS.split(), "ru": _RUSSIAN_DAYS.split()}
_SHORT_DAYS_RU = ["Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"]
_LAST_DAY = 2_958_466
_DAY_SECONDS = 86_400


def local_date(language: str) -> str:
    """The format of a day that follows the reader's country."""
    return _LOCAL_DATES.get(language, "yyyy-mm-dd")


def show_date(value: float, section: Section, language: str, from_1904: bool) -> str | None:
    """A day or a time, None where a number is none."""
    if not 0 <= value < _LAST_DAY and not any(t.startswith("[") for t in section.tokens):
        return None
    tokens = [token.lower() if is_date_token(token) else token for token in section.tokens]
    finest = sum(len(t) for at, t in enumerate(tokens) if t[0] == "0" and tokens[at - 1] == ".")
    seconds = round(value * _DAY_SECONDS, finest if finest else None)
    # Excel counts a 29th of February 1900 that never was.
    start = datetime.datetime(1904, 1, 1) if from_1904 else datetime.datetime(1899, 12, 30)
    days = 1 if not from_1904 and 0 < value < 60 else 0
    try:
        moment = start + datetime.timedelta(days=days, seconds=float(seconds))
    except OverflowError:
        return None
    half = any(token.upper() in ("AM/PM", "A/P") for token in tokens)
    genitive = language == "ru" and any(token in ("d", "dd") for token in tokens)
    shown: list[str] = []
    for at, token in enumerate(tokens):
        if token.startswith("["):
            unit = {"h": 3600, "m": 60, "s": 1}[token[1]]
            shown.append(f"{int(abs(seconds) // unit):0{len(token) - 2}d}")
        elif token[0] in "ymdhs" and is_date_token(token):
            minutes = token in ("m", "mm") and _beside_time(tokens, at)
            shown.append(_date_part(moment, token, language, half, minutes, genitive))
        elif token.upper() in ("AM/PM", "A/P"):
            shown.append("AM" if moment.hour < 12 else "PM")
        elif token[0] == "0" and at and tokens[at - 1] == ".":
            shown.append(f"{moment.microsecond:06d}"[: len(token)])
        elif token != "@":
            shown.append(literal(token))
    return "".join(shown)


def _beside_time(tokens: list[str], at: int) -> bool:
    """Whether m stands for minutes: behind hours or before seconds."""
    units = [(place, t.strip("[]")) for place, t in enumerate(tokens) if is_date_token(t)]
    place = next(number for number, (where, _) in enumerate(units) if where == at)
    before = units[place - 1][1] if place else ""
    after = units[place + 1][1] if place + 1 < len(units) else ""
    return before.startswith("h") or after.startswith("s")


def _date_part(
    moment: datetime.datetime, token: str, language: str, half: bool, minutes: bool, genitive: bool
) -> str:
    size, letter = len(token), token[0]
    if letter == "y":
        return f"{moment.year:04d}" if size > 2 else f"{moment.year % 100:02d}"
    if letter == "m" and not minutes and size > 2:
        names = _GENITIVE if genitive else _MONTHS[language if language in _MONTHS else "en"]
        name = names[moment.month - 1]
        return name[:3] if size == 3 else name[:1] if size == 5 else name
    if letter == "d" and size > 2:
        if language == "ru":
            at = moment.weekday()
            return _SHORT_DAYS_RU[at] if size == 3 else _DAYS["ru"][at]
        name = _DAYS["en"][moment.weekday()]
        return name[:3] if size == 3 else name
    hour = (moment.hour % 12 or 12) if half else moment.hour
    number = {
        "m": moment.minute if minutes else moment.month, "d": moment.day, "h": hour,
        "s": moment.second,
    }[letter]  # fmt: skip
    return f"{number:02d}" if size > 1 else str(number)
