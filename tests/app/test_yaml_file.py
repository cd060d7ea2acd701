"""A wrong setting is answered by one sentence with file, line and remedy; a right one by its typed value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from app.yaml_file import SettingsError, read_yaml
from app.yaml_types import ClockTime, Day, MailAddress, PhoneNumber, PositiveInt, Share, ZoneName
from tests.fakes.stopwatch import fastest


@dataclass(frozen=True)
class Hours:
    """A dataclass as settings use them."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    opens: ClockTime
    closes: time
    days: tuple[str, ...] = ("Monday",)

    def __post_init__(self) -> None:
        if self.closes <= self.opens:
            raise ValueError("closes must be later than opens; write for example 22:00")


@dataclass(frozen=True)
class Tier:
    """One that forgot to forbid other keys."""

    promise_minutes: PositiveInt
    warn_at: tuple[Share, ...] = (0.5, 0.8)
    limit: Annotated[int, Field(ge=1, le=10)] = 5


class Line(BaseModel):
    """A pydantic model among dataclasses."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    number: PhoneNumber


@dataclass(frozen=True)
class Desk:
    """A whole file."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    zone: ZoneName
    hours: Hours
    promise: dict[str, Tier]
    mail: MailAddress
    lines: tuple[Line, ...] = ()
    holidays: tuple[Day, ...] = ()
    since: date | None = None
    desk: Literal["built-in", "tracker"] = "built-in"
    listens: bool = False
    pause: PositiveInt | Literal["never"] = "never"
    words: dict[str, str] = field(default_factory=dict)


GOOD = """\
# the sample
zone: America/New_York
hours:
  opens: 07:00
  closes: 22:00
  days: [Monday, no, on]
promise:
  office:
    promise_minutes: 120
    warn_at: [0.5, 0.8]
mail: care@example.org
lines:
  - name: office
    number: 812-235-7239
  - name: 24-hour
    number: 8772357239
holidays:
  - 2026-12-25
since:
desk: built-in
listens: off
"""


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "app.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems(folder: Path, text: str | bytes) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        read_yaml(write(folder, text), Desk)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return caught.value.problems


def test_a_right_file_gives_typed_values(tmp_path: Path) -> None:
    assert read_yaml(write(tmp_path, GOOD), Desk) == Desk(
        zone="America/New_York",
        hours=Hours(time(7), time(22), ("Monday", "no", "on")),
        promise={"office": Tier(120, (0.5, 0.8))},
        mail="care@example.org",
        lines=(Line(name="office", number="812-235-7239"), Line(name="24-hour", number="8772357239")),
        holidays=(date(2026, 12, 25),),
    )


