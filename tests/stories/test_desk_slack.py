"""Staff at work in Slack: the card that keeps true, the lists, and what the customer sees of it."""

from __future__ import annotations

import pytest

from bot.message import Act, ActName, Author, Message
from tests.stories.slack_stage import SlackStage, SlackStages
from tickets import reads
from tickets.values import Place
from workspace.play import Actor, Heard

INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


@pytest.fixture
def stage(slack_stage: SlackStages) -> SlackStage:
    return slack_stage()


def opened(stage: SlackStage) -> tuple[Heard, Heard]:
    """Ada's question, whose ticket 1001 is open, and its card."""
    said = stage.person("ada").says(INCIDENT)
    said.reply()
    return said, card_of(stage, 1001)


def card_of(stage: SlackStage, number: int) -> Heard:
    """The card of a ticket, whose thread is known as the ticket's."""
    card = stage.person("sam").hears(f"#{number}", in_="support")
    stage.settled()
    return card


def whispered(actor: Actor, in_: str) -> Heard:
    """The last thing that only this person sees there."""
    return [one for one in actor.sees(in_=in_) if one.is_ephemeral][-1]


def test_the_card_says_what_time_is_left_and_keeps_true_while_time_passes(stage: SlackStage) -> None:
    """Policy 4: the target shown to staff, at half of its time, past it, and after the answer."""
    said, card = opened(stage)
    assert "2 hours left at 12:35 Eastern" in card.all_text
    stage.clock.advance(minutes=61)
    card.reads("59 minutes left at 13:36 Eastern", timeout=15)
    stage.clock.advance(minutes=70)
    card.reads("our target passed 11 minutes before 14:46 Eastern", timeout=15)
    stage.person("sam").says("We are looking at segment 4.", in_="support", thread=card)
    card.reads("no answer is owed now", timeout=15)
    assert "12:35" not in "".join(one.all_text for one in stage.bots(said)[1:])


def test_staff_list_what_is_theirs_and_what_is_late_and_work_from_the_list(stage: SlackStage) -> None:
    """Policy 4, 13: by the time left; a ticket's card comes with its buttons wherever it is asked for."""
    said, card = opened(stage)
    sam = stage.person("sam")
    sam.command("/support", "late", in_="lobby")
    assert "No target has passed" in whispered(sam, "lobby").all_text
    sam.command("/support", "ticket 1001", in_="lobby")
    whispered(sam, "lobby").click("Claim", by=sam)
    card.reads("*Taken by*\nSam Ortiz", timeout=15)
    sam.command("/support", "mine", in_="lobby")
    assert "#1001" in whispered(sam, "lobby").all_text
    stage.clock.advance(minutes=121)
    sam.command("/support", "late", in_="lobby")
    assert "#1001" in whispered(sam, "lobby").all_text
    sam.command("/support", "ticket 1001", in_="lobby")
    form = whispered(sam, "lobby").click("Reply", by=sam)
    assert form is not None
    form.fill(words="Please try again now.")
    assert form.submit() is None
    stage.answers(said, "Please try again now.")


@pytest.mark.parametrize("typed", ["ticket 77", "ticket", "ticket x", "ticket 99999999999999999999"])
def test_a_number_that_is_no_ticket_s_gets_a_sentence(stage: SlackStage, typed: str) -> None:
    sam = stage.person("sam")
    sam.command("/support", typed, in_="support")
    assert "ticket" in whispered(sam, "support").all_text


def test_customers_get_a_sentence_instead_of_a_list(stage: SlackStage) -> None:
    """Policy 13."""
    opened(stage)
    ada = stage.person("ada")
    for typed in ("late", "mine", "queue", "ticket 1001"):
        ada.command("/support", typed, in_="lobby")
        assert "7001234" not in whispered(ada, "lobby").all_text


def test_tasks_are_ticked_off_where_they_were_asked(stage: SlackStage) -> None:
    """Policy 8: the list with its buttons, the answer in a form, the card that says who is waited for."""
    said, card = opened(stage)
    ada, sam = stage.person("ada"), stage.person("sam")
    form = card.click("Ask for tasks or answers", by=sam)
    assert form is not None
    form.fill(tasks="Restart the player\nTell us the version")
    assert form.submit() is None
    listed = stage.answers(said, "2. Tell us the version")
    card.reads("open, waits on the customer since 12:35 Eastern", timeout=15)
    listed.click("1 is done", by=ada)
    listed.reads("Done: 1", timeout=15)
    stage.answers(card, "Done: Restart the player")
    form = listed.click("Answer one of them", by=ada)
    assert form is not None
    form.fill(words="It says 4.2")
    assert form.submit() is None
    stage.answers(card, "It says 4.2")
    listed.reads("Done: 1, 2", timeout=15)
    card.reads("*Status*\nopen\n", timeout=15)
    assert "is done" not in "".join(listed.buttons)


