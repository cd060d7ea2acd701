"""How the steps of a conversation and of the desk are carried out."""

from __future__ import annotations

from dataclasses import replace

from bot import words
from bot.after.steps import note_status, relate
from bot.before.steps import note_figure
from bot.decision import (
    AddToTicket,
    AnswerCustomer,
    AskLink,
    ClaimTicket,
    Correct,
    EraseWords,
    LapseGaps,
    OpenTicket,
    RecordGap,
    ReportFault,
    SetStatus,
    ShowNote,
)
from bot.doing import Doing, Steps
from bot.look import asker_code
from bot.outside import DETAILS, STATUS
from classifier import corrections
from classifier.category import Category
from classifier.corrections import Said
from guard import Screened, own, shorten, struck
from knowledge import gaps, verdicts
from tickets import reads, timekeeping, writes
from tickets.timekeeping import Cause
from tickets.values import Detail, DetailName, EntryKind, Status
from tickets.writes import Asker


def open_ticket(doing: Doing, step: OpenTicket) -> None:
    talk = doing.seen.conversation
    opening = writes.Opening(
        doing.conversation,
        step.opener,
        doing.message.id,
        talk.started_at if talk else doing.message.at,
        step.category,
        step.sure,
        step.subject or words.TALK_TO_A_PERSON,
        step.details,
        step.shown,
        model=doing.decision.update.model or (talk.model if talk else None),
    )
    number, entry = writes.open_ticket(
        doing.session, opening, doing.message.at, doing.rules.promise, doing.rules.first_number
    )
    doing.opened = doing.number = number
    doing.move_to_direct()
    if doing.seen.earlier is not None:
        relate(doing, number, doing.seen.earlier.number)
    if step.category == Category.EDUCATION and doing.seen.misuse >= doing.rules.misuse.tickets:
        note_figure(doing, doing.seen.misuse, number)
    doing.tell.opened(entry, number, anew=doing.seen.earlier is not None)
    _pass_earlier_files(doing, number)


def report_fault(doing: Doing, _step: ReportFault) -> None:
    if doing.entry is not None:
        doing.tell.fault(doing.entry)


def add_to_ticket(doing: Doing, step: AddToTicket) -> None:
    if doing.number is None or doing.entry is None:
        return
    if not step.acknowledges:
        cause = Cause(own("the customer wrote"), doing.entry)
        timekeeping.start(doing.session, doing.number, doing.message.at, doing.rules.promise, cause)
    doing.tell.desk(doing.entry, "words")
    doing.refresh_card()


def answer_customer(doing: Doing, step: AnswerCustomer) -> None:
    if doing.entry is None:
        return
    if doing.number is not None and step.human:
        at, rules, how = doing.message.at, doing.rules.promise, doing.how_answered()
        timekeeping.respond(doing.session, doing.number, at, rules, doing.entry, how)
    if not step.said_there:
        doing.tell.asker(doing.entry, "staff_words")
    elif not doing.seen.at_desk:
        doing.tell.correspondents(doing.entry, "staff_words")
    if doing.number is not None:
        _note_at_desk(doing, step, doing.entry, doing.number)


def show_note(doing: Doing, _step: ShowNote) -> None:
    if doing.entry is not None:
        doing.tell.desk(doing.entry, "words")


def claim(doing: Doing, _step: ClaimTicket) -> None:
    if doing.number is not None and doing.seen.person is not None:
        writes.claim(doing.session, doing.number, doing.seen.person)
        doing.refresh_card()


def set_status(doing: Doing, step: SetStatus) -> None:
    if doing.number is None:
        return
    writes.set_status(doing.session, doing.number, step.status, doing.message.at, doing.entry)
    note_status(doing, doing.number, step.status)
    if doing.entry is not None:
        doing.tell.outside(doing.entry, STATUS)
    if step.status is not Status.OPEN and not doing.seen.at_desk and doing.entry is not None:
        doing.tell.desk(doing.entry, "words")
    doing.refresh_card()


def correct(doing: Doing, step: Correct) -> None:
    talk = doing.seen.conversation
    if doing.number is not None and not step.tacit:
        writes.set_category(doing.session, doing.number, step.label)
        if doing.entry is not None:
            doing.tell.outside(doing.entry, DETAILS)
    text = _corrected_text(doing)
    if talk is None or not text:
        return
    said = Said(
        doing.message.at,
        text,
        Category(step.label),
        "staff" if step.by_staff else "person",
        doing.message.id,
        tacit=step.tacit,
        conversation_id=talk.id,
        customer_id=talk.customer_id,
        asker=asker_code(talk.door, talk.asker_team, talk.asker_user),
        was=talk.category,
        model=talk.model,
    )
    corrections.remember(doing.session, said)


