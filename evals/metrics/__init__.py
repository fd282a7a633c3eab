"""Metrics: small pure functions; None means "doesn't apply", which is not 0.

It imports `evals.statistics` and `evals.types` of the evaluation.
"""

from evals.metrics.abstention import (
    aurc,
    auroc,
    error_rate,
    hallucination_rate,
    refusal_precision,
    refusal_recall,
    risk_coverage,
)
from evals.metrics.answers import (
    answer_match,
    falsely_refused,
    groundedness,
    holds_answers,
    not_sure,
    refused,
    right_language,
    sure,
    sure_wrong,
)
from evals.metrics.citations import (
    citation_coverage,
    citation_precision,
    citation_recall,
    supported,
)
from evals.metrics.places import COVERED_SHARE, Places
from evals.metrics.reading import exact_match, lemma_f1, sentence_at, token_f1
from evals.metrics.retrieval import (
    ndcg_at,
    rank_places,
    ranked_recall,
    ranked_reciprocal_rank,
)
from evals.metrics.visible import find_quote
from evals.statistics import mean

__all__ = [
    "COVERED_SHARE",
    "Places",
    "answer_match",
    "aurc",
    "auroc",
    "citation_coverage",
    "citation_precision",
    "citation_recall",
    "error_rate",
    "exact_match",
    "falsely_refused",
    "find_quote",
    "groundedness",
    "hallucination_rate",
    "holds_answers",
    "lemma_f1",
    "mean",
    "ndcg_at",
    "not_sure",
    "rank_places",
    "ranked_recall",
    "ranked_reciprocal_rank",
    "refusal_precision",
    "refusal_recall",
    "refused",
    "right_language",
    "risk_coverage",
    "sentence_at",
    "supported",
    "sure",
    "sure_wrong",
    "token_f1",
]
