"""A letter reads back as it was meant, whatever was put into it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guard import Screened, restored
from mail.clean import is_address, is_message_id, one_line, plain
from mail.letter import BadLetterError, Sender, from_bytes, message_id, subject_with_number, to_bytes
from tests.mail.letters import RECEIPT, SECRET, letter, parsed

AUTOMATIC = ["Auto-Submitted", "X-Auto-Response-Suppress"]
HEAD = ["From", "To", "Subject", "Date", "Message-ID", *AUTOMATIC, "X-Loop", "MIME-Version", "Content-Type"]

HOSTILE = [
    "=?utf-8?q?x=0d=0aBcc:_evil@x?=",
    "=?utf-8?q?x=0d=0a=0d=0aBody?=",
    "=?utf-8?b?eA0KQmNjOiBldmlsQHg=?=",
    "= ?utf-8?q?x=0d=0aBcc:_evil@x?=",
    "=\x00?utf-8?q?x=0d=0aBcc:_evil@x?=",
    "==?utf-8?q?=?utf-8?q?x=0d=0aBcc:_evil@x?=?=",
    "x\r\nBcc: evil@x.test",
    "x\nBcc: evil@x.test",
    "x\rBcc: evil@x.test",
    "x\r\n\r\n<script>alert(1)</script>",
    "x\x0bBcc: evil@x.test\x0cBcc: evil@x.test\x85Bcc: evil@x.test",
    "x\u2028Bcc: evil@x.test\u2029Bcc: evil@x.test",
    "x\x00y\x1fz\x7f\x9b",
    "lone \ud800 surrogate \udfff",
    "🙂 🙂🙂 émoji 👩‍👩‍👧",
    "\u202eright to left\u2066 and \u200fmarks\u200e",
    "שלום upload نص",
    "a" * 100_000,
    "🙂" * 25_000,
    "a b " * 25_000,
    " \t\r\n ",
    "",
    '"quoted", <angle@x.test>; (comment) \\',
    "\ufeffbyte order mark",
]


def names_of(data: bytes) -> list[str]:
    head = data.partition(b"\r\n\r\n")[0].decode("ascii")
    return [line.partition(":")[0] for line in head.split("\r\n") if not line.startswith((" ", "\t"))]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_in_subject_name_or_body_makes_a_head_line(text: str) -> None:
    data = to_bytes(letter(subject=text, body=text, sender=Sender(text, "care@care.example.org")))
    seen = parsed(data)
    assert names_of(data) == seen.keys() == HEAD
    assert seen["Subject"] == one_line(text, 200)
    assert seen["From"].addresses[0].addr_spec == "care@care.example.org"
    assert max(map(len, data.split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    "address",
    ["a@x.test, b@evil.test", "a@x.test\r\nBcc: b@evil.test", "a@x.test\n", "A <a@x.test>", "a@x.test;", "a",
     "", "a@", "@x.test", "a@@x.test", "a b@x.test", '"a b"@x.test', "a@[127.0.0.1]", "ä@x.test", "a@x..test",
     "=?utf-8?q?a=0d=0aBcc?=@x.test", "a@x.test\x00", "a" * 65 + "@x.test", "a@" + "x." * 130 + "test"],
)  # fmt: skip
def test_what_is_not_one_plain_address_is_refused(address: str) -> None:
    assert not is_address(address)
    with pytest.raises(BadLetterError, match="is not a mail address"):
        to_bytes(letter(to=(address,)))
    with pytest.raises(BadLetterError, match="is not a mail address"):
        to_bytes(letter(sender=Sender("Care", address)))


@pytest.mark.parametrize(
    "address", ["a@x.test", "o'neil+tag@sub.x.test", "a.b-c_d@x-y.test", "root@localhost"]
)
def test_plain_addresses_are_taken(address: str) -> None:
    assert parsed(to_bytes(letter(to=(address,))))["To"].addresses[0].addr_spec == address


def test_a_letter_without_recipient_id_or_zone_is_refused() -> None:
    with pytest.raises(BadLetterError, match="no recipient"):
        to_bytes(letter(to=()))
    with pytest.raises(BadLetterError, match="not a message id"):
        to_bytes(letter(message_id="<a@b>\r\nBcc: x@y.test"))
    with pytest.raises(BadLetterError, match="no time zone"):
        to_bytes(letter(at=datetime(2026, 11, 23)))  # noqa: DTZ001 - the naive moment is the point


FRAGMENTS = [*'?"\\<>,;:()@🙂é', "=?", "?=", "utf-8", "?q?", "?b?", "=0d=0a", "Bcc:", "evil@x.test", "word"]
FRAGMENTS += ["\r\n", "\n", "\x00", "\u2028", "\ud800", " ", "  ", "x" * 80]
TEXT = (
    st.text(max_size=400)
    | st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join)
    | st.sampled_from([text for text in HOSTILE if len(text) < 1000])
)


@given(subject=TEXT, name=TEXT, body=TEXT)
@example(subject="=?utf-8?q?x=0d=0aBcc:_evil@x?=", name="=?utf-8?q?x=0d=0aBcc:_evil@x?=", body="")
@example(subject="a  🙂 b" * 30, name="", body=".\n..\nFrom me\n--=_x")
def test_every_letter_reads_back_as_meant(subject: str, name: str, body: str) -> None:
    data = to_bytes(letter(subject=subject, sender=Sender(name, "care@care.example.org"), body=body))
    seen = parsed(data)
    assert names_of(data) == seen.keys() == HEAD
    assert seen["Subject"] == one_line(subject, 200)
    # The standard library leaves a space between the parts of a name encoded in several.
    assert seen["From"].addresses[0].display_name.replace(" ", "") == one_line(name, 80).replace(" ", "")
    assert [address.addr_spec for address in seen["To"].addresses] == ["pat@customer.test"]
    text = seen.get_body(("plain",))
    assert text is not None
    assert plain(text.get_content()).rstrip("\n") == plain(body).rstrip("\n")


IDS = st.lists(st.text(st.characters(codec="ascii"), max_size=300).map(lambda text: f"<{text}>"), max_size=25)


@given(references=IDS, answered=st.text(max_size=80).map(lambda text: f"<{text}>"))
def test_ids_from_strangers_never_spoil_the_head(references: list[str], answered: str) -> None:
    data = to_bytes(letter(references=tuple(references), in_reply_to=answered))
    seen = parsed(data)
    wanted = list(dict.fromkeys(text for text in [*references, answered] if is_message_id(text)))
    expected = wanted if len(wanted) <= 11 else [wanted[0], *wanted[-10:]]
    assert str(seen.get("References", "")).split() == expected
    assert [name for name in names_of(data) if name not in ("References", "In-Reply-To")] == HEAD


def test_a_long_thread_keeps_its_first_and_its_last_ten_letters() -> None:
    chain = tuple(f"<{'long' * 20}.{number}@mail.customer.test>" for number in range(30))
    seen = parsed(to_bytes(letter(references=chain[:-1], in_reply_to=chain[-1])))
    assert seen["References"].split() == [chain[0], *chain[-10:]]
    assert seen["In-Reply-To"] == chain[-1]


def test_the_same_letter_is_always_the_same_bytes() -> None:
    assert to_bytes(RECEIPT) == to_bytes(letter())


def test_only_machines_own_words_are_marked_automatic() -> None:
    assert parsed(to_bytes(RECEIPT))["Auto-Submitted"] == "auto-generated"
    assert "Auto-Submitted" not in parsed(to_bytes(letter(automatic=False)))


def test_the_date_is_the_moment_given() -> None:
    at = datetime(2026, 11, 23, 6, 59, tzinfo=ZoneInfo("America/New_York"))
    assert parsed(to_bytes(letter(at=at)))["Date"] == "Mon, 23 Nov 2026 06:59:00 -0500"


def test_the_html_part_says_the_same_with_everything_escaped() -> None:
    body = (
        "Error <b>&\n  step one\n\nSee https://help.example.org/a?x=1&y=2.\nNot http://x.test or javascript:x"
    )
    html = parsed(to_bytes(letter(body=body))).get_body(("html",))
    assert html is not None
    page = plain(html.get_content())
    assert "Error &lt;b&gt;&amp;<br>\n&nbsp; step one</p>" in page
    assert (
        '<a href="https://help.example.org/a?x=1&amp;y=2">https://help.example.org/a?x=1&amp;y=2</a>.' in page
    )
    assert page.count("<a ") == 1
    assert page.count("<p ") == 2


def test_a_letter_can_be_read_back() -> None:
    long = letter(
        subject="Ünicode 🙂 " * 12, references=("<a@b>",), in_reply_to="<c@d>", automatic=False, body="ä\n\nb"
    )
    again = from_bytes(to_bytes(long))
    assert again.subject == one_line(long.subject, 200)
    assert isinstance(again.body, Screened)
    assert (again.body, again.at, again.to, again.sender) == (long.body, long.at, long.to, long.sender)
    assert (again.references, again.in_reply_to, again.automatic) == (("<a@b>", "<c@d>"), "<c@d>", False)


@pytest.mark.parametrize("data", [b"", b"Subject: x\r\n\r\n", b"\xff\x00", b"From: \r\nTo: \r\n\r\n"])
def test_rubbish_is_no_letter_of_ours(data: bytes) -> None:
    with pytest.raises(BadLetterError, match="not a letter of ours"):
        from_bytes(data)


def test_the_message_id_depends_on_secret_and_key_alone() -> None:
    first = message_id(SECRET, "entry 7 to pat", "x.test")
    assert first == message_id(SECRET, "entry 7 to pat", "x.test")
    assert first != message_id(SECRET, "entry 8 to pat", "x.test")
    assert first != message_id(SECRET[::-1], "entry 7 to pat", "x.test")
    assert is_message_id(first)
    assert len(first.partition("@")[0]) == 1 + 32  # 32 letters of 5 bits: 160 bits


def test_a_message_id_needs_a_real_secret_and_a_real_domain() -> None:
    with pytest.raises(ValueError, match="at least 16 bytes"):
        message_id(b"short", "key", "x.test")
    with pytest.raises(ValueError, match="domain"):
        message_id(SECRET, "key", "x.test>\r\nBcc: a@b.test")


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Upload stuck", "[InfraCare #1042] Upload stuck"),
        ("[InfraCare #1042] Upload stuck", "[InfraCare #1042] Upload stuck"),
        ("Re: [InfraCare #1042] Upload stuck", "[InfraCare #1042] Upload stuck"),
        ("Re: AW: [infracare #7] RE: Upload stuck", "[InfraCare #1042] Upload stuck"),
        ("[InfraCare #7] [InfraCare #8] Upload", "[InfraCare #1042] Upload"),
        ("[InfraCare[InfraCare #1] #2] Upload", "[InfraCare #1042] Upload"),
        ("[Other #7] Upload", "[InfraCare #1042] [Other #7] Upload"),
        ("{number} {tag}", "[InfraCare #1042] {number} {tag}"),
        ("Regarding: upload", "[InfraCare #1042] Regarding: upload"),
        ("Upload stuck\nHello,\nthe upload", "[InfraCare #1042] Upload stuck"),
        ("word " * 20, "[InfraCare #1042] " + "word " * 14 + "word…"),
    ],
)
def test_the_number_stands_once_at_the_front(subject: str, expected: str) -> None:
    numbered = subject_with_number(1042, restored(subject))
    assert numbered == expected
    assert isinstance(numbered, Screened)
    assert subject_with_number(1042, numbered) == expected
