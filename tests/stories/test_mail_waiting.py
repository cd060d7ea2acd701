"""Letters that nobody may believe wait for staff, and tell nobody anything until they have decided."""

from __future__ import annotations

import pytest

from bot.message import ActName
from bot.slack.letter_card import card
from tests.stories.mail_stage import Correspondent, opened_by, waiting, work_off
from tests.stories.stage import Stage
from tickets.letters import Became
from tickets.values import Audience, EntryKind

SECRET = "Our billing export of job 3055123 fails with code Q-77."


def test_the_number_of_another_customers_ticket_leads_nowhere_by_itself(stage: Stage) -> None:
    number = opened_by(Correspondent(stage, "ada@northside.example"), SECRET)
    cleo = Correspondent(stage, "cleo@lakeview.example")
    assert cleo.writes_letter("What about this?", f"Re: [InfraCare #{number}] export") is Became.WAITING
    assert [one.reason for one in waiting(stage)] == ["foreign"]
    assert cleo.mailbox() == []
    assert all("What about this?" not in (one.words or "") for one in stage.history(number))


def test_two_numbers_and_a_number_that_is_none_of_ours_wait(stage: Stage) -> None:
    ada = Correspondent(stage, "ada@northside.example")
    first, second = opened_by(ada, SECRET), opened_by(ada, "The printer in ward 4 prints nothing at all.")
    ada.writes_letter("Both still fail.", f"[InfraCare #{first}] [InfraCare #{second}] both")
    ada.writes_letter("And this?", "[InfraCare #99999] printing")
    assert [one.reason for one in waiting(stage)] == ["two-numbers", "no-such-number"]


def test_staff_without_proof_stop_no_clock_and_reach_nobody(stage: Stage) -> None:
    ada = Correspondent(stage, "ada@northside.example")
    number = opened_by(ada, SECRET)
    before = len(ada.mailbox())
    sam = Correspondent(stage, "sam@infraware.example")
    assert sam.writes_letter("Please wait.", f"Re: [InfraCare #{number}] export") is Became.WAITING
    assert [one.reason for one in waiting(stage)] == ["staff-unproven"]
    assert stage.ticket(number).due_at is not None
    assert len(ada.mailbox()) == before


def test_a_letter_without_a_sender_that_can_be_believed_waits(stage: Stage) -> None:
    nobody = Correspondent(stage, "a@x.example, b@y.example")
    assert nobody.writes_letter("It is all broken.") is Became.WAITING
    assert [one.reason for one in waiting(stage)] == ["no-sender"]


def test_staff_give_it_to_the_ticket_and_its_clock_counts_from_its_arrival(stage: Stage) -> None:
    number = opened_by(Correspondent(stage, "ada@northside.example"), SECRET)
    desk = stage.desk(number)
    desk.says("sam@infraware.example", "Which browser is it?")
    stage.later(minutes=10)
    private = Correspondent(stage, "ada.at.home@freemail.example")
    came = stage.now
    private.writes_letter("It is Firefox.", f"Re: [InfraCare #{number}] export")
    [letter] = waiting(stage)
    stage.later(minutes=25)
    desk.presses("sam@infraware.example", ActName.GIVE_LETTER, str(letter.id), number=str(number))
    work_off(stage)
    assert waiting(stage) == ()
    assert stage.ticket(number).waiting_since == came
    said = [one for one in stage.history(number) if one.kind is EntryKind.CUSTOMER_WORDS]
    assert "It is Firefox." in (said[-1].words or "")
    noted = [one for one in stage.history(number) if one.kind is EntryKind.NOTE]
    assert "waited for a decision" in (noted[-1].words or "")
    assert noted[-1].audience is Audience.STAFF
    assert private.mailbox() == []


