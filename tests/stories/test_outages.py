"""Policy 7: an outage is one record; who reports it counts, is answered first, and hears of every change."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.decision import ChangeOutage
from bot.message import Act, ActName, Author, Message
from bot.reply import Reply, ReplyKind
from bot.trouble.outage_telling import Desk, carry_change
from guard import own
from records.facts import from_facts, to_facts
from tests.stories.stage import Stage
from tickets import outages, reads, writes
from tickets.outages import Cause, How, Outage, OutageState
from tickets.policy import LikenessRules, OutageRules
from tickets.values import DetailState, EntryKind, Place

ADA, BEN, DAN = "ada@northside.example", "ben@northside.example", "dan@northside.example"
CLEO, HAL = "cleo@lakeview.example", "hal@harbor.example"
SAM, LEA, KIM = "sam@infraware.example", "lea@infraware.example", "kim@infraware.example"
DOWN = "everything is down, nobody can log in at any of our sites"
LINES = ("877-235-7239", "888-232-3775")
EDITOR = (
    "The Editor freezes since this morning when we open a report from the queue",
    "When opening a report the Editor freezes, zebrafinch",
    "Editor freezes on every report that our typists open, pelican",
)


def latest(stage: Stage) -> Outage:
    with stage.here.reading() as session:
        return outages.outages(session)[0]


def count(stage: Stage) -> int:
    with stage.here.reading() as session:
        return len(outages.outages(session))


def reports(stage: Stage) -> list[tuple[str, int | None]]:
    with stage.here.reading() as session:
        return [(one.how.value, one.ticket_number) for one in outages.reports(session, latest(stage).id)]


def heard_later(stage: Stage, conversation: int | None) -> list[Reply]:
    """What a conversation was told besides the answers to its own messages."""
    with stage.here.reading() as session:
        entries = reads.history(session, conversation_id=conversation or 0)
    told = (one for one in entries if one.kind is EntryKind.REPLIED and "outage" in one.facts)
    return [from_facts(Reply, one.facts["reply"]) for one in told]


def press(stage: Stage, mail: str, act: ActName, value: str = "", **fields: str) -> Reply:
    """Staff press in the outage's thread, or send the form of the command when no outage is open."""
    place, talk = Place("slack", "T0001", mail, f"new-{next(stage.ids)}", True), None
    with stage.here.writing() as session:
        outage = outages.open_one(session) or next(iter(outages.outages(session)), None)
        if outage is not None:
            place, talk = (
                Place("slack", "T0001", "C0DESK", f"outage-{outage.id}", False),
                outage.conversation_id,
            )
            writes.bind(session, talk, place, reads.DESK)
    screened = {name: stage.screened(said) for name, said in fields.items()}
    made = Act(act, talk, value, screened)
    return stage.here.road.respond(
        Message(f"staff:{next(stage.ids)}", stage.now, place, Author("T0001", mail, mail), act=made)
    )


def shown(reply: Reply) -> str:
    return json.dumps(to_facts(reply))


# Suspicion.


def test_whoever_says_so_raises_a_suspicion_and_gets_the_lines_policy_7(stage: Stage) -> None:
    heard = stage.person(ADA).says(DOWN)
    assert heard.kind is ReplyKind.OUTAGE
    assert all(line in heard.news for line in LINES)
    assert (latest(stage).state, latest(stage).cause) == (OutageState.SUSPECTED, Cause.SAID)
    assert reports(stage) == [("said", 1001)]


def test_who_reports_an_outage_is_shown_no_article_that_is_merely_near(stage: Stage) -> None:
    assert stage.person(ADA).says(DOWN).hits == ()


@pytest.mark.parametrize("mail", [DAN, HAL, "nobody@elsewhere.example"])
def test_entitlement_hides_neither_the_record_nor_the_lines_policy_5_and_7(stage: Stage, mail: str) -> None:
    """Unlicensed, in bad standing, or unknown: recorded at once, counted, and told the lines."""
    heard = stage.person(mail).says(DOWN)
    assert all(line in heard.news for line in LINES)
    assert reports(stage) == [("said", None)]
    assert stage.tickets() == ()


