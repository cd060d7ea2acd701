"""A sentence-transformer as an option: a folder with an ONNX model and its tokenizer makes texts vectors.

Needs the extra ``encoder`` (onnxruntime, tokenizers); nothing of it is imported before a model is opened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

LARGEST_MODEL: Final = 2_000_000_000
LARGEST_TOKENIZER: Final = 64_000_000
"""Bytes; what is larger is no small encoder."""
LONGEST: Final = 256
"""Word pieces of a text that are read."""
MOST_CHARACTERS: Final = 4000
MOST_DIMENSIONS: Final = 4096
BATCH: Final = 4
INPUTS: Final = frozenset({"input_ids", "attention_mask", "token_type_ids"})


class EncoderError(Exception):
    """The folder holds no encoder that can be used: one sentence that says why and what to do."""


class Encoder:
    """Mean pooling over the tokens, normalised to length 1. Safe to share between threads."""

    def __init__(self, session: Any, tokenizer: Any, checksum: str) -> None:
        """:func:`open_encoder` makes one; ``checksum`` names the model, and so the vectors it makes."""
        self._session, self._tokenizer, self.checksum = session, tokenizer, checksum
        self._inputs = [one.name for one in session.get_inputs()]
        self.dimensions = self.encode(["How long is a vector?"]).shape[1]

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row for each text, of length 1 (a text without any word gives zeros): (texts, dimensions)."""
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        rows = [self._batch([texts[place][:MOST_CHARACTERS] for place in batch]) for batch in batches]
        return np.concatenate(rows)[np.argsort(order)] if rows else np.zeros((0, self.dimensions), np.float32)

    def _batch(self, texts: Sequence[str]) -> Floats:
        ids, mask = self._tokens(texts)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        found = self._session.run(None, {name: given[name] for name in self._inputs})[0]
        return _normalised(_pooled(np.asarray(found, np.float32), mask))

    def _tokens(self, texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        encoded = self._tokenizer.encode_batch(list(texts))
        length = max(1, *(len(one.ids) for one in encoded))
        ids, mask = np.zeros((len(texts), length), np.int64), np.zeros((len(texts), length), np.int64)
        for row, one in enumerate(encoded):
            ids[row, : len(one.ids)], mask[row, : len(one.ids)] = one.ids, one.attention_mask
        return ids, mask


def open_encoder(folder: Path) -> Encoder:
    """The encoder in a folder with ``model*.onnx`` and ``tokenizer.json``; raises :class:`EncoderError`."""
    model, tokenizer = files_of(folder)
    try:
        import onnxruntime
        import tokenizers
    except ImportError as error:
        raise EncoderError(
            "an encoder needs the packages onnxruntime and tokenizers; "
            "install this program with its extra named encoder"
        ) from error
    session, reader = _session(onnxruntime, model), _tokenizer(tokenizers, tokenizer)
    if strange := {one.name for one in session.get_inputs()} - INPUTS:
        raise EncoderError(
            f"{model} wants the inputs {', '.join(sorted(strange))}; export a sentence-transformer, "
            "which takes input_ids, attention_mask and token_type_ids"
        )
    try:
        return Encoder(session, reader, _checksum(model, tokenizer))
    except Exception as error:  # the runtime raises whatever a strange model makes it raise
        why = str(error).strip().partition("\n")[0][:200]
        raise EncoderError(f"{model} gives no vectors ({why}); export it again, or name another") from error


def files_of(folder: Path) -> tuple[Path, Path]:
    """The model and the tokenizer in a folder, after a look at their sizes; raises :class:`EncoderError`."""
    models = sorted(folder.glob("model*.onnx")) if folder.is_dir() else []
    if len(models) != 1:
        found = f"{len(models)} files" if models else "no file"
        raise EncoderError(f"{folder} holds {found} of the name model*.onnx; put exactly one there")
    tokenizer = folder / "tokenizer.json"
    if not tokenizer.is_file():
        raise EncoderError(f"{folder} holds no tokenizer.json; put that of the model there")
    for path, most in ((models[0], LARGEST_MODEL), (tokenizer, LARGEST_TOKENIZER)):
        if path.stat().st_size > most:
            raise EncoderError(f"{path} is larger than {most // 1_000_000} MB; take a smaller encoder")
    return models[0], tokenizer


def _session(onnxruntime: Any, model: Path) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the runtime has many kinds of errors and names none of them
        raise EncoderError(f"{model} is no ONNX model that can be read; export or fetch it again") from error


def _tokenizer(tokenizers: Any, path: Path) -> Any:
    try:
        found = tokenizers.Tokenizer.from_file(str(path))
        found.no_padding()
        found.enable_truncation(LONGEST)
    except Exception as error:  # the library raises plain exceptions
        raise EncoderError(f"{path} is no tokenizer that can be read; export or fetch it again") from error
    return found


def _pooled(found: Floats, mask: NDArray[np.int64]) -> Floats:
    """The mean over the tokens of a text: (texts, tokens, dimensions) becomes (texts, dimensions)."""
    if found.ndim == 2 and len(found) == len(mask):
        return found
    if found.ndim != 3 or found.shape[:2] != mask.shape or not 0 < found.shape[2] <= MOST_DIMENSIONS:
        raise ValueError(f"the output has the shape {found.shape}, not (texts, tokens, dimensions)")
    weight = mask[:, :, None].astype(np.float32)
    pooled: Floats = (found * weight).sum(1) / np.maximum(weight.sum(1), 1)
    return pooled


def _normalised(rows: Floats) -> Floats:
    if not np.isfinite(rows).all():
        raise ValueError("the output holds numbers that are none")
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    normalised: Floats = (rows / np.maximum(lengths, 1e-9)).astype(np.float32)
    return normalised


def _checksum(*paths: Path) -> str:
    total = hashlib.sha256()
    for path in paths:
        for block in _blocks(path):
            total.update(block)
    return total.hexdigest()


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            yield block
