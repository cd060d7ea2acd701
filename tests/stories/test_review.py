"""Stories of what a second reader found: pressed twice, said in haste, overheard, edited, undelivered."""

from __future__ import annotations

from bot.message import ActName
from bot.reply import Reply, ReplyKind
from tests.stories.stage import Speaker, Stage
from tickets.values import DetailName

ADA = "ada@northside.example"
DAN = "dan@northside.example"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


def press_on(reply: Reply, speaker: Speaker, name: ActName, value: str = "") -> Reply:
    """A press on a button of an earlier reply."""
    speaker.last = reply
    return speaker.presses(name, value)


def test_a_double_click_opens_one_ticket(stage: Stage) -> None:
    ada = stage.person(ADA)
    asked = ada.says("please add user jsmith to the radiology group for us")
    ada.presses(ActName.AGREE)
    assert "A person has ticket #1001" in press_on(asked, ada, ActName.AGREE).text
    assert len(stage.tickets()) == 1


def test_the_buttons_of_older_replies_do_not_take_a_conversation_away_from_its_ticket(stage: Stage) -> None:
    ada = stage.person(ADA)
    unsure = ada.says("signing in with the second factor at the north site")
    ada.presses(ActName.PERSON)
    for _ in DetailName:
        heard = ada.presses(ActName.SKIP)
    assert heard.kind is ReplyKind.TICKET
    press_on(unsure, ada, ActName.BROKEN)
    assert "Added to ticket #1001" in ada.says("It also fails at the south site").text
    assert len(stage.tickets()) == 1


def test_a_draft_handed_over_twice_stays_with_its_ticket(stage: Stage) -> None:
    dan, ada = stage.person(DAN), stage.person(ADA)
    draft = dan.says(INCIDENT)
    to_ada = dan.value_of("Hand it to Ada Brook")
    handed = dan.presses(ActName.HAND, to_ada)
    press_on(handed, ada, ActName.OPEN)
    press_on(draft, dan, ActName.HAND, to_ada)
    assert "Added to ticket #1001" in dan.says("It also fails in job 7001235").text
