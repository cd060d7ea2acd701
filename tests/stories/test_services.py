"""Work done for a customer: advice first, agreement, quote, approval, and only then the work (policy 11)."""

from __future__ import annotations

import json

import pytest

from bot.message import ActName, Author, Message
from bot.reply import Offer, Reply, ReplyKind
from records.facts import from_facts
from tests.stories.slack_stage import SlackStages
from tests.stories.stage import Desk, Speaker, Stage
from tickets.history_clock import compared, recompute
from tickets.policy import ServiceRules
from tickets.values import Audience, Entry, EntryKind, Place, Status

ADA, BEN, CLEO, DAN = (
    f"{who}.example" for who in ("ada@northside", "ben@northside", "cleo@lakeview", "dan@northside")
)
SAM, LEA, KIM, VAL, DEV = (f"{who}@infraware.example" for who in ("sam", "lea", "kim", "val", "dev"))
WISHED = "please add user jsmith to the radiology group for us"
WHAT = "A new group with its routing, two hours of work"


@pytest.fixture
def ada(stage: Stage) -> Speaker:
    ada = stage.person(ADA)
    ada.says(WISHED)
    ada.says("yes, go ahead")
    return ada


@pytest.fixture
def desk(stage: Stage, ada: Speaker) -> Desk:
    return stage.desk(1001)


def entries(stage: Stage, kind: EntryKind) -> list[Entry]:
    return [one for one in stage.history(1001) if one.kind is kind]


def quote(desk: Desk, mail: str = SAM, **more: str) -> str:
    fields = {"amount": "250", "currency": "usd", "words": WHAT, **more}
    return str(desk.presses(mail, ActName.QUOTE, **fields).text)


def start(desk: Desk, mail: str = SAM) -> str:
    return str(desk.presses(mail, ActName.START_WORK).text)


def told(stage: Stage) -> list[Reply]:
    """What the customer was told of their own accord, oldest first."""
    shown = (one for one in stage.history(1001) if one.kind is EntryKind.REPLIED)
    return [
        from_facts(Reply, one.facts["reply"])
        for one in shown
        if one.audience is Audience.CUSTOMER and "heard" not in one.facts
    ]


def button(stage: Stage, label: str) -> Offer:
    """The button below the newest quote."""
    offers = [offer for reply in told(stage) for offer in reply.offers if offer.label == label]
    return offers[-1]


def test_letters_about_work_done_list_no_details_that_nobody_asked_for(stage: Stage) -> None:
    """Policy 3: wishes and services need none; what was given is there."""
    ada = stage.person(ADA)
    ada.says(WISHED)
    ada.says("yes, go ahead")
    [receipt] = stage.letters(ADA)
    assert "User involved: jsmith" in receipt.body
    assert "not given yet" not in receipt.body


def test_advice_comes_first_and_the_person_agrees_before_the_ticket_is_opened(stage: Stage) -> None:
    """Policy 11: advice and instruction first; the person agrees before the ticket is opened."""
    ada = stage.person(ADA)
    heard = ada.says("please reset the password of user jsmith for us, we want you to do it")
    assert heard.triage is not None
    assert heard.triage.category == "service"
    assert heard.hits
    assert "charged" in heard.after
    assert stage.tickets() == ()
    opened = ada.presses(ActName.AGREE)
    assert opened.kind is ReplyKind.TICKET
    [agreed] = entries(stage, EntryKind.CHARGE_AGREED)
    assert agreed.person is not None
    assert agreed.person.mail == ADA


def test_who_only_wants_a_person_has_not_agreed_to_be_charged(stage: Stage) -> None:
    """Policy 2 and 11: a person is never refused; but nothing is charged without agreement."""
    object.__setattr__(stage.here.rules, "services", ServiceRules(quote_required=False))
    ada = stage.person(ADA)
    ada.says(WISHED)
    ada.presses(ActName.PERSON)
    assert entries(stage, EntryKind.CHARGE_AGREED) == []
    assert "has not agreed to be charged" in start(stage.desk(1001))