def test_further_reports_join_the_one_record_policy_7(stage: Stage) -> None:
    for mail in (ADA, CLEO, HAL, DAN):
        stage.person(mail).says(DOWN)
    assert count(stage) == 1
    assert [how for how, _ in reports(stage)] == ["said"] * 4


def test_like_incidents_of_three_customers_within_minutes_are_a_suspected_outage_policy_7(
    stage: Stage,
) -> None:
    ada, cleo, hal = stage.person(ADA), stage.person(CLEO), stage.person(HAL)
    first = ada.says(EDITOR[0])
    stage.later(minutes=7)
    second = cleo.says(EDITOR[1])
    assert count(stage) == 0
    assert not first.news + second.news
    stage.later(minutes=7)
    third = hal.says(EDITOR[2])
    assert "outage is suspected" in third.news
    assert all(line in third.news for line in LINES)
    assert latest(stage).cause is Cause.LIKE
    assert sorted(how for how, _ in reports(stage)) == ["like"] * 3
    for earlier in (first, second):
        [told] = heard_later(stage, earlier.conversation)
        assert all(line in told.text for line in LINES)
    assert heard_later(stage, third.conversation) == []


def test_two_customers_or_three_colleagues_are_not_enough_policy_7(stage: Stage) -> None:
    for mail, said in zip((ADA, BEN, CLEO), EDITOR, strict=True):
        stage.person(mail).says(said)
    assert count(stage) == 0


def test_like_incidents_beside_a_suspicion_join_it_and_all_of_them_are_told_policy_7(stage: Stage) -> None:
    stage.person("nobody@elsewhere.example").says(DOWN)
    earlier = [stage.person(mail).says(said) for mail, said in zip((ADA, CLEO), EDITOR, strict=False)]
    last = stage.person(HAL).says(EDITOR[2])
    assert count(stage) == 1
    assert all(line in last.news for line in LINES)
    for heard in earlier:
        [told] = heard_later(stage, heard.conversation)
        assert all(line in told.text for line in LINES)


@pytest.mark.parametrize(("customers", "minutes", "raised"), [(2, 15, 1), (3, 15, 0), (2, 5, 0)])
def test_how_many_and_how_soon_are_settings_policy_7(
    stage: Stage, customers: int, minutes: int, raised: int
) -> None:
    rules = replace(stage.here.rules, outage=OutageRules(customers=customers, minutes=minutes))
    stage.here.__dict__["road"] = replace(stage.here.road, rules=rules)
    stage.person(ADA).says(EDITOR[0])
    stage.later(minutes=10)
    stage.person(CLEO).says(EDITOR[1])
    assert count(stage) == raised


def test_how_like_they_must_be_is_a_setting_policy_7(stage: Stage) -> None:
    rules = replace(stage.here.rules, alike=LikenessRules(words=9))
    stage.here.__dict__["road"] = replace(stage.here.road, rules=rules)
    for mail, said in zip((ADA, CLEO, HAL), EDITOR, strict=True):
        stage.person(mail).says(said)
    assert count(stage) == 0


def test_two_who_declare_at_once_make_one_outage(stage: Stage) -> None:
    """The second has seen no outage when it decided; it looks again and says so."""
    with stage.here.writing() as session:
        desk = Desk(session, stage.here.rules, stage.now)
        step = ChangeOutage(OutageState.DECLARED, own("The storage"), own(""))
        carry_change(desk, step)
        with pytest.raises(writes.ChangedMeanwhileError):
            carry_change(desk, step)
    assert count(stage) == 1


def test_like_incidents_too_far_apart_are_not_an_outage_policy_7(stage: Stage) -> None:
    for mail, said in zip((ADA, CLEO, HAL), EDITOR, strict=True):
        stage.person(mail).says(said)
        stage.later(minutes=8)
    assert count(stage) == 0


