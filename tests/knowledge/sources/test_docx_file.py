"""A Word file is looked through before it is read; its headings, tables and code stay what they are."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.sources.docx_file import read_docx
from knowledge.sources.text import UnreadableError
from tests.knowledge.sources.files import WORD, docx, row


def test_headings_tables_and_code_stay() -> None:
    paragraphs = [
        ("Title", "Reset"),
        ("Heading1", "Steps"),
        ("", "Press <OK>."),
        ("Code", "a  b"),
        ("Code", "c"),
    ]
    text = read_docx(docx(paragraphs, f"<w:tbl>{row('Key', 'Does')}{row('F8', 'next')}</w:tbl>"))
    assert text.title == "Reset"
    assert text.body == (
        "# Steps\n\nPress \\<OK\\>.\n\n```\na  b\nc\n```\n\n| Key | Does |\n| --- | --- |\n| F8 | next |\n"
    )
    assert text.updated == date(2026, 3, 4)


def test_without_a_title_in_the_text_that_of_its_facts_counts() -> None:
    assert read_docx(docx([("", "Words.")])).title == "By its facts"


def test_pictures_are_left_out_and_noted() -> None:
    assert read_docx(docx(parts={"word/media/a.png": b"\x89PNG"})).notes == ("Its pictures were left out.",)


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (docx(parts={"word/bomb.xml": b"0" * 60_000_000}), "unpacks to far more"),
        (docx(parts={"word/bomb.bin": b"0" * 4_000_000}), "unpacks to far more"),
        (docx(parts={f"word/{n}": b"" for n in range(2_001)}), "unpacks to far more"),
        (docx(document='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "declares entities"),
        (
            docx(parts={"word/a.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16")}),
            "declares entities",
        ),
        (
            docx(document=f'<w:document xmlns:w="{WORD}">{"<a>" * 300}{"</a>" * 300}</w:document>'),
            "nested too deep",
        ),
        (docx(document="<w:document>"), "XML is damaged"),
        (docx()[:400], "damaged or protected"),
        (b"PK\x03\x04", "damaged or protected"),
        (b"\xd0\xcf\x11\xe0 an old .doc", "no Word file"),
    ],
    ids=range(10),
)
def test_what_is_hostile_or_damaged_is_refused(content: bytes, wrong: str) -> None:
    with pytest.raises(UnreadableError, match=wrong):
        read_docx(content)


def test_an_archive_of_something_else_is_refused() -> None:
    content = docx().replace(b"word/document.xml", b"xl/documenttt.xml")
    with pytest.raises(UnreadableError, match="no Word file"):
        read_docx(content)
