"""The manifests the tests use are manifests to Slack too, by its own schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.workspace import manifests
from workspace.manifest import Manifest

SCHEMA = Path(__file__).parents[2] / "workspace" / "schema" / "manifest.schema.1.0.0.json"


@pytest.mark.parametrize("manifest", [manifests.SOCKET, manifests.over_http()], ids=["socket", "http"])
def test_the_manifests_of_the_tests_are_valid(manifest: dict[str, Any]) -> None:
    jsonschema.validate(manifest, json.loads(SCHEMA.read_text()))


def test_a_manifest_is_read_for_what_it_declares() -> None:
    read = Manifest.read(manifests.SOCKET)
    assert (read.name, read.bot_name, read.socket_mode, read.agent) == ("Helper", "helper", True, True)
    assert read.commands["/help-me"].escapes
    assert {s.kind for s in read.shortcuts.values()} == {"message", "global"}


def test_what_is_not_declared_is_off() -> None:
    read = Manifest.read({"display_information": {"name": "Bare"}})
    assert {read.home_tab, read.messages_tab, read.agent, read.interactive, read.socket_mode} == {False}
    assert [*read.scopes, *read.events, *read.commands, *read.shortcuts] == []
