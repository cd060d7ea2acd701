"""Letters that pass on what a person gave: words of staff, a file, a colleague's draft."""

from __future__ import annotations

from bot import words as said
from bot.words.quotes import CHARGED
from classifier.category import Category
from guard import Screened, own
from mail import words
from mail.blocks import Paragraphs, Small, Words
from mail.compose import replies
from mail.compose.case import Case, Content, NothingToSendError
from mail.compose.receipts import known
from records.facts import from_facts
from tickets import directory, reads
from tickets.values import FileRef


def staff_words(case: Case) -> Content:
    """Words of staff to the customer, marked as whose they are."""
    if case.entry.person is None or not case.entry.words:
        raise NothingToSendError("there are no words of staff in this entry")
    by = words.staff_said(case.entry.person.name, case.rules.vendor)
    return Content((Words(by, case.entry.words), Small((words.REACHES_STAFF,))), human=True)


def file(case: Case) -> Content:
    """A file of staff for the customer."""
    return Content(
        (Paragraphs(words.FILE_FROM_STAFF), Paragraphs(_file_named(case)), Small((words.REACHES_STAFF,)))
    )


def file_note(case: Case) -> Content:
    """Staff hear of a file."""
    case.needed_ticket()
    return Content((Paragraphs(words.FILE_NOTE), Paragraphs(_file_named(case))))


def handover(case: Case) -> Content:
    """A colleague's draft for an administrator, who can open the ticket by answering."""
    talk, entry = case.conversation(), case.entry
    asker = None if talk.person_id is None else directory.person_by_id(case.session, talk.person_id)
    name, charged = "" if asker is None else asker.name, entry.facts.get("category") == Category.SERVICE
    details = reads.details_from(dict(entry.facts["details"]))  # type: ignore[call-overload]
    blocks = (
        Paragraphs(said.handed_draft(name), main=True),
        Paragraphs(CHARGED if charged else own("")),
        Words(_wrote(name, case), entry.words or own("")),
        *known(details, str(entry.facts.get("category", ""))),
        *replies.choices(case),
        Small((words.HANDOVER_HOW, words.GO_ON)),
    )
    return Content(blocks, words.HANDOVER_SUBJECT)


def _wrote(name: str, case: Case) -> Screened:
    """Who it is of, and of which company."""
    talk = case.conversation()
    person = None if talk.person_id is None else directory.person_by_id(case.session, talk.person_id)
    company = "" if person is None or person.customer is None else person.customer.name
    return words.customer_said(name, company) if name and company else said.THEIR_WORDS


def _file_named(case: Case) -> Screened:
    given = from_facts(FileRef, case.entry.facts["file"])
    return said.file_named(given.name, given.size)
