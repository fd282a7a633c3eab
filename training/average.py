"""Average two files of weights: `python -m training.average ONE OTHER OUT [--share 0.5]`.

Weights that were trained on from others, averaged with these, keep more of what they could do
(arXiv 2109.01903).
"""

import sys
from pathlib import Path

import click
import torch

from index.embedding.packaged.unpacked import unpack
from qa.reader.neural.network import ReaderNetwork
from qa.reader.neural.weights import begin_with, history_of, load_encoder, save_weights

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("one", type=_FILE)
@click.argument("other", type=_FILE)
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--share", default=0.5, show_default=True, help="of ONE")
def main(one: Path, other: Path, out: Path, share: float) -> None:
    """Write the average of ONE and OTHER, which ONE was trained on from, to OUT."""
    folder = unpack()
    network, before = (ReaderNetwork(load_encoder(folder)) for _ in range(2))
    begin_with(network, one)
    begin_with(before, other)
    with torch.no_grad():
        for weight, old in zip(network.parameters(), before.parameters(), strict=True):
            weight.lerp_(old, 1 - share)
    save_weights(network, out, {"plans": history_of(one), "averaged": share})


if __name__ == "__main__":
    sys.exit(main())
