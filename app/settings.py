"""The settings of one installation: app.yaml, typed, and the secrets of the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from app.connections import (
    EncoderSettings,
    KnowledgeSettings,
    MailSettings,
    ProbeSettings,
    SlackSettings,
    StorageSettings,
)
from app.console_settings import ConsoleSettings
from app.desk_settings import DeskSettings
from app.yaml_file import SettingsError, read_yaml
from app.yaml_types import (
    ClockTime,
    Day,
    MailAddress,
    MailAddressOrDomain,
    MailAddressOrNone,
    PhoneNumber,
    PositiveInt,
    Section,
    Share,
    ZoneName,
    plain_error,
)
from bot.rules import (
    Contacts,
    Escalation,
    GapRules,
    Lines,
    MaintenanceRules,
    Rules,
    Sureness,
    TalkRules,
    TaskRules,
)
from classifier.costs import USUAL, Costs
from mail.sealed import BadKeyError, keys_of
from tickets.policy import (
    FeatureRules,
    FollowRules,
    LadderRules,
    LikenessRules,
    MisuseRules,
    OfficeHours,
    OutageRules,
    PromiseRules,
    ServiceRules,
    TierRule,
    VisitRules,
)

Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error:
        raise plain_error("must be a regular expression", r"write for example \d{6,9}") from None
    return text


class VendorSettings(Section):
    """Who runs the desk."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    desk_mail: MailAddress


class LinesSettings(Section):
    """Telephone lines (policy 7)."""

    emergency: PhoneNumber
    backup: PhoneNumber
    office: PhoneNumber


class KnownSettings(Section):
    """Who is known and may stand where patients' data is screened, beside the directory (policy 12)."""

    mail: tuple[MailAddressOrDomain, ...] = ()
    numbers: tuple[PhoneNumber, ...] = ()


class ContactSettings(Section):
    """Who is named to customers not in good standing (policy 5)."""

    accounts: Annotated[str, Field(min_length=1, max_length=60)]
    accounts_mail: MailAddress


def _slack_contact(text: str) -> str:
    if text and not re.fullmatch(r"[CGUW][A-Z0-9]{2,20}", text):
        raise plain_error("must be the id of a channel or a user", "write for example C0123456789")
    return text


class EscalationSettings(Section):
    """Who is told when a promise is broken (policy 4)."""

    slack: Annotated[str, AfterValidator(_slack_contact)] = ""
    mail: MailAddressOrNone = ""
    webhook: bool = False


class HoursSettings(Section):
    """When the office is open (policy 4)."""

    zone: ZoneName
    zone_label: Annotated[str, Field(min_length=1, max_length=40)]
    days: Annotated[tuple[Weekday, ...], Field(min_length=1)]
    opens: ClockTime
    closes: ClockTime
    holidays: tuple[Day, ...] = ()

    @model_validator(mode="after")
    def _opens_first(self) -> HoursSettings:
        if self.opens >= self.closes:
            raise plain_error("must open before it closes", "write for example opens: 07:00, closes: 22:00")
        return self


class TierSettings(Section):
    """One tier of the promise, in minutes."""

    promise_minutes: PositiveInt
    published_actual_minutes: PositiveInt

    def rule(self) -> TierRule:
        return TierRule(self.promise_minutes, self.published_actual_minutes)


def _warning(share: float) -> float:
    if not 0 < share < 1:
        raise plain_error("must lie between 0 and 1", "write for example 0.8 for 80 %")
    return share


WarningShare = Annotated[Share, AfterValidator(_warning)]


class PromiseSettings(Section):
    """The response commitment (policy 4)."""

    visit: TierSettings
    office: TierSettings
    night: TierSettings
    warnings: Annotated[tuple[WarningShare, ...], Field(max_length=10)] = (0.5, 0.8)


class VisitSettings(Section):
    """Scheduled customer visits (policy 6), in hours and days."""

    notice_hours: Annotated[int, Field(ge=0)] = 48
    longest_hours: PositiveInt = 24
    ahead_days: Annotated[int, Field(ge=1, le=3650)] = 365
    reminders_hours: tuple[PositiveInt, ...] = (24, 1)


Cost = Annotated[float, Field(ge=1, le=1000)]


class CostSettings(Section):
    """What a mistake about the kind of a message costs, where one question back costs 1."""

    wrong: Cost = USUAL.wrong
    incident_missed: Cost = USUAL.incident_missed
    emergency_missed: Cost = USUAL.emergency_missed
    false_emergency: Cost = USUAL.false_emergency
    sent_away: Cost = USUAL.sent_away


