"""Who may open tickets, and what everybody else gets (policy 5)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.message import Act, ActName, Author, Message
from bot.reply import Reply, ReplyKind
from records.work import WorkRow
from tests.stories.stage import Speaker, Stage
from tickets.misuse import figures
from tickets.values import Audience, EntryKind, Place

ADA = "ada@northside.example"
BEN = "ben@northside.example"
DAN = "dan@northside.example"
CLEO = "cleo@lakeview.example"
HAL = "hal@harbor.example"
SAM = "sam@infraware.example"
HOW_TO = "How do I reset a user's password?"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)
ELSE = (
    'The Editor freezes with "IW-4411 out of handles" on job 7009999 for user jsmith '
    "after I opened a second report and pressed Save."
)


def press_on(stage: Stage, mail: str, talk: int | None, name: ActName, value: str = "") -> Speaker:
    """Somebody presses a button of another's conversation."""
    speaker = stage.person(mail)
    helper = stage.person(mail).says("hello")
    speaker.last = helper.__class__(helper.kind, conversation=talk)
    speaker.presses(name, value)
    return speaker


def pressed(stage: Stage, mail: str, talk: int | None, value: str) -> Reply:
    """The reply to who opens a colleague's draft."""
    place = Place("terminal", "local", mail, f"{mail}-{next(stage.ids)}", direct=True)
    act = Act(ActName.OPEN, talk, value)
    identity = f"opens:{next(stage.ids)}"
    return stage.here.road.respond(Message(identity, stage.now, place, Author("local", mail, mail), act=act))


def handed_entry(stage: Stage) -> int:
    """The entry that the newest hand-over was told from; its button carries it."""
    with stage.here.reading() as session:
        rows = session.scalars(select(WorkRow).where(WorkRow.queue.startswith("deliveries")))
        told = [row.payload["entry"] for row in rows if row.payload.get("show") == "handover"]
    return int(max(told))


def test_somebody_else_gets_self_help_and_is_told_who_their_administrators_are(stage: Stage) -> None:
    dan = stage.person(DAN)
    assert dan.says(HOW_TO).kind is ReplyKind.ANSWER
    reply = dan.says(INCIDENT)
    assert reply.kind is ReplyKind.HANDOVER
    assert "Ada Brook" in reply.text + reply.after
    assert "Hand it to Ada Brook" in dan.offered()
    assert stage.tickets() == ()


def test_the_draft_is_handed_over_and_opened_with_one_click_each(stage: Stage) -> None:
    dan = stage.person(DAN)
    talk = dan.says(INCIDENT).conversation
    dan.presses(ActName.HAND, dan.value_of("Hand it to Ada Brook"))
    press_on(stage, ADA, talk, ActName.OPEN, str(handed_entry(stage)))
    [ticket] = stage.tickets()
    assert (ticket.opener.mail, ticket.subject[:11]) == (ADA, "Job 7001234")


def test_a_draft_stays_as_it_was_handed_when_its_asker_asks_something_else(stage: Stage) -> None:
    dan = stage.person(DAN)
    talk = dan.says(INCIDENT).conversation
    dan.presses(ActName.HAND, dan.value_of("Hand it to Ada Brook"))
    stage.later(minutes=5)
    assert dan.says(ELSE).conversation != talk
    press_on(stage, ADA, talk, ActName.OPEN, str(handed_entry(stage)))
    [ticket] = stage.tickets()
    assert ticket.subject.startswith("Job 7001234")
    assert {str(one.value) for one in ticket.details.values() if one.value} >= {"7001234"}


def test_two_drafts_of_one_thread_are_opened_each_by_itself_policy_5(stage: Stage) -> None:
    dan = stage.person(DAN)
    opened = []
    for words in (INCIDENT, ELSE):
        talk = dan.says(words).conversation
        dan.presses(ActName.HAND, dan.value_of("Hand it to Ada Brook"))
        opened.append((talk, str(handed_entry(stage))))
        stage.later(minutes=5)
    for talk, entry in opened:
        press_on(stage, ADA, talk, ActName.OPEN, entry)
    subjects = sorted(str(one.subject)[:11] for one in stage.tickets())
    assert subjects == ["Job 7001234", "The Editor "]


def test_a_draft_that_was_opened_already_names_its_ticket(stage: Stage) -> None:
    dan = stage.person(DAN)
    talk = dan.says(INCIDENT).conversation
    dan.presses(ActName.HAND, dan.value_of("Hand it to Ada Brook"))
    entry = str(handed_entry(stage))
    press_on(stage, ADA, talk, ActName.OPEN, entry)
    again = pressed(stage, BEN, talk, entry)
    assert "has ticket #1001 and will answer you by" in again.text
    assert len(stage.tickets()) == 1
    assert "1001" not in pressed(stage, CLEO, talk, entry).text


def test_the_same_draft_is_handed_to_the_same_administrator_once_policy_5(stage: Stage) -> None:
    dan = stage.person(DAN)
    dan.says(INCIDENT)
    ada, ben = (dan.value_of(f"Hand it to {name}") for name in ("Ada Brook", "Ben Cole"))
    assert "already" not in dan.presses(ActName.HAND, ada).text
    assert "handed your draft to Ada Brook already" in dan.presses(ActName.HAND, ada).text
    assert (len(stage.letters(ADA)), len(stage.letters(BEN))) == (1, 0)
    dan.presses(ActName.HAND, ben)
    assert (len(stage.letters(ADA)), len(stage.letters(BEN))) == (1, 1)
    stage.later(minutes=5)
    dan.says(ELSE)
    assert "already" not in dan.presses(ActName.HAND, ada).text
    assert len(stage.letters(ADA)) == 2


