"""Wishes for the product: to sales or to Development, counted, told when they are released (policy 10)."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from bot.message import Act, ActName, Author, Message
from bot.reply import Reply
from records.facts import from_facts
from records.work import WorkRow
from tests.stories.slack_stage import SlackStages
from tests.stories.stage import Desk, Speaker, Stage
from tickets import directory, suggestions
from tickets.suggestions import Suggestion
from tickets.values import Audience, Entry, EntryKind, Place, Status

ADA, BEN, CLEO = "ada@northside.example", "ben@northside.example", "cleo@lakeview.example"
SAM, LEA, KIM, VAL, DEV = (f"{who}@infraware.example" for who in ("sam", "lea", "kim", "val", "dev"))
WISH = "It would be great if the Editor could read text aloud in Spanish, please add that some day"
ANOTHER = "Please add reading text aloud in Spanish to the Editor some day, that would be great"
HONEST = "We make no commitment if or when it will come."
OUT = "Version 12 reads aloud in Spanish: see Speech in the settings."


def wishes(stage: Stage, mail: str, words: str = WISH) -> tuple[Speaker, Desk]:
    """Somebody's wish, passed on as a suggestion, and its thread at the desk."""
    person = stage.person(mail)
    assert person.says(words).triage is not None
    number = person.presses(ActName.SUGGEST).ticket
    assert number is not None
    return person, stage.desk(number)


def develop(desk: Desk, mail: str = SAM, **more: str) -> str:
    fields = {"suggestion": "new", "title": "Read aloud in Spanish", "confirmed": "yes", **more}
    return str(desk.presses(mail, ActName.TO_DEVELOPMENT, **fields).text)


def release(stage: Stage, mail: str, suggestion: str = "1", words: str = OUT) -> Reply:
    """Somebody of staff sends the form behind /support released."""
    number = next(stage.ids)
    place = Place("slack", "T0001", f"D0{number}", f"{number}.0", direct=True)
    fields = {"suggestion": stage.screened(suggestion), "words": stage.screened(words)}
    act = Act(ActName.RELEASED, None, "", fields)
    return stage.here.road.respond(
        Message(f"story:{number}", stage.now, place, Author("T0001", mail, mail), act=act)
    )


def known(stage: Stage) -> tuple[Suggestion, ...]:
    with stage.here.reading() as session:
        return suggestions.suggestions(session)


def entries(stage: Stage, kind: EntryKind, number: int = 1001) -> list[Entry]:
    return [one for one in stage.history(number) if one.kind is kind]


def told(stage: Stage, number: int = 1001) -> list[str]:
    """What the customer was told in that ticket of the desk's own accord."""
    found = [one for one in entries(stage, EntryKind.REPLIED, number) if one.audience is Audience.CUSTOMER]
    replies = [from_facts(Reply, one.facts["reply"]) for one in found if "heard" not in one.facts]
    return [f"{reply.text}\n{reply.after}" for reply in replies]


def test_a_suggestion_is_noted_and_closed_with_the_honest_sentence(stage: Stage) -> None:
    """Policy 10: routed to Development, noted, and the ticket is closed; no commitment if or when."""
    _, desk = wishes(stage, ADA)
    assert "Noted as a new suggestion" in develop(desk)
    assert stage.ticket(1001).status is Status.SOLVED
    assert HONEST in told(stage)[0]
    assert any(HONEST in letter.body for letter in stage.letters(ADA))
    [routed] = entries(stage, EntryKind.ROUTED)
    assert (routed.facts["to"], routed.audience) == ("development", Audience.STAFF)
    [noted] = known(stage)
    assert (noted.title, noted.customers) == ("Read aloud in Spanish", 1)


def test_a_ticket_is_never_closed_on_the_classification_alone(stage: Stage) -> None:
    """Policy 10: only when staff have confirmed the category."""
    _, desk = wishes(stage, ADA)
    assert stage.ticket(1001).status is Status.OPEN
    assert "never closed on the sorting alone" in develop(desk, confirmed="")
    assert stage.ticket(1001).status is Status.OPEN
    assert known(stage) == ()
    develop(desk)
    assert stage.ticket(1001).sure is None


