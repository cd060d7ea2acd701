"""The rules of the conversation that an installation sets in app.yaml."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from typing import ClassVar

from classifier.costs import USUAL, Costs
from tickets.policy import (
    FeatureRules,
    FollowRules,
    LadderRules,
    LikenessRules,
    MisuseRules,
    OutageRules,
    PromiseRules,
    ServiceRules,
    VisitRules,
)

_STRICT: dict[str, object] = {"extra": "forbid"}


@dataclass(frozen=True)
class Lines:
    """The vendor's telephone lines (policy 7)."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT
    emergency: str = "877-235-7239"
    backup: str = "888-232-3775"
    office: str = "812-235-7239"


@dataclass(frozen=True)
class Contacts:
    """Who is named when something is not ours to decide."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT
    accounts: str = "Accounts"
    accounts_mail: str = "accounts@infraware.example"


@dataclass(frozen=True)
class Sureness:
    """How sure the bot has to be to act without asking."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT
    precision: float = 0.9
    helpful: float = 0.05
    costs: Costs = USUAL


@dataclass(frozen=True)
class TalkRules:
    """How the bot behaves in a conversation."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT
    amend_seconds: int = 10
    resume_minutes: int = 30
    articles_shown: int = 3
    questions_back: int = 1
    job_pattern: str = r"\d{6,9}"


@dataclass(frozen=True)
class TaskRules:
    """When the customer is reminded of what staff have asked them to do, in hours after it (policy 8)."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT
    remind_hours: tuple[int, ...] = (24, 72)


@dataclass(frozen=True)
class MaintenanceRules:
    """When a window is announced once more, and how long it may last; hours (policy 7)."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT
    announce_hours: int = 24
    longest_hours: int = 24


@dataclass(frozen=True)
class Escalation:
    """Who is told when a promise is broken (policy 4): in Slack (a channel or a user), by mail, by webhook.

    Where nothing is set it is every lead, and the desk's mailbox.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT
    slack: str = ""
    mail: str = ""
    webhook: bool = False

    @property
    def is_set(self) -> bool:
        return bool(self.slack or self.mail or self.webhook)


@dataclass(frozen=True)
class GapRules:
    """When a talk counts as abandoned, and how many people open a dismissed topic again."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT
    abandoned_hours: int = 24
    reopened_by: int = 3


@dataclass(frozen=True)
class Rules:
    """Everything the road decides by."""

    promise: PromiseRules
    lines: Lines = field(default_factory=Lines)
    contacts: Contacts = field(default_factory=Contacts)
    escalation: Escalation = field(default_factory=Escalation)
    sure: Sureness = field(default_factory=Sureness)
    talk: TalkRules = field(default_factory=TalkRules)
    visits: VisitRules = field(default_factory=VisitRules)
    ladder: LadderRules = field(default_factory=LadderRules)
    outage: OutageRules = field(default_factory=OutageRules)
    follow: FollowRules = field(default_factory=FollowRules)
    tasks: TaskRules = field(default_factory=TaskRules)
    services: ServiceRules = field(default_factory=ServiceRules)
    maintenance: MaintenanceRules = field(default_factory=MaintenanceRules)
    availability: float = 99.99
    misuse: MisuseRules = field(default_factory=MisuseRules)
    alike: LikenessRules = field(default_factory=LikenessRules)
    features: FeatureRules = field(default_factory=FeatureRules)
    gaps: GapRules = field(default_factory=GapRules)
    first_number: int = 1001
    digest_at: time = time(8)
    vendor: str = "InfraWare"
    desk_mail: str = "support@infraware.example"
    mail_address: str = ""
    listens_in: frozenset[str] = frozenset()
    desk_channel: str = ""
    desk_team: str = ""
    helpdesk: bool = False
    events: bool = False
    console: str = ""

    @property
    def letters_to(self) -> str:
        """The address customers write to and our letters come from: the desk's while no other is set."""
        return self.mail_address or self.desk_mail
