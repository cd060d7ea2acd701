"""The commands about scheduled customer visits: book, list, change, cancel (policy 6)."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from app import as_json
from app.commands.moments import EXAMPLE, moment
from app.commands.opening import Config, StopError, opened
from app.commands.printing import Json, Limit, print_json, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from app.build import Installation
    from tickets.values import Customer, Person
    from tickets.visits import Plan, Visit

Number = Annotated[int, typer.Argument(min=1, max=2_147_483_647, help="The visit's number.")]
By = Annotated[
    str, typer.Option(help="Who does it: the mail address of an administrator, or of support staff.")
]
Key = Annotated[str, typer.Option(help="The customer's key in the directory.")]
When = Annotated[str, typer.Option(help=f"A moment, for example {EXAMPLE}.")]
MaybeWhen = Annotated[str | None, typer.Option(help=f"A moment, for example {EXAMPLE}.")]
ANY = "any"


def book(
    config: Config,
    customer: Key,
    by: By,
    client: Annotated[str, typer.Option(help="Which client is visited.")],
    place: Annotated[str, typer.Option(help="Where it is.")],
    start: When,
    end: When,
    contact: Annotated[str, typer.Option(help="Whom staff may phone there.")],
    number: Annotated[str, typer.Option(help="Their telephone number.")],
    work: Annotated[str, typer.Option(help="What will be done.")],
    json: Json = False,
) -> None:
    """Book a visit for a customer. Booked early enough it is guaranteed, else best effort."""
    typed = {"client": client, "place": place, "contact": contact, "number": number, "work": work}
    times = {"start": moment(start), "end": moment(end)}
    with opened(config) as here:
        found = _booked(here, customer, by, typed, times)
        _send(here)
        _show(here, found, json)


def show_all(
    config: Config,
    customer: Annotated[str, typer.Option(help="Of this customer only, by its key.")] = ANY,
    past: Annotated[bool, typer.Option("--past", help="Those that are over or were cancelled.")] = False,
    json: Json = False,
    limit: Limit = 100,
) -> None:
    """List the visits that are under way or ahead, the next one first."""
    from app.worker import utc_now
    from tickets import visits

    with opened(config) as here, here.reading() as session:
        customer_id = None if customer == ANY else _customer(session, customer).id
        found = (visits.past if past else visits.coming)(session, utc_now(), customer_id, limit)
        if json:
            print_json([as_json.visit(one) for one in found])
            return
        if not found:
            say("There is no such visit." if past else "No visit is scheduled.")
        for one in found:
            say(_line(here, one))


def change(
    config: Config,
    visit: Number,
    by: By,
    client: Annotated[str | None, typer.Option(help="Which client is visited.")] = None,
    place: Annotated[str | None, typer.Option(help="Where it is.")] = None,
    start: MaybeWhen = None,
    end: MaybeWhen = None,
    contact: Annotated[str | None, typer.Option(help="Whom staff may phone there.")] = None,
    number: Annotated[str | None, typer.Option(help="Their telephone number.")] = None,
    work: Annotated[str | None, typer.Option(help="What will be done.")] = None,
    json: Json = False,
) -> None:
    """Change what is named of a visit. A start moved too late loses the guarantee."""
    given = {"client": client, "place": place, "contact": contact, "number": number, "work": work}
    typed = {name: value for name, value in given.items() if value is not None}
    times = {name: moment(value) for name, value in (("start", start), ("end", end)) if value is not None}
    with opened(config) as here:
        found = _changed(here, visit, by, typed, times)
        _send(here)
        _show(here, found, json)


def cancel(
    config: Config,
    visit: Number,
    by: By,
    reason: Annotated[str, typer.Option(help="Why; the customer and staff read it.")] = "",
    json: Json = False,
) -> None:
    """Cancel a visit; whoever it concerns is told."""
    from app.worker import utc_now
    from bot.visits import do
    from bot.words import visits as sentences
    from tickets.visit_writes import By as Doer

    with opened(config) as here:
        with here.writing() as session:
            before, person, now = _visit(session, visit), _person(session, by), utc_now()
            _refuse_stranger(person, before.customer)
            _refuse(sentences.OVER if before.is_over(now) else None)
            _refuse(sentences.REASON_NEEDED if person.is_staff and not reason.strip() else None)
            why, doer = here.guard.screen(reason).text, Doer(person, now, here.rules.visits)
            found = do.cancel(session, before, why, doer, here.rules, replied=False)
        _send(here)
        _show(here, found, json)


def _booked(
    here: Installation, key: str, mail: str, typed: Mapping[str, str], times: Mapping[str, datetime]
) -> Visit:
    from app.worker import utc_now
    from bot.visits import do
    from tickets import writes
    from tickets.values import Place
    from tickets.visit_writes import By as Doer

    with here.writing() as session:
        person, now = _person(session, mail), utc_now()
        customer = _customer(session, key)
        _refuse_barred(session, here, person, customer)
        plan = _plan(here, typed, times, now, None)
        at = Place("terminal", "local", person.mail, f"visit-{secrets.token_hex(6)}", direct=True)
        asker = writes.Asker(at.door, at.team, at.channel, person, customer.id)
        talk = writes.begin(session, asker, at, now)
        doer = Doer(person, now, here.rules.visits)
        return do.book(session, talk, customer, plan, doer, here.rules, replied=False)


def _changed(
    here: Installation, number: int, mail: str, typed: Mapping[str, str], times: Mapping[str, datetime]
) -> Visit:
    from app.worker import utc_now
    from bot.visits import do
    from bot.words import visits as sentences
    from tickets.visit_writes import By as Doer

    with here.writing() as session:
        person, before, now = _person(session, mail), _visit(session, number), utc_now()
        _refuse_barred(session, here, person, before.customer)
        _refuse(sentences.OVER if before.is_over(now) else None)
        plan = _plan(here, typed, times, now, before)
        _refuse(sentences.UNCHANGED if plan == before.plan else None)
        doer = Doer(person, now, here.rules.visits)
        return do.change(session, before, plan, doer, here.rules, replied=False)


def _plan(
    here: Installation,
    typed: Mapping[str, str],
    times: Mapping[str, datetime],
    now: datetime,
    before: Visit | None,
) -> Plan:
    """What is typed, after the guard, over what was before; refused with a sentence for each mistake."""
    from bot.words import visits as sentences
    from guard import contact_number
    from tickets.visits import Plan, faults

    rules = here.rules.visits
    number = contact_number(typed["number"]) if "number" in typed else before and before.plan.number
    _refuse(sentences.NUMBER_NEEDED if not number else None)
    screened = {name: here.guard.screen(value).text for name, value in typed.items() if name != "number"}
    empty = [name for name, text in screened.items() if not text.strip()]
    if empty:
        raise StopError(f"--{empty[0]} is empty; please say it in a few words.")
    known = {} if before is None else vars(before.plan)
    plan = Plan(**{**known, **screened, **times, "number": number})
    wrong = faults(plan.start, plan.end, now, rules, before)
    if wrong:
        raise StopError(" ".join(sentences.fault(one, rules) for one in wrong))
    return plan


def _person(session: Session, mail: str) -> Person:
    from tickets import directory

    found = directory.person_by_mail(session, mail)
    if found is None:
        raise StopError(
            f'Nobody in the directory has the address "{mail}"; `infracare directory list` shows everybody.'
        )
    return found


def _customer(session: Session, key: str) -> Customer:
    from tickets import directory

    found = directory.customer_by_key(session, key)
    if found is None:
        raise StopError(f'No customer in the directory has the key "{key}"; look into its customers.csv.')
    return found


def _visit(session: Session, number: int) -> Visit:
    from tickets import visits

    found = visits.visit(session, number)
    if found is None:
        raise StopError(f"There is no visit {number}; `infracare visits list` shows those there are.")
    return found


def _refuse_barred(session: Session, here: Installation, person: Person, customer: Customer) -> None:
    """Administrators for their own customer, support staff for any; none for one whose account is on hold."""
    from bot.visits.plans import barred
    from bot.words import visits as sentences
    from tickets import directory

    _refuse_stranger(person, customer)
    if not customer.good_standing:
        _refuse(sentences.not_in_good_standing(here.rules.contacts))
    if not person.is_staff:
        _refuse(barred(person, directory.administrators_of(session, customer.id), here.rules))


def _refuse_stranger(person: Person, customer: Customer) -> None:
    allowed = person.may_answer if person.is_staff else person.licensed and person.customer == customer
    if not allowed:
        raise StopError(
            f"{person.mail} is neither a licensed administrator of {customer.key} nor support staff, who "
            "book, change and cancel its visits."
        )


def _refuse(why: str | None) -> None:
    if why is not None:
        raise StopError(str(why))


def _send(here: Installation) -> None:
    """The letters leave at once; what is told in Slack, `infracare serve` tells."""
    from app.chat import send_letters

    send_letters(here)


def _show(here: Installation, visit: Visit, json: bool) -> None:
    from app.worker import utc_now
    from bot.words import visits as sentences
    from tickets import visits

    if json:
        print_json(as_json.visit(visit))
        return
    say(_line(here, visit))
    if visit.cancelled_at is None:
        with here.reading() as session:
            others = visits.overlapping(
                session, visit.customer.id, visit.plan.start, visit.plan.end, visit.id
            )
        for one in others:
            say(escape(sentences.overlaps(sentences.about(one.plan, here.rules.promise, utc_now()))))


def _line(here: Installation, visit: Visit) -> str:
    from app.worker import utc_now
    from bot.words import visits as sentences

    plan = visit.plan
    when = sentences.when(plan, here.rules.promise, utc_now())
    state = "cancelled" if visit.cancelled_at is not None else sentences.kind(visit)
    where = f"{escape(plan.client)}, {escape(plan.place)}; {escape(plan.contact)}, {escape(plan.number)}"
    return f"{visit.id}  [bold]{escape(visit.customer.name)}[/]  {when}  ({state})  {where}"
