"""What a model may say of small documents, and which of its sentences are borne out.

«@{words}» is the number of the passage that has these words.
"""

from dataclasses import dataclass

from qa.types import Language

# Questions that the documents answer.
LENGTH = "How long is the Cable Bridge?"
DESIGNER = "Who designed the Cable Bridge?"
OPENED = "When was the Cable Bridge opened?"
PAINT = "What does painting the bridge cost?"
CARGO = "How much cargo did the harbour of Tovik handle in 2021?"
NIGHT = "Do ships enter the harbour of Tovik at night?"
QUAY = "May the northern quay of Tovik be extended?"
TICKET = "What does a ticket to the platform of the Cable Bridge cost?"
OPENED_RU = "Когда открыли обсерваторию на горе Кедровой?"
MIRROR_RU = "Какой диаметр у зеркала главного телескопа?"
ENGINEER_RU = "Кто составил проект обсерватории?"
PUPILS_RU = "Сколько школьников принимает обсерватория за год?"
SHEEP_RU = "Сколько снежных баранов насчитали в заповеднике Сухой Лог?"
PATH_RU = "Могут ли закрыть тропу к озеру?"
TICKET_RU = "Сколько стоит билет на экскурсию?"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as a model writes it, and whether what it cites bears it out."""

    text: str
    right: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A question and what a model says; `fallback` where nothing of it can be kept."""

    name: str
    question: str
    said: tuple[Said, ...]
    fallback: str | None = None

    def __str__(self) -> str:
        return f"{self.language}: {self.name}"

    @property
    def language(self) -> Language:
        """The language of the question."""
        return "ru" if any("а" <= letter <= "я" for letter in self.question.lower()) else "en"


def good(text: str) -> Said:
    return Said(text, True)


def bad(text: str) -> Said:
    return Said(text, False)


TRUE = good("The Cable Bridge is 412 metres long [@{412 metres}].")
TRUE_RU = good("Обсерваторию открыли 12 июня 1963 года [@{12 июня 1963}].")

ROWS = (
    # What is right, in words of its own.
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
    # What isn't an answer.
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

# A citation may be written in many ways; «#» is its number.
MARKERS = (
    "[#]", "[#].", "【#】", "[^#]", "[#†source]", "(source #)", "[Passage #]", "<sup>#</sup>",
    "**[#]**", "[[#]]", "［#］", "[#][#]", "[#, #]", "(источник #)", "[отрывок #]",
)  # fmt: skip

REFUSALS = (
    "NO_ANSWER", "NO_ANSWER.", "\n\nNO_ANSWER\n", "**NO_ANSWER**", "`NO_ANSWER`", "no_answer",
    '"NO_ANSWER"', "«NO_ANSWER»", "[NO_ANSWER]", "NO ANSWER", "Answer: NO_ANSWER",
    "```\nNO_ANSWER\n```", "NO_ANSWER [1]", "NO_ANSWER\n\nNO_ANSWER",
    "Sorry, NO_ANSWER", "К сожалению, NO_ANSWER.",
)  # fmt: skip

# Nothing but the meaning tells these, and the network that checks doesn't yet.
UNDETECTED = frozenset(
    {
        "en: another subject",
        "ru: an invented cause",
        "en: the opposite",
        "ru: the opposite",
        "en: a stronger claim",
        "en: an injection obeyed",
        "ru: an injection obeyed",
        # True ones, of which it isn't sure.
        "en: a number in digits",
        "en: a date in digits",
    }
)
