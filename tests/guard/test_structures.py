"""The guard reads structures: tables by their heads, hospital messages, forms, and what it has found once."""

from __future__ import annotations

import pytest

from guard import screen

NAME, RECORD, BIRTH = "[patient name]", "[record number]", "[date of birth]"


def screened(text: str) -> str:
    return screen(text).text


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("MRN,Last,DOB\n441002,Mayfield,05/02/1962\nbye", f"MRN,Last,DOB\n{RECORD},{NAME},{BIRTH}\nbye"),
        ('"Patient","MRN"\n"Sato, Emiko","1200938"', f'"Patient","MRN"\n"{NAME}","{RECORD}"'),
        (
            "| Patient | MRN |\n|---|---|\n| Cliff Amos | 20011 |",
            f"| Patient | MRN |\n|---|---|\n| {NAME} | {RECORD} |",
        ),
        ("Patient     DOB\nAdele Fon   7/7/1977", f"Patient     DOB\n{NAME}   {BIRTH}"),
        ("mrn\tjob\n4410\t7000123", "mrn\tjob\n4410\t7000123"),
        ("Patient Name, DOB, MRN\nThanks, Tina, bye", "Patient Name, DOB, MRN\nThanks, Tina, bye"),
        ("job,author,worktype\n7000445,4471,7", "job,author,worktype\n7000445,4471,7"),
        ("MRN,DOB\nn/a,n/a\n551920,1/1/1961", f"MRN,DOB\nn/a,n/a\n{RECORD},{BIRTH}"),
    ],
)
def test_below_a_head_every_cell_goes(text: str, heard: str) -> None:
    assert screened(text) == heard


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ('{"name": "Ahmed Farouk", "dob": "1984-03-15"}', f'{{"name": "{NAME}", "dob": "{BIRTH}"}}'),
        ("NK1|1|HOLBROOK^MARTHA|SPO", RECORD),
        ("field 5 is |BOYLE^CATHERINE| here", f"field 5 is |{NAME}| here"),
        ("from MSH: 4471^FELDMAN^SAUL^MD", "from MSH: 4471^FELDMAN^SAUL^MD"),
        ("Name: Estelle Roy\nSex: F\nMRN: 88104", f"Name: {NAME}\nSex: F\nMRN: {RECORD}"),
        ("Name: Joan Petersen\nTitle: Director", "Name: Joan Petersen\nTitle: Director"),
        ("John Roy's chart", f"{NAME}'s chart"),
        ("H&P for Estelle Roy is missing", f"H&P for {NAME} is missing"),
        ("report for Mercy Memorial Hospital", "report for Mercy Memorial Hospital"),
        ("54 yo M Terrence Briggs", f"54 yo M {NAME}"),
        ("Mr. Briggs was seen", f"{NAME} was seen"),
        ("Mr. Marsh has the logs", "Mr. Marsh has the logs"),
        ("MRN 88104 belongs to Estelle Roy", f"MRN {RECORD} belongs to {NAME}"),
        ("mrn should be 88104 but shows 88401", f"mrn should be {RECORD} but shows {RECORD}"),
        ("DOB 1/1/1950 not 1/1/1951", f"DOB {BIRTH} not {BIRTH}"),
        ("DOB nine twelve thirty one", f"DOB {BIRTH}"),
        ("SSN 2 1 9 0 9 9 9 8 3", "SSN [social security number]"),
    ],
)
def test_what_stands_around_tells_what_it_is(text: str, heard: str) -> None:
    assert screened(text) == heard


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("MRN 4455667 is gone. Where is 4455667?", f"MRN {RECORD} is gone. Where is {RECORD}?"),
        ("patient Abigail Winters; Winters' letter", f"patient {NAME}; {NAME}' letter"),
        ("patient Abigail Winters, seen by Dr. Winters", f"patient {NAME}, seen by Dr. Winters"),
        ("patient Will Hall, the hall will be closed", f"patient {NAME}, the hall will be closed"),
        ("chart 44556, room 4455", f"chart {RECORD}, room 4455"),
    ],
)
def test_what_was_found_once_goes_wherever_it_stands(text: str, heard: str) -> None:
    assert screened(text) == heard
