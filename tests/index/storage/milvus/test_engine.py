"""A corpus in Milvus when the engine is away, slow, shut, full, dropped, or of another version."""

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import grpc
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from index.errors import IndexFormatError, StorageError
from index.search import Searcher
from index.storage.milvus import connecting
from index.storage.milvus import corpus as corpus_module
from index.storage.milvus.collections import own
from index.storage.milvus.connecting import MilvusSettings
from index.storage.milvus.corpus import MilvusCorpus
from index.storage.milvus.payload import from_parts, to_parts
from index.storage.milvus.remote import Head
from tests.index.storage.milvus.corpora import QUESTION, TOKEN, WORDS, cat, told, vars_of, write
from tests.milvus import MilvusServer, milvus_server


@contextmanager
def answering(
    code: grpc.StatusCode,
    words: str = "",
    wait_s: float = 0.0,
    signed: tuple[bytes, bytes] | None = None,
) -> Iterator[str]:
    """A server that answers every request with one error, after a while.

    `signed` are a key and its certificate, to speak TLS.
    """

    class Refusing(grpc.GenericRpcHandler):
        def service(self, details: object) -> grpc.RpcMethodHandler:
            def abort(request: bytes, context: grpc.ServicerContext) -> bytes:
                time.sleep(wait_s)
                context.abort(code, words)
                return b""

            return grpc.unary_unary_rpc_method_handler(abort)

    server = grpc.server(ThreadPoolExecutor(4), handlers=[Refusing()])
    port = (
        server.add_secure_port("localhost:0", grpc.ssl_server_credentials([signed]))
        if signed
        else server.add_insecure_port("127.0.0.1:0")
    )
    server.start()
    try:
        yield f"https://localhost:{port}" if signed else f"http://127.0.0.1:{port}"
    finally:
        server.stop(None)


def test_nobody_there(tmp_path: Path) -> None:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    nowhere = MilvusSettings(f"http://127.0.0.1:{port}/notes", TOKEN, timeout_s=0.5)
    for attempt in (
        MilvusCorpus(nowhere, tmp_path).require,
        lambda: write(MilvusCorpus(nowhere, tmp_path)),
        lambda: Searcher(MilvusCorpus(nowhere, tmp_path), WORDS),
    ):
        sentence = told(attempt, "engine_unreachable")
        assert f"127.0.0.1:{port}/notes" in sentence
        assert "SEEDQA_MILVUS" in sentence


@pytest.mark.parametrize("url", ["no url", "milvus://here", "http://", "http://h:99999", ""])
def test_a_url_that_is_none(tmp_path: Path, url: str) -> None:
    told(MilvusCorpus(MilvusSettings(url, TOKEN), tmp_path).require, "engine_unreachable")


def test_whoever_is_not_let_in(tmp_path: Path) -> None:
    with answering(grpc.StatusCode.UNAUTHENTICATED, "auth check failure, check the key") as url:
        corpus = MilvusCorpus(MilvusSettings(url, TOKEN, timeout_s=1), tmp_path)
        sentence = told(corpus.require, "engine_refused")
        assert "SEEDQA_MILVUS_TOKEN" in sentence
        told(lambda: write(corpus), "engine_refused")


