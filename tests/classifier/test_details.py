"""Reading details out of messages: what stands in the words, and nothing else."""

from __future__ import annotations

import pytest

from classifier.details import Details, Span, read_details
from guard import Screened, restored
from tests.fakes.stopwatch import fastest


def read(text: str, known: tuple[str, ...] = ()) -> Details:
    return read_details(restored(text), known)


def words(span: Span | None) -> str | None:
    return None if span is None else str(span.value)


JOBS = [
    ("Job 7000123 fails", ["7000123"]),
    ("job #123456 is stuck", ["123456"]),
    ("job number: 7001234", ["7001234"]),
    ("jobs 123456 and 123457", ["123456", "123457"]),
    ("delete jobs 7001000, 7001001 & 7001002, test data", ["7001000", "7001001", "7001002"]),
    ("job 12345-ish, not sure", ["12345"]),
    ("7100234 stuck in transcribing", ["7100234"]),
    ("audio of 7100234 and 7100235 is gone. 7100234 worked before", ["7100234", "7100235"]),
    ("dictation 990011223 (nine digits)", ["990011223"]),
    ("see https://imc.example.org/jobs/7001234", ["7001234"]),
    ("patient MRN 1234567 has the wrong report (job 7000999)", ["7000999"]),
    ("MRN: 1234567", []),
    ("my fax is 5551234", []),
    ("fax number 5551234 does not answer", []),
    ("call me at 5551234", []),
    ("phone 812-555-0148 or 8125550148", []),
    ("invoice 445566 is wrong", []),
    ("invoices 445566 and 445567", []),
    ("ticket #104422 from last week", []),
    ("error 500123 on save", []),
    ("account number 889900", []),
    ("since 20260314 nothing works", []),
    ("job 20260314 is stuck", ["20260314"]),
    ("we lost 250000 lines", []),
    ("it took 120000 ms", []),
    ("version 202604 of the client", []),
    ("file 7001234.wav", []),
    ("order 1234567 for headsets", []),
    ("$1234567 in total", []),
    ("1,234,567 jobs", []),
    ("the fax for the ward was attached to 7001234", ["7001234"]),
    ("can somebody call me about 7001234", ["7001234"]),
    ("his letter 20120733 is under the wrong heading", ["20120733"]),
    ("the cross belongs to 20120417, by Dr. Inchbald", ["20120417"]),
    ("it went wrong on 20120417", []),
    ("7001234 was filed under Jane Stahlberg (7730951)", ["7001234"]),
    ("the sticker says 0917734", []),
    ("we have 12345 users", []),
    ("12345678901234 is too long", []),
    ("jobs 7001000-7001004 are stuck", ["7001000", "7001004"]),
    ("jobs 7001000/7001001", ["7001000", "7001001"]),
    ("our ref 5509911, your invoice 7788120", []),
    ("Job No.7001234", ["7001234"]),
    ("JOB-7001234 and job=7001235", ["7001234", "7001235"]),
    ("ssn 123-456789", []),
    ("phones ring 5550199 instead of 5550198", []),
    ("please call Dr. Raman's office at 5550143", []),
    ("[record number] has no report", []),
    ("job 7001234, MRN 7654321, fax 5551234", ["7001234"]),
]


@pytest.mark.parametrize(("text", "expected"), JOBS)
def test_job_numbers_are_told_from_other_numbers(text: str, expected: list[str]) -> None:
    assert [words(span) for span in read(text).jobs] == expected


def test_the_format_of_job_numbers_is_a_setting() -> None:
    found = read_details(restored("D-123456 and 7001234 are stuck"), (), r"D-\d{6}").jobs
    assert [words(span) for span in found] == ["D-123456"]


