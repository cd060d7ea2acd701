"""The sections of app.yaml about what the program is connected with: Slack, mail, storage, articles."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from app.yaml_types import MailAddressOrNone, PositiveInt, Section, plain_error


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


SlackTeam = Annotated[str, Field(min_length=1), AfterValidator(_slack_team)]


class SlackSettings(Section):
    """How Slack is reached; its tokens come from the environment."""

    mode: Literal["socket", "http"] = "socket"
    team: Annotated[str, AfterValidator(_slack_team)] = ""
    support_channel: Annotated[str, AfterValidator(_slack_channel)] = ""
    listens_in: tuple[Annotated[str, AfterValidator(_slack_channel)], ...] = ()
    http_host: str = "127.0.0.1"
    http_port: Annotated[int, Field(gt=0, lt=65536)] = 3000


def _folder_name(text: str) -> str:
    if not 0 < len(text) <= 200 or not text.isprintable():
        raise plain_error("must be the name of a folder of the mailbox", "write for example Processed")
    return text


FolderName = Annotated[str, AfterValidator(_folder_name)]


class IncomingSettings(Section):
    """The mailbox that customers write to, read by IMAP; none without a server."""

    server: str = ""
    port: Annotated[int, Field(gt=0, lt=65536)] = 993
    security: Literal["tls", "starttls", "none"] = "tls"
    user: str = ""
    folder: FolderName = "INBOX"
    processed: FolderName = "Processed"
    failed: FolderName = "Failed"
    poll_seconds: Annotated[int, Field(ge=5, le=600)] = 60

    @model_validator(mode="after")
    def _can_be_read(self) -> IncomingSettings:
        if len({self.folder, self.processed, self.failed}) < 3:
            raise plain_error(
                "must name three different folders", "write for example processed: Processed, failed: Failed"
            )
        if self.server and not self.user:
            raise plain_error("must say as whom to log in", "write the name of the mailbox under user")
        if self.security == "starttls" and self.port == 993:
            raise plain_error(
                "must not ask for starttls at port 993, where TLS is spoken from the start",
                "write security: tls, or port: 143",
            )
        return self


def _authserv_id(text: str) -> str:
    if text and not re.fullmatch(r"[!-:<-~]{1,253}", text):
        raise plain_error(
            "must be the name your mail system puts first in Authentication-Results",
            "write for example mx.example.org",
        )
    return text


class MailSettings(Section):
    """Letters out by SMTP (without a server they lie in the outbox folder), letters in by IMAP or a pipe."""

    server: str = ""
    port: Annotated[int, Field(gt=0, lt=65536)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    ca_file: str = ""
    address: MailAddressOrNone = ""
    bounces: MailAddressOrNone = ""
    proof: Annotated[str, AfterValidator(_authserv_id)] = ""
    letters_per_hour: PositiveInt = 20
    largest_mb: Annotated[int, Field(ge=1, le=200)] = 25
    keep_days: Annotated[int, Field(ge=1, le=365)] = 30
    files: Annotated[int, Field(ge=0, le=50)] = 10
    file_mb: Annotated[int, Field(ge=1, le=100)] = 10
    incoming: IncomingSettings = IncomingSettings()


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
    review: Literal["required", "optional"] = "optional"
    keep_versions: Annotated[int, Field(ge=0, le=1_000)] = 20
    stale_days: Annotated[int, Field(ge=1, le=3_650)] = 365


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