def test_a_byte_order_mark_and_windows_lines_do_no_harm(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert read_yaml(write(tmp_path, data), Desk).zone == "America/New_York"


def test_text_stays_as_it_is_written(tmp_path: Path) -> None:
    words = "words: {a: 1.10, b: no, c: 12:30:45, d: 0x1F, e: 1_000, f: =, g: '~', h: 2026-12-25}"
    read = read_yaml(write(tmp_path, f"{GOOD}{words}\n"), Desk).words
    assert list(read.values()) == ["1.10", "no", "12:30:45", "0x1F", "1_000", "=", "~", "2026-12-25"]


# What in the good file is replaced, by what, and the one sentence that comes of it.
RUBBISH: list[tuple[str, str, str | list[str]]] = [
    (
        "120",
        "two hours",
        'line 9: promise.office.promise_minutes must be a whole number of minutes, not "two '
        'hours"; write for example 120.',
    ),
    (
        "120",
        "2.5",
        "line 9: promise.office.promise_minutes must be a whole number of minutes, not 2.5; "
        "write for example 120.",
    ),
    (
        "120",
        "-5",
        "line 9: promise.office.promise_minutes must be more than 0, not -5; write a number above 0.",
    ),
    (
        "120",
        "0",
        "line 9: promise.office.promise_minutes must be more than 0, not 0; write a number above 0.",
    ),
    (
        "120",
        "",
        "line 9: promise.office.promise_minutes must be a whole number of minutes, not empty; "
        "write for example 120.",
    ),
    (
        "120",
        "[120]",
        "line 9: promise.office.promise_minutes must be a whole number of minutes, not a list; "
        "write for example 120.",
    ),
    (
        "120",
        "02:00",
        "line 9: promise.office.promise_minutes must be a whole number of minutes, not "
        '"02:00"; write for example 120.',
    ),
    (
        "promise_minutes: 120",
        "promise_minuts: 120",
        [
            (
                'line 8: promise.office.promise_minutes is missing; add a line "promise_minutes: ..." '
                "under promise.office."
            ),
            (
                "line 9: promise.office.promise_minuts is not a known key, did you mean "
                "promise_minutes; allowed here: limit, promise_minutes, warn_at."
            ),
        ],
    ),
    (
        "warn_at: [0.5, 0.8]",
        "limit: 11",
        "line 10: promise.office.limit must be at most 10, not 11; write 10 or less.",
    ),
    (
        "warn_at: [0.5, 0.8]",
        "limit: 0",
        "line 10: promise.office.limit must be at least 1, not 0; write 1 or more.",
    ),
    (
        "0.8]",
        "80]",
        "line 10: promise.office.warn_at[2] must be a share from 0 to 1, not 80; write for "
        "example 0.8 for 80 %.",
    ),
    (
        "0.8]",
        "nan]",
        'line 10: promise.office.warn_at[2] must be a share from 0 to 1, not "nan"; write for '
        "example 0.8 for 80 %.",
    ),
    (
        "[0.5, 0.8]",
        "0.5",
        "line 10: promise.office.warn_at must be a list, not 0.5; write each item on a line of "
        'its own, after "- ".',
    ),
    (
        "07:00",
        "25:00",
        'line 4: hours.opens must be a time of day from 00:00 to 23:59, not "25:00"; write for '
        "example 07:00.",
    ),
    (
        "07:00",
        "420",
        "line 4: hours.opens must be a time of day from 00:00 to 23:59, not 420; write for example 07:00.",
    ),
    (
        "22:00",
        "700",
        "line 5: hours.closes must be a time of day from 00:00 to 23:59, not 700; write for example 07:00.",
    ),
    (
        "22:00",
        "10 pm",
        'line 5: hours.closes must be a time of day from 00:00 to 23:59, not "10 pm"; write '
        "for example 07:00.",
    ),
    ("22:00", "06:59", ("line 3: hours is wrong: closes must be later than opens; write for example 22:00.")),
    (
        "America/New_York",
        "America/NewYork",
        'line 2: zone must be the name of a time zone, not "America/NewYork"; write for '
        "example America/New_York.",
    ),
    (
        "America/New_York",
        "../../etc/passwd",
        'line 2: zone must be the name of a time zone, not "../../etc/passwd"; write for '
        "example America/New_York.",
    ),
    (
        "America/New_York",
        "America",
        'line 2: zone must be the name of a time zone, not "America"; write for',
    ),
    (
        "care@example.org",
        "care@example",
        'line 11: mail must be one mail address, not "care@example"; write for example support@example.org.',
    ),
    (
        "care@example.org",
        "a@b.org, c@d.org",
        'line 11: mail must be one mail address, not "a@b.org, c@d.org"; write for example '
        "support@example.org.",
    ),
    (
        "care@example.org",
        "{to: a@b.org}",
        "line 11: mail must be text, not a group of settings; write it on the same line, in quotes.",
    ),
    (
        "812-235-7239",
        "call us",
        'line 14: lines[1].number must be a telephone number, not "call us"; write for example 812-235-7239.',
    ),
    (
        "  - name: 24-hour\n",
        "  - nam: 24-hour\n",
        [
            "line 15: lines[2].nam is not a known key, did you mean name; allowed here: name, number.",
            'line 15: lines[2].name is missing; add a line "name: ..." under lines[2].',
        ],
    ),
    (
        "2026-12-25",
        "25.12.2026",
        "line 18: holidays[1] must be a day of the calendar, as year-month-day, not "
        '"25.12.2026"; write for example 2026-12-25.',
    ),
    (
        "2026-12-25",
        "2026-02-30",
        "line 18: holidays[1] must be a day of the calendar, as year-month-day, not "
        '"2026-02-30"; write for example 2026-12-25.',
    ),
    (
        "since:",
        "since: 0",
        "line 19: since must be a day of the calendar, as year-month-day, not 0; write for "
        "example 2026-12-25.",
    ),
    (
        "desk: built-in",
        "desk: traker",
        'line 20: desk must be built-in or tracker, not "traker"; write for example tracker.',
    ),
    (
        "listens: off",
        "listens: perhaps",
        'line 21: listens must be yes or no, not "perhaps"; write yes or no.',
    ),
    (
        "listens: off",
        "pause: soon",
        'line 21: pause must be a whole number or never, not "soon"; write for example 120.',
    ),
    ("listens: off", "zone: UTC", ("line 21: zone stands already on line 2; keep one of the two.")),
    (
        "listens: off",
        "colour: blue",
        "line 21: colour is not a known key; allowed here: desk, holidays, hours, lines, "
        "listens, mail, pause, promise, since, words, zone.",
    ),
    (
        "listens: off",
        "slack_token: abc",
        "line 21: slack_token holds a secret; take it out of this file and set it in the "
        "environment of the program instead.",
    ),
    (
        "  days: [Monday, no, on]",
        "  smtp-PASSWORD: abc",
        "line 6: hours.smtp-PASSWORD holds a secret; take it out",
    ),
    (
        "listens: off",
        "words: {client_secret: abc}",
        "line 21: words.client_secret holds a secret; take it out of",
    ),
    (
        "care@example.org",
        "xoxb-1-abc",
        [
            (
                "line 11: mail holds a secret; take it out of this file and set it in the environment "
                "of the program instead."
            )
        ],
    ),
    (
        "hours:\n  opens: 07:00\n  closes: 22:00\n  days: [Monday, no, on]\n",
        "",
        'line 1: hours is missing; add a line "hours: ..." at the left margin.',
    ),
    (
        "hours:\n  opens: 07:00\n  closes: 22:00\n  days: [Monday, no, on]\n",
        "hours: all day\n",
        'line 3: hours must be a group of settings, not "all day"; write its keys on the lines '
        "below it, each after two more spaces.",
    ),
    (
        "  opens: 07:00",
        "\topens: 07:00",
        "line 4: has a tab before or between its words; use spaces instead of",
    ),
    (
        "  opens: 07:00",
        "  opens:\t- 07:00",
        "line 4: has a tab before or between its words; use spaces instead",
    ),
    (
        "  opens: 07:00",
        "   opens: 07:00",
        "line 5: does not fit the lines above it; give the keys of one group the same number "
        "of spaces before them, and close quotes at the end of the value.",
    ),
    (
        "  opens: 07:00",
        "  opens: 07:00: early",
        "line 4: has a colon where none can stand; put text with a colon in quotes, and give "
        "the keys of one group the same number of spaces before them.",
    ),
    ("  opens: 07:00", "  opens 07:00", ("line 4: has no colon after its key; write it as key: value.")),
    ("07:00", '"07:00', ("line 4: opens a quote that is never closed; close it on the same line.")),
    (
        "[0.5, 0.8]",
        "[0.5, 0.8",
        "line 10: opens a bracket that is not closed, or a comma is missing in it; write the "
        'items on lines of their own, each after "- ".',
    ),
    (
        "care@example.org",
        "@care",
        "line 11: begins a value with a sign that YAML keeps for itself; put the value in quotes.",
    ),
    ("care@example.org", '"C:\\care"', ("line 11: has a backslash in double quotes; use single quotes.")),
    ("care@example.org", "*care", ("line 11: points to another place with *care; write the value itself.")),
    ("care@example.org", "* care", ("line 11: begins a value with & or *; put the value in quotes.")),
    ("care@example.org", "| care", ("line 11: begins a value with | or >; put the value in quotes.")),
    (
        "care@example.org",
        "!!python/object:os.system x",
        "line 11: holds the tag tag:yaml.org,2002:python/object",
    ),
    (
        "care@example.org",
        "a\x07b@example.org",
        "line 11: holds a control character; delete it and type the line",
    ),
    (
        "listens: off",
        "? [a, b]\n: c",
        "line 21: the file holds a key that is a list or group; write the key as one",
    ),
    ("listens: off", "---\nzone: UTC", ("line 21: begins a second document; take out the line with ---.")),
    (
        "[0.5, 0.8]",
        "[0.5, , 0.8]",
        "line 10: has a sign where a value should stand; "
        "write the value, in quotes if it begins with a sign.",
    ),
    (
        "mail: care@example.org",
        "mail: - care@example.org",
        'line 11: has a "- " where no list can stand; begin the list on the line below its key.',
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), RUBBISH, ids=[f"{new[:20]!r}" for _, new, _ in RUBBISH])
def test_a_wrong_file_is_answered_in_plain_words(
    tmp_path: Path, old: str, new: str, expected: str | list[str]
) -> None:
    assert old in GOOD
    found = problems(tmp_path, GOOD.replace(old, new, 1))
    wanted = [expected] if isinstance(expected, str) else expected
    assert len(found) == len(wanted), found
    for sentence, beginning in zip(found, wanted, strict=True):
        assert sentence.startswith(f"app.yaml {beginning}")
        assert sentence.endswith(".")
        assert not beginning.endswith(".") or sentence == f"app.yaml {beginning}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "app.yaml is empty; copy the app.yaml that comes with the program there and"),
        ("# nothing\n\n", "app.yaml is empty; copy the app.yaml"),
        ("- a\n- b\n", "app.yaml line 1: the file must be a group of settings, not a list; write its keys"),
        ("just words", 'app.yaml line 1: the file must be a group of settings, not "just words"; write'),
        (
            b"zone: UTC\nmail: caf\xe9\n",
            "app.yaml line 2: holds a letter that is not UTF-8; save the file as UTF-8",
        ),
        (GOOD.encode("utf-16"), "app.yaml line 1: holds a letter that is not UTF-8; save the file as UTF-8"),
        ("x: " + "a" * 1_000_001, "app.yaml is larger than 1 MB; copy the app.yaml"),
        ("[" * 5000, "app.yaml line 1: is nested more than 20 levels deep; write it flatter."),
        (
            "a: &a [x, x]\nb: &b [*a, *a]\n",
            "app.yaml line 2: points to another place with *a; write the value",
        ),
        (
            "x:\n" + "- a\n" * 30_000,
            "app.yaml line 19999: is the 20001st value; keep long lists out of this file.",
        ),
        ("\x00", "app.yaml line 1: holds a control character; delete it"),
    ],
    ids=range(11),
)
def test_a_file_that_is_none_is_answered_in_plain_words(
    tmp_path: Path, text: str | bytes, sentence: str
) -> None:
    [found] = problems(tmp_path, text)
    assert found.startswith(sentence)


