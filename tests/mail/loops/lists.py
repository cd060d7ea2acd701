"""Letters of lists and newsletters, and our own ones that came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from mail.incoming import Automatic
from tests.mail.loops.row import Row

LISTS: tuple[tuple[str, Mapping[str, str]], ...] = (
    (
        "mailman",
        {"List-Id": "<users.lists.site.test>", "Precedence": "list", "List-Post": "<mailto:users@site.test>"},
    ),
    ("mailman, named", {"List-Id": "Users of it <users.lists.site.test>"}),
    (
        "google groups",
        {"List-ID": "<all.site.test>", "Mailing-list": "list all@site.test", "Precedence": "list"},
    ),
    ("listserv", {"List-Help": "<x>", "List-Post": "<mailto:x@site.test>", "Precedence": "list"}),
    ("ezmlm", {"Mailing-List": "contact x-help@site.test; run by ezmlm", "Precedence": "bulk"}),
    ("majordomo", {"X-Mailing-List": "x@site.test", "Precedence": "bulk"}),
    ("sympa", {"List-Id": "<x.site.test>", "X-Loop": "x@site.test", "X-Sequence": "7"}),
    ("a list named like ours", {"List-Id": "<vendor.test.evil.test>"}),
)
SUBJECTS = ("Digest, volume 7", "Re: Upload", "[users] Upload fails", "Welcome to the list", "Out of cake")
BULK: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("newsletter", {"Precedence": "bulk", "List-Unsubscribe": "<https://x.test/u>"}),
    ("campaign", {"Feedback-ID": "1:x:y", "List-Unsubscribe": "<https://x.test/u>"}),
    ("nobody's address", {"From": "noreply@site.test", "Precedence": "bulk"}),
    ("nobody's address, spelt", {"From": "Do not reply <do-not-reply@site.test>", "List-Unsubscribe": "<x>"}),
    ("an owner", {"From": "users-request@site.test", "Precedence": "bulk"}),
    ("mailchimp", {"X-MC-User": "1", "List-Unsubscribe": "<x>", "Feedback-ID": "x"}),
)
LOOPS: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("redirected", {"X-Loop": "support@vendor.test", "Resent-From": "pat@site.test"}),
    ("forwarded", {"X-Loop": "<Support@Vendor.test>"}),
    ("second mark", {"X-Loop": "support@vendor.test", "Auto-Submitted": "auto-generated"}),
    ("with a token", {"X-Loop": "bounces+k7q@vendor.test"}),
)


def lists() -> Iterator[Row]:
    for (name, heads), subject in product(LISTS, SUBJECTS):
        yield Row(f"{name}: {subject}", {**heads, "Subject": subject}, "Words of the list.", Automatic.LIST)
    for (name, heads), subject in product(BULK, SUBJECTS):
        yield Row(f"{name}: {subject}", {**heads, "Subject": subject}, "Buy now.", Automatic.BULK)
    for (name, heads), subject in product(
        LOOPS, ("[InfraCare #7] Upload", "Re: [InfraCare #7] x", "WG: Upload")
    ):
        yield Row(f"{name}: {subject}", {**heads, "Subject": subject}, "Our own words.", Automatic.LOOP)
