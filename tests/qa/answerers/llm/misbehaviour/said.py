"""Questions that small documents answer, and what a model is made to say to them.

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
