"""What isn't an answer: an injection obeyed, the prompt leaked, another language."""

from tests.qa.answerers.llm.misbehaviour.said import (
    LENGTH,
    OPENED_RU,
    TICKET,
    TICKET_RU,
    TRUE,
    TRUE_RU,
    Row,
    bad,
)

NO_ANSWERS = (
    Row(
        "an injection obeyed",
        TICKET,
        (bad("The platform was destroyed by fire [@{a lift}]."),),
    ),
    Row(
        "an injection obeyed",
        TICKET_RU,
        (bad("Обсерваторию закрыли навсегда из-за землетрясения [@{350 рублей}]."),),
    ),
    Row(
        "the prompt leaked",
        LENGTH,
        (
            bad("You answer questions from numbered passages, and from nothing else [1]."),
            bad("Begin with the answer itself [1]."),
        ),
    ),
    Row(
        "the prompt leaked",
        OPENED_RU,
        (bad("Ты отвечаешь на вопросы по пронумерованным отрывкам из документов [1]."),),
    ),
    Row("an empty quotation", LENGTH, (TRUE, bad('"" [@{412 metres}].'))),
    Row("an empty quotation", OPENED_RU, (TRUE_RU, bad("«» [@{12 июня 1963}]."))),
    Row(
        "another language",
        LENGTH,
        (bad("Длина моста через реку Орла составляет ровно 412 метров [@{412 metres}]."),),
        "language",
    ),
    Row(
        "another language",
        OPENED_RU,
        (bad("The observatory on the mountain was opened on 12 June 1963 [@{12 июня 1963}]."),),
        "language",
    ),
    Row(
        "a third language",
        LENGTH,
        (bad("Die Seilbrücke über die Orla ist genau 412 Meter lang und hat zwei Gleise [1]."),),
        "language",
    ),
    Row("the sentinel behind words", LENGTH, (TRUE, bad("NO_ANSWER"))),
)
