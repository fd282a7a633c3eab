"""What isn't so: made up, cited wrongly, hidden behind what is true, turned round."""

from tests.qa.answerers.llm.misbehaviour.said import (
    CARGO,
    DESIGNER,
    ENGINEER_RU,
    LENGTH,
    MIRROR_RU,
    NIGHT,
    OPENED,
    OPENED_RU,
    PAINT,
    PATH_RU,
    PUPILS_RU,
    QUAY,
    SHEEP_RU,
    TICKET,
    TICKET_RU,
    TRUE,
    TRUE_RU,
    Row,
    bad,
)

FALSEHOODS = (
    # Numbers, dates and names.
    Row("another number", LENGTH, (bad("The Cable Bridge is 512 metres long [@{412 metres}]."),)),
    Row(
        "another number",
        SHEEP_RU,
        (bad("В заповеднике насчитали 412 снежных баранов [@{312 снежных}]."),),
    ),
    Row(
        "a number of something else",
        TICKET,
        (bad("A ticket to the platform costs 7 crowns [@{a lift}]."),),
    ),
    Row(
        "a number of something else",
        MIRROR_RU,
        (bad("Зеркало главного телескопа имеет диаметр 14 метров [@{12 июня 1963}]."),),
    ),
    Row("another unit", LENGTH, (bad("The Cable Bridge is 412 kilometres long [@{412 metres}]."),)),
    Row(
        "another unit", TICKET_RU, (bad("Билет на экскурсию стоит 350 долларов [@{350 рублей}]."),)
    ),
    Row(
        "another scale",
        PAINT,
        (bad("Painting the bridge costs 2.3 billion crowns [@{412 metres}]."),),
    ),
    Row(
        "another scale",
        PUPILS_RU,
        (bad("Обсерватория принимает 14 миллионов школьников [@{12 июня 1963}]."),),
    ),
    Row(
        "another year", OPENED, (bad("The Cable Bridge was opened on 4 May 1978 [@{412 metres}]."),)
    ),
    Row(
        "another year",
        OPENED_RU,
        (bad("Обсерваторию открыли 12 июня 1936 года [@{12 июня 1963}]."),),
    ),
    Row(
        "another month",
        OPENED,
        (bad("The Cable Bridge was opened on 4 March 1987 [@{412 metres}]."),),
    ),
    Row(
        "another month",
        OPENED_RU,
        (bad("Обсерваторию открыли 12 июля 1963 года [@{12 июня 1963}]."),),
    ),
    Row("another name", DESIGNER, (bad("The bridge was designed by Greta Holm [@{412 metres}]."),)),
    Row(
        "another name",
        ENGINEER_RU,
        (bad("Проект обсерватории составил Сергей Вяземцев [@{12 июня 1963}]."),),
    ),
    Row(
        "a name of elsewhere",
        DESIGNER,
        (bad("The bridge was designed by Jonas Brekke [@{412 metres}]."),),
    ),
    Row(
        "a name of elsewhere",
        ENGINEER_RU,
        (bad("Проект обсерватории составила Ольга Тихая [@{12 июня 1963}]."),),
    ),
    Row(
        "half a name",
        DESIGNER,
        (bad("The bridge was designed by Marta Lindholm [@{412 metres}]."),),
    ),
    Row(
        "another subject",
        LENGTH,
        (bad("The harbour of Tovik is 412 metres long [@{412 metres}][@{1.2 million}]."),),
    ),
    Row(
        "another subject",
        SHEEP_RU,
        (bad("В заповеднике насчитали 312 волков [@{312 снежных}]."),),
    ),
    # Citations.
    Row("an invention cites nothing", LENGTH, (bad("The Cable Bridge is painted green [9]."),)),
    Row(
        "an invention cites nothing",
        OPENED_RU,
        (bad("Обсерваторию построили на пожертвования купцов [9]."),),
    ),
    Row("an invention without a citation", LENGTH, (TRUE, bad("Millions of tourists admire it."))),
    Row(
        "an invention without a citation",
        OPENED_RU,
        (TRUE_RU, bad("С тех пор её посетили миллионы туристов.")),
    ),
    Row("another passage", LENGTH, (bad("The Cable Bridge is 412 metres long [@{1.2 million}]."),)),
    Row(
        "another passage",
        OPENED_RU,
        (bad("Обсерваторию открыли 12 июня 1963 года [@{312 снежных}]."),),
    ),
    # What hides behind what is true.
    Row(
        "an invention behind the truth",
        LENGTH,
        (
            bad(
                "The Cable Bridge is 412 metres long and was paid for by a lottery [@{412 metres}]."
            ),
        ),
    ),
    Row(
        "an invention behind the truth",
        SHEEP_RU,
        (
            bad(
                "В заповеднике насчитали 312 снежных баранов, и для них построили кормушки"
                " [@{312 снежных}]."
            ),
        ),
    ),
    Row(
        "an invention behind a quotation",
        LENGTH,
        (bad('"It is 412 metres long", which makes it the longest in Europe [@{412 metres}].'),),
    ),
    Row(
        "an invention behind a quotation",
        SHEEP_RU,
        (bad("«Волков в заповеднике не отстреливают», их подкармливают мясом [@{312 снежных}]."),),
    ),
    Row(
        "a made-up quotation",
        DESIGNER,
        (bad('The report says: "The bridge is unsafe in strong wind" [@{412 metres}].'),),
    ),
    Row(
        "an invented cause",
        OPENED,
        (bad("The bridge was opened in 1987 after the ferry had sunk [@{412 metres}]."),),
    ),
    Row(
        "an invented cause",
        SHEEP_RU,
        (bad("Волков не отстреливают, потому что их почти не осталось [@{312 снежных}]."),),
    ),
    # Turned round.
    Row("a denial left out", NIGHT, (bad("Ships enter the harbour at night [@{1.2 million}]."),)),
    Row(
        "a denial left out", SHEEP_RU, (bad("Волков в заповеднике отстреливают [@{312 снежных}]."),)
    ),
    Row(
        "a denial put in",
        LENGTH,
        (bad("The Cable Bridge does not carry railway tracks [@{412 metres}]."),),
    ),
    Row(
        "a denial put in",
        TICKET_RU,
        (bad("Дошкольников не пускают бесплатно [@{350 рублей}]."),),
    ),
    Row(
        "the opposite",
        CARGO,
        (bad("Tovik handled 8% less cargo than a year earlier [@{1.2 million}]."),),
    ),
    Row(
        "the opposite",
        SHEEP_RU,
        (bad("Снежных баранов стало на 15 % меньше, чем годом раньше [@{312 снежных}]."),),
    ),
    Row(
        "a stronger claim",
        QUAY,
        (bad("The council will extend the northern quay [@{1.2 million}]."),),
    ),
    Row("a stronger claim", PATH_RU, (bad("Весной тропу к озеру закроют [@{312 снежных}]."),)),
    Row("a larger part", CARGO, (bad("Fishing gives work to the whole town [@{1.2 million}]."),)),
    Row(
        "a superlative", LENGTH, (bad("It is the longest bridge in the country [@{412 metres}]."),)
    ),
)
