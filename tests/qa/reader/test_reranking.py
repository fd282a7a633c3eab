from collections.abc import Sequence
from pathlib import Path

import pytest

from index.errors import ModelError
from qa.factory import build_pipeline
from qa.pipeline import Pipeline
from qa.reader.neural.spans import SpanModel
from qa.reader.reranking import CrossEncoderScorer, RerankingReader, SentenceScorer
from qa.reader.similarity import SimilarityReader

QUESTION = "Сколько китайцев приехало в Казахстан?"


class Shortest:
    """A scorer that likes short sentences."""

    def load(self) -> None:
        pass

    def score(self, question: str, sentences: Sequence[str]) -> list[float]:
        return [-float(len(sentence)) for sentence in sentences]


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory, packaged_folder: Path) -> Path:
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("cross-encoder")
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(packaged_folder / "tokenizer.json"),
        pad_token="<pad>",
        cls_token="<s>",
        sep_token="</s>",
        unk_token="<unk>",
    )
    config = BertConfig(
        vocab_size=tokenizer.vocab_size + 10,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def test_the_scorer_orders_and_the_confidence_stays(seeds_pipeline: Pipeline) -> None:
    searcher = seeds_pipeline.searcher
    question = seeds_pipeline.understand(QUESTION)
    hits = searcher.search(question.standalone, "ru", 10)
    plain, snapshot = SimilarityReader(), searcher.open()
    before, after = (
        r.read(question, hits, snapshot) for r in (plain, RerankingReader(plain, Shortest()))
    )
    lengths = [item.end - item.start for item in after.evidence[:20]]
    assert lengths == sorted(lengths)
    assert {(e.hit.passage.id, e.start) for e in before.evidence} == {
        (e.hit.passage.id, e.start) for e in after.evidence
    }
    scores = [item.score for item in after.evidence]
    assert scores == sorted(scores, reverse=True)
    assert after.confidence == before.confidence
    assert RerankingReader(plain, Shortest()).read(question, [], snapshot).evidence == ()


def test_the_reader_scores_sentences(span_model: SpanModel) -> None:
    scores = scored_by(span_model)
    assert scores[0] > scores[1]


# A model made and loaded by the libraries of others, which take seconds to import.
@pytest.mark.exhaustive
def test_a_cross_encoder_scores_sentences(cross_encoder: Path) -> None:
    assert len(set(scored_by(CrossEncoderScorer(str(cross_encoder))))) > 1


def scored_by(scorer: SentenceScorer) -> list[float]:
    scorer.load()
    scores = scorer.score("Когда открыли парк?", ["Парк открыли в 1987 году.", "Кошки спят.", ""])
    assert len(scores) == 3
    return scores


@pytest.mark.exhaustive
def test_a_cross_encoder_by_folder(seeds_pipeline: Pipeline, cross_encoder: Path) -> None:
    settings = seeds_pipeline.settings.model_copy(update={"reranker": str(cross_encoder)})
    pipeline = build_pipeline(settings, seeds_pipeline.searcher.embedder)
    pipeline.load()
    assert pipeline.ask(QUESTION).confidence == seeds_pipeline.ask(QUESTION).confidence


@pytest.mark.parametrize("name", ["no/such-model", "/nowhere/at/all"])
def test_no_such_reranker(name: str) -> None:
    with pytest.raises(ModelError) as caught:
        CrossEncoderScorer(name).load()
    assert caught.value.code == "reranker_missing"
    assert "SEEDQA_RERANKER" in str(caught.value)
