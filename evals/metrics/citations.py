"""What an answer cites: whether the gold words, and whether they bear what is said."""

from evals.metrics.places import Places, covers
from evals.types import Case
from index.types import Span
from qa.citing.citations import check
from qa.types import Answer, Citation, Sentence

# Reasons of the checker that stand for words the source doesn't hold: these bear nothing.
_INVENTED = ("quote_differs", "original_differs")


def citation_coverage(case: Case, answer: Answer, places: Places) -> float | None:
    """Share of the gold quotes that a citation covers, in the original or a translation."""
    if not case.answerable or not places:
        return None
    cited = [span for citation in answer.citations for span in _spans(citation)]
    covered = [
        any(covers(document, span, versions) for document, span in cited) for versions in places
    ]
    return sum(covered) / len(covered)


def supported(answer: Answer) -> float | None:
    """Share of the citations whose words bear what is said, as our own checker judges."""
    if not answer.citations:
        return None
    verdicts = [citation.verdict for citation in answer.citations]
    return sum(v is not None and v.status == "supported" for v in verdicts) / len(verdicts)


def citation_recall(answer: Answer) -> float | None:
    """Share of the sentences that their citations bear jointly (ALCE, own checker).

    ALCE (Gao et al. 2023, arXiv:2305.14627, section 3): the recall of a sentence is 1 where it
    cites and the concatenation of what it cites entails it; mean over sentences. Entailment is
    judged by our own checker (`qa.citing.citations`) in place of ALCE's NLI model, so values don't
    compare with published ones. A sentence that cites a number without a citation isn't borne; a
    remark claims nothing. None for a refusal.
    """
    claims = [sentence for sentence in answer.sentences if not sentence.remark]
    if not answer.answered or not claims:
        return None
    borne = [_bear(sentence, _cited(sentence, answer)) for sentence in claims]
    return sum(borne) / len(borne)


def citation_precision(answer: Answer) -> float | None:
    """Share of the citations that are needed (ALCE, own checker).

    ALCE (Gao et al. 2023, section 3): a citation of a sentence is irrelevant where it doesn't
    entail the sentence alone and the others do without it; its precision is 1 where the sentence's
    recall is 1 and it isn't irrelevant; mean over all citations of all sentences. Own checker as
    for `citation_recall`. None where nothing is cited.
    """
    if not answer.answered:
        return None
    needed = []
    for sentence in answer.sentences:
        cited = _cited(sentence, answer)
        borne = _bear(sentence, cited)
        needed += [borne and _is_relevant(sentence, number, cited) for number in cited]
    return sum(needed) / len(needed) if needed else None


def _is_relevant(sentence: Sentence, number: int, cited: dict[int, Citation | None]) -> bool:
    others = {known: citation for known, citation in cited.items() if known != number}
    return _bear(sentence, {number: cited[number]}) or not _bear(sentence, others)


def _cited(sentence: Sentence, answer: Answer) -> dict[int, Citation | None]:
    """What a sentence cites by number; None stands for a number without a citation."""
    known = {citation.number: citation for citation in answer.citations}
    return {number: known.get(number) for number in sentence.citations}


def _bear(sentence: Sentence, cited: dict[int, Citation | None]) -> bool:
    """Tell whether quotes bear a sentence: one of them alone, or all in a row."""
    if None in cited.values():
        return False
    quotes = [
        citation.view or citation.quote
        for citation in cited.values()
        if citation and _is_real(citation)
    ]
    joint = [" ".join(quotes)] if len(quotes) > 1 else []
    return any(check(sentence.text, quote).status == "supported" for quote in [*quotes, *joint])


def _is_real(citation: Citation) -> bool:
    return citation.verdict is None or citation.verdict.reason not in _INVENTED


def _spans(citation: Citation) -> list[tuple[str, Span]]:
    spans = [(citation.document_id, Span(citation.start, citation.end))]
    return spans + (_spans(citation.original) if citation.original else [])
