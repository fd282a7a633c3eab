"""The words that numbers are made of, in Russian and English, in all their forms."""

import re
from fractions import Fraction
from functools import cache

from index.text.words import morphology

# Kinds of words, as `numerals.py` puts them together: s 1 to 9, t 10 to 19, T tens, H the English
# hundred, R hundreds in one word, p one and a half, f half, q quarter, a an article, x a whole
# number in one word, c a scale that stands for one, C a scale that needs a number before it.
Listed = tuple[str, str]
_LISTED: tuple[Listed, ...] = (
    (
        "s",
        """one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 first 1 third 3 fourth 4
        fifth 5 sixth 6 seventh 7 eighth 8 ninth 9""",
    ),
    (
        "t",
        """ten 10 eleven 11 twelve 12 thirteen 13 fourteen 14 fifteen 15 sixteen 16 seventeen 17
        eighteen 18 nineteen 19 tenth 10 eleventh 11 twelfth 12 thirteenth 13 fourteenth 14
        fifteenth 15 sixteenth 16 seventeenth 17 eighteenth 18 nineteenth 19""",
    ),
    (
        "T",
        """twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90
        twentieth 20 thirtieth 30 fortieth 40 fiftieth 50 sixtieth 60 seventieth 70 eightieth 80
        ninetieth 90""",
    ),
    ("H", "hundred 100 hundredth 100"),
    ("C", "thousand 1e3 million 1e6 billion 1e9 trillion 1e12 dozen 12 score 20"),
    ("C", "mln 1e6 bn 1e9 bln 1e9 tn 1e12 trln 1e12 тыс 1e3 млн 1e6 млрд 1e9 трлн 1e12"),
    (
        "C",
        """десятков 10 десятка 10 сотни 100 сотен 100 тысячи 1e3 тысяч 1e3 тысячам 1e3 тысячами 1e3
        тысячах 1e3 тысячный 1e3 миллиона 1e6 миллионов 1e6 миллионам 1e6 миллионами 1e6
        миллионах 1e6 миллиарда 1e9 миллиардов 1e9 миллиардам 1e9 миллиардами 1e9 миллиардах 1e9
        триллиона 1e12 триллионов 1e12 триллионам 1e12""",
    ),
    (
        "c",
        """десяток 10 сотня 100 сотню 100 тысяча 1e3 тысячу 1e3 тысячей 1e3 миллион 1e6 миллиону 1e6
        миллионом 1e6 миллионе 1e6 миллиард 1e9 миллиарду 1e9 миллиардом 1e9 миллиарде 1e9
        триллион 1e12 дюжина 12 дюжину 12 дюжины 12""",
    ),
    (
        "x",
        "полмиллиона 5e5 полумиллиона 5e5 полмиллиарда 5e8 полтысячи 500 полсотни 50 полдюжины 6",
    ),
    ("f", "half 0.5"),
    ("q", "quarter 0.25"),
    ("a", "a 1 an 1"),
)
_RUSSIAN: tuple[Listed, ...] = (
    (
        "s",
        """один 1 два 2 три 3 четыре 4 пять 5 шесть 6 семь 7 восемь 8 девять 9 двое 2 трое 3
        четверо 4 пятеро 5 шестеро 6 семеро 7 первый 1 второй 2 третий 3 четвертый 4 пятый 5
        шестой 6 седьмой 7 восьмой 8 девятый 9""",
    ),
    (
        "t",
        """десять 10 одиннадцать 11 двенадцать 12 тринадцать 13 четырнадцать 14 пятнадцать 15
        шестнадцать 16 семнадцать 17 восемнадцать 18 девятнадцать 19 десятый 10 одиннадцатый 11
        двенадцатый 12 тринадцатый 13 четырнадцатый 14 пятнадцатый 15 шестнадцатый 16
        семнадцатый 17 восемнадцатый 18 девятнадцатый 19""",
    ),
    (
        "T",
        """двадцать 20 тридцать 30 сорок 40 пятьдесят 50 шестьдесят 60 семьдесят 70 восемьдесят 80
        девяносто 90 двадцатый 20 тридцатый 30 сороковой 40 пятидесятый 50 шестидесятый 60
        семидесятый 70 восьмидесятый 80 девяностый 90""",
    ),
    (
        "R",
        """сто 100 двести 200 триста 300 четыреста 400 пятьсот 500 шестьсот 600 семьсот 700
        восемьсот 800 девятьсот 900 сотый 100""",
    ),
    ("p", "полтора 1.5"),
)
# Accusative of the family, and 7 by which something is done.
_AMBIGUOUS = {"семью"}
_NUMERAL_TAGS = ("NUMR", "Anum", "ADJF")

