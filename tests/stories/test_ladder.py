"""From the thread to the telephone to a web conference, step by step (policy 9)."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.message import ActName, Author, Message
from bot.reply import Reply, ReplyKind
from tests.stories.slack_stage import SlackStages
from tests.stories.stage import Desk, Speaker, Stage
from tickets import directory, visit_writes, writes
from tickets.history_clock import compared, recompute
from tickets.policy import LadderRules
from tickets.values import Audience, Entry, EntryKind, Place
from tickets.visits import Plan

ADA, BEN, LEA, KIM, SAM = (
    "ada@northside.example",
    "ben@northside.example",
    "lea@infraware.example",
    "kim@infraware.example",
    "sam@infraware.example",
)
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)
NUMBER = "812-555-0142"
LINK = "https://meet.example/j/85123"
WHY = "Two answers did not help."


@pytest.fixture
def ada(stage: Stage) -> Speaker:
    ada = stage.person(ADA)
    ada.says(INCIDENT)
    return ada


@pytest.fixture
def desk(stage: Stage, ada: Speaker) -> Desk:
    assert ada.last is not None
    return stage.desk(ada.last.ticket or 0)


def entries(stage: Stage, kind: EntryKind) -> list[Entry]:
    return [one for one in stage.history(1001) if one.kind is kind]


def told(stage: Stage) -> str:
    """What the history holds for the customer, as one text."""
    shown = (one for one in stage.history(1001) if one.audience is Audience.CUSTOMER)
    return json.dumps([[one.facts, one.words] for one in shown], default=str)


def call(desk: Desk, mail: str = SAM, **more: str) -> str:
    return str(desk.presses(mail, ActName.CALL, **{"number": NUMBER, "words": WHY, **more}).text)


def confer(desk: Desk, mail: str = SAM, **more: str) -> str:
    return str(desk.presses(mail, ActName.CONFERENCE, **{"link": LINK, "words": WHY, **more}).text)


def test_a_call_comes_after_two_replies_and_a_conference_after_a_call(stage: Stage, desk: Desk) -> None:
    """Policy 9: each step only after proper attempts at the step before; refusals say why."""
    assert "2 more replies first" in call(desk)
    desk.says(SAM, "Please restart the Editor.")
    desk.says(SAM, "note: the merge fault again")
    assert "One more reply first" in call(desk)
    desk.says(SAM, "Did you restart it?")
    assert "One call first" in confer(desk)
    assert entries(stage, EntryKind.CALL_BEGUN) == []
    assert "phones the customer" in call(desk)
    assert "meets the customer in a web conference" in confer(desk)
    [begun], [met] = entries(stage, EntryKind.CALL_BEGUN), entries(stage, EntryKind.CONFERENCE_BEGUN)
    assert (begun.person and begun.person.name, begun.words, begun.audience) == (
        "Sam Ortiz",
        WHY,
        Audience.STAFF,
    )
    assert (begun.facts["number"], begun.facts["begun"], met.facts["link"]) == (
        "812-555-0142",
        stage.now.isoformat(),
        LINK,
    )


def test_words_of_who_may_not_answer_and_edits_are_no_attempts(stage: Stage, desk: Desk) -> None:
    """Policy 9: proper attempts are replies of support or leads."""
    desk.says(KIM, "I would look at the article.")
    desk.says(SAM, "Please restart the Editor.")
    edited = stage.screened("Please restart the Editor twice.")
    author = Author("T0001", SAM, SAM)
    stage.here.road.respond(
        Message("desk:9:edited:1", stage.now, desk.place, author, edited, addressed=False, amends="desk:9")
    )
    assert len(entries(stage, EntryKind.STAFF_WORDS)) == 2
    assert "One more reply first" in call(desk)


def test_the_customer_is_told_where_they_asked_and_never_the_reason(stage: Stage, desk: Desk) -> None:
    """Policy 9: the step is told to the customer; its reason stays with staff."""
    desk.says(SAM, "Please restart the Editor.")
    desk.says(SAM, "Did you restart it?")
    call(desk)
    confer(desk)
    assert "Support is phoning you now about ticket #1001." in told(stage)
    assert f"web conference about ticket #1001, now: {LINK}" in told(stage)
    assert WHY not in told(stage)
    assert "812-555-0142" not in told(stage)


def test_a_call_recorded_as_begun_stops_the_clock_from_when_it_began(stage: Stage, desk: Desk) -> None:
    """Policy 4: a call recorded as begun is a response, and the first one is told by mail as well."""
    stage.here.rules.__dict__["ladder"] = LadderRules(replies_before_call=0)
    begun = stage.now.timestamp() + 300
    stage.later(minutes=20)
    call(desk, begun=str(int(begun)))
    assert stage.ticket(1001).waiting_since is None
    [stopped] = entries(stage, EntryKind.CLOCK_STOPPED)
    assert (stopped.at.timestamp(), stopped.facts["waited_seconds"]) == (begun, 300)
    assert compared(stage.ticket(1001), recompute(stage.history(1001))) == ()
    assert any("phoning you now" in letter.body for letter in stage.letters(ADA))


@pytest.mark.parametrize(
    ("begun", "sentence"), [(-3600 * 25, "within the last 24 hours"), (3600, "not one to come")]
)
def test_a_call_is_not_recorded_at_any_time_one_likes(
    stage: Stage, desk: Desk, begun: int, sentence: str
) -> None:
    stage.here.rules.__dict__["ladder"] = LadderRules(replies_before_call=0)
    assert sentence in call(desk, begun=str(int(stage.now.timestamp()) + begun))
    assert entries(stage, EntryKind.CALL_BEGUN) == []


def test_who_was_not_reached_got_no_response_but_it_was_an_attempt(stage: Stage, desk: Desk) -> None:
    """Policy 4 and 9: nobody was answered, so the clock goes on; the attempt counts on the ladder."""
    stage.here.rules.__dict__["ladder"] = LadderRules(replies_before_call=0)
    due = stage.ticket(1001).due_at
    assert "nobody was reached" in call(desk, outcome="not_reached")
    assert stage.ticket(1001).due_at == due
    assert "reached nobody" in told(stage)
    assert "web conference" in confer(desk)
    assert stage.ticket(1001).due_at is None
    assert compared(stage.ticket(1001), recompute(stage.history(1001))) == ()


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("begun", "Sam Ortiz phones the customer;"),
        ("helped", "Sam Ortiz spoke with the customer on the telephone, and it helped;"),
        ("goes_on", "Sam Ortiz spoke with the customer on the telephone, and the matter goes on;"),
        ("not_reached", "Sam Ortiz phoned the customer and reached nobody;"),
    ],
)
def test_the_desk_reads_how_the_call_went_policy_9(stage: Stage, desk: Desk, outcome: str, said: str) -> None:
    stage.here.rules.__dict__["ladder"] = LadderRules(replies_before_call=0)
    assert call(desk, outcome=outcome).startswith(said)


def test_a_call_that_began_before_the_customer_wrote_answers_nothing(
    stage: Stage, ada: Speaker, desk: Desk
) -> None:
    """Policy 4: only what was said before is answered."""
    stage.here.rules.__dict__["ladder"] = LadderRules(replies_before_call=0)
    desk.says(SAM, "Please restart the Editor.")
    stage.later(minutes=30)
    ada.says("It fails again.")
    before = str(int(stage.now.timestamp()) - 600)
    assert "has written after that began" in call(desk, begun=before)
    assert stage.ticket(1001).waiting_since is not None
    assert compared(stage.ticket(1001), recompute(stage.history(1001))) == ()


def test_only_support_and_leads_take_the_step(stage: Stage, desk: Desk) -> None:
    """Policy 9 and 13."""
    stage.here.rules.__dict__["ladder"] = LadderRules(replies_before_call=0)
    assert "support staff and leads can" in call(desk, mail=KIM)
    assert "phones the customer" in call(desk, mail=LEA)


def test_a_step_needs_its_number_and_its_reason(stage: Stage, desk: Desk) -> None:
    """Policy 9: the step and its reason are recorded. A number is one, and never stands among words."""
    stage.here.rules.__dict__["ladder"] = LadderRules(replies_before_call=0)
    assert "one telephone number and nothing else" in call(desk, number="ask Ben")
    assert "Please say why" in call(desk, words="  ")
    call(desk)
    assert "https://" in confer(desk, link="ask Ben")
    assert len(entries(stage, EntryKind.CALL_BEGUN)) == 1


def book(stage: Stage, mail: str, *, days_before: int) -> None:
    """A visit of that administrator's customer, under way now, booked so many days ago."""
    with stage.here.writing() as session:
        booker = directory.person_by_mail(session, mail)
        assert booker is not None
        assert booker.customer is not None
        place = Place("terminal", "local", mail, "visit", direct=True)
        asker = writes.Asker("terminal", "local", mail, booker, booker.customer.id)
        then = stage.now - timedelta(days=days_before)
        talk = writes.begin(session, asker, place, then)
        hour = timedelta(hours=1)
        said = stage.screened("a printer")
        plan = Plan(said, said, stage.now - hour, stage.now + hour, said, said, said)
        by = visit_writes.By(booker, then, stage.here.rules.visits)
        visit_writes.book(session, talk, booker.customer, booker, plan, by)


