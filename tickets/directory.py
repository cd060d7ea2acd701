"""The directory: which customers, people, staff and channels there are, as the vendor's CSV files say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, contains_eager

from tickets.csv_files import (
    PEOPLE,
    STAFF,
    CustomerLine,
    FileError,
    Files,
    Known,
    PersonLine,
    Rejected,
    Sheet,
    SlackId,
    StaffLine,
    read_files,
)
from tickets.tables import ChannelRow, CustomerRow, IdentityRow, PersonRow
from tickets.values import Customer, Person, Role

SLACK = "slack"
LINKED_BY_HAND = "slack by hand"
"""The door under which a Slack identity linked by staff is noted once more: imports leave it alone."""


@dataclass(frozen=True)
class Counts:
    """What an import did with one kind of row. A channel that left the file counts as deactivated."""

    added: int = 0
    changed: int = 0
    deactivated: int = 0
    unchanged: int = 0


@dataclass(frozen=True)
class ImportReport:
    """What an import did. ``refused`` says why nothing at all was changed."""

    customers: Counts = Counts()
    people: Counts = Counts()
    staff: Counts = Counts()
    channels: Counts = Counts()
    rejected: tuple[Rejected, ...] = ()
    refused: str | None = None


def import_directory(session: Session, folder: Path, *, force: bool = False) -> ImportReport:
    """Bring the directory up to date with the CSV files of ``folder``, in the caller's transaction.

    Whoever left the files becomes inactive and loses the Slack id the files gave; no person is deleted.
    What a rejected line names stays as it is. ``force`` permits many rejected lines and many leavers.
    """
    slack = _SlackIds(session)
    people = {row.mail: row for row in session.scalars(select(PersonRow))}
    try:
        files = read_files(folder, _known(session, people, slack))
    except FileError as fault:
        return ImportReport(refused=f"Nothing was changed: {fault}")
    refused = None if force else _objection(files, people)
    if refused is not None:
        return ImportReport(rejected=files.rejected, refused=refused)
    return _import(session, files, people, slack)


def person_by_identity(session: Session, door: str, team: str, user: str) -> Person | None:
    """Whom a door means; None for the inactive, and for people of inactive customers."""
    query = _present().join(IdentityRow, IdentityRow.person_id == PersonRow.id)
    query = query.where(IdentityRow.door == door, IdentityRow.team == team, IdentityRow.user == user)
    return _only(session, query)


def person_by_mail(session: Session, mail: str) -> Person | None:
    """Whose address this is; None for the inactive, and for people of inactive customers."""
    return _only(session, _present().where(PersonRow.mail == mail.strip().lower()))


def person_by_id(session: Session, person_id: int) -> Person | None:
    """The person of that id, also one who has left: histories name them."""
    row = session.get(PersonRow, person_id)
    return None if row is None else person_of(row)


def present(session: Session, person_id: int) -> Person | None:
    """The person of that id while they are active, and their customer is."""
    return _only(session, _present().where(PersonRow.id == person_id))


def administrators_of(session: Session, customer_id: int) -> tuple[Person, ...]:
    """The licensed administrators of a customer, by name."""
    return _by_name(session, _present().where(PersonRow.customer_id == customer_id, PersonRow.licensed))


def people_of(session: Session, customer_id: int) -> tuple[Person, ...]:
    """The active people of a customer, by name."""
    return _by_name(session, _present().where(PersonRow.customer_id == customer_id))


def licensed_administrators(session: Session) -> tuple[Person, ...]:
    """The licensed administrators of all customers, whatever their standing, by name."""
    return _by_name(session, _present().where(PersonRow.customer_id.is_not(None), PersonRow.licensed))


def staff(session: Session, role: Role | None = None) -> tuple[Person, ...]:
    """The members of staff (with that role), by name."""
    members = _by_name(session, _present().where(PersonRow.roles != ""))
    return tuple(member for member in members if role is None or role in member.roles)


def names(session: Session, person_ids: Collection[int]) -> dict[int, str]:
    """The names of these people by number, also of those who are not active any more."""
    chosen = select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(person_ids))
    return {number: name for number, name in session.execute(chosen)}  # noqa: C416 (rows are no pairs to mypy)


def everybody(session: Session) -> tuple[Person, ...]:
    """Everybody who is active: the customers' people by name, then staff by name."""
    people = _by_name(session, _present())
    return tuple(sorted(people, key=lambda person: person.is_staff))


