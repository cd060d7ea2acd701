"""What was decided: a reply, what becomes of the conversation, and the steps to be carried out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.reply import Reply
from guard import Screened
from knowledge.gaps import Reason
from tickets.maintenance import Plan
from tickets.outages import How, OutageState
from tickets.values import Details, EntryKind, Person, ShownArticle, Stage, Status


class Step:
    """Something to be carried out. Each kind has its function in :mod:`bot.do`, by its type."""


@dataclass(frozen=True)
class RecordGap(Step):
    """A question nobody could answer goes to the knowledge managers."""

    reason: Reason


@dataclass(frozen=True)
class LapseGaps(Step):
    """What was recorded of this question was meant otherwise, or is asked in other words now."""


@dataclass(frozen=True)
class OpenTicket(Step):
    """A ticket is opened for ``opener``."""

    opener: Person
    category: str
    sure: float | None
    subject: Screened
    details: Details
    shown: tuple[ShownArticle, ...]


@dataclass(frozen=True)
class ReportOutage(Step):
    """The conversation belongs to the outage that is open, or raises a suspicion of one (policy 7).

    ``also`` are other customers' conversations about the same; ``by_mail`` tells support of a report that is
    no ticket.
    """

    how: How
    also: tuple[int, ...] = ()
    by_mail: bool = False


@dataclass(frozen=True)
class ChangeOutage(Step):
    """Staff declare an outage (the one that is suspected, if any), close it, or only send words of it.

    ``state`` is None for words alone; what is None stays as it is.
    """

    state: OutageState | None
    title: Screened | None
    words: Screened
    started_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Maintain(Step):
    """Maintenance is announced: a new window, or another ``plan`` for one (None: it is cancelled)."""

    window: int | None
    plan: Plan | None


@dataclass(frozen=True)
class LinkOutage(Step):
    """The ticket at hand belongs to the outage that is open."""


@dataclass(frozen=True)
class ReportFault(Step):
    """A message could not be handled; staff are told, with the message's id and not its words."""


@dataclass(frozen=True)
class AddToTicket(Step):
    """The customer's words belong to the ticket; unless they only acknowledge, they start the clock."""

    acknowledges: bool


@dataclass(frozen=True)
class AnswerCustomer(Step):
    """Words of staff reach the asker (unless ``said_there``, before their eyes) and stop the clock.

    ``human`` is False for a sentence of ours that staff only pressed a button for: no response (policy 4).
    """

    words: Screened
    echo_to_desk: bool = False
    said_there: bool = False
    human: bool = True


@dataclass(frozen=True)
class ShowNote(Step):
    """An internal note that was written elsewhere is read in the ticket's thread at the desk too."""


@dataclass(frozen=True)
class ClaimTicket(Step):
    """The member of staff who pressed takes the ticket."""


@dataclass(frozen=True)
class SetStatus(Step):
    """The ticket is solved, withdrawn or open again."""

    status: Status


@dataclass(frozen=True)
class Correct(Step):
    """A person said what the words really were; the ticket and the training data follow.

    ``tacit``: they did not say it, but did what leaves it as it is; nothing but the training data follows.
    """

    label: str
    by_staff: bool
    tacit: bool = False


@dataclass(frozen=True)
class HandOver(Step):
    """The filled-in draft goes to an administrator of the same customer, and stays as it was handed."""

    to: Person


@dataclass(frozen=True)
class ShowLikes(Step):
    """Open tickets of the customer that may be the same are shown before a new one (policy 3)."""

    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Refer(Step):
    """An administrator is referred to the documentation first; staff can read the figure (policy 5)."""

    tickets: int


@dataclass(frozen=True)
class AskLink(Step):
    """An unknown person named a registered address."""

    person: Person


@dataclass(frozen=True)
class AskStaff(Step):
    """Somebody unknown who wrote a letter asks for a person: staff decide what becomes of it."""


@dataclass(frozen=True)
class NoteRelease(Step):
    """The letter at hand had waited for staff: the history says so, and why its clock is older."""


@dataclass(frozen=True)
class EraseWords(Step):
    """The person deleted a message: its words go."""

    message: str


@dataclass(frozen=True)
class Greet:
    """Whoever is new is welcomed, once."""


@dataclass(frozen=True)
class ShowHome:
    """The person opened their Home: it is shown, and kept up to date from now on."""


@dataclass(frozen=True)
class Meet:
    """Whoever is new has been answered already: a welcome below the answer would only stand in its way."""


@dataclass(frozen=True)
class Invite:
    """Staff asked for the console: a link that lets them in once is shown to them where they asked."""


Beside = Greet | ShowHome | Meet | Invite
"""What belongs to the person and to no conversation."""


@dataclass(frozen=True)
class Update:
    """What changes in the conversation; None leaves a thing as it is."""

    stage: Stage | None = None
    question: Screened | None = None
    category: str | None = None
    sure: float | None = None
    model: str | None = None
    details: Details | None = None
    shown: tuple[ShownArticle, ...] | None = None
    questions_back: int | None = None
    human: bool | None = None
    person_id: int | None = None
    customer_id: int | None = None


@dataclass(frozen=True)
class Decision:
    """The outcome of deciding. ``amends`` brings the last reply up to date instead of adding one.

    ``confidential`` replies tell of a customer's affairs: where others read along they move to a direct
    message.

    ``heard`` is the kind of history entry that the message itself becomes; None leaves no trace of it.
    ``anew`` says nothing but that the words begin a conversation of their own: look again as such.
    ``said`` are the words of that entry where they are not the message's own, ``facts`` what else it keeps,
    ``at`` when it happened where that was before it was told.
    """

    reply: Reply
    update: Update = Update()
    steps: tuple[Step, ...] = ()
    heard: EntryKind | None = EntryKind.ASKED
    said: Screened | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    internal: bool = False
    amends: bool = False
    anew: bool = False
    confidential: bool = False
    beside: tuple[Beside, ...] = ()
    at: datetime | None = None
