"""What becomes of a letter, as a table: nothing of it depends on the words in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.replies import OPEN
from guard import own
from mail.belonging import Belongs
from mail.breakers import Lately
from mail.incoming import Automatic, Bounce, Incoming, Proof
from mail.judging import Known, judge
from tickets.letter_reasons import Why
from tickets.letters import Became
from tickets.values import (
    Conversation,
    Customer,
    Person,
    Role,
    Stage,
    Status,
    Ticket,
)

AT = datetime(2026, 11, 23, 17, 35, tzinfo=UTC)
CLINIC = Customer(1, "clinic", "Clinic", good_standing=True)
PAT = Person(1, "Pat", "pat@clinic.example", customer=CLINIC, licensed=True)
UNLICENSED = replace(PAT, licensed=False)
OWING = replace(PAT, customer=replace(CLINIC, good_standing=False))
SAM = Person(2, "Sam", "sam@vendor.example", roles=frozenset({Role.SUPPORT}))
LETTER = Incoming(
    digest="d",
    message_id="<1@clinic.example>",
    sender="pat@clinic.example",
    sender_name="Pat",
    to=("support@vendor.example",),
    subject="Upload",
    numbers=(),
    replies_to=(),
    new="It is stuck.",
    whole="It is stuck.",
    proof=Proof.ABSENT,
    automatic=None,
    bounce=None,
    files=(),
    left_out=(),
)
PROVEN = replace(LETTER, proof=Proof.PASSED)
FORGED = replace(LETTER, proof=Proof.FAILED)
TALK = Conversation(
    7, "mail", "mail", PAT.mail, 1, 1, AT, Stage.TICKET, own(""), None, None, {}, (), 0, False, None, 0, AT
)
TICKET = Ticket(
    1042, 7, CLINIC, PAT, AT, AT, Status.OPEN, "incident", None, own(""), {}, (), None, None, None, None, None
)
OF_TICKET = Belongs(TALK, TICKET)
NONE = Belongs()
BOUNCE = Bounce(True, "5.1.1", "no such user", "pat@clinic.example", (), ())
QUIET = Lately()


def known(person: Person | None, belongs: Belongs = NONE, lately: Lately = QUIET) -> Known:
    return Known(person, belongs, lately, most=20)


@pytest.mark.parametrize(
    ("letter", "around", "state", "why"),
    [
        (LETTER, known(PAT), Became.TAKEN, Why.OPENS),
        (PROVEN, known(PAT), Became.TAKEN, Why.OPENS),
        (LETTER, known(PAT, OF_TICKET), Became.TAKEN, Why.JOINS),
        (LETTER, known(UNLICENSED, OF_TICKET), Became.TAKEN, Why.JOINS),
        (LETTER, known(PAT, Belongs(TALK)), Became.TAKEN, Why.OPENS),
        (LETTER, known(UNLICENSED), Became.TAKEN, Why.SELF_HELP),
        (LETTER, known(OWING), Became.TAKEN, Why.SELF_HELP),
        (LETTER, known(None), Became.TAKEN, Why.UNKNOWN_HELPED),
        (LETTER, known(None, lately=Lately(unknown=19)), Became.TAKEN, Why.UNKNOWN_HELPED),
        (LETTER, known(None, lately=Lately(unknown=20)), Became.WAITING, Why.TOO_MANY_UNKNOWN),
        (LETTER, known(UNLICENSED, lately=Lately(unknown=99)), Became.TAKEN, Why.SELF_HELP),
        (LETTER, known(None, lately=Lately(answered=True)), Became.WAITING, Why.ANSWERED_BEFORE),
        (LETTER, known(PAT, lately=Lately(answered=True)), Became.TAKEN, Why.OPENS),
        (LETTER, replace(known(None), offer=OPEN), Became.TAKEN, Why.CHOICE),
        (PROVEN, known(SAM, OF_TICKET), Became.TAKEN, Why.OF_STAFF),
        (PROVEN, known(SAM), Became.WAITING, Why.STAFF_NO_TICKET),
        (LETTER, known(SAM, OF_TICKET), Became.WAITING, Why.STAFF_UNPROVEN),
        (LETTER, known(SAM), Became.WAITING, Why.STAFF_UNPROVEN),
        (FORGED, known(SAM, OF_TICKET), Became.WAITING, Why.FORGED),
        (FORGED, known(PAT, OF_TICKET), Became.WAITING, Why.FORGED),
        (LETTER, known(PAT, replace(OF_TICKET, why=Why.FOREIGN)), Became.WAITING, Why.FOREIGN),
        (LETTER, known(PAT, Belongs(why=Why.TWO_NUMBERS)), Became.WAITING, Why.TWO_NUMBERS),
        (LETTER, known(None, Belongs(why=Why.NO_SUCH_NUMBER)), Became.WAITING, Why.NO_SUCH_NUMBER),
        (replace(LETTER, sender=""), known(None), Became.WAITING, Why.NO_SENDER),
        (LETTER, replace(known(None), ourselves=True), Became.WAITING, Why.OURSELVES),
        (LETTER, known(PAT, lately=Lately(sent=19)), Became.TAKEN, Why.OPENS),
        (LETTER, known(PAT, lately=Lately(sent=20)), Became.WAITING, Why.TOO_MANY),
        (LETTER, known(PAT, OF_TICKET, Lately(about=20)), Became.WAITING, Why.TOO_MANY_ABOUT),
        (PROVEN, known(SAM, OF_TICKET, Lately(sent=20)), Became.WAITING, Why.TOO_MANY),
        (LETTER, replace(known(PAT), ours=True), Became.DROPPED, Why.LOOP),
        (LETTER, replace(known(PAT), alike=True), Became.DROPPED, Why.REPEATED),
    ],
)
def test_a_letter_becomes(letter: Incoming, around: Known, state: Became, why: Why) -> None:
    verdict = judge(letter, around)
    assert (verdict.state, verdict.why) == (state, why)


@pytest.mark.parametrize("automatic", Automatic)
@pytest.mark.parametrize("person", [None, PAT, SAM])
@pytest.mark.parametrize("belongs", [NONE, OF_TICKET, replace(OF_TICKET, why=Why.FOREIGN)])
def test_what_no_person_wrote_never_goes_down_the_road(
    automatic: Automatic, person: Person | None, belongs: Belongs
) -> None:
    letter = replace(PROVEN, automatic=automatic)
    verdict = judge(letter, replace(known(person, belongs), offer=OPEN))
    kept = belongs is OF_TICKET
    assert verdict.state is (Became.NOTED if kept else Became.DROPPED)


def test_a_report_of_failure_is_noted_whoever_sends_it() -> None:
    letter = replace(LETTER, bounce=BOUNCE, automatic=Automatic.REPORT)
    for around in (known(None), known(PAT, OF_TICKET), known(SAM, lately=Lately(sent=99))):
        assert (judge(letter, around).state, judge(letter, around).why) == (Became.NOTED, Why.BOUNCE)


def test_every_reason_to_wait_is_told_in_words() -> None:
    from bot.words.letters import REASONS

    kept_waiting = list(Why)[list(Why).index(Why.NO_SENDER) :]
    assert REASONS.keys() == set(kept_waiting)