USERS = [
    ("user jmorales cannot log in", ["jmorales"]),
    ("please reset password for jmorales", ["jmorales"]),
    ("username: sandy.k is locked", ["sandy.k"]),
    ("please unlock Dr. Jane Porter (jporter)", ["Dr. Jane Porter", "jporter"]),
    ("create a user for Omar Haddad (ohaddad) with editor role", ["Omar Haddad", "ohaddad"]),
    ("reassign job 7000789 to Tina Brown please", ["Tina Brown"]),
    ("when clarke.m clicks Save he gets error 502", ["clarke.m"]),
    ("remove Lisa from the night shift queue", ["Lisa"]),
    ("dr lee cant hear anything", ["dr lee"]),
    ("Dr. Hall's audio is missing", ["Dr. Hall"]),
    ("give awong admin rights", ["awong"]),
    ("reactivate bking's login", ["bking"]),
    ("the login of tnguyen2 does not work", ["tnguyen2"]),
    ("Nurse Kelly Adams sees an empty list", ["Nurse Kelly Adams"]),
    ("Move Janet Okoro from pool A to pool C", ["Janet Okoro"]),
    ("unlock rpatel, mgarcia and lchen", ["rpatel", "mgarcia", "lchen"]),
    ("I cannot log in", []),
    ("my account is locked", []),
    ("a user cannot open the portal", []),
    ("user interface is slow", []),
    ("the user reports an error", []),
    ("users at Main St cannot print", []),
    ("Oak Street Medical gets no faxes", []),
    ("please rename the facility to Grant Memorial Hospital", []),
    ("Hi Tina, the portal is down", []),
    ("the portal is slow. Thanks, Maria", []),
    ("patient Bob Sample has no report", []),
    ("the editor crashed on Monday in Windows", []),
    ("[patient name] is on the wrong report", []),
    ("mark the job as urgent", []),
    ("the reporter chart is blank", []),
]


@pytest.mark.parametrize(("text", "expected"), USERS)
def test_users_are_read_by_name_or_user_name(text: str, expected: list[str]) -> None:
    assert [words(span) for span in read(text).users] == expected


KNOWN = (
    *("Jane Porter", "jporter", "Wu", "Annika Lindström", "alind", "Hope Summers"),
    *("Hassan Darwish", "hdarwish", "Will Bishop", "Tom Brown", "tbrown", "Tom Vance"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jane porter cannot sign", ["jane porter"]),
        ("Jane Portre cannot sign", ["Jane Portre"]),
        ("annika lindstrom has no sound", ["annika lindstrom"]),
        ("alind is locked", ["alind"]),
        ("Summers cannot see her jobs", ["Summers"]),
        ("nothing about anybody here", []),
        ("the porter at the door", []),
        ("hdarwsih can't sign", ["hdarwsih"]),
        ("Hassan can't sign", ["Hassan"]),
        ("give hassan the role", ["hassan"]),
        ("L. Darwish can't sign", ["L. Darwish"]),
        ("Will can't approve", ["Will"]),
        ("Will it be fixed? will it?", []),
        ("he was thrown out", []),
        ("Jane sees nothing", ["Jane"]),
        ("Hi Hassan, nothing works. Thanks, Annika", []),
        ("your colleague Hassan said so", []),
        ("this is Hassan from Lakeside, the portal is down", []),
        ('job 7005678 fails with "IW-9977 checksum" for user abrook after I opened it', ["abrook"]),
    ],
)
def test_the_directory_helps_to_recognise_people(text: str, expected: list[str]) -> None:
    assert [words(span) for span in read(text, KNOWN).users] == expected


