"""The sections of app.yaml about what the program is connected with: Slack, mail, storage, articles."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from app.yaml_types import Section, plain_error


def _slack_channel(text: str) -> str:
    if text and not re.fullmatch(r"[CG][A-Z0-9]{2,20}", text):
        raise plain_error(
            "must be a channel's id", "write for example C0123456789 (in Slack: channel details, at the end)"
        )
    return text


def _slack_team(text: str) -> str:
    if text and not re.fullmatch(r"[TE][A-Z0-9]{2,20}", text):
        raise plain_error("must be a workspace's id", "write for example T0123456789")
    return text


class SlackSettings(Section):
    """How Slack is reached; its tokens come from the environment."""

    mode: Literal["socket", "http"] = "socket"
    team: Annotated[str, AfterValidator(_slack_team)] = ""
    support_channel: Annotated[str, AfterValidator(_slack_channel)] = ""
    listens_in: tuple[Annotated[str, AfterValidator(_slack_channel)], ...] = ()
    http_host: str = "127.0.0.1"
    http_port: Annotated[int, Field(gt=0, lt=65536)] = 3000


class MailSettings(Section):
    """The SMTP server; without one letters lie in the outbox folder."""

    server: str = ""
    port: Annotated[int, Field(gt=0, lt=65536)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""


class StorageSettings(Section):
    """Where the database, indexes and models lie."""

    folder: Path = Path("var")


def _area(text: str) -> str:
    if text and (len(text) > 60 or not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text)):
        raise plain_error(
            "must be a short name of small letters, digits and hyphens", "write for example imc"
        )
    return text


def _link(text: str) -> str:
    if text and not re.fullmatch(r"https?://[^\s<>\"'|`\\^()\[\]]{1,300}", text):
        raise plain_error(
            "must be an address, with {path} where the file's path belongs",
            "write for example https://docs.example.org/{path}",
        )
    return text


class SourceSettings(Section):
    """A source of articles in other forms than ours, and what holds for those that do not say it."""

    path: Path
    type: Literal["files", "git", "zendesk"] = "files"
    kind: Literal["knowledgebase", "documentation", "tutorial", "testing and certification"] = "documentation"
    audience: Literal["everybody", "customers", "staff"] = "staff"
    area: Annotated[str, AfterValidator(_area)] = ""
    link: Annotated[str, AfterValidator(_link)] = ""


class KnowledgeSettings(Section):
    """Where articles come from."""

    folders: tuple[Path, ...] = ()
    sources: tuple[SourceSettings, ...] = ()
    largest_mb: Annotated[int, Field(ge=1, le=1_000)] = 20
    seconds_per_file: Annotated[int, Field(ge=1, le=600)] = 20


class EncoderSettings(Section):
    """The folder of a sentence-transformer exported to ONNX; empty for none."""

    folder: str = ""


def _probed_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise plain_error(
            "must be an http or https address", "write for example https://imc.example.org/health"
        )
    return text


class ProbeTarget(Section):
    """An address of the platform that answers with success while the servers are there."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    url: Annotated[str, AfterValidator(_probed_address)]


class ProbeSettings(Section):
    """Our own checks of the platform; none by default (policy 7)."""

    every_seconds: Annotated[int, Field(ge=30, le=86_400)] = 60
    timeout_seconds: Annotated[int, Field(ge=1, le=30)] = 5
    failures: Annotated[int, Field(ge=1, le=100)] = 2
    targets: tuple[ProbeTarget, ...] = ()

    @model_validator(mode="after")
    def _names_differ(self) -> ProbeSettings:
        if len({one.name for one in self.targets}) != len(self.targets):
            raise plain_error("must have names that differ", "give every address a name of its own")
        return self
