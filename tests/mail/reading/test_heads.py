"""Head lines: senders, recipients, subjects, ids."""

from __future__ import annotations

import pytest

from mail.reading import read_letter
from mail.reading.heads import decoded
from tests.mail.reading.letters import OURS, letter, read


@pytest.mark.parametrize(
    ("line", "address", "name"),
    [
        ("pat@site.test", "pat@site.test", ""),
        ("Pat Doe <Pat@Site.test>", "pat@site.test", "Pat Doe"),
        ('"Doe, Pat" <pat@site.test>', "pat@site.test", "Doe, Pat"),
        ('"Pat \\"P\\" Doe" <pat@site.test>', "pat@site.test", 'Pat "P" Doe'),
        ("Pat (Sales) Doe <pat@site.test> (IT)", "pat@site.test", "Pat (Sales) Doe"),
        ("pat@site.test (Pat Doe)", "pat@site.test", "Pat Doe"),
        ("pat@site.test <pat@site.test>", "pat@site.test", "pat@site.test"),
        ("=?utf-8?q?P=C3=A4t_D=C3=B6?= <pat@site.test>", "pat@site.test", "Pät Dö"),
        ("=?utf-8?b?UMOk?= =?utf-8?b?dA==?= <pat@site.test>", "pat@site.test", "Pät"),
        ('"boss@vendor.test" <x@evil.test>', "x@evil.test", ""),
        ("=?utf-8?q?boss=40vendor.test=2C?= <x@evil.test>", "x@evil.test", ""),
        ("Pat\r\n <pat@site.test>", "pat@site.test", "Pat"),
    ],
)
def test_one_plain_address_is_the_sender(line: str, address: str, name: str) -> None:
    letter = read(From=line)
    assert (letter.sender, letter.sender_name) == (address, name)


@pytest.mark.parametrize(
    "line",
    [
        "a@good.test <x@evil.test>",
        "a@good.test, x@evil.test",
        "A <a@good.test>, X <x@evil.test>",
        "Doe, Pat <pat@site.test>",
        "staff: a@good.test;",
        "<a@good.test> <x@evil.test>",
        "Pat <pat@site.test> x@evil.test",
        "Pat <a@good.test",
        "Pat a@good.test>",
        '"Pat <a@good.test>" x@evil.test',
        '"Pat <a@good.test>',
        "Pat <@relay.test:a@good.test>",
        "Pat <a@[127.0.0.1]>",
        "Pat <a@good.test\x00>",
        "Pat <pät@site.test>",
        "Pat",
        "<>",
        "x" * 5000 + " <pat@site.test>",
    ],
)
def test_a_broken_from_line_has_no_sender(line: str) -> None:
    letter = read(From=line)
    assert (letter.sender, letter.sender_name) == ("", "")


def test_two_from_lines_have_no_sender() -> None:
    assert read_letter(b"From: b@site.test\r\n" + letter(), OURS).sender == ""


def test_none_has_no_sender() -> None:
    assert read(From="").sender == ""


def test_all_recipients_are_told_in_lower_case() -> None:
    letter = read(
        To='"Doe, x@y.test" <Support@Vendor.test>,\r\n b@site.test',
        Cc="Hidden:;, c@site.test",
        Delivered_To="support+tok@vendor.test",
    )
    assert letter.to == ("support@vendor.test", "b@site.test", "c@site.test", "support+tok@vendor.test")


@pytest.mark.parametrize(
    ("subject", "numbers"),
    [
        ("Re: [InfraCare #1042] Upload", (1042,)),
        ("AW: [EXTERN] RE: [infracare #7] x", (7,)),
        ("[InfraCare\r\n #1042] x", (1042,)),
        ("=?utf-8?Q?Re:_[InfraCare_#1042]_=C3=9Cpload?=", (1042,)),
        ("[InfraCare #1] [InfraCare #2] [InfraCare #1]", (1, 2)),
        ("[InfraCare #123456789012]", (123456789012,)),
        ("[InfraCare #1234567890123]", ()),
        ("[InfraCare #0]", ()),
        ("[InfraCare #٤٢]", ()),
        ("InfraCare #1042", ()),
        ("[NotInfraCare #1042]", ()),
        ("[InfraCare #10x]", ()),
        ("[vendor.test #5]", ()),
        ("", ()),
    ],
)
def test_numbers_stand_under_our_tag(subject: str, numbers: tuple[int, ...]) -> None:
    assert read(Subject=subject).numbers == numbers


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("=?iso-8859-1?q?caf=E9?= here", "café here"),
        ("=?utf-8?b?4pi?= =?utf-8?b?gw==?=", "☃"),
        ("=?utf-8*en?q?a_b?=", "a b"),
        ("=?nonsense?q?caf=E9?=", "café"),
        ("=?utf-8?x?a?= =? =?utf-8?q?", "=?utf-8?x?a?= =? =?utf-8?q?"),
        ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
    ],
)
def test_encoded_words_are_decoded_and_broken_ones_left(written: str, shown: str) -> None:
    assert decoded(written) == shown


def test_a_subject_can_never_bring_a_line_of_its_own() -> None:
    assert read(Subject="=?utf-8?q?x=0d=0aBcc:_evil@x?=").subject == "x Bcc: evil@x"


def test_what_it_answers_stands_with_the_nearest_first() -> None:
    letter = read(In_Reply_To="<b@v>", References="<first@v> <a@v>\r\n <b@v>", Message_ID=" <me@v> junk")
    assert letter.replies_to == ("<b@v>", "<a@v>", "<first@v>")
    assert letter.message_id == "<me@v>"


@pytest.mark.parametrize("written", ["", "none", "<a b@c>", "<" + "x" * 300 + "@y>", "<>"])
def test_a_message_id_that_is_none_is_empty(written: str) -> None:
    assert read(Message_ID=written).message_id == ""


def test_an_envelope_line_before_the_head_is_passed_over() -> None:
    assert read_letter(b"From pat@site.test Mon Nov  2\n" + letter(), OURS).sender == "pat@site.test"


def test_too_many_head_lines_leave_no_sender_and_say_so() -> None:
    found = read_letter(b"X-A: b\r\n" * 1001 + letter(), OURS)
    assert found.sender == ""
    assert found.trouble == ("it has too many head lines; the sender is not believed",)
