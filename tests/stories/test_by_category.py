"""What each category leads to, step by step, through the road."""

from __future__ import annotations

from bot.message import ActName
from bot.reply import ReplyKind
from classifier.corrections import Correction
from knowledge.gaps import Reason, list_open
from tests.stories.stage import Speaker, Stage
from tickets import reads
from tickets.values import EntryKind, Status

ADA = "ada@northside.example"
DAN = "dan@northside.example"
HAL = "hal@harbor.example"
SAM = "sam@infraware.example"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)
UNCLEAR = "signing in with the second factor at the north site"


def unsure(stage: Stage, ada: Speaker) -> None:
    """Whatever the classifier has learnt, it is not sure enough of the category."""
    stage.never_sure_of_the_kind()
    heard = ada.says(UNCLEAR)
    assert heard.kind is ReplyKind.QUESTION
    assert heard.after == "Is something broken, or do you want to know how?"


def test_when_it_is_not_sure_it_asks_one_question_and_learns_from_the_answer(stage: Stage) -> None:
    ada = stage.person(ADA)
    unsure(stage, ada)
    heard = ada.presses(ActName.BROKEN)
    assert heard.kind is ReplyKind.QUESTION
    assert heard.asks is not None
    with stage.here.reading() as session:
        [correction] = session.query(Correction).all()
    assert (correction.label, correction.said_by, correction.confirmed) == ("incident", "person", False)


def test_how_is_answered_as_a_how_to_question(stage: Stage) -> None:
    ada = stage.person(ADA)
    unsure(stage, ada)
    assert ada.presses(ActName.HOW).kind in (ReplyKind.CLOSEST, ReplyKind.ANSWER)


def test_no_second_question_back_is_asked(stage: Stage) -> None:
    ada = stage.person(ADA)
    unsure(stage, ada)
    heard = ada.says("at the north site")
    assert heard.kind is not ReplyKind.QUESTION or heard.asks is not None
    assert "Talk to a person" in ada.offered()


def test_a_wish_is_passed_on_as_a_suggestion_without_any_detail(stage: Stage) -> None:
    ada = stage.person(ADA)
    heard = ada.says(
        "It would be great if the Editor could read text aloud in Spanish, please add that some day"
    )
    assert heard.triage is not None
    assert heard.triage.category == "feature"
    heard = ada.presses(ActName.SUGGEST)
    assert heard.kind is ReplyKind.TICKET
    assert stage.ticket(heard.ticket or 0).category == "feature"


def test_work_done_for_somebody_is_only_opened_after_they_agreed_to_be_charged(stage: Stage) -> None:
    ada = stage.person(ADA)
    heard = ada.says("please add user jsmith to the radiology group for us")
    assert "charged" in heard.after
    assert stage.tickets() == ()
    heard = ada.says("yes, go ahead")
    assert heard.kind is ReplyKind.TICKET
    assert stage.ticket(heard.ticket or 0).category == "service"


def test_a_suspected_outage_is_recorded_at_once_and_the_lines_are_shown(stage: Stage) -> None:
    ada = stage.person(ADA)
    heard = ada.says("everything is down, nobody can log in at any of our sites")
    assert heard.kind is ReplyKind.OUTAGE
    assert "877-235-7239" in heard.news
    assert "888-232-3775" in heard.news
    assert heard.ticket == 1001
    assert stage.ticket(1001).category == "emergency"


def test_an_outage_reported_by_somebody_without_a_licence_reaches_support_and_shows_the_lines(
    stage: Stage,
) -> None:
    for mail in (DAN, HAL):
        heard = stage.person(mail).says("everything is down, nobody can log in at any of our sites")
        assert heard.kind is ReplyKind.OUTAGE
        assert "877-235-7239" in heard.news
    letters = stage.letters(stage.here.rules.desk_mail)
    assert len([one for one in letters if one.subject == "Suspected outage reported"]) == 2
    assert stage.tickets() == ()


def test_not_quite_shows_what_was_not_shown_yet_and_tells_the_knowledge_managers(stage: Stage) -> None:
    ada = stage.person(ADA)
    first = ada.says("How do I reset a user's password?")
    more = ada.presses(ActName.NOT_QUITE)
    assert not {hit.slug for hit in first.hits} & {hit.slug for hit in more.hits}
    with stage.here.reading() as session:
        [gap] = list_open(session)
    assert gap.reason is Reason.NOT_QUITE
    assert gap.question == "How do I reset a user's password?"


