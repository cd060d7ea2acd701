"""Letters that pass on what a person gave: words of staff, a file, a colleague's draft."""

from __future__ import annotations

from collections.abc import Sequence

from bot import words as said
from bot.words.quotes import CHARGED
from classifier.category import Category
from guard import Screened, own
from mail import words
from mail.blocks import Items, Paragraphs, Small, Words
from mail.compose import replies
from mail.compose.case import Case, Content, NothingToSendError
from mail.compose.files import are_in_slack, files_of
from mail.compose.receipts import known
from mail.compose.wording import reworded
from tickets import directory, reads
from tickets.values import FileRef


def staff_words(case: Case) -> Content:
    """Words of staff to the customer, marked as whose they are."""
    if case.entry.person is None or not case.entry.words:
        raise NothingToSendError("there are no words of staff in this entry")
    by = words.staff_said(case.entry.person.name, case.rules.vendor)
    said, files = Words(by, case.entry.words), files_of(case)
    if files and are_in_slack(case):
        return Content((said, Paragraphs(words.IN_SLACK), Small((words.REACHES_STAFF,))), human=True)
    return Content((said, Small((words.REACHES_STAFF,))), human=True, files=files)


def file(case: Case) -> Content:
    """Files of staff for the customer."""
    files = files_of(case)
    return Content(
        (Paragraphs(words.FILES_FROM_STAFF), _named(files), Small((words.REACHES_STAFF,))), files=files
    )


def file_note(case: Case) -> Content:
    """Staff hear of files, and have them here where there is no thread in Slack."""
    case.needed_ticket()
    files, in_slack = files_of(case), bool(case.rules.desk_channel)
    lead = words.FILES_IN_SLACK if in_slack else words.FILES_HERE
    return Content((Paragraphs(lead), _named(files)), files=() if in_slack else files)


def left_out(case: Case) -> Content:
    """Who wrote a letter hears which of its files did not get through."""
    why = tuple(one.left_out for one in files_of(case) if one.left_out)
    return Content((Items(why), Paragraphs(said.ANOTHER_WAY), Small((words.GO_ON,))))


def handover(case: Case) -> Content:
    """A colleague's draft for an administrator, who can open the ticket by answering."""
    talk, entry = case.conversation(), case.entry
    asker = None if talk.person_id is None else directory.person_by_id(case.session, talk.person_id)
    name, charged = "" if asker is None else asker.name, entry.facts.get("category") == Category.SERVICE
    details = reads.details_from(dict(entry.facts["details"]))  # type: ignore[call-overload]
    blocks = (
        Paragraphs(reworded(said.handed_draft(name)), main=True),
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


def _named(files: Sequence[FileRef]) -> Items:
    return Items(tuple(said.file_named(one.name, one.size) for one in files))
