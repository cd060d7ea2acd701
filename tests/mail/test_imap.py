"""A real mailbox: read without a trace, put away letter by letter, waited for; its faults in sentences."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from imap_tools import MailBoxUnencrypted

from mail.imap import Account, MailboxError, OpenMailbox, internal_date
from tests.fakes.certificate import make_certificate
from tests.fakes.dovecot import PASSWORD, Dovecot

LETTER = b"From: pat@customer.test\r\nSubject: Upload stuck\r\n\r\nIt stops at 80 %.\r\n"
NAMES = count(1)


@pytest.fixture
def account(dovecot: Dovecot) -> Account:
    """A mailbox that nobody else uses."""
    return dovecot.account(f"imap{next(NAMES)}")


@pytest.fixture
def box(account: Account) -> Iterator[OpenMailbox]:
    with OpenMailbox(account) as box:
        box.make_folders()
        yield box


def flags(account: Account, folder: str) -> list[tuple[str, ...]]:
    """The flags of every letter in a folder, as another mail program sees them."""
    with MailBoxUnencrypted(account.host, account.port).login(account.user, PASSWORD, folder) as other:
        return [letter.flags for letter in other.fetch(mark_seen=False)]


def test_a_letter_is_read_as_it_lies_there_and_stays_unread(
    dovecot: Dovecot, account: Account, box: OpenMailbox
) -> None:
    dovecot.deliver(LETTER, account.user)
    [uid] = box.look()
    raw = box.letter(uid, 100_000)
    assert raw is not None
    assert raw.endswith(LETTER)
    [lying] = box.lying([uid])
    assert lying.size == len(raw)
    assert abs(lying.at - datetime.now(UTC)) < timedelta(minutes=5)
    assert flags(account, "INBOX") == [()]


def test_of_a_large_letter_no_more_is_read_than_asked_for(
    dovecot: Dovecot, account: Account, box: OpenMailbox
) -> None:
    dovecot.deliver(LETTER + b"x" * 70 + b"\r\n" * 50_000, account.user)
    [uid] = box.look()
    assert len(box.letter(uid, 1_000) or b"") == 1_000
    assert b"Upload stuck" in (box.head(uid, 10_000) or b"")
    assert b"80 %" not in (box.head(uid, 10_000) or b"")
    assert box.head(uid, 10_000, "Subject") == b"Subject: Upload stuck\r\n\r\n"


def test_what_is_gone_is_no_letter(box: OpenMailbox) -> None:
    assert box.look() == []
    assert list(box.lying([4711])) == []
    assert box.letter(4711, 100) is None
    box.put_away(4711, "Processed")


def test_missing_folders_are_made_once(account: Account, box: OpenMailbox) -> None:
    assert box.has("Processed")
    assert box.has("Failed")
    assert not box.has("Elsewhere")
    box.make_folders()
    with OpenMailbox(account) as twin:
        twin.make_folders()


@pytest.fixture(params=["", "IMAP4rev1 IDLE UIDPLUS", "IMAP4rev1"], ids=["MOVE", "UIDPLUS", "plain"])
def server(request: pytest.FixtureRequest, dovecot: Dovecot, mail_programs: None) -> Iterator[Dovecot]:
    if not request.param:
        yield dovecot
        return
    with Dovecot(pretend=request.param) as limited:
        yield limited


def test_a_letter_is_put_away_alone_whatever_the_server_can_do(server: Dovecot) -> None:
    account = server.account(f"away{next(NAMES)}")
    with OpenMailbox(account) as box:
        box.make_folders()
        for _ in range(3):
            server.deliver(LETTER, account.user)
        first, second, third = box.look()
        with MailBoxUnencrypted(account.host, account.port).login(account.user, PASSWORD) as other:
            other.client.uid("STORE", str(third), "+FLAGS", r"(\Deleted)")  # somebody else's decision
        box.put_away(second, account.processed)
        assert box.look() == [first]
        assert len(box.look("Processed")) == 1
    others = [one for one in flags(account, "INBOX") if one]
    assert ("\\Deleted",) in others, "what somebody else had marked was expunged along"
    assert flags(account, "Processed") == [()]


@pytest.mark.parametrize("early", [True, False], ids=["before it waits", "while it waits"])
def test_a_new_letter_ends_the_waiting(
    dovecot: Dovecot, account: Account, box: OpenMailbox, early: bool
) -> None:
    box.look()
    late = threading.Timer(0.0 if early else 0.3, dovecot.deliver, (LETTER, account.user))
    late.start()
    if early:
        late.join()
    began = time.monotonic()
    box.wait(60, lambda: False)
    assert time.monotonic() - began < 50
    late.join()
    assert len(box.look()) == 1


def test_waiting_ends_by_itself_and_when_it_is_told_to(box: OpenMailbox) -> None:
    box.wait(0.1, lambda: False)
    told = iter([False, True])
    box.wait(60, lambda: next(told))
    assert box.look() == []


def test_without_idle_there_is_only_time(mail_programs: None) -> None:
    with Dovecot(pretend="IMAP4rev1") as server, OpenMailbox(server.account()) as box:
        box.wait(0.1, lambda: False)
        box.wait(60, lambda: True)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_is_believed_when_somebody_vouches_for_it(
    mail_programs: None, certificate: tuple[Path, Path], security: str
) -> None:
    with Dovecot(certificate=certificate[0], key=certificate[1]) as server:
        port = server.imaps if security == "tls" else server.imap
        here: dict[str, Any] = {"host": "localhost", "port": port, "security": security}
        with OpenMailbox(server.account(**here, trusted=certificate[0])) as box:
            assert box.look() == []
            server.deliver(LETTER)
            box.wait(60, lambda: False)
            assert len(box.look()) == 1
        with pytest.raises(MailboxError, match=r"certificate of the IMAP server localhost:\d+ is not trus"):
            OpenMailbox(server.account(**here))


def test_a_wrong_password_is_told_with_the_servers_words_and_is_not_shown(dovecot: Dovecot) -> None:
    for wrong in ("crayon", "crayön"):
        with pytest.raises(MailboxError, match=r"does not accept the user care .*IMAP_PASSW") as told:
            OpenMailbox(dovecot.account(password=wrong))
        assert wrong not in str(told.value)
        assert wrong not in repr(dovecot.account(password=wrong))


def test_a_server_that_is_not_there_is_told(dovecot: Dovecot) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(MailboxError, match=r"cannot be reached \(.*refused\); check mail.incoming"):
            OpenMailbox(dovecot.account(port=taken.getsockname()[1]))


def test_a_server_that_never_speaks_is_given_up_in_time(dovecot: Dovecot) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as mute,
        pytest.raises(MailboxError, match="cannot be reached"),
    ):
        OpenMailbox(dovecot.account(port=mute.getsockname()[1], timeout=0.2))


def test_a_folder_that_cannot_be_made_is_told(dovecot: Dovecot) -> None:
    with (
        OpenMailbox(dovecot.account(processed="~nobody/x")) as box,
        pytest.raises(MailboxError, match="does not let us make the folder ~nobody/x: "),
    ):
        box.make_folders()


def test_a_server_that_goes_away_is_told_in_the_middle(mail_programs: None) -> None:
    with Dovecot() as server, OpenMailbox(server.account()) as box:
        server.restart()
        with pytest.raises(MailboxError, match=r"hung up|cannot be reached"):
            box.look()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("23-Nov-2026 12:35:00 -0500", datetime(2026, 11, 23, 17, 35, tzinfo=UTC)),
        (" 1-Feb-2026 00:10:00 +0530", datetime(2026, 1, 31, 18, 40, tzinfo=UTC)),
        ("31-Dec-2026 23:59:60 +0000", datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("30-Feb-2026 00:00:00 +0000", datetime.max.replace(tzinfo=UTC)),
        ("soon", datetime.max.replace(tzinfo=UTC)),
        ("1-Jan-0001 00:00:00 +1400", datetime.max.replace(tzinfo=UTC)),
    ],
)
def test_the_moment_of_receipt(text: str, moment: datetime) -> None:
    assert internal_date(text) == moment
