"""The encoder of an installation: added, set, read, removed; what cannot be used leaves the words."""

from __future__ import annotations

import hashlib
import http.server
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.encoder_files import add_archive
from knowledge.encoder import EncoderError, open_encoder
from tests.app.conftest import Infracare
from tests.app.homes import Home
from tests.fakes.tiny_encoder import write_encoder


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_encoder(tmp_path / "tiny")


def test_an_encoder_is_added_set_read_and_removed(home: Home, infracare: Infracare, tiny: Path) -> None:
    assert "There is no encoder" in infracare("encoder", "status").out
    added = infracare("encoder", "add", str(tiny))
    assert "Set encoder.folder to var/encoder" in added.out
    home.set(encoder__folder="var/encoder")
    assert json.loads(infracare("encoder", "status", "--json").out)["read"] == 0
    assert "articles are read" in infracare("encoder", "read").out
    status = json.loads(infracare("encoder", "status", "--json").out)
    assert (status["works"], status["dimensions"]) == (True, 4)
    assert status["read"] == status["articles"] > 0
    assert "Reset a user's password" in infracare("knowledge", "search", "reset password").out
    assert "the encoder and the vectors of 1 models" in infracare("encoder", "remove").out
    status = json.loads(infracare("encoder", "status", "--json").out)
    assert (status["works"], status["read"]) == (False, 0)


def test_an_encoder_that_cannot_be_used_leaves_the_search_to_the_words(
    home: Home, infracare: Infracare
) -> None:
    home.set(encoder__folder="nowhere")
    found = infracare("knowledge", "search", "reset password")
    assert found.code == 0
    assert "Reset a user's password" in found.out
    assert "The search goes by words alone" in infracare("encoder", "status").out
    refused = infracare("encoder", "read")
    assert (refused.code, "holds no file" in refused.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere"], "holds no file of the name model*.onnx"),
        (["http://127.0.0.1/encoder.zip", "--sha256", "00"], "must begin with https://"),
        (["https://127.0.0.1/encoder.zip"], "must begin with https:// and be named with --sha256"),
    ],
)
def test_what_is_no_encoder_is_not_added(
    home: Home, infracare: Infracare, arguments: list[str], sentence: str
) -> None:
    refused = infracare("encoder", "add", *arguments)
    assert (refused.code, refused.out) == (2, "")
    assert sentence in " ".join(refused.err.split())
    assert not (home.folder / "var" / "encoder").exists()


def test_another_model_than_the_one_named_is_not_added(home: Home, infracare: Infracare, tiny: Path) -> None:
    assert "another checksum" in infracare("encoder", "add", str(tiny), "--sha256", "00").err
    right = hashlib.sha256((tiny / "model.onnx").read_bytes()).hexdigest()
    assert infracare("encoder", "add", str(tiny), "--sha256", right.upper()).code == 0


@contextmanager
def served(content: bytes) -> Iterator[str]:
    """The address at which these bytes are given."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/encoder.zip" else 404)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Nothing is told."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def zipped(folder: Path, **names: str) -> bytes:
    """An archive of the encoder's files, under other names where they are given."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for path in folder.iterdir():
            archive.write(path, names.get(path.stem, path.name))
    return content.getvalue()


def test_an_archive_is_fetched_checked_and_taken(tiny: Path, tmp_path: Path) -> None:
    content = zipped(tiny, model="onnx/model_int8.onnx", tokenizer="../../tokenizer.json")
    right, target = hashlib.sha256(content).hexdigest(), tmp_path / "var" / "encoder"
    with served(content) as address:
        add_archive(f"{address}/encoder.zip", target, right)
        for path, checksum, why in (
            ("/encoder.zip", "00", "another checksum"),
            ("/missing.zip", right, "could not be fetched"),
        ):
            with pytest.raises(EncoderError, match=why):
                add_archive(f"{address}{path}", target, checksum)
    assert open_encoder(target).dimensions == 4
    assert sorted(path.name for path in target.iterdir()) == ["model_int8.onnx", "tokenizer.json"]
    assert [path.name for path in target.parent.iterdir()] == ["encoder"]


def test_what_is_no_archive_is_not_taken(tmp_path: Path) -> None:
    with served(b"no archive") as address, pytest.raises(EncoderError, match="no zip archive"):
        add_archive(f"{address}/encoder.zip", tmp_path / "encoder", hashlib.sha256(b"no archive").hexdigest())
    assert list(tmp_path.iterdir()) == []
