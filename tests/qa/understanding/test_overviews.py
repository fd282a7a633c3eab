import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.types import LANGUAGES, Language
from qa.understanding.overviews import overview_topic

# What is said of the documents after the last stroke; "-" where it is no question for an overview.
QUESTIONS = """
ru | О чём документы? |
ru | о чем эти тексты |
ru | А о чём этот отчёт? |
ru | О чём говорится в этих документах? |
ru | О чём идёт речь в тексте? |
ru | Расскажи, пожалуйста, о чём все эти материалы |
ru | Хочу понять, о чём рассказывают эти заметки |
ru | Кратко перескажи документы |
ru | Перескажи вкратце |
ru | Можете кратко пересказать документы, которые у вас есть? |
ru | Не могли бы вы сделать обзор всех материалов? |
ru | Дай, пожалуйста, краткое содержание текста |
ru | Напиши краткое содержание документов |
ru | Обзор документов |
ru | Что в этих файлах? |
ru | Какие темы затрагиваются в документах? |
ru | Расскажи об этих документах |
ru | О чём статья о ценах на паром? | о ценах на паром
ru | О чём говорится в отчёте о ценах? | о ценах
ru | Кратко перескажи документ про маяк | про маяк
ru | Перескажи годовой отчёт кратко | годовой
ru | Сделай краткий обзор доклада за 2023 год | за 2023 год
ru | О чём «Старый маяк»? | Старый маяк
ru | Перескажи документ под названием «Старый маяк» | Старый маяк
ru | О чём инструкция по лодкам? | инструкция по лодкам
ru | Перескажи файл plan-2.pdf | plan-2.pdf
ru | О чём говорил смотритель? | -
ru | О чём говорил смотритель в статье? | -
ru | О чём договорились острова? | -
ru | О чём «Волна» договорилась с портом? | -
ru | О чём спорили авторы отчёта? | -
ru | О чём предупреждают моряков? | -
ru | О чём можно спросить? | -
ru | Что говорится в отчёте о ценах? | -
ru | Какие документы нужны для билета? | -
ru | Какие темы обсуждали на встрече? | -
ru | Перескажи слова смотрителя | -
ru | Обзор цен на билеты | -
ru | Обобщи опыт островов | -
ru | Кто написал статью о маяке? | -
ru | Сколько документов подписали? | -
ru | Кратко: сколько стоит билет? | -
en | What are these texts about? |
en | What's this document about? |
en | what is the article all about |
en | Could you tell me what these documents are about? |
en | Summarise this document |
en | Can you briefly summarize all the files for me? |
en | Please summarise |
en | Give me an overview |
en | I'd like a short summary of these texts. |
en | Write a summary of the documents |
en | What do these articles say? |
en | What does the document cover? |
en | What is in these documents? |
en | What are the main topics of these documents? |
en | Summarise the documents I uploaded |
en | Tell me about these documents |
en | What is the report about prices about? | about prices
en | What's the ferry report about? | ferry
en | Give me an overview of the paper on harbours, please | on harbours
en | Summarise the document about the lighthouse | about the lighthouse
en | What does the article about ferries say? | about ferries
en | Summarise the article called “The Old Lighthouse” | The Old Lighthouse
en | What is "The Old Lighthouse" about? | The Old Lighthouse
en | Summarise plan-2.pdf | plan-2.pdf
en | What is the agreement about? | agreement
en | Give me a summary of the user guide | user guide
en | What is the report about prices' main figure? | -
en | What does the report say about prices? | -
en | What did the keeper talk about? | -
en | What is the museum about? | -
en | What are sailors complaining about? | -
en | What is said about the documents? | -
en | What documents are they talking about? | -
en | What is the document needed for a ticket? | -
en | Which sources does the article name? | -
en | Summarise what the report says about prices | -
en | Summarise the keeper's life | -
en | Who wrote the article about the lighthouse? | -
en | How many reports are there? | -
en | Overview of the market | -
en | Tell me about the lighthouse | -
en | What is in the museum? | -
"""


@pytest.mark.parametrize("line", QUESTIONS.strip().splitlines())
def test_questions_for_an_overview(line: str) -> None:
    language, text, wanted = (part.strip() for part in line.split("|"))
    topic = overview_topic(text, "ru" if language == "ru" else "en")
    assert topic == (None if wanted == "-" else wanted)


@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_any_text_is_sorted(text: str, language: Language) -> None:
    overview_topic(text, language)
