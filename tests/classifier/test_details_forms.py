"""Forms in which people the rules were not written by tell of errors, people and jobs."""

from __future__ import annotations

import pytest

from tests.classifier.test_details import read, words

ERRORS = [
    ("at the foot of the window a line scrolls by: cache entry dropped. Odd", "cache entry dropped"),
    ("event viewer: Stopped module: codec7.dll, reason 5", "Stopped module: codec7.dll, reason 5"),
    ("the message stays: Letter was not built.", "Letter was not built"),
    ("your feed keeps giving NAK AR - Segment ORC not valid", "NAK AR - Segment ORC not valid"),
    ('Ablage > Drucken, dann "Vorlage konnte nicht geladen werden"', "Vorlage konnte nicht geladen werden"),
    ('I saved, then "Rien de cela ne va plus"', "Rien de cela ne va plus"),
    ("the list shows 0 of 12 (hidden)", "0 of 12 (hidden)"),
    ("the title bar reads (Read Only) all day", "(Read Only)"),
    (
        "the log has this:\n2026-05-02 10:11:12 WARN mirror[77]: peer gone (code 9)\nonce a minute",
        "2026-05-02 10:11:12 WARN mirror[77]: peer gone (code 9)",
    ),
    ("Fatal: no lock on /a/b.lck (held) logged 40 times since noon", "Fatal: no lock on /a/b.lck (held)"),
    ("our calls fail with SIP 486, others are put through", "SIP 486"),
    ("HTTP Error 502.5 - Process failure\nis all I see", "HTTP Error 502.5 - Process failure"),
    ("it says Import failed. Reference 5512-B and stops", "Import failed. Reference 5512-B"),
    (
        "it says Account locked. Contact your administrator. Help",
        "Account locked. Contact your administrator",
    ),
    ("error: no route job: 7001234", "error: no route"),
    ('when I hit F8 it goes "Macro not bound"', "Macro not bound"),
    ("it fails w/ code 17", "code 17"),
    ("a box I have never met: 'Drift found. Wind it up.'", "Drift found. Wind it up."),
    ("I clicked Save and it told her 4 rows skipped", "4 rows skipped"),
    ("Save gives Profile already locked whatever I try", "Profile already locked"),
    ("I tried to save and got Save failed twice", "Save failed"),
    ("she gets Cannot move: user holds 2 jobs", "Cannot move: user holds 2 jobs"),
    ("no route to host is what the box says", "no route to host"),
    ("in the footer, tiny: key refused", "key refused"),
    ("the row is marked LOST PARENT and stays", "LOST PARENT"),
    ("the list shows HALTED - modem error 7 beside it", "HALTED - modem error 7"),
    ("Warning: field <<A_B>> could not be filled in", "Warning: field <<A_B>> could not be filled in"),
    ("a.b.IOException: The pipe is gone", "a.b.IOException: The pipe is gone"),
    (
        "it says: The disk cannot be used. The file is damaged and was not opened. Help",
        "The disk cannot be used. The file is damaged and was not opened",
    ),
    ('right click > New, "Source folder is checked out", odd', "Source folder is checked out"),
    ('both "Awaiting renderer"', "Awaiting renderer"),
    ("a row marked URGENT PLEASE", None),
    ("the lady gave Anna no access", None),
    ("I see Chrome is missing", None),
    ("the upload gives us trouble. The server is slow.", None),
    ("the line appears: I typed it myself", None),
    ("a box appears: no idea what it is", None),
    ("event log: nothing", None),
    ("the warning remains: and we cannot work", None),
    ('pick a job, then "Lines by author"', None),
    ('choose Reports, then "all jobs of the last week"', None),
    ("the page shows 3 of 12 reports", None),
]


@pytest.mark.parametrize(("text", "expected"), ERRORS)
def test_errors_are_taken_as_strangers_tell_them(text: str, expected: str | None) -> None:
    assert words(read(text).error) == expected


USERS = [
    ("Dr. Hall here. The line is dead.", []),
    ("Dr. Hall here cannot sign", ["Dr. Hall"]),
    ("the portal is slow\n\nMit freundlichen Grüßen\nAnke Miller\nSekretariat", []),
    ("nothing prints.\n\nKind regards,\nOmar Miller\nIT", []),
    ("From: Omar Miller\nTo: Support\n\nnothing prints\n\nOmar Miller\nTel. 1", []),
    ("nothing prints. Thank you! Omar Miller", []),
    ("our night lead, Teresa Miller, says it is back", []),
    ("our lead Teresa Miller cannot sign", ["Teresa Miller"]),
    ("Contact at our end is Omar Miller from IT", []),
    ("same thing for Svea at the next desk", ["Svea"]),
    ("also on Svea's laptop", ["Svea"]),
    ("same for Lakeview", []),
    ("my neighbour Svea has it too", ["Svea"]),
    ("Es hakt: Der Auftrag fehlt", []),
    ("Hallo, Frau Miller here. It hangs.", []),
    ("same for Chrome on my laptop", []),
    ("Dr. Hall says thanks. Dr. Hale cannot sign", ["Dr. Hale"]),
    ("Dr. Hall says her list is empty", ["Dr. Hall"]),
    ("my colleague Omar sent you a ticket about it", []),
    ("it reads as if he was Dr. Hale", []),
    ("we tried to fax 7001234 to Dr. Hall", []),
    ("forward her jobs to Dr. Hall", ["Dr. Hall"]),
    ("Svea and Jolanta have it too", ["Svea", "Jolanta"]),
]


@pytest.mark.parametrize(("text", "expected"), USERS)
def test_those_who_only_write_or_pass_on_are_no_users(text: str, expected: list[str]) -> None:
    assert [words(span) for span in read(text).users] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("when she types her ID 440555", []),
        ("MRN on both of them is 00415555", []),
        ("the invoice for May is 774555", []),
        ("the ID of the job is wrong: job id 7001234", ["7001234"]),
        ("dictation ID 7001234", ["7001234"]),
        ("her job is 7001234", ["7001234"]),
    ],
)
def test_numbers_of_people_and_papers_are_no_jobs(text: str, expected: list[str]) -> None:
    assert [words(span) for span in read(text).jobs] == expected


STEPS = [
    ("Invoice > Currency: CHF > Print. Gone", "Invoice > Currency: CHF > Print"),
    ("Ablage > Optionen > Ton", "Ablage > Optionen > Ton"),
    ("I marked it, pressed Hold, pressed OK and got nothing", "marked it, pressed Hold, pressed OK"),
    (
        "we logged him out, cleared the cache, logged him in again",
        "logged him out, cleared the cache, logged him in again",
    ),
    (
        "I did a search for May, opened it in Word and saved it as rtf",
        "did a search for May, opened it in Word and saved it as rtf",
    ),
    (
        "opened Users, ticked pool A, had them log out. Nothing",
        "opened Users, ticked pool A, had them log out",
    ),
    (
        "Open app. View > Panels > Audio. Drag one. OK. Close app. Gone",
        "Open app. View > Panels > Audio. Drag one. OK. Close app",
    ),
    ("odd. Uninstalled, rebooted, reinstalled as admin", "Uninstalled, rebooted, reinstalled as admin"),
    ("when I press Ctrl and S it hangs", "when I press Ctrl and S"),
    ("when I click on anything in there it is denied", None),
    ("it hangs up after she enters her ID", None),
    ("it is slow every time I open a job", None),
    ("it beeps when signing", None),
]


@pytest.mark.parametrize(("text", "expected"), STEPS)
def test_steps_are_deeds_one_after_the_other(text: str, expected: str | None) -> None:
    assert words(read(text).steps) == expected
