"""`infracare doctor`: each thing that may be missing, with the fault there and without it."""

from __future__ import annotations

import json
import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.doctor import examine
from app.finding import Finding
from bot.slack.manifest import build_manifest
from classifier import models
from classifier.models import Model
from guard import own
from mail.sealed import Safe, keys_of, new_key
from records import work
from tests.app.conftest import Infracare
from tests.app.homes import Home
from tests.fakes.smtp import SmtpServer
from tests.stories.stage import ROOT
from tickets import letters
from tickets.directory import import_directory
from tickets.letters import Became, Came, Sent
from workspace import Workspace

NOW = datetime(2026, 11, 23, 17, 35, tzinfo=UTC)


@dataclass
class Office:
    """An installation ready to go live, with the Slack workspace and the mail server it will use."""

    home: Home
    slack: Workspace
    environment: dict[str, str]
    least_free: int = 1
    findings: list[Finding] = field(default_factory=list)

    def examined(self) -> dict[str, Finding]:
        found = examine(self.home.config, self.environment, least_free=self.least_free)
        return {one.what.replace(str(self.home.folder), "."): one for one in found}


@pytest.fixture(scope="module")
def slack() -> Iterator[Workspace]:
    with Workspace(build_manifest(vendor="InfraWare")) as slack:
        slack.person("sam")
        slack.channel("support", members=["sam"])
        slack.channel("closed", members=["sam"], private=True, bot=False)
        yield slack


@pytest.fixture(scope="module")
def mail() -> Iterator[SmtpServer]:
    with SmtpServer(login=("desk", "word")) as server:
        yield server


@pytest.fixture
def office(home: Home, slack: Workspace, mail: SmtpServer) -> Office:
    shutil.copytree(ROOT / "sample" / "articles" / "care", home.folder / "articles")
    home.set(
        knowledge__folders=["articles"],
        slack__support_channel=slack.channel("support").id,
        mail__server="127.0.0.1",
        mail__port=mail.port,
        mail__security="none",
        mail__user="desk",
    )
    tokens = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token}
    return Office(
        home,
        slack,
        {
            **tokens,
            "SLACK_API_URL": slack.api_url,
            "SMTP_PASSWORD": "word",
            "INFRACARE_LETTER_KEY": new_key(),
        },
    )


def broken_settings(office: Office) -> None:
    office.home.set(hours__opens="late")


def no_database(office: Office) -> None:
    office.environment["DATABASE_URL"] = "sqlite:///" + str(office.home.folder)


def no_room(office: Office) -> None:
    office.least_free = 2**60


def nothing_in_it(office: Office) -> None:
    office.home.set(storage__folder="new")


def the_sample_articles(office: Office) -> None:
    (office.home.folder / "sample" / "articles").mkdir(parents=True, exist_ok=True)
    office.home.set(knowledge__folders=["articles", "sample/articles"])


def no_support_staff(office: Office) -> None:
    folder = office.home.folder / "directory"
    shutil.copytree(ROOT / "sample" / "directory", folder)
    (folder / "staff.csv").write_text(
        "mail,name,roles,slack_team,slack_user\nkim@infraware.example,Kim Doyle,knowledge,,\n"
    )
    here = office.home.opened()
    with here.writing() as session:
        assert import_directory(session, folder, force=True).refused is None
    here.engine.dispose()


def work_given_up(office: Office) -> None:
    here = office.home.opened()
    with here.writing() as session:
        work.offer(session, "deliveries.mail", "1:asker", "mail:1", {}, NOW)
    with here.writing() as session:
        [taken] = work.claim(session, "deliveries.mail", NOW, lease=30)
        work.bury(session, taken, {"why": "refused"})
    here.engine.dispose()


def no_key_for_letters(office: Office) -> None:
    del office.environment["INFRACARE_LETTER_KEY"]