def test_the_letter_that_hands_a_draft_over_holds_it_as_it_was(stage: Stage) -> None:
    dan = stage.person(DAN)
    dan.says(INCIDENT)
    dan.presses(ActName.HAND, dan.value_of("Hand it to Ada Brook"))
    dan.says(ELSE)
    [letter] = stage.letters(ADA)
    assert "Dan Frost of your company needs help" in letter.body
    assert "7001234" in letter.body
    assert "7009999" not in letter.body


def test_nobody_of_another_customer_opens_a_draft(stage: Stage) -> None:
    dan = stage.person(DAN)
    talk = dan.says(INCIDENT).conversation
    dan.presses(ActName.HAND, dan.value_of("Hand it to Ada Brook"))
    for mail in (CLEO, HAL):
        press_on(stage, mail, talk, ActName.OPEN, str(handed_entry(stage)))
    assert stage.tickets() == ()


def test_a_customer_not_in_good_standing_gets_self_help_and_the_contact_for_accounts(stage: Stage) -> None:
    hal = stage.person(HAL)
    assert hal.says(HOW_TO).kind is ReplyKind.ANSWER
    reply = hal.says(INCIDENT)
    assert "Accounts can help: accounts@infraware.example" in reply.text + reply.after
    assert stage.tickets() == ()


@pytest.mark.parametrize("mail", [HAL, DAN, "nobody@elsewhere.example", CLEO])
def test_entitlement_never_hides_the_emergency_lines(stage: Stage, mail: str) -> None:
    reply = stage.person(mail).says("The whole platform is down, nobody can dictate at any of our sites!")
    assert reply.kind is ReplyKind.OUTAGE
    told = f"{reply.news} {reply.text}"
    assert "877-235-7239" in told
    assert "888-232-3775" in told


# Tickets for readily available information.


def insisting(stage: Stage, times: int, mail: str = ADA) -> Speaker:
    """An administrator opens a ticket about the same how-to question again and again."""
    ada = stage.person(mail)
    for _ in range(times):
        ada = stage.person(mail)
        ada.says(HOW_TO)
        ada.presses(ActName.PERSON)
        for _ in range(4):
            if ada.last is not None and ada.last.kind is not ReplyKind.TICKET:
                ada.presses(ActName.SKIP)
        stage.later(minutes=1)
    assert len(stage.tickets()) == times
    return ada


def test_below_the_figure_nobody_is_referred(stage: Stage) -> None:
    insisting(stage, 4)
    ada = stage.person(ADA)
    ada.says(HOW_TO)
    assert ada.presses(ActName.PERSON).kind is not ReplyKind.CLOSEST


def test_from_the_figure_on_the_documentation_comes_first_and_a_person_is_still_offered(stage: Stage) -> None:
    insisting(stage, 5)
    ada = stage.person(ADA)
    ada.says(HOW_TO)
    reply = ada.presses(ActName.PERSON)
    assert "point you to the documentation first" in reply.text
    assert [str(hit.title) for hit in reply.hits[:1]] == ["Reset a user's password in the IMC"]
    assert ada.offered().count("Talk to a person") == 1
    assert len(stage.tickets()) == 5
    ada.presses(ActName.PERSON)
    for _ in range(4):
        ada.presses(ActName.SKIP)
    assert len(stage.tickets()) == 6
    [figure] = [one for one in stage.history(1006) if one.kind is EntryKind.REFERRED]
    assert figure.audience is Audience.STAFF
    assert "in 30 days: 5." in (figure.words or "")


def test_words_that_ask_for_a_person_are_referred_likewise(stage: Stage) -> None:
    insisting(stage, 5)
    ada = stage.person(ADA)
    ada.says(HOW_TO)
    assert "documentation first" in ada.says("I want to talk to a person").text
    assert "documentation first" not in ada.says("I want to talk to a person").text


def test_the_figure_never_holds_back_an_incident(stage: Stage) -> None:
    insisting(stage, 6 - 1)
    assert stage.person(ADA).says(INCIDENT).kind is ReplyKind.TICKET


def test_the_figure_forgets_what_is_older_than_its_days_and_is_each_administrators_own(stage: Stage) -> None:
    insisting(stage, 5)
    rules = stage.here.rules
    with stage.here.reading() as session:
        [one] = figures(session, stage.now, rules.misuse, rules.sure.precision)
        assert (one.person.mail, one.tickets) == (ADA, 5)
    stage.later(days=31)
    ada = stage.person(ADA)
    ada.says(HOW_TO)
    assert "documentation first" not in ada.presses(ActName.PERSON).text


def test_an_incident_that_staff_call_education_counts_when_an_article_answered_it(stage: Stage) -> None:
    stage.person(ADA).says(INCIDENT)
    desk = stage.desk(1001)
    desk.presses(SAM, ActName.EDUCATION)
    rules = stage.here.rules
    with stage.here.reading() as session:
        assert figures(session, stage.now, rules.misuse, rules.sure.precision) == ()
    stage.person(ADA).says(ELSE)
    desk = stage.desk(1002)
    desk.presses(SAM, ActName.ARTICLE, "reset-a-password")
    desk.presses(SAM, ActName.EDUCATION)
    with stage.here.reading() as session:
        [one] = figures(session, stage.now, rules.misuse, rules.sure.precision)
    assert one.tickets == 1
