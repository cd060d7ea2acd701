"""What is said on the pages on which articles are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from guard import Kind, Screened, fill, join, own
from knowledge.drafts import Outcome, State
from knowledge.rehearsal import Finding

NOTHING: Final = own("")
CHANGED: Final = own(
    "Somebody has changed the draft since you opened this page. Nothing was done: look at it again."
)
IN_REVIEW: Final = own("It is in review now.")
TAKEN_BACK: Final = own("It is no longer in review.")
PUBLISHED: Final = own(
    "Published: the bot answers with it from now on. Who waits for it is told where they asked."
)
HANDED_OVER: Final = own(
    "This article is kept in files: take the file from this page and put it in the place of the old one. "
    "Nothing has changed for readers until then."
)
EXPORTED: Final = own("The file was written into the export folder.")
NOT_EXPORTED: Final = own(
    "The file could not be written into the export folder: look at its rights, or take it from this page."
)

STATES: Final[Mapping[State, Screened]] = {
    State.WRITING: own("being written"),
    State.REVIEW: own("in review"),
    State.PUBLISHED: own("published"),
    State.HANDED_OVER: own("handed over as a file"),
    State.DISCARDED: own("thrown away"),
}

FINDINGS: Final[Mapping[Finding, Screened]] = {
    Finding.ANSWERED: own("answered by what it says"),
    Finding.NEAR: own("shown among the nearest, not sure"),
    Finding.LEARNT: own("only answered once its wording is learnt"),
    Finding.MISSED: own("not found"),
}

OUTCOMES: Final[Mapping[Outcome, Screened]] = {
    Outcome.WAITS: own("not answered by it; stays open"),
    Outcome.DUE: own("is about to be told"),
    Outcome.TOLD: own("told where they asked"),
    Outcome.WITH_ANOTHER: own("told with another question in the same place"),
    Outcome.READ_ALONG: own("answered, and not told: others read along there who may not read it"),
    Outcome.NOBODY: own("answered, and not told: nobody waits there any more"),
    Outcome.SETTLED: own("settled before"),
}


def taken_out(kinds: Sequence[Kind]) -> Screened:
    """What the guard took out of what was typed; nothing where it found nothing."""
    if not kinds:
        return NOTHING
    names = join(*(_KINDS[kind] for kind in kinds), by=", ")
    return fill("What looks like patients' data was taken out: {names}.", names=names)


_KINDS: Final[Mapping[Kind, Screened]] = {
    Kind.SOCIAL_SECURITY_NUMBER: own("social security number"),
    Kind.RECORD_NUMBER: own("record number"),
    Kind.DATE_OF_BIRTH: own("date of birth"),
    Kind.PHONE_NUMBER: own("phone number"),
    Kind.MAIL_ADDRESS: own("mail address"),
    Kind.PATIENT_NAME: own("patient name"),
    Kind.POSTAL_ADDRESS: own("postal address"),
}
