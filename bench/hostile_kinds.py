"""Kinds of hostile letters, each a function of chance and of how large it is to be."""

from __future__ import annotations

import random
from base64 import b64encode
from collections.abc import Callable
from typing import Final

Kind = Callable[[random.Random, int], bytes]
"""Chance and a size in bytes, of which the letter has a few times as many at the most."""

_USUAL: Final = b"From: Pat Doe <pat@site.test>\r\nTo: support@vendor.test\r\nSubject: [InfraCare #7] x\r\n"
_PLAIN: Final = b"Content-Type: text/plain; charset=utf-8\r\n"
_HTML: Final = b"Content-Type: text/html; charset=utf-8\r\n"


def _some(written: str) -> tuple[bytes, ...]:
    r"""Pieces parted by white space, their escapes (``\x20``, ``\r\n``) resolved."""
    return tuple(piece.encode().decode("unicode_escape").encode("latin-1") for piece in written.split())


def _letter(body: bytes, *heads: bytes) -> bytes:
    return _USUAL + b"".join(heads) + b"\r\n" + body


def _filled(piece: bytes, size: int) -> bytes:
    return piece * max(1, size // len(piece))


def _head(name: bytes, value: bytes) -> bytes:
    return name + b": " + value + b"\r\n" + _letter(b"x")


_MIXED: Final = b"Content-Type: multipart/mixed; boundary=b\r\n"


def deep_parts(chance: random.Random, size: int) -> bytes:
    same = chance.random() < 0.3
    names = [b"b" if same else b"b%d" % at for at in range(max(2, min(size // 60, 3_000)))]
    opened = (b"Content-Type: multipart/mixed; boundary=%b\r\n\r\n--%b\r\n" % (name, name) for name in names)
    return _USUAL + b"".join(opened) + b"\r\n" + _filled(b"x\r\n", size // 2)


_PARTS = _some(r"--b\r\n\r\nx\r\n --b\r\n \n--b --b\r\nContent-Type:message/rfc822\r\n\r\n --b--\r\n")


def many_parts(chance: random.Random, size: int) -> bytes:
    return _letter(_filled(chance.choice(_PARTS), size), _MIXED)


_IN_PARTS = _some(
    r"""text/html\r\n\r\n<p> text/html\r\n\r\n& text/plain\r\n\r\n\x00 text/plain\r\n\r\n>x\n
    message/delivery-status\r\n\r\nStatus:5.1.1\n\n message/rfc822\r\n\r\nSubject:x\n image/png\r\n\r\nx"""
)


def large_parts(chance: random.Random, size: int) -> bytes:
    """Each part of the letter is long, so that limits for one of them do not help."""
    start = chance.choice(_IN_PARTS)
    part = b"--b\r\nContent-Type: " + start + _filled(start.rpartition(b"\r\n\r\n")[2], size // 150) + b"\r\n"
    kind = chance.choice(
        (_MIXED, _MIXED.replace(b"mixed", b"alternative"), _MIXED.replace(b"mixed", b"report"))
    )
    return _letter(part * 150, b"Return-Path: <>\r\n", kind)


_NEAR = (*_some(r"\n--bx \n--b\x20\t\x20x \n--b--x \r--b\r \n--\n"), b"\n--b" + b" " * 500)
_BOUNDARIES = (*_some(r"b \"\" \"b\x20\" =?utf-8?q?b?= \xff '"), b"b" * 300)


def near_boundaries(chance: random.Random, size: int) -> bytes:
    named = b"Content-Type: multipart/mixed; boundary=%b\r\n" % chance.choice(_BOUNDARIES)
    return _letter(_filled(chance.choice(_NEAR), size), named)


_LINES_OF_HEADS = _some(r"X:y\r\n From:a@b.test\r\n :\r\n X\r\n Received:x\r\n a:b\n To:a@b.test\r\n")


def many_heads(chance: random.Random, size: int) -> bytes:
    return _filled(chance.choice(_LINES_OF_HEADS), size) + _letter(b"x")


_NAMES = _some("Subject From To Message-ID References In-Reply-To Content-Type List-Id X-Loop Return-Path")
_FOLDS = _some(r"\x20x\r\n \t\r\n \x20\n \x20<a@b>\r\n \x20=?utf-8?q?x?=\r\n \x20,\r\n \x20;x=y\r\n")
_FILLS = (*_some(r"x < \" ( \\ @ a@b.test, =? \xff ; <a@b> \x20 \x00 \r (x) <"), b"[InfraCare #1]")


def folded_heads(chance: random.Random, size: int) -> bytes:
    return chance.choice(_NAMES) + b": x\r\n" + _filled(chance.choice(_FOLDS), size) + _letter(b"x")


def giant_heads(chance: random.Random, size: int) -> bytes:
    return _head(chance.choice(_NAMES), _filled(chance.choice(_FILLS), size))


_WORDS = _some(
    r"""=?utf-8?q?x?=\x20 =?utf-8?b?eA==?=\x20 =?utf-8?q?=3D?=3D?=3D?=3D? =?x?q?=?x?q? =?punycode?q?x-y?=
    =?utf-7?q?+AAA-?= =?unicode_escape?q?=5Cx00?= =?cccccccccccccccccccccccccccccccccccccccccccccccc?q?x?=
    =?utf-8?q?=0d=0aBcc:_x@y.test?= =?utf-8?q?=00?= =?utf-8?b?=?= =?iso-2022-jp?b?GyRC?="""
)


def encoded_words(chance: random.Random, size: int) -> bytes:
    return _head(chance.choice(_NAMES), _filled(chance.choice(_WORDS), size))


_PARAMS = _some(
    r""";name*5=x ;name*0*=utf-8''%00 ;\x20\x20\x20\x20\x20\x20\x20\x20\x20\x20 ;name=" ;name*99999999999=x
    ;x="\\ ;boundary*0=a;boundary*1=b ;=;*=;*0*= ;name*0*=x'y;name*1*=%zz ;filename="a\\"b" """
)
_WITH_PARAMS = (b"Content-Type: text/plain", b"Content-Disposition: attachment", b"Content-Type: multipart/x")


def continuations(chance: random.Random, size: int) -> bytes:
    numbered = b"".join(b"; name*%d*=%%41" % at for at in range(min(size // 12, 100_000)))
    said = numbered if chance.random() < 0.3 else _filled(chance.choice(_PARAMS), size)
    return _USUAL + chance.choice(_WITH_PARAMS) + said + b"\r\n\r\nwords"


_CODED = _some(r"= =\r\n =41 A A= !!!! QUJD\r\n \xff ====\n =\n =0a =\x20\x20\x20 begin\x20644\x20x\n")
_CODINGS = _some(r"base64 quoted-printable x-uuencode 7bit BASE64; \"base64\" \xff base64(x)")


def codings(chance: random.Random, size: int) -> bytes:
    coding = b"Content-Transfer-Encoding: " + chance.choice(_CODINGS) + b"\r\n"
    return _letter(_filled(chance.choice(_CODED), size), chance.choice((_PLAIN, _HTML)), coding)


_CHARSETS = (
    *_some(
        r"""utf-8 utf-7 utf-16 utf-32 punycode idna zlib rot13 hex undefined unicode_escape iso-2022-jp
        iso-2022-kr big5 shift_jis mbcs \xff ../../etc/passwd gb18030 hz base64 cp65001 euc-jp
        =?x?q?y?= "" """
    ),
    b"x" * 500,
)
_IN_CHARSETS = _some(r"\xff\xfe \x1b$B +AAA- xn-- \x00 \x80\x81 \xf0\x9f \xed\xa0\x80 ~{ \x1b$)C\x0e")


def charsets(chance: random.Random, size: int) -> bytes:
    named = b"Content-Type: text/plain; charset=%b\r\n" % chance.choice(_CHARSETS)
    return _letter(_filled(chance.choice((*_IN_CHARSETS, chance.randbytes(999))), size), named)


def nested_letters(_chance: random.Random, size: int) -> bytes:
    return _USUAL + _filled(b"Content-Type: message/rfc822\r\n\r\nSubject: x\r\n", size) + b"\r\nx"


_TAGS = _some(
    r"""<div> <b> <p><b\x20id=1> <a><table> <blockquote> <font\x20color=1><p> <table><tr><td> <ul><li> <pre>\n
    <a\x20href=https://x.test/>x </p> </div> <svg><math> <select><b> <i><b></i></b> <br> <hr> <template>
    <h1><p> <table><b><tr> <ol><li>x<ol> <td> <blockquote><br> <title> <body><html> <plaintext> <xmp>"""
)
_SCRAPS = (
    *_some(
        r"""< <!-- --> <a\x20 <a\x20" <a\x20' <a\x20href= <script> </script <![CDATA[
        & &# &#x110000; &amp <! <?
        </ <p\x20title='> <a\x20href="<a\x20href=" <style> <img\x20alt= <a\x20href='jAvAsCrIpT:x'>
        <a\x00href=x> \x00<b\x00> <textarea> <noscript> <iframe> &lt;b&gt;
        <a\x20href=https://x.test/&quot;>"""
    ),
    b"<p " + b"x=1 " * 200 + b">",
)
_BESIDE_SCRAPS = (b"", b"x", b"<b>", b" ", b"\n", b">")


def html_tags(chance: random.Random, size: int) -> bytes:
    return _letter(_filled(chance.choice(_TAGS), size), _HTML)


def html_scraps(chance: random.Random, size: int) -> bytes:
    return _letter(_filled(chance.choice(_SCRAPS) + chance.choice(_BESIDE_SCRAPS), size), _HTML)


_QUOTES = (
    *_some(
        r""">\n >x\ny\n On\x201/1/26,x\x20wrote:\n On\x201/1/26,\nx\nwrote:\n --\x20\n
        From:x\n From:x\nSent:y\n
        -----Original\x20Message-----\n --\x20\n>x\n >x\nOn\x201/1/26\x20x\x20wrote:\n \n \xa0\n
        Am\x201.1.26\x20schrieb\x20x:\n>y\nz\n *From:*x\n*To:*y\n*Sent:*z\n
        ________________________________\n"""
    ),
    b">" * 900 + b"\n",
    b"-" * 90 + b"\n",
    b"On " + b"wrote " * 60 + b"1/1:\n",
    b"1 wrote" + b"x" * 130 + b":\n",
)


def quote_lines(chance: random.Random, size: int) -> bytes:
    answers = chance.choice((b"", b"In-Reply-To: <a@b.test>\r\n"))
    return _letter(_filled(chance.choice(_QUOTES), size), _PLAIN, answers)


_FLOWED = (*_some(r"x\x20\n \x20\n >\x20\n >\x20x\x20\n>>\x20y\x20\n --\x20\n"), b">" * 500 + b" \n")


def flowed(chance: random.Random, size: int) -> bytes:
    more = chance.choice((b"", b"; delsp=yes"))
    kind = b"Content-Type: text/plain; format=flowed%b\r\n" % more
    return _letter(_filled(chance.choice(_FLOWED), size), kind)


_SENDERS = _some(
    r"""a@good.test\x20<x@evil.test> "a@good.test"\x20<x@evil.test> @ <> a@b.test\r\nFrom:x@evil.test
    =?utf-8?q?a=40good.test?=\x20<x@evil.test> g:a@b.test,c@d.test; \x00a@b.test a@b.test\x0b a@[127.0.0.1]
    "a\x20b"@c.test a@b.test. \xe2\x80\x8ba@b.test a@\xc3\xbc.test <a@b.test>\x20<c@d.test> <a@b.test>,"""
)
_IN_SENDERS = _some(r"( \" \\ a@b.test, < () \"x\" a\x20 (x) <a@b.test>")


def senders(chance: random.Random, size: int) -> bytes:
    long = _filled(chance.choice(_IN_SENDERS), min(size, 4_000)) + chance.choice((b"", b"<a@b.test>"))
    line = chance.choice((*_SENDERS, long))
    return b"From: " + line + b"\r\nTo: support@vendor.test\r\nSubject: x\r\n\r\nx"


_RESULTS = _some(
    r"""( \" \\ ; = () ;dmarc=pass\x20header.from=site.test ;dmarc=pass(;dmarc=fail)header.from=evil.test
    ;dmarc\x20=\x20pass\x20 ;dmarc=fail ;reason=\"\\\" ;dmarc=pass\x00header.from=site.test"""
)


def results(chance: random.Random, size: int) -> bytes:
    ours = chance.choice((b"mx.vendor.test", b"mx.evil.test", b""))
    return _head(b"Authentication-Results", ours + _filled(chance.choice(_RESULTS), size))


_REPORTED = _some(
    r"""Action:failed\r\n\r\n Status:5.1.1\r\n\r\n Final-Recipient:rfc822;\r\n \r\n\x20\r\n :\r\n
    Action:failed\r\nDiagnostic-Code:smtp;xxxxxxxxxxxxxxxx\r\n\r\n Original-Message-ID:<a@b>\r\n
    Action:\x00\n\n"""
)
_TOLD = (
    *_some(
        r"""Message-ID:\x20<a@b.test>\n could\x20not\x20be\x20delivered\x20 5.1.1\x20 <a@b.test>\n
        delayed\x2024\x20hours\n mail\x20delivery\x20"""
    ),
    b"message-id:" + b" " * 90,
    b"5." * 400,
)


def reports(chance: random.Random, size: int) -> bytes:
    status = _filled(chance.choice(_REPORTED), size)
    body = b"--b\r\nContent-Type: message/delivery-status\r\n\r\n" + status + b"\r\n--b--\r\n"
    return _letter(body, b"Content-Type: multipart/report; boundary=b\r\n", b"Return-Path: <>\r\n")


def told_reports(chance: random.Random, size: int) -> bytes:
    return b"Return-Path: <>\r\n" + _letter(b"failure notice\n" + _filled(chance.choice(_TOLD), size))


_FILE_NAMES = (
    *_some(
        r"""../../etc/passwd ..\\..\\x \x00 .htaccess \xe2\x80\x8b.htaccess CON x.png\r\n
        \xe2\x80\xaegnp.exe ...
        -rf a/b/ \x20 \xed\xa0\x80 `id` $(id).txt =?utf-8?q?=2E=2E=2Fx?= winmail.dat x.eml \xcc\x81 \xff"""
    ),
    b"a" * 5_000,
    b"a" * 200 + b"." + b"b" * 200,
)
_FILE_KINDS = (*_some(r"image/png message/rfc822 application/ms-tnef text/x \xff/\xff / a"), b"x" * 900)
_FILE_STARTS = _some(r"\x89PNG\r\n\x1a\n PK\x03\x04 MZ \x78\x9f\x3e\x22 \xd0\xcf\x11\xe0 <html> \x00")


def files(chance: random.Random, size: int) -> bytes:
    content = b64encode(chance.choice(_FILE_STARTS) + b"\0" * (size // 20))
    part = b'--b\r\nContent-Type: %b; name="%b"\r\nContent-Transfer-Encoding: base64\r\n\r\n%b\r\n'
    written = part % (chance.choice(_FILE_KINDS), chance.choice(_FILE_NAMES), content)
    return _letter(written * chance.randrange(1, 15), _MIXED)


_TEXTS = _some(r"x \r \n \r\n \x00 \xe2\x80\xa8 word\x20 \x1b[2J https://x.test/\x20 @ \xcc\x81 \xe2\x80\xae")


def texts(chance: random.Random, size: int) -> bytes:
    return _letter(_filled(chance.choice(_TEXTS), size), _PLAIN)


def noise(chance: random.Random, size: int) -> bytes:
    return chance.randbytes(min(size, 200_000))


_SOUND: Final = b"\r\n".join(
    (
        b"Return-Path: <pat@site.test>",
        b"Authentication-Results: mx.vendor.test; dmarc=pass header.from=site.test",
        _USUAL + b"Message-ID: <1@site.test>",
        b"In-Reply-To: <2@vendor.test>",
        b"Content-Type: multipart/mixed; boundary=b",
        b"",
        b"--b",
        b"Content-Type: multipart/alternative; boundary=c",
        b"",
        b"--c",
        b"Content-Type: text/plain; charset=utf-8",
        b"Content-Transfer-Encoding: quoted-printable",
        b"",
        b"It fails =C3=BC.\r\n\r\nOn Mon, 2 Nov 2026, x wrote:\r\n> old",
        b"--c",
        b"Content-Type: text/html",
        b"",
        b"<p>It fails</p>",
        b"--c--",
        b"--b",
        b"Content-Type: image/png; name*=utf-8''a%20b.png",
        b"Content-Transfer-Encoding: base64",
        b"",
        b"iVBORw0KGgoAAAA=",
        b"--b--",
        b"",
    )
)
_CHANGES = _some(r"\r\n \n\n --b \" \x00 \xff < > =? ; :")


def mutated(chance: random.Random, _size: int) -> bytes:
    raw = bytearray(_SOUND)
    for _ in range(chance.randrange(1, 30)):
        at = chance.randrange(len(raw))
        stop = min(len(raw), at + chance.randrange(60))
        raw[at:stop] = chance.choice((*_CHANGES, b"", chance.randbytes(3), bytes(raw[at:stop]) * 2))
        raw = raw or bytearray(b"x")
    return bytes(raw)


KINDS: Final[tuple[Kind, ...]] = (
    *(
        deep_parts,
        many_parts,
        large_parts,
        near_boundaries,
        many_heads,
        folded_heads,
        giant_heads,
        encoded_words,
    ),
    *(continuations, codings, charsets, nested_letters, html_tags, html_scraps, quote_lines, flowed),
    *(senders, results, reports, told_reports, files, texts, noise, mutated, mutated, mutated),
)
