"""Reports of mail systems: failed, late, read; the standard ones and those in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from mail.incoming import Automatic
from tests.mail.loops.row import NULL, Row

OURS = "<k7q@vendor.test>"
FAILURES = (
    ("5.1.1", "550 5.1.1 <pat@gone.test>: Recipient address rejected: User unknown"),
    ("5.2.2", "552 5.2.2 Mailbox full"),
    ("5.7.1", "554 5.7.1 Message rejected as spam"),
    ("5.4.4", "Host or domain name not found. Name service error for name=gone.test"),
    ("4.4.1", "connect to gone.test: Connection timed out (and retry time is over)"),
)
MARKS = ("auto-generated", "auto-replied", "auto-notified", "Auto-Generated; owner=x", "auto-generated (x)")
LATE = (("4.4.1", "connect to gone.test: Connection timed out"), ("4.2.0", "450 4.2.0 Greylisted, try again"))
STANDARD = (
    ("postfix", "MAILER-DAEMON@site.test (Mail Delivery System)", "Undelivered Mail Returned to Sender"),
    (
        "sendmail",
        "Mail Delivery Subsystem <MAILER-DAEMON@site.test>",
        "Returned mail: see transcript for details",
    ),
    (
        "exim",
        "Mail Delivery System <Mailer-Daemon@site.test>",
        "Mail delivery failed: returning message to sender",
    ),
    (
        "gmail",
        "Mail Delivery Subsystem <mailer-daemon@googlemail.test>",
        "Delivery Status Notification (Failure)",
    ),
    ("exchange online", "postmaster@site.test", "Undeliverable: [InfraCare #7] Upload"),
    ("exchange, german", "postmaster@site.test", "Unzustellbar: [InfraCare #7] Upload"),
    ("exchange, french", "postmaster@site.test", "Non remis : [InfraCare #7] Upload"),
    ("domino", "Postmaster <postmaster@site.test>", "DELIVERY FAILURE: User not listed in Directory"),
    ("a person's address", "Pat Doe <pat@site.test>", "Undeliverable: [InfraCare #7] Upload"),
    ("none", "", "failure notice"),
)
STATUS = """--r
Content-Type: text/plain; charset=utf-8

This is the mail system at host mx.site.test. Your message is returned.

--r
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.site.test
Arrival-Date: Mon, 2 Nov 2026 10:00:00 +0000

Original-Recipient: rfc822;pat@gone.test
Final-Recipient: rfc822; pat@gone.test
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {why}

--r
Content-Type: {returned}

From: support@vendor.test
To: pat@gone.test
Subject: [InfraCare #7] Upload
Message-ID: {ours}

--r--"""
_COPY = f"\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <x>\nMessage-ID: {OURS}\n"
PLAIN: tuple[tuple[str, str, str, str, bool], ...] = (
    (
        "qmail",
        "MAILER-DAEMON@site.test",
        "failure notice",
        """Hi. This is the qmail-send program at site.test.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<pat@gone.test>:
192.0.2.1 failed after I sent the message.
Remote host said: 550 5.1.1 no such user""",
        True,
    ),
    (
        "exim, plain",
        "Mail Delivery System <Mailer-Daemon@site.test>",
        "Mail delivery failed: returning message to sender",
        """This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its recipients.

  pat@gone.test
    Unrouteable address""",
        True,
    ),
    (
        "exim, late",
        "Mail Delivery System <Mailer-Daemon@site.test>",
        "Warning: message 1abc-0000 delayed 24 hours",
        """A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on site.test.
No action is required on your part.""",
        False,
    ),
    (
        "sendmail, late",
        "Mail Delivery Subsystem <MAILER-DAEMON@site.test>",
        "Warning: could not send message for past 4 hours",
        """**********************************************
**      THIS IS A WARNING MESSAGE ONLY      **""",
        False,
    ),
    (
        "exchange 2003",
        "System Administrator <postmaster@site.test>",
        "Undeliverable: [InfraCare #7] Upload",
        """Your message did not reach some or all of the intended recipients.

      Subject: Upload

The following recipient(s) could not be reached:

      pat@gone.test on 11/2/2026
            The e-mail account does not exist at the organization. #5.1.1""",
        True,
    ),
    (
        "courier",
        '"Courier mail server at site.test" <postmaster@site.test>',
        "NOTICE: mail delivery status.",
        """This is a delivery status notification. UNDELIVERABLE MAIL

Your message to the following recipients cannot be delivered:

<pat@gone.test>:
550 User unknown.""",
        True,
    ),
    (
        "german",
        "Mailer-Daemon <mailer-daemon@site.test>",
        "Mail konnte nicht zugestellt werden",
        "Ihre Nachricht an <pat@gone.test> konnte nicht zugestellt werden.",
        True,
    ),
)