def half_a_key_for_letters(office: Office) -> None:
    office.environment["INFRACARE_LETTER_KEY"] = new_key()[:20]


def a_letter_that_came_back(office: Office) -> None:
    at = datetime.now(UTC)
    sent = Sent("<abcd@infraware.example>", "7:to-x", "ada@northside.example", at, automatic=True)
    here = office.home.opened()
    with here.writing() as session:
        letters.note_sent(session, sent)
        letters.note_failed(session, sent.message_id, at)
    here.engine.dispose()


def a_letter_that_waits(office: Office) -> None:
    here = office.home.opened()
    with here.writing() as session:
        came = Came("e" * 64, "<2@x.example>", NOW, "eve@x.example", own(""), own(""), Became.WAITING)
        letters.note_came(session, came)
    here.engine.dispose()


def a_letter_under_a_lost_key(office: Office) -> None:
    came = Came("d" * 64, "<1@x.example>", NOW, "eve@x.example", own(""), own(""), Became.TAKEN)
    here = office.home.opened()
    with here.writing() as session:
        number = letters.note_came(session, came)
        assert number is not None
        Safe(keys_of(new_key()), 30).seal(session, number, b"To: us", NOW)
    here.engine.dispose()


def no_golden_messages(office: Office) -> None:
    office.home.set(triage__golden="golden.jsonl")


def a_refit_that_fails(office: Office) -> None:
    here = office.home.opened()
    with here.writing() as session:
        work.offer(session, "refits", "1-a:7", "refits", {}, NOW)
        [taken] = work.claim(session, "refits", NOW, lease=30)
        work.postpone(session, taken, NOW, {"why": "failed"})
    here.engine.dispose()


def a_damaged_model(office: Office) -> None:
    keep_model(office, b"no model", promoted=True)


def a_refused_refit(office: Office) -> None:
    keep_model(office, b"", promoted=False)


def keep_model(office: Office, content: bytes, *, promoted: bool) -> None:
    figures = {"accuracy": 0.8, "macro_f1": 0.8}
    why = None if promoted else own("the accuracy fell")
    here = office.home.opened()
    with here.writing() as session:
        model = Model("1-a+3.b", "1-a", NOW, 1, 9, 3, figures, figures, promoted, why)
        models.record(session, model, content, keep=5)
    here.engine.dispose()


def no_bot_token(office: Office) -> None:
    del office.environment["SLACK_BOT_TOKEN"]


def the_app_token_as_bot_token(office: Office) -> None:
    office.environment["SLACK_BOT_TOKEN"] = office.slack.app_token


def an_old_bot_token(office: Office) -> None:
    office.environment["SLACK_BOT_TOKEN"] = "xoxb-of-yesterday"


def no_slack(office: Office) -> None:
    office.environment["SLACK_API_URL"] = f"http://127.0.0.1:{closed_port()}/api/"


def no_app_token(office: Office) -> None:
    del office.environment["SLACK_APP_TOKEN"]


def an_old_app_token(office: Office) -> None:
    office.environment["SLACK_APP_TOKEN"] = "xapp-of-yesterday"


def no_signing_secret(office: Office) -> None:
    office.home.set(slack__mode="http")


def no_channel(office: Office) -> None:
    office.home.set(slack__support_channel="")


def a_channel_without_the_bot(office: Office) -> None:
    office.home.set(slack__support_channel=office.slack.channel("closed").id)


def a_channel_that_is_none(office: Office) -> None:
    office.home.set(slack__support_channel="C0NOWHERE")


def a_missing_source(office: Office) -> None:
    office.home.set(knowledge__sources=[{"type": "git", "path": "no/such/checkout"}])


def no_mail_server(office: Office) -> None:
    office.home.set(mail__server="")


def a_silent_mail_server(office: Office) -> None:
    office.home.set(mail__port=closed_port())


def no_such_mail_server(office: Office) -> None:
    office.home.set(mail__server="mail.invalid.")


