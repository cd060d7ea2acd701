"""The fake mail server does what the tests of mail rely on."""

from __future__ import annotations

import smtplib
import socket

import pytest

from tests.fakes.smtp import SmtpServer

TEXT = b"From: a@x.test\r\nSubject: hi\r\n\r\n.one dot\r\n"


def send(server: SmtpServer, *to: str) -> None:
    with smtplib.SMTP("127.0.0.1", server.port, "test", timeout=5) as client:
        client.sendmail("a@x.test", to, TEXT)


def test_it_keeps_the_envelope_and_the_bytes() -> None:
    with SmtpServer() as server:
        send(server, "pat@customer.test", "kim@customer.test")
    [taken] = server.taken
    assert taken.sender == "a@x.test"
    assert taken.to == ("pat@customer.test", "kim@customer.test")
    assert taken.data == TEXT
    assert taken.message["Subject"] == "hi"


def test_the_same_letter_twice_is_there_twice() -> None:
    with SmtpServer() as server:
        send(server, "pat@customer.test")
        send(server, "pat@customer.test")
    assert len(server.taken) == 2


@pytest.mark.parametrize(("fault", "code"), [("tempfail", 451), ("reject", 550)], ids=["put off", "refused"])
def test_a_recipient_can_be_turned_away(fault: str, code: int) -> None:
    to = f"pat+{fault}@customer.test"
    with SmtpServer() as server, pytest.raises(smtplib.SMTPRecipientsRefused) as caught:
        send(server, to)
    assert caught.value.recipients[to][0] == code
    assert server.taken == []


@pytest.mark.parametrize(("fault", "code"), [("late", 452), ("never", 554)])
def test_a_letter_can_be_turned_away_after_its_text(fault: str, code: int) -> None:
    with SmtpServer() as server, pytest.raises(smtplib.SMTPDataError) as caught:
        send(server, f"pat+{fault}@customer.test")
    assert caught.value.smtp_code == code
    assert server.taken == []


def test_it_can_take_a_letter_and_hang_up_before_saying_so() -> None:
    with SmtpServer() as server:
        with pytest.raises(smtplib.SMTPServerDisconnected):
            send(server, "pat+drop@customer.test")
        send(server, "kim@customer.test")
    assert [taken.to for taken in server.taken] == [("pat+drop@customer.test",), ("kim@customer.test",)]


def test_with_a_login_nobody_else_may_send() -> None:
    with SmtpServer(login=("desk", "pencil")) as server:
        with pytest.raises(smtplib.SMTPSenderRefused):
            send(server, "pat@customer.test")
        with smtplib.SMTP("127.0.0.1", server.port, "test", timeout=5) as client:
            with pytest.raises(smtplib.SMTPAuthenticationError):
                client.login("desk", "crayon")
            client.login("desk", "pencil")
            client.sendmail("a@x.test", ["pat@customer.test"], TEXT)
    assert len(server.taken) == 1


def test_it_stops_while_somebody_is_still_connected() -> None:
    with SmtpServer() as server:
        client = socket.create_connection(("127.0.0.1", server.port), timeout=5)
        assert client.recv(200).startswith(b"220")
    client.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", server.port), timeout=5)
