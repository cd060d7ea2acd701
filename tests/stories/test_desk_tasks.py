"""Tasks and questions for the customer, as a list that is followed (policy 8)."""

from __future__ import annotations

import pytest

from app.timers import ReminderWorker
from bot import reminders
from bot.message import ActName
from bot.reply import Reply
from bot.slack.home import ticket_list
from records.facts import from_facts
from tests.stories.stage import Desk, Speaker, Stage
from tickets import tasks
from tickets.tasks import Task
from tickets.values import Audience, EntryKind, Status

ADA, SAM, KIM = "ada@northside.example", "sam@infraware.example", "kim@infraware.example"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)
LIST = "1. Restart the player\n- Which version stands under Help?\n\n"


@pytest.fixture
def ada(stage: Stage) -> Speaker:
    """Ada, whose ticket 1001 is open."""
    ada = stage.person(ADA)
    ada.says(INCIDENT)
    return ada


@pytest.fixture
def desk(stage: Stage, ada: Speaker) -> Desk:
    return stage.desk(1001)


@pytest.fixture
def asked(stage: Stage, desk: Desk) -> Desk:
    """Sam has asked for two things, five minutes after the ticket was opened."""
    stage.later(minutes=5)
    desk.presses(SAM, ActName.TASKS, tasks=LIST, words="Thanks for the details.")
    return desk


def of(stage: Stage) -> tuple[Task, ...]:
    with stage.here.reading() as session:
        return tasks.of_ticket(session, 1001)


def told(stage: Stage) -> list[Reply]:
    """What the bot has told Ada of this ticket, oldest first."""
    lines = [one for one in stage.history(1001) if one.kind is EntryKind.REPLIED]
    mine = [one for one in lines if one.audience is Audience.CUSTOMER]
    return [from_facts(Reply, one.facts["reply"]) for one in mine]


def rings(stage: Stage) -> None:
    """Every reminder that is due by now rings."""
    rules, writing = stage.here.road.rules, stage.here.writing
    worker = ReminderWorker(
        lambda session, facts, at: reminders.ring(session, facts, at, rules),
        writing,
        lambda: None,
        now=lambda: stage.now,
    )
    while worker.step():
        pass


def test_tasks_are_asked_as_a_list_and_the_ticket_waits_on_the_customer(stage: Stage, asked: Desk) -> None:
    """Policy 8, and 4: a clarifying question of staff is a response, which is mailed as the first one."""
    assert [str(one.words) for one in of(stage)] == [
        "Restart the player",
        "Which version stands under Help?",
    ]
    ticket = stage.ticket(1001)
    assert ticket.waits_since == stage.now
    assert ticket.due_at is None
    shown = told(stage)[-1]
    assert "Sam Ortiz" in shown.text
    assert "Thanks for the details." in shown.text
    assert "1. Restart the player\n2. Which version stands under Help?" in shown.text
    assert [str(one.label) for one in shown.offers] == ["1 is done", "2 is done", "Answer one of them"]
    assert any("1. Restart the player" in letter.body for letter in stage.letters(ADA))


def test_what_is_done_leaves_the_list_and_the_last_of_it_is_the_desk_s_turn(
    stage: Stage, asked: Desk, ada: Speaker
) -> None:
    """Policy 4, 8: one of two done starts no clock; all done, a person is promised."""
    first, second = of(stage)
    assert ada.presses(ActName.TASK_DONE, str(first.id)).text == "Thank you. One is left."
    assert stage.ticket(1001).due_at is None
    assert stage.ticket(1001).waits_since is not None
    shown = told(stage)[-2]
    assert [str(one.label) for one in shown.offers] == ["2 is done", "Answer one of them"]
    assert shown.after == "Done: 1"
    reply = ada.presses(ActName.TASK_DONE, str(second.id))
    assert "by 14:40 Eastern" in reply.text
    ticket = stage.ticket(1001)
    assert (ticket.waits_since, ticket.waiting_since) == (None, stage.now)
    said = [str(one.words) for one in stage.history(1001) if one.kind is EntryKind.CUSTOMER_WORDS]
    assert said == ["Done: Restart the player", "Done: Which version stands under Help?"]


