import pytest

from tests.qa.checking.tables import faults, rows

SEPARATORS = """
В порту работает 12 400 человек. | The port employs 12,400 people. | -
The port employs 12,400 people. | В порту работает 12.400 человек. | -
В порту работает 14 200 человек. | The port employs 12,400 people. | 14 200
Ширина дороги 7,5 метра. | The road is 7.5 metres wide. | -
Ширина дороги 7,8 метра. | The road is 7.5 metres wide. | 7,8 метра
The total is 1,234,567.5 tonnes. | Всего 1 234 567,5 тонны. | -
The total is 1,234,568 tonnes. | Всего 1 234 567 тонн. | 1,234,568 tonnes
Население — 98 300 человек. | Население 98 300 человек. | -
"""
SCALES = """
Собрали 12,4 тыс. подписей. | They collected 12,400 signatures. | -
They collected 12.4 thousand signatures. | Собрали 12 400 подписей. | -
Выделили 3 млн долларов. | $3,000,000 was allocated. | -
$3m was allocated. | Выделили 3 миллиона долларов. | -
Выделили 3 млрд долларов. | $3,000,000 was allocated. | 3 млрд долларов
The bridge cost 1.2bn dollars. | Мост стоил 1,2 млрд долларов. | -
The bridge cost 1.2 trillion dollars. | Мост стоил 1,2 млрд долларов. | 1.2 trillion dollars
Half a million people came. | Приехало 500 тысяч человек. | -
Приехало полмиллиона человек. | 500,000 people came. | -
Приехало полтора миллиона человек. | One and a half million people came. | -
Приехало два с половиной миллиона человек. | 2,5 млн человек приехало. | -
Перевезли 10–12 млн пассажиров. | Between 10 million and 12 million passengers were carried. | -
Перевезли 2 млн 300 тыс. пассажиров. | 2.3 million passengers were carried. | -
"""
WORDS = """
Дом построили семь рабочих. | Seven workers built the house. | -
Дом построили семь рабочих. | 9 workers built the house. | семь
Twenty-five boats set out. | Вышли двадцать пять лодок. | -
Twenty-five boats set out. | Вышли двадцать шесть лодок. | Twenty-five
A dozen boats set out. | Вышли 12 лодок. | -
Вышел десяток лодок. | Ten boats set out. | -
One hundred and twenty boats set out. | Вышло 120 лодок. | -
Сто тридцать лодок вышли в море. | 120 boats set out to sea. | Сто тридцать
Семью спасли соседи. | The neighbours saved the family. | -
Половина жителей уехала. | 50% of the residents left. | -
A quarter of the residents left. | Уехали 25 % жителей. | -
A quarter of the residents left. | Уехали 40 % жителей. | A quarter
Two thirds of the residents left. | Уехали две трети жителей. | -
Треть опрошенных согласна. | A third of those polled agree. | -
Работу сделали во второй половине дня. | The work was done in the afternoon. | -
Он занял пятое место. | He came fifth. | -
Он занял 5-е место. | He came fifth. | -
He came in 7th place. | Он занял пятое место. | 7
Это пятилетний план. | It is a five-year plan. | -
Это пятилетний план. | It is a ten-year plan. | пятилетний
Оба брата живут там. | Два брата живут там. | -
It happened in the 19th century. | Это было в XIX веке. | -
Это было в ХVIII веке. | It happened in the 19th century. | ХVIII
Они правили в XIX–XX вв. | They ruled in the 19th and 20th centuries. | -
"""
UNITS = """
Доля выросла до 12 %. | The share rose to 12 per cent. | -
Доля — 12 процентов. | The share is 12%. | -
Ставка выросла на 5 процентных пунктов. | The rate rose by 5 percentage points. | -
Ставка выросла на 5 %. | The rate rose by 5 percentage points. | 5 %
The rate rose by 5 pp. | Ставка выросла на 5 %. | 5 pp
До станции 5 км. | The station is 5 kilometres away. | -
The station is 5 miles away. | До станции 5 км. | 5 miles
До станции 500 м. | The station is 0.5 km away. | -
The film lasts 165 minutes. | Фильм идёт 2 часа 45 минут. | -
The film lasts 155 minutes. | Фильм идёт 2 часа 45 минут. | 155 minutes
The ticket costs 300 tenge. | Билет стоит 300 тенге. | -
The ticket costs 300 dollars. | Билет стоит 300 тенге. | 300 dollars
The ticket costs $300. | Билет стоит 300 казахстанских тенге. | $300
Билет стоит €20. | The ticket is 20 euros. | -
Поход длится 5 дней. | The hike takes 5 days. | -
Поход длится 5 недель. | The hike takes 5 days. | 5 недель
Площадь парка 40 га. | The park covers 40 hectares. | -
Площадь парка 40 км². | The park covers 40 hectares. | 40 км²
"""
ROUNDING = """
Пришло около 12 тысяч человек. | 12,400 people came. | -
About 12,000 people came. | Пришло 12 400 человек. | -
About 15,000 people came. | Пришло 12 400 человек. | 15,000
More than 12 thousand people came. | Пришло 12 400 человек. | -
Пришло более 13 тысяч человек. | 12,400 people came. | 13 тысяч
Almost 13,000 people came. | Пришло 12 900 человек. | -
Пришло почти 12 тысяч человек. | 12,400 people came. | 12 тысяч
Более половины опрошенных за. | 53 % of those polled are in favour. | -
Менее половины опрошенных за. | 53 % of those polled are in favour. | половины
Не менее 5 человек пострадали. | At least five people were hurt. | -
Пострадали более 50 человек. | Fewer than 50 people were hurt. | 50
В сумме это 30 книг. | Купили 10 книг и 20 книг. | 30
"""
TIMES_AND_CODES = """
Музей открывается в 9:00. | The museum opens at 9 a.m. | -
The museum opens at 9 a.m. | Музей открывается в 9 утра. | -
The museum closes at 6 p.m. | Музей закрывается в 18:00. | -
The museum closes at 7 p.m. | Музей закрывается в 18:00. | 7 p.m.
Музей работает с 9 до 18. | The museum is open from 9:00 to 18:00. | -
Музей открывается в 9:30. | The museum opens at 9 a.m. | 9:30
Обед в полдень. | Lunch is at 12:00. | -
«Барыс» победил 3:1. | Barys won 3–1. | -
«Барыс» победил 3:2. | Barys won 3–1. | 3:2
The tool needs version 3.11. | Нужна версия 3.11. | -
The tool needs version 3.12. | Нужна версия 3.11. | 3.12
The tool needs version 3.11.4. | Нужна версия 3.11.2. | 3.11.4
Телефон: +7 (727) 250-12-34. | Phone +7 727 250 12 34 | -
Телефон: +7 (727) 250-12-35. | Phone +7 727 250 12 34 | +7 (727) 250-12-35
COVID-19 закрыл границы. | Коронавирус закрыл границы. | -
"""


@pytest.mark.parametrize(
    "line",
    rows(SEPARATORS + SCALES + WORDS + UNITS + ROUNDING + TIMES_AND_CODES),
)
def test_numbers(line: str) -> None:
    found, wanted = faults(line, ["number", "date"])
    assert found == wanted
