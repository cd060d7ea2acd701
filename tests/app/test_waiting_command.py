"""`infracare mail waiting` and what an operator decides about the letters it lists."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import LiteralString

from app.worker import utc_now
from guard import own
from tests.app.conftest import Infracare
from tests.app.homes import Home
from tests.stories.mail_stage import work_off
from tests.stories.stage import Stage
from tickets import letters, reads
from tickets.letters import Became, Came


def waits(home: Home, said: LiteralString, sender: str = "pat@x.example") -> int:
    """A letter that waits; its number."""
    digest = sha256(said.encode()).hexdigest()
    came = Came(digest, "<1@x>", utc_now(), sender, own("Upload stuck"), own(said), Became.WAITING, "foreign")
    here = home.opened()
    with here.writing() as session:
        number = letters.note_came(session, came)
    here.engine.dispose()
    assert number is not None
    return number


def test_letters_that_wait_are_listed_with_the_reason(home: Home, infracare: Infracare) -> None:
    assert infracare("mail", "waiting").out == "No letter waits.\n"
    number = waits(home, "It is stuck at 80 %.")
    listed = infracare("mail", "waiting").out
    assert "pat@x.example  Upload stuck" in listed
    assert "its sender is not of that ticket's customer" in listed
    [one] = json.loads(infracare("mail", "waiting", "--json").out)
    assert (one["id"], one["from"], one["state"], one["reason"]) == (
        number,
        "pat@x.example",
        "waiting",
        "foreign",
    )
    assert "It is stuck at 80 %." in infracare("mail", "show", str(number)).out


def test_one_is_opened_for_somebody_who_may_and_given_to_a_ticket(home: Home, infracare: Infracare) -> None:
    first, second = waits(home, "It is stuck at 80 %."), waits(home, "It is stuck in ward 4 as well.")
    refused = infracare("mail", "open", str(first))
    assert (refused.code, "I know nobody of that name or address" in refused.err) == (2, True)
    assert infracare("mail", "open", str(first), "--as", "ada@northside.example").code == 0
    stage = Stage(home.opened(), utc_now())
    work_off(stage)
    [ticket] = stage.tickets()
    assert ticket.opener.mail == "ada@northside.example"
    assert (
        "There is no ticket of that number that goes on"
        in infracare("mail", "give", str(second), "--ticket", "9").err
    )
    assert infracare("mail", "give", str(second), "--ticket", str(ticket.number)).code == 0
    work_off(stage)
    with stage.here.reading() as session:
        said = [entry.words or "" for entry in reads.history(session, number=ticket.number)]
    assert any("ward 4" in words for words in said)
    stage.here.engine.dispose()


def test_one_is_discarded_once(home: Home, infracare: Infracare) -> None:
    number = waits(home, "Buy now.")
    assert infracare("mail", "discard", str(number)).code == 0
    assert f"Letter {number} does not wait" in infracare("mail", "discard", str(number)).err
    assert infracare("mail", "waiting").out == "No letter waits.\n"
