"""The guard finds what its table names, leaves the rest alone, and survives every text."""

from __future__ import annotations

import re
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.guard import HOSTILE as HOSTILE_UNITS
from guard import Kind, Screened, Screening, screen
from guard.rules import RULES
from guard.view import CUT, LEFT_OUT, LONGEST
from tests.fakes.stopwatch import fastest
from tests.guard.rows import FOUND, HOSTILE_LINES, KNOWN, KNOWN_NUMBERS, LEFT_ALONE, lines

POSITIVES = [(kind, line) for kind, text in FOUND.items() for line in lines(text)]


def screened(text: str) -> Screening:
    return screen(text, known=KNOWN, known_numbers=KNOWN_NUMBERS)


@pytest.mark.parametrize(("kind", "line"), POSITIVES)
def test_what_must_go_goes_and_nothing_else(kind: Kind, line: str) -> None:
    heard = screened(line.replace("«", "").replace("»", ""))
    assert heard.text == re.sub("«[^»]*»", f"[{kind}]", line)


@pytest.mark.parametrize("line", lines(LEFT_ALONE))
def test_look_alikes_stay(line: str) -> None:
    heard = screened(line)
    assert (heard.text, heard.found) == (line, ())


def test_the_tables_are_large_enough() -> None:
    assert len(POSITIVES) >= 120
    assert len(lines(LEFT_ALONE)) >= 120
    assert set(FOUND) == set(Kind)


def test_a_message_with_everything() -> None:
    heard = screened(
        "patient Bob Sample (dob 3/4/1961, MRN 1234567, ssn 123456789) has the wrong report, job 7000999; "
        "his wife is bob@example.com or 202-555-0143, ask jporter@clinic.example"
    )
    assert heard.text == (
        "patient [patient name] (dob [date of birth], MRN [record number], ssn [social security number]) has "
        "the wrong report, job 7000999; his wife is [mail address] or [phone number], "
        "ask jporter@clinic.example"
    )


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("report of Jane Doe (dob 3/4/1961)", "report of [patient name] (dob [date of birth])"),
        ("Jane Q. Doe, MRN 4455667", "[patient name], MRN [record number]"),
        ("please check Doe, Jane DOB: 3/4/1961", "please check [patient name] DOB: [date of birth]"),
        ("JANE DOE SSN 123-45-6789", "[patient name] SSN [social security number]"),
        ("by Dr. Jane Porter, MRN 4455667", "by Dr. Jane Porter, MRN [record number]"),
    ],
)
def test_a_name_directly_before_a_finding_is_the_patients(text: str, heard: str) -> None:
    assert screened(text).text == heard


def test_a_pasted_form() -> None:
    heard = screened("Patient:\nJohn Smith\nDOB:\n03/04/1961\nMRN:\n4455667\nJob: 7000123")
    assert heard.text == (
        "Patient:\n[patient name]\nDOB:\n[date of birth]\nMRN:\n[record number]\nJob: 7000123"
    )


def test_a_patients_line_of_a_hospital_message() -> None:
    heard = screened("MSH|^~\\&|ADT1\rPID|1||4455667^^^MRN||SMITH^JOHN||19610304|M\rPV1|1|I")
    assert heard.text == "MSH|^~\\&|ADT1\n[record number]\nPV1|1|I"


def test_a_signature_below_is_not_the_patient() -> None:
    assert screened("it is about this patient\nTina Brown").found == ()


def test_spans_point_into_the_text_as_it_came() -> None:
    text = "\x00a\r\n dob 3\u200b/4/1961\x07 and pt Jose\u0301 Diaz"
    spans = {finding.kind: text[slice(*finding.span)] for finding in screened(text).found}
    assert spans == {Kind.DATE_OF_BIRTH: "3\u200b/4/1961\x07", Kind.PATIENT_NAME: "Jose\u0301 Diaz"}


def test_findings_come_in_the_order_of_the_text() -> None:
    found = screened("pt Jane Doe, ssn 123-45-6789, dob 3/4/1961, jane@example.com").found
    assert [finding.start for finding in found] == sorted(finding.start for finding in found)
    assert len(found) == 4


def test_a_finding_does_not_show_the_value() -> None:
    assert "Winters" not in repr(screened("patient Abigail Winters")) + str(
        screened("pt Abigail Winters").found
    )


def test_unknown_addresses_and_numbers_go_when_nobody_is_known() -> None:
    heard = screen("support@infracare.example or 202-555-0143")
    assert heard.text == "[mail address] or [phone number]"


