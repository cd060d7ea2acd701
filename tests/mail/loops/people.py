"""Letters of people that look like those of machines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from tests.mail.loops.row import ANSWER, Row

HEADS: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("plain", {}),
    ("an answer", ANSWER),
    (
        "out of a ticket system",
        {"Precedence": "bulk", "In-Reply-To": "", "References": "<RT-Ticket-7@site.test>"},
    ),
    ("asks for no automatic answers", {"X-Auto-Response-Suppress": "All"}),
    (
        "asks, in a ticket system",
        {"X-Auto-Response-Suppress": "OOF, AutoReply", "Precedence": "bulk", **ANSWER},
    ),
    ("says that a person wrote", {"Auto-Submitted": "no"}),
    ("says it with a remark", {"Auto-Submitted": "No (a person)", "Precedence": "bulk"}),
    (
        "through our list",
        {"List-Id": "<support.vendor.test>", "Precedence": "list", "List-Unsubscribe": "<x>"},
    ),
    (
        "through our list, named",
        {"List-ID": "Support <vendor.test>", "Mailing-list": "list support@vendor.test"},
    ),
    ("through a forwarder", {"X-Loop": "pat@site.test", "Delivered-To": "support@vendor.test"}),
    ("through a sender of bulk", {"Feedback-ID": "1:x", "X-Mailer": "sendgrid"}),
    ("with a way out", {"List-Unsubscribe": "<https://site.test/u>"}),
    ("read receipts asked for", {"Disposition-Notification-To": "pat@site.test", "Return-Receipt-To": "x"}),
    ("Norbert Reply", {"From": "Norbert Reply <norbert.reply@site.test>", "Precedence": "bulk"}),
    ("Postmaster by name", {"From": "Anna Postmaster <anna@site.test>"}),
    ("bouncy", {"From": "Tigger <tigger.bounce@site.test>"}),
)
AMBIGUOUS = {"In-Reply-To", "References", "Precedence", "X-Auto-Response-Suppress"}
"""Beside one of these, a subject that begins as those of notices of absence do is taken for one."""
WORDS = (
    ("Upload stuck", "It hangs at 80 percent."),
    ("Out of office replies are not sent", "Nobody gets my notice of absence."),
    ("Automatic reply does not work", "The automatic reply rule is gone since Monday."),
    ("Auto-reply: how do I set it up", "Where is that setting?"),
    ("Re: Automatic reply: [InfraCare #7] Upload", "I am back, it still fails."),
    ("AW: Abwesenheitsnotiz: [InfraCare #7] Upload", "Bin wieder da. Es geht immer noch nicht."),
    ("[InfraCare #7] Upload", "I am out of the office from Friday on, please call Sam then."),
    ("Undeliverable mail", "My letters to 4711 are returned as undeliverable: 550 5.1.1 user unknown. Why?"),
    ("Mail delivery failed", "Since noon every mail delivery failed, a permanent error it says."),
    ("Re: [InfraCare #7] Delivery is delayed", "It has been delayed again; will you keep trying?"),
    ("Vacation calendar empty", "The vacation calendar shows nothing."),
    ("Réponse automatique désactivée", "La réponse automatique ne part plus."),
    ("Automatische Antwort abschalten", "Wie schalte ich die automatische Antwort ab?"),
    ("Re: Undeliverable: [InfraCare #7] Upload", "That address was wrong, this one works."),
    ("Away team cannot log in", "Nobody of the team that is away can log in."),
    ("Unsubscribe", "How can our users unsubscribe from the newsletter?"),
)


def people() -> Iterator[Row]:
    """Every kind of head lines with every kind of words, but for those nobody could tell from a machine's."""
    for (name, heads), (subject, body) in product(HEADS, WORDS):
        if subject.startswith("Auto-reply: ") and heads.keys() & AMBIGUOUS:
            continue
        yield Row(f"{name}: {subject}", {**heads, "Subject": subject}, body)
    inner = "Content-Type: message/rfc822\n\nFrom: MAILER-DAEMON@x.test\n\nx"
    enclosed = f"--b\n\nWhat does this mean?\n--b\n{inner}\n--b--"
    yield Row(
        "a report passed on", {"Content-Type": "multipart/mixed; boundary=b", "Subject": "Fwd: x"}, enclosed
    )