def test_a_quote_is_sent_approved_and_only_then_is_work_begun(stage: Stage, ada: Speaker, desk: Desk) -> None:
    """Policy 11: staff may quote, the person approves, and only then is work started."""
    assert "send a quote first" in start(desk)
    assert "250.00 USD is on its way" in quote(desk)
    [sent] = entries(stage, EntryKind.QUOTED)
    assert (sent.facts["amount"], sent.facts["currency"], sent.words) == ("250.00", "USD", WHAT)
    assert "quotes 250.00 USD" in told(stage)[-1].text
    assert WHAT in told(stage)[-1].after
    assert "not approved the quote yet" in start(desk)
    assert "You have approved it" in ada.presses(ActName.APPROVE, button(stage, "Approve").value).text
    [approved] = entries(stage, EntryKind.QUOTE_APPROVED)
    assert (approved.facts["quote"], approved.words) == (
        sent.id,
        "has approved the quote of 250.00 USD.",
    )
    assert start(desk) == "The work has begun. The customer has been told."
    assert told(stage)[-1].text == "Support has begun the work you approved."
    assert "begun already" in start(desk)
    assert len(entries(stage, EntryKind.WORK_STARTED)) == 1


def test_the_quote_comes_by_mail_too_and_is_an_answer(stage: Stage, desk: Desk) -> None:
    """Policy 4 and 11: words of staff to the customer stop the clock."""
    assert stage.ticket(1001).due_at is not None
    quote(desk)
    assert stage.ticket(1001).due_at is None
    assert compared(stage.ticket(1001), recompute(stage.history(1001))) == ()
    letters = [letter.body for letter in stage.letters(ADA) if "250.00 USD" in letter.body]
    assert len(letters) == 1
    assert WHAT in letters[0]
    assert "I approve" in letters[0]


def test_a_declined_quote_is_told_to_staff_who_may_send_another(
    stage: Stage, ada: Speaker, desk: Desk
) -> None:
    """Policy 11: declined, the ticket can be closed or quoted anew; a new quote replaces the earlier."""
    quote(desk)
    first = button(stage, "Decline").value
    assert "nothing is done or charged" in ada.presses(ActName.DECLINE, first).text
    assert any(
        "declined the quote of 250.00 USD" in one.body for one in stage.letters(stage.here.rules.desk_mail)
    )
    assert "declined the quote" in start(desk)
    assert "declined already" in ada.presses(ActName.APPROVE, first).text
    quote(desk, amount="199.50")
    assert "replaced by a newer one" in ada.presses(ActName.APPROVE, first).text
    ada.presses(ActName.APPROVE, button(stage, "Approve").value)
    assert "has begun" in start(desk)
    desk.presses(SAM, ActName.SOLVE)
    assert stage.ticket(1001).status is Status.SOLVED


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("I approve", EntryKind.QUOTE_APPROVED),
        ("Yes, we accept the quote.", EntryKind.QUOTE_APPROVED),
        ("No, I decline", EntryKind.QUOTE_DECLINED),
        ("approved?", EntryKind.CUSTOMER_WORDS),
        ("I do not approve", EntryKind.CUSTOMER_WORDS),
        ("I approve, but only half of it", EntryKind.CUSTOMER_WORDS),
    ],
)
def test_a_quote_is_answered_in_words_only_when_they_say_nothing_else(
    stage: Stage, ada: Speaker, desk: Desk, words: str, kind: EntryKind
) -> None:
    """Policy 11: the person approves."""
    quote(desk)
    stage.later(minutes=1)
    ada.says(words)
    found = [one.kind for one in stage.history(1001) if one.words == words or one.facts.get("quote")]
    assert found[-1] is kind


def test_a_quote_is_approved_in_words_also_where_staff_have_spoken(
    stage: Stage, ada: Speaker, desk: Desk
) -> None:
    """Policy 1 and 11: the bot keeps quiet in such a thread, but an approval is one."""
    place, sam = Place("terminal", "local", ADA, ada.thread, direct=True), Author("local", SAM, SAM)
    text = stage.screened("Which members?")
    stage.here.road.respond(Message("story:sam", stage.now, place, sam, text, addressed=False))
    quote(desk)
    yes, author = stage.screened("I approve"), Author("local", ADA, ADA)
    said = Message("story:yes", stage.now, place, author, yes, addressed=False)
    assert "You have approved it" in stage.here.road.respond(said).text
    assert len(entries(stage, EntryKind.QUOTE_APPROVED)) == 1


def test_a_colleague_who_is_an_administrator_may_approve_and_the_asker_hears_of_it(
    stage: Stage, ada: Speaker, desk: Desk
) -> None:
    """Policy 5 and 11: an entitled administrator of that customer."""
    quote(desk)
    value = button(stage, "Approve").value
    ben = stage.person(BEN)
    ben.last = ada.last
    assert "You have approved it" in ben.presses(ActName.APPROVE, value).text
    assert told(stage)[-1].text == "Ben Cole has approved the quote of 250.00 USD."
    assert "has begun" in start(desk)


