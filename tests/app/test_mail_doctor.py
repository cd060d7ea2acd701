"""What doctor says of the mailbox: each thing that may be wrong, with the fault there and without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from app.finding import Finding
from app.mail_doctor import look_at_mail
from app.settings import read_settings, secrets_of
from mail.imap import OpenMailbox
from tests.app.homes import Home, new_home
from tests.app.test_doctor import closed_port
from tests.fakes.dovecot import PASSWORD, Dovecot

NAMES = count(1)
LETTER = b"From: pat@customer.test\r\nSubject: Hello\r\n\r\nHello\r\n"
STAMP = b"Authentication-Results: mx.example.org;\r\n dmarc=pass header.from=customer.test\r\n"


@dataclass
class Office:
    """An installation with a mailbox in which a proven letter lies that was taken in."""

    home: Home
    server: Dovecot
    user: str
    environment: dict[str, str] = field(default_factory=lambda: {"IMAP_PASSWORD": PASSWORD})
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def examined(self) -> dict[str, Finding]:
        settings, secrets = read_settings(self.home.config), secrets_of(self.environment)
        return {one.what: one for one in look_at_mail(settings, secrets, self.home.folder, self.now)}

    def box(self) -> OpenMailbox:
        return OpenMailbox(self.server.account(self.user))


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot) -> Office:
    office = Office(new_home(tmp_path / "home"), dovecot, f"doctor{next(NAMES)}")
    office.home.set(
        mail__address="care@infraware.example",
        mail__proof="mx.example.org",
        mail__incoming__server="127.0.0.1",
        mail__incoming__port=dovecot.imap,
        mail__incoming__security="none",
        mail__incoming__user=office.user,
    )
    with office.box() as box:
        box.make_folders()
        dovecot.deliver(STAMP + LETTER, office.user)
        box.put_away(box.look()[0], "Processed")
    return office


def no_mailbox(office: Office) -> None:
    office.home.set(mail__incoming__server="")


def no_password(office: Office) -> None:
    office.environment.clear()


def a_wrong_password(office: Office) -> None:
    office.environment["IMAP_PASSWORD"] = "crayon"


def a_silent_server(office: Office) -> None:
    office.home.set(mail__incoming__port=closed_port())


def a_server_without_tls(office: Office) -> None:
    office.home.set(mail__incoming__security="tls")


def no_such_folder(office: Office) -> None:
    office.home.set(mail__incoming__folder="Customers")


def folders_to_be_made(office: Office) -> None:
    office.home.set(mail__incoming__processed="Done", mail__incoming__failed="Broken")


def old_letters(office: Office) -> None:
    office.server.deliver(STAMP + LETTER, office.user)
    office.now += timedelta(days=2)


def a_failed_letter(office: Office) -> None:
    office.server.deliver(STAMP + LETTER, office.user)
    with office.box() as box:
        box.put_away(box.look()[0], "Failed")


def no_proof(office: Office) -> None:
    office.home.set(mail__proof="")


def another_mail_system(office: Office) -> None:
    office.home.set(mail__proof="mx.example.com")


def no_stamp_at_all(office: Office) -> None:
    office.home.set(mail__proof="", mail__incoming__processed="Empty")


FAULTS: list[tuple[Callable[[Office], None], str, str]] = [
    (no_mailbox, "A mailbox is read", "Customers cannot write by mail. Name the mailbox under mail.incoming"),
    (no_password, "IMAP_PASSWORD is set", "put the password of mail.incoming.user into the environment"),
    (a_wrong_password, "The mailbox can be read", "does not accept the user doctor"),
    (a_silent_server, "The mailbox can be read", "check mail.incoming.server, port and security."),
    (a_server_without_tls, "The mailbox can be read", "cannot be reached"),
    (no_such_folder, "The mailbox can be read", "There is no folder Customers in the mailbox; name the one"),
    (folders_to_be_made, "The mailbox has its folders", "There is no Done and no Broken yet; `infracare se"),
    (old_letters, "No old letters lie in the mailbox", "1 in INBOX are older than a day; `infracare serve`"),
    (a_failed_letter, "Every letter could be taken in", "1 lie in Failed; read them, and move them back int"),
    (no_proof, "Letters of staff can be proven", "(it has lately been mx.example.org); until then letters"),
    (
        another_mail_system,
        "Letters of staff can be proven",
        "mail.proof is mx.example.com, but in the letter",
    ),
    (no_stamp_at_all, "Letters of staff can be proven", "(no letter bears one yet)"),
]


def test_nothing_is_missing_where_everything_is_there(office: Office) -> None:
    found = office.examined()
    assert [one for one in found.values() if one.what != "A mail server is set" and one.remedy] == []
    assert {what for _, what, _ in FAULTS} <= set(found)


@pytest.mark.parametrize(("fault", "what", "remedy"), FAULTS, ids=[fault.__name__ for fault, *_ in FAULTS])
def test_a_fault_is_named_with_its_remedy(
    office: Office, fault: Callable[[Office], None], what: str, remedy: str
) -> None:
    fault(office)
    finding = office.examined()[what]
    assert not finding.ok
    assert remedy in finding.remedy
    assert finding.remedy.endswith(".")
    assert "crayon" not in finding.remedy


def test_looking_changes_nothing(office: Office) -> None:
    office.server.deliver(STAMP + LETTER, office.user)
    office.home.set(mail__incoming__failed="Broken")
    office.examined()
    with office.box() as box:
        assert (len(box.look()), len(box.look("Processed")), box.has("Broken")) == (1, 1, False)
