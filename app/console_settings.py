"""The section of app.yaml about the console: its address, where it listens, how long a session lasts."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from app.connections import SlackTeam
from app.yaml_types import Section, plain_error
from records.sessions import Terms

_LOOPBACK = ("127.0.0.1", "localhost")


def _address(text: str) -> str:
    parts = urlsplit(text)
    plain = text in ("", f"{parts.scheme}://{parts.netloc}") and "@" not in text
    reached = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    if text and not (plain and reached and parts.hostname):
        raise plain_error(
            "must be an https address without a path (http only on this machine)",
            "write for example https://console.example.org",
        )
    return text


class ConsoleSettings(Section):
    """The console of staff and knowledge managers; none without an address."""

    url: Annotated[str, AfterValidator(_address)] = ""
    host: str = "127.0.0.1"
    port: Annotated[int, Field(gt=0, lt=65536)] = 3080
    idle_minutes: Annotated[int, Field(ge=5, le=1440)] = 120
    longest_hours: Annotated[int, Field(ge=1, le=168)] = 12
    teams: tuple[SlackTeam, ...] = ()
    export: str = ""

    @property
    def terms(self) -> Terms:
        """How long a session lasts."""
        return Terms(timedelta(minutes=self.idle_minutes), timedelta(hours=self.longest_hours))

    @model_validator(mode="after")
    def _idle_is_shorter(self) -> ConsoleSettings:
        if self.idle_minutes > self.longest_hours * 60:
            raise plain_error(
                "has an idle_minutes longer than longest_hours",
                "make idle_minutes shorter, or longest_hours longer",
            )
        return self