def test_staff_open_it_as_a_ticket_of_somebody_who_may(stage: Stage) -> None:
    home = Correspondent(stage, "ada.at.home@freemail.example")
    home.writes_letter("How do I reset my password?")
    came = stage.now
    home.writes_letter(SECRET, "Export fails")
    [letter] = waiting(stage)
    stage.later(minutes=5)
    desk = stage.office()
    desk.presses("sam@infraware.example", ActName.OPEN_LETTER, str(letter.id), caller="dan@northside.example")
    assert stage.tickets() == ()
    desk.presses("sam@infraware.example", ActName.OPEN_LETTER, str(letter.id), caller="ada@northside.example")
    work_off(stage)
    [ticket] = stage.tickets()
    assert (ticket.opener.mail, ticket.opened_at) == ("ada@northside.example", came)
    assert all("InfraCare #" not in letter.subject for letter in home.mailbox())


@pytest.mark.parametrize("mail", ["kim@infraware.example", "ada@northside.example"])
def test_only_support_and_leads_decide(stage: Stage, mail: str) -> None:
    Correspondent(stage, "a@x.example, b@y.example").writes_letter("Hello?")
    [letter] = waiting(stage)
    stage.office().presses(mail, ActName.DISCARD_LETTER, str(letter.id))
    assert len(waiting(stage)) == 1
    stage.office().presses("lea@infraware.example", ActName.DISCARD_LETTER, str(letter.id))
    assert waiting(stage) == ()


def test_the_card_says_why_and_who_decided(stage: Stage) -> None:
    Correspondent(stage, "a@x.example, b@y.example").writes_letter("Hello?")
    [letter] = waiting(stage)
    blocks, _ = card(letter, stage.here.rules, stage.now)
    assert "does not say from whom" in str(blocks)
    assert str(blocks).count("desk:") == 3


def test_without_a_support_channel_staff_are_written_to_and_told_no_words(stage: Stage) -> None:
    Correspondent(stage, "a@x.example, b@y.example").writes_letter(SECRET)
    told = stage.letters("support@infraware.example")
    assert [one.subject for one in told] == ["A letter waits for a decision"]
    assert "infracare mail show 1" in told[0].body
    assert "3055123" not in told[0].body


def test_what_staff_have_written_becomes_no_customer_s_word(stage: Stage) -> None:
    number = opened_by(Correspondent(stage, "ada@northside.example"), SECRET)
    Correspondent(stage, "sam@infraware.example").writes_letter("Wait.", f"[InfraCare #{number}] export")
    [letter] = waiting(stage)
    stage.office().presses("lea@infraware.example", ActName.GIVE_LETTER, str(letter.id), number=str(number))
    work_off(stage)
    assert len(waiting(stage)) == 1
    assert all(one.kind is not EntryKind.CUSTOMER_WORDS for one in stage.history(number))


def test_a_letter_that_only_forwards_another_is_a_ticket_of_what_it_forwards(stage: Stage) -> None:
    ada = Correspondent(stage, "ada@northside.example")
    ada.writes_letter("\n> The merge of job 2044871 fails.\n> It says E-77.\n", "FW: merge")
    [ticket] = stage.tickets()
    assert "merge of job 2044871 fails" in str(stage.history(ticket.number)[0].words)


def test_a_wave_of_unknown_senders_is_not_answered_for_ever(stage: Stage) -> None:
    """Whoever forges many addresses would have us write to all of them."""
    most = stage.here.settings.mail.letters_per_hour
    wave = [Correspondent(stage, f"somebody{one}@shop.example") for one in range(most + 3)]
    became = [one.writes_letter("Buy a better uploader now.") for one in wave]
    assert became == [Became.TAKEN] * most + [Became.WAITING] * 3
    assert {one.reason for one in waiting(stage)} == {"too-many-unknown"}
    ada = Correspondent(stage, "ada@northside.example")
    assert ada.writes_letter(SECRET) is Became.TAKEN
    shown = [one for one in stage.letters("support@infraware.example") if "letter waits" in one.subject]
    assert len(shown) == 1
