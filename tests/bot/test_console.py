"""Who is invited into the console, and what everybody else is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.console import Invitation, invite, wants_console
from bot.home import Home
from bot.message import Act, ActName, Author, Message
from bot.rules import Rules
from bot.seen import Seen
from bot.slack.home import home_view
from bot.slack.invited import CONSOLE_ACTION, invited
from bot.words import console as words
from guard import screen
from records.engine import Transactions
from tickets import sign_in_links
from tickets.policy import PromiseRules
from tickets.tables import PersonRow
from tickets.values import Customer, Person, Place, Role

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
SECRET = b"a secret of the tests"
CONSOLE = "https://console.vendor.example"
RULES = Rules(PromiseRules(), console=CONSOLE)
NORTHSIDE = Customer(1, "northside", "Northside Clinic", True)
ADA = Person(7, "Ada Brook", "ada@northside.example", "abrook", NORTHSIDE, True, frozenset())
SAM = Person(1, "Sam Ortiz", "sam@vendor.example", None, None, False, frozenset({Role.SUPPORT}))


@pytest.fixture
def directory(transaction: Transactions) -> Transactions:
    with transaction() as session:
        session.add(PersonRow(id=SAM.id, mail=SAM.mail, name=SAM.name, roles="support"))
    return transaction


def invited_to(directory: Transactions, person: Person | None, rules: Rules = RULES) -> Invitation:
    with directory() as session:
        return invite(session, person, rules, SECRET, NOON)


def test_staff_get_a_link_that_lets_them_in(directory: Transactions) -> None:
    found = invited_to(directory, SAM)
    assert "as Sam Ortiz" in found.words
    assert "10 minutes" in found.words
    token = found.link.removeprefix(f"{CONSOLE}/sign-in/link/")
    with directory() as session:
        link = sign_in_links.redeem(session, token, SECRET, NOON + timedelta(minutes=1))
    assert isinstance(link, sign_in_links.SignInLink)
    assert link.person_id == SAM.id


@pytest.mark.parametrize("person", [ADA, None, replace(SAM, roles=frozenset())])
@pytest.mark.parametrize("rules", [RULES, Rules(PromiseRules())])
def test_nobody_else_gets_one(directory: Transactions, person: Person | None, rules: Rules) -> None:
    assert invited_to(directory, person, rules) == Invitation(words.STAFF_ONLY)


def test_without_a_console_there_is_a_sentence_and_no_link(directory: Transactions) -> None:
    assert invited_to(directory, SAM, Rules(PromiseRules())) == Invitation(words.NOT_SET_UP)


def test_the_sixth_link_within_an_hour_is_refused(directory: Transactions) -> None:
    found = [invited_to(directory, SAM) for _ in range(6)]
    assert [bool(one.link) for one in found] == [True] * 5 + [False]
    assert "5 links within an hour" in found[5].words


def test_the_link_stands_in_no_notification(directory: Transactions) -> None:
    found = invited_to(directory, SAM)
    blocks, text = invited(found)
    assert found.link in str(blocks)
    assert "/sign-in/" not in text


SAID = Message(
    "m", NOON, Place("slack", "T1", "D1", "1.1", direct=True), Author("T1", "U1"), screen("Console ").text
)


@pytest.mark.parametrize(
    ("said", "person", "wanted"),
    [
        (SAID, SAM, True),
        (SAID, ADA, False),
        (SAID, None, False),
        (replace(SAID, text=screen("How do I open the console?").text), SAM, False),
        (replace(SAID, place=replace(SAID.place, direct=False)), SAM, False),
        (replace(SAID, place=replace(SAID.place, door="mail")), SAM, False),
        (replace(SAID, place=replace(SAID.place, door="terminal")), SAM, False),
        (replace(SAID, act=Act(ActName.PERSON)), SAM, False),
        (replace(SAID, amends="slack:earlier"), SAM, False),
    ],
)
def test_the_word_alone_is_a_wish_for_the_console_where_nobody_else_reads_it(
    said: Message, person: Person | None, wanted: bool
) -> None:
    assert wants_console(said, Seen(person, None, private=True)) is wanted


@pytest.mark.parametrize(
    ("person", "rules", "offered"),
    [(SAM, RULES, True), (SAM, Rules(PromiseRules()), False), (ADA, RULES, False), (None, RULES, False)],
)
def test_staffs_home_offers_the_console_where_there_is_one(
    person: Person | None, rules: Rules, offered: bool
) -> None:
    assert (CONSOLE_ACTION in str(home_view(Home(person), rules, NOON))) is offered