@pytest.mark.parametrize(
    ("mail", "sentence"),
    [
        (DAN, "approved by your company's licensed administrators: Ada Brook, Ben Cole"),
        (CLEO, "somebody else's"),
    ],
)
def test_nobody_else_approves(stage: Stage, ada: Speaker, desk: Desk, mail: str, sentence: str) -> None:
    """Policy 5 and 11: neither somebody without a licence nor another customer, who learns nothing."""
    quote(desk)
    other = stage.person(mail)
    other.last = ada.last
    heard = other.presses(ActName.APPROVE, button(stage, "Approve").value)
    assert sentence in heard.text
    assert heard.only_to_author
    assert entries(stage, EntryKind.QUOTE_APPROVED) == []
    if mail == CLEO:
        assert not {"250", "Ada", "Northside"} & set(json.dumps(str(heard)).split())


def test_a_colleagues_request_is_agreed_to_and_its_quote_approved_by_who_opened_the_ticket(
    stage: Stage,
) -> None:
    """Policy 5 and 11: whoever has no licence can neither agree to a charge nor approve a quote."""
    dan, ada = stage.person(DAN), stage.person(ADA)
    dan.says(WISHED)
    dan.presses(ActName.AGREE)
    dan.presses(ActName.HAND, dan.value_of("Hand it to Ada Brook"))
    assert stage.tickets() == ()
    ada.last = dan.last
    ada.presses(ActName.OPEN)
    [agreed] = entries(stage, EntryKind.CHARGE_AGREED)
    assert agreed.person is not None
    assert agreed.person.mail == ADA
    quote(stage.desk(1001))
    assert "licensed administrators" in dan.presses(ActName.APPROVE, button(stage, "Approve").value).text
    assert "You have approved it" in ada.presses(ActName.APPROVE, button(stage, "Approve").value).text
    assert told(stage)[-1].text == "Ada Brook has approved the quote of 250.00 USD."
    assert any("250.00 USD" in letter.body for letter in stage.letters(ADA))


def test_roles_and_categories_are_checked(stage: Stage, desk: Desk) -> None:
    """Policy 11 and 13."""
    assert "support staff, leads and sales can" in quote(desk, mail=KIM)
    assert "is on its way" in quote(desk, mail=VAL)
    assert "support staff, leads and Development can" in start(desk, mail=VAL)
    broken = stage.person(BEN)
    broken.says(
        'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
        "after I opened the job, pressed F12 and then chose Merge."
    )
    other = stage.desk(1002)
    assert "Quotes are for service requests" in quote(other)
    assert "service requests and customizations only" in start(other)


@pytest.mark.parametrize(
    ("field", "given", "sentence"),
    [
        ("amount", "about 250", "an amount above zero"),
        ("amount", "0", "an amount above zero"),
        ("currency", "dollars", "three letters"),
        ("words", " ", "what the price is for"),
    ],
)
def test_an_incomplete_quote_is_not_sent(
    stage: Stage, desk: Desk, field: str, given: str, sentence: str
) -> None:
    """Policy 11."""
    assert sentence in quote(desk, **{field: given})
    assert entries(stage, EntryKind.QUOTED) == []


def test_without_required_quotes_the_agreement_before_the_ticket_is_enough(stage: Stage, desk: Desk) -> None:
    """Policy 11: staff may quote; what an installation requires stands in its settings."""
    object.__setattr__(stage.here.rules, "services", ServiceRules(quote_required=False))
    assert "has begun" in start(desk)
    assert told(stage)[-1].text == "Support has begun the work you asked for."


def test_in_slack_a_quote_is_sent_and_approved_across_the_counter(slack_stage: SlackStages) -> None:
    """Policy 11, from both sides of the counter."""
    stage = slack_stage()
    ada, sam = stage.person("ada"), stage.person("sam")
    said = ada.says(WISHED)
    said.reply().click("I agree, open the ticket", by=ada)
    card = sam.hears("#1001", in_="support")
    card.choose("desk:more", "Start the work", by=sam)
    form = card.choose("desk:more", "Quote", by=sam, opens=True)
    assert form is not None
    form.fill(amount="a lot", words=WHAT)
    assert "amount" in (form.submit() or {})
    form.fill(amount="1,250")
    assert form.submit() is None
    offered = stage.answers(said, "quotes 1250.00 USD")
    assert WHAT in offered.all_text
    offered.click("Approve", by=ada)
    stage.answers(card, "has approved the quote of 1250.00 USD.")
    card.choose("desk:more", "Start the work", by=sam)
    stage.answers(said, "Support has begun the work you approved.")
    stage.settled()
    assert "1250.00 USD, approved" in card.all_text
