import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.sentences import split_sentences
from qa.answerers.llm.refusing import is_refusal, may_be_refusal
from qa.wording.messages import LANGUAGES, message
from tests.conftest import ROOT

SENTINEL = "NO_ANSWER"

DRESSED = [
    "NO_ANSWER",
    "  no_answer\n",
    "NO_ANSWER.",
    '"NO_ANSWER"',
    "«NO_ANSWER»",
    "**NO_ANSWER**",
    "`NO_ANSWER`",
    "[NO_ANSWER]",
    "<NO_ANSWER>",
    "(no-answer)",
    "NO ANSWER",
    "No answer.",
    "noanswer",
    "Answer: NO_ANSWER",
    "**Answer:** NO_ANSWER",
    "Ответ: NO_ANSWER",
    "Ответ: **НЕТ ОТВЕТА**",
    "НЕТ ОТВЕТА",
    "нет_ответа",
    "Нет ответа.",
    "Ответа нет.",
    "NO_ANSWER — the passages speak of another year.",
    "NO_ANSWER\n\nThe passages only describe the port.",
    "NO_ANSWER, так как в источниках об этом ни слова.",
    "No answer: the port isn't named.",
    "No answer found in the passages.",
    "I'm sorry, NO_ANSWER",
    "Sorry, but NO_ANSWER.",
    "К сожалению, NO_ANSWER",
    "К сожалению, нет ответа.",
    "Unfortunately, no answer.",
]

SAID = [
    "The provided passages do not contain information about the cost of the tickets.",
    "The passages don't mention who built the port.",
    "The sources do not say when it opened.",
    "The provided context does not provide any details about its owner.",
    "The given documents contain no information on wages.",
    "None of the passages mention the harbour master.",
    "The passages provided to me do not specify the year.",
    "I don't know based on the passages.",
    "I don't know.",
    "I do not know the answer.",
    "I'm sorry, but I cannot answer this question from the given sources.",
    "I could not find any information about the mayor in the provided documents.",
    "I don't have enough information to answer this question.",
    "Based on the provided passages, I cannot determine who built it.",
    "Based on the provided sources, it is not possible to say when it opened.",
    "In the provided documents, there is no mention of a mayor.",
    "There is no information about the mayor in the passages.",
    "There is not enough information to answer the question.",
    "It is unclear from the provided text.",
    "The number of workers is not mentioned in the sources.",
    "The mayor's name isn't given in the provided passages.",
    "How many people work there is not specified in the passages.",
    "The answer is not in the passages.",
    "This question cannot be answered from the provided context.",
    "Unfortunately, the date is not specified.",
    "Unfortunately, the passages do not say when it opened, but they describe the port [1].",
    "Nothing in the sources tells when it opened.",
    "Not mentioned in the sources.",
    "Is not mentioned in the sources",
    "“The passages do not mention a mayor.”",
    "В предоставленных источниках нет информации о стоимости билетов.",
    "В источниках не указано, сколько стоит билет.",
    "В источниках об этом ничего не сказано.",
    "В приведённых отрывках количество рабочих не указано.",
    "В тексте не упоминается мэр города.",
    "Ни в одном из источников не сказано, кто построил порт.",
    "Предоставленные документы не содержат сведений о зарплатах.",
    "Источники не сообщают, когда открылся порт.",
    "К сожалению, дата открытия не указана.",
    "К сожалению, в предоставленных фрагментах нет данных о мэре.",
    "К сожалению, информация о том, сколько стоит билет, не указана.",
    "Извините, но я не могу ответить на этот вопрос.",
    "Я не знаю.",
    "Не знаю, исходя из приведённых источников.",
    "Я не нашёл информации о мэре в предоставленных документах.",
    "У меня нет достаточной информации для ответа.",
    "Не удалось найти ответ на ваш вопрос.",
    "Невозможно ответить на этот вопрос на основании приведённых источников.",
    "Ответить на этот вопрос по предоставленным данным невозможно.",
    "На основе предоставленных источников невозможно определить дату.",
    "Информация о мэре в источниках отсутствует.",
    "Ответа на этот вопрос в источниках нет.",
    "Количество рабочих в источниках не указано.",
    "Имя мэра не упоминается в источниках.",
    "Сколько стоит билет, в источниках не указано.",
    "Недостаточно информации для ответа на вопрос.",
    "Нет информации.",
    "Ответ: в источниках не сказано, кто построил порт.",
]

