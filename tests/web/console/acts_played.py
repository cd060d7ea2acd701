"""Every act of staff with a situation in which it makes sense, to be played through two doors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from bot.message import Act, ActName, Author, Message
from guard import restored
from knowledge import gaps
from knowledge.gaps import Reason
from tests.stories.stage import MONDAY_NOON, Desk, Stage
from tickets import directory, letters, maintenance, outages, quotes, reads, suggestions, visit_writes, writes
from tickets.letters import Became, Came
from tickets.values import Person, Place, Status
from tickets.visits import Plan
from tickets.writes import Asker

SAM, LEA, KIM, VAL, DEV = (f"{name}@infraware.example" for name in ("sam", "lea", "kim", "val", "dev"))
ADA, BEN, CLEO = "ada@northside.example", "ben@northside.example", "cleo@lakeview.example"
NOON = MONDAY_NOON.replace(second=0)
_IDS = count(1)
Typed = Mapping[str, str | datetime]


@dataclass(frozen=True)
class Situation:
    """What an act is about: a ticket, or a conversation and what is chosen besides; and what is filled in."""

    number: int | None = None
    conversation: int | None = None
    value: str = ""
    fields: Typed = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """An act, who does it, what is filled in, and what comes before it."""

    act: ActName
    before: Callable[[Stage], Situation]
    fields: Typed = field(default_factory=dict)
    by: str = SAM


def opened(stage: Stage, category: str = "incident", caller: str = ADA) -> Situation:
    """A ticket of who has phoned: nothing needs to be searched for it."""
    fields = {"caller": caller, "category": category, "subject": "The upload hangs", "agreed": "yes"}
    stage.office().presses(SAM, ActName.PHONED, **fields)
    with stage.here.reading() as session:
        newest = max(one.number for one in reads.tickets(session, limit=1000))
    return Situation(newest)


def wish(stage: Stage) -> Situation:
    return opened(stage, "feature")


def service(stage: Stage) -> Situation:
    return opened(stage, "service")


def after(
    name: ActName, by: str = SAM, then: Callable[[Stage], Situation] = opened, **fields: str
) -> Callable[[Stage], Situation]:
    """A ticket about which this was done before."""

    def situation(stage: Stage) -> Situation:
        found = then(stage)
        desk(stage, found).presses(by, name, **fields)
        return found

    return situation


def desk(stage: Stage, at: Situation) -> Desk:
    """Where it is pressed in Slack: in the ticket's thread, or anywhere in the channel."""
    if at.number is not None:
        return stage.desk(at.number)
    place = Place("slack", "T0001", "C0DESK", f"pressed-{next(_IDS)}", direct=False)
    return Desk(stage, at.conversation, place)  # type: ignore[arg-type]


def _two_replies(stage: Stage) -> Situation:
    return after(ActName.ANSWER, then=after(ActName.ANSWER, words="First."), words="Second.")(stage)


def _called(stage: Stage) -> Situation:
    call = {"number": "812-235-7239", "words": "Two letters", "outcome": "begun"}
    return after(ActName.CALL, then=_two_replies, **call)(stage)


def _approved(stage: Stage) -> Situation:
    """A quote was sent, and the customer has approved it."""
    found = after(ActName.QUOTE, then=service, amount="99", currency="USD", words="The import")(stage)
    ticket = stage.ticket(found.number or 0)
    quote = quotes.standing(stage.history(ticket.number)).quote
    assert quote is not None
    act = Act(ActName.APPROVE, ticket.conversation_id, str(quote.id))
    author, place = Author("T0001", "U0ADA"), Place("slack", "T0001", "U0ADA", f"q{next(_IDS)}", True)
    stage.here.road.respond(Message(f"approves:{next(_IDS)}", stage.now, place, author, act=act))
    return found


def _with_another(stage: Stage) -> Situation:
    into = opened(stage)
    return Situation(opened(stage, caller=BEN).number, fields={"into": str(into.number)})


def _person(stage: Stage, mail: str) -> Person:
    with stage.here.reading() as session:
        found = directory.person_by_mail(session, mail)
    assert found is not None
    return found


def _with_colleague(stage: Stage) -> Situation:
    return Situation(opened(stage).number, fields={"colleague": str(_person(stage, LEA).id)})


