"""The lines of a PDF become headings, paragraphs and lists again."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader, PdfWriter

from knowledge.sources.pdf_file import MOST_PAGES, read_pdf
from knowledge.sources.text import UnreadableError
from tests.knowledge.sources.files import pdf

GUIDE = [
    (20.0, "Reset a password"),
    (10.0, "A line that is so long that it goes on to the next one, with its last word di-"),
    (10.0, "vided. It ends here."),
    (10.0, "Another paragraph *begins*."),
    (14.0, "Steps"),
    (10.0, "1. Open (it)."),
    (10.0, "2. Press OK."),
    (10.0, "• At once"),
]


def test_headings_paragraphs_and_lists_are_found() -> None:
    text = read_pdf(pdf([GUIDE], "/ModDate (D:20260304000000Z)"))
    assert text.title == "Reset a password"
    assert text.body == (
        "A line that is so long that it goes on to the next one, with its last word divided. "
        "It ends here.\n\n"
        "Another paragraph \\*begins\\*.\n\n## Steps\n\n1. Open (it).\n2. Press OK.\n- At once\n"
    )
    assert text.updated == date(2026, 3, 4)


def test_running_heads_and_page_numbers_go() -> None:
    pages = [
        [
            (9.0, "Acme guide"),
            *((10.0, f"Words {'abcd'[n] * page}.") for n in range(4)),
            (9.0, f"Page {page}"),
        ]
        for page in range(1, 5)
    ]
    body = read_pdf(pdf(pages)).body
    assert "Acme" not in body
    assert "Page" not in body
    assert "Words dddd." in body


def test_the_title_of_the_file_counts_where_no_line_is_larger() -> None:
    assert read_pdf(pdf([[(10.0, "Words.")]], "/Title (A guide)")).title == "A guide"
    assert read_pdf(pdf([[(10.0, "Words.")]], "/Title (guide_final.docx)")).title == ""


def test_pages_without_text_are_noted_and_a_scan_is_refused() -> None:
    assert read_pdf(pdf([[(10.0, "Words.")], []])).notes == ("No text was found on 1 of 2 pages.",)
    with pytest.raises(UnreadableError, match="text recognition"):
        read_pdf(pdf([[]]))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\n%%EOF", b"\0" * 2000, pdf([GUIDE])[:300]])
def test_what_is_no_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_pdf(content)


def test_a_password_is_asked_for_by_a_sentence() -> None:
    out = io.BytesIO()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([GUIDE]))))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    with pytest.raises(UnreadableError, match="save a copy without one"):
        read_pdf(out.getvalue())


def test_a_book_is_refused() -> None:
    with pytest.raises(UnreadableError, match="are a book; split it"):
        read_pdf(pdf([[]] * (MOST_PAGES + 1)))
