"""app.yaml: what ships is valid, rubbish is refused in a sentence, and every number reaches the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.connections import KnowledgeSettings
from app.settings import SettingsError, read_settings, secrets_of
from bot.rules import Rules
from tests.app.homes import SHIPPED, Home, new_home, shipped


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return new_home(tmp_path)


def test_what_ships_is_valid() -> None:
    settings = read_settings(SHIPPED)
    assert settings.hours.opens == time(7)
    assert settings.slack.support_channel == ""


def test_its_first_line_says_that_slacks_manifest_is_the_other_file() -> None:
    first = SHIPPED.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("#")
    assert "Slack's manifest is the other file (manifest.json" in first


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("  desk_mail: support", "  desk_male: support", "did you mean desk_mail; allowed here: "),
        (
            "support@infraware.example",
            "support",
            'vendor.desk_mail must be one mail address, not "support"; write',
        ),
        ("877-235-7239", "call us", 'lines.emergency must be a telephone number, not "call us"; write'),
        ("America/New_York", "America/NewYork", "must be the name of a time zone"),
        ("[Monday, Tuesday", "[Moonday, Tuesday", 'not "Moonday"; write for example Monday'),
        ("opens: 07:00", "opens: 7 am", 'hours.opens must be a time of day from 00:00 to 23:59, not "7 am"'),
        ("opens: 07:00", "opens: 23:00", "hours must open before it closes"),
        ("holidays: []", "holidays: [Christmas]", "must be a day of the calendar"),
        ("promise_minutes: 15", "promise_minutes: soon", 'must be a whole number of minutes, not "soon"'),
        ("promise_minutes: 15", "promise_minutes: 0", "must be more than 0, not 0; write a number above 0"),
        ("  precision: 0.9 ", "  precision: 1 ", "sureness.precision must be at most 0.99, not 1"),
        (
            "  precision: 0.9 ",
            "  answer: 0.45 ",
            "sureness.answer is no setting any more; write precision: 0.9",
        ),
        ("  helpful: 0.05 ", "  near: 0.05 ", "sureness.near is no setting any more; write helpful: 0.05"),
        (
            "  helpful: 0.05 ",
            "  category: 0.5 ",
            "sureness.category is no setting any more; sureness.costs says what a mistake costs",
        ),
        ("    wrong: 5 ", "    wrong: 0.5 ", "sureness.costs.wrong must be at least 1"),
        ("  helpful: 0.", "  helpful: 7.", "sureness.helpful must be a share from 0 to 1"),
        ("amend_seconds: 10", "amend_seconds: 1000", "must be at most 300, not 1000; write 300 or less"),
        ("questions_back: 1", "questions_back: 2", "talk.questions_back must be at most 1, not 2"),
        (r"'\d{6,9}'", "'(['", "talk.job_pattern must be a regular expression"),
        ("first_number: 1001", "first_number: -1", "tickets.first_number must be more than 0, not -1"),
        ("slack: ''", "slack: '#boss'", "escalation.slack must be the id of a channel or a user"),
        ("mail: ''", "mail: boss", "escalation.mail must be one mail address"),
        ("webhook: false", "webhook: https://x", "escalation.webhook must be"),
        ("[0.5, 0.8]", "[0.5, 1]", "must lie between 0 and 1"),
        ("mode: socket", "mode: webhook", "slack.mode must be socket or http"),
        ("support_channel: ''", "support_channel: '#help'", "slack.support_channel must be a channel's id"),
        ("team: ''", "team: home", "slack.team must be a workspace's id"),
        ("every_seconds: 60", "every_seconds: 5", "probes.every_seconds must be"),
        ("targets: []", "targets: [{name: x, url: 'file:///x'}]", "must be an http or https address"),
        ("port: 587", "port: 70000", "mail.port must be less than 65536"),
        ("security: starttls", "security: ssl", "mail.security must be starttls, tls or none"),
        ("proof: ''", "proof: my mail host", "mail.proof must be the name your mail system puts first"),
        ("letters_per_hour: 20", "letters_per_hour: 0", "mail.letters_per_hour must be more than 0"),
        ("largest_mb: 25", "largest_mb: 500", "mail.largest_mb must be at most 200"),
        ("port: 993", "port: 0", "mail.incoming.port must be more than 0"),
        ("folder: INBOX", "folder: ''", "mail.incoming.folder must be the name of a folder"),
        ("failed: Failed", "failed: INBOX", "mail.incoming must name three different folders"),
        ("security: tls ", "security: starttls ", "mail.incoming must not ask for starttls at port 993"),
        ("    server: '' ", "    server: imap.example.org ", "mail.incoming must say as whom to log in"),
        ("poll_seconds: 60", "poll_seconds: 1000", "mail.incoming.poll_seconds must be at most 600"),
        ("mail:\n", "mail:\n  password: hunter2\n", "mail.password holds a secret; take it out"),
        ("storage:\n", "storing:\n", "storing is not a known key, did you mean storage"),
    ],
)
def test_rubbish_is_refused_with_file_line_and_remedy(
    tmp_path: Path, before: str, after: str, sentence: str
) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "app.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        read_settings(path)
    line = text[: text.index(ELSEWHERE.get(after, before))].count("\n") + 1
    [told] = [problem for problem in refused.value.problems if sentence in problem]
    assert told.startswith(f"app.yaml line {line}: ")
    assert told.endswith(".")
    assert "hunter2" not in told


ELSEWHERE = {
    "opens: 23:00": "hours:\n",
    "failed: INBOX": "  incoming: ",
    "security: starttls ": "  incoming: ",
    "    server: imap.example.org ": "  incoming: ",
    "mail:\n  password: hunter2\n": "server: ''",
}
"""Where the fault stands, in the words of the file that ships, when it is not where the change is."""


@pytest.mark.parametrize("address", ["", "Support@infraware.example"])
def test_the_mailbox_of_staff_is_not_read(home: Home, address: str) -> None:
    reading = {"mail__incoming__server": "imap.example.org", "mail__incoming__user": "care"}
    home.set(**reading, mail__address=address)
    with pytest.raises(SettingsError, match=r"mail reads the mailbox of vendor.desk_mail.*; write the addr"):
        read_settings(home.config)
    home.set(mail__address="care@infraware.example")
    assert read_settings(home.config).mail.incoming.server == "imap.example.org"


MEANT: dict[str, tuple[object, object, Callable[[Rules], object]]] = {
    "visits.notice_hours": (72, 72, lambda rules: rules.visits.notice_hours),
    "visits.longest_hours": (10, 10, lambda rules: rules.visits.longest_hours),
    "visits.ahead_days": (90, 90, lambda rules: rules.visits.ahead_days),
    "visits.reminders_hours": ([48, 2], (48, 2), lambda rules: rules.visits.reminders_hours),
    "alike.words": (5, 5, lambda rules: rules.alike.words),
    "alike.part": (0.7, 0.7, lambda rules: rules.alike.part),
    "features.alike": (0.7, 0.7, lambda rules: rules.features.alike),
    "services.quote_required": (False, False, lambda rules: rules.services.quote_required),
    "ladder.replies_before_call": (3, 3, lambda rules: rules.ladder.replies_before_call),
    "ladder.calls_before_conference": (2, 2, lambda rules: rules.ladder.calls_before_conference),
    "digest.at": ("09:30", time(9, 30), lambda rules: rules.digest_at),
    "vendor.name": ("Acme", "Acme", lambda rules: rules.vendor),
    "vendor.desk_mail": ("desk@acme.example", "desk@acme.example", lambda rules: rules.desk_mail),
    "lines.emergency": ("111-222-3333", "111-222-3333", lambda rules: rules.lines.emergency),
    "lines.backup": ("111-222-3334", "111-222-3334", lambda rules: rules.lines.backup),
    "lines.office": ("111-222-3335", "111-222-3335", lambda rules: rules.lines.office),
    "contacts.accounts": ("Billing", "Billing", lambda rules: rules.contacts.accounts),
    "contacts.accounts_mail": (
        "b@acme.example",
        "b@acme.example",
        lambda rules: rules.contacts.accounts_mail,
    ),
    "escalation.slack": ("U0BOSS", "U0BOSS", lambda rules: rules.escalation.slack),
    "escalation.mail": ("boss@acme.example", "boss@acme.example", lambda rules: rules.escalation.mail),
    "escalation.webhook": ("true", True, lambda rules: rules.escalation.webhook),
    "promise.warnings": ([0.4], (0.4,), lambda rules: rules.promise.warnings),
    "hours.zone": ("Europe/Berlin", "Europe/Berlin", lambda rules: rules.promise.hours.zone),
    "hours.zone_label": ("Berlin", "Berlin", lambda rules: rules.promise.hours.zone_label),
    "hours.days": (["Sunday"], ("Sunday",), lambda rules: rules.promise.hours.days),
    "hours.opens": ("08:30", time(8, 30), lambda rules: rules.promise.hours.opens),
    "hours.closes": ("21:30", time(21, 30), lambda rules: rules.promise.hours.closes),
    "hours.holidays": (["2026-12-25"], (date(2026, 12, 25),), lambda rules: rules.promise.hours.holidays),
    "promise.visit.promise_minutes": (16, 16, lambda rules: rules.promise.visit.promise_minutes),
    "promise.visit.published_actual_minutes": (
        4,
        4,
        lambda rules: rules.promise.visit.published_actual_minutes,
    ),
    "promise.office.promise_minutes": (121, 121, lambda rules: rules.promise.office.promise_minutes),
    "promise.office.published_actual_minutes": (
        31,
        31,
        lambda rules: rules.promise.office.published_actual_minutes,
    ),
    "promise.night.promise_minutes": (481, 481, lambda rules: rules.promise.night.promise_minutes),
    "promise.night.published_actual_minutes": (
        121,
        121,
        lambda rules: rules.promise.night.published_actual_minutes,
    ),
    "sureness.precision": (0.91, 0.91, lambda rules: rules.sure.precision),
    "sureness.helpful": (0.92, 0.92, lambda rules: rules.sure.helpful),
    "sureness.costs.wrong": (3, 3, lambda rules: rules.sure.costs.wrong),
    "sureness.costs.incident_missed": (7, 7, lambda rules: rules.sure.costs.incident_missed),
    "sureness.costs.emergency_missed": (20, 20, lambda rules: rules.sure.costs.emergency_missed),
    "sureness.costs.false_emergency": (1.5, 1.5, lambda rules: rules.sure.costs.false_emergency),
    "sureness.costs.sent_away": (50, 50, lambda rules: rules.sure.costs.sent_away),
    "talk.amend_seconds": (11, 11, lambda rules: rules.talk.amend_seconds),
    "talk.resume_minutes": (31, 31, lambda rules: rules.talk.resume_minutes),
    "talk.articles_shown": (2, 2, lambda rules: rules.talk.articles_shown),
    "talk.questions_back": (0, 0, lambda rules: rules.talk.questions_back),
    "talk.job_pattern": ("J[0-9]{4}", "J[0-9]{4}", lambda rules: rules.talk.job_pattern),
    "outage.customers": (4, 4, lambda rules: rules.outage.customers),
    "outage.minutes": (16, 16, lambda rules: rules.outage.minutes),
    "outage.no_number_minutes": (6, 6, lambda rules: rules.outage.no_number_minutes),
    "outage.since_hours": (48, 48, lambda rules: rules.outage.since_hours),
    "follow.ask_again_hours": (24, 24, lambda rules: rules.follow.ask_again_hours),
    "follow.reopen_days": (10, 10, lambda rules: rules.follow.reopen_days),
    "follow.durable_days": (5, 5, lambda rules: rules.follow.durable_days),
    "gaps.abandoned_hours": (48, 48, lambda rules: rules.gaps.abandoned_hours),
    "gaps.reopened_by": (5, 5, lambda rules: rules.gaps.reopened_by),
    "tasks.remind_hours": ([1, 2], (1, 2), lambda rules: rules.tasks.remind_hours),
    "maintenance.announce_hours": (48, 48, lambda rules: rules.maintenance.announce_hours),
    "outage.remind_minutes": ([30], (30,), lambda rules: rules.outage.remind_minutes),
    "outage.lapse_hours": (8, 8, lambda rules: rules.outage.lapse_hours),
    "maintenance.longest_hours": (12, 12, lambda rules: rules.maintenance.longest_hours),
    "availability.promised": (99.5, 99.5, lambda rules: rules.availability),
    "misuse.tickets": (6, 6, lambda rules: rules.misuse.tickets),
    "misuse.days": (60, 60, lambda rules: rules.misuse.days),
    "tickets.first_number": (5001, 5001, lambda rules: rules.first_number),
    "slack.team": ("T0123", "T0123", lambda rules: rules.desk_team),
    "slack.support_channel": ("C0123", "C0123", lambda rules: rules.desk_channel),
    "slack.listens_in": (["C0456"], frozenset({"C0456"}), lambda rules: rules.listens_in),
}
"""For each setting by which the road decides: another value, and what it is in the rules."""

OF_THE_MACHINE = (
    "probes.",
    "slack.mode",
    "slack.http_host",
    "slack.http_port",
    "mail.",
    "desk.",
    "console.",
    "storage.",
    "knowledge.",
    "learning.",
    "encoder.",
    "triage.",
    "known.",
)
"""The settings that concern no decision."""


@pytest.mark.parametrize("path", sorted(MEANT))
def test_a_setting_reaches_the_rules(home: Home, path: str) -> None:
    value, meant, look = MEANT[path]
    before = look(read_settings(home.config).rules())
    home.set(**{path.replace(".", "__"): value})
    assert before != meant
    assert look(read_settings(home.config).rules()) == meant


def test_every_setting_is_accounted_for() -> None:
    assert {path for path in leaves(shipped()) if not path.startswith(OF_THE_MACHINE)} == set(MEANT)


def leaves(tree: dict[str, Any], above: str = "") -> Iterator[str]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{above}{key}.")
        else:
            yield f"{above}{key}"


def test_what_is_left_out_is_as_it_ships(home: Home) -> None:
    whole, tree = read_settings(home.config), shipped()
    needed = {name: tree[name] for name in ("vendor", "lines", "contacts", "hours", "promise")}
    home.config.write_text(yaml.safe_dump(needed), encoding="utf-8")
    assert read_settings(home.config) == whole.model_copy(update={"knowledge": KnowledgeSettings()})


def test_secrets_come_from_the_environment_and_are_never_shown() -> None:
    hidden = {
        "SLACK_BOT_TOKEN": "xoxb-hidden",
        "SMTP_PASSWORD": "hidden",
        "SLACK_CLIENT_SECRET": "hidden too",
    }
    secrets = secrets_of(hidden | {"PATH": "/bin", "SLACK_CLIENT_ID": "1.2"})
    assert secrets.slack_bot_token == "xoxb-hidden"
    assert "hidden" not in repr(secrets)
    assert set(secrets.values()) == set(hidden.values())
    assert secrets.slack_api_url == "https://slack.com/api/"
    assert secrets_of({"SLACK_API_URL": "http://127.0.0.1:1/api/"}).slack_api_url == "http://127.0.0.1:1/api/"