# What tells a number without being one; it is looked for in cited words alone.
_TELLING = (
    (1, r"single|sole|only|единственн\w+|одн\w+|раз"),
    (
        2,
        r"both|pairs?|couples?|twins?|duo|twice|doubl\w+|second|twofold|об[ае]|обеи\w+|обои\w+"
        r"|пар[аыуео]й?"
        r"|близнец\w*|дважды|вдвое|вдвоем|удво\w+|двойн\w+|двукратн\w+",
    ),
    (3, r"trio|triples?|tripled|thrice|threefold|трио|трижды|втрое|утро\w+|тройн\w+|трехкратн\w+"
        r"|тройк\w+"),
    (4, r"quartet\w*|quadrupl\w+|fourfold|квартет\w*|вчетверо|четверк\w+"),
    (5, r"quintet\w*|fivefold|впятеро|пятерк\w+|квинтет\w*"),
    (10, r"decades?|tenfold|десятилети\w+|вдесятеро"),
    (12, r"years?|annual\w*|год\w*|ежегодн\w+|дюжин\w+"),
    (7, r"weeks?|weekly|недел\w+|ежедневн\w+|без выходных"),
    (24, r"days?|сутк\w+|суток|круглосуточн\w+|round the clock|around the clock"),
    (50, r"полвека|half a century|полусотн\w+"),
    (30, r"полчаса|half an hour|months?|месяц\w*"),
    (60, r"hours?|час\w*|minutes?|минут\w*"),
    (100, r"century|centuries|век\w*|столети\w+|всех?|all|полностью|completely|entirely|сотня"
        r"|сто\w{0,2}"),
    (6, r"полгода|полугод\w+|half a year|half-year\w*"),
    (15, r"четверть часа|quarter of an hour"),
    (1_000, r"тысячи|тысяче|thousand"),
    (10**6, r"миллиона?|million"),
    (0, r"no|none|nobody|nil|без|нет|ни|никто"),
)  # fmt: skip
_TELLS = [(Fraction(value), re.compile(rf"\b(?:{words})\b", re.I)) for value, words in _TELLING]
# «пятилетний», «двухэтажный», «трехдневный»
_PREFIXES: tuple[tuple[str, int | Fraction], ...] = (
    ("одно", 1), ("двух", 2), ("дву", 2), ("трех", 3), ("четырех", 4), ("пятнадцати", 15),
    ("пятидесяти", 50), ("пяти", 5), ("шестидесяти", 60), ("шести", 6), ("семидесяти", 70),
    ("семи", 7), ("восьмидесяти", 80), ("восьми", 8), ("девяти", 9), ("десяти", 10),
    ("двенадцати", 12), ("двадцати", 20), ("тридцати", 30), ("сорока", 40), ("сто", 100),
    ("полутора", Fraction(3, 2)), ("тысяче", 1000),
)  # fmt: skip
COMPOUND = re.compile(
    rf"\b({'|'.join(prefix for prefix, _ in _PREFIXES)})(летн|лети|дневн|месячн|недельн|часов"
    r"|минутн"
    r"|этажн|комнатн|километров|метров|процентн|тысячн|миллионн|кратн|местн|уровнев|угольн"
    r"|звездочн|цветн|томн|серийн|полосн|палубн)\w*",
    re.I,
)


@cache
def numeral_words() -> dict[str, tuple[str, Fraction]]:
    """Map every form of a word for a number, in small letters without ё, to its kind and value."""
    words = {word: known for kind, listed in _LISTED for word, known in _pairs(kind, listed)}
    for kind, listed in _RUSSIAN:
        for word, known in _pairs(kind, listed):
            for form in _forms(word) - _AMBIGUOUS:
                words.setdefault(form, known)
    return words


def told_numbers(text: str) -> set[Fraction]:
    """The numbers that words tell without being numerals: "both", «втрое», «пятилетний»."""
    values = dict(_PREFIXES)
    compounds = {Fraction(values[match[1].lower()]) for match in COMPOUND.finditer(text)}
    return compounds | {value for value, pattern in _TELLS if pattern.search(text)}


def compound_value(prefix: str) -> Fraction:
    """The number that the first part of a compound tells: «пяти» 5."""
    return Fraction(dict(_PREFIXES)[prefix.lower()])


def _pairs(kind: str, listed: str) -> list[tuple[str, tuple[str, Fraction]]]:
    words = listed.split()
    return [
        (word, (kind, Fraction(value))) for word, value in zip(words[::2], words[1::2], strict=True)
    ]


def _forms(word: str) -> set[str]:
    parses = morphology().parse(word)
    parse = next(
        (parse for parse in parses if any(tag in parse.tag for tag in _NUMERAL_TAGS)), parses[0]
    )
    return {form.word.replace("ё", "е") for form in parse.lexeme}