def test_a_missing_file_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        read_yaml(tmp_path / "app.yaml", Desk)
    where = tmp_path / "app.yaml"
    assert str(caught.value) == (
        f"app.yaml was not found at {where}; "
        "copy the app.yaml that comes with the program there and change in it what differs for you."
    )


def test_a_folder_in_its_place_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "app.yaml").mkdir()
    with pytest.raises(
        SettingsError, match=r"app.yaml cannot be read at .* \(Is a directory\); make it a file"
    ):
        read_yaml(tmp_path / "app.yaml", Desk)


def test_all_problems_are_told_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    text = (
        GOOD.replace("22:00", "late").replace("New_York", "Nowhere").replace("listens: off", "api_token: x")
    )
    assert [sentence.split(":")[0] for sentence in problems(tmp_path, text)] == [
        "app.yaml line 2",
        "app.yaml line 5",
        "app.yaml line 21",
    ]


def test_of_very_many_problems_the_first_are_told(tmp_path: Path) -> None:
    found = problems(tmp_path, GOOD + "".join(f"odd{number}: 1\n" for number in range(100)))
    assert len(found) == 21
    assert found[-1] == "app.yaml has 80 more such problems; mend these first."


def test_a_secret_is_never_repeated(tmp_path: Path) -> None:
    text = GOOD.replace(
        "listens: off", "slack_token: xoxb-hidden\nlistens: xapp-hidden\nmail_password: hidden"
    )
    assert "hidden" not in "".join(problems(tmp_path, text))


def test_a_large_file_within_the_bounds_is_read_in_time(tmp_path: Path) -> None:
    text = GOOD + "words:\n" + "".join(f"  word{number}: some text\n" for number in range(9_000))
    path = write(tmp_path, text)
    assert len(read_yaml(path, Desk).words) == 9_000
    assert fastest(lambda: read_yaml(path, Desk), times=1) < 20


PIECES = [
    *":[]{}\"'!|%?#,@`\\\t\n é\x00\ufeff",
    "zone",
    "hours",
    "  ",
    "- ",
    "&a",
    "*a",
    "---",
    "...",
    "07:00",
    "<<",
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
    | st.text(max_size=60)
    | st.binary(max_size=60)
)
def test_no_rubbish_at_all_ends_in_a_trace(tmp_path_factory: Any, rubbish: str | bytes) -> None:
    data = rubbish if isinstance(rubbish, bytes) else rubbish.encode("utf-8", "surrogatepass")
    for sentence in problems(tmp_path_factory.mktemp("rubbish"), data):
        assert sentence.startswith("app.yaml ")
        assert ";" in sentence
        assert sentence.endswith(".")
