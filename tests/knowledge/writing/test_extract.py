"""A draft holds what staff told to do, and nothing of anybody's case."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.writing.extract import EMPTY, Material, extract
from knowledge.writing.neutral import neutral
from knowledge.writing.private import RUN, People, private
from knowledge.writing.replies import pieces
from knowledge.writing.telling import in_bold, is_statement, step_of
from knowledge.writing.titles import heading

PEOPLE = People(("Anna Nguyen", "Mark Jones"), ("anguyen", "m.jones"), ("Riverside Clinic LLC", "Mercy"))
NOBODY = private(People(), ())
KNOWN = private(PEOPLE, ["the red lamp blinks whenever I press the pedal of my new recorder"])

REPLY = """Hi Anna,

thanks for calling about job 1234567 on Monday. The ribbon of the printer slips after each change. Please:

1. Open IMC > Devices > Printers and select the printer of anguyen.
2. Turn the blue wheel until the arrow points to zero
3) Print a test page.

You can also reset the ribbon counter. I have changed your settings in ticket #1042.
Tell Mark Jones if it fails.
On Tuesday they wrote that 877-235-7239 is free. Did it help?

Best regards,
Mark
Open the signature.
"""


def test_a_reply_becomes_steps_and_what_is_said_of_the_thing() -> None:
    questions = ["How do I align the ribbon of our printer?", "printer ribbon crooked, how can we align it"]
    found = extract(Material(questions, [REPLY], NOBODY, lambda _: True))
    assert found.title == "Align the ribbon of the printer"
    assert found.body == (
        "The ribbon of the printer slips after each change.\n\n"
        "## Steps\n\n"
        "1. Open **IMC > Devices > Printers** and select the printer of anguyen.\n"
        "2. Turn the blue wheel until the arrow points to zero.\n"
        "3. Print a test page.\n"
        "4. Reset the ribbon counter.\n"
        "5. Tell Mark Jones if it fails.\n"
    )
    assert not found.empty


def test_names_become_roles() -> None:
    found = extract(Material(["How do I align the ribbon of our printer?"], [REPLY], KNOWN))
    assert "select the printer of the user." in found.body
    assert "Tell the user if it fails." in found.body


def test_further_replies_stand_below_without_what_was_said() -> None:
    replies = [
        "Open the settings. Press Align now. Save the settings.",
        "Please press Align now.\nReplace the ribbon with a new one.",
    ]
    found = extract(Material(["How do I align the ribbon?"], replies, NOBODY))
    assert found.body.endswith("## If that does not help\n\n- Replace the ribbon with a new one.\n")
    assert found.body.count("Align now") == 1


@pytest.mark.parametrize("replies", [(), ("Thank you, we look into it.",), ("I have mended it for you.",)])
def test_without_anything_to_do_the_draft_says_so(replies: tuple[str, ...]) -> None:
    found = extract(Material(["How do I align the ribbon?"], replies, NOBODY))
    assert found.empty
    assert found.body == EMPTY
    assert found.title == "Align the ribbon"


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("Please open the queue.", "Open the queue."),
        ("You can then press Save.", "Press Save."),
        ("After that, you will need to restart the editor.", "Restart the editor."),
        ("If it stays red, unplug the pedal.", "If it stays red, unplug the pedal."),
        ("To see it, go to Reports.", "To see it, go to Reports."),
        ("IMC > Users > All users", "Open IMC > Users > All users"),
        ("Do not close the window.", "Do not close the window."),
        ("Could you restart the editor?", ""),
        ("I opened the queue.", ""),
        ("The queue is open.", ""),
        ("Send me the log.", ""),
        ("Please do the following:", ""),
        ("Try this one.", ""),
        ("", ""),
    ],
)
def test_what_is_a_step(said: str, step: str) -> None:
    assert step_of(said) == step


@pytest.mark.parametrize(
    ("said", "general"),
    [
        ("The queue shows jobs of the last week.", True),
        ("Your queue shows jobs of the last week.", False),
        ("We have emptied the whole queue.", False),
        ("The queue was emptied last night.", False),
        ("Short.", False),
    ],
)
def test_what_is_said_for_everybody(said: str, general: bool) -> None:
    assert is_statement(said) is general


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Open job 1234567 and save it.", "Open the job and save it."),
        ("Restart it on Monday at 10:30 am Eastern.", "Restart it."),
        ("Press Save on 12 March 2026.", "Press Save."),
        ("As in ticket #1042, press Save.", "Press Save."),
        ("Look at https://imc.example.com/x?job=12.", "Look at the page"),
        ("Ask Dr. Anna Nguyen or m.jones.", "Ask the user."),
        ("Riverside Clinic has its own queue.", "The customer has its own queue."),
        ("Mercy has its own queue.", "The customer has its own queue."),
        ("Write to anna@mercy.example for it.", ""),
        ("Type 4455667 there.", ""),
        ("Call 877-235-7239.", ""),
        ("Tell [patient name] to wait.", ""),
        ("See whenever I press the pedal of my.", ""),
    ],
)
def test_what_is_left_of_a_sentence(said: str, left: str) -> None:
    assert neutral(said, KNOWN) == left


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("Hello Kim! Open it.\nCheers,\nMax", ["Open it."]),
        ("Dear Kim,\n> open the old one\nOpen it. Thanks for waiting!", ["Open it."]),
        ("1. Open it. 2. Save it.", ["Open it.", "Save it."]),
        ("- Open it\n* Save it\nStep 3: Close it", ["Open it", "Save it", "Close it"]),
        ("Open it.\nOn Mon, 2 Mar 2026, Kim wrote:\nClose it.", ["Open it."]),
        ("Version 2. Open it.", ["Version 2.", "Open it."]),
    ],
)
def test_what_a_reply_says_without_its_frame(reply: str, found: list[str]) -> None:
    assert [piece.text for piece in pieces(reply)] == found


@pytest.mark.parametrize(
    ("step", "shown"),
    [
        ("Go to Devices > Align.", "Go to **Devices > Align**."),
        ("Open IMC -> All users and press Add.", "Open **IMC > All users** and press Add."),
        ("Press Save.", "Press Save."),
    ],
)
def test_ways_through_menus_are_bold(step: str, shown: str) -> None:
    assert in_bold(step) == shown


@pytest.mark.parametrize(
    ("questions", "title"),
    [
        (
            ["How do I reset my password?", "How can somebody reset a forgotten password?"],
            "Reset the password",
        ),
        (["Hi, can you tell me how to print the report? It is urgent."], "Print the report"),
        (
            ["How do I see the red lamp blinks whenever I press the pedal of my new recorder?"],
            "See the red lamp blinks",
        ),
        (["How do I unlock the login of Anna Nguyen?", "login locked"], "Login locked"),
        (["How does the editor handle drugs?"], "Editor handle drugs"),
        (["Is there a way to mute the pedal?"], "Mute the pedal"),
        (["Can users share a macro?"], "Share a macro"),
        (["?"], ""),
        ([], ""),
    ],
)
def test_the_heading(questions: list[str], title: str) -> None:
    assert heading(questions, KNOWN) == title


def test_other_names_are_usual_words_of_no_person() -> None:
    questions = [
        "How do I stop the editor from capitalising zolpidem for anguyen at Mercy in job 1234567?",
        "editor keeps capitalising drugs",
    ]
    found = extract(Material(questions, [], KNOWN, {"stop", "editor", "drugs"}.__contains__))
    assert found.title == "Stop the editor from capitalising"
    assert found.aliases == ("editor capitalising drugs",)


USUAL = (
    "open press the a job ticket lamp save queue of in and on Monday please > if it red, then. Then you 2."
)
THEIRS = "Anna Nguyen Jones anguyen m.jones Mercy Riverside Clinic 1234567 #1042"
WORDS = st.sampled_from((*USUAL.split(), *THEIRS.split(), "\n- ", "\n"))
TEXTS = st.lists(WORDS, max_size=30).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=3), st.lists(TEXTS, max_size=3))
def test_no_name_no_number_and_no_words_of_a_customer_survive(
    questions: list[str], replies: list[str]
) -> None:
    known = private(PEOPLE, questions)
    found = extract(Material(questions, [*replies, *questions], known, lambda _: True))
    for text in (found.title, *found.aliases, found.body):
        bare = text.lower()
        for name in (
            "anna nguyen",
            "mark jones",
            "anguyen",
            "m.jones",
            "riverside clinic",
            "1234567",
            "#1042",
        ):
            assert name not in bare
        assert "Mercy" not in text
        written = _words(text)
        theirs = {
            tuple(said[at : at + RUN]) for said in map(_words, questions) for at in range(len(said) - RUN + 1)
        }
        assert not theirs & {tuple(written[at : at + RUN]) for at in range(len(written) - RUN + 1)}


def _words(text: str) -> list[str]:
    """Another reading of words than the program's: letters and digits, all else parts them."""
    return "".join(sign if sign.isalnum() else " " for sign in text.lower()).split()