def test_different_incidents_of_three_customers_are_no_outage_policy_7(stage: Stage) -> None:
    stage.person(ADA).says(EDITOR[0])
    stage.person(CLEO).says("Faxes to the referring doctors come back with no carrier")
    stage.person(HAL).says("The foot pedal stopped working after the update")
    assert count(stage) == 0


def test_an_emergency_is_answered_even_where_staff_have_silenced_the_bot_policy_7(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says(EDITOR[0])
    with stage.here.writing() as session:
        talk = reads.conversation(session, ada.last.conversation if ada.last and ada.last.conversation else 0)
        assert talk is not None
        writes.change(session, talk.id, talk.revision, human=True)
    stage.later(minutes=2)
    message_to_staff = Message(
        f"story:{next(stage.ids)}",
        stage.now,
        Place("terminal", "local", ADA, ada.thread, direct=False),
        Author("local", ADA, ADA),
        stage.screened(DOWN),
        addressed=False,
    )
    heard = stage.here.road.respond(message_to_staff)
    assert all(line in heard.news for line in LINES)
    assert count(stage) == 1


# Staff.


def test_staff_declare_update_and_resolve_and_everybody_hears_it_once_policy_7(stage: Stage) -> None:
    ada, cleo = stage.person(ADA), stage.person(CLEO)
    first, second = ada.says(DOWN), cleo.says(DOWN)
    press(stage, SAM, ActName.DECLARE, title="The login servers", words="We restart them.")
    press(stage, SAM, ActName.OUTAGE_UPDATE, str(latest(stage).id), words="One of two is back.")
    stage.later(minutes=30)
    press(stage, LEA, ActName.OUTAGE_RESOLVE, str(latest(stage).id), words="Both are back.")
    assert latest(stage).state is OutageState.RESOLVED
    assert latest(stage).ended_at == stage.now
    for reporter in (first, second):
        declared, updated, resolved = heard_later(stage, reporter.conversation)
        assert "The login servers" in declared.text
        assert "We restart them." in declared.text
        assert all(line in declared.text for line in LINES)
        assert "One of two is back." in updated.text
        assert "Both are back." in resolved.text
    about = [one for one in stage.letters(ADA) if "outage" in one.body and "Thank you" not in one.body]
    assert len(about) == 3
    assert all("#1001" in one.subject for one in about)


def test_a_refused_suspicion_is_told_and_closed_and_the_next_report_raises_another_policy_7(
    stage: Stage,
) -> None:
    first = stage.person(ADA).says(DOWN)
    press(stage, SAM, ActName.OUTAGE_REFUSE, str(latest(stage).id), words="Your own line is down.")
    [told] = heard_later(stage, first.conversation)
    assert "no system-wide outage" in told.text
    assert latest(stage).state is OutageState.REFUSED
    stage.later(minutes=5)
    stage.person(CLEO).says(DOWN)
    assert count(stage) == 2


def test_staff_declare_one_that_nobody_has_reported_policy_7(stage: Stage) -> None:
    heard = press(stage, SAM, ActName.DECLARE, title="The storage", words="")
    assert "declared" in heard.text
    assert (latest(stage).state, latest(stage).cause) == (OutageState.DECLARED, Cause.STAFF)


@pytest.mark.parametrize("mail", [KIM, "gus@infraware.example", ADA])
def test_only_support_and_leads_declare_policy_13(stage: Stage, mail: str) -> None:
    heard = press(stage, mail, ActName.DECLARE, title="The storage")
    assert heard.only_to_author
    assert count(stage) == 0


def test_what_cannot_be_is_refused_with_a_sentence(stage: Stage) -> None:
    for act in (ActName.OUTAGE_UPDATE, ActName.OUTAGE_RESOLVE, ActName.OUTAGE_REFUSE):
        assert "closed already" in press(stage, SAM, act, "1", words="x").text
    assert "in a few words" in press(stage, SAM, ActName.DECLARE, title=" ").text
    later = str(int(stage.now.timestamp()) + 600)
    assert "later than now" in press(stage, SAM, ActName.DECLARE, title="x", started=later).text
    stage.person(ADA).says(DOWN)
    assert "only suspected" in press(stage, SAM, ActName.OUTAGE_RESOLVE, words="x").text
    press(stage, SAM, ActName.DECLARE, title="The login servers")
    assert "declared already" in press(stage, SAM, ActName.DECLARE, title="Another").text
    before = str(int(stage.now.timestamp()) - 600)
    assert "before it began" in press(stage, SAM, ActName.OUTAGE_RESOLVE, ended=before).text
    assert latest(stage).state is OutageState.DECLARED


def test_an_outage_may_have_begun_so_long_ago_and_no_longer_policy_7(stage: Stage) -> None:
    earliest = int(stage.now.timestamp()) - 72 * 3600
    refused = press(stage, SAM, ActName.DECLARE, title="The storage", started=str(earliest - 1))
    assert "more than 72 hours ago" in refused.text
    assert count(stage) == 0
    press(stage, SAM, ActName.DECLARE, title="The storage", started=str(earliest))
    assert latest(stage).started_at.timestamp() == earliest


def test_what_was_suspected_long_ago_is_declared_since_then_policy_7(stage: Stage) -> None:
    stage.person(ADA).says(DOWN)
    suspected = latest(stage).started_at
    stage.later(hours=100)
    before = press(stage, SAM, ActName.DECLARE, title="x", started=str(int(suspected.timestamp()) - 1))
    assert "more than 72 hours ago" in before.text
    press(stage, SAM, ActName.DECLARE, title="x")
    assert (latest(stage).state, latest(stage).started_at) == (OutageState.DECLARED, suspected)


def test_an_outage_is_called_by_a_few_words(stage: Stage) -> None:
    assert "150 characters" in press(stage, SAM, ActName.DECLARE, title="x" * 151).text
    press(stage, SAM, ActName.DECLARE, title="x" * 150)
    assert latest(stage).title == "x" * 150


def test_a_ticket_is_linked_at_the_desk_and_its_asker_told_policy_7(stage: Stage) -> None:
    ada = stage.person(ADA)
    said = ada.says('Job 7001234 fails with "checksum mismatch" for user bcole after I pressed Merge twice.')
    assert said.ticket == 1001
    desk = stage.desk(1001)
    assert "No outage" in desk.presses(SAM, ActName.LINK_OUTAGE).text
    press(stage, SAM, ActName.DECLARE, title="The merge service")
    assert "linked to outage" in desk.presses(SAM, ActName.LINK_OUTAGE).text
    assert "already" in desk.presses(SAM, ActName.LINK_OUTAGE).text
    assert reports(stage) == [("staff", 1001)]
    told = [one.facts for one in stage.history(1001) if one.kind is EntryKind.REPLIED]
    assert "Your ticket #1001 belongs to an outage we know of" in json.dumps(told)
    assert "The merge service" in json.dumps(told)
    press(stage, SAM, ActName.OUTAGE_RESOLVE, words="Mended.")
    assert any("Mended." in one.body for one in stage.letters(ADA))


# The state first.


def test_while_an_outage_is_declared_its_state_is_the_first_answer_policy_7(stage: Stage) -> None:
    press(stage, SAM, ActName.DECLARE, title="The storage", words="We are on it.")
    stage.later(minutes=10)
    heard = stage.person(CLEO).says(EDITOR[0])
    assert "The storage" in heard.news
    assert "12:35 Eastern" in heard.news
    assert "We are on it." in heard.news
    assert all(line in heard.news for line in LINES)
    assert "Talk to a person" in [offer.label for offer in heard.offers]
    assert reports(stage) == [("asked", None)]
    assert stage.person(CLEO).says("How do I reset a user's password?").news == ""


def test_who_reports_a_declared_outage_is_not_told_that_one_is_suspected_policy_7(stage: Stage) -> None:
    assert "recorded this as a suspected outage" in stage.person(ADA).says(DOWN).text
    press(stage, SAM, ActName.DECLARE, title="The storage")
    heard = stage.person(CLEO).says(DOWN)
    assert "The storage" in heard.news
    assert heard.text.startswith("I have added your report to it")
    assert "suspected" not in heard.text


def test_an_outage_told_of_amid_the_details_of_a_ticket_has_none_of_them_policy_3(stage: Stage) -> None:
    """The job of what was broken before is not the outage's."""
    ada = stage.person(ADA)
    asked = ada.says("The merge of job 7001234 aborts since this morning, it worked before")
    assert "details are still missing" in asked.after
    stage.later(minutes=10)
    ada.says(DOWN)
    ticket = stage.ticket(1001)
    assert ticket.category == "emergency"
    assert all(detail.state is DetailState.MISSING for detail in ticket.details.values())


def test_who_was_told_of_it_can_go_on_to_a_ticket_and_hears_of_its_end_policy_7(stage: Stage) -> None:
    press(stage, SAM, ActName.DECLARE, title="The storage")
    ada = stage.person(ADA)
    heard = ada.says('Job 7001234 fails with "checksum mismatch" for user bcole after I pressed Merge twice.')
    assert heard.kind is ReplyKind.TICKET
    assert "The storage" in heard.news
    press(stage, SAM, ActName.OUTAGE_RESOLVE)
    [told] = heard_later(stage, heard.conversation)
    assert "over" in told.text


def test_while_one_is_only_suspected_unlike_incidents_hear_nothing_of_it_policy_7(stage: Stage) -> None:
    stage.person(ADA).says(DOWN)
    assert stage.person(CLEO).says("Faxes to the referring doctors come back with no carrier").news == ""
    heard = stage.person(HAL).says(DOWN)
    assert "suspected since" in heard.news


# Neither customer sees the other.


def test_nothing_of_one_customer_reaches_another_by_way_of_an_outage_policy_7(stage: Stage) -> None:
    ada, cleo, hal = stage.person(ADA), stage.person(CLEO), stage.person(HAL)
    heard = [ada.says(EDITOR[0]), cleo.says(EDITOR[1]), hal.says(EDITOR[2])]
    press(stage, SAM, ActName.DECLARE, title="The Editor's server")
    press(stage, SAM, ActName.OUTAGE_RESOLVE, words="Mended.")
    secrets = {
        CLEO: ("Northside", "Ada", "Harbor", "Hal ", "pelican"),
        HAL: ("Northside", "Ada", "Lakeview", "Cleo", "zebrafinch"),
        ADA: ("Lakeview", "Cleo", "Harbor", "Hal ", "zebrafinch", "pelican"),
    }
    for mail, reply in zip((ADA, CLEO, HAL), heard, strict=True):
        said = [shown(reply), *map(shown, heard_later(stage, reply.conversation))]
        said += [letter.body + letter.subject for letter in stage.letters(mail)]
        assert len(said) > 2
        assert not [word for word in secrets[mail] for text in said if word in text]


def test_who_reported_in_several_places_hears_it_in_the_last_one_only(stage: Stage) -> None:
    first = stage.person(DAN).says(DOWN)
    stage.later(minutes=50)
    second = stage.person(DAN).says(DOWN)
    assert first.conversation != second.conversation
    press(stage, SAM, ActName.DECLARE, title="The login servers")
    assert heard_later(stage, first.conversation) == []
    assert len(heard_later(stage, second.conversation)) == 1


def test_how_a_conversation_belongs_is_never_lessened(stage: Stage) -> None:
    ada = stage.person(ADA)
    heard = ada.says(DOWN)
    with stage.here.writing() as session:
        outage = outages.open_one(session)
        assert outage is not None
        assert not outages.join_outage(
            session, outage.id, heard.conversation or 0, How.ASKED, None, stage.now
        )
    assert reports(stage) == [("said", 1001)]
