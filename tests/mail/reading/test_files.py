"""Files of letters: which come through, under what names, as what."""

from __future__ import annotations

from base64 import b64encode

import pytest

from mail.incoming import Incoming, LeftOut
from mail.reading import ReadRules, read_letter
from mail.reading.files import safe_name
from tests.mail.reading.letters import letter, parted, read

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def given(content: bytes, head: str) -> str:
    return f"{head}\nContent-Transfer-Encoding: base64\n\n{b64encode(content).decode()}"


def with_files(*files: str, rules: ReadRules | None = None) -> Incoming:
    body, head = parted("\nSee these.", *files)
    return read_letter(letter(body, head), rules or ReadRules())


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("../../etc/große.bin", "große.bin"),
        ("C:\\Users\\pat\\shot.png", "shot.png"),
        ("\u200b.htaccess", "htaccess"),
        ("..", "file-1.txt"),
        (".bashrc", "bashrc"),
        ("-rf.txt", "rf.txt"),
        ("a\x00b\r\nc.txt", "abc.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("my  file <1>.txt", "my_file_1_.txt"),
        ("CON.txt", "file-CON.txt"),
        ("nul", "file-nul"),
        ("x" * 300 + ".json", "x" * 88 + ".json"),
        ("日本語.pdf", "日本語.pdf"),
        ("", "file-1.txt"),
        ("\ud800x.txt", "x.txt"),
    ],
)
def test_names_are_made_anew(written: str, name: str) -> None:
    assert safe_name(written, "file-1.txt") == name


@pytest.mark.parametrize(
    ("head", "content", "name", "kind"),
    [
        ("Content-Type: image/png; name=shot.png", PNG, "shot.png", "image/png"),
        ("Content-Type: application/octet-stream; name=shot.png", PNG, "shot.png", "image/png"),
        (
            "Content-Type: image/png; name=shot.png",
            b"MZ" + b"\0" * 9,
            "shot.png.exe",
            "application/x-msdownload",
        ),
        ("Content-Type: image/png; name=shot.png", b"<script>", "shot.png", "application/octet-stream"),
        ("Content-Type: text/plain; name=a.log", b"x\0y", "a.log", "application/octet-stream"),
        ("Content-Type: text/csv; name=a.csv", b"a,b", "a.csv", "text/csv"),
        ("Content-Type: application/pdf", b"%PDF-1.7", "file-1.pdf", "application/pdf"),
        ("Content-Type: application/vnd.openxmlformats-x.docx; name=a.docx", b"PK\3\4x", "a.docx", None),
        ("Content-Type: application/ms-tnef; name=winmail.dat", b"\x78\x9f\x3e\x22", "winmail.dat", None),
        ("Content-Type: application/pkcs7-mime; name=smime.p7m", b"0\x80", "smime.p7m", None),
        ("Content-Type: message/rfc822", b"Subject: Old one\n\nx", "Old_one.eml", "message/rfc822"),
        ("Content-Type: text/calendar; method=REQUEST", b"BEGIN:VCALENDAR", "file-1.ics", "text/calendar"),
        ("Content-Type: image/jpeg; name*=utf-8''gr%C3%BC%C3%9Fe.jpeg", b"\xff\xd8\xff", "grüße.jpeg", None),
        ("Content-Type: x;\n name*0=lo; name*1=ng.; name*2*=tx%74", b"x", "long.txt", None),
        ('Content-Type: text/x; name="=?utf-8?q?gr=C3=BC=C3=9Fe=2Etxt?="', b"x", "grüße.txt", None),
        ('Content-Disposition: attachment; filename="a;b.txt"', b"x", "a_b.txt", "text/plain"),
        ("Content-Disposition: inline; filename=a.txt", b"x", "a.txt", "text/plain"),
    ],
)
def test_files_are_what_their_content_says(head: str, content: bytes, name: str, kind: str | None) -> None:
    (file,) = with_files(given(content, head)).files
    assert (file.name, file.content) == (name, content if "rfc822" not in head else file.content)
    assert kind in (None, file.media_type)


def test_a_letter_in_a_letter_is_kept_whole_and_not_read() -> None:
    inner = "Content-Type: message/rfc822\n\nFrom: x@y.test\nSubject: In/ner\n\ninner words"
    found = with_files(inner)
    assert found.whole == "See these."
    assert [(file.name, b"inner words" in file.content) for file in found.files] == [("In-ner.eml", True)]


def test_doubled_names_are_told_apart() -> None:
    found = with_files(*[given(PNG, "Content-Type: image/png; name=a.png")] * 3)
    assert [file.name for file in found.files] == ["a.png", "a-2.png", "a-3.png"]


def test_what_is_too_much_is_left_out_and_said() -> None:
    rules = ReadRules(files=2, file_bytes=100, largest=2_000)
    files = (
        given(b"x" * 101, "Content-Type: text/csv; name=large.csv"),
        given(b"", "Content-Type: text/csv; name=empty.csv"),
        given(b"x" * 100, "Content-Type: text/csv; name=a.csv"),
        given(b"x", "Content-Type: text/csv; name=b.csv"),
        given(b"x", "Content-Type: text/csv; name=c.csv"),
    )
    found = with_files(*files, rules=rules)
    assert [file.name for file in found.files] == ["a.csv", "b.csv"]
    assert found.left_out == (
        LeftOut("large.csv", "it is larger than 0.0001 MB"),
        LeftOut("empty.csv", "it is empty"),
        LeftOut("c.csv", "a letter may bring 2 files"),
    )


@pytest.mark.parametrize(
    "kind", ["application/pkcs7-mime; name=smime.p7m", "application/ms-tnef; name=winmail.dat"]
)
def test_a_letter_whose_words_are_sealed_says_so(kind: str) -> None:
    found = read("0\x80", Content_Type=kind)
    assert (found.whole, len(found.files)) == ("", 1)
    assert found.trouble == ("its words lie in a sealed part, which was kept as a file and not opened",)


def test_pictures_in_the_text_are_files_and_signatures_are_not() -> None:
    html = "Content-Type: text/html\n\n<img src=cid:1>words"
    picture = given(PNG, "Content-Type: image/png\nContent-ID: <1>\nContent-Disposition: inline")
    body, head = parted(html, picture, kind="related")
    assert [file.name for file in read(body, head).files] == ["file-1.png"]
    signature = given(b"0\x80", "Content-Type: application/pkcs7-signature; name=smime.p7s")
    assert read(*parted("\nwords", signature, kind="signed")).files == ()