_BY_COSTS = "sureness.costs says what a mistake costs where a question back costs 1; there, "


class SurenessSettings(Section):
    """How sure the bot has to be to act without asking."""

    RENAMED: ClassVar[dict[str, str]] = {
        "answer": "write precision: 0.9 instead, the share of the answers given that are to be right",
        "near": "write helpful: 0.05 instead, from which probability on the nearest articles are shown",
        "category": f"{_BY_COSTS}write wrong: 5 to ask below 80 %, wrong: 2 to ask below 50 %",
        "emergency": f"{_BY_COSTS}write false_emergency: 2 to suspect an outage from 50 % on",
        "off_topic": f"{_BY_COSTS}write sent_away: 5 to send away from 80 % on",
    }
    precision: Annotated[float, Field(ge=0.5, le=0.99)] = 0.9
    helpful: Share = 0.05
    costs: CostSettings = CostSettings()


class TalkSettings(Section):
    """How the bot behaves in a conversation (policy 1)."""

    amend_seconds: Annotated[int, Field(ge=0, le=300)] = 10
    resume_minutes: Annotated[int, Field(ge=0, le=1440)] = 30
    articles_shown: Annotated[int, Field(ge=1, le=5)] = 3
    questions_back: Annotated[int, Field(ge=0, le=1)] = 1
    job_pattern: Annotated[str, AfterValidator(_pattern)] = r"\d{6,9}"


class LadderSettings(Section):
    """The steps of escalation (policy 9)."""

    replies_before_call: Annotated[int, Field(ge=0, le=20)] = 2
    calls_before_conference: Annotated[int, Field(ge=0, le=20)] = 1


class ServiceSettings(Section):
    """Work that is charged (policy 11)."""

    quote_required: bool = True


class AlikeSettings(Section):
    """When two people tell of the same failure (policy 3, 7)."""

    words: Annotated[int, Field(ge=1, le=100)] = 3
    part: Annotated[float, Field(gt=0, le=1)] = 0.5


class FeatureSettings(Section):
    """Suggestions for the product (policy 10)."""

    alike: Share = 0.5


class TicketSettings(Section):
    """Tickets."""

    first_number: PositiveInt = 1001


class OutageSettings(Section):
    """When an outage is suspected, how long ago it may have begun, when the lines are told (policy 7)."""

    customers: Annotated[int, Field(ge=2, le=1000)] = 3
    minutes: Annotated[int, Field(ge=1, le=1440)] = 15
    no_number_minutes: Annotated[int, Field(ge=1, le=1440)] = 5
    since_hours: Annotated[int, Field(ge=1, le=8760)] = 72
    remind_minutes: Annotated[tuple[PositiveInt, ...], Field(max_length=20)] = (15, 60, 240)
    lapse_hours: Annotated[int, Field(ge=1, le=720)] = 24


class FollowSettings(Section):
    """What follows a solution: the reminder, the time to open it again, and when it was durable."""

    ask_again_hours: Annotated[int, Field(ge=0, le=720)] = 48
    reopen_days: Annotated[int, Field(ge=0, le=365)] = 14
    durable_days: Annotated[int, Field(ge=1, le=90)] = 7


class GapSettings(Section):
    """When a talk counts as abandoned, and how many people open a dismissed topic again."""

    abandoned_hours: Annotated[int, Field(ge=1, le=720)] = 24
    reopened_by: Annotated[int, Field(ge=1, le=1000)] = 3


class TaskSettings(Section):
    """Tasks and questions for the customer (policy 8); hours."""

    remind_hours: tuple[PositiveInt, ...] = (24, 72)


class MaintenanceSettings(Section):
    """How long before a maintenance window its announcement is repeated, and its length (policy 7)."""

    announce_hours: Annotated[int, Field(ge=0, le=720)] = 24
    longest_hours: Annotated[int, Field(ge=1, le=720)] = 24


class AvailabilitySettings(Section):
    """The availability that is promised, in percent (policy 7)."""

    promised: Annotated[float, Field(gt=0, le=100)] = 99.99


class MisuseSettings(Section):
    """When an administrator is referred to the documentation first (policy 5)."""

    tickets: PositiveInt = 5
    days: Annotated[int, Field(ge=1, le=365)] = 30


