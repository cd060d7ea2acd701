"""Letters reach the mail server or the folder, and what goes wrong is said in a sentence."""

from __future__ import annotations

import socket
import ssl
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mail.letter import to_bytes
from mail.send import FolderPost, Post, RefusedError, SmtpPost, TryAgainError, read_folder
from tests.fakes.certificate import make_certificate
from tests.fakes.smtp import SmtpServer
from tests.mail.letters import RECEIPT, letter


def post(server: SmtpServer, **settings: Any) -> SmtpPost:
    return SmtpPost(
        **{"host": "localhost", "port": server.port, "security": "none", "timeout": 5.0, **settings}
    )


def test_a_letter_arrives_byte_for_byte() -> None:
    tricky = letter(
        body="first\n.\n..two dots\nFrom me\n\nend 🙂", to=("pat@customer.test", "kim@customer.test")
    )
    with SmtpServer() as server:
        post(server).send(tricky)
    [taken] = server.taken
    assert taken.data == to_bytes(tricky)
    assert taken.to == tricky.to
    assert taken.sender == "care@care.example.org"


def test_reports_of_failed_delivery_go_where_the_settings_say() -> None:
    with SmtpServer() as server:
        post(server, bounces="bounces@care.example.org").send(RECEIPT)
    token = RECEIPT.message_id.strip("<>").partition("@")[0]
    assert server.taken[0].sender == f"bounces+{token}@care.example.org"
    assert server.taken[0].message["From"].addresses[0].addr_spec == "care@care.example.org"
    assert server.taken[0].options == ()


def test_reports_of_failure_alone_are_asked_for_where_the_server_can() -> None:
    with SmtpServer(reports=True) as server:
        post(server).send(letter(to=("pat@customer.test", "ben@customer.test")))
    token = RECEIPT.message_id.strip("<>").partition("@")[0]
    assert server.taken[0].options == ("RET=HDRS", f"ENVID={token}", "NOTIFY=FAILURE", "NOTIFY=FAILURE")


def test_a_refusal_says_why_by_its_code() -> None:
    with SmtpServer() as server, pytest.raises(RefusedError) as refused:
        post(server).send(letter(to=("pat+reject@customer.test",)))
    assert refused.value.status == "5.1.1"


def test_a_letter_sent_again_carries_the_same_id() -> None:
    lost = letter(to=("pat+drop@customer.test",))
    with SmtpServer() as server:
        for _ in range(2):
            with pytest.raises(TryAgainError, match="fell silent"):
                post(server).send(lost)
    assert [taken.message["Message-ID"] for taken in server.taken] == [RECEIPT.message_id] * 2


@pytest.mark.parametrize(
    ("to", "error", "sentence"),
    [
        (
            "pat+tempfail@customer.test",
            TryAgainError,
            "the mail server puts the letter off: 451 4.3.0 Try again later",
        ),
        (
            "pat+late@customer.test",
            TryAgainError,
            "the mail server puts the letter off: 452 4.3.1 No room now",
        ),
        (
            "pat+reject@customer.test",
            RefusedError,
            "the mail server refuses the letter: 550 5.1.1 No such user",
        ),
        (
            "pat+never@customer.test",
            RefusedError,
            "the mail server refuses the letter: 554 5.7.1 Refused for its",
        ),
    ],
)
def test_the_servers_no_is_for_now_or_for_good(to: str, error: type[Exception], sentence: str) -> None:
    with SmtpServer() as server, pytest.raises(error, match=sentence):
        post(server).send(letter(to=(to,)))
    assert server.taken == []


def test_nobody_gets_a_letter_that_one_recipient_cannot_get() -> None:
    mixed = ("kim@customer.test", "pat+tempfail@customer.test", "ann+reject@customer.test")
    with SmtpServer() as server, pytest.raises(RefusedError, match="550"):
        post(server).send(letter(to=mixed))
    assert server.taken == []


def test_a_letter_that_must_not_leave_is_refused_before_any_connection() -> None:
    with pytest.raises(RefusedError, match="is not a mail address"):
        SmtpPost("nowhere.invalid", 25).send(letter(to=("a@x.test, b@evil.test",)))


def test_a_server_that_is_not_there_can_be_tried_again() -> None:
    with SmtpServer() as server:
        pass
    with pytest.raises(TryAgainError, match=f"localhost:{server.port} cannot be reached") as caught:
        post(server).send(RECEIPT)
    assert caught.value.after > 0


def test_a_host_name_that_cannot_be_one_can_be_tried_again() -> None:
    with pytest.raises(TryAgainError, match="cannot be reached"):
        SmtpPost("x" * 70 + ".test", 25, "none", timeout=5).send(RECEIPT)


def test_a_server_that_never_speaks_is_given_up_in_time() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as mute,
        pytest.raises(TryAgainError, match="cannot be reached"),
    ):
        SmtpPost("127.0.0.1", mute.getsockname()[1], "none", timeout=0.2).send(RECEIPT)