def no_pager(office: Office) -> None:
    office.home.set(escalation__webhook="true")


def no_mail_password(office: Office) -> None:
    del office.environment["SMTP_PASSWORD"]


def a_wrong_mail_password(office: Office) -> None:
    office.environment["SMTP_PASSWORD"] = "crayon"


def tls_nobody_speaks(office: Office) -> None:
    office.home.set(mail__security="starttls")


def closed_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


MAILBOX = "A mailbox is read"
"""`tests/app/test_mail_doctor.py` looks into one."""
SETTINGS = "The settings in ./app.yaml can be used"
DATABASE = "The database can be opened"
BOT_TOKEN, APP_TOKEN = "Slack takes SLACK_BOT_TOKEN", "Slack takes SLACK_APP_TOKEN"

FAULTS: list[tuple[Callable[[Office], None], str, str]] = [
    (broken_settings, SETTINGS, "hours.opens must be a time of day"),
    (no_database, DATABASE, "The database cannot be used (unable to open database file)"),
    (no_room, "There is room on the disk", "MB are free in"),
    (nothing_in_it, "There are articles to search", "then `infracare knowledge sync`"),
    (nothing_in_it, "The directory has licensed administrators", "infracare directory import"),
    (nothing_in_it, "The directory has support staff", "Put them into staff.csv"),
    (the_sample_articles, "The articles are your own", "app.yaml names the sample articles"),
    (a_missing_source, "The sources of articles can be read", "correct the path"),
    (no_support_staff, "The directory has support staff", "Put them into staff.csv"),
    (work_given_up, "No message or delivery was given up", "Given up were 1 in deliveries.mail"),
    (half_a_key_for_letters, SETTINGS, "holds a key that is 15 bytes long; it takes 32 random bytes"),
    (no_key_for_letters, "Letters can be kept sealed", "`infracare mail key` prints a key"),
    (a_letter_under_a_lost_key, "The letters that are kept can be opened", "1 are sealed under a key that"),
    (a_letter_that_came_back, "Letters of the last week arrived", "1 did not arrive"),
    (a_letter_that_waits, "No letter waits for a decision of staff", "1 wait, the oldest since"),
    (no_golden_messages, "The golden messages can be read", "nothing is refitted until it can be read"),
    (a_refit_that_fails, "Refits of the sorting come to a result", "It is tried again"),
    (a_damaged_model, "The model that is used can be opened", "`infracare classifier rollback`"),
    (
        a_refused_refit,
        "The last refit of the sorting was put to use",
        "1-a+3.b is not used: the accuracy fell; see `infracare classifier models`",
    ),
    (no_bot_token, BOT_TOKEN, "SLACK_BOT_TOKEN is not set; put the token"),
    (the_app_token_as_bot_token, BOT_TOKEN, "SLACK_BOT_TOKEN does not begin with xoxb-"),
    (an_old_bot_token, BOT_TOKEN, "does not take SLACK_BOT_TOKEN (invalid_auth)"),
    (
        no_slack,
        BOT_TOKEN,
        "does not take SLACK_BOT_TOKEN (URLError); check it, the network and SLACK_API_URL",
    ),
    (no_app_token, APP_TOKEN, "SLACK_APP_TOKEN is not set"),
    (an_old_app_token, APP_TOKEN, "does not take SLACK_APP_TOKEN (invalid_auth)"),
    (no_signing_secret, "SLACK_SIGNING_SECRET is set", "put the signing secret of your Slack app into"),
    (no_channel, "The support channel is named", "Set slack.support_channel in app.yaml"),
    (
        a_channel_without_the_bot,
        "The bot is in the support channel",
        "write /invite @infracare in that channel",
    ),
    (
        a_channel_that_is_none,
        "The bot is in the support channel",
        "cannot read C0NOWHERE (channel_not_found)",
    ),
    (no_pager, "The pager's address can be called", "ESCALATION_WEBHOOK_URL is not set; put the pager's"),
    (no_mail_server, "A mail server is set", "until mail.server is set in app.yaml"),
    (a_silent_mail_server, "The mail server lets us in", "check mail.server, mail.port, mail.security"),
    (no_such_mail_server, "The mail server lets us in", "The mail server mail.invalid.:"),
    (a_wrong_mail_password, "The mail server lets us in", "does not accept the user and password"),
    (tls_nobody_speaks, "The mail server lets us in", "does not offer what the settings ask for"),
    (no_mail_password, "SMTP_PASSWORD is set", "put the password of mail.user into the environment"),
]


