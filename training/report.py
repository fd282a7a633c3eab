"""Figures of weights with the gold passage given: `python -m training.report DATA [WEIGHTS …]`.

On the dev sets, which chose settings, and on the test part of the pairs, which chose nothing and
isn't trained on. One line of JSON for each file of weights; unless named, the shipped ones.
"""

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
import torch
from tokenizers import Tokenizer

from index.embedding.packaged.unpacked import unpack
from qa.reader.neural.inputs import Encoder
from qa.reader.neural.network import ReaderNetwork
from qa.reader.neural.weights import SHIPPED, begin_with, load_encoder
from training.measuring import Measurer
from training.sets.hand_pairs import pair_files, read_pairs, read_texts


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("weights", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--every", default=1, show_default=True, help="of SQuAD's questions, one of so many")
def main(data: Path, weights: tuple[Path, ...], every: int) -> None:
    """Measure WEIGHTS on DATA."""
    torch.set_num_threads(1)  # passages are read side by side
    folder = unpack()
    encoder = Encoder(Tokenizer.from_file(str(folder / "tokenizer.json")))
    texts = read_texts(data / "train")
    pairs = [
        pair for path in pair_files(data / "train") for pair in read_pairs(path, texts, "test")
    ]
    network = ReaderNetwork(load_encoder(folder))
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for path in weights or (SHIPPED,):
            begin_with(network, path)
            measurer = Measurer(network, encoder, pool)
            figures = measurer.dev(data / "dev", every)
            line = {"weights": str(path), "dev": figures, "test pairs": measurer.pairs(pairs)}
            click.echo(json.dumps(line, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main())