def test_an_answer_settles_its_task_and_is_owed_a_reply(stage: Stage, asked: Desk, ada: Speaker) -> None:
    """Policy 4: words of the customer start the clock."""
    second = of(stage)[1]
    reply = ada.presses(ActName.TASK_ANSWER, task=str(second.id), words="It says 4.2.")
    assert "your answer is added to ticket #1001" in reply.text
    assert [one.done_at is None for one in of(stage)] == [True, False]
    assert stage.ticket(1001).waiting_since == stage.now
    said = [str(one.words) for one in stage.history(1001) if one.kind is EntryKind.CUSTOMER_WORDS]
    assert said == ["Which version stands under Help?\nIt says 4.2."]


def test_the_customer_is_reminded_of_what_is_left_twice_and_silence_solves_nothing(
    stage: Stage, asked: Desk, ada: Speaker
) -> None:
    """Policy 8: after 24 and after 72 hours, where they asked and by mail."""
    ada.presses(ActName.TASK_DONE, str(of(stage)[0].id))
    before = len(told(stage))
    stage.later(hours=24, seconds=-1)
    rings(stage)
    assert len(told(stage)) == before
    stage.later(seconds=1)
    rings(stage)
    [reminder] = told(stage)[before:]
    assert reminder.text == "A reminder: this still waits on you.\n1. Which version stands under Help?"
    assert [one.act for one in reminder.offers] == [ActName.TASK_DONE, ActName.TASK_ANSWER]
    assert any("still waits on you" in letter.body for letter in stage.letters(ADA))
    stage.later(hours=48)
    rings(stage)
    assert len(told(stage)) == before + 2
    stage.later(days=60)
    rings(stage)
    assert len(told(stage)) == before + 2
    assert stage.ticket(1001).status is Status.OPEN


def test_nobody_is_reminded_while_the_desk_owes_the_next_word(
    stage: Stage, asked: Desk, ada: Speaker
) -> None:
    """Policy 8: the ticket waits on the customer only while nobody waits for the desk."""
    ada.says("It says 4.2, and the restart did not help.")
    before = len(told(stage))
    stage.later(hours=24)
    rings(stage)
    assert len(told(stage)) == before


def test_staff_take_the_list_back(stage: Stage, asked: Desk, ada: Speaker) -> None:
    task = of(stage)[0]
    assert "Sam Ortiz has settled the tasks" in asked.presses(SAM, ActName.TASKS_SETTLED).text
    assert stage.ticket(1001).waits_since is None
    assert told(stage)[-1].offers == ()
    assert "not asked of you any more" in ada.presses(ActName.TASK_DONE, str(task.id)).text
    assert stage.ticket(1001).due_at is None
    assert "Nothing is asked" in asked.presses(SAM, ActName.TASKS_SETTLED).text


@pytest.mark.parametrize("wrong", ["", " \n - \n", "\n".join(f"task {at}" for at in range(11))])
def test_an_empty_list_and_one_too_long_are_refused_with_a_sentence(
    stage: Stage, desk: Desk, wrong: str
) -> None:
    reply = desk.presses(SAM, ActName.TASKS, tasks=wrong)
    assert reply.only_to_author
    assert "at least one" in reply.text or "10 at the most" in reply.text
    assert of(stage) == ()
    assert stage.ticket(1001).due_at is not None


def test_the_second_press_on_a_done_task_changes_nothing(stage: Stage, asked: Desk, ada: Speaker) -> None:
    first = of(stage)[0]
    ada.presses(ActName.TASK_DONE, str(first.id))
    before = stage.ticket(1001), of(stage)
    assert ada.presses(ActName.TASK_DONE, str(first.id)).only_to_author
    assert (stage.ticket(1001), of(stage)) == before


def test_only_support_and_leads_ask_customers_for_something(stage: Stage, desk: Desk) -> None:
    """Policy 13."""
    assert desk.presses(KIM, ActName.TASKS, tasks=LIST).only_to_author
    assert of(stage) == ()


def test_the_customers_own_list_says_that_support_waits_for_them(
    stage: Stage, asked: Desk, ada: Speaker
) -> None:
    """Policy 8: the duties are followed; "support has answered" alone would not tell them."""

    def listed() -> str:
        ticket = stage.ticket(1001)
        return str(ticket_list([ticket], ticket.opener, stage.here.rules, stage.now))

    assert "support waits for what it asked you" in listed()
    for one in of(stage):
        ada.presses(ActName.TASK_DONE, str(one.id))
    assert "support waits" not in listed()