def calm(stage: Stage) -> Situation:
    """No outage is open."""
    with stage.here.writing() as session:
        open_one = outages.open_one(session)
        if open_one is not None:
            outages.change(session, open_one.id, stage.now, state=outages.OutageState.REFUSED)
    return Situation()


def _outage(stage: Stage, said: str = "The routing is down") -> Situation:
    calm(stage)
    stage.office().presses(SAM, ActName.DECLARE, title=said, words=said, started="")
    with stage.here.reading() as session:
        found = outages.open_one(session)
    assert found is not None
    return Situation(None, found.conversation_id, str(found.id))


def in_outage(stage: Stage) -> Situation:
    _outage(stage)
    return opened(stage)


def _window(stage: Stage, said: str = "New disks") -> Situation:
    start = NOON + timedelta(days=3)
    with stage.here.writing() as session:
        plan = maintenance.Plan(start, start + timedelta(hours=1), stage.screened(said), True)
        found = maintenance.announce(session, plan, stage.now)
    return Situation(None, found.conversation_id, str(found.id))


def _unknown(stage: Stage, said: str = "") -> Situation:
    user = f"U9{next(_IDS)}"
    asker = Asker("slack", "T0001", user, None, None)
    with stage.here.writing() as session:
        talk = writes.begin(session, asker, Place("slack", "T0001", user, f"D{user}", True), stage.now)
        if said:
            writes.change(session, talk, 0, question=stage.screened(said))
        writes.ask_link(session, asker, ADA, talk, stage.now)
        [request] = reads.link_requests(session, talk)
    return Situation(None, talk, str(request.id))


def _letter(stage: Stage, said: str = "It hangs") -> Situation:
    digest = f"{next(_IDS):064d}"
    came = Came(
        digest,
        f"<{digest}@x>",
        stage.now,
        "who@else.example",
        stage.screened(said),
        stage.screened(said),
        Became.WAITING,
        "stranger",
    )
    with stage.here.writing() as session:
        letter = letters.note_came(session, came)
    return Situation(value=str(letter))


def _letter_for_ticket(stage: Stage) -> Situation:
    return Situation(value=_letter(stage).value, fields={"number": str(opened(stage).number)})


def _visit(stage: Stage, said: str = "Larkfield") -> Situation:
    ada, start = _person(stage, ADA), NOON + timedelta(days=5)
    assert ada.customer is not None
    texts = {name: stage.screened(said) for name in ("client", "place", "contact", "work")}
    plan = Plan(start=start, end=start + timedelta(hours=3), number=restored("812-235-7239"), **texts)
    with stage.here.writing() as session:
        place = Place("slack", "T0001", "U0ADA", f"v{next(_IDS)}", True)
        talk = writes.begin(session, Asker("slack", "T0001", "U0ADA", ada, ada.customer.id), place, stage.now)
        by = visit_writes.By(ada, stage.now, stage.here.rules.visits)
        visit = visit_writes.book(session, talk, ada.customer, ada, plan, by)
    return Situation(value=str(visit.id))


def _suggestion(stage: Stage, said: str = "Darker colours") -> Situation:
    number = wish(stage).number
    with stage.here.writing() as session:
        noted = suggestions.note(session, None, stage.screened(said), number or 0, stage.now)
    return Situation(fields={"suggestion": str(noted)})


def _gap(stage: Stage) -> Situation:
    name = f"gap-{next(_IDS)}"
    with stage.here.writing() as session:
        gaps.record(
            session,
            at=stage.now,
            message_id=name,
            asker_ref=name,
            door="slack",
            question=stage.screened(f"How is the {name} set?"),
            shown=(),
            reason=Reason.NOT_SURE,
        )
        [gap] = [one for one in gaps.list_open(session, 1000) if name in one.question]
    return Situation(value=str(gap.id), fields={"slug": _slug(stage)})


def _slug(stage: Stage) -> str:
    """The article nearest to the words of every ticket here."""
    return stage.here.nearest_articles(stage.screened("The upload hangs"))[0][0]


def _with_article(stage: Stage) -> Situation:
    return Situation(opened(stage).number, fields={"article": _slug(stage)})


def _caller(stage: Stage) -> Situation:
    """Of a customer without open tickets, so that none is alike."""
    cleo = _person(stage, CLEO)
    assert cleo.customer is not None
    with stage.here.reading() as session:
        left = reads.tickets(session, customer_id=cleo.customer.id, status=Status.OPEN)
    for one in left:
        stage.desk(one.number).presses(SAM, ActName.SOLVE, words="")
    return Situation(fields={"caller": str(cleo.id)})