class LearningSettings(Section):
    """How articles learn from what people say of them as answers."""

    not_quite_from: Annotated[int, Field(ge=1, le=1000)] = 3
    wordings: Annotated[int, Field(ge=0, le=200)] = 30
    unconfirmed: Annotated[int, Field(ge=0, le=200)] = 3
    fit_mix: bool = True
    answerable: Annotated[float, Field(ge=0.05, le=0.95)] = 0.8


class TriageSettings(Section):
    """How the sorting learns from what staff vouch for."""

    refit_after: Annotated[int, Field(ge=0, le=100_000)] = 25
    margin: Annotated[float, Field(ge=0, le=0.2)] = 0.01
    golden: str = ""
    keep_models: Annotated[int, Field(ge=1, le=50)] = 5


class DigestSettings(Section):
    """When knowledge managers are told what went unanswered; on office days, by the office's clock."""

    at: ClockTime = time(8)


class Settings(Section):
    """Everything in app.yaml."""

    vendor: VendorSettings
    lines: LinesSettings
    contacts: ContactSettings
    known: KnownSettings = KnownSettings()
    escalation: EscalationSettings = EscalationSettings()
    hours: HoursSettings
    promise: PromiseSettings
    visits: VisitSettings = VisitSettings()
    sureness: SurenessSettings = SurenessSettings()
    talk: TalkSettings = TalkSettings()
    ladder: LadderSettings = LadderSettings()
    services: ServiceSettings = ServiceSettings()
    alike: AlikeSettings = AlikeSettings()
    features: FeatureSettings = FeatureSettings()
    tickets: TicketSettings = TicketSettings()
    outage: OutageSettings = OutageSettings()
    follow: FollowSettings = FollowSettings()
    gaps: GapSettings = GapSettings()
    tasks: TaskSettings = TaskSettings()
    maintenance: MaintenanceSettings = MaintenanceSettings()
    availability: AvailabilitySettings = AvailabilitySettings()
    misuse: MisuseSettings = MisuseSettings()
    probes: ProbeSettings = ProbeSettings()
    knowledge: KnowledgeSettings = KnowledgeSettings()
    learning: LearningSettings = LearningSettings()
    triage: TriageSettings = TriageSettings()
    encoder: EncoderSettings = EncoderSettings()
    digest: DigestSettings = DigestSettings()
    slack: SlackSettings = SlackSettings()
    mail: MailSettings = MailSettings()
    desk: DeskSettings = DeskSettings()
    console: ConsoleSettings = ConsoleSettings()
    storage: StorageSettings = StorageSettings()

    @field_validator("mail")
    @classmethod
    def _no_letter_of_ours_comes_back(cls, mail: MailSettings, given: ValidationInfo) -> MailSettings:
        desk = given.data["vendor"].desk_mail if "vendor" in given.data else None
        if mail.incoming.server and desk and (mail.address or desk).lower() == desk.lower():
            raise plain_error(
                "reads the mailbox of vendor.desk_mail, to which letters to staff go: they would come back",
                "write the address customers write to under mail.address, and another one, which staff "
                "read themselves, under vendor.desk_mail",
            )
        return mail

    def promise_rules(self) -> PromiseRules:
        """The promise as the clock computes with it."""
        hours = OfficeHours(
            zone=self.hours.zone,
            zone_label=self.hours.zone_label,
            days=self.hours.days,
            opens=self.hours.opens,
            closes=self.hours.closes,
            holidays=self.hours.holidays,
        )
        tiers = self.promise
        return PromiseRules(
            hours, tiers.visit.rule(), tiers.office.rule(), tiers.night.rule(), tiers.warnings
        )

    def _costs(self) -> Costs:
        return Costs(**self.sureness.costs.model_dump())

    def rules(self) -> Rules:
        """The rules as the road decides by them."""
        return Rules(
            promise=self.promise_rules(),
            lines=Lines(**self.lines.model_dump()),
            contacts=Contacts(**self.contacts.model_dump()),
            escalation=Escalation(**self.escalation.model_dump()),
            sure=Sureness(self.sureness.precision, self.sureness.helpful, self._costs()),
            talk=TalkRules(**self.talk.model_dump()),
            visits=VisitRules(**self.visits.model_dump()),
            ladder=LadderRules(**self.ladder.model_dump()),
            outage=OutageRules(**self.outage.model_dump()),
            follow=FollowRules(**self.follow.model_dump()),
            tasks=TaskRules(**self.tasks.model_dump()),
            services=ServiceRules(**self.services.model_dump()),
            maintenance=MaintenanceRules(**self.maintenance.model_dump()),
            availability=self.availability.promised,
            misuse=MisuseRules(**self.misuse.model_dump()),
            alike=LikenessRules(**self.alike.model_dump()),
            features=FeatureRules(**self.features.model_dump()),
            gaps=GapRules(**self.gaps.model_dump()),
            first_number=self.tickets.first_number,
            digest_at=self.digest.at,
            vendor=self.vendor.name,
            desk_mail=self.vendor.desk_mail,
            mail_address=self.mail.address,
            listens_in=frozenset(self.slack.listens_in),
            desk_channel=self.slack.support_channel,
            desk_team=self.slack.team,
            helpdesk=self.desk.is_behind,
            events=self.desk.webhook,
            console=self.console.url,
        )


