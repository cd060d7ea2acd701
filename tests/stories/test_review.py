"""Stories of what a second reader found: pressed twice, said in haste, overheard, edited, undelivered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from bot.do import apologise
from bot.message import Act, ActName, Author, Message
from bot.reply import Reply, ReplyKind
from bot.road import Road
from guard import own
from knowledge.shelf import ArticleRow
from records.work import WorkRow
from tests.stories.stage import Speaker, Stage
from tickets import reads
from tickets.values import Audience, DetailName, EntryKind, FileRef, Place

ADA = "ada@northside.example"
BEN = "ben@northside.example"
DAN = "dan@northside.example"
CLEO = "cleo@lakeview.example"
HAL = "hal@harbor.example"
SAM = "sam@infraware.example"
KIM = "kim@infraware.example"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


@dataclass
class Thread:
    """A thread in Slack as the road sees it, with a channel for support."""

    stage: Stage
    place: Place

    def says(self, mail: str, words: str, **more: Any) -> Reply:
        return self._send(mail, text=self.stage.screened(words), **more)

    def presses(self, mail: str, name: ActName, conversation: int | None, value: str = "") -> Reply:
        return self._send(mail, act=Act(name, conversation, value))

    def told(self, **wanted: str) -> list[Mapping[str, Any]]:
        """What is to be told in Slack, as far as it is what is wanted."""
        with self.stage.here.reading() as session:
            rows = session.scalars(select(WorkRow).where(WorkRow.queue == "deliveries.slack"))
            found = [row.payload for row in rows]
        return [one for one in found if wanted.items() <= one.items()]

    def _send(self, mail: str, **more: Any) -> Reply:
        more.setdefault("id", f"slack:T0001:C:{next(self.stage.ids)}.000001")
        author = Author("T0001", mail, mail)
        return self._road().respond(Message(at=self.stage.now, place=self.place, author=author, **more))

    def _road(self) -> Road:
        road = self.stage.here.road
        return replace(road, rules=replace(road.rules, desk_channel="C0DESK", desk_team="T0001"))


def customers_channel(stage: Stage) -> Thread:
    """A thread in the channel that belongs to Northside, as the sample directory says."""
    return Thread(stage, Place("slack", "T0001", "C0NORTH", "1.000001", direct=False))


def lobby(stage: Stage) -> Thread:
    """A thread in a channel that belongs to no customer."""
    return Thread(stage, Place("slack", "T0001", "C0LOBBY", "1.000001", direct=False))


def held_at(stage: Stage, reply: Reply) -> Place:
    """Where the conversation of a reply is held from now on."""
    with stage.here.reading() as session:
        place = reads.place_of(session, reply.conversation or 0, reads.ASKER)
    assert place is not None
    return place


def secret_article(stage: Stage) -> None:
    """How to reset a password is from now on for staff alone."""
    with stage.here.writing() as session:
        row = session.scalars(select(ArticleRow).where(ArticleRow.slug == "reset-a-password")).one()
        row.audience, row.digest = "staff", "changed"
    stage.here.search.refresh()


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
    stage.never_sure_of_the_kind()
    unsure = ada.says("signing in with the second factor at the north site")
    assert ActName.BROKEN in {offer.act for offer in unsure.offers}
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


def test_what_staff_say_before_there_is_a_ticket_does_not_hold_up_its_card(stage: Stage) -> None:
    thread = lobby(stage)
    thread.says(ADA, "How do I reset a user's password?")
    thread.says(SAM, "I will look into this myself", addressed=False)
    assert [one["show"] for one in thread.told(recipient="desk")] == []
    assert [one["show"] for one in thread.told(recipient="card")] == []


def test_a_file_with_an_internal_note_stays_at_the_desk(stage: Stage) -> None:
    number = stage.person(ADA).says(INCIDENT).ticket or 0
    at_desk = Thread(stage, stage.desk(number).place)
    for mail, words in ((SAM, "note: look at this"), (KIM, "my role may not answer")):
        file = FileRef("F1", own("internal.png"), "image/png", 10)
        at_desk.says(mail, words, addressed=False, files=(file,))
    with stage.here.reading() as session:
        rows = session.scalars(select(WorkRow).where(WorkRow.queue.startswith("deliveries")))
        told = [row.payload for row in rows]
    assert [one for one in told if one["show"] == "file"] == []
    kept = [entry for entry in stage.history(number) if entry.kind is EntryKind.FILE]
    assert [entry.audience for entry in kept] == [Audience.STAFF, Audience.STAFF]


def test_answers_that_come_quickly_are_answers_and_no_amendments(stage: Stage) -> None:
    ada = stage.person(ADA)
    asked = ada.says("The merge of my dictation aborts since this morning, it worked before")
    for detail, words in (
        (DetailName.USER, "does not apply"),
        (DetailName.JOB, "7001234"),
        (DetailName.ERROR, "Segment checksum mismatch"),
        (DetailName.STEPS, "I opened it and chose Merge"),
    ):
        assert asked.asks is detail
        stage.later(seconds=4)
        asked = ada.says(words, hurried=True)
    assert asked.kind is ReplyKind.TICKET
    given = {name: detail.value for name, detail in stage.ticket(1001).details.items()}
    assert given[DetailName.ERROR] == "Segment checksum mismatch"


def test_a_quick_yes_is_an_agreement(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says("please add user jsmith to the radiology group for us")
    stage.later(seconds=4)
    assert ada.says("yes, go ahead", hurried=True).kind is ReplyKind.TICKET


def test_articles_for_staff_are_not_shown_where_a_customer_reads_along(stage: Stage) -> None:
    secret_article(stage)
    in_channel = customers_channel(stage).says(SAM, "How do I reset a user's password?")
    assert "reset-a-password" not in [hit.slug for hit in in_channel.hits]
    alone = stage.person(SAM).says("How do I reset a user's password?")
    assert "reset-a-password" in [hit.slug for hit in alone.hits]


def test_a_customer_is_not_answered_with_an_article_for_staff(stage: Stage) -> None:
    secret_article(stage)
    number = stage.person(ADA).says(INCIDENT).ticket or 0
    heard = stage.desk(number).presses(SAM, ActName.ARTICLE, article="reset-a-password")
    assert heard.text == "That article was not found; choose another one."
    offered = stage.here.nearest_articles(stage.screened("How do I reset a user's password?"))
    assert "reset-a-password" not in [slug for slug, _title in offered]


def test_a_customer_who_asks_in_the_channel_of_another_is_answered_there_and_served_in_private(
    stage: Stage,
) -> None:
    heard = customers_channel(stage).says(CLEO, INCIDENT)
    assert (heard.kind, heard.details) == (ReplyKind.QUESTION, ())
    assert stage.tickets() == ()


def test_who_may_not_open_tickets_is_told_why_in_private(stage: Stage) -> None:
    for mail in (DAN, HAL):
        heard = Thread(stage, Place("slack", "T0001", "C0LOBBY", f"{mail}.1", direct=False)).says(
            mail, INCIDENT
        )
        assert heard.kind in (ReplyKind.HANDOVER, ReplyKind.REASON)
        assert (held_at(stage, heard).direct, held_at(stage, heard).channel) == (True, mail)
    there = customers_channel(stage).says(DAN, INCIDENT)
    assert held_at(stage, there).channel == "C0NORTH"


def test_a_draft_of_the_lobby_that_an_administrator_opens_is_told_to_its_asker_in_private(
    stage: Stage,
) -> None:
    asked = lobby(stage).says(DAN, INCIDENT)
    elsewhere = Thread(stage, Place("slack", "T0001", "D0ADA", "2.000001", direct=True))
    opened = elsewhere.presses(ADA, ActName.OPEN, asked.conversation)
    assert opened.kind is ReplyKind.TICKET
    assert held_at(stage, opened).channel == DAN


def test_when_words_of_staff_cannot_be_handled_the_customer_hears_nothing_of_them(stage: Stage) -> None:
    number = stage.person(ADA).says(INCIDENT).ticket or 0
    desk = stage.desk(number)
    author = Author("T0001", SAM, SAM)
    said = Message("a fault", stage.now, desk.place, author, stage.screened("note: our secret"))
    rules = replace(stage.here.rules, desk_channel="C0DESK", desk_team="T0001")
    with stage.here.writing() as session:
        apologise(session, said, rules)
        fault, sorry = reads.history(session, conversation_id=desk.conversation)[-2:]
    assert (fault.audience, sorry.audience) == (Audience.STAFF, Audience.STAFF)
    told = Thread(stage, desk.place).told()
    assert [one["recipient"] for one in told if one["entry"] == sorry.id] == ["desk"]


def test_the_receipt_repeats_the_promise_although_staff_were_faster_than_the_post(stage: Stage) -> None:
    number = stage.person(ADA).says(INCIDENT).ticket or 0
    stage.desk(number).says(SAM, "We look into it")
    for letters in (stage.letters(ADA), stage.letters(stage.here.rules.desk_mail)):
        assert [letter for letter in letters if "by 14:35 Eastern" in letter.body]


def test_only_the_first_follow_up_of_staff_is_sent_by_mail_too(stage: Stage) -> None:
    ada = stage.person(ADA)
    number = ada.says(INCIDENT).ticket or 0
    ada.presses(ActName.WITHDRAW)
    ada.says("It is back, please look at it")
    desk = stage.desk(number)
    desk.says(SAM, "We look into it")
    desk.says(SAM, "And a second sentence")
    bodies = "".join(letter.body for letter in stage.letters(ADA))
    assert "We look into it" in bodies
    assert "a second sentence" not in bodies


def test_what_others_ask_in_the_thread_is_not_overwritten_by_an_amendment(stage: Stage) -> None:
    thread = customers_channel(stage)
    thread.says(ADA, "How do I reset")
    stage.later(seconds=3)
    thread.says(BEN, "How do I print a job?")
    stage.later(seconds=3)
    thread.says(ADA, "a user's password in the IMC?")
    first, _bens, amended = thread.told(show="reply")
    assert amended["replaces"] == first["entry"]


def test_the_desk_hears_that_the_customer_has_solved_it(stage: Stage) -> None:
    thread = Thread(stage, Place("slack", "T0001", "D0ADA", "1.000001", direct=True))
    opened = thread.says(ADA, INCIDENT)
    thread.presses(ADA, ActName.SOLVED_IT, opened.conversation)
    assert len(thread.told(recipient="desk", show="words")) == 1


def test_an_administrator_who_opens_a_draft_is_told_its_number_there(stage: Stage) -> None:
    asked = Thread(stage, Place("slack", "T0001", "D0DAN", "1.000001", direct=True)).says(DAN, INCIDENT)
    elsewhere = Thread(stage, Place("slack", "T0001", "D0ADA", "2.000001", direct=True))
    elsewhere.presses(ADA, ActName.OPEN, asked.conversation)
    [told] = elsewhere.told(recipient="author")
    assert (told["user"], told["place"]["channel"]) == (ADA, "D0ADA")


def test_staff_are_not_offered_a_person(stage: Stage) -> None:
    number = stage.person(ADA).says(INCIDENT).ticket or 0
    assert stage.desk(number).presses(SAM, ActName.CLAIM).offers == ()


def test_an_address_nobody_is_registered_with_is_refused_with_a_reason(stage: Stage) -> None:
    stranger = stage.person("somebody")
    stranger.says(INCIDENT)
    unknown = stranger.says("gil@elsewhere.example")
    assert "do not find a registered mail address" in unknown.text
    assert "patient" not in unknown.after, "it is the address that was asked for"


def test_an_amendment_can_be_edited_and_deleted_like_the_question(stage: Stage) -> None:
    def root(number: int) -> Thread:
        return Thread(stage, Place("slack", "T0001", "D0ADA", f"{number}.000001", direct=True))

    first = root(1).says(ADA, "How do I reset", id="one")
    stage.later(seconds=3)
    root(2).says(ADA, "a parrot's cage in the IMC?", id="two")
    stage.later(seconds=3)
    edited = root(2).says(ADA, "a user's password in the IMC?", id="two edited", amends="two")
    assert edited.conversation == first.conversation
    assert edited.hits[0].slug == "reset-a-password"
    root(1).says(ADA, "", id="one deleted", erases="one")
    with stage.here.reading() as session:
        talk = reads.conversation(session, first.conversation or 0)
    assert talk is not None
    assert "How do I reset" not in talk.question


def test_a_mention_that_an_edit_adds_is_a_question(stage: Stage) -> None:
    thread = customers_channel(stage)
    words = "How do I reset a user's password?"
    assert thread.says(ADA, words, amends="never heard").kind is ReplyKind.ANSWER


def test_words_for_others_begin_no_conversation(stage: Stage) -> None:
    heard = customers_channel(stage).says(ADA, "How do I reset a user's password?", addressed=False)
    assert (heard.kind, heard.conversation) == (ReplyKind.QUIET, None)


def test_a_short_message_that_is_deleted_takes_nothing_else_with_it(stage: Stage) -> None:
    thread = Thread(stage, Place("slack", "T0001", "D0ADA", "1.000001", direct=True))
    number = thread.says(ADA, INCIDENT).ticket or 0
    stage.desk(number).says(SAM, "Have you tried it again?")
    before = [entry.words for entry in stage.history(number)]
    thread.says(ADA, "a", id="short")
    thread.says(ADA, "", id="deleted", erases="short")
    assert [entry.words for entry in stage.history(number)][: len(before)] == before
    assert stage.ticket(number).subject == INCIDENT
    assert "a" not in [entry.words for entry in stage.history(number)]
