"""The commands retire and bring-back; a retired article is found by no command."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from tests.app.conftest import Infracare
from tests.app.homes import Home

RESET = "reset-a-password"
HOW = "How do I reset a user's password?"


def found(infracare: Infracare, *arguments: str) -> list[str]:
    hits = json.loads(infracare("knowledge", "search", *arguments, "--json").out)["hits"]
    return [hit["slug"] for hit in hits]


def exported(infracare: Infracare, folder: Path) -> bool:
    infracare("knowledge", "export", str(folder))
    return (folder / "accounts" / f"{RESET}.md").exists()


def test_a_retired_article_is_found_by_no_command_until_it_is_brought_back(
    home: Home, infracare: Infracare
) -> None:
    [sample] = yaml.safe_load(home.config.read_text("utf-8"))["knowledge"]["folders"]
    copied = (Path(sample) / "accounts" / f"{RESET}.md").read_text("utf-8")
    twins = home.folder / "twins"
    twins.mkdir()
    (twins / "twin-of-reset.md").write_text(copied, "utf-8")
    home.set(knowledge__folders=[sample, str(twins)])
    infracare("knowledge", "sync")
    assert RESET in infracare("knowledge", "duplicates").out
    assert "Retired" in infracare("knowledge", "retire", RESET, "Of Ms. Agnes Miller, born 04/12/1961.").out
    assert RESET not in found(infracare, HOW)
    assert found(infracare, "--explicit", f"slug:{RESET}") == []
    assert infracare("knowledge", "duplicates").out == "No two articles are alike.\n"
    assert not exported(infracare, home.folder / "without")
    assert RESET not in infracare("ask", HOW).out.replace("twin-of-reset", "")
    infracare("knowledge", "sync")
    assert RESET not in found(infracare, HOW)
    assert "found again" in infracare("knowledge", "bring-back", RESET).out
    assert RESET in found(infracare, HOW)
    assert found(infracare, "--explicit", f"slug:{RESET}") == [RESET]
    assert exported(infracare, home.folder / "with")


def test_what_cannot_be_retired_or_brought_back_is_said_in_a_sentence(
    home: Home, infracare: Infracare
) -> None:
    assert "There is no article no-such" in infracare("knowledge", "retire", "no-such", "Why not.").err
    assert "Say in a sentence why" in infracare("knowledge", "retire", RESET, " ").err
    assert f"{RESET} is not retired" in infracare("knowledge", "bring-back", RESET).err
    infracare("knowledge", "retire", RESET, "It is wrong.")
    assert "is retired already" in infracare("knowledge", "retire", RESET, "It is wrong.").err
