"""Questions about the seeds, and what a model is made to write of them."""

from collections.abc import Iterable

from qa.answerers.extractive.saying import EXTRACTIVE
from qa.pipeline import Pipeline
from qa.types import Answer, Language
from qa.wording.messages import message
from tests.llm.script import Script, tells

SHOPS: dict[Language, str] = {
    "ru": "Сколько магазинов на китайской стороне?",
    "en": "How many shops are there on the Chinese side?",
}
WORDS: dict[Language, str] = {
    "ru": "более 4,5 тысяч магазинов",
    "en": "more than 4.5 thousand shops",
}
TRUE: dict[Language, str] = {
    "ru": "На китайской стороне работают более 4,5 тысяч магазинов.",
    "en": "On the Chinese side there are more than 4.5 thousand shops.",
}
FALSE: dict[Language, str] = {
    "ru": "На китайской стороне работают более 9,5 тысяч магазинов.",
    "en": "On the Chinese side there are more than 9.5 thousand shops.",
}
VISITORS: dict[Language, str] = {
    "ru": "Ежедневно с казахстанской стороны центр посещают от 3,5 до 4 тысяч человек.",
    "en": "Every day from 3.5 to 4 thousand people visit the center from the Kazakh side.",
}
FOREIGN: dict[Language, str] = {"ru": TRUE["en"], "en": TRUE["ru"]}
LEADING: dict[Language, str] = {"ru": "Вот что известно:", "en": "Here is what is known:"}
UNSURE: dict[Language, str] = {
    "ru": "Что строят в Хоргосе?",
    "en": "Why do Chinese tourists come to Kazakhstan?",
}
NOWHERE: dict[Language, str] = {
    "ru": "Как испечь яблочный пирог?",
    "en": "How do I tune a guitar?",
}


def marked(language: Language, text: str) -> str:
    return f"{text} [@{{{WORDS[language]}}}]"


def right(language: Language) -> Script:
    return tells(marked(language, TRUE[language]))


def texts(pieces: Iterable[object]) -> str:
    return "".join(piece for piece in pieces if isinstance(piece, str))


def holds(answer: Answer, pipeline: Pipeline) -> bool:
    """Whether every sentence is cited, and every citation exact and borne out."""
    for citation in answer.citations:
        document = pipeline.searcher.document(citation.document_id)
        if document is None or document.text[citation.start : citation.end] != citation.quote:
            return False
        if citation.verdict is None or citation.verdict.status != "supported":
            return False
    return all(sentence.citations or sentence.remark for sentence in answer.sentences)


def assert_quoted(answer: Answer, quoting: Pipeline, code: str, told: str) -> None:
    """The whole answer of the pipeline that quotes, after a notice."""
    quoted = quoting.ask(answer.question)
    assert (answer.fallback, answer.answerer, answer.model) == (code, EXTRACTIVE, None)
    notice, *sentences = answer.sentences
    assert notice.remark
    assert notice.text == message(f"answer.fallback_{told}", answer.language)
    assert sentences == list(quoted.sentences)
    assert answer.citations == quoted.citations
    assert (answer.certainty, answer.short) == (quoted.certainty, quoted.short)
    assert answer.language == quoted.language
    assert holds(answer, quoting)