def test_only_wishes_are_routed_and_only_by_whom_it_concerns(stage: Stage) -> None:
    """Policy 10 and 13."""
    _, desk = wishes(stage, ADA)
    assert "support staff, leads, sales and Development can" in develop(desk, mail=KIM)
    ben = stage.person(BEN)
    ben.says(
        'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
        "after I opened the job, pressed F12 and then chose Merge."
    )
    assert "Only a wish for the product is routed" in develop(stage.desk(1002))
    assert stage.ticket(1002).status is Status.OPEN


def test_like_suggestions_are_merged_and_counted_by_customer(stage: Stage) -> None:
    """Policy 10: like suggestions are merged and counted by customer."""
    develop(wishes(stage, ADA)[1])
    develop(wishes(stage, BEN, ANOTHER)[1], suggestion="1")
    with stage.here.reading() as session:
        [(near, sure)] = suggestions.like(session, ANOTHER)
    assert near.id == 1
    assert sure >= stage.here.rules.features.alike
    assert "one customer had asked" in develop(wishes(stage, CLEO, ANOTHER)[1], suggestion="1")
    [found] = known(stage)
    assert (found.customers, found.people) == (2, 3)


def test_who_asked_is_told_of_the_release_once_where_they_asked_and_by_mail(stage: Stage) -> None:
    """Policy 10: everyone who asked is told where they asked, and by mail; with nobody else's words."""
    develop(wishes(stage, ADA, f"{WISH}, for our zebrafinch clinic")[1])
    develop(wishes(stage, CLEO, ANOTHER)[1], suggestion="1")
    develop(wishes(stage, CLEO, f"Really, {ANOTHER}")[1], suggestion="1")
    heard = release(stage, DEV)
    assert "2 people of 2 customers will be told" in heard.text
    assert [OUT in said for said in told(stage, 1001)] == [False, True]
    assert [OUT in said for said in told(stage, 1002)] == [False]
    assert [OUT in said for said in told(stage, 1003)] == [False, True]
    for mail in (ADA, CLEO):
        assert len([letter for letter in stage.letters(mail) if OUT in letter.body]) == 1
    to_cleo = json.dumps([told(stage, 1003), [letter.body for letter in stage.letters(CLEO)]])
    assert not [secret for secret in ("zebrafinch", "Ada", "Northside", "1001") if secret in to_cleo]
    assert "has been released already" in release(stage, LEA).text
    assert len([letter for letter in stage.letters(ADA) if OUT in letter.body]) == 1


@pytest.mark.parametrize("mail", [SAM, VAL, KIM, ADA])
def test_only_development_and_leads_release(stage: Stage, mail: str) -> None:
    """Policy 10 and 13."""
    develop(wishes(stage, ADA)[1])
    assert release(stage, mail).only_to_author
    assert known(stage)[0].released_at is None


def test_a_release_names_its_suggestion_and_says_something(stage: Stage) -> None:
    develop(wishes(stage, ADA)[1])
    assert "choose one of the suggestions" in release(stage, DEV, suggestion="7").text
    assert "say what everybody is to be told" in release(stage, DEV, words=" ").text
    assert known(stage)[0].released_at is None


def test_who_asks_later_hears_that_it_is_released(stage: Stage) -> None:
    """Policy 10: asking again for a released one is answered so, before a ticket and when it is routed."""
    develop(wishes(stage, ADA)[1])
    release(stage, DEV)
    cleo = stage.person(CLEO)
    heard = cleo.says(ANOTHER)
    assert "Something like this was released on November 23, 2026" in heard.after
    assert OUT in heard.after
    number = cleo.presses(ActName.SUGGEST).ticket or 0
    develop(stage.desk(number), suggestion="1")
    assert "is released already" in told(stage, number)[0]
    assert OUT in told(stage, number)[0]
    assert HONEST not in told(stage, number)[0]


