"""A customer never sees another customer's words, tickets or names (policy 5, 12; the bar of the product).

Nothing here is listed by hand: every act, form, command and Home there is, is tried by everybody who must see
nothing of one customer's ticket. What is added later is tried as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import count, product
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.console import Invitation
from bot.forms.form import Opening
from bot.forms.registry import FORMS
from bot.home import look_at_home
from bot.message import Act, ActName, Author, Message
from bot.permissions import Side, side
from bot.slack import show
from bot.slack.commands import FOR_EVERYBODY, FOR_STAFF, Asked, Subcommand
from bot.slack.home import home_view
from bot.visits import do
from guard import Screened, contact_number, own
from records.facts import to_facts
from records.work import WorkRow
from tests.stories.stage import Stage, open_copy
from tickets import directory, reads, visits
from tickets.values import Audience, Entry, EntryKind, Person, Place
from tickets.visit_writes import By
from tickets.visits import Plan, Visit

ADA, BEN, SAM = "ada@northside.example", "ben@northside.example", "sam@infraware.example"
TEAM = "T0001"
STRANGERS = {"cleo": "U0CLEO", "hal": "U0HAL", "nobody": "U0NOBODY", "dan": "U0DAN"}
"""Another customer's administrator, one in bad standing, somebody unknown, and an unlicensed colleague."""

SUBJECT, ANSWERED, NOTED, VISITED = "zebrafinch", "pelican", "walrus", "flamingo"
THEIRS = (
    SUBJECT,
    ANSWERED,
    NOTED,
    VISITED,
    "Northside",
    "Ada Brook",
    "ada@northside",
    "7001234",
    "#1001",
    "bcole",
)
"""What only Northside (and staff) may read; the walrus not even they."""

OWN = {"Northside", "Ada Brook", "ada@northside", "bcole"}
"""What Dan, who belongs to Northside himself, may read."""