def _corrected_text(doing: Doing) -> Screened:
    """What was sorted: the conversation's question, unless the ticket is about another."""
    talk, ticket = doing.seen.conversation, doing.seen.ticket
    question = talk.question if talk else own("")
    if ticket is None or ticket.subject == shorten(question, writes.LONGEST_SUBJECT):
        return question
    return ticket.subject


def record_gap(doing: Doing, step: RecordGap) -> None:
    talk, question = doing.seen.conversation, doing.seen.question
    text = question.text if question else (talk.question if talk else doing.message.text)
    if talk is not None and gaps.is_open(doing.session, talk.id, text, step.reason):
        return
    hits = question.findings.hits if question else (talk.shown if talk else ())
    asker, door, customer_id = _asker(doing, step)
    gaps.record(
        doing.session,
        at=doing.message.at,
        message_id=doing.message.id,
        conversation_id=doing.conversation,
        asker_ref=asker,
        customer_id=customer_id,
        door=door,
        question=text,
        shown=tuple(gaps.Shown(hit.slug, hit.sure) for hit in hits),
        reason=step.reason,
    )


def lapse_gaps(doing: Doing, _step: LapseGaps) -> None:
    gaps.lapse_of(doing.session, doing.conversation)


def _asker(doing: Doing, step: RecordGap) -> tuple[str, str, int | None]:
    """Whose question it is (not who pressed for them), whose door, and of which customer."""
    talk, message, customer = doing.seen.conversation, doing.message, doing.seen.customer
    if talk is not None and step.reason is gaps.Reason.EDUCATION:
        return f"{talk.asker_team}/{talk.asker_user}", talk.door, talk.customer_id
    known = None if customer is None else customer.id
    return f"{message.author.team}/{message.author.user}", message.place.door, known


def ask_link(doing: Doing, step: AskLink) -> None:
    author, door = doing.message.author, doing.message.place.door
    asker = Asker(door, author.team, author.user, None, None)
    writes.ask_link(doing.session, asker, step.person.mail, doing.conversation, doing.message.at)
    if doing.entry is not None:
        doing.tell.link_request(doing.entry)


def erase(doing: Doing, step: EraseWords) -> None:
    talk = doing.seen.conversation
    said = [one.words for one in reads.versions(doing.session, step.message) if one.words]
    if talk is None or not said:
        return
    left = talk.question
    for gone in said:
        left = struck(left, gone, own(""))
        writes.erase(doing.session, talk.id, gone)
        gaps.erase(doing.session, talk.id, gone)
        verdicts.erase(doing.session, talk.id, gone)
        corrections.forget(doing.session, gone, talk.id)
    nothing = {name: Detail(name) for name in DetailName}
    update = replace(doing.decision.update, question=left, details=nothing)
    doing.decision = replace(doing.decision, update=update)


def _pass_earlier_files(doing: Doing, number: int) -> None:
    for entry in reads.history(doing.session, conversation_id=doing.conversation):
        if entry.kind is EntryKind.FILE:
            doing.tell.file(entry.id, number, from_desk=False)


def _note_at_desk(doing: Doing, step: AnswerCustomer, entry: int, number: int) -> None:
    """The desk's thread shows the answer too. Without a ticket there is none: nothing would be told."""
    if step.human and not _is_told_otherwise(doing, step):
        doing.tell.answered_by_mail(entry, number)
    if step.echo_to_desk:
        doing.tell.desk(entry, "words")
    elif doing.seen.at_desk and doing.message.act is None:
        doing.tell.tick(entry, doing.message)
    doing.refresh_card()


def _is_told_otherwise(doing: Doing, step: AnswerCustomer) -> bool:
    """Whether the opener has the same in another letter: a list of tasks goes where the talk is held."""
    ticket = doing.seen.ticket
    listed = step.said_there and doing.seen.at_desk
    return listed and ticket is not None and doing.tell.is_reached_by_mail(ticket.opener)


STEPS: Steps = {
    OpenTicket: open_ticket,
    ReportFault: report_fault,
    AddToTicket: add_to_ticket,
    AnswerCustomer: answer_customer,
    ShowNote: show_note,
    ClaimTicket: claim,
    SetStatus: set_status,
    Correct: correct,
    RecordGap: record_gap,
    LapseGaps: lapse_gaps,
    AskLink: ask_link,
    EraseWords: erase,
}
