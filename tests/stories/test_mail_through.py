"""Letters through the whole program: a real IMAP server, real SMTP conversations, and Slack beside them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from app.connections import IncomingSettings, MailSettings
from tests.fakes.dovecot import PASSWORD, Dovecot
from tests.fakes.post_office import OURS, PostOffice
from tests.fakes.smtp import Taken
from tests.stories.mail_kills import soon
from tests.stories.mail_stage import written
from tests.stories.slack_stage import SlackStage, bot_at_work
from tickets import letters
from tickets.letters import Came
from workspace.play import Heard
from workspace.pytest_plugin import Clock, SlackWorkspaces

pytestmark = pytest.mark.slow

CARE, BOUNCES = "care@infraware.example", "bounces@infraware.example"
ADA, SAM, EVE = "ada@northside.example", "sam@infraware.example", "eve@elsewhere.example"
STUCK = 'Job 7001234 fails with "IW-9977 checksum" for user bcole after I pressed F12.'
NAMES = count(1)


@dataclass
class Office:
    """The bot at work, with Slack, a mail system and a mailbox."""

    slack: SlackStage
    post: PostOffice
    user: str
    ids: Iterator[int]

    def writes(
        self, sender: str, text: str, subject: str = "", *, answers: Taken | None = None, envelope: str = ""
    ) -> None:
        """A letter on its way to the mailbox, from a mail program somewhere."""
        letter = written(sender, text, subject, Message_ID=f"<{next(self.ids)}@mail.test>")
        letter.replace_header("To", CARE)
        if answers is not None:
            letter["In-Reply-To"] = str(answers.message["Message-ID"])
        self.post.send(letter.as_bytes(), envelope or sender, CARE)

    def letter(self, to: str, words: str) -> Taken:
        """The letter to an address in which these words come to stand."""
        found: list[Taken] = []

        def there() -> bool:
            found[:] = [
                one for one in self.post.sent_to(to) if words in f"{one.message['Subject']}\n{text(one)}"
            ]
            return bool(found)

        assert soon(there, 30), [(str(one.message["Subject"]), text(one)) for one in self.post.sent_to(to)]
        return found[-1]

    def waits(self) -> Came:
        """The letter that comes to wait for staff."""
        found: list[Came] = []

        def there() -> bool:
            with self.slack.here.reading() as session:
                found[:] = letters.waiting(session)
            return bool(found)

        assert soon(there, 30), "no letter waits"
        return found[-1]

    def card(self, number: int) -> Heard:
        return self.slack.person("sam").hears(f"#{number} ", in_="support")

    def due(self, number: int) -> datetime | None:
        return next(one.due_at for one in self.slack.tickets() if one.number == number)


def text(taken: Taken) -> str:
    """What the letter says in plain text, its lines made one."""
    body = taken.message.get_body(("plain",))
    return "" if body is None else " ".join(str(body.get_content()).split())


@pytest.fixture
def clock() -> Clock:
    """The real hour: letters bear the one at which the mail server received them."""
    return Clock(datetime.now(UTC))


@pytest.fixture
def office(
    sample: Path, tmp_path: Path, slack_workspace: SlackWorkspaces, dovecot: Dovecot
) -> Iterator[Office]:
    user = f"through{next(NAMES)}"
    shutil.copytree(sample, tmp_path / "var")
    honest = frozenset({"infraware.example"})
    with PostOffice(dovecot=dovecot, mailboxes={CARE: user, BOUNCES: user}, honest=honest) as post:
        incoming = IncomingSettings(server="127.0.0.1", port=dovecot.imap, security="none", user=user)
        mail = MailSettings(
            server="127.0.0.1",
            port=post.port,
            security="none",
            address=CARE,
            bounces=BOUNCES,
            proof=OURS,
            largest_mb=1,
            incoming=incoming,
        )
        running = bot_at_work(
            slack_workspace, tmp_path / "var", http=False, timing=None, mail=mail, imap_password=PASSWORD
        )
        with running as slack:
            yield Office(slack, post, user, count(1))


def test_a_letter_becomes_a_ticket_and_all_that_follows_is_one_conversation(office: Office) -> None:
    office.writes(ADA, STUCK, "Merge fails")
    receipt = office.letter(ADA, "[InfraCare #1001]")
    assert "#1001" in text(receipt)
    assert receipt.message["Auto-Submitted"] == "auto-replied"
    card = office.card(1001)
    assert "7001234" in card.all_text
    assert office.due(1001) is not None

    office.slack.person("sam").says("Which browser is it?", in_="support", thread=card)
    asked = office.letter(ADA, "Which browser is it?")
    assert "[InfraCare #1001]" in asked.message["Subject"]
    assert asked.message["Auto-Submitted"] is None
    assert asked.message["In-Reply-To"] is not None
    assert soon(lambda: office.due(1001) is None, 20), "an answer of staff stops the clock"

    office.writes(ADA, "It is Firefox in all rooms.", "Re: your question", answers=asked)
    office.slack.answers(card, "It is Firefox in all rooms.", timeout=20.0)
    assert soon(lambda: office.due(1001) is not None, 20), "the customer's letter starts it again"
    assert len(office.slack.tickets()) == 1
    assert soon(lambda: _lie(office) == (0, 2, 0), 20)


def _lie(office: Office) -> tuple[int, int, int]:
    account = office.slack.here.mailbox
    assert account is not None
    with office.slack.here.open_mailbox(account) as box:
        return len(box.look()), len(box.look("Processed")), len(box.look("Failed"))


def test_a_letter_of_staff_counts_when_it_is_proven_and_only_then(office: Office) -> None:
    office.writes(ADA, STUCK, "Merge fails")
    told = office.letter("support@infraware.example", "#1001")
    number = re.search(r"\[InfraCare #1001\]", str(told.message["Subject"]))
    assert number is not None

    office.writes(SAM, "All is well, close it.", f"Re: {number[0]}", envelope="mallory@evil.test")
    assert office.waits().reason == "forged"
    office.writes("Sam <sam@infraware.example.evil.test>", "All is well, close it.", f"Re: {number[0]}")
    assert soon(lambda: len(_waiting(office)) == 2, 20)
    assert office.due(1001) is not None
    assert "All is well" not in " ".join(map(text, office.post.sent_to(ADA)))

    office.writes(SAM, "Please try it in Chrome.", f"Re: {number[0]}")
    assert "Please try it in Chrome." in text(office.letter(ADA, "Please try it in Chrome."))
    assert soon(lambda: office.due(1001) is None, 20)


def _waiting(office: Office) -> tuple[Came, ...]:
    with office.slack.here.reading() as session:
        return letters.waiting(session)


def test_a_stranger_is_helped_once_and_gets_nothing_of_a_ticket(office: Office) -> None:
    office.writes(ADA, STUCK, "Merge fails")
    office.letter(ADA, "[InfraCare #1001]")
    office.writes(EVE, "How do I reset a user's password?", "Password")
    help_ = office.letter(EVE, "Reset a user")
    assert help_.message["Auto-Submitted"] is not None
    office.writes(EVE, "And what is it with their ticket?", "Re: [InfraCare #1001]")
    assert office.waits().reason == "foreign"
    assert len(office.post.sent_to(EVE)) == 1
    assert "7001234" not in text(help_)


RETURNED = """From: MAILER-DAEMON@mx.northside.example
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <dsn@mx.northside.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b