def beside_the_desk(stage: Stage, said: str = "The upload hangs at 80 %") -> None:
    """Something on each list beside the queue, in these words; no outage is open."""
    for situation in (_letter, _unknown, _window, _visit, _suggestion, _outage):
        situation(stage, said)
    calm(stage)


WORDS = "Please restart the player."
_PLAN: Typed = {
    "what": "New disks",
    "start": NOON + timedelta(days=4),
    "end": NOON + timedelta(days=4, hours=2),
    "kind": "scheduled",
}

CASES = (
    Case(ActName.CLAIM, opened),
    Case(ActName.ANSWER, opened, {"words": WORDS}),
    Case(ActName.ASK_DETAIL, opened, {"detail": "steps", "words": "One question:"}),
    Case(ActName.ARTICLE, _with_article, {"words": "This should help:"}),
    Case(ActName.NOTE, opened, {"words": "She had the same in May."}),
    Case(ActName.SOLVE, opened, {"words": WORDS}),
    Case(ActName.EDUCATION, opened),
    Case(ActName.CLOCK_STOP, opened, {"words": "They called back."}),
    Case(ActName.CLOCK_START, after(ActName.CLOCK_STOP, words="By mistake."), {"words": "They wait."}),
    Case(ActName.ASSIGN, _with_colleague, {"words": "It is yours."}),
    Case(ActName.SORT, opened, {"category": "service"}),
    Case(ActName.REOPEN, after(ActName.SOLVE, words=""), {"words": "It came back."}),
    Case(ActName.MERGE, _with_another),
    Case(ActName.TASKS, opened, {"tasks": "Restart it\nLook at the lamp", "words": ""}),
    Case(ActName.TASKS_SETTLED, after(ActName.TASKS, tasks="Restart it", words="")),
    Case(ActName.LINK_OUTAGE, in_outage),
    Case(
        ActName.CALL,
        _two_replies,
        {"number": "812-235-7239", "begun": NOON, "words": "Two letters", "outcome": "begun"},
    ),
    Case(
        ActName.CONFERENCE,
        _called,
        {"link": "https://meet.example/a", "begun": NOON, "words": "A call", "outcome": "begun"},
    ),
    Case(ActName.QUOTE, service, {"amount": "1,250", "currency": "usd", "words": "The import"}),
    Case(
        ActName.PROPOSE,
        after(ActName.TO_SALES, then=wish, confirmed="yes", words=""),
        {"amount": "99", "currency": "USD", "words": "A colour", "management": "yes"},
        VAL,
    ),
    Case(ActName.START_WORK, _approved),
    Case(ActName.TO_SALES, wish, {"words": "They are in a hurry.", "confirmed": "yes"}),
    Case(ActName.TO_DEVELOPMENT, wish, {"suggestion": "new", "title": "Other colours", "confirmed": "yes"}),
    Case(
        ActName.PHONED,
        _caller,
        {"category": "incident", "subject": "It hangs", "agreed": "yes", "job": "8834127"},
    ),
    Case(ActName.GIVE_LETTER, _letter_for_ticket),
    Case(ActName.OPEN_LETTER, _letter, {"caller": ADA}),
    Case(ActName.DISCARD_LETTER, _letter),
    Case(ActName.LINK, _unknown),
    Case(ActName.REFUSE_LINK, _unknown),
    Case(
        ActName.DECLARE, calm, {"title": "The routing is down", "words": "We look into it.", "started": NOON}
    ),
    Case(ActName.OUTAGE_UPDATE, _outage, {"words": "A part is exchanged."}),
    Case(ActName.OUTAGE_RESOLVE, _outage, {"words": "", "ended": MONDAY_NOON}),
    Case(ActName.OUTAGE_REFUSE, _outage, {"words": ""}),
    Case(ActName.MAINTENANCE, lambda _stage: Situation(), _PLAN),
    Case(ActName.MAINTENANCE_CHANGE, _window, _PLAN),
    Case(ActName.MAINTENANCE_CANCEL, _window),
    Case(ActName.VISIT_CALL_OFF, _visit, {"words": "The road is closed."}),
    Case(ActName.RELEASED, _suggestion, {"words": "It came with version 9."}, DEV),
    Case(ActName.COVERED, _gap, {"article": ""}, KIM),
)