def customer_by_key(session: Session, key: str) -> Customer | None:
    """The active customer of that key in the vendor's books."""
    row = session.scalar(select(CustomerRow).where(CustomerRow.key == key, CustomerRow.active))
    return None if row is None else customer_of(row)


def customer_in_books(session: Session, key: str) -> Customer | None:
    """The customer of that key, also one that has left: tickets name them."""
    row = session.scalar(select(CustomerRow).where(CustomerRow.key == key))
    return None if row is None else customer_of(row)


def customer_of_channel(session: Session, team: str, channel: str) -> Customer | None:
    """The active customer to whom a Slack channel belongs."""
    query = (
        select(CustomerRow)
        .join(ChannelRow, ChannelRow.customer_id == CustomerRow.id)
        .where(ChannelRow.team == team, ChannelRow.channel == channel, CustomerRow.active)
    )
    row = session.scalar(query)
    return None if row is None else customer_of(row)


def customer_names(session: Session, ids: Collection[int]) -> tuple[str, ...]:
    """The names of these customers, sorted."""
    found = session.scalars(select(CustomerRow.name).where(CustomerRow.id.in_(ids)))
    return tuple(sorted(found))


def known_users(session: Session, customer_id: int) -> tuple[str, ...]:
    """User names and full names of a customer's people, sorted."""
    query = select(PersonRow.user_name, PersonRow.name).join(PersonRow.customer)
    present = query.where(PersonRow.active, CustomerRow.active, PersonRow.customer_id == customer_id)
    return tuple(sorted({name for names in session.execute(present) for name in names if name}))


def known_addresses(session: Session) -> frozenset[str]:
    """The addresses, in lower case, of all active people and staff; the guard lets these stand."""
    return frozenset(session.scalars(select(PersonRow.mail).where(PersonRow.active)))


def identity_of(session: Session, person_id: int, door: str) -> tuple[str, str] | None:
    """How a door knows an active person: (team, user), of several the newest."""
    query = (
        select(IdentityRow)
        .where(IdentityRow.person_id == person_id, IdentityRow.door == door)
        .order_by(IdentityRow.id.desc())
        .limit(1)
    )
    row = session.scalar(query)
    return None if row is None or present(session, person_id) is None else (row.team, row.user)


def note_identity(session: Session, door: str, team: str, user: str, person_id: int) -> None:
    """A door vouches that this user is that person; kept until the next import says otherwise."""
    known = select(IdentityRow.id).where(
        IdentityRow.door == door, IdentityRow.team == team, IdentityRow.user == user
    )
    if session.scalar(known) is None:
        session.add(IdentityRow(door=door, team=team, user=user, person_id=person_id))


def link_identity(session: Session, door: str, team: str, user: str, person_id: int) -> None:
    """Staff confirmed that this is how the door knows that person. Moves the identity if it had another."""
    person = session.get_one(PersonRow, person_id)
    for name in (door, LINKED_BY_HAND) if door == SLACK else (door,):
        row = session.scalar(select(IdentityRow).filter_by(door=name, team=team, user=user))
        if row is None:
            session.add(IdentityRow(door=name, team=team, user=user, person=person))
        else:
            row.person = person
    session.flush()


def person_of(row: PersonRow) -> Person:
    """A row of people as a value."""
    return Person(
        id=row.id,
        name=row.name,
        mail=row.mail,
        user_name=row.user_name,
        customer=None if row.customer is None else customer_of(row.customer),
        licensed=row.licensed,
        roles=frozenset(Role(name) for name in row.roles.split(";") if name),
    )


def customer_of(row: CustomerRow) -> Customer:
    """A row of customers as a value."""
    return Customer(row.id, row.key, row.name, row.good_standing)