def standard() -> Iterator[Row]:
    """Reports as RFC 3464 has them."""
    returned = ("message/rfc822", "text/rfc822-headers")
    for (name, sender, subject), (status, why), kind in product(STANDARD, FAILURES, returned):
        yield _standard(f"{name}, {status}", sender, subject, "failed", status, why, kind)
    for (name, sender, subject), (status, why) in product(STANDARD, LATE):
        yield _standard(f"{name}, late, {status}", sender, subject, "delayed", status, why, returned[1])


def _standard(name: str, sender: str, subject: str, action: str, status: str, why: str, returned: str) -> Row:
    body = STATUS.format(action=action, status=status, why=why, returned=returned, ours=OURS)
    heads = {
        **NULL,
        "From": sender,
        "To": "bounces+k7q@vendor.test",
        "Subject": subject,
        "Content-Type": 'multipart/report; report-type=delivery-status; boundary="r"',
        "Auto-Submitted": "auto-replied",
    }
    return Row(name, heads, body, Automatic.REPORT, action == "failed")


def plain() -> Iterator[Row]:
    """Reports in plain words, with and without what tells of their kind in the head."""
    for name, sender, subject, body, permanent in PLAIN:
        heads = {"From": sender, "Subject": subject, "To": "bounces+k7q@vendor.test"}
        marked = {**heads, "Auto-Submitted": "auto-replied"}
        yield Row(name, heads, body + _COPY, Automatic.DAEMON, permanent)
        yield Row(f"{name}, null path", {**heads, **NULL}, body + _COPY, Automatic.DAEMON, permanent)
        yield Row(f"{name}, marked", marked, body + _COPY, Automatic.AUTO_SUBMITTED, permanent)
    exim = {"From": PLAIN[1][1], "Subject": PLAIN[1][2], "To": "bounces+k7q@vendor.test"}
    listed = {**exim, "X-Failed-Recipients": "pat@gone.test"}
    yield Row("exim, listed", listed, PLAIN[1][3] + _COPY, Automatic.DAEMON, True)


def no_failures() -> Iterator[Row]:
    """Reports that nothing failed: delivered, read, complaints, and what else machines send back."""
    for action in ("delivered", "relayed", "expanded"):
        row = _standard(
            action, "postmaster@site.test", "Delivered", action, "2.0.0", "250 ok", "message/rfc822"
        )
        yield Row(action, row.heads, row.body, Automatic.REPORT)
    for kind in ("disposition-notification", "feedback-report"):
        heads = {
            "Content-Type": f"multipart/report; report-type={kind}; boundary=r",
            "Subject": "Read: Upload",
        }
        inner = f"--r\n\nYour message was read.\n--r\nContent-Type: message/{kind}\n\nDisposition: x\n--r--"
        yield Row(kind, heads, inner, Automatic.REPORT)
        yield Row(f"{kind}, null path", {**heads, **NULL}, inner, Automatic.REPORT)
    for name, subject in (
        ("calendar", "Accepted: call"),
        ("monitoring", "PROBLEM: disk"),
        ("ticket", "[T1] Received"),
    ):
        for mark in (
            "auto-generated",
            "auto-replied",
            "auto-notified",
            "Auto-Generated; owner=x",
            "auto-generated (x)",
        ):
            yield Row(
                f"{name}, {mark}",
                {"Auto-Submitted": mark, "Subject": subject},
                "It is so.",
                Automatic.AUTO_SUBMITTED,
            )


def reports() -> Iterator[Row]:
    yield from standard()
    yield from plain()
    yield from no_failures()