@pytest.mark.parametrize(
    "text",
    [
        "our patient left.\n\nRegards,\nTina Brown\nHIM Manager\nPhone: 202-555-0143\ntb@newsite.example",
        "It works.\n\nBest regards\n\nTina Brown\nTel. (202) 555-0143",
        "Thanks!\n-- \nTina Brown\ntbrown@newsite.example",
        "Still waiting.\n\nTina Brown\nRidgeview Clinic\ntbrown@ridgeview.example\n202-555-0143",
    ],
)
def test_the_signature_of_the_writer_stays(text: str) -> None:
    assert screened(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "Regards,\nTina\n\nJane Doe\n202-555-0143",
        "Thanks,\nTina\nCall Jane Doe, 202-555-0143",
        "Thanks,\nTina\nP.S. Jane Doe, 202-555-0143",
        "call list:\n\nJane Doe\n202-555-0143",
        "call list:\n\nJane Doe\nLakeside Clinic\n202-555-0143\nBob Roy is next",
        "the patient is new.\n\nJane Doe\nLakeside Clinic\n202-555-0143",
    ],
)
def test_what_only_looks_like_a_signature_goes(text: str) -> None:
    assert screened(text).text == text.replace("202-555-0143", "[phone number]")


def test_a_known_address_does_not_cover_a_stranger_in_the_same_link() -> None:
    heard = screened("<mailto:support@infracare.example|jane@example.com>")
    assert "jane" not in heard.text


def test_a_known_domain_does_not_cover_its_look_alikes() -> None:
    assert screened("jporter@clinic.example.org and jporter@notclinic.example").text == (
        "[mail address] and [mail address]"
    )


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("", ""),
        ("a\x00b\x07c\x7fd\x9fe", "abcde"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("a\r\nb\rc\x0bd\u2028e", "a\nb\nc\nd\ne"),
        ("half \ud83d of one", "half \ufffd of one"),
        ("12\x003-45-67\x0089", "[social security number]"),
        ("&lt;script&gt; %40 \\u0040", "&lt;script&gt; %40 \\u0040"),
    ],
)
def test_rags_are_mended(text: str, heard: str) -> None:
    assert screened(text).text == heard


def test_a_long_text_is_cut_with_a_note() -> None:
    heard = screened("word " * 30_000).text
    assert len(heard) <= LONGEST + len(CUT)
    assert heard.endswith(f"word{CUT}")


def test_a_number_at_the_cut_is_not_left_in_half() -> None:
    heard = screened("x" * (LONGEST - 8) + " 123-45-6789 " + "y" * 100).text
    assert heard == "x" * (LONGEST - 8) + CUT


WORDS = [line for text in FOUND.values() for line in re.split(r"([ «»])", text)] + LEFT_ALONE.split(" ")
ODD = [
    "\x00",
    "\u200b",
    "\ud800",
    "\r",
    "\n",
    "\t",
    "\xa0",
    "١",
    "[date of birth]",
    "[",
    "]",
    CUT,
    "«",
    "é",
    "-",
    ".",
]
TEXTS = st.lists(st.sampled_from(WORDS + ODD) | st.text(max_size=5), max_size=60).map("".join)


@given(TEXTS | st.text(st.characters(), max_size=300))
@settings(max_examples=400, deadline=None)
def test_every_text_comes_to_rest(text: str) -> None:
    heard = screened(text)
    assert isinstance(heard.text, Screened)
    assert screened(heard.text) == Screening(heard.text, ())
    assert len(heard.text.encode()) <= 4 * 24 * (len(text) + 2)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", heard.text)
    assert all(0 <= finding.start < finding.end <= len(text) for finding in heard.found)


HOSTILE = [line.replace("·", " ").replace("⏎", "\n") for line in lines(HOSTILE_LINES)] + list(
    "\x00\ud800\r\n \t٣\u200bÉ"
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_text_comes_to_rest(unit: str) -> None:
    heard = screened(unit * (5_000 // len(unit)))
    assert heard.text != LEFT_OUT
    assert screened(heard.text).text == heard.text


SLOWEST = [
    "pt Aa ",
    "patients Aa Bb, ",
    "mrn 1111 ",
    "mrn-1-",
    "dob - ",
    "dob of the patient ",
    "a@b.",
    "1-",
    "\ud800",
    "PID|",
    "12 Aa Bb Cc ",
    "A" * 124 + " ",
    "Ab" * 62 + ", ",
]


@pytest.mark.parametrize("unit", SLOWEST)
def test_a_hostile_text_of_full_length_is_read_within_seconds(unit: str) -> None:
    text = unit * (LONGEST // len(unit))
    assert fastest(lambda: screened(text), times=2) < 3


@pytest.mark.parametrize("unit", HOSTILE_UNITS.values(), ids=HOSTILE_UNITS)
def test_the_whole_takes_time_in_proportion_to_the_length(unit: str) -> None:
    small, large = (fastest(partial(screened, unit * (length // len(unit)))) for length in (3_000, 24_000))
    assert large < 8 * 3 * small + 0.02


@pytest.mark.parametrize("unit", ["1-", "dob - ", "patient Aa ", "mrn-1-", "a@b.", "202-555-0143 "])
def test_each_rule_takes_time_in_proportion_to_the_length(unit: str) -> None:
    for rule in RULES:
        small, large = (seconds(rule.pattern, unit * (length // len(unit))) for length in (12_500, 100_000))
        assert large < 8 * 3 * small + 0.02, rule


def seconds(pattern: re.Pattern[str], text: str) -> float:
    return fastest(lambda: sum(1 for _ in pattern.finditer(text)))