def test_on_a_guaranteed_visit_staff_phone_at_once(stage: Stage) -> None:
    """Policy 6 and 9: visits go to the phone at once; the call answers in the visit tier (policy 4)."""
    book(stage, BEN, days_before=3)
    stage.person(ADA).says(INCIDENT)
    assert stage.ticket(1001).tier == "visit"
    assert "on a guaranteed visit" in call(stage.desk(1001))
    [begun] = entries(stage, EntryKind.CALL_BEGUN)
    assert begun.facts["visiting"] is True
    assert stage.ticket(1001).waiting_since is None


@pytest.mark.parametrize(("mail", "days_before"), [(BEN, 0), ("cleo@lakeview.example", 3)])
def test_a_visit_booked_late_or_of_another_customer_is_no_short_way_to_the_phone(
    stage: Stage, mail: str, days_before: int
) -> None:
    """Policy 6 and 9."""
    book(stage, mail, days_before=days_before)
    stage.person(ADA).says(INCIDENT)
    assert "2 more replies first" in call(stage.desk(1001))


def test_an_administrator_may_ask_for_a_call_and_hears_what_comes_first(
    stage: Stage, ada: Speaker, desk: Desk
) -> None:
    """Policy 9: the wish is recorded and shown to staff."""
    heard = ada.says("Please call me, it is urgent")
    assert "2 more replies in writing come first" in heard.text
    desk.says(SAM, "Please restart the Editor.")
    desk.says(SAM, "Did you restart it?")
    assert "They will tell you here" in ada.says("Can you call me?").text
    assert "A call comes first" in ada.says("Could we do a web conference?").text
    asked = entries(stage, EntryKind.STEP_ASKED)
    assert [(one.facts["step"], one.facts["missing"]) for one in asked] == [
        ("call", 2),
        ("call", 0),
        ("conference", 1),
    ]
    assert {one.audience for one in asked} == {Audience.STAFF}


