"""The directory: what files do to it, which lines are rejected, what the rest of the desk asks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from records.base import Base
from records.engine import open_database
from tickets.csv_files import COLUMNS, MOST_BYTES, Rejected
from tickets.directory import (
    Counts,
    ImportReport,
    administrators_of,
    customer_by_key,
    customer_of_channel,
    identity_of,
    import_directory,
    known_addresses,
    known_users,
    link_identity,
    note_identity,
    person_by_id,
    person_by_identity,
    person_by_mail,
    staff,
)
from tickets.tables import CustomerRow, IdentityRow, PersonRow
from tickets.values import Customer, Person, Role

SAMPLE = Path(__file__).parents[2] / "sample" / "directory"
FILES = ("customers.csv", "people.csv", "staff.csv", "channels.csv")


class Desk:
    """A database and a folder of files that can be edited line by line."""

    def __init__(self, session: Session, folder: Path) -> None:
        self.session = session
        self.folder = folder

    def writes(self, file: str, *lines: str) -> None:
        text = "\n".join([",".join(COLUMNS[file]), *lines])
        (self.folder / file).write_text(text + "\n", encoding="utf-8")

    def edits(self, file: str, old: str, new: str) -> None:
        text = (self.folder / file).read_text(encoding="utf-8")
        assert old in text
        (self.folder / file).write_text(text.replace(old, new), encoding="utf-8")

    def imports(self, *, force: bool = False) -> ImportReport:
        return import_directory(self.session, self.folder, force=force)

    def slack(self, user: str, team: str = "T0001") -> str | None:
        person = person_by_identity(self.session, "slack", team, user)
        return None if person is None else person.name

    def person(self, mail: str) -> Person:
        person = person_by_mail(self.session, mail)
        assert person is not None
        return person

    def customer(self, key: str) -> int:
        return self.session.scalars(select(CustomerRow.id).where(CustomerRow.key == key)).one()

    def links(self, user: str, mail: str) -> None:
        link_identity(self.session, "slack", "T0001", user, self.person(mail).id)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Desk]:
    engine = open_database("sqlite:///:memory:")
    Base.metadata.create_all(engine)
    folder = tmp_path / "files"
    folder.mkdir()
    for file in FILES:
        (folder / file).write_bytes((SAMPLE / file).read_bytes())
    with Session(engine) as session:
        yield Desk(session, folder)
    engine.dispose()


@pytest.fixture
def desk(empty: Desk) -> Desk:
    assert empty.imports().refused is None
    return empty


def state(desk: Desk) -> list[object]:
    """Everything the directory holds, to compare."""
    people = desk.session.scalars(select(PersonRow).order_by(PersonRow.mail)).all()
    ids = desk.session.scalars(select(IdentityRow).order_by(IdentityRow.door, IdentityRow.user)).all()
    customers = desk.session.scalars(select(CustomerRow).order_by(CustomerRow.key)).all()
    return [
        [(row.key, row.name, row.good_standing, row.active) for row in customers],
        [
            (row.mail, row.name, row.user_name, row.customer_id, row.licensed, row.roles, row.active)
            for row in people
        ],
        [(row.door, row.team, row.user, row.person_id) for row in ids],
        customer_of_channel(desk.session, "T0001", "C0NORTH"),
    ]


# The sample, and importing it again


def test_the_sample_is_imported_without_a_rejected_line(empty: Desk) -> None:
    assert empty.imports() == ImportReport(
        customers=Counts(added=3), people=Counts(added=5), staff=Counts(added=6), channels=Counts(added=1)
    )


def test_the_same_files_again_change_nothing(desk: Desk) -> None:
    before = state(desk)
    assert desk.imports() == ImportReport(
        customers=Counts(unchanged=3),
        people=Counts(unchanged=5),
        staff=Counts(unchanged=6),
        channels=Counts(unchanged=1),
    )
    assert state(desk) == before


def test_the_sample_says_who_may_open_tickets(desk: Desk) -> None:
    entitled = {mail for mail in known_addresses(desk.session) if desk.person(mail).entitled}
    assert entitled == {"ada@northside.example", "ben@northside.example", "cleo@lakeview.example"}


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_files_of_every_spreadsheet_are_read(empty: Desk, start: str, end: str, separator: str) -> None:
    for file in FILES:
        lines = (
            (SAMPLE / file).read_text(encoding="utf-8").replace("support;lead", '"support;lead"').splitlines()
        )
        text = end.join(line.replace(",", separator) for line in lines)
        (empty.folder / file).write_bytes((start + text).encode())
    report = empty.imports()
    assert (report.refused, report.rejected, report.people, report.staff) == (
        None,
        (),
        Counts(added=5),
        Counts(added=6),
    )
    assert empty.person("lea@infraware.example").roles == {Role.SUPPORT, Role.LEAD}


def test_columns_stand_in_any_order_and_case_and_blank_lines_count_for_nothing(empty: Desk) -> None:
    text = '\nStanding, NAME ,key\n\nHOLD,"Northside,  Clinic",northside\n,,\n'
    (empty.folder / "customers.csv").write_text(text, encoding="utf-8")
    report = empty.imports(force=True)
    assert report.customers == Counts(added=1)
    assert empty.person("ada@northside.example").customer == Customer(
        1, "northside", "Northside, Clinic", False
    )


def test_addresses_are_kept_in_lower_case_and_found_in_any(empty: Desk) -> None:
    empty.edits("people.csv", "ada@northside.example", "Ada@Northside.Example")
    empty.imports()
    assert empty.person(" ADA@northside.example ").mail == "ada@northside.example"
    empty.edits("people.csv", "Ada@Northside.Example", "ADA@NORTHSIDE.EXAMPLE")
    assert empty.imports().people == Counts(unchanged=5)


# Rejected lines


BAD_LINES = [
    ("customers.csv", "north side,North,good", 'The key "north side" holds a space: write it without.'),
    ("customers.csv", ",North,good", "The column key is empty: fill it in."),
    ("customers.csv", "north,,good", "The column name is empty: fill it in."),
    ("customers.csv", "north,North,fine", '"fine" is not a value of standing: write good or hold.'),
    ("customers.csv", "north,North,", "The column standing is empty: fill it in."),
    ("customers.csv", "harbor,Harbor,good", '"harbor" is on line 4 already: keep one of the two lines.'),
    (
        "customers.csv",
        "north,North",
        "This line has 2 columns instead of 3: give every column, "
        'and put a value that holds "," into quotation marks.',
    ),
    (
        "customers.csv",
        "north,North, Inc.,good",
        "This line has 4 columns instead of 3: give every column, "
        'and put a value that holds "," into quotation marks.',
    ),
    (
        "customers.csv",
        'north,"North,good',
        "The quotation marks do not match: put them around whole values and double those inside.",
    ),
    ("customers.csv", f"{'k' * 61},North,good", "The column key has 61 characters: shorten it to 60."),
    (
        "customers.csv",
        "north,Nor\x00th,good",
        "The column name holds a character that cannot be printed: type it anew.",
    ),
    (
        "customers.csv",
        f"north,{'x' * 10_000},good",
        "This line is longer than 10,000 characters: shorten it.",
    ),
    (
        "people.csv",
        "eve.northside.example,Eve Fox,,northside,yes,,",
        '"eve.northside.example" is not a mail address: write it like ada@northside.example.',
    ),
    (
        "people.csv",
        "<eve@x.example>\x1b[31m,Eve Fox,,northside,yes,,",
        "The column mail holds a character that cannot be printed: type it anew.",
    ),
    (
        "people.csv",
        f"{'a' * 60},Eve Fox,,northside,yes,,",
        f'"{"a" * 40}…" is not a mail address: write it like ada@northside.example.',
    ),
    ("people.csv", ",Eve Fox,,northside,yes,,", "The column mail is empty: fill it in."),
    ("people.csv", "eve@x.example,,,northside,yes,,", "The column name is empty: fill it in."),
    ("people.csv", "eve@x.example,Eve Fox,,,yes,,", "The column customer is empty: fill it in."),
    ("people.csv", "eve@x.example,Eve Fox,,northside,,,", "The column licensed is empty: fill it in."),
    (
        "people.csv",
        "eve@x.example,Eve Fox,,northside,1,,",
        '"1" is not a value of licensed: write yes or no.',
    ),
    (
        "people.csv",
        "eve@x.example,Eve Fox,,Northside,yes,,",
        'The customer "Northside" is not in customers.csv: add it there or correct the key.',
    ),
    (
        "people.csv",
        "Ada@Northside.example,Eve Fox,,northside,yes,,",
        '"ada@northside.example" is on line 2 already: keep one of the two lines.',
    ),
    (
        "people.csv",
        "eve@x.example,Eve Fox,,northside,yes,T0001,U0ADA",
        "Slack id U0ADA of team T0001 belongs to ada@northside.example already: correct one of them.",
    ),
    (
        "people.csv",
        "eve@x.example,Eve Fox,,northside,yes,,U0EVE",
        "Only one of slack_team and slack_user is given: give both or neither.",
    ),
    (
        "people.csv",
        "eve@x.example,Eve Fox,,northside,yes,T0001,@eve",
        '"@eve" in slack_user is not a Slack id: write it like U0ADA.',
    ),
    (
        "people.csv",
        "eve@x.example,Eve Fox,,northside,yes,infraware,U0EVE",
        '"infraware" in slack_team is not a Slack id: write it like T0001.',
    ),
    (
        "people.csv",
        "sam@infraware.example,Sam Ortiz,,northside,yes,,",
        "sam@infraware.example is also in staff.csv (line 2): "
        "keep it in people.csv or in staff.csv, not in both.",
    ),
    (
        "staff.csv",
        "eve@x.example,Eve Fox,support;boss,,",
        'The role "boss" is unknown: use support, lead, sales, development, accounts, knowledge, '
        'separated by ";".',
    ),
    ("staff.csv", "eve@x.example,Eve Fox,,,", "The column roles is empty: fill it in."),
    ("staff.csv", "eve@x.example,Eve Fox,;,,", "The column roles is empty: fill it in."),
    (
        "staff.csv",
        "eve@x.example,Eve Fox,lead,T0001,U0ADA",
        "Slack id U0ADA of team T0001 belongs to ada@northside.example already: correct one of them.",
    ),
    (
        "staff.csv",
        "Sam@infraware.example,Sam Ortiz,lead,,",
        '"sam@infraware.example" is on line 2 already: keep one of the two lines.',
    ),
    (
        "channels.csv",
        "T0001,C0NORTH,lakeview",
        '"C0NORTH" is on line 2 already: keep one of the two lines.',
    ),
    (
        "channels.csv",
        "T0001,#lake,lakeview",
        '"#lake" in slack_channel is not a Slack id: write it like C0001.',
    ),
    ("channels.csv", "T0001,,lakeview", "The column slack_channel is empty: fill it in."),
    (
        "channels.csv",
        "T0001,C0LAKE,lake",
        'The customer "lake" is not in customers.csv: add it there or correct the key.',
    ),
]


@pytest.mark.parametrize(("file", "line", "sentence"), BAD_LINES)
def test_a_bad_line_is_rejected_by_a_sentence_and_the_rest_is_imported(
    empty: Desk, file: str, line: str, sentence: str
) -> None:
    text = (empty.folder / file).read_text(encoding="utf-8")
    (empty.folder / file).write_text(text + line + "\n", encoding="utf-8", newline="")
    report = empty.imports()
    assert Rejected(file, text.count("\n") + 1, sentence) in report.rejected
    assert report.refused is None
    added = (report.customers.added, report.people.added, report.channels.added)
    assert added == (3, 5, 1)


def test_an_address_in_both_files_is_rejected_in_both(desk: Desk) -> None:
    before = state(desk)
    desk.edits("people.csv", "ben@northside.example", "sam@infraware.example")
    report = desk.imports()
    assert [(line.file, line.line) for line in report.rejected] == [("people.csv", 3), ("staff.csv", 2)]
    assert desk.slack("U0SAM") == "Sam Ortiz"
    assert person_by_mail(desk.session, "ben@northside.example") is None
    assert len(state(desk)) == len(before)


def test_what_a_rejected_line_names_stays_as_it_is(desk: Desk) -> None:
    before = state(desk)
    desk.edits("people.csv", "Ada Brook,abrook,northside,yes", "Ada Brook,abrook,northside,perhaps")
    desk.edits("people.csv", "Cleo Marsh,", 'Cleo "Marsh,')
    desk.edits("people.csv", "cleo@lakeview.example,Cleo", 'cleo@lakeview.example,"Cleo')
    desk.edits("staff.csv", "support,T0001,U0SAM", "helper,T0001,U0SAM")
    desk.edits("customers.csv", "Lakeview Medical Group,good", "Lakeview Medical Group,bad")
    desk.writes("channels.csv", "T0001,C0LAKE,lakeview", "T0001,C0HARBOR,harbor", "T0001,C0NORTH,nowhere")
    report = desk.imports()
    assert [(line.file, line.line) for line in report.rejected] == [
        ("customers.csv", 3),
        ("people.csv", 2),
        ("people.csv", 5),
        ("staff.csv", 2),
        ("channels.csv", 4),
    ]
    assert report.people == Counts(unchanged=3)
    assert report.channels == Counts(added=2)
    assert state(desk) == before


def test_a_new_customer_whose_line_is_rejected_is_unknown_to_its_people(empty: Desk) -> None:
    empty.edits("customers.csv", "Harbor Health,hold", "Harbor Health,")
    sentences = [line.sentence for line in empty.imports().rejected]
    assert sentences == [
        "The column standing is empty: fill it in.",
        'The customer "harbor" is not in customers.csv: add it there or correct the key.',
    ]


# Files that cannot be used


def header_of(file: str) -> str:
    return ",".join(COLUMNS[file])


BAD_FILES = [
    (
        "people.csv",
        b"",
        "people.csv has other columns (mail is missing, name is missing, user_name is missing",
    ),
    (
        "people.csv",
        b"mail,name,user_name,customer,license,slack_team,slack_user\n",
        'people.csv has other columns (licensed is missing, "license" is unknown); '
        f"the header must be {header_of('people.csv')}.",
    ),
    (
        "customers.csv",
        b"key,name,standing,standing\n",
        "customers.csv has other columns (standing appears twice); the header must be key,name,standing.",
    ),
    ("channels.csv", b"slack_team,customer\n", "channels.csv has other columns (slack_channel is missing); "),
    ("staff.csv", b"\x00\x01\x02", "staff.csv has other columns (mail is missing, "),
    (
        "customers.csv",
        b"key,name,standing\nnorth,Praxis M\xfcller,good\n",
        "customers.csv is not UTF-8 (line 2); save it again as CSV in UTF-8.",
    ),
    (
        "staff.csv",
        "mail,name".encode("utf-16"),
        "staff.csv is not UTF-8 (line 1); save it again as CSV in UTF-8.",
    ),
    (
        "people.csv",
        b"x" * (MOST_BYTES + 1),
        "people.csv is larger than 10 MB; leave only the directory's lines in it.",
    ),
]


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(("file", "content", "sentence"), BAD_FILES)
def test_a_file_that_cannot_be_used_changes_nothing(
    desk: Desk, file: str, content: bytes, sentence: str, force: bool
) -> None:
    before = state(desk)
    desk.edits("customers.csv", "Northside Clinic", "Northside Hospital")
    (desk.folder / file).write_bytes(content)
    report = desk.imports(force=force)
    assert report.refused is not None
    assert report.refused.startswith(f"Nothing was changed: {sentence}")
    assert report == ImportReport(refused=report.refused)
    assert state(desk) == before


@pytest.mark.parametrize("file", ["customers.csv", "people.csv"])
def test_a_missing_file_changes_nothing(desk: Desk, file: str) -> None:
    before = state(desk)
    (desk.folder / file).unlink()
    assert desk.imports(force=True) == ImportReport(
        refused=f"Nothing was changed: {file} is missing; put it into {desk.folder}, "
        f"with the header {header_of(file)}."
    )
    assert state(desk) == before


def test_a_folder_in_the_place_of_a_file_changes_nothing(desk: Desk) -> None:
    (desk.folder / "staff.csv").unlink()
    (desk.folder / "staff.csv").mkdir()
    assert "staff.csv is missing" in str(desk.imports().refused)


def test_a_missing_folder_is_told(desk: Desk, tmp_path: Path) -> None:
    report = import_directory(desk.session, tmp_path / "nowhere")
    assert "customers.csv is missing" in str(report.refused)


def test_without_staff_and_channels_these_stay_as_they_are(desk: Desk) -> None:
    before = state(desk)
    (desk.folder / "staff.csv").unlink()
    (desk.folder / "channels.csv").unlink()
    assert desk.imports() == ImportReport(customers=Counts(unchanged=3), people=Counts(unchanged=5))
    assert state(desk) == before


def test_without_staff_csv_nobody_takes_the_place_of_staff(desk: Desk) -> None:
    (desk.folder / "staff.csv").unlink()
    desk.edits("people.csv", "ben@northside.example", "sam@infraware.example")
    desk.edits("people.csv", "U0DAN", "U0LEA")
    assert [line.sentence for line in desk.imports().rejected] == [
        "sam@infraware.example belongs to a member of staff: "
        "keep it in people.csv or in staff.csv, not in both.",
        "Slack id U0LEA of team T0001 belongs to a member of staff already: correct one of them.",
    ]
    assert {person.name for person in staff(desk.session, Role.SUPPORT)} == {"Lea Kim", "Sam Ortiz"}
    assert desk.slack("U0LEA") == "Lea Kim"


def test_more_than_half_rejected_changes_nothing_unless_forced(desk: Desk) -> None:
    before = state(desk)
    desk.edits("staff.csv", "support;lead", "lead")
    desk.edits("people.csv", ",yes,", ",y,")
    report = desk.imports()
    assert report.refused == (
        "Nothing was changed: 4 of 5 lines of people.csv were rejected, more than half; "
        "mend them, or force the import."
    )
    assert (len(report.rejected), report.staff, state(desk)) == (4, Counts(), before)
    forced = desk.imports(force=True)
    assert (forced.refused, forced.staff) == (None, Counts(changed=1, unchanged=5))


def test_half_of_the_lines_may_be_rejected(desk: Desk) -> None:
    desk.writes("channels.csv", "T0001,C0NORTH,northside", "T0001,C0LAKE,nobody")
    assert desk.imports().refused is None


def test_more_than_half_of_the_people_gone_changes_nothing_unless_forced(desk: Desk) -> None:
    before = state(desk)
    (ada, ben, *_) = (SAMPLE / "people.csv").read_text(encoding="utf-8").splitlines()[1:]
    desk.writes("people.csv", ada, ben)
    assert desk.imports().refused == (
        "Nothing was changed: people.csv would deactivate 3 of 5 active people, more than half; "
        "check that it is complete, or force the import."
    )
    assert state(desk) == before
    assert desk.imports(force=True).people == Counts(deactivated=3, unchanged=2)


def test_an_empty_staff_file_does_not_send_everybody_home(desk: Desk) -> None:
    desk.writes("staff.csv")
    assert "staff.csv would deactivate 6 of 6 active people" in str(desk.imports().refused)
    assert len(staff(desk.session)) == 6


def test_half_of_the_people_may_go(desk: Desk) -> None:
    """Policy 5: the directory can be refreshed at any time; only more than half is taken for a mistake."""
    desk.writes("staff.csv", *(SAMPLE / "staff.csv").read_text(encoding="utf-8").splitlines()[1:4])
    report = desk.imports()
    assert (report.refused, report.staff) == (None, Counts(deactivated=3, unchanged=3))


# Refreshing


def test_a_new_customer_is_known_before_it_has_people(desk: Desk) -> None:
    """Policy 5: customers are in the directory, whoever of theirs is."""
    desk.edits("customers.csv", "harbor,", "hillside,Hillside Clinic,good\nharbor,")
    assert desk.imports().customers == Counts(added=1, unchanged=3)
    found = customer_by_key(desk.session, "hillside")
    assert (found and found.name) == "Hillside Clinic"


def test_a_new_person_is_known_without_a_slack_id(desk: Desk) -> None:
    """Policy 5: by mail, where Slack says nothing of them."""
    desk.edits("people.csv", "cleo@", "eve@lakeview.example,Eve Fox,,lakeview,yes,,\ncleo@")
    assert desk.imports().people == Counts(added=1, unchanged=5)
    assert desk.person("eve@lakeview.example").entitled


def test_who_left_the_file_is_inactive_unknown_to_slack_and_still_in_the_history(desk: Desk) -> None:
    dan = desk.person("dan@northside.example")
    desk.edits("people.csv", "dan@northside.example,Dan Frost,dfrost,northside,no,T0001,U0DAN\n", "")
    assert desk.imports().people == Counts(deactivated=1, unchanged=4)
    assert desk.slack("U0DAN") is None
    assert person_by_mail(desk.session, dan.mail) is None
    assert dan.mail not in known_addresses(desk.session)
    assert person_by_id(desk.session, dan.id) == dan
    assert desk.imports().people == Counts(unchanged=4)


def test_who_comes_back_is_the_same_person(desk: Desk) -> None:
    dan = desk.person("dan@northside.example")
    line = "dan@northside.example,Dan Frost,dfrost,northside,no,T0001,U0DAN\n"
    desk.edits("people.csv", line, "")
    desk.imports()
    desk.edits("people.csv", "cleo@", line.replace("U0DAN", "U0DAN2") + "cleo@")
    assert desk.imports().people == Counts(changed=1, unchanged=4)
    assert desk.person("dan@northside.example") == dan
    assert (desk.slack("U0DAN"), desk.slack("U0DAN2")) == (None, "Dan Frost")


def test_changes_are_counted_and_shown(desk: Desk) -> None:
    desk.edits("customers.csv", "Northside Clinic,good", "Northside Hospital,hold")
    desk.edits("people.csv", "Dan Frost,dfrost,northside,no", "Dan Frost-Lee,,lakeview,yes")
    desk.edits("staff.csv", "support;lead", "lead;sales")
    desk.edits("channels.csv", "northside", "harbor")
    report = desk.imports()
    assert report.customers == Counts(changed=1, unchanged=2)
    assert report.people == Counts(changed=1, unchanged=4)
    assert report.staff == Counts(changed=1, unchanged=5)
    assert report.channels == Counts(changed=1)
    dan = desk.person("dan@northside.example")
    assert (dan.name, dan.user_name, dan.licensed, dan.entitled) == ("Dan Frost-Lee", None, True, True)
    assert not desk.person("ada@northside.example").entitled
    assert [member.name for member in staff(desk.session, Role.SUPPORT)] == ["Sam Ortiz"]
    channel = customer_of_channel(desk.session, "T0001", "C0NORTH")
    assert channel is not None
    assert channel.key == "harbor"


def test_the_people_and_channels_of_a_customer_who_left_count_as_unknown(desk: Desk) -> None:
    cleo, lakeview = desk.person("cleo@lakeview.example"), desk.customer("lakeview")
    desk.writes("channels.csv", "T0001,C0LAKE,lakeview")
    desk.imports()
    desk.edits("customers.csv", "lakeview,Lakeview Medical Group,good\n", "")
    (desk.folder / "channels.csv").unlink()
    assert desk.imports().customers == Counts(deactivated=1, unchanged=2)
    assert desk.slack("U0CLEO") is None
    assert person_by_mail(desk.session, cleo.mail) is None
    assert identity_of(desk.session, cleo.id, "slack") is None
    assert administrators_of(desk.session, lakeview) == ()
    assert customer_of_channel(desk.session, "T0001", "C0LAKE") is None


def test_a_customer_who_comes_back_is_the_same_customer(desk: Desk) -> None:
    lakeview = desk.customer("lakeview")
    desk.edits("customers.csv", "lakeview,Lakeview Medical Group,good\n", "")
    desk.imports()
    desk.edits("customers.csv", "harbor,", "lakeview,Lakeview Medical Group,good\nharbor,")
    assert desk.imports().customers == Counts(changed=1, unchanged=2)
    assert (desk.customer("lakeview"), desk.slack("U0CLEO")) == (lakeview, "Cleo Marsh")


def test_a_channel_that_left_the_file_belongs_to_nobody(desk: Desk) -> None:
    desk.writes("channels.csv", "T0001,C0LAKE,lakeview")
    assert desk.imports().channels == Counts(added=1, deactivated=1)
    assert customer_of_channel(desk.session, "T0001", "C0NORTH") is None


def test_a_customers_person_can_become_staff_and_go_back(desk: Desk) -> None:
    dan = desk.person("dan@northside.example")
    line = "dan@northside.example,Dan Frost,dfrost,northside,no,T0001,U0DAN\n"
    desk.edits("people.csv", line, "")
    desk.edits("staff.csv", "sam@", "dan@northside.example,Dan Frost,knowledge,T0001,U0DAN\nsam@")
    report = desk.imports()
    assert (report.people, report.staff) == (Counts(unchanged=4), Counts(changed=1, unchanged=6))
    moved = desk.person(dan.mail)
    assert (moved.id, moved.roles, moved.customer) == (dan.id, frozenset({Role.KNOWLEDGE}), None)
    for file in FILES:
        (desk.folder / file).write_bytes((SAMPLE / file).read_bytes())
    assert desk.imports().people == Counts(changed=1, unchanged=4)
    assert desk.person(dan.mail) == dan


def test_an_administrator_who_becomes_staff_is_licensed_no_more(desk: Desk) -> None:
    """Policy 5: licensed are administrators of customers."""
    assert desk.person("ben@northside.example").licensed
    desk.edits("people.csv", "ben@northside.example,Ben Cole,bcole,northside,yes,T0001,U0BEN\n", "")
    desk.edits("staff.csv", "sam@", "ben@northside.example,Ben Cole,support,T0001,U0BEN\nsam@")
    desk.imports()
    ben = desk.person("ben@northside.example")
    assert (ben.is_staff, ben.licensed) == (True, False)


# Slack ids that move, and those linked by hand


def test_a_slack_id_of_a_leaver_is_free_for_whom_slack_vouches(desk: Desk) -> None:
    """Policy 5: who has left is no longer known by the id that the files gave."""
    desk.edits("people.csv", "dan@northside.example,Dan Frost,dfrost,northside,no,T0001,U0DAN\n", "")
    desk.imports()
    note_identity(desk.session, "slack", "T0001", "U0DAN", desk.person("ben@northside.example").id)
    assert desk.slack("U0DAN") == "Ben Cole"


def test_a_slack_id_moves_to_another_person(desk: Desk) -> None:
    desk.edits("people.csv", "T0001,U0DAN", ",")
    desk.edits("people.csv", "U0BEN", "U0DAN")
    assert desk.imports().people == Counts(changed=2, unchanged=3)
    assert (desk.slack("U0DAN"), desk.slack("U0BEN")) == ("Ben Cole", None)


def test_two_slack_ids_change_places(desk: Desk) -> None:
    desk.edits("people.csv", "U0BEN", "U0TMP")
    desk.edits("people.csv", "U0ADA", "U0BEN")
    desk.edits("people.csv", "U0TMP", "U0ADA")
    desk.imports()
    assert (desk.slack("U0ADA"), desk.slack("U0BEN")) == ("Ben Cole", "Ada Brook")
    assert desk.imports().people == Counts(unchanged=5)


def test_a_slack_id_of_a_leaver_moves_to_a_new_person(desk: Desk) -> None:
    desk.edits("people.csv", "dan@northside.example,Dan Frost", "eve@northside.example,Eve Fox")
    assert desk.imports().people == Counts(added=1, deactivated=1, unchanged=4)
    assert desk.slack("U0DAN") == "Eve Fox"


def test_the_same_user_id_in_another_team_is_somebody_else(desk: Desk) -> None:
    desk.edits("people.csv", "T0001,U0BEN", "T0002,U0ADA")
    desk.imports()
    assert (desk.slack("U0ADA"), desk.slack("U0ADA", "T0002")) == ("Ada Brook", "Ben Cole")


def test_a_link_by_hand_outlives_every_import(desk: Desk) -> None:
    desk.links("U0NEW", "dan@northside.example")
    assert desk.imports().people == Counts(unchanged=5)
    assert (desk.slack("U0NEW"), desk.slack("U0DAN")) == ("Dan Frost", "Dan Frost")
    desk.edits("people.csv", "T0001,U0DAN", ",")
    desk.imports()
    assert (desk.slack("U0NEW"), desk.slack("U0DAN")) == ("Dan Frost", None)


def test_a_link_by_hand_waits_for_who_left_and_comes_back(desk: Desk) -> None:
    desk.links("U0NEW", "dan@northside.example")
    line = "dan@northside.example,Dan Frost,dfrost,northside,no,T0001,U0DAN\n"
    desk.edits("people.csv", line, "")
    desk.imports()
    assert desk.slack("U0NEW") is None
    desk.edits("people.csv", "cleo@", line.replace("T0001,U0DAN", ",") + "cleo@")
    desk.imports()
    assert (desk.slack("U0NEW"), desk.slack("U0DAN")) == ("Dan Frost", None)


def test_a_file_that_agrees_with_a_link_by_hand_does_not_take_it_over(desk: Desk) -> None:
    desk.links("U0DAN", "dan@northside.example")
    assert desk.imports().people == Counts(unchanged=5)
    desk.edits("people.csv", "T0001,U0DAN", ",")
    assert desk.imports().people == Counts(unchanged=5)
    assert desk.slack("U0DAN") == "Dan Frost"


def test_a_file_that_contradicts_a_link_by_hand_is_told_so(desk: Desk) -> None:
    desk.links("U0DAN", "ben@northside.example")
    assert desk.slack("U0DAN") == "Ben Cole"
    assert desk.imports().rejected == (
        Rejected(
            "people.csv",
            4,
            "Slack id U0DAN of team T0001 was linked by hand to ben@northside.example: "
            "empty both Slack columns, or have staff link it anew.",
        ),
    )
    assert desk.slack("U0DAN") == "Ben Cole"
    desk.links("U0DAN", "dan@northside.example")
    assert desk.imports().rejected == ()
    assert desk.slack("U0DAN") == "Dan Frost"


def test_linking_twice_is_linking_once(desk: Desk) -> None:
    desk.links("U0NEW", "dan@northside.example")
    before = state(desk)
    desk.links("U0NEW", "dan@northside.example")
    assert state(desk) == before


def test_identities_of_other_doors_are_no_business_of_an_import(desk: Desk) -> None:
    ada = desk.person("ada@northside.example")
    link_identity(desk.session, "mail", "", "ada@home.example", ada.id)
    desk.imports()
    assert person_by_identity(desk.session, "mail", "", "ada@home.example") == ada
    assert person_by_identity(desk.session, "slack", "", "ada@home.example") is None
    assert identity_of(desk.session, ada.id, "mail") == ("", "ada@home.example")


def test_nobody_is_linked_to_a_person_who_does_not_exist(desk: Desk) -> None:
    with pytest.raises(NoResultFound):
        link_identity(desk.session, "slack", "T0001", "U0NEW", 999)


# What the desk asks


def test_a_person_is_read_whole(desk: Desk) -> None:
    northside = Customer(desk.customer("northside"), "northside", "Northside Clinic", True)
    ada = desk.person("ada@northside.example")
    assert ada == Person(
        id=ada.id,
        name="Ada Brook",
        mail="ada@northside.example",
        user_name="abrook",
        customer=northside,
        licensed=True,
    )
    assert person_by_identity(desk.session, "slack", "T0001", "U0ADA") == ada
    assert person_by_id(desk.session, ada.id) == ada
    assert customer_of_channel(desk.session, "T0001", "C0NORTH") == northside


def test_whom_nobody_knows_is_none(desk: Desk) -> None:
    assert person_by_identity(desk.session, "slack", "T0002", "U0ADA") is None
    assert person_by_mail(desk.session, "nobody@x.example") is None
    assert person_by_id(desk.session, 999) is None
    assert customer_of_channel(desk.session, "T0001", "C0OTHER") is None
    assert identity_of(desk.session, 999, "slack") is None
    assert administrators_of(desk.session, 999) == ()
    assert known_users(desk.session, 999) == ()


def test_administrators_are_the_licensed_by_name(desk: Desk) -> None:
    desk.edits("people.csv", "Ada Brook", "ada brook")
    desk.edits("people.csv", "Ben Cole", "Aaron Cole")
    desk.imports()
    names = [person.name for person in administrators_of(desk.session, desk.customer("northside"))]
    assert names == ["Aaron Cole", "ada brook"]


def test_staff_are_listed_by_name_and_role(desk: Desk) -> None:
    everybody = ["Dev Patel", "Gus Hale", "Kim Doyle", "Lea Kim", "Sam Ortiz", "Val Stone"]
    assert [member.name for member in staff(desk.session)] == everybody
    assert [member.name for member in staff(desk.session, Role.SUPPORT)] == ["Lea Kim", "Sam Ortiz"]
    assert all(member.is_staff and not member.entitled for member in staff(desk.session))


def test_only_support_and_leads_answer_for_the_desk(desk: Desk) -> None:
    """Policy 13: of the roles of staff these two."""
    desk.edits("staff.csv", "support;lead", "lead")
    desk.imports()
    answering = {mail for mail in known_addresses(desk.session) if desk.person(mail).may_answer}
    assert answering == {"lea@infraware.example", "sam@infraware.example"}


def test_known_users_are_user_names_and_full_names(desk: Desk) -> None:
    users = known_users(desk.session, desk.customer("northside"))
    assert users == ("Ada Brook", "Ben Cole", "Dan Frost", "abrook", "bcole", "dfrost")


def test_known_addresses_are_those_of_people_and_staff(desk: Desk) -> None:
    addresses = known_addresses(desk.session)
    assert len(addresses) == 11
    assert {"ada@northside.example", "sam@infraware.example"} <= addresses


def test_the_newest_identity_of_a_person_is_told(desk: Desk) -> None:
    dan = desk.person("dan@northside.example")
    assert identity_of(desk.session, dan.id, "slack") == ("T0001", "U0DAN")
    desk.links("U0NEW", dan.mail)
    assert identity_of(desk.session, dan.id, "slack") == ("T0001", "U0NEW")


def test_an_import_is_undone_with_its_transaction(empty: Desk) -> None:
    empty.imports()
    empty.session.rollback()
    assert empty.session.scalar(select(func.count()).select_from(PersonRow)) == 0


def test_the_sample_says_that_it_is_one() -> None:
    text = (SAMPLE / "README.md").read_text(encoding="utf-8")
    assert "SAMPLE" in text
    assert all(f"`{name}`" in text for file, columns in COLUMNS.items() for name in (file, *columns))
