"""A tiny encoder: words that mean the same have the same vector. Its ONNX file is written byte by byte."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

INT64, FLOAT = 7, 1

MEANINGS: Sequence[Sequence[str]] = (
    ("lamp", "lantern", "light"),
    ("chair", "seat", "stool"),
    ("dim", "darken", "soften"),
    ("lower", "sink", "drop"),
)


def write_encoder(folder: Path, *, inputs: Sequence[str] = ("input_ids", "attention_mask")) -> Path:
    """A folder with ``model.onnx`` and ``tokenizer.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    words = ["[UNK]", *(word for meaning in MEANINGS for word in meaning)]
    vocabulary = {word: number for number, word in enumerate(words)}
    (folder / "model.onnx").write_bytes(model(_table(vocabulary), inputs))
    _write_tokenizer(folder / "tokenizer.json", vocabulary)
    return folder


def model(table: NDArray[np.float32], inputs: Sequence[str]) -> bytes:
    """An ONNX model whose last hidden state is the table's row of each token."""
    node = _text(1, "table") + _text(1, inputs[0]) + _text(2, "last_hidden_state") + _text(4, "Gather")
    graph = _bytes(1, node) + _text(2, "tiny") + _bytes(5, _tensor("table", table))
    for name in inputs:
        graph += _bytes(11, _value(name, INT64, ("batch", "tokens")))
    graph += _bytes(12, _value("last_hidden_state", FLOAT, ("batch", "tokens", "dimensions")))
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, _text(1, "") + _number(2, 13))


def _table(vocabulary: dict[str, int]) -> NDArray[np.float32]:
    """One dimension for each meaning; a word that is not known is nothing."""
    rows = np.zeros((len(vocabulary), len(MEANINGS)), np.float32)
    for column, words in enumerate(MEANINGS):
        rows[[vocabulary[word] for word in words], column] = 1
    return rows


def _write_tokenizer(path: Path, vocabulary: dict[str, int]) -> None:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.enable_padding(length=32)
    tokenizer.save(str(path))


def _tensor(name: str, values: NDArray[np.float32]) -> bytes:
    dims = b"".join(_number(1, size) for size in values.shape)
    return dims + _number(2, FLOAT) + _text(8, name) + _bytes(9, values.tobytes())


def _value(name: str, kind: int, dims: Sequence[str]) -> bytes:
    shape = b"".join(_bytes(1, _text(2, dim)) for dim in dims)
    return _text(1, name) + _bytes(2, _bytes(1, _number(1, kind) + _bytes(2, shape)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _text(field: int, value: str) -> bytes:
    return _bytes(field, value.encode())


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    found = b""
    while value > 0x7F:
        found += struct.pack("B", value & 0x7F | 0x80)
        value >>= 7
    return found + struct.pack("B", value)
