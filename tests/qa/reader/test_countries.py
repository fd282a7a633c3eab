import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reader.countries import countries_in

LINES = """
Сколько туристов приехало из Индии?  | IN
индийских туристов и китаянок         | CN IN
корейцев, узбеков и казахов           | KR KZ UZ
на казахстанской стороне              | KZ
россияне и русские школы в России     | RU
итальянский ресторан, японская кухня  | IT JP
Иран и Ирак                           | IQ IR
Австрия, Австралия                    | AT AU
Индонезия                             | ID
гости из США и ОАЭ                    | AE US
немцев и французов                    | DE FR
Kazakh tourists visited China         | CN KZ
chinese and indian visitors           | CN IN
Uzbek, Tajik and Kyrgyz               | KG TJ UZ
South Korea and the United States     | KR US
Turkey, Turkish                       | TR
tell us about the polish of a turkey  | -
индивидуальный тур на кубок           | -
индекс, кит, вид, полька              | -
a museum in North America             | -
страны Европы и Азии                  | -
"""


@pytest.mark.parametrize("line", LINES.strip().splitlines())
def test_countries(line: str) -> None:
    text, _, codes = line.partition("|")
    wanted = set(codes.split()) - {"-"}
    assert countries_in(text) == wanted


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    assert all(len(code) == 2 for code in countries_in(text))
