"""Letters to staff about what belongs to no ticket: an outage reported, a link to confirm, a fault."""

from __future__ import annotations

from guard import own
from mail import words
from mail.blocks import Paragraphs, Words
from mail.compose.case import Case, Content
from tickets import reads


def outage_report(case: Case) -> Content:
    """Somebody who may not open tickets reports an outage."""
    talk, person = case.conversation(), case.entry.person
    who = person.name if person else f"{talk.asker_team}/{talk.asker_user}"
    return Content((Words(words.reported_by(who), case.entry.words or own("")),), words.OUTAGE_SUBJECT)


def link_request(case: Case) -> Content:
    """Somebody unknown has named a registered address."""
    asked = reads.link_requests(case.session, case.entry.conversation_id)
    lines = (words.link_request(f"{one.team}/{one.user}", one.mail) for one in asked)
    return Content(tuple(map(Paragraphs, lines)), words.LINK_SUBJECT)


def fault(case: Case) -> Content:
    """A message could not be handled."""
    return Content((Paragraphs(words.fault(case.entry.conversation_id)),), words.FAULT_SUBJECT)