ERRORS = [
    ('upload fails with "File type not allowed" for mp3 files', "File type not allowed"),
    ("Error: file not found", "Error: file not found"),
    ("```\nValueError: bad sample rate 0\n```\nwhen processing", "ValueError: bad sample rate 0"),
    (
        'it died:\n```\nTraceback (most recent call last):\n  File "a.py", line 3\nOSError: no space\n```',
        "OSError: no space",
    ),
    (
        "java.lang.NullPointerException: job is null\n  at a.b.C",
        "java.lang.NullPointerException: job is null",
    ),
    ("when he clicks Save he gets error 502", "error 502"),
    ("ERR_SSL_PROTOCOL_ERROR on the portal from home", "ERR_SSL_PROTOCOL_ERROR"),
    ("I get IW-2041 when uploading", "IW-2041"),
    ("IW-2041: Upload rejected, what now", "IW-2041: Upload rejected"),
    ("API calls return HTTP 502 Bad Gateway", "HTTP 502 Bad Gateway"),
    ("it says license expired when I open the editor", "license expired"),
    ("the message is: Template is locked by another user. Please help", "Template is locked by another user"),
    ("a popup saying connection lost every time I save", "connection lost"),
    ("the error message reads 'Cannot reach host'", "Cannot reach host"),
    ("&quot;Session expired&quot; right after login", "Session expired"),
    ("keeps saying “Session expired” right after login", "Session expired"),
    ("screen shows `E_FAIL 12`", "E_FAIL 12"),
    ("we get a connection timeout error on two machines", "connection timeout error"),
    ("2026-03-14 08:12 INFO up\n2026-03-14 08:13 ERROR TLS failed: expired", "ERROR TLS failed: expired"),
    ("[ERROR] Failed to render page 2", "Failed to render page 2"),
    ('{"error": "invalid_grant", "status": 400}', "invalid_grant"),
    ("the log:\n> INFO start\n> FATAL no space left", "FATAL no space left"),
    ('then a box "Nothing to save" opens', "Nothing to save"),
    ('"Nothing to save here" - although I typed a lot', "Nothing to save here"),
    ('"Sync is paused" pops up all day', "Sync is paused"),
    ("le portail affiche «Session expirée»", "Session expirée"),
    ("opening it I get: Unable to load stream (code 14). What now?", "Unable to load stream (code 14)"),
    ("it just says no permission... it worked yesterday", "no permission"),
    ("the message was something like unable to reach host", "unable to reach host"),
    ("it complains about wrong one-time code, I typed it twice", "wrong one-time code"),
    ("Note from the recorder at noon: Upload queued. What now?", "Upload queued"),
    ("Fehler 4711: Verbindung verweigert. Was nun?", "Fehler 4711: Verbindung verweigert"),
    ("error 0x80070005 Access is denied when opening it", "error 0x80070005 Access is denied"),
    ("the recorder shows E07 and beeps", "E07"),
    ("we get 503 Service Temporarily Unavailable, nginx", "503 Service Temporarily Unavailable"),
    ("Access to the path 'C:/x y' is denied. Any hints?", "Access to the path 'C:/x y' is denied"),
    ("User: amy\nError: Header invalid", "Header invalid"),
    ("our side is refused by yours with TLS alert: unknown CA", "TLS alert: unknown CA"),
    ("how do I get rid of the message trial period over? we pay", "trial period over"),
    ("a grey bar with the text You are offline though I am not", "You are offline"),
    ("the relay says: 550 5.7.1 Unable to relay", "550 5.7.1 Unable to relay"),
    (
        "on it: The thing couldn't be done. (Domain error -1009.)",
        "The thing couldn't be done. (Domain error -1009.)",
    ),
    ("a window with EXC_BAD_ACCESS (SIGSEGV)", "EXC_BAD_ACCESS (SIGSEGV)"),
    ("it spits out Unhandled exception [88] all day", "Unhandled exception [88]"),
    ("503 on every page", "503"),
    ("Error 1920: service failed to start, on install of it", "Error 1920: service failed to start"),
    ("a.b.FooError: queue closed in the agent log for it", "a.b.FooError: queue closed"),
    ("it shows Account suspended for user lgreer", "Account suspended"),
    ("upload failed: file exceeds 2 GB. what now", "file exceeds 2 GB"),
    ('Dr. Hill says "full stop" and gets a dot', None),
    ("it says 0 lines for November", None),
    ("notification says 3 to sign", None),
    ("who may release what is locked by QA?", None),
    ("the status page says green and yet nothing works", None),
    ("Problem: cannot reopen a job", None),
    ("just tell me which tab has the fax numbers", None),
    ("a report that tells me which words are missing", None),
    ("it reads out last year's list", None),
    ("error message: none, it just closes", None),
    ('the status "pending" is new to me', None),
    ('untick "AGC lost" and save', None),
    ("Can't print. Cannot open the portal either", None),
    ("urgent: cannot log in", None),
    ("you told me that the report is missing", None),
    ("the colleague says the file is missing", None),
    ('click "Export" and nothing happens', None),
    ('the template "Discharge Summary" is empty', None),
    ('move it to the "Overflow" pool', None),
    ("I get an error when I try to submit a report", None),
    ("playback is choppy", None),
    ("Dr. Lee says the audio is fine", None),
    ("how do I change the error report?", None),
]


@pytest.mark.parametrize(("text", "expected"), ERRORS)
def test_error_messages_are_taken_word_for_word(text: str, expected: str | None) -> None:
    assert words(read(text).error) == expected


