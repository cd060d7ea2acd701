"""Names that only what is written about patients tells from the names of those who work there."""

from __future__ import annotations

import pytest

from guard import screen

NAME, RECORD, BIRTH = "[patient name]", "[record number]", "[date of birth]"


def screened(text: str) -> str:
    return screen(text).text


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Clara Whitmore's letter was faxed twice", f"{NAME}'s letter was faxed twice"),
        ("Whitlock's MRI is not in the list", f"{NAME}'s MRI is not in the list"),
        ("Peterson op note is blank", f"{NAME} op note is blank"),
        ("no labs for Okafor yet", f"no labs for {NAME} yet"),
        ("report on Hopkins, Clara", f"report on {NAME}"),
        ("7000123 - Clara Whitmore - no sound", f"7000123 - {NAME} - no sound"),
        ("job 7000123 should be Clara Whitmore", f"job 7000123 should be {NAME}"),
        ("Clara Whitmore was discharged on Monday", f"{NAME} was discharged on Monday"),
        ("Clara Whitmore wants a copy of her records", f"{NAME} wants a copy of her records"),
        ("Clara Whitmore, 81 y/o, has no H&P", f"{NAME}, 81 y/o, has no H&P"),
        ("her sister Ottoline rang", f"her sister {NAME} rang"),
        ("merge the charts: find Clara Whitmore twice", f"merge the charts: find {NAME} twice"),
        ("patient Clara Whitmore not Claire Whitmire", f"patient {NAME} not {NAME}"),
        ("report for Clara Whitmore\n- Dora Hopkins\n", f"report for {NAME}\n- {NAME}\n"),
        ("pt Clara Whitmore 3-4-58, chart open", f"pt {NAME} {BIRTH}, chart open"),
        ("pt Clara Whitmore (0044128)", f"pt {NAME} ({RECORD})"),
        ("Peterson_Clara_op_note.docx is rejected", f"{NAME}_op_note.docx is rejected"),
        ("PETERSON-CLARA_04121957.pdf", f"{NAME}_{BIRTH}.pdf"),
        ("please remove Clara Whitmore from the portal", f"please remove {NAME} from the portal"),
        ("Peterson 4-1-66 stands there twice", f"{NAME} {BIRTH} stands there twice"),
        (
            "call the patient at eight one two five five five zero one two two",
            "call the patient at [phone number]",
        ),
        ("the patient's last four are 8841", "the patient's last four are [social security number]"),
        ("b. 5.6.1971, female", f"b. {BIRTH}, female"),
        ("pid 20441 of the patient is wrong", f"pid {RECORD} of the patient is wrong"),
        (
            "I had my appointment on Monday and see nothing. Regards, Clara Whitmore",
            f"I had my appointment on Monday and see nothing. Regards, {NAME}",
        ),
    ],
)
def test_a_name_beside_what_only_patients_have_goes(text: str, heard: str) -> None:
    assert screened(text) == heard


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Whitlock's op note is blank",
        "Dr. Clara Whitmore's letters print twice",
        "Clara Whitmore's password expired",
        "Clara Whitmore's dictations are all on hold",
        "job 7000123 Clara Whitmore can't open it",
        "job 7000123: transcriptionist Clara Whitmore gets an error",
        "7000123 (Dr. Hopkins), 7000124 (Dr. Okafor)",
        "Users without access: Clara Whitmore, Dora Hopkins",
        "report signed by Clara Whitmore",
        "letters to Dr. Hopkins bounce",
        "report for Orchard Family Medicine",
        "report for Marketing is empty",
        "Monday's report is missing",
        "Clara Whitmore RN has the chart open",
        "Clara Whitmore wants a copy of the release notes",
        "held by pid 20441",
        "Missing letters from yesterday",
        "Discharge Summary template is gone",
        "File_Name_Convention.docx and Quarterly_Report.xlsx",
        "the last four digits of the ticket are 1042",
        "the parts of a letter (MIME, RFC 2046)",
        "| TCP, TLS | 443 |",
    ],
)
def test_the_name_of_a_colleague_stays(text: str) -> None:
    assert screened(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "reply to me at j.doe@north.example",
        "copy for Dr. Hopkins, fax 812-555-0133",
        "patient's fax went to 812-555-0100, our own front desk",
        "call 812-555-0137 (Gail, front desk)",
        "the dial-in number 202-555-0125 plays music",
        "Northside Clinic 202-555-0143 is closed",
        "is 1-800-555-0125 still yours?",
    ],
)
def test_what_belongs_to_a_desk_or_a_doctor_stays(text: str) -> None:
    assert screened(text) == text