def test_a_ticket_can_be_withdrawn_and_words_open_it_again(stage: Stage) -> None:
    ada = stage.person(ADA)
    number = ada.says(INCIDENT).ticket or 0
    ada.presses(ActName.WITHDRAW)
    assert stage.ticket(number).status is Status.WITHDRAWN
    assert stage.ticket(number).due_at is None
    assert "open again" in ada.says("It is back, please look at it").text
    assert stage.ticket(number).status is Status.OPEN
    assert stage.ticket(number).due_at is not None


def test_thanks_neither_start_a_clock_nor_open_a_solved_ticket(stage: Stage) -> None:
    ada = stage.person(ADA)
    number = ada.says(INCIDENT).ticket or 0
    desk = stage.desk(number)
    desk.says(SAM, "It is mended.")
    ada.says("thanks, that's it")
    assert stage.ticket(number).due_at is None
    desk.presses(SAM, ActName.SOLVE)
    ada.says("thank you!")
    assert stage.ticket(number).status is Status.SOLVED
    ada.says("No, it still fails")
    assert stage.ticket(number).status is Status.OPEN


def test_further_words_do_not_move_a_running_clock(stage: Stage) -> None:
    ada = stage.person(ADA)
    number = ada.says(INCIDENT).ticket or 0
    due = stage.ticket(number).due_at
    stage.later(minutes=30)
    ada.says("It also happens in job 7001235")
    assert stage.ticket(number).due_at == due


def test_a_button_without_words_is_no_response_of_a_human(stage: Stage) -> None:
    ada = stage.person(ADA)
    number = ada.says(INCIDENT).ticket or 0
    desk = stage.desk(number)
    desk.presses(SAM, ActName.EDUCATION)
    [stopped] = [one for one in stage.history(number) if one.kind is EntryKind.CLOCK_STOPPED]
    assert stopped.words == "the ticket is closed"
    with stage.here.reading() as session:
        [correction] = session.query(Correction).all()
        [gap] = list_open(session)
    assert (correction.label, correction.confirmed) == ("education", True)
    assert "7001234" in gap.question


def test_only_support_and_leads_answer_customers(stage: Stage) -> None:
    ada = stage.person(ADA)
    number = ada.says(INCIDENT).ticket or 0
    desk = stage.desk(number)
    assert "Your role" in desk.says("kim@infraware.example", "Have you tried turning it off?").text
    assert desk.presses(ADA, ActName.SOLVE).text == "Only the vendor's staff can do that."
    assert stage.ticket(number).due_at is not None
    assert not [letter for letter in stage.letters(ADA) if "turning it off" in letter.body]


def test_the_words_of_a_patient_never_reach_a_table(stage: Stage) -> None:
    ada = stage.person(ADA)
    heard = ada.says(f"{INCIDENT} The patient John Q. Smith, DOB 03/04/1961, waits for it.")
    assert "patient's data" in heard.after
    number = heard.ticket or 0
    with stage.here.reading() as session:
        talk = stage.ticket(number).conversation_id
        written = " ".join(str(one.words) for one in reads.history(session, conversation_id=talk))
    database = (stage.here.folder / "infracare.db").read_bytes()
    wal = (stage.here.folder / "infracare.db-wal").read_bytes()
    for secret in ("John Q. Smith", "03/04/1961"):
        assert secret not in written
        assert secret.encode() not in database + wal
    assert all("Smith" not in letter.body for letter in stage.letters(ADA))


def test_a_customer_cannot_press_what_belongs_to_another(stage: Stage) -> None:
    ada, cleo = stage.person(ADA), stage.person("cleo@lakeview.example")
    heard = ada.says(INCIDENT)
    cleo.last = heard
    for name in (ActName.WITHDRAW, ActName.OPEN, ActName.SOLVED_IT, ActName.NOT_QUITE, ActName.SUBMIT):
        answered = cleo.presses(name)
        assert "somebody else" in answered.text
        assert "7001234" not in str(answered)
    assert stage.ticket(heard.ticket or 0).status is Status.OPEN
