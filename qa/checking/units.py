"""Units and currencies beside a number, in Russian and English."""

import re
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts; two of a kind convert where both have a factor, else they differ."""

    kind: str
    name: str
    factor: Fraction | None = None


PERCENT = Unit("share", "percent", Fraction(1, 100))
PART = Unit("share", "part", Fraction(1))
_POINT = Unit("share", "point")
# Kind, factor to the first of the kind, and the words, longer ones before shorter ones.
_MEASURES = (
    ("area", "1e6", r"square kilomet\w+|sq\.? ?km|km2|km²|кв(?:адратн\w+|\.) ?(?:км|километр\w*)"
        r"|км²|км2"),
    ("area", "2589988", r"square miles?|sq\.? ?mi|кв(?:адратн\w+|\.) ?мил\w+"),
    ("area", "1", r"square met\w+|sq\.? ?m|m2|m²|кв(?:адратн\w+|\.) ?(?:м|метр\w*)|м²|м2"),
    ("area", "10000", r"hectares?|ha|гектар\w*|га"),
    ("area", "4047", r"acres?|акр\w*"),
    ("area", "100", r"сот(?:ка|ки|ок)"),
    ("volume", "1", r"cubic met\w+|m³|куб(?:ическ\w+|ометр\w*|\.) ?(?:м|метр\w*)?|м³"),
    ("volume", "0.001", r"lit(?:re|er)s?|литр\w*"),
    ("volume", "0.158987", r"barrels?|баррел\w+"),
    ("speed", "1", r"km/h|kph|kilomet\w+ (?:per|an) hour|км/ч|километр\w* в час"),
    ("speed", "1.609344", r"mph|miles (?:per|an) hour|мил[а-я]* в час"),
    ("speed", "3.6", r"m/s|met\w+ per second|м/с|метр\w* в секунду"),
    ("length", "1000", r"kilomet\w+|km|километр\w*|км"),
    ("length", "0.01", r"centimet\w+|cm|сантиметр\w*|см"),
    ("length", "0.001", r"millimet\w+|mm|миллиметр\w*|мм"),
    ("length", "1609.344", r"miles?|мил(?:я|и|ь|ю|ях|ями)"),
    ("length", "0.3048", r"f(?:ee|oo)t|ft|фут(?:а|ов|ы)?"),
    ("length", "0.9144", r"yards?|ярд\w*"),
    ("length", "0.0254", r"inch(?:es)?|дюйм\w*"),
    ("length", "1", r"met(?:re|er)s?|m|метр(?:а|ов|ы|е|ам|ами|ах|овый|овая|ового)?|м(?![./]\w)"),
    ("mass", "1000", r"tonn?es?|tons?|t|тонн\w*|т"),
    ("mass", "1", r"kilogram(?:me)?s?|kilos?|kg|килограмм\w*|кило|кг"),
    ("mass", "0.001", r"gram(?:me)?s?|грамм\w*"),
    ("mass", "0.4536", r"lbs?"),
    ("power", "1e6", r"gigawatts?|gw|гигаватт\w*|гвт"),
    ("power", "1000", r"megawatts?|mw|мегаватт\w*|мвт"),
    ("power", "1", r"kilowatts?|kw|киловатт\w*|квт"),
    ("energy", "1", r"kwh|kilowatt[- ]hours?|квт[·*-]?ч\w*"),
    ("time", "1", r"seconds?|sec|секунд\w*|сек"),
    ("time", "60", r"minut\w+|min|минут\w*|мин"),
    ("time", "3600", r"hours?|hrs?|час(?:а|ов|у|ы|ам|ах|ами|овой|овая|ового|овом|овую)?|ч"),
    ("time", "86400", r"days?|дн(?:я|ей|и|ям|ями|ях|евн\w+)|день|суток|сутки|суткам"),
    ("time", "604800", r"weeks?|недел\w+"),
    ("time", "2629800", r"months?|месяц\w*|месячн\w+|мес"),
    ("time", "31557600", r"years?|yrs?|год(?:а|у|ов|ом|ам|ы)?|лет(?:ие|ию|ия|ием|н\w+)?"),
    ("data", "1e9", r"gb|gigabytes?|гб|гигабайт\w*"),
    ("data", "1e6", r"mb|megabytes?|мб|мегабайт\w*"),
    ("data", "1e12", r"tb|terabytes?|тб|терабайт\w*"),
)  # fmt: skip
_OTHERS = (
    ("share", "point", r"percentage points?|p\.? ?p\.?|pps?|процентн\w+ пункт\w*|п\. ?п\.?|пп"),
    ("degree", "celsius", r"° ?[cс]|degrees? (?:celsius|centigrade)|градус\w* (?:по )?цельси\w+"),
    ("degree", "fahrenheit", r"° ?f|degrees? fahrenheit|градус\w* (?:по )?фаренгейт\w+"),
)
_COINS = (
    ("dollar", r"\$|(?:us )?dollars?|usd|долл\w*"),
    ("euro", r"€|euros?|eur|евро"),
    ("pound", r"£|pounds? sterling|gbp|фунт\w* стерлинг\w*"),
    ("rouble", r"₽|rou?bles?|rub|руб\w*|р(?=\.)"),
    ("tenge", r"₸|tenge|kzt|тенге|тг"),
    ("yuan", r"yuan|renminbi|rmb|cny|юан\w+"),
    ("yen", r"yen|jpy|йен\w*|иен\w*"),
    ("rupee", r"₹|rupees?|inr|рупи\w+"),
    ("hryvnia", r"₴|hryvnias?|uah|грив\w+"),
    ("zloty", r"zlot(?:y|ys|ies)|pln|злот\w+"),
    ("krona", r"kron[aeo]r?n?|sek|nok|dkk|крон(?:а|ы|у|ам)?"),
    ("franc", r"francs?|chf|франк\w*"),
    ("lira", r"liras?|lir[ae]|лир(?:а|ы)?"),
    ("peso", r"pesos?|песо"),
    ("bitcoin", r"bitcoins?|btc|биткоин\w*"),
)
_CURRENCIES = [(Unit("money", name), words) for name, words in _COINS]
_UNITS = [
    (PERCENT, r"%|per ?cent\w*|pct|процент(?:а|ов|ы|у|ам|ами|ах|н\w+)?"),
    *((Unit(kind, name), words) for kind, name, words in _OTHERS),
    *((Unit(kind, factor, Fraction(factor)), words) for kind, factor, words in _MEASURES),
]
# «5 %», "5-percent", "5 million US dollars", «5 млн казахстанских тенге»
_AFTER = [
    *(
        (
            unit,
            re.compile(
                rf"\.?(?:[ -]|-?(?:я|й|и|ти|х|мя|ми|th|st|rd|nd)[ -])?(?:{words})(?!\w)", re.I
            ),
        )
        for unit, words in sorted(_UNITS, key=lambda pair: pair[0].name != "point")
    ),
    *(
        (unit, re.compile(rf"\.?[ -]?(?:(?!и |and |of )[^\W\d_.]+ )?(?:{words})(?!\w)", re.I))
        for unit, words in _CURRENCIES
    ),
]
_BEFORE = [
    (unit, re.compile(rf"(?:(?:us|a|c|hk|s)?(?:{words})|\b(?:{words})) ?$", re.I))
    for unit, words in _CURRENCIES
]
_LONGEST_BEFORE = 12


def unit_after(text: str, end: int) -> tuple[Unit, int] | None:
    """The unit that follows a number which ends there, and where the unit ends."""
    for unit, pattern in _AFTER:
        if match := pattern.match(text, end):
            return unit, match.end()
    return None


def unit_before(text: str, start: int) -> tuple[Unit, int] | None:
    """The currency before a number which starts there, and where its sign starts."""
    window = max(0, start - _LONGEST_BEFORE)
    for unit, pattern in _BEFORE:
        if match := pattern.search(text[window:start]):
            return unit, window + match.start()
    return None