def signed_by_itself() -> tuple[bytes, bytes]:
    """A key and a certificate of it for this machine."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = serialization.PrivateFormat.PKCS8
    return (
        key.private_bytes(pem, private, serialization.NoEncryption()),
        certificate.public_bytes(pem),
    )


def test_over_tls_whoever_signed_must_be_known(tmp_path: Path) -> None:
    signed = signed_by_itself()
    known = tmp_path / "ca.pem"
    known.write_bytes(signed[1])
    with answering(grpc.StatusCode.UNAUTHENTICATED, "auth check failure", signed=signed) as url:
        for certificates, code in (
            (str(known), "engine_refused"),  # it was reached
            (None, "engine_unreachable"),
            (str(tmp_path / "none.pem"), "engine_unreachable"),
        ):
            place = MilvusSettings(url, TOKEN, certificates=certificates, timeout_s=1)
            told(MilvusCorpus(place, tmp_path / "index").require, code)


def test_what_takes_too_long_is_given_up(tmp_path: Path) -> None:
    with answering(grpc.StatusCode.INTERNAL, wait_s=2) as url:
        corpus = MilvusCorpus(MilvusSettings(url, timeout_s=0.3), tmp_path)
        began = time.monotonic()
        told(corpus.require, "engine_slow")
        assert time.monotonic() - began < 2


def test_what_is_full_cannot_be_written(tmp_path: Path) -> None:
    words = "quota exceeded[reason=disk quota exceeded]"
    with answering(grpc.StatusCode.INVALID_ARGUMENT, words) as url:
        corpus = MilvusCorpus(MilvusSettings(url, timeout_s=1), tmp_path)
        with pytest.raises(StorageError):
            write(corpus)


def test_while_it_is_away_the_last_state_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "_REST_S", 1.0)
    with milvus_server(tmp_path / "server") as server:
        settings = server.corpus(timeout_s=0.5)
        corpus = MilvusCorpus(settings, tmp_path / "one")
        write(corpus)
        searcher = Searcher(corpus, WORDS)
        before = searcher.search(QUESTION, keywords=False)
        server.stop()
        began = time.monotonic()
        for _ in range(5):
            assert searcher.search(QUESTION, keywords=False) == before
        assert time.monotonic() - began < 4, "it isn't waited for every time"
        # So it does for whoever starts meanwhile.
        again = Searcher(MilvusCorpus(settings, tmp_path / "one"), WORDS)
        assert again.search(QUESTION, keywords=False) == before
        told(lambda: write(corpus, "Кошка спит."), "engine_unreachable")
        told(
            lambda: Searcher(MilvusCorpus(settings, tmp_path / "new"), WORDS), "engine_unreachable"
        )
        server.start()
        write(MilvusCorpus(replace(settings, timeout_s=5.0), tmp_path / "one"), "Кошка спит.")
        time.sleep(connecting._REST_S)
        assert cat(searcher) == "Кошка спит."


@pytest.mark.parametrize("format_", [4, 99])
def test_another_version_of_the_program(
    corpus: MilvusCorpus, other: MilvusCorpus, format_: int
) -> None:
    searcher = Searcher(corpus, WORDS)
    remote = corpus._remote
    head = remote.head()
    assert head is not None
    remote.set_head(Head(**(vars_of(head) | {"format": format_, "id": "f" * 32})))
    # Whoever is at it goes on with what it has taken up.
    assert cat(searcher) == "Кошка любит молоко."
    for attempt in (lambda: Searcher(other, WORDS), lambda: write(corpus)):
        with pytest.raises(IndexFormatError) as refused:
            attempt()
        assert refused.value.code == "index_old_format"
    write(corpus, "Кошка спит.", rebuild=True)
    assert cat(searcher) == cat(Searcher(other, WORDS)) == "Кошка спит."


def test_what_was_there_before_is_dropped_in_the_end(
    corpus: MilvusCorpus, monkeypatch: pytest.MonkeyPatch, milvus: MilvusServer
) -> None:
    stranger = MilvusCorpus(
        milvus.corpus(name=f"{corpus._remote.settings.name}_x"), corpus.folder / "x"
    )
    write(stranger)
    (corpus.folder / "store.sqlite").write_bytes(b"no store")
    write(corpus, "Кошка спит.")
    assert cat(Searcher(corpus, WORDS)) == "Кошка спит."
    remote = corpus._remote
    head = remote.head()
    assert head is not None
    remote.set_head(Head(**(vars_of(head) | {"format": 4, "id": "f" * 32})))
    monkeypatch.setattr(corpus_module, "_KEPT_S", -5.0)
    write(corpus, "Кошка ест.", rebuild=True)
    with remote.connection.client() as client:
        names = client.list_collections()
    now = remote.head()
    assert now is not None
    assert own(remote.settings.name, None, names) == own(remote.settings.name, now.id, names)
    assert cat(Searcher(stranger, WORDS)) == "Кошка любит молоко."


def test_a_mirror_of_what_is_gone(corpus: MilvusCorpus, milvus: MilvusServer) -> None:
    with corpus._remote.connection.client() as client:
        for name in client.list_collections():
            if name.startswith(corpus._remote.settings.name):
                client.drop_collection(name)
    again = MilvusCorpus(corpus._remote.settings, corpus.folder)
    told(again.require, "engine_empty")
    write(again, "Кошка спит.")
    assert cat(Searcher(again, WORDS)) == "Кошка спит."


def test_a_damaged_mirror_is_made_anew(corpus: MilvusCorpus, other: MilvusCorpus) -> None:
    Searcher(other, WORDS)
    (other.folder / "store.sqlite").write_bytes(b"no store" * 1000)
    again = MilvusCorpus(other._remote.settings, other.folder)
    assert cat(Searcher(again, WORDS)) == "Кошка любит молоко."


def test_where_the_mirror_cannot_be_kept(corpus: MilvusCorpus, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    homeless = MilvusCorpus(corpus._remote.settings, tmp_path / "file" / "index")
    told(lambda: Searcher(homeless, WORDS), "storage_unwritable")


def test_payloads_of_any_length_and_letters() -> None:
    tables = {"documents": [[1, None, "Ёлка \0 \ud800 " * 90_000]], "sentences": [[2, b"\0\xff"]]}
    parts = to_parts(tables)
    assert all(len(part) <= 65_535 and part.isascii() for part in parts)
    assert from_parts(parts) == tables
    with pytest.raises(ValueError, match=r"\w"):
        from_parts(parts[:-1])


def test_the_error_names_no_password() -> None:
    place = MilvusSettings(f"https://{TOKEN}@milvus.example.org:19530/notes")
    assert place.where == "https://milvus.example.org:19530/notes#seedqa"