def in_thread(stage: Stage, ada: Speaker, mail: str, words: str) -> Reply:
    """The reply to what somebody says in Ada's own thread, without naming the bot."""
    place = Place("terminal", "local", ADA, ada.thread, direct=True)
    text, author = stage.screened(words), Author("local", mail, mail)
    said = Message(f"story:{next(stage.ids)}", stage.now, place, author, text, addressed=False)
    return stage.here.road.respond(said)


def test_a_wish_for_a_call_is_noted_where_the_bot_keeps_quiet(stage: Stage, ada: Speaker) -> None:
    """Policy 1 and 9: staff have spoken in the thread, so the bot says nothing, and staff know."""
    in_thread(stage, ada, SAM, "Did you restart the Editor?")
    assert in_thread(stage, ada, ADA, "Yes. Can you call me?").kind is ReplyKind.QUIET
    [asked] = entries(stage, EntryKind.STEP_ASKED)
    assert (asked.facts["step"], asked.facts["missing"]) == ("call", 1)


def test_who_wants_a_person_is_offered_to_ask_for_a_call(stage: Stage, ada: Speaker, desk: Desk) -> None:
    """Policy 9: the button says what its words would say."""
    ada.presses(ActName.PERSON)
    assert "Ask for a call" in ada.offered()
    assert "2 more replies" in ada.presses(ActName.NEXT_STEP, ada.value_of("Ask for a call")).text
    assert [one.words for one in entries(stage, EntryKind.CUSTOMER_WORDS)] == ["Please call me."]
    assert len(entries(stage, EntryKind.STEP_ASKED)) == 1


def test_in_slack_staff_phone_from_the_card(slack_stage: SlackStages) -> None:
    """Policy 9, from both sides of the counter."""
    stage = slack_stage()
    ada, sam = stage.person("ada"), stage.person("sam")
    said = ada.says(INCIDENT)
    said.reply()
    card = sam.hears("#1001", in_="support")
    refused = card.choose("desk:more", "Call", by=sam)
    assert refused is not None
    assert "2 more replies first" in refused.all_text
    for words in ("Please restart the Editor.", "Did you restart it?"):
        sam.says(words, thread=card)
        stage.answers(said, words)
    stage.settled()
    form = card.choose("desk:more", "Call", by=sam)
    assert form is not None
    form.fill(number="ask Ada", words=WHY)
    assert "telephone number" in (form.submit() or {})["number"]
    form.fill(number=NUMBER)
    assert form.submit() is None
    stage.answers(said, "Support is phoning you now about ticket #1001.")
    stage.answers(card, "Sam Ortiz phones the customer")
    [begun] = [one for one in stage.history(1001) if one.kind is EntryKind.CALL_BEGUN]
    assert begun.facts["number"] == "812-555-0142"
    assert begun.words == WHY