def _present() -> Select[PersonRow]:
    """Active people: staff, and those of active customers."""
    return (
        select(PersonRow)
        .outerjoin(PersonRow.customer)
        .where(PersonRow.active, or_(PersonRow.customer_id.is_(None), CustomerRow.active))
        .options(contains_eager(PersonRow.customer))
    )


def _only(session: Session, query: Select[PersonRow]) -> Person | None:
    row = session.scalar(query)
    return None if row is None else person_of(row)


def _by_name(session: Session, query: Select[PersonRow]) -> tuple[Person, ...]:
    people = (person_of(row) for row in session.scalars(query))
    return tuple(sorted(people, key=lambda person: (person.name.casefold(), person.id)))


class _SlackIds:
    """The Slack ids that the files gave, and who has which of them after the import."""

    def __init__(self, session: Session) -> None:
        rows = list(session.scalars(select(IdentityRow).where(IdentityRow.door.in_((SLACK, LINKED_BY_HAND)))))
        self.by_hand = {(row.team, row.user): row.person_id for row in rows if row.door == LINKED_BY_HAND}
        self._rows = {(row.team, row.user): row for row in rows if row.door == SLACK}
        self._before: dict[int, set[SlackId]] = {}
        for key in self._rows.keys() - self.by_hand.keys():
            self._before.setdefault(self._rows[key].person_id, set()).add(key)
        self._left: set[SlackId] = set()
        self._given: dict[SlackId, PersonRow] = {}

    def of(self, person_id: int) -> set[SlackId]:
        return self._before.get(person_id, set())

    def give(self, person: PersonRow, slack: SlackId | None) -> bool:
        """The files now give the person this id, or none. True when they gave something else before."""
        given = set() if slack is None or slack in self.by_hand else {slack}
        before = self.of(person.id)
        self._left |= before - given
        self._given.update(dict.fromkeys(given, person))
        return before != given

    def store(self, session: Session) -> None:
        """Write it down at the end, when it is known which ids only moved."""
        for key in self._left - self._given.keys():
            session.delete(self._rows[key])
        for (team, user), person in self._given.items():
            row = self._rows.get((team, user))
            if row is None:
                session.add(IdentityRow(door=SLACK, team=team, user=user, person=person))
            else:
                row.person = person


def _known(session: Session, people: Mapping[str, PersonRow], slack: _SlackIds) -> Known:
    members = [row for row in people.values() if row.active and row.roles]
    mails = {row.id: row.mail for row in people.values()}
    return Known(
        customers=frozenset(session.scalars(select(CustomerRow.key))),
        staff=frozenset(row.mail for row in members),
        staff_slack=frozenset(key for row in members for key in slack.of(row.id)),
        by_hand={key: mails[person_id] for key, person_id in slack.by_hand.items()},
    )


def _objection(files: Files, people: Mapping[str, PersonRow]) -> str | None:
    """Why these files look like a mistake, or None."""
    for sheet in files.sheets:
        if len(sheet.rejected) * 2 > sheet.total:
            return (
                f"Nothing was changed: {len(sheet.rejected)} of {sheet.total} lines of {sheet.file} were "
                "rejected, more than half; mend them, or force the import."
            )
    for file, (active, leaving) in _turnover(files, people).items():
        if len(leaving) * 2 > active:
            return (
                f"Nothing was changed: {file} would deactivate {len(leaving)} of {active} active people, "
                "more than half; check that it is complete, or force the import."
            )
    return None


def _turnover(files: Files, people: Mapping[str, PersonRow]) -> dict[str, tuple[int, list[PersonRow]]]:
    """For each file of people: how many are active now, and those of them whom neither file names."""
    staying = files.people.named.union(files.staff.named if files.staff is not None else ())
    turnover = {}
    for file in (PEOPLE,) if files.staff is None else (PEOPLE, STAFF):
        group = [row for row in people.values() if row.active and bool(row.roles) == (file == STAFF)]
        turnover[file] = (len(group), [row for row in group if row.mail not in staying])
    return turnover


