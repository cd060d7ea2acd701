"""The commands about the encoder: add, status, read, remove."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from app.commands.opening import Config, StopError, opened
from app.commands.printing import Json, counted, print_json, say

SOURCE_HELP = "A folder with model.onnx and tokenizer.json, or the https address of a zip archive of both."


def add(
    config: Config,
    source: Annotated[str, typer.Argument(help=SOURCE_HELP)],
    sha256: Annotated[
        str, typer.Option("--sha256", help="The checksum of the model, or of the archive (needed then).")
    ] = "",
) -> None:
    """Try an encoder and put it into the storage folder."""
    from app.encoder_files import add_archive, add_folder
    from knowledge.encoder import EncoderError

    with opened(config) as here:
        target = here.folder / "encoder"
        try:
            if "://" not in source:
                add_folder(Path(source), target, sha256)
            elif source.startswith("https://") and sha256:
                add_archive(source, target, sha256)
            else:
                raise StopError("An address must begin with https:// and be named with --sha256.")
        except EncoderError as error:
            raise StopError(f"{error}.") from error
        named = here.settings.storage.folder / "encoder"
    say(f"The encoder lies in {target}.")
    say(f"Set encoder.folder to {named} in app.yaml, then: infracare encoder read")


def status(config: Config, json: Json = False) -> None:
    """Say which encoder there is, and how many articles it has read."""
    with opened(config) as here:
        encoder = here.encoder
        total, left = here.search.encoded()
        found = {
            "folder": here.settings.encoder.folder,
            "works": encoder is not None,
            "model": "" if encoder is None else encoder.checksum,
            "dimensions": 0 if encoder is None else encoder.dimensions,
            "articles": total,
            "read": total - left,
        }
        problem = here.encoder_problem
    if json:
        print_json(found)
    elif encoder is None:
        say(problem or "There is no encoder: encoder.folder is empty. The search goes by words alone.")
    else:
        say(f"{found['folder']}: {encoder.dimensions} dimensions, model {encoder.checksum[:16]}.")
        say(f"{found['read']} of {total} articles are read.")


def read(config: Config) -> None:
    """Let the encoder read all articles it does not know yet; what is done is kept when this is stopped."""
    with opened(config) as here:
        if here.encoder is None:
            raise StopError(here.encoder_problem or "There is no encoder: encoder.folder is empty.")
        with counted("Reading articles") as progress:
            total, left = here.search.encoded()
            while left:
                left = here.search.encode_some()
                progress(total - left, total)
    say(f"All {total} articles are read.")


def remove(config: Config) -> None:
    """Remove the vectors, and the encoder that was added to the storage folder."""
    from knowledge.vectors import remove_vectors

    with opened(config) as here:
        models = remove_vectors(here.folder / "index")
        added = (here.folder / "encoder").is_dir()
        shutil.rmtree(here.folder / "encoder", ignore_errors=True)
    say(f"Removed: {'the encoder and ' if added else ''}the vectors of {models} models.")
