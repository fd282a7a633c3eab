"""What is right, in words of its own."""

from tests.qa.answerers.llm.misbehaviour.said import (
    DESIGNER,
    ENGINEER_RU,
    LENGTH,
    OPENED,
    OPENED_RU,
    PAINT,
    PUPILS_RU,
    SHEEP_RU,
    TRUE,
    TRUE_RU,
    Row,
    good,
)

TRUTHS = (
    Row("the words themselves", LENGTH, (TRUE,)),
    Row("the words themselves", OPENED_RU, (TRUE_RU,)),
    Row(
        "in other words",
        DESIGNER,
        (good("Marta Lindqvist is the designer of the Cable Bridge [@{412 metres}]."),),
    ),
    Row(
        "in other words",
        ENGINEER_RU,
        (good("Автор проекта обсерватории — инженер Павел Ремезов [@{12 июня 1963}]."),),
    ),
    Row(
        "a number in digits", PAINT, (good("Painting the bridge takes 18 months [@{412 metres}]."),)
    ),
    Row(
        "a number in full",
        PUPILS_RU,
        (good("За год обсерватория принимает около 14 000 школьников [@{12 июня 1963}]."),),
    ),
    Row(
        "a date in digits",
        OPENED,
        (good("The Cable Bridge was opened on 1987-05-04 [@{412 metres}]."),),
    ),
    Row(
        "a date in digits", OPENED_RU, (good("Обсерваторию открыли 12.06.1963 [@{12 июня 1963}]."),)
    ),
    Row(
        "two passages",
        LENGTH,
        (
            good(
                "The Cable Bridge is 412 metres long, and a ticket to its platform costs 40 crowns"
                " [@{412 metres}][@{a lift}]."
            ),
        ),
    ),
    Row(
        "two passages",
        OPENED_RU,
        (
            good(
                "Обсерваторию открыли 12 июня 1963 года, а билет на экскурсию стоит 350 рублей"
                " [@{12 июня 1963}, @{350 рублей}]."
            ),
        ),
    ),
    Row("a citation is missing", LENGTH, (good("The Cable Bridge is 412 metres long."),)),
    Row("a citation is missing", OPENED_RU, (good("Обсерваторию открыли 12 июня 1963 года."),)),
    Row(
        "a true sentence cites nothing", LENGTH, (good("The Cable Bridge is 412 metres long [9]."),)
    ),
    Row(
        "a true sentence cites nothing",
        OPENED_RU,
        (good("Обсерваторию открыли 12 июня 1963 года [17]."),),
    ),
    Row(
        "in another language than the passage",
        "What does a ticket for a tour of the observatory on Mount Kedrovaya cost?",
        (good("A ticket for a tour costs 350 roubles [@{350 рублей}]."),),
    ),
    Row(
        "in another language than the passage",
        "Какой длины мост Cable Bridge через Орлу?",
        (good("Длина моста — 412 метров [@{412 metres}]."),),
    ),
    Row(
        "emphasis and a list",
        LENGTH,
        (good("- **The Cable Bridge** is *412 metres* long [@{412 metres}]."),),
    ),
    Row("a quotation", LENGTH, (good('"It is 412 metres long" [@{412 metres}].'),)),
    Row(
        "a quotation", SHEEP_RU, (good("«Волков в заповеднике не отстреливают» [@{312 снежных}]."),)
    ),
)