def test_a_server_that_greets_with_a_no_can_be_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=_say_no, args=(door,))
        thread.start()
        with pytest.raises(TryAgainError, match="does not take letters now: 554 closed for lunch"):
            SmtpPost("127.0.0.1", door.getsockname()[1], "none", timeout=5).send(RECEIPT)
        thread.join(5)


def _say_no(door: socket.socket) -> None:
    connection, _ = door.accept()
    with connection:
        connection.sendall(b"554 closed for lunch\r\n")


def test_a_wrong_password_leaves_the_letter_waiting() -> None:
    with SmtpServer(login=("desk", "pencil")) as server:
        post(server, user="desk", password="pencil").send(RECEIPT)
        for wrong in ("crayon", "crayön"):
            with pytest.raises(TryAgainError, match=r"user and password|cannot be reached"):
                post(server, user="desk", password=wrong).send(RECEIPT)
    assert len(server.taken) == 1


def test_the_password_is_not_shown() -> None:
    assert "pencil" not in repr(SmtpPost("localhost", 25, password="pencil"))


def test_without_the_tls_asked_for_no_letter_leaves() -> None:
    with (
        SmtpServer() as server,
        pytest.raises(TryAgainError, match="does not offer what the settings ask for"),
    ):
        post(server, security="starttls").send(RECEIPT)
    assert server.taken == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """A certificate for localhost that nobody vouches for."""
    file, key = make_certificate(tmp_path_factory.mktemp("tls"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, key)
    return file, context


@pytest.mark.parametrize("at_once", [False, True], ids=["starttls", "tls"])
def test_over_tls_to_a_server_that_is_trusted(
    certificate: tuple[Path, ssl.SSLContext], at_once: bool
) -> None:
    file, context = certificate
    security = "tls" if at_once else "starttls"
    with SmtpServer(tls=context, tls_at_once=at_once, login=("desk", "pencil")) as server:
        post(server, security=security, trusted=file, user="desk", password="pencil").send(RECEIPT)
    assert len(server.taken) == 1


@pytest.mark.parametrize("at_once", [False, True], ids=["starttls", "tls"])
def test_no_letter_goes_to_a_server_nobody_vouches_for(
    certificate: tuple[Path, ssl.SSLContext], at_once: bool
) -> None:
    security = "tls" if at_once else "starttls"
    untrusted = pytest.raises(
        TryAgainError, match=r"certificate of the mail server localhost:\d+ is not trusted"
    )
    with SmtpServer(tls=certificate[1], tls_at_once=at_once) as server, untrusted:
        post(server, security=security).send(RECEIPT)
    assert server.taken == []


def test_a_folder_holds_letters_to_be_shown_oldest_first(tmp_path: Path) -> None:
    desk: Post = FolderPost(tmp_path / "outbox")
    later = letter(message_id="<later@x.test>", at=RECEIPT.at + timedelta(hours=1), subject="später 🙂")
    desk.send(later)
    desk.send(RECEIPT)
    assert read_folder(tmp_path / "outbox") == [RECEIPT, later]


def test_letters_of_one_second_are_shown_in_the_order_in_which_they_were_put(tmp_path: Path) -> None:
    put = [letter(message_id=f"<{number}@x.test>", subject=f"letter {number}") for number in range(6)]
    for one in put:
        FolderPost(tmp_path).send(one)
    assert read_folder(tmp_path) == put


def test_the_same_id_twice_makes_one_file(tmp_path: Path) -> None:
    desk = FolderPost(tmp_path)
    desk.send(RECEIPT)
    desk.send(letter(at=RECEIPT.at + timedelta(minutes=1)))
    [file] = tmp_path.iterdir()
    assert file.name.startswith("20261123T115900Z-")
    assert file.read_bytes() == to_bytes(RECEIPT)


def test_what_else_lies_in_the_folder_is_passed_over(tmp_path: Path) -> None:
    FolderPost(tmp_path).send(RECEIPT)
    [file] = tmp_path.iterdir()
    (tmp_path / "notes.eml").write_text("not ours")
    (tmp_path / f"20250101T000000Z-{'0' * 32}.eml").write_bytes(b"\xff")
    (tmp_path / file.with_suffix(".abc.part").name).write_bytes(b"half")
    assert read_folder(tmp_path) == [RECEIPT]
    assert read_folder(tmp_path / "none") == []


def test_a_folder_that_cannot_be_written_can_be_tried_again(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file in the way")
    with pytest.raises(TryAgainError, match=r"cannot be written to .*outbox: File exists"):
        FolderPost(tmp_path / "outbox").send(RECEIPT)


def test_a_letter_that_must_not_leave_does_not_lie_in_the_folder_either(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="no recipient"):
        FolderPost(tmp_path).send(letter(to=()))
    assert list(tmp_path.iterdir()) == []
