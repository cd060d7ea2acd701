"""Who somebody is, decided by staff (policy 5), and tickets for people who phoned (policy 8)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import delete

from bot.message import Act, ActName, Author, Message
from bot.reply import Reply
from records.facts import from_facts
from tests.stories.stage import Speaker, Stage
from tickets import directory, reads, writes
from tickets.tables import IdentityRow
from tickets.values import Audience, DetailName, DetailState, EntryKind, LinkRequest, Person, Place

ADA, DAN, HAL = "ada@northside.example", "dan@northside.example", "hal@harbor.example"
SAM, KIM = "sam@infraware.example", "kim@infraware.example"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)
Does = Callable[..., Reply]


class Stranger(Speaker):
    """Somebody whom the door vouches for with no address."""

    def _author(self) -> Author:
        return Author("local", self.mail)


def stranger(stage: Stage, address: str, words: str = INCIDENT) -> Stranger:
    """Somebody unknown who wanted a ticket and named this address."""
    found = Stranger(stage, "U0NEW", f"new-{next(stage.ids)}")
    found.says(words)
    assert found.last is not None
    stage.later(minutes=1)
    found.says(address)
    return found


@pytest.fixture
def does(stage: Stage) -> Does:
    """Something staff do in the support channel, about a conversation or none."""

    def act(
        mail: str, name: ActName, conversation: int | None = None, value: str = "", **fields: str
    ) -> Reply:
        screened = {field: stage.screened(words) for field, words in fields.items()}
        at = f"staff-{next(stage.ids)}"
        place = Place("terminal", "local", mail, at, direct=True)
        pressed = Act(name, conversation, value, screened)
        return stage.here.road.respond(
            Message(f"story:{at}", stage.now, place, Author("local", mail, mail), act=pressed)
        )

    return act


def request(stage: Stage) -> LinkRequest:
    with stage.here.reading() as session:
        return reads.link_requests(session)[-1]


def known(stage: Stage, user: str) -> Person | None:
    with stage.here.reading() as session:
        return directory.person_by_identity(session, "terminal", "local", user)


def told(stage: Stage, conversation: int) -> list[Reply]:
    """What the bot has told the asker of that conversation."""
    with stage.here.reading() as session:
        lines = reads.history(session, conversation_id=conversation)
    theirs = [one for one in lines if one.kind is EntryKind.REPLIED and one.audience is Audience.CUSTOMER]
    return [from_facts(Reply, one.facts["reply"]) for one in theirs]


# Who is who.


def test_a_confirmed_asker_is_known_and_their_draft_goes_on(stage: Stage, does: Does) -> None:
    """Policy 5: a human confirms the link; what was told before is not asked again."""
    asker = stranger(stage, ADA)
    assert known(stage, "U0NEW") is None
    assert asker.last is not None
    talk = asker.last.conversation
    assert talk is not None
    does(SAM, ActName.LINK, talk, str(request(stage).id))
    person = known(stage, "U0NEW")
    assert person is not None
    assert person.mail == ADA
    ticket = stage.ticket(1001)
    assert ticket.opener.mail == ADA
    assert str(ticket.details[next(iter(ticket.details))].value) == "bcole"
    assert "Ticket #1001 is open" in told(stage, talk)[-1].text
    assert "A colleague has confirmed who you are." in told(stage, talk)[-1].after
    assert any("1001" in letter.subject for letter in stage.letters(ADA))


def test_a_confirmed_colleague_who_may_not_open_tickets_is_told_who_may(stage: Stage, does: Does) -> None:
    """Policy 5: entitlement is asked of the linked person as of everybody."""
    asker = stranger(stage, DAN)
    assert asker.last is not None
    talk = asker.last.conversation
    assert talk is not None
    does(SAM, ActName.LINK, talk, str(request(stage).id))
    assert stage.tickets() == ()
    last = told(stage, talk)[-1]
    assert last.text.startswith("A colleague has confirmed who you are.")
    assert "Hand it to Ada Brook" in [str(one.label) for one in last.offers]


def test_a_refused_asker_is_told_politely_and_stays_unknown(stage: Stage, does: Does) -> None:
    """Policy 5."""
    asker = stranger(stage, ADA)
    assert asker.last is not None
    talk = asker.last.conversation
    assert talk is not None
    does(SAM, ActName.REFUSE_LINK, talk, str(request(stage).id))
    assert "could not confirm" in told(stage, talk)[-1].text
    assert known(stage, "U0NEW") is None
    assert request(stage).confirmed is False
    assert "decided this already" in does(SAM, ActName.LINK, talk, str(request(stage).id)).text
    assert known(stage, "U0NEW") is None
    assert stage.tickets() == ()


def test_only_support_and_leads_decide_who_somebody_is(stage: Stage, does: Does) -> None:
    """Policy 13; neither other staff, nor customers, nor the asker."""
    asker = stranger(stage, ADA)
    assert asker.last is not None
    talk, wanted = asker.last.conversation, str(request(stage).id)
    for who in (KIM, ADA, HAL):
        assert does(who, ActName.LINK, talk, wanted).only_to_author
    assert asker.presses(ActName.LINK, wanted).only_to_author
    assert known(stage, "U0NEW") is None
    assert request(stage).confirmed is None


def test_a_request_of_another_conversation_cannot_be_confirmed_in_this_one(stage: Stage, does: Does) -> None:
    first = stranger(stage, ADA)
    wanted = str(request(stage).id)
    ben = stage.person("ben@northside.example")
    other = ben.says("How do I reset a user's password?").conversation
    assert first.last is not None
    assert other != first.last.conversation
    assert "no such request" in does(SAM, ActName.LINK, other, wanted).text
    assert known(stage, "U0NEW") is None


# Tickets for people who phoned.


def test_a_ticket_for_somebody_who_phoned_has_number_promise_and_receipt(stage: Stage, does: Does) -> None:
    """Policy 8, and 4: the clock starts with the act that opens it; recorded who opened it for whom."""
    does(
        SAM,
        ActName.PHONED,
        caller=ADA,
        category="incident",
        subject="The upload hangs at 80 %",
        job="8834127",
    )
    ticket = stage.ticket(1001)
    assert ticket.opener.mail == ADA
    assert (ticket.waiting_since, ticket.category) == (stage.now, "incident")
    [line] = [one for one in stage.history(1001) if one.kind is EntryKind.OPENED]
    assert line.person is not None
    assert (line.person.mail, line.facts["by_phone"], line.facts["for"]) == (SAM, True, ticket.opener.id)
    [receipt] = stage.letters(ADA)
    assert "[InfraCare #1001]" in receipt.subject
    assert "by 14:35 Eastern" in receipt.body
    assert "The search found" not in receipt.body


def test_what_does_not_apply_to_a_call_is_recorded_as_such_policy_3(stage: Stage, does: Does) -> None:
    does(SAM, ActName.PHONED, caller=ADA, category="incident", subject="It hangs", job_na="yes")
    details = stage.ticket(1001).details
    assert details[DetailName.JOB].state is DetailState.NOT_APPLICABLE
    assert details[DetailName.STEPS].state is DetailState.MISSING


def test_staff_are_told_the_number_and_by_when(stage: Stage, does: Does) -> None:
    reply = does(SAM, ActName.PHONED, caller="Ada Brook", category="incident", subject="The upload hangs")
    assert reply.conversation is not None
    [text] = [one.text for one in told(stage, reply.conversation) if one.text]
    assert text.startswith("Ticket #1001 is open for Ada Brook (ada@northside.example)")
    assert text.endswith("An answer is due by 14:35 Eastern.")


def test_staff_are_told_what_a_call_may_be_a_duplicate_of_and_of_the_same_customer_only_policy_3(
    stage: Stage, does: Does
) -> None:
    def call(caller: str, subject: str = "The upload hangs", **fields: str) -> str:
        reply = does(SAM, ActName.PHONED, caller=caller, category="incident", subject=subject, **fields)
        assert reply.conversation is not None
        return "\n".join(one.text for one in told(stage, reply.conversation))

    assert "looks like" not in call("cleo@lakeview.example", job="8834127")
    assert "looks like" not in call(ADA, job="8834127")
    assert "looks like" not in call(ADA, subject="A report is printed without its header")
    assert "It looks like #1002: merge it?" in call("ben@northside.example", subject="Hangs", job="8834127")
    assert len(stage.tickets()) == 4
    for mail in (ADA, "ben@northside.example", "cleo@lakeview.example"):
        assert not any("looks like" in one.body for one in stage.letters(mail))


def test_what_staff_answer_reaches_who_phoned_by_mail_when_slack_does_not_know_them(
    stage: Stage, does: Does
) -> None:
    """Policy 8: every word of it, not only the first."""
    with stage.here.writing() as session:
        session.execute(delete(IdentityRow))
    does(SAM, ActName.PHONED, caller=ADA, category="incident", subject="The upload hangs")
    desk = stage.desk(1001)
    desk.place = Place("terminal", "local", "desk", "1001.000001", direct=False)
    with stage.here.writing() as session:
        writes.bind(session, desk.conversation, desk.place, reads.DESK)
    for words in ("Please restart it.", "Did it help?"):
        stage.later(minutes=1)
        author = Author("local", SAM, SAM)
        identity = f"desk:{next(stage.ids)}"
        stage.here.road.respond(
            Message(identity, stage.now, desk.place, author, stage.screened(words), addressed=False)
        )
    bodies = [letter.body for letter in stage.letters(ADA)]
    assert sum("Please restart it." in one for one in bodies) == 1
    assert sum("Did it help?" in one for one in bodies) == 1


@pytest.mark.parametrize(
    ("caller", "why"),
    [
        (DAN, "is no licensed administrator"),
        (HAL, "because of their company's account"),
        ("nobody@nowhere.example", "I know nobody of that name"),
        (SAM, "I know nobody of that name"),
    ],
)
def test_a_ticket_by_phone_is_for_the_entitled_and_the_notes_are_kept(
    stage: Stage, does: Does, caller: str, why: str
) -> None:
    """Policy 5 holds on the phone as well; nothing that was written down is lost."""
    reply = does(SAM, ActName.PHONED, caller=caller, category="incident", subject="The upload hangs")
    assert why in reply.text
    assert "The upload hangs" in reply.text
    assert stage.tickets() == ()


def test_work_for_a_caller_is_only_opened_when_they_agreed_to_the_charge_policy_11(
    stage: Stage, does: Does
) -> None:
    wanted = {"caller": ADA, "category": "service", "subject": "Please add a routing group"}
    refused = does(SAM, ActName.PHONED, **wanted)
    assert "does not say that the caller agreed" in refused.text
    assert "Please add a routing group" in refused.text
    assert stage.tickets() == ()
    does(SAM, ActName.PHONED, **wanted, agreed="yes")
    assert stage.ticket(1001).category == "service"
    [agreed] = [one for one in stage.history(1001) if one.kind is EntryKind.CHARGE_AGREED]
    assert agreed.person is not None
    assert agreed.person.mail == ADA
    assert agreed.facts["by_phone"] is True
    does(SAM, ActName.PHONED, caller=ADA, category="incident", subject="It hangs", agreed="yes")
    assert EntryKind.CHARGE_AGREED not in {one.kind for one in stage.history(1002)}


def test_only_support_and_leads_open_tickets_for_others(stage: Stage, does: Does) -> None:
    """Policy 13."""
    for who in (KIM, ADA):
        does(who, ActName.PHONED, caller=ADA, category="incident", subject="The upload hangs")
    assert stage.tickets() == ()


def test_the_same_form_twice_opens_one_ticket(stage: Stage) -> None:
    place = Place("terminal", "local", SAM, "one", direct=True)
    fields = {"caller": stage.screened(ADA), "subject": stage.screened("The upload hangs")}
    message = Message(
        "one", stage.now, place, Author("local", SAM, SAM), act=Act(ActName.PHONED, fields=fields)
    )
    stage.here.road.respond(message)
    stage.here.road.respond(message)
    assert len(stage.tickets()) == 1
