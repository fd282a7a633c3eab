"""Embedding with any sentence-transformers model: a local folder or a name on the model hub."""

import logging
import os
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.embedding.batching import embed_in_batches
from index.embedding.fingerprint import folder_fingerprint
from index.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

_E5_PROMPTS = ("query: ", "passage: ")
_QUERY_PROMPT_NAMES = ("query",)
_PASSAGE_PROMPT_NAMES = ("passage", "document", "corpus")
_LONGEST_REASON = 200  # characters of another library's message that a user is shown

# Loading swaps settings that belong to the whole process, so one model loads at a time.
_loading = threading.Lock()


class SentenceTransformerEmbedder:
    """An `Embedder` over a sentence-transformers model.

    It reads from the network only when `allow_download` is set and `model` names one on the
    hub. The model's own query and passage prompts are used; E5 models without any get theirs.
    """

    def __init__(self, model: str | Path, *, allow_download: bool = False) -> None:
        self._name = str(model)
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        try:
            with _loading, _quiet():
                self._model = _load(self._name, allow_download)
            folder = _folder(self._name)
            self._query_prompt, self._passage_prompt = _prompts(self._model, self._name)
            self._fingerprint = folder_fingerprint(
                folder, _label(self._name), (self._query_prompt, self._passage_prompt)
            )
        except ModelError:
            raise
        except Exception as error:  # whatever the libraries raise, the user meets one error
            raise _unusable(self._name, _reason(error)) from error
        self._dimension = self._find_dimension()
        self._turn = threading.Lock()

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._dimension

    @property
    def fingerprint(self) -> str:
        """The model's name and a hash of its files and prompts."""
        return self._fingerprint

    def embed_query(self, text: str) -> "NDArray[np.float32]":
        """The vector of a question, of shape `(dimension,)`."""
        vector: NDArray[np.float32] = self._encode([text], self._query_prompt)[0]
        return vector

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> "NDArray[np.float32]":
        """The vectors of passages, of shape `(len(texts), dimension)`, in the order given."""
        return embed_in_batches(
            texts,
            self._dimension,
            lambda batch: self._encode(batch, self._passage_prompt),
            progress,
        )

    def _encode(self, texts: list[str], prompt: str | None) -> "NDArray[np.float32]":
        """Unit vectors of one batch.

        One batch at a time: the tokenizer breaks when threads share it. The lock is let go
        between batches, so that a query needn't wait for a whole collection.
        """
        import numpy as np

        with self._turn:
            vectors = self._model.encode(
                texts,
                prompt=prompt,
                batch_size=len(texts),
                show_progress_bar=False,
                convert_to_numpy=True,
                normalize_embeddings=True,
            )
        return np.asarray(vectors, dtype=np.float32)

    def _find_dimension(self) -> int:
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise _unusable(self._name, "it doesn't say how long its vectors are")
        return dimension


def _load(name: str, allow_download: bool) -> "SentenceTransformer":
    path = Path(name).expanduser()
    if path.is_dir():
        if not (path / "modules.json").is_file() and not (path / "config.json").is_file():
            raise _unusable(name, "there is no model in that folder")
        return _sentence_transformer(str(path), local_files_only=True)
    if path.exists() or not _is_hub_name(name):
        raise _unusable(name, "there is no such folder")
    try:
        if not allow_download:
            _folder(name)  # says that there is none before the library is imported, in 10 s
        return _sentence_transformer(name, local_files_only=not allow_download)
    except OSError as error:
        if allow_download:
            raise
        reason = "there is no such folder, nor has a model of that name been downloaded"
        raise _unusable(name, reason) from error


def _sentence_transformer(name: str, *, local_files_only: bool) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(name, local_files_only=local_files_only)


def _is_hub_name(name: str) -> bool:
    """Whether it may name a model on the hub: `model` or `owner/model`."""
    return re.fullmatch(r"[\w-][\w.-]*(/[\w-][\w.-]*)?", name) is not None


def _folder(name: str) -> Path:
    """Where the files of a model that is on this machine lie; raises OSError where it isn't."""
    path = Path(name).expanduser()
    if path.is_dir():
        return path
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    # The same places in which sentence-transformers looks for it.
    cache = os.getenv("SENTENCE_TRANSFORMERS_HOME")
    try:
        own = name if "/" in name else f"sentence-transformers/{name}"
        return Path(snapshot_download(own, cache_dir=cache, local_files_only=True))
    except LocalEntryNotFoundError:
        return Path(snapshot_download(name, cache_dir=cache, local_files_only=True))


def _label(name: str) -> str:
    """A folder's own name, so that an index can move with its model; a hub name in full."""
    path = Path(name).expanduser()
    return path.resolve().name if path.is_dir() else name


def _prompts(model: "SentenceTransformer", name: str) -> tuple[str | None, str | None]:
    """What goes before a query and before a passage; None leaves it to the model's default."""
    query = _first(model.prompts, _QUERY_PROMPT_NAMES)
    passage = _first(model.prompts, _PASSAGE_PROMPT_NAMES)
    has_any = query or passage or model.default_prompt_name
    if not has_any and (_is_e5(name) or _is_e5(_original_name(model))):
        return _E5_PROMPTS
    return query, passage


def _first(prompts: Mapping[str, str | None], names: Sequence[str]) -> str | None:
    return next((prompts[name] for name in names if prompts.get(name)), None)


def _is_e5(name: str) -> bool:
    """Whether a name is an E5 model's; the instruction-tuned ones take other prompts."""
    own = Path(name).name.lower()
    return re.search(r"(^|[-_.])e5([-_.]|$)", own) is not None and "instruct" not in own


def _original_name(model: "SentenceTransformer") -> str:
    """The name under which the weights were first published, where the folder tells."""
    configuration = getattr(model.transformers_model, "config", None)
    return str(getattr(configuration, "_name_or_path", ""))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries' progress bars and remarks off the user's terminal while a model loads."""
    from transformers.utils import logging as transformers_logging

    names = ("transformers", "sentence_transformers", "huggingface_hub")
    levels = {name: logging.getLogger(name).level for name in names}
    had_bars = transformers_logging.is_progress_bar_enabled()
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    for name in names:
        logging.getLogger(name).setLevel(logging.ERROR)
    try:
        yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
        if had_bars:
            transformers_logging.enable_progress_bar()  # type: ignore[no-untyped-call]


def _reason(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:_LONGEST_REASON].rstrip(".") if lines else type(error).__name__


def _unusable(name: str, reason: str) -> ModelError:
    return ModelError("model_missing", model=name, reason=reason)
