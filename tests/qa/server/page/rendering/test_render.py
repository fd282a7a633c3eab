import dataclasses
import re
from html.parser import HTMLParser

import pytest

from index.loaders.formats import PDF
from index.storage import DocumentInfo
from index.types import Anchor, Document
from qa.records.exchanges import Exchange
from qa.server.page.rendering.render import chat_messages, language_in_words, welcome
from qa.server.page.rendering.source_panel import SHOWN_CHARACTERS, citation_panel, document_panel
from qa.types import Answer, Certainty, Citation, Copy, Language, Place, Sentence, Verdict
from qa.understanding.talk import REPLY
from qa.wording.dates import date_in_words
from tests.payloads import PAYLOADS

PERMITTED = re.compile(
    "div|p|a|ol|ul|li|span|br|blockquote|strong|article|header|h2|mark|aside|button"
)


class Checker(HTMLParser):
    """Collects the text, and refuses elements and attributes that we don't write."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.marked: list[str] = []
        self.links: list[str] = []
        self._marks = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert PERMITTED.fullmatch(tag), tag
        for name, value in attrs:
            assert name in ("class", "href", "id", "title", "lang"), name
            if name == "href":
                self.links.append(value or "")
        if tag == "mark":
            self._marks += 1
            self.marked.append("")
        if tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        self._marks -= tag == "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._marks:
            self.marked[-1] += data


def read(html: str) -> Checker:
    # A line break would let Markdown begin anew.
    assert "\n" not in html
    checker = Checker()
    checker.feed(html)
    return checker


def document(text: str, **values: str | None) -> Document:
    return Document(**{"id": "a.md", "title": "T", "text": text, "language": "en", **values})  # type: ignore[arg-type]


def citation(source: Document, quote: str, **values: object) -> Citation:
    start = source.text.index(quote)
    whole = Citation(
        1, source.id, source.title, source.language, source.date, source.source, source.url,
        start, start + len(quote), quote,
    )  # fmt: skip
    return dataclasses.replace(whole, **values)  # type: ignore[arg-type]


def answer(*citations: Citation, related: tuple[Citation, ...] = ()) -> Answer:
    sentences = tuple(Sentence(c.quote, (c.number,)) for c in citations) or (Sentence("No."),)
    return Answer(
        "q", "en", bool(citations), None, sentences, citations, related, 0.9, "extractive"
    )


@pytest.mark.parametrize(
    ("certainty", "told"),
    [("sure", "Confidence: high"), ("unsure", "Confidence: low; check the quote")],
)
def test_how_sure_an_answer_is_can_be_seen(certainty: Certainty, told: str) -> None:
    source = document("The keeper has two dogs.")
    given = dataclasses.replace(answer(citation(source, source.text)), certainty=certainty)
    shown = chat_messages([Exchange("q", given)], "en")[-1]["content"]
    assert f'class="sq-answer sq-{certainty}"' in shown
    assert told in read(shown).text


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) >= 40


@pytest.mark.parametrize("interface", ["ru", "en"])
def test_nothing_hostile_gets_into_the_chat(interface: str) -> None:
    for hostile in PAYLOADS:
        source = document(f"Before. {hostile} After.", title=hostile, source=hostile, date=hostile)
        copies = (Copy(hostile, hostile, None), Copy(hostile, "Title", hostile))
        cited = citation(source, hostile, copies=copies)
        exchanges = [
            Exchange(hostile, answer(cited)),
            Exchange(hostile, answer(related=(cited,))),
            Exchange(hostile, notice=hostile),
            Exchange(hostile, partial=hostile),
            Exchange(hostile),
        ]
        for message in chat_messages(exchanges, interface):  # type: ignore[arg-type]
            checked = read(message["content"])
            assert all(link.startswith("#src-") for link in checked.links)
        assert hostile in read(chat_messages(exchanges, "en")[0]["content"]).text
        listed = read(welcome([listed_as(source, hostile)], [hostile], "en"))
        assert hostile in listed.text


def listed_as(source: Document, name: str) -> DocumentInfo:
    facts = (source.title, source.language, source.source, source.url, source.date)
    return DocumentInfo(name, *facts, None, len(source.text), 1)


def test_nothing_hostile_gets_into_the_panel() -> None:
    for hostile in PAYLOADS:
        original = document(hostile, id="o.md", language=hostile)
        source = document(
            f"Before.\n\n{hostile}",
            title=hostile,
            source=hostile,
            date=hostile,
            url="javascript:alert(1)",
        )
        copies = (Copy(hostile, hostile, None), Copy(hostile, "Title", hostile))
        cited = citation(source, hostile, original=citation(original, hostile), copies=copies)
        lookup = {"a.md": source, "o.md": original}.get
        checked = read(citation_panel(cited, lookup, "ru"))
        assert checked.links == []
        # A note for readers may stand between its lines.
        assert all(line in checked.text for line in hostile.split("\n"))
        assert read(document_panel(source, "en")).marked == []


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=1&c=2", True),
        ("http://example.org/", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https://", False),
        ("http://[", False),
        ("file:///etc/passwd", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_are_linked(url: str | None, linked: bool) -> None:
    assert read(document_panel(document("Text.", url=url), "en")).links == ([url] if linked else [])


def test_exactly_the_cited_words_are_marked() -> None:
    source = document("One two. Three four.\n\nFive six.\nSeven.\n\nEight.")
    lookup = {"a.md": source}.get
    assert read(citation_panel(citation(source, "two. Three"), lookup, "en")).marked == [
        "two. Three"
    ]
    across = citation(source, "Three four.\n\nFive")
    assert read(citation_panel(across, lookup, "en")).marked == ["Three four.", "Five"]
    start = source.text.index("six")
    focused = citation(source, "Five six.", focus=(start, start + 3))
    html = citation_panel(focused, lookup, "en")
    assert '<mark id="sq-mark">Five <strong>six</strong>.</mark>' in html


def test_a_translation_shows_the_words_of_its_original() -> None:
    original = document("Before.\n\nThe cited words. Not these.\n\nAfter.", id="o.md")
    source = document("Процитированные слова.", language="ru", translation_of="o.md")
    cited = citation(
        source, "Процитированные слова.", original=citation(original, "The cited words.")
    )
    html = citation_panel(cited, {"a.md": source, "o.md": original}.get, "ru")
    assert read(html).marked == ["Процитированные слова.", "The cited words."]
    assert html.count('id="sq-mark"') == 1
    assert "В английском оригинале" in html
    assert "перевод" in html


@pytest.mark.parametrize(
    ("interface", "told"),
    [
        ("ru", "другие копии и версии: T (7 февраля 2024 г.); Other"),
        ("en", "other copies and versions: T (February 7, 2024); Other"),
    ],
)
def test_copies_are_named_in_the_panel_and_beside_the_source(interface: str, told: str) -> None:
    source = document("Words.", date="2025-02-07")
    copies = (Copy("b.md", "T", "2024-02-07"), Copy("c.md", "Other", None))
    cited = citation(source, "Words.", copies=copies)
    panel = citation_panel(cited, {"a.md": source}.get, interface)  # type: ignore[arg-type]
    assert f"<li>{told}</li></ul></header>" in re.sub(r"\s", " ", panel)
    replied = dataclasses.replace(answer(cited), language=interface)  # type: ignore[arg-type]
    (_, shown) = chat_messages([Exchange("q", replied)], interface)  # type: ignore[arg-type]
    assert f"{told}</span>" in re.sub(r"\s", " ", shown["content"])
    alone = citation(source, "Words.")
    assert "copies" not in citation_panel(alone, {"a.md": source}.get, "en")


def test_the_whole_quote_is_boxed_on_its_page_which_opens_at_the_words_that_answer() -> None:
    source = document("Adults | 350\nPupils | 120", media_type=PDF)
    cited = citation(source, "Pupils | 120", focus=(22, 25), place=Place("page", 3, 3))
    answering = [Anchor("page", 22, 25, 3, box=(0.5, 0.625, 0.6, 0.65))]
    html = citation_panel(cited, {"a.md": source}.get, "en", answering)
    assert 'src="api/documents/a.md/pages/3.png?start=13&amp;end=25"' in html
    assert '<span class="sq-here" style="top:62.5%"></span>' in html
    assert 'href="api/documents/a.md/original#page=3"' in html


def test_a_citation_of_a_document_that_changed_shows_its_words() -> None:
    source = document("The old words.")
    cited = citation(source, "The old words.")
    indexes: list[dict[str, Document]] = [{}, {"a.md": document("Other words.")}]
    for index in indexes:
        assert read(citation_panel(cited, index.get, "en")).marked == ["The old words."]


@pytest.mark.parametrize("separator", ["\n\n", " "])
def test_of_a_huge_document_the_part_around_the_words_is_shown(separator: str) -> None:
    filler = separator.join(["Some words that say nothing."] * 20_000)
    source = document(f"{filler}{separator}The needle.{separator}{filler}")
    html = citation_panel(citation(source, "The needle."), {"a.md": source}.get, "en")
    assert read(html).marked == ["The needle."]
    assert len(html) < SHOWN_CHARACTERS * 2
    assert "Part of the document is shown." in html


def test_doubts_are_shown_beside_the_source() -> None:
    source = document("Words.")
    shown = {
        status: chat_messages(
            [Exchange("q", answer(citation(source, "Words.", verdict=Verdict(status, "r"))))], "en"
        )[1]["content"]
        for status in ("supported", "partial", "unsupported")
    }
    assert "sq-doubt" not in shown["supported"]
    assert "borne out only in part" in shown["partial"]
    assert "not borne out by the cited words" in shown["unsupported"]


def test_how_a_question_was_understood_needs_no_source() -> None:
    cited = answer(citation(document("Words."), "Words."))
    for remark, doubted in ((True, False), (False, True)):
        said = (Sentence("Understood as: “words”.", remark=remark), *cited.sentences)
        given = dataclasses.replace(cited, sentences=said)
        shown = chat_messages([Exchange("q", given)], "en")[1]["content"]
        assert "Understood as: “words”." in read(shown).text
        assert ("sq-doubt" in shown) is doubted


@pytest.mark.parametrize(
    ("language", "label"), [("ru", "Спросить как написано"), ("en", "Ask as written")]
)
@pytest.mark.parametrize("kind", ["answer", "refusal", "reply"])
def test_beside_how_it_was_understood_the_last_question_can_be_asked_as_written(
    language: Language, label: str, kind: str
) -> None:
    cited = citation(document("Words."), "Words.")
    given = answer(cited) if kind == "answer" else answer(related=(cited,))
    given = dataclasses.replace(
        given,
        language=language,
        understood="<words>",
        answerer=REPLY if kind == "reply" else "extractive",
        sentences=(Sentence("Understood: <words>.", remark=True), Sentence("Words.")),
    )
    both = [Exchange("words", given), Exchange("words", given)]
    shown = [message["content"] for message in chat_messages(both, "en")][1::2]
    for html in shown:
        # It is said once, before the answer; what is copied has it too.
        seen = html.partition('<div class="sq-copied"')[0]
        assert read(seen).text.count("Understood: <words>.") == 1
        assert html.startswith(f'<div class="sq-understood" lang="{language}"><p>Understood:')
    assert "alone-" not in shown[0]
    assert f'<button class="sq-act" id="alone-1">{label}</button></p></div>' in shown[1]
    plain = dataclasses.replace(given, understood=None)
    assert "alone-" not in chat_messages([Exchange("words", plain)], "en")[1]["content"]


def test_answers_and_refusals_differ() -> None:
    source = document("Words.")
    cited = citation(source, "Words.")
    replied = chat_messages([Exchange("q", answer(cited))], "en")[1]["content"]
    refused = chat_messages([Exchange("q", answer(related=(cited,)))], "en")[1]["content"]
    assert "sq-answer" in replied
    assert '<a class="sq-cite" href="#src-0-1" title="“Words.” · T">[1]</a>' in replied
    assert "sq-refusal" in refused
    assert 'href="#src-0-1"' in refused


@pytest.mark.parametrize(
    ("date", "language", "words"),
    [
        ("2025-02-07", "ru", "7 февраля 2025 г."),
        ("2025-02-07", "en", "February 7, 2025"),
        ("2024", "en", "2024"),
        (None, "en", None),
    ],
)
def test_dates_are_written_as_their_readers_do(
    date: str | None, language: str, words: str | None
) -> None:
    written = date_in_words(date, language)  # type: ignore[arg-type]
    assert (re.sub(r"\s", " ", written) if written else None) == words


def test_languages_are_named() -> None:
    assert language_in_words("ru", "en") == "in Russian"
    assert language_in_words("zh", "ru") == "на другом языке (zh)"
