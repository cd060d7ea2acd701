"""What a reply offers can be chosen by its number, and words that only begin with one choose nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.choices import chosen, numbered
from bot.message import ActName
from bot.replies import NOT_QUITE, OPEN, PERSON, SOLVED_IT
from bot.reply import Offer, Reply, ReplyKind
from guard import own
from tickets.values import DetailName

REPLY = Reply(ReplyKind.ANSWER, offers=(SOLVED_IT, NOT_QUITE, OPEN, PERSON))


def test_everything_that_is_offered_has_a_number_but_what_needs_a_form() -> None:
    remark = Offer(ActName.REMARK, own("Add a word"))
    given = replace(REPLY, offers=(SOLVED_IT, remark, SOLVED_IT, PERSON))
    assert numbered(given) == (SOLVED_IT, PERSON)
    assert numbered(replace(REPLY, asks=DetailName.JOB)) == (SOLVED_IT, NOT_QUITE, PERSON)


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("1", SOLVED_IT),
        ("\n  2.  \n", NOT_QUITE),
        ("(3)\n\nThanks,\nPat Moreno", OPEN),
        ("#4\n--\nPat", PERSON),
        ("1)\nPat Moreno", SOLVED_IT),
        ("0", None),
        ("5", None),
        ("", None),
        ("10 files are stuck", None),
        pytest.param("1\n" + "A" * 50_000 + "!", None, id="a line that would never end"),
        ("1\nbut it broke again today", None),
        ("1\nThanks,\nbut why does it take so long?", None),
        ("2044871", None),
    ],
)
def test_a_number_alone_chooses_and_words_do_not(text: str, offer: Offer | None) -> None:
    assert chosen(text, numbered(REPLY)) == offer
