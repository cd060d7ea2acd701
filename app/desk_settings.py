"""The section of app.yaml about the helpdesk behind, and about who else is told of tickets."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from app.yaml_types import MailAddressOrNone, Section, plain_error
from helpdesk.request_tracker import Fields, Statuses
from web.webhook import is_safe


def _address(text: str) -> str:
    if text and not is_safe(text):
        raise plain_error(
            "must be an https address (http only on this machine)", "write for example https://rt.example.org"
        )
    return text.rstrip("/")


_Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^{}'\"\\]+$")]
_NameOrNone = Annotated[str, Field(max_length=100, pattern=r"^[^{}'\"\\]*$")]


class FieldSettings(Section):
    """The names of the custom fields in the helpdesk's queue."""

    user: _Name = Fields.user
    job: _Name = Fields.job
    error: _Name = Fields.error
    steps: _Name = Fields.steps
    key: _Name = Fields.key
    category: _NameOrNone = Fields.category


class StatusSettings(Section):
    """What the helpdesk calls a ticket that is open, solved or withdrawn."""

    open: _Name = Statuses.open
    solved: _Name = Statuses.solved
    withdrawn: _Name = Statuses.withdrawn


class DeskSettings(Section):
    """Where tickets are worked on besides; the token comes from the environment."""

    kind: Literal["built-in", "request-tracker"] = "built-in"
    url: Annotated[str, AfterValidator(_address)] = ""
    queue: _NameOrNone = ""
    staff: MailAddressOrNone = ""
    open_by: Literal["rest", "mail"] = "rest"
    mail: MailAddressOrNone = ""
    resend_minutes: Annotated[int, Field(ge=1, le=1440)] = 15
    requestor: Literal["nobody", "customer"] = "nobody"
    trusts_mail: bool = False
    poll_seconds: Annotated[int, Field(ge=2, le=3600)] = 15
    fields: FieldSettings = FieldSettings()
    statuses: StatusSettings = StatusSettings()
    webhook: bool = False

    @property
    def is_behind(self) -> bool:
        """Whether a helpdesk stands behind."""
        return self.kind != "built-in"

    @model_validator(mode="after")
    def _complete(self) -> DeskSettings:
        needed = {"url": self.url, "queue": self.queue, "staff": self.staff}
        if self.open_by == "mail":
            needed["mail"] = self.mail
        missing = [f"desk.{name}" for name, value in needed.items() if not value]
        if self.is_behind and missing:
            raise plain_error(f"needs {', '.join(missing)}", "see docs/helpdesks.md, or write kind: built-in")
        return self