def test_a_closed_ticket_is_opened_again_from_its_card(stage: SlackStage) -> None:
    """Policy 4, 8: with a reason that stays at the desk."""
    said, card = opened(stage)
    sam = stage.person("sam")
    form = card.click("Solve", by=sam)
    assert form is not None
    assert form.submit() is None
    card.reads("*Status*\nsolved", timeout=15)
    form = card.click("Open it again", by=sam)
    assert form is not None
    form.fill(words="  ")
    assert form.submit() == {"words": "Please say why."}
    form.fill(words="The wrong one")
    assert form.submit() is None
    stage.answers(said, "Support has opened ticket #1001 again")
    card.reads("*Status*\nopen", timeout=15)
    stage.settled()
    assert "The wrong one" not in "".join(one.all_text for one in stage.person("ada").sees())


def test_who_somebody_is_is_confirmed_by_a_button_and_their_draft_goes_on(stage: SlackStage) -> None:
    """Policy 5: only where Slack vouches for no address."""
    guest, sam = stage.person("guest"), stage.person("sam")
    said = guest.says(INCIDENT)
    said.reply()
    guest.says("ben@northside.example", thread=said)
    asked = sam.hears("wants to open tickets", in_="support")
    assert "@guest wants to open tickets" in asked.all_text
    assert guest.id not in asked.all_text.replace(
        f"directory link {stage.slack.installed.team.id}/{guest.id}", ""
    )
    assert "That is Ben Cole of Northside Clinic." in asked.all_text
    assert "confirm it with the button in the support channel, or with:" in asked.all_text
    asked.click("Confirm: it is them", by=sam)
    stage.answers(said, "Ticket #1001 is open")
    asked.reads("Sam Ortiz has confirmed it.", timeout=15)
    assert "confirm it" not in asked.all_text
    assert "directory link" not in asked.all_text
    assert asked.buttons == []
    assert stage.tickets()[0].opener.name == "Ben Cole"


def test_what_is_decided_in_the_console_stands_on_the_request_in_the_channel(stage: SlackStage) -> None:
    guest, sam = stage.person("guest"), stage.person("sam")
    said = guest.says(INCIDENT)
    said.reply()
    guest.says("ben@northside.example", thread=said)
    asked = sam.hears("wants to open tickets", in_="support")
    stage.settled()
    with stage.here.reading() as session:
        [request] = reads.undecided_links(session)
    mail, place = "sam@infraware.example", Place("web", "console", "person-6", "x", direct=True)
    act = Act(ActName.LINK, request.conversation_id, str(request.id))
    author = Author("console", mail, mail)
    stage.here.road.respond(Message("web:6:1", stage.clock.now(), place, author, act=act))
    asked.reads("Sam Ortiz has confirmed it.", timeout=15)
    assert asked.buttons == []
    stage.answers(said, "Ticket #1001 is open")


def test_a_call_becomes_a_ticket_that_goes_on_in_slack(stage: SlackStage) -> None:
    """Policy 8: number, promise and receipt for who phoned; both are named on the card."""
    sam, ada = stage.person("sam"), stage.person("ada")
    form = sam.command("/support", "phone", in_="support")
    assert form is not None
    form.fill(caller="Ada Brook (Northside Clinic)", subject="The upload hangs at 80 %", job="8834127")
    assert form.submit() is None
    told = ada.hears("You phoned us; Sam Ortiz has written down what you said.")
    assert "Ticket #1001 is open" in told.all_text
    card = card_of(stage, 1001)
    assert "by phone to Sam Ortiz" in card.all_text
    sam.hears("Ticket #1001 is open for Ada Brook")
    sam.says("Is it better now?", in_="support", thread=card)
    stage.answers(told, "Is it better now?")
    ada.says("No, it still hangs.", thread=told)
    stage.answers(card, "No, it still hangs.")
    stage.settled()
    assert any("[InfraCare #1001]" in one.subject for one in stage.letters("ada@northside.example"))


def test_a_duplicate_goes_on_in_the_other_ticket_for_both_who_asked(stage: SlackStage) -> None:
    """Policy 4, 8: one thread at the desk, and each asker goes on in their own."""
    said, card = opened(stage)
    ada, ben, sam = stage.person("ada"), stage.person("ben"), stage.person("sam")
    alone = card.click("Merge it into another ticket", by=sam)
    assert alone is not None
    assert "no other open ticket to merge it into" in alone.all_text
    alone.close()
    twin = ben.says(INCIDENT.replace("7001234", "7005678"))
    stage.answers(twin, "#1001").click("Open a new one", by=ben)
    stage.answers(twin, "#1002")
    second = card_of(stage, 1002)
    form = second.click("Merge it into another ticket", by=sam)
    assert form is not None
    [offered] = form.view.blocks[0]["element"]["options"]
    form.fill(into=offered["text"]["text"])
    assert form.submit() is None
    stage.answers(twin, "Your ticket #1002 is about the same thing as #1001")
    second.reads("merged into #1001", timeout=15)
    stage.answers(card, "Merged into this ticket: #1002 of Ben Cole")
    ben.says("Job 7005679 fails as well.", thread=twin)
    stage.answers(card, "Job 7005679 fails as well.")
    sam.says("Segment 4 is mended, please try again.", in_="support", thread=card)
    stage.answers(said, "Segment 4 is mended")
    stage.answers(twin, "Segment 4 is mended")
    stage.settled()
    assert "7005678" not in "".join(one.all_text for one in ada.sees())
