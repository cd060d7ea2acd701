"""What an asker and the desk read in Slack."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import words
from bot.message import ActName
from bot.replies import one_click_each
from bot.reply import QUIET, KnownDetail, Offer, Reply, ReplyKind, Shown, Sorted
from bot.slack import show
from guard import own
from tests.bot.slack.reading import (
    HOSTILE,
    RIGHT_TO_LEFT,
    accepted,
    bold,
    buttons,
    labels,
    read,
    screened,
)
from tickets.values import (
    Actor,
    Audience,
    Conversation,
    Customer,
    Detail,
    DetailName,
    DetailState,
    Entry,
    EntryKind,
    FileRef,
    LinkRequest,
    Person,
    Stage,
)

AT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
CLINIC = Customer(1, "northside", "Northside Clinic", True)
ADA = Person(1, "Ada Brook", "ada@northside.example", customer=CLINIC, licensed=True)
SAM = Person(2, "Sam Ortiz", "sam@infraware.example")
PASSAGE = "Uploads stop when the line drops.\n1. Open the queue.\n2. Press Resume."
HIT = Shown(
    "resume-an-upload",
    screened("Resume an upload"),
    "knowledgebase",
    screened("When it hangs"),
    "when-it-hangs",
    screened(PASSAGE),
    ((0, 7), (22, 26)),
    0.91,
    sample=True,
)
SECOND = replace(HIT, slug="queue", title=screened("The upload queue"), kind="tutorial", sample=False)
SOLVED_IT = Offer(ActName.SOLVED_IT, words.SOLVED_IT, main=True)
ANSWER = Reply(
    ReplyKind.ANSWER,
    words.ANSWER,
    (HIT, SECOND),
    offers=(SOLVED_IT, Offer(ActName.NOT_QUITE, words.NOT_QUITE)),
    triage=Sorted("incident", 0.8),
    conversation=7,
)
DETAILS = {name: Detail(name) for name in DetailName} | {
    DetailName.JOB: Detail(DetailName.JOB, DetailState.GIVEN, screened("8834127")),
    DetailName.ERROR: Detail(DetailName.ERROR, DetailState.NOT_APPLICABLE),
}
TALK = Conversation(
    id=7,
    door="slack",
    asker_team="T1",
    asker_user="U1",
    person_id=1,
    customer_id=1,
    last_heard_at=AT,
    stage=Stage.FREE,
    question=screened("The upload of job 8834127 hangs"),
    category="incident",
    sure=0.8,
    details=DETAILS,
    shown=(),
    questions_back=0,
    human=False,
    reply_entry=None,
    revision=1,
    started_at=AT,
)
SAID = Entry(
    5,
    7,
    1042,
    AT,
    EntryKind.STAFF_WORDS,
    Actor.STAFF,
    SAM,
    Audience.CUSTOMER,
    {},
    screened("Please press Resume."),
)
PRESSED = replace(
    SAID,
    kind=EntryKind.PRESSED,
    actor=Actor.PERSON,
    person=ADA,
    words=None,
    facts={"act": {"name": "withdraw"}},
)


def test_an_answer_leads_with_its_source_and_its_passage() -> None:
    text = accepted(show.blocks_of(ANSWER))
    assert text.startswith("This should answer it:\nResume an upload\n")
    assert "Knowledgebase · When it hangs · sample article" in text


def test_lines_and_steps_of_the_passage_are_kept() -> None:
    blocks, _ = show.blocks_of(ANSWER)
    quoted = next(one for one in blocks[1]["elements"] if one["type"] == "rich_text_quote")
    assert "".join(piece["text"] for piece in quoted["elements"]) == PASSAGE


def test_the_words_that_matched_are_bold() -> None:
    blocks, _ = show.blocks_of(ANSWER)
    assert bold(blocks)[:3] == ["Resume an upload", "Uploads", "line"]


def test_marks_follow_their_words_past_blanks_and_out_of_the_cut() -> None:
    long = replace(
        HIT, passage=screened(f"  {PASSAGE} {'more words ' * 400}end"), marks=((2, 9), (24, 28), (4400, 4404))
    )
    blocks, _ = show.blocks_of(replace(ANSWER, hits=(long,)))
    assert bold(blocks)[1:] == ["Uploads", "line"]
    assert read(blocks[1]).endswith("…")


def test_further_articles_of_an_answer_are_named_without_their_passage() -> None:
    text = accepted(show.blocks_of(ANSWER))
    assert text.count("Press Resume") == 1
    assert "See also\nThe upload queue\n  Tutorial · When it hangs" in text


def test_the_closest_articles_are_all_shown_in_short() -> None:
    closest = replace(ANSWER, kind=ReplyKind.CLOSEST, text=words.CLOSEST, hits=(HIT, SECOND, SECOND, HIT))
    text = accepted(show.blocks_of(closest))
    assert text.count("Press Resume") == 3
    assert "See also" in text


def test_the_button_of_an_article_is_its_title_as_far_as_a_button_goes() -> None:
    long = replace(SECOND, slug="long", title=screened("The upload queue " * 6))
    offers = one_click_each((HIT, long, replace(SECOND, slug="second"), HIT))
    content = show.blocks_of(Reply(ReplyKind.CLOSEST, words.CLOSEST, (HIT, long, SECOND), offers=offers))
    accepted(content)
    [row] = [block for block in content[0] if block["type"] == "actions"]
    labels = [one["text"]["text"] for one in row["elements"]]
    assert (labels[0], labels[2], len(labels)) == (HIT.title, SECOND.title, 3)
    assert labels[1].startswith("The upload queue The upload queue")
    assert labels[1].endswith("…")
    assert len(labels[1]) <= 75


def test_a_ticket_says_that_what_follows_is_what_was_found() -> None:
    reply = Reply(ReplyKind.TICKET, screened("Ticket #1042 is open."), (HIT,), ticket=1042)
    text = accepted(show.blocks_of(reply))
    assert text.startswith("Ticket #1042\nTicket #1042 is open.\nWhat the search found\n")


def test_details_stand_beside_their_names() -> None:
    known = KnownDetail(DetailName.JOB, words.DETAIL_LABELS[DetailName.JOB], screened("8834127"))
    reply = Reply(ReplyKind.QUESTION, own("Which user?"), details=(known,))
    assert "*I have noted*\n*Job number*\n8834127" in accepted(show.blocks_of(reply))


@pytest.mark.parametrize("settled", [True, False])
def test_how_it_was_taken_is_said_when_it_is_sure_enough(*, settled: bool) -> None:
    text = accepted(show.blocks_of(replace(ANSWER, triage=Sorted("incident", 0.6, settled=settled))))
    assert ("Taken as: something is broken" in text) is settled


def test_offers_are_buttons_about_their_conversation() -> None:
    blocks, _ = show.blocks_of(ANSWER)
    first, second = buttons(blocks)
    assert (first["action_id"], first["value"], first.get("style")) == ("act:solved_it", "7|", "primary")
    assert (second["action_id"], second["text"]["text"], second.get("style")) == (
        "act:not_quite",
        "Not quite",
        None,
    )


def test_the_same_act_twice_has_two_names_and_the_same_offer_twice_one_button() -> None:
    hands = tuple(Offer(ActName.HAND, words.hand_to(ADA), value) for value in ("1", "2", "2", "3"))
    blocks, _ = show.blocks_of(replace(ANSWER, offers=hands))
    assert [one["action_id"] for one in buttons(blocks)] == ["act:hand", "act:hand:2", "act:hand:3"]
    assert [one["value"] for one in buttons(blocks)] == ["7|1", "7|2", "7|3"]


def test_without_forms_a_detail_is_asked_without_the_button_of_the_form() -> None:
    offers = (Offer(ActName.OPEN, words.GIVE_DETAILS), Offer(ActName.SKIP, words.SKIP))
    asked = Reply(ReplyKind.QUESTION, own("Which user?"), asks=DetailName.USER, offers=offers)
    assert labels(show.blocks_of(asked)[0]) == ["Give the details", "Does not apply"]
    assert labels(show.blocks_of(asked, forms=False)[0]) == ["Does not apply"]


def test_a_quiet_reply_shows_nothing() -> None:
    assert show.blocks_of(QUIET) == ([], "")


def test_a_reply_of_buttons_alone_still_has_a_notification() -> None:
    assert show.blocks_of(Reply(ReplyKind.REASON, offers=(SOLVED_IT,)))[1] == "That solved it"


def test_the_notification_names_the_article() -> None:
    assert show.blocks_of(ANSWER)[1] == "This should answer it:\nResume an upload"


@pytest.mark.parametrize("words_of_people", ["x" * 100_000, "word " * 20_000, "😀" * 50_000, HOSTILE * 700])
def test_texts_of_any_length_fit_and_the_buttons_stay(words_of_people: str) -> None:
    text = screened(words_of_people)
    hit = replace(HIT, title=text, section=text, passage=text, marks=((0, 100_000),))
    known = tuple(KnownDetail(name, words.DETAIL_LABELS[name], text) for name in DetailName)
    reply = replace(ANSWER, text=text, hits=(hit,) * 30, details=known, after=text)
    accepted(show.blocks_of(reply))
    assert labels(show.blocks_of(reply)[0]) == ["That solved it", "Not quite"]


@given(st.text(max_size=200))
def test_any_words_make_a_message_that_slack_takes(said: str) -> None:
    text = screened(said)
    hit = replace(HIT, title=text, section=text, passage=text, marks=((0, 3), (2, 90)))
    known = (KnownDetail(DetailName.STEPS, words.DETAIL_LABELS[DetailName.STEPS], text),)
    accepted(show.blocks_of(Reply(ReplyKind.CLOSEST, text, (hit,), text, known, conversation=1)))
    accepted(show.customer_words(replace(SAID, words=text), said))
    accepted(show.handover(replace(SAID, words=text), said, DETAILS))


def test_staff_are_named_to_the_asker() -> None:
    content = show.staff_words(SAID, "InfraWare")
    assert accepted(content) == "Sam Ortiz (InfraWare support):\nPlease press Resume."
    assert bold(content[0]) == ["Sam Ortiz (InfraWare support):"]


def test_a_customers_person_is_named_to_the_desk() -> None:
    said = replace(SAID, actor=Actor.PERSON, person=ADA)
    assert accepted(show.customer_words(said, "Northside Clinic")).startswith(
        "Ada Brook (Northside Clinic):\n"
    )


def test_words_of_somebody_unknown_have_a_name_all_the_same() -> None:
    unknown = replace(SAID, person=None)
    assert accepted(show.staff_words(unknown, "InfraWare")).startswith("InfraWare support:")
    assert accepted(show.customer_words(unknown, "Northside Clinic")).startswith("Northside Clinic:")


def test_what_was_pressed_is_told_in_words() -> None:
    text = accepted(show.customer_words(PRESSED, "Northside Clinic"))
    assert text == "Ada Brook (Northside Clinic):\nhas withdrawn the ticket."


def test_erased_words_are_said_to_be_missing() -> None:
    assert "(no words)" in accepted(show.staff_words(replace(SAID, words=None), "InfraWare"))


def test_markup_and_line_breaks_of_people_are_relayed_as_written() -> None:
    said = "run *.exe in C:\\temp_dir\n\n  1. then `retry`"
    assert accepted(show.staff_words(replace(SAID, words=screened(said)), "InfraWare")).endswith(said)


def test_long_words_are_cut_and_said_to_be() -> None:
    text = accepted(show.staff_words(replace(SAID, words=screened("word " * 20_000)), "InfraWare"))
    assert text.endswith("…\n(Shortened here; all of it is kept with us.)")
    assert len(text) > 9_000


def test_words_from_right_to_left_are_shown() -> None:
    text = accepted(show.staff_words(replace(SAID, words=screened(RIGHT_TO_LEFT)), "InfraWare"))
    assert "שלום, ההקלטה לא עולה" in text


def test_a_draft_is_handed_over_with_one_button() -> None:
    content = show.handover(replace(SAID, words=TALK.question), "Lee Young", DETAILS)
    text = accepted(content)
    assert text.startswith("Lee Young of your company needs help")
    assert (
        "*Job number*\n8834127\n*Error message*\ndoes not apply\n*Steps that led to it*\nnot given yet"
        in text
    )
    opener = buttons(content[0])[0]
    assert (opener["action_id"], opener["value"], opener["style"]) == ("act:open", "7|5", "primary")


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_link_request_that_is_decided_asks_for_nothing_more(confirmed: bool) -> None:
    asked = LinkRequest("slack", "T1", "U1", "ada@northside.example", 1, confirmed)
    shown = accepted(show.link_request(TALK, (asked,), (), None), named=("U1",))
    assert "wants to open tickets" in shown
    assert "confirm it" not in shown
    assert "directory link" not in shown


def test_a_link_request_says_the_command_that_confirms_it() -> None:
    content = show.link_request(TALK, (LinkRequest("slack", "T1", "U1", "ada@northside.example"),))
    assert "infracare directory link T1/U1 ada@northside.example" in accepted(content, named=("U1",))


def test_a_file_that_stays_behind_is_named_with_the_reason() -> None:
    file = FileRef("F1", screened("screen*shot*.png"), "image/png", 2_400_000)
    text = accepted(show.file_note(file, own("It is too large.")))
    assert text == "screen*shot*.png (2 MB)\n\nIt is too large."


def test_an_opened_ticket_is_headed_by_its_number_and_keeps_its_promise_word_for_word() -> None:
    text = words.opened(1042, "2 hours", "14:35 Eastern")
    reply = Reply(ReplyKind.TICKET, text, ticket=1042, conversation=7)
    assert accepted(show.blocks_of(reply)) == f"Ticket #1042\n{text}"