@dataclass(frozen=True)
class Secrets:
    """What only the environment knows. Their repr is never shown."""

    slack_bot_token: str
    slack_app_token: str
    slack_signing_secret: str
    slack_api_url: str
    smtp_password: str
    database_url: str
    secret: str
    webhook_url: str = ""
    webhook_secret: str = ""
    desk_token: str = ""
    desk_webhook_url: str = ""
    desk_webhook_secret: str = ""
    imap_password: str = ""
    letter_key: str = ""
    slack_client_id: str = ""
    slack_client_secret: str = ""

    def __repr__(self) -> str:
        return "Secrets(…)"

    def values(self) -> tuple[str, ...]:
        """Every secret that must never stand in a log."""
        app = (self.slack_signing_secret, self.slack_client_secret)
        slack = (self.slack_bot_token, self.slack_app_token, *app)
        mail = (self.smtp_password, self.imap_password, *self.letter_key.replace(",", " ").split())
        kept = (*slack, *mail, self.secret, self.webhook_url, self.webhook_secret)
        desk = (self.desk_token, self.desk_webhook_url, self.desk_webhook_secret)
        return tuple(value for value in (*kept, *desk) if value)


SHORTEST_SECRET = 16


def secrets_of(environment: Mapping[str, str]) -> Secrets:
    """The secrets out of the environment; what is not set is empty.

    Raises :class:`SettingsError` when INFRACARE_SECRET is too short to keep anything, or INFRACARE_LETTER_KEY
    is no key.
    """
    try:
        keys_of(environment.get("INFRACARE_LETTER_KEY", ""))
    except BadKeyError as error:
        raise SettingsError(str(error)) from None
    if 0 < len(environment.get("INFRACARE_SECRET", "").encode()) < SHORTEST_SECRET:
        raise SettingsError(
            f"INFRACARE_SECRET in the environment has fewer than {SHORTEST_SECRET} characters; "
            "set a long random one (or none: one is made and kept in the storage folder)."
        )
    return Secrets(
        slack_bot_token=environment.get("SLACK_BOT_TOKEN", ""),
        slack_app_token=environment.get("SLACK_APP_TOKEN", ""),
        slack_signing_secret=environment.get("SLACK_SIGNING_SECRET", ""),
        slack_api_url=environment.get("SLACK_API_URL", "https://slack.com/api/"),
        smtp_password=environment.get("SMTP_PASSWORD", ""),
        database_url=environment.get("DATABASE_URL", ""),
        secret=environment.get("INFRACARE_SECRET", ""),
        webhook_url=environment.get("ESCALATION_WEBHOOK_URL", ""),
        webhook_secret=environment.get("ESCALATION_WEBHOOK_SECRET", ""),
        desk_token=environment.get("DESK_TOKEN", ""),
        desk_webhook_url=environment.get("DESK_WEBHOOK_URL", ""),
        desk_webhook_secret=environment.get("DESK_WEBHOOK_SECRET", ""),
        imap_password=environment.get("IMAP_PASSWORD", ""),
        letter_key=environment.get("INFRACARE_LETTER_KEY", ""),
        slack_client_id=environment.get("SLACK_CLIENT_ID", ""),
        slack_client_secret=environment.get("SLACK_CLIENT_SECRET", ""),
    )


def read_settings(path: Path) -> Settings:
    """app.yaml as settings; raises :class:`SettingsError` with one sentence for each thing to mend."""
    return read_yaml(path, Settings)


__all__ = ["Secrets", "Settings", "SettingsError", "read_settings", "secrets_of"]