def _import(session: Session, files: Files, people: dict[str, PersonRow], slack: _SlackIds) -> ImportReport:
    leaving = {file: rows for file, (_, rows) in _turnover(files, people).items()}
    rows = {row.key: row for row in session.scalars(select(CustomerRow))}
    customers = _import_customers(session, files.customers, rows)
    wanted = {mail: _person_columns(line, rows) for mail, line in files.people.lines.items()}
    members = {mail: _staff_columns(line) for mail, line in files.staff.lines.items()} if files.staff else {}
    report = ImportReport(
        customers=customers,
        people=_import_people(session, wanted, leaving[PEOPLE], people, slack),
        staff=_import_people(session, members, leaving.get(STAFF, []), people, slack),
        channels=Counts() if files.channels is None else _import_channels(session, files.channels, rows),
        rejected=files.rejected,
    )
    slack.store(session)
    session.flush()
    return report


def _import_customers(
    session: Session, sheet: Sheet[str, CustomerLine], rows: dict[str, CustomerRow]
) -> Counts:
    tally: Counter[str] = Counter()
    for key, line in sheet.lines.items():
        values = {"name": line.name, "good_standing": line.good_standing, "active": True}
        row = rows.get(key)
        if row is None:
            rows[key] = row = CustomerRow(key=key, **values)
            session.add(row)
            tally["added"] += 1
        else:
            tally["changed" if _differs(row, values) else "unchanged"] += 1
    for key in rows.keys() - sheet.named:
        tally["deactivated"] += _differs(rows[key], {"active": False})
    session.flush()
    return Counts(**tally)


def _differs(row: CustomerRow | PersonRow | ChannelRow, values: Mapping[str, object]) -> bool:
    """Write the values into the row. True when one of them was another."""
    others = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in others.items():
        setattr(row, name, value)
    return bool(others)


Wanted = tuple[dict[str, object], SlackId | None]
"""The columns of a person as a file wants them, and the Slack id."""


def _person_columns(line: PersonLine, customers: Mapping[str, CustomerRow]) -> Wanted:
    columns: dict[str, object] = {
        "name": line.name,
        "user_name": line.user_name,
        "customer": customers[line.customer],
        "licensed": line.licensed,
        "roles": "",
        "active": True,
    }
    return columns, line.slack


def _staff_columns(line: StaffLine) -> Wanted:
    columns: dict[str, object] = {
        "name": line.name,
        "user_name": None,
        "customer": None,
        "licensed": False,
        "roles": ";".join(sorted(line.roles)),
        "active": True,
    }
    return columns, line.slack


def _import_people(
    session: Session,
    wanted: Mapping[str, Wanted],
    leaving: list[PersonRow],
    rows: dict[str, PersonRow],
    slack: _SlackIds,
) -> Counts:
    tally: Counter[str] = Counter(deactivated=len(leaving))
    for row in leaving:
        row.active = False
        slack.give(row, None)
    for mail, (columns, slack_id) in wanted.items():
        known = rows.get(mail)
        if known is None:
            rows[mail] = known = PersonRow(mail=mail, **columns)
            session.add(known)
            slack.give(known, slack_id)
            tally["added"] += 1
        else:
            differs = [_differs(known, columns), slack.give(known, slack_id)]
            tally["changed" if any(differs) else "unchanged"] += 1
    return Counts(**tally)


def _import_channels(
    session: Session, sheet: Sheet[SlackId, str], customers: Mapping[str, CustomerRow]
) -> Counts:
    """A channel that left the file is deleted: no history points at it, and it belongs to nobody now."""
    tally: Counter[str] = Counter()
    rows = {(row.team, row.channel): row for row in session.scalars(select(ChannelRow))}
    for (team, channel), key in sheet.lines.items():
        row = rows.get((team, channel))
        if row is None:
            session.add(ChannelRow(team=team, channel=channel, customer_id=customers[key].id))
            tally["added"] += 1
        else:
            tally["changed" if _differs(row, {"customer_id": customers[key].id}) else "unchanged"] += 1
    for place in rows.keys() - sheet.named:
        session.delete(rows[place])
        tally["deactivated"] += 1
    return Counts(**tally)
