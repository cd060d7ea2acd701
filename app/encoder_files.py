"""Brings an encoder into the storage folder: copied from a folder, or fetched and checked by its checksum."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from knowledge.encoder import LARGEST_MODEL, LARGEST_TOKENIZER, EncoderError, files_of, open_encoder

TIMEOUT_SECONDS: Final = 60.0
BLOCK: Final = 1 << 20
WANTED: Final = {"model*.onnx": LARGEST_MODEL, "tokenizer.json": LARGEST_TOKENIZER}
"""What is taken out of an archive, and how many bytes it may have."""


def add_folder(source: Path, target: Path, sha256: str = "") -> None:
    """Copy the model and the tokenizer of a folder to ``target``, once they have been tried.

    ``sha256`` is that of the model, when it is known. Raises :class:`EncoderError`.
    """
    files = files_of(source)
    if sha256 and _sha256(files[0]) != sha256.lower():
        raise EncoderError(f"{files[0]} has another checksum than {sha256}; fetch it again")
    with _beside(target) as draft:
        for path in files:
            shutil.copyfile(path, draft / path.name)
        _take(draft, target)


def add_archive(url: str, target: Path, sha256: str) -> None:
    """Fetch a zip archive that holds a model and its tokenizer, check it, and put both into ``target``.

    Raises :class:`EncoderError`.
    """
    with _beside(target) as draft:
        archive = draft / "fetched.zip"
        _fetch(url, archive)
        if _sha256(archive) != sha256.lower():
            raise EncoderError(f"what {url} gave has another checksum than {sha256}; nothing was taken")
        _unpack(archive, draft)
        archive.unlink()
        _take(draft, target)


def _take(draft: Path, target: Path) -> None:
    """The tried encoder takes the place of the one before."""
    open_encoder(draft)
    shutil.rmtree(target, ignore_errors=True)
    draft.rename(target)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix="encoder-", dir=target.parent))
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _fetch(url: str, path: Path) -> None:
    import httpx

    taken = 0
    try:
        with (
            httpx.stream("GET", url, timeout=TIMEOUT_SECONDS, follow_redirects=True) as answer,
            path.open("wb") as file,
        ):
            answer.raise_for_status()
            for block in answer.iter_bytes(BLOCK):
                taken += len(block)
                if taken > LARGEST_MODEL:
                    raise EncoderError(
                        f"{url} is larger than {LARGEST_MODEL // 1_000_000} MB; take a smaller one"
                    )
                file.write(block)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        why = str(error).partition("\n")[0] or type(error).__name__
        raise EncoderError(f"{url} could not be fetched ({why}); try again, or add a folder") from error


def _unpack(archive: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(archive) as packed:
            for member in packed.infolist():
                name = Path(member.filename).name
                most = next((most for form, most in WANTED.items() if fnmatch(name, form)), None)
                if most is not None:
                    _copy(packed, member, folder / name, most)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise EncoderError("what was fetched is no zip archive that can be read; name another") from error


def _copy(packed: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, most: int) -> None:
    taken = 0
    with packed.open(member) as source, path.open("wb") as file:
        while block := source.read(BLOCK):
            taken += len(block)
            if taken > most:
                raise EncoderError(f"{path.name} in the archive is larger than {most // 1_000_000} MB")
            file.write(block)


def _sha256(path: Path) -> str:
    total = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            total.update(block)
    return total.hexdigest()