I'm sorry to have to inform you that your message could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.northside.example

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown
--b--
"""


def test_a_letter_that_comes_back_is_shown_to_staff_and_answered_by_nobody(office: Office) -> None:
    office.writes(ADA, STUCK, "Merge fails")
    receipt = office.letter(ADA, "[InfraCare #1001]")
    card = office.card(1001)
    back = RETURNED.format(to=receipt.sender, recipient=ADA).replace("\n", "\r\n")
    assert receipt.sender.startswith("bounces+")
    before = len(office.post.taken)
    office.post.send(back.encode(), "", receipt.sender)
    office.slack.answers(card, "did not arrive", timeout=20.0)
    assert soon(lambda: _lie(office) == (0, 2, 0), 20)
    assert [one.to for one in office.post.taken[before:]] == [(receipt.sender,)]
    assert len(office.slack.tickets()) == 1


def test_a_letter_that_is_too_large_is_put_aside_and_shown_to_staff(office: Office) -> None:
    limit = office.slack.here.largest_letter
    office.writes(ADA, "x" * 70 + "\n" + ("y" * 70 + "\n") * (limit // 70), "A very long one")
    assert office.waits().reason == "too-large"
    shown = office.slack.person("sam").hears("A very long one", in_="support", timeout=30)
    assert ADA in shown.all_text
    assert soon(lambda: _lie(office) == (0, 0, 1), 20)
    assert office.slack.tickets() == ()
