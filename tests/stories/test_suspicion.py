"""Policy 7: a suspected outage waits for nobody for ever: staff are reminded, and in the end it lapses."""

from __future__ import annotations

from datetime import timedelta

from bot.message import ActName
from bot.trouble.outage_telling import Desk, suspect
from mail.letter import Letter
from tests.stories.stage import Stage
from tests.stories.test_outages import DOWN, heard_later, latest, press
from tests.stories.test_visits import rings
from tickets import probes, reads
from tickets.outages import Cause, OutageState
from tickets.values import Audience

ADA, CLEO, SAM = "ada@northside.example", "cleo@lakeview.example", "sam@infraware.example"
DESK = "support@infraware.example"


def reminded(stage: Stage) -> list[Letter]:
    rings(stage)
    return [one for one in stage.letters(DESK) if "nobody has decided yet" in one.body]


def after(stage: Stage, **span: float) -> int:
    """How many reminders there were by then."""
    stage.later(**span)
    return len(reminded(stage))


def test_staff_are_reminded_of_a_suspicion_that_nobody_decides_about_policy_7(stage: Stage) -> None:
    """After a quarter of an hour, an hour and four hours, as shipped."""
    stage.person(ADA).says(DOWN)
    assert after(stage, minutes=14) == 0
    assert after(stage, minutes=1) == 1
    assert after(stage, minutes=44) == 1
    assert after(stage, minutes=1) == 2
    assert after(stage, minutes=179) == 2
    assert after(stage, minutes=1) == 3
    assert after(stage, hours=12) == 3
    assert "Outage 1 is suspected since 12:35 Eastern (somebody says so)" in reminded(stage)[0].body


def test_who_has_sent_word_of_it_is_reminded_later_and_who_has_decided_never_policy_7(stage: Stage) -> None:
    stage.person(ADA).says(DOWN)
    stage.later(minutes=10)
    press(stage, SAM, ActName.OUTAGE_UPDATE, "1", words="We look into it.")
    assert after(stage, minutes=14) == 0
    assert after(stage, minutes=1) == 1
    press(stage, SAM, ActName.DECLARE, "1", title="The storage")
    assert after(stage, hours=23) == 1
    assert after(stage, hours=23) == 1
    assert latest(stage).state is OutageState.DECLARED


def test_a_suspicion_that_nobody_speaks_of_for_a_day_ends_by_itself_policy_7(stage: Stage) -> None:
    """Whoever reported it is told, once; the entry says that nobody had confirmed it."""
    ada = stage.person(ADA).says(DOWN)
    stage.later(hours=10)
    stage.person(CLEO).says(DOWN)
    stage.later(hours=23, minutes=59)
    rings(stage)
    assert latest(stage).state is OutageState.SUSPECTED
    stage.later(minutes=1)
    rings(stage)
    rings(stage)
    found = latest(stage)
    assert (found.state, found.ended_at, found.open) == (OutageState.LAPSED, stage.now, False)
    [told] = heard_later(stage, ada.conversation)
    assert "has not been confirmed within 24 hours" in told.text
    with stage.here.reading() as session:
        last = reads.history(session, conversation_id=found.conversation_id)[-1]
    assert (last.facts["change"], last.audience) == ("lapsed", Audience.STAFF)
    assert "nobody has confirmed it" in str(last.facts["reply"])


def test_while_our_own_check_fails_a_suspicion_stays_policy_7(stage: Stage) -> None:
    with stage.here.writing() as session:
        probes.take_turn(session, "IMC", stage.now, timedelta(minutes=1))
        probes.note(session, "IMC", stage.now, 1, answered=False)
        outage, _ = suspect(Desk(session, stage.here.rules, stage.now), Cause.PROBE, stage.now)
        probes.link(session, "IMC", outage.id)
    stage.later(hours=30)
    rings(stage)
    assert latest(stage).state is OutageState.SUSPECTED
    with stage.here.writing() as session:
        probes.note(session, "IMC", stage.now, 1, answered=True)
    stage.later(hours=24)
    rings(stage)
    assert latest(stage).state is OutageState.LAPSED