ANSWERS = [
    "The port opened in May 2019 [1]. The cost is not mentioned in the sources.",
    "Nine ships came, but the passages do not say from where.",
    "Билет стоит 500 тенге [1]. Кто его покупает, в источниках не указано.",
    "Порт открылся в мае, но стоимость в источниках не указана.",
    "Порт открыт в мае и стоимость в источниках не указана.",
    "The report does not mention casualties.",
    "The treaty does not say who owns the river.",
    "В отчёте не указано число пострадавших.",
    "В договоре нет срока.",
    "В тексте договора не указан срок.",
    "Информация о пострадавших отсутствует.",
    "Данных о пострадавших нет, сообщили в МЧС.",
    "Sources did not say when the talks would resume.",
    "Ancient sources do not mention his birth.",
    "He is not mentioned in contemporary sources.",
    "No answer was given by the ministry.",
    "No answers came for years.",
    "Нет ответа на письмо министра уже месяц.",
    "Нет, не было.",
    "No, it was not.",
    "No.",
    "Нет.",
    "Not found",
    "“I don't know,” the mayor said.",
    "«Я не знаю», — сказал мэр.",
    "The material does not contain any plastic.",
    "The document does not contain a seal.",
    "Документы не содержат печати.",
    "It is not possible to enter by car.",
    "Туда невозможно попасть без визы.",
    "По документам дом принадлежит городу.",
    "Источники воды не указаны на карте.",
    "Источник реки находится в горах.",
    "В тексте песни говорится о море.",
    "The context of the war is not given much room.",
    "Unfortunately, the port closed in 1990.",
    "К сожалению, порт закрыли в 1990 году.",
    "Ответ: 500 тенге.",
    "The answer is 42.",
    "Answer: the mayor.",
    "Unanswered letters lay on the desk.",
    "",
    " \n",
]


@pytest.mark.parametrize("text", DRESSED + SAID)
def test_refusals(text: str) -> None:
    assert is_refusal(text, SENTINEL)


@pytest.mark.parametrize("text", DRESSED + SAID)
def test_every_beginning_of_a_refusal_may_be_one(text: str) -> None:
    assert all(may_be_refusal(text[:end], SENTINEL) for end in range(len(text) + 1))


@pytest.mark.parametrize("text", ANSWERS)
def test_answers(text: str) -> None:
    assert not is_refusal(text, SENTINEL)


@pytest.mark.parametrize(
    ("beginning", "may_be"),
    [
        ("", True),
        ("N", True),
        ("NO", True),
        ("NO_ANSWERS", False),
        ("Nobody came ", False),
        ("The port opened ", False),
        ("The port has ", False),
        ("In 2", False),
        ("Порт открылся ", False),
        ("Билет стоит ", False),
        ("В 2", False),
        ("The number of workers is 9", False),
        ("The number of workers is no", True),
        ("Количество рабочих —", False),
        ("К сожалению, порт", True),
        ("The passages do not say", True),
        ("The passages say ", False),
    ],
)
def test_how_long_a_beginning_is_held_back(beginning: str, may_be: bool) -> None:
    assert may_be_refusal(beginning, SENTINEL) is may_be


def test_any_sentinel_is_known_by_its_words() -> None:
    assert is_refusal("**Not in the sources**.", "NOT_IN_THE_SOURCES")
    assert is_refusal("нет в источниках", "НЕТ_В_ИСТОЧНИКАХ")
    assert is_refusal("Unknown.", "UNKNOWN")
    assert not is_refusal("Unknown men came.", "UNKNOWN")
    assert is_refusal("[[X?]]", "[[X?]]")


def _real_sentences() -> list[str]:
    own_refusals = {message("answer.refusal", language) for language in LANGUAGES}
    texts = [path.read_text("utf-8").split("---", 2)[2] for path in (ROOT / "seeds").glob("*.md")]
    for path in (ROOT / "evals/suites").glob("*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            texts += [form for group in case["answers"] for form in group]
            texts += [evidence["quote"] for evidence in case["evidence"]]
            texts += [
                turn["content"]
                for turn in case.get("history", ())
                if turn["content"] not in own_refusals
            ]
    paragraphs = [one for text in texts for one in re.split(r"\n+", text) if one.strip()]
    sentences = [one[s.start : s.end] for one in paragraphs for s in split_sentences(one, "ru")]
    return sorted({*paragraphs, *sentences})


def test_no_real_sentence_refuses() -> None:
    sentences = _real_sentences()
    assert len(sentences) > 500
    assert [one for one in sentences if is_refusal(one, SENTINEL)] == []


_BITS = (
    "the passages sources do not don't mention say no answer information is in I know this 5 . , “"
    " НЕТ ответа в источниках не указано информации я знаю к сожалению, число * NO_ANSWER"
)
_WORDS = st.lists(st.sampled_from(_BITS.split()), max_size=12).map(" ".join)


@given(st.one_of(_WORDS, st.text(max_size=60)))
def test_the_beginning_of_whatever_refuses_is_held_back(text: str) -> None:
    if is_refusal(text, SENTINEL):
        assert all(may_be_refusal(text[:end], SENTINEL) for end in range(len(text) + 1))