INCIDENT = (
    f'Job 7001234 fails with "IW-9977 {SUBJECT} on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)
VALUES = ("", "1001", "1", "yes")
PLACES = {"their direct messages": ("D0THEIRS", True), "a channel of many": ("C0LOBBY", False)}


class Anything(dict[str, Screened]):
    """The fields of a form, whatever they are called."""

    def __init__(self, said: Screened) -> None:
        super().__init__()
        self.said = said

    def __missing__(self, _name: str) -> Screened:
        return self.said

    def get(self, _name: str, _default: object = None) -> Any:
        return self.said


@pytest.fixture(scope="module")
def northside(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Northside's affairs, once for all: nothing that others do may change them."""
    stage = Stage(open_copy(sample, tmp_path_factory.mktemp("northside") / "var"))
    yield affairs(stage)
    stage.here.engine.dispose()


def affairs(stage: Stage) -> Stage:
    """Ada's ticket with an answer, a note and her own words, the desk's thread of it, and her visit."""
    ada = stage.person(ADA)
    ada.says(INCIDENT)
    desk = stage.desk(1001)
    desk.says(SAM, f"Please restart the {ANSWERED}.")
    desk.says(SAM, f"note: this is the {NOTED} again")
    stage.later(minutes=5)
    ada.says(f"The {SUBJECT} is still there.")
    book_visit(stage)
    return stage


def book_visit(stage: Stage) -> None:
    """Visit 1, in three days."""
    start, number = stage.now + timedelta(days=3), contact_number("812-555-2142")
    named = stage.screened(VISITED)
    assert number is not None
    plan = Plan(named, named, start, start + timedelta(hours=2), named, number, named)
    talk = stage.ticket(1001).conversation_id
    with stage.here.writing() as session:
        ada = directory.person_by_mail(session, ADA)
        assert ada is not None
        assert ada.customer is not None
        by = By(ada, stage.now, stage.here.rules.visits)
        do.book(session, talk, ada.customer, plan, by, stage.here.rules, replied=True)


def visit(stage: Stage) -> Visit | None:
    with stage.here.reading() as session:
        return visits.visit(session, 1)


def forbidden(who: str) -> tuple[str, ...]:
    return tuple(one for one in THEIRS if who != "dan" or one not in OWN)


def leaks(shown: object, who: str) -> list[str]:
    """What somebody was shown that they must not see."""
    text = json.dumps(shown, default=str)
    return [secret for secret in forbidden(who) if secret.lower() in text.lower()]


def person_of(stage: Stage, who: str) -> Person | None:
    with stage.here.reading() as session:
        return directory.person_by_identity(session, "slack", TEAM, STRANGERS[who])


def message(stage: Stage, who: str, place: tuple[str, bool], act: Act | None, words: str = "") -> Message:
    channel, direct = place
    number = next(_NUMBERS)
    return Message(
        f"tenant:{number}",
        stage.now,
        Place("slack", TEAM, f"{channel}{who.upper()}" if direct else channel, f"{number}.0", direct),
        Author(TEAM, STRANGERS[who]),
        stage.screened(words),
        act,
    )


_NUMBERS: Iterator[int] = count(1)


@pytest.mark.parametrize("act", ActName)
def test_no_act_of_somebody_else_shows_or_changes_their_ticket(northside: Stage, act: ActName) -> None:
    before = northside.ticket(1001), visit(northside), for_customers(northside)
    talk = northside.ticket(1001).conversation_id
    for who, place, value in product(STRANGERS, PLACES.values(), VALUES):
        pressed = Act(act, talk, value, Anything(northside.screened("1001")))
        reply = northside.here.road.respond(message(northside, who, place, pressed))
        assert leaks(to_facts(reply), who) == [], (who, value)
        assert leaks(show.blocks_of(reply), who) == [], (who, value)
    assert (northside.ticket(1001), visit(northside), for_customers(northside)) == before
    assert told_wrongly(northside) == []


@pytest.mark.parametrize("act", [one for one in ActName if side(one) is not Side.CUSTOMER])
def test_no_act_of_staff_is_open_to_customers_even_at_the_desk(northside: Stage, act: ActName) -> None:
    """Whoever is let into the channel of the desk by mistake can press there, and nothing comes of it."""
    before, planned = northside.ticket(1001), visit(northside)
    talk = before.conversation_id
    with northside.here.reading() as session:
        desk = reads.place_of(session, talk, reads.DESK)
    assert desk is not None
    for who in STRANGERS:
        pressed = message(northside, who, ("D0", True), Act(act, talk, "", Anything(northside.screened("x"))))
        reply = northside.here.road.respond(Message(**{**vars(pressed), "place": desk}))
        assert leaks(to_facts(reply), who) == []
        assert reply.only_to_author
    assert (northside.ticket(1001), visit(northside)) == (before, planned)


@pytest.mark.parametrize("act", FORMS)
def test_no_form_is_filled_with_what_is_anothers(northside: Stage, act: ActName) -> None:
    talk = northside.ticket(1001).conversation_id
    rules, nearest = northside.here.rules, northside.here.nearest_articles
    for who, value in product(STRANGERS, VALUES):
        pressed = Act(act, talk, value)
        opened = message(northside, who, ("D0THEIRS", True), pressed)
        with northside.here.reading() as session:
            person = directory.person_by_identity(session, "slack", TEAM, STRANGERS[who])
            view = FORMS[act].view(Opening(session, opened, pressed, person, rules, northside.now, nearest))
        assert leaks(view, who) == [], (who, value)


COMMANDS = {f"/infracare {word}": one for word, one in FOR_EVERYBODY.items()} | {
    f"/support {word}": one for word, one in FOR_STAFF.items()
}


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_shows_what_is_anothers(northside: Stage, command: str, who: str) -> None:
    """Commands of staff are refused to everybody else, before they are asked what they show."""
    subcommand = COMMANDS[command]
    person = person_of(northside, who)
    if not subcommand.is_for(person):
        assert person is None or not person.is_staff
        return
    for rest in (*VALUES, SUBJECT, "northside"):
        assert leaks(shown_by(northside, subcommand, who, person, rest), who) == [], rest


def uninvited() -> Invitation:
    return Invitation(own("not here"))


def shown_by(stage: Stage, command: Subcommand, who: str, person: Person | None, rest: str) -> object:
    typed = message(stage, who, ("D0THEIRS", True), None, rest)
    rules, nearest, said = stage.here.rules, stage.here.nearest_articles, stage.screened(rest)
    with stage.here.reading() as session:
        if command.show is not None:
            asked = Asked(session, typed, person, rules, stage.now, said, uninvited)
            return command.show(asked)
        act = Act(command.form or ActName.WELCOME, None, said)
        return FORMS[act.name].view(Opening(session, typed, act, person, rules, stage.now, nearest))


@pytest.mark.parametrize("command", FOR_STAFF)
def test_every_command_of_staff_names_its_roles(command: str) -> None:
    assert FOR_STAFF[command].roles


@pytest.mark.parametrize("who", STRANGERS)
def test_no_home_shows_what_is_anothers(northside: Stage, who: str) -> None:
    with northside.here.reading() as session:
        home = look_at_home(session, "slack", TEAM, STRANGERS[who], northside.now)
    assert leaks(home_view(home, northside.here.rules, northside.now), who) == []


@pytest.mark.parametrize(
    "words",
    ["1001", "#1001", "ticket 1001", SUBJECT, INCIDENT, f"What about the {SUBJECT}?", "thanks", "my tickets"],
)
def test_no_words_bring_forth_what_is_anothers(stage: Stage, words: str) -> None:
    """Their own words may come back to them; nothing else of Northside's does."""
    northside = affairs(stage)
    for who, place in product(STRANGERS, PLACES.values()):
        reply = northside.here.road.respond(message(northside, who, place, None, words))
        assert [one for one in leaks(to_facts(reply), who) if one.lower() not in words.lower()] == []


def test_internal_notes_are_shown_to_no_customer(stage: Stage) -> None:
    """Not even to the customer whose ticket it is."""
    northside = affairs(stage)
    talk = northside.ticket(1001).conversation_id
    for user in ("U0ADA", "U0BEN"):
        for act in ActName:
            pressed = Act(act, talk, "1001", Anything(northside.screened("1001")))
            at = Place("slack", TEAM, f"D0{user}", f"{next(_NUMBERS)}.0", True)
            heard = Message(f"tenant:{next(_NUMBERS)}", northside.now, at, Author(TEAM, user), act=pressed)
            assert NOTED not in json.dumps(to_facts(northside.here.road.respond(heard)), default=str)
        with northside.here.reading() as session:
            home = look_at_home(session, "slack", TEAM, user, northside.now)
        assert NOTED not in json.dumps(home_view(home, northside.here.rules, northside.now))
    assert any(one.kind is EntryKind.NOTE for one in northside.history(1001))
    assert all(NOTED not in letter.body for mail in (ADA, BEN) for letter in northside.letters(mail))


def for_customers(stage: Stage) -> list[Entry]:
    """The lines of the history that Northside's people may read."""
    return [one for one in stage.history(1001) if one.audience is Audience.CUSTOMER]


def told_wrongly(stage: Stage) -> list[object]:
    """Deliveries to somebody else that hold Northside's words."""
    wrong: list[object] = []
    with stage.here.reading() as session:
        strangers = {STRANGERS[who]: who for who in STRANGERS}
        for row in session.scalars(select(WorkRow).where(WorkRow.queue.startswith("deliveries"))):
            who = strangers.get(str(row.payload.get("user")))
            entry = reads.entry(session, int(row.payload["entry"])) if "entry" in row.payload else None
            if who is not None and entry is not None and leaks([entry.facts, entry.words], who):
                wrong.append((who, row.key, entry.facts, entry.words))
    return wrong
