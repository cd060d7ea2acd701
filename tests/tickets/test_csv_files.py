"""The directory's files as they are read: what is a line, and when a whole file is refused (policy 5)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tickets.csv_files import MOST_BYTES, CustomerLine, FileError, Files, Known, Rejected, read_files

CUSTOMERS = "key,name,standing\n"
PEOPLE = "mail,name,user_name,customer,licensed,slack_team,slack_user\n"
NORTH = {"north": CustomerLine("North", good_standing=True)}


def read(folder: Path, customers: bytes) -> Files:
    (folder / "customers.csv").write_bytes(customers)
    (folder / "people.csv").write_text(PEOPLE, "utf-8")
    return read_files(folder, Known())


@pytest.mark.parametrize(
    ("lines", "rejected"),
    [
        ("", []),
        (",,\n", []),
        (' ," ",\n', []),
        (",,,,\n,\n\n   \n", []),
        ("south,\n", ["This line has 2 columns instead of 3: give every column, and put a value that holds "
                      '"," into quotation marks.']),
        ("south,,\n", ["The column standing is empty: fill it in."]),
        ("south,,good\n", ["The column name is empty: fill it in."]),
    ],
)  # fmt: skip
def test_a_line_without_any_value_is_none(tmp_path: Path, lines: str, rejected: list[str]) -> None:
    sheet = read(tmp_path, f"{CUSTOMERS}{lines}north,North,good\n".encode()).customers
    assert sheet.lines == NORTH
    assert sheet.rejected == tuple(Rejected("customers.csv", 2, sentence) for sentence in rejected)
    assert sheet.total == 1 + len(rejected)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"",
            "customers.csv has other columns (key is missing, name is missing, standing is missing); "
            "the header must be key,name,standing.",
        ),
        (
            b"key,name;,standing\n",
            'customers.csv has other columns (name is missing, "name;" is unknown); the header must be '
            "key,name,standing.",
        ),
        (
            b"key,name,standing,a,b,c,d,e,f,g,h\n",
            'customers.csv has other columns ("a" is unknown, "b" is unknown, "c" is unknown, '
            '"d" is unknown, "e" is unknown, "f" is unknown, "g" is unknown, '
            '"h" is unknown); the header must be '
            "key,name,standing.",
        ),
        (
            b"key,name,standing,a,b,c,d,e,f,g,h,i\n",
            'customers.csv has other columns ("a" is unknown, "b" is unknown, "c" is unknown, '
            '"d" is unknown, "e" is unknown, "f" is unknown, "g" is unknown, '
            '"h" is unknown, and 1 more); the header must be '
            "key,name,standing.",
        ),
        (
            b"key,name,standing,a\x07b," + b"c" * 40 + b"," + b"d" * 41,
            f'customers.csv has other columns ("a?b" is unknown, "{"c" * 40}" is unknown, "{"d" * 40}…" is '
            "unknown); the header must be key,name,standing.",
        ),
        (b"\n\xff", "customers.csv is not UTF-8 (line 2); save it again as CSV in UTF-8."),
        (b"\xff\n", "customers.csv is not UTF-8 (line 1); save it again as CSV in UTF-8."),
        (
            b"a" * (MOST_BYTES + 1),
            "customers.csv is larger than 10 MB; leave only the directory's lines in it.",
        ),
    ],
    ids=("empty", "semicolon", "eight", "nine", "unprintable", "second line", "first line", "large"),
)
def test_a_file_that_is_refused_says_why(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(FileError) as refused:
        read(tmp_path, content)
    assert str(refused.value) == sentence


def test_a_file_of_ten_megabytes_is_read(tmp_path: Path) -> None:
    lines = f"{CUSTOMERS}north,North,good\n".encode()
    sheet = read(tmp_path, lines + b"a" * (MOST_BYTES - len(lines))).customers
    assert sheet.lines == NORTH
    sentence = "This line is longer than 10,000 characters: shorten it."
    assert sheet.rejected == (Rejected("customers.csv", 3, sentence),)


@pytest.mark.parametrize(
    ("length", "sentence"),
    [
        (10_000, "The column name has 9989 characters: shorten it to 200."),
        (10_001, "This line is longer than 10,000 characters: shorten it."),
    ],
)
def test_a_line_is_read_up_to_its_longest(tmp_path: Path, length: int, sentence: str) -> None:
    line = f"south,{'a' * (length - 11)},good"
    [found] = read(tmp_path, f"{CUSTOMERS}{line}\n".encode()).customers.rejected
    assert (len(line), found.sentence) == (length, sentence)


def test_a_file_that_cannot_be_read_says_what_the_system_said(tmp_path: Path) -> None:
    (tmp_path / "customers.csv").symlink_to("/proc/self/mem")
    with pytest.raises(FileError, match=r"^customers\.csv cannot be read \(.+\); allow it to be read\.$"):
        read_files(tmp_path, Known())


@pytest.mark.parametrize("line", ['"so"uth,South,good', f"south,{'a' * 10_000},good"])
def test_whom_a_broken_line_names_is_guessed_and_spared(tmp_path: Path, line: str) -> None:
    sheet = read(tmp_path, f"{CUSTOMERS}{line}\nnorth,North,good\n".encode()).customers
    assert (sheet.lines, sheet.spared) == (NORTH, frozenset({"south"}))


ROWS = {
    "customers.csv": {"key": "north", "name": "North", "standing": "good"},
    "people.csv": {
        "mail": "ada@north.example",
        "name": "Ada",
        "user_name": "ada",
        "customer": "north",
        "licensed": "yes",
        "slack_team": "T1",
        "slack_user": "U1",
    },
    "staff.csv": {
        "mail": "sam@v.example",
        "name": "Sam",
        "roles": "support",
        "slack_team": "T1",
        "slack_user": "U2",
    },
    "channels.csv": {"slack_team": "T1", "slack_channel": "C1", "customer": "north"},
}
SHORT = {"key": 60, "customer": 60, "mail": 254, "user_name": 100} | dict.fromkeys(
    ("slack_team", "slack_user", "slack_channel"), 40
)


@pytest.mark.parametrize(("file", "column"), [(file, column) for file, row in ROWS.items() for column in row])
def test_each_value_is_taken_up_to_its_length(tmp_path: Path, file: str, column: str) -> None:
    most = SHORT.get(column, 200)

    def sentences(length: int) -> list[str]:
        value = {"mail": "@x.example", "roles": "support"}.get(column, "").rjust(length, "A")
        value = value.replace("A", ";") if column == "roles" else value
        for name, row in ROWS.items():
            changed = row | {column: value} if name == file else row
            lines = [",".join(changed), ",".join(changed.values())]
            (tmp_path / name).write_text("\n".join(lines), "utf-8")
        return [one.sentence for one in read_files(tmp_path, Known()).rejected if one.file == file]

    too_long = f"The column {column} has {most + 1} characters: shorten it to {most}."
    assert sentences(most + 1) == [too_long]
    assert [one for one in sentences(most) if "shorten" in one] == []


def test_members_of_staff_without_slack_are_taken(tmp_path: Path) -> None:
    read(tmp_path, CUSTOMERS.encode())
    lines = [
        "mail,name,roles,slack_team,slack_user",
        "sam@v.example,Sam,support,,",
        "lea@v.example,Lea,lead,,",
    ]
    (tmp_path / "staff.csv").write_text("\n".join(lines), "utf-8")
    found = read_files(tmp_path, Known())
    assert found.staff is not None
    assert [one.slack for one in found.staff.lines.values()] == [None, None]
    assert found.rejected == ()


@pytest.mark.parametrize(
    ("ids", "sentence"),
    [
        ("t1,C1", '"t1" in slack_team is not a Slack id: write it like T0001.'),
        ("T1,c1", '"c1" in slack_channel is not a Slack id: write it like C0001.'),
    ],
)
def test_a_channel_has_the_ids_of_slack(tmp_path: Path, ids: str, sentence: str) -> None:
    (tmp_path / "channels.csv").write_text(f"slack_team,slack_channel,customer\n{ids},north\n", "utf-8")
    found = read(tmp_path, f"{CUSTOMERS}north,North,good\n".encode())
    assert found.rejected == (Rejected("channels.csv", 2, sentence),)


def test_a_channel_is_known_by_its_team_too(tmp_path: Path) -> None:
    lines = "slack_team,slack_channel,customer\nT1,C1,north\nT2,C1,north\n"
    (tmp_path / "channels.csv").write_text(lines, "utf-8")
    found = read(tmp_path, f"{CUSTOMERS}north,North,good\n".encode()).channels
    assert found is not None
    assert found.lines == {("T1", "C1"): "north", ("T2", "C1"): "north"}