def test_nothing_is_missing_where_everything_is_there(office: Office) -> None:
    found = office.examined()
    assert [one.what for one in found.values() if not one.ok or one.remedy] == [MAILBOX]
    never = {"SLACK_SIGNING_SECRET is set", "The pager's address can be called"}
    assert set(found) == {what for _, what, _ in FAULTS} - never | {MAILBOX}
    assert office.slack.complaints == []


def test_over_http_a_signing_secret_takes_the_place_of_the_app_token(office: Office) -> None:
    office.home.set(slack__mode="http")
    office.environment["SLACK_SIGNING_SECRET"] = office.slack.signing_secret
    found = office.examined()
    assert found["SLACK_SIGNING_SECRET is set"].ok
    assert APP_TOKEN not in found


@pytest.mark.parametrize(
    ("fault", "what", "remedy"), FAULTS, ids=[f"{fault.__name__}-{what}" for fault, what, _ in FAULTS]
)
def test_a_fault_is_named_with_its_remedy(
    office: Office, fault: Callable[[Office], None], what: str, remedy: str
) -> None:
    fault(office)
    finding = office.examined()[what]
    assert not finding.ok
    assert remedy in finding.remedy
    assert finding.remedy.endswith(".")


def test_what_is_optional_stops_nobody(
    office: Office, infracare: Infracare, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in office.environment.items():
        monkeypatch.setenv(name, value)
    no_mail_server(office)
    the_sample_articles(office)
    monkeypatch.delenv("INFRACARE_LETTER_KEY")
    ran = infracare("doctor")
    assert ran.code == 0
    assert ran.out.count("later") == 4
    assert "missing" not in ran.out


def test_what_is_missing_is_the_exit_code(office: Office, infracare: Infracare) -> None:
    ran = infracare("doctor")
    assert (ran.code, ran.err) == (1, "")
    assert "missing  Slack takes SLACK_BOT_TOKEN" in ran.out
    found = json.loads(infracare("doctor", "--json").out)
    assert [one["ok"] for one in found if one["what"] == BOT_TOKEN] == [False]


def test_a_server_refuses_to_start_with_what_slack_does_not_take(
    office: Office, infracare: Infracare, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_old_app_token(office)
    for name, value in office.environment.items():
        monkeypatch.setenv(name, value)
    ran = infracare("serve")
    assert ran.code == 2
    assert "does not take SLACK_APP_TOKEN (invalid_auth)" in ran.err


def test_a_server_whose_port_is_taken_names_the_setting(
    office: Office, infracare: Infracare, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in office.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SLACK_SIGNING_SECRET", office.slack.signing_secret)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        office.home.set(slack__mode="http", slack__http_port=port)
        ran = infracare("serve")
        office.home.set(slack__mode="socket", console__url="http://127.0.0.1", console__port=port)
        other = infracare("serve")
    assert (ran.code, other.code) == (2, 2)
    assert "change slack.http_host or slack.http_port in app.yaml." in ran.err
    assert "change console.host or console.port in app.yaml." in other.err


def test_a_folder_without_rights_is_told(office: Office, tmp_path: Path) -> None:
    office.home.set(storage__folder="app.yaml/var")
    assert "Not a directory" in office.examined()[DATABASE].remedy