STEPS = [
    (
        "Steps to reproduce:\n1. log in\n2. open Reports\n3. click Export\nError: x",
        "1. log in\n2. open Reports\n3. click Export",
    ),
    ("steps: open a job, press play", "open a job, press play"),
    ("Reports > Export > CSV gives an empty file", "Reports > Export > CSV gives an empty"),
    ("Reports &gt; Export &gt; CSV", "Reports &gt; Export &gt; CSV"),
    ("I opened a draft, pressed F5 and the text was gone", "opened a draft, pressed F5"),
    ("freezes after I clicked Save", "after I clicked Save"),
    ("when I open a job and then press play it hangs", "open a job and then press play"),
    (
        "1) log in 2) open a job 3) press play and it dies",
        "1) log in 2) open a job 3) press play and it dies",
    ),
    ("- log in\n- open the list\n\nthen it is empty", "- log in\n- open the list"),
    ("- the sound is bad\n- so is the picture", None),
    ("Step 1: log in\nStep 2: open a job", "Step 1: log in\nStep 2: open a job"),
    (
        "I did all (cleared the cache, restarted Word, logged in)",
        "cleared the cache, restarted Word, logged in",
    ),
    ("Nora Petit saves a draft and goes back to the list", "saves a draft and goes back to the list"),
    ("Login -> Admin -> Users: Save stays grey", "Login -> Admin -> Users"),
    ("Open job. Press Ctrl+F. Type a word. It hangs", "Open job. Press Ctrl+F. Type a word"),
    (
        "upon opening a slot, changing the day and saving it hangs",
        "opening a slot, changing the day and saving",
    ),
    (
        "I went to the portal, entered my name and pressed OK",
        "went to the portal, entered my name and pressed OK",
    ),
    ("playback is choppy", None),
    ("please add a rule: ENT > pool 7", None),
    ("version 1.2 and 2.3", None),
]


@pytest.mark.parametrize(("text", "expected"), STEPS)
def test_steps_are_taken_as_they_were_told(text: str, expected: str | None) -> None:
    assert words(read(text).steps) == expected


@pytest.mark.parametrize(
    ("text", "urgent"),
    [
        ("please help asap", True),
        ("this is URGENT", True),
        ("patients are waiting", True),
        ("we are at a standstill", True),
        ("I need this fixed right now!", True),
        ("not urgent, whenever you have time", False),
        ("no rush", False),
        ("how do I mark a job as urgent?", False),
        ("who do I call in an emergency department", False),
        ("STAT jobs sort below the others", False),
        ("playback is choppy", False),
    ],
)
def test_urgency_is_in_the_words(text: str, urgent: bool) -> None:
    assert (read(text).urgency is not None) is urgent


def test_the_words_that_press_are_known_by_their_place() -> None:
    assert words(read("not urgent, but the clinic\n is  down:\nneed it  asap please").urgency) == "asap"


def test_everything_in_one_message() -> None:
    found = read('Job 7000123 fails with "Invalid work type" for user bsmith after I clicked Save')
    assert words(found.job) == "7000123"
    assert words(found.user) == "bsmith"
    assert words(found.error) == "Invalid work type"
    assert words(found.steps) == "after I clicked Save"


def test_what_is_not_said_is_missing() -> None:
    assert read("playback is choppy and cuts out") == Details()


def test_things_named_in_one_breath_are_one_answer() -> None:
    found = read("delete jobs 7001000 and 7001001 of Dr. Jane Porter (jporter)")
    assert words(found.job) == "7001000 and 7001001"
    assert words(found.user) == "Dr. Jane Porter (jporter)"


@pytest.mark.parametrize("text", [text for text, _ in JOBS + USERS + ERRORS + STEPS])
def test_every_span_is_the_text_at_its_place_and_screened(text: str) -> None:
    found = read(text)
    for span in (found.user, found.job, found.error, found.steps, *found.users, *found.jobs):
        if span:
            assert isinstance(span.value, Screened)
            assert text[span.start : span.end] == span.value


PIECES = [
    "job 123456 and ",
    "mblake, ",
    '"',
    "`",
    "Error: ",
    "it says ",
    "1. a\n",
    "a > ",
    "Dr. ",
    "&lt;",
    "x(",
]


@pytest.mark.parametrize("piece", PIECES)
def test_a_hundred_thousand_characters_are_read_in_no_time(piece: str) -> None:
    text = restored((piece * (100_000 // len(piece) + 1))[:100_000])
    assert fastest(lambda: read_details(text, KNOWN)) < 2