def test_a_customization_goes_to_sales_who_propose_a_price_with_management(stage: Stage) -> None:
    """Policy 10: against a fee, routed to sales, who propose a price with management."""
    ada, desk = wishes(stage, ADA)
    price = {
        "amount": "4,000",
        "currency": "USD",
        "words": "Spanish voices, built for you",
        "management": "yes",
    }
    assert "routed to sales" in desk.presses(VAL, ActName.PROPOSE, **price).text
    assert "never closed on the sorting" in desk.presses(SAM, ActName.TO_SALES).text
    due = stage.ticket(1001).due_at
    desk.presses(SAM, ActName.TO_SALES, confirmed="yes", words="They would pay")
    assert "Support has passed your wish to sales" in told(stage)[0]
    assert "They would pay" not in json.dumps(told(stage))
    assert stage.ticket(1001).due_at == due
    assert "with sales already" in desk.presses(SAM, ActName.TO_SALES, confirmed="yes").text
    assert "sales and leads can" in desk.presses(SAM, ActName.PROPOSE, **price).text.replace(
        "leads and sales", "sales and leads"
    )
    assert "with management" in desk.presses(VAL, ActName.PROPOSE, **{**price, "management": ""}).text
    assert "4000.00 USD is on its way" in desk.presses(VAL, ActName.PROPOSE, **price).text
    assert "Sales propose 4000.00 USD" in told(stage)[1]
    assert "not approved" in desk.presses(DEV, ActName.START_WORK).text
    ada.says("I approve")
    assert "has begun" in desk.presses(DEV, ActName.START_WORK).text


def test_sales_are_told_of_a_wish_that_is_routed_to_them(stage: Stage) -> None:
    """Policy 10."""
    _, desk = wishes(stage, ADA)
    desk.presses(SAM, ActName.TO_SALES, confirmed="yes", words="They would pay")
    [routed] = [one for one in entries(stage, EntryKind.REPLIED) if "They would pay" in json.dumps(one.facts)]
    assert routed.audience is Audience.STAFF
    with stage.here.reading() as session:
        val = directory.person_by_mail(session, VAL)
        assert val is not None
        rows = session.scalars(select(WorkRow).where(WorkRow.queue.startswith("deliveries")))
        told_of_it = [row.payload.get("person") for row in rows if row.payload.get("entry") == routed.id]
    assert told_of_it == [val.id]


def test_in_slack_a_suggestion_is_noted_merged_and_released(slack_stage: SlackStages) -> None:
    """Policy 10, from both sides of the counter."""
    stage = slack_stage()
    ada, cleo, sam = (stage.person(name) for name in ("ada", "cleo", "sam"))
    dev = stage.slack.person("dev", real_name="Dev Patel", email=DEV)
    threads = []
    for number, (asker, words) in enumerate(((ada, WISH), (cleo, ANOTHER)), 1001):
        threads.append(asker.says(words))
        threads[-1].reply().click("Pass it on as a suggestion", by=asker)
        card = sam.hears(f"#{number}", in_="support")
        form = card.choose("desk:more", "Route to Development", by=sam, opens=True)
        assert form is not None
        if number == 1001:
            assert "confirmed" in (form.submit() or {})
            form.fill(title="Read aloud in Spanish")
        form.fill(confirmed=["yes"])
        assert form.submit() is None
        stage.answers(threads[-1], HONEST)
        stage.settled()
        assert "Development" in card.all_text
    with stage.here.reading() as session:
        [found] = suggestions.suggestions(session)
    assert found.customers == 2
    form = dev.command("/support", "released", opens=True)
    assert form is not None
    form.fill(suggestion="Read aloud in Spanish (2 customers)", words=OUT)
    assert form.submit() is None
    for said in threads:
        stage.answers(said, OUT)
    stage.settled()
    assert all(len([one for one in stage.bots(said) if OUT in one.all_text]) == 1 for said in threads)
    for mail in (ADA, CLEO):
        assert len([letter for letter in stage.letters(mail) if OUT in letter.body]) == 1
