"""What is new in a letter, and what only quotes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mailparser_reply import EmailReplyParser

from mail.reading.quotes import new_words
from tests.mail.reading.letters import read
from tests.mail.reading.quoted import ANNOUNCED, ANSWERS, MARKED, OUTLOOK, UNMARKED

LINES = (
    "Yes.",
    "",
    "> old",
    ">> older",
    "On 11/2/26, x wrote:",
    "-- ",
    "--",
    "From: a",
    "Sent: b",
    "To: c",
    "1",
)

FOREIGN = ("mutt", "spanish", "french, wrapped")
"""Announcements that the second opinion does not know."""
GMAIL = (
    '<div>Yes.</div><div class="gmail_quote"><div dir="ltr">On 11/2/26, x wrote:<br></div>'
    '<blockquote class="gmail_quote">No?</blockquote></div>'
)
OUTLOOK_HTML = (
    "<p>Yes.</p><hr><p><b>From:</b> x<br><b>Sent:</b> y<br><b>To:</b> z<br><b>Subject:</b> s</p><p>No?</p>"
)


@pytest.mark.parametrize(("text", "new"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS])
def test_of_an_answer_only_what_is_new_is_left(text: str, new: str) -> None:
    assert new_words(text, answers=True) == new


@pytest.mark.parametrize(
    "text",
    [
        ">>> import upload\n>>> upload.run()\nTraceback",
        "It prints\n> ready\n> failed",
        "From: pat\nthe rest of it",
        "On Monday the importer stopped.",
    ],
)
def test_a_letter_that_answers_nothing_loses_nothing(text: str) -> None:
    assert read(text).new == text


PASTED = "From: Anna\nSent: Monday\nTo: IT\nSubject: broken\n\nI cannot open job 4711."
SHOWN = "Anna (anna@site.test) wrote:"


@pytest.mark.parametrize(
    ("text", "new"),
    [
        (f"Our user writes:\n\n{PASTED}", f"Our user writes:\n\n{PASTED}"),
        (f"{SHOWN}\n\nI cannot open job 4711.", f"{SHOWN}\n\nI cannot open job 4711."),
        (f"{SHOWN}\n> I cannot open it", f"{SHOWN}\n> I cannot open it"),
    ],
)
def test_what_a_new_letter_shows_of_others_is_kept(text: str, new: str) -> None:
    assert read(text).new == new


def test_a_pasted_letter_above_ours_is_kept() -> None:
    ours = OUTLOOK.replace("Subject: x", "Subject: RE: [InfraCare #7] Upload")
    text = f"Our user writes:\n\n{PASTED}\n\n________________\n{ours}\n\nWhich job is it?"
    assert read(text, Subject="RE: [InfraCare #7] Upload").new == f"Our user writes:\n\n{PASTED}"


def test_words_of_others_shown_in_an_answer_without_a_date_are_kept() -> None:
    text = f"Yes.\n\n{SHOWN}\nI cannot open job 4711.\n\n{OUTLOOK}\n\nWhich job is it?"
    assert read(text, Subject="RE: x").new == f"Yes.\n\n{SHOWN}\nI cannot open job 4711."


@pytest.mark.parametrize(
    "pointer", ["See my answers below.", "Antworten unten.", "Réponses en rouge ci-dessous."]
)
def test_where_the_answers_stand_in_an_unmarked_quote_all_is_kept(pointer: str) -> None:
    text = f"{pointer}\n\n{OUTLOOK}\n\nWhich job is it?\n4711"
    assert read(text, Subject="RE: x").new == text


def test_what_is_passed_on_is_not_taken_for_a_quote() -> None:
    text = f"Please look.\n\n{OUTLOOK}\n\nThe upload fails since noon."
    assert read(text, Subject="FW: Upload").new == text
    assert read(text, Subject="RE: Upload").new == "Please look."


@pytest.mark.parametrize(
    ("body", "new"),
    [
        (GMAIL, "Yes."),
        (OUTLOOK_HTML, "Yes."),
        ("<p>One.</p><blockquote>No?</blockquote><p>Two.</p>", "One.\n\nTwo."),
    ],
)
def test_quotes_in_html_are_told_as_well(body: str, new: str) -> None:
    assert read(body, Content_Type="text/html", In_Reply_To="<a@vendor.test>").new == new


@pytest.mark.parametrize(
    "line", [line for name, line in (*ANNOUNCED[:12], *UNMARKED[:6]) if name not in FOREIGN]
)
def test_a_second_opinion_agrees_on_what_is_above_a_quote(line: str) -> None:
    """``mail-parser-reply`` knows all but three of them."""
    text = f"The upload failed again at noon.\n\n{line}\n{MARKED}\n"
    known = EmailReplyParser(languages=["en", "de", "fr", "es", "it", "nl", "pt"])
    assert new_words(text, answers=True) == known.parse_reply(text).strip()


@settings(deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=25), st.booleans())
def test_nothing_is_made_up_and_something_is_always_left(lines: list[str], answers: bool) -> None:
    text = "\n".join(lines)
    new = new_words(text, answers=answers)
    assert bool(new) == bool(text.strip())
    rest = iter(line.strip() for line in lines if line.strip())
    assert all(line.strip() in rest for line in new.split("\n") if line.strip()), "lines keep their order"
