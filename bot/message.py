"""What comes in: one frozen message, the same from every door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from guard import Screened, own
from tickets.values import FileRef, Place


class ActName(StrEnum):
    """What can be pressed or sent instead of words."""

    SOLVED_IT = "solved_it"
    NOT_QUITE = "not_quite"
    PERSON = "person"
    OPEN = "open"
    BROKEN = "broken"
    HOW = "how"
    ALL_DOWN = "all_down"
    WISH = "wish"
    DO_IT = "do_it"
    NEITHER = "neither"
    SUGGEST = "suggest"
    AGREE = "agree"
    SKIP = "skip"
    HAND = "hand"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    CLAIM = "claim"
    ANSWER = "answer"
    ASK_DETAIL = "ask_detail"
    ARTICLE = "article"
    NOTE = "note"
    SOLVE = "solve"
    EDUCATION = "education"
    WELCOME = "welcome"
    HOME = "home"
    MESSAGES = "messages"
    FROM_MESSAGE = "from_message"
    # The clock.
    CLOCK_START = "clock_start"
    CLOCK_STOP = "clock_stop"

    # The desk.
    ASSIGN = "assign"
    SORT = "sort"
    REOPEN = "reopen"
    MERGE = "merge"
    TASKS = "tasks"
    TASKS_SETTLED = "tasks_settled"
    TASK_DONE = "task_done"
    TASK_ANSWER = "task_answer"
    LINK = "link"
    REFUSE_LINK = "refuse_link"
    PHONED = "phoned"
    GIVE_LETTER = "give_letter"
    OPEN_LETTER = "open_letter"
    DISCARD_LETTER = "discard_letter"

    # Visits.
    VISIT_BOOK = "visit_book"
    VISIT_CHANGE = "visit_change"
    VISIT_CANCEL = "visit_cancel"
    VISIT_CALL_OFF = "visit_call_off"

    # Outages and maintenance.
    DECLARE = "declare"
    OUTAGE_UPDATE = "outage_update"
    OUTAGE_RESOLVE = "outage_resolve"
    OUTAGE_REFUSE = "outage_refuse"
    LINK_OUTAGE = "link_outage"
    MAINTENANCE = "maintenance"
    MAINTENANCE_CHANGE = "maintenance_change"
    MAINTENANCE_CANCEL = "maintenance_cancel"

    # Escalation, features and services.
    CALL = "call"
    CONFERENCE = "conference"
    NEXT_STEP = "next_step"
    QUOTE = "quote"
    PROPOSE = "propose"
    APPROVE = "approve"
    DECLINE = "decline"
    START_WORK = "start_work"
    TO_SALES = "to_sales"
    TO_DEVELOPMENT = "to_development"
    RELEASED = "released"

    # Knowledge.
    COVERED = "covered"
    SHOW_ARTICLE = "show_article"

    # Following through.
    ADD_TO = "add_to"
    ADD_WORDS = "add_words"
    NEW_ONE = "new_one"
    NOT_YET = "not_yet"
    RATE = "rate"
    REMARK = "remark"


WITH_FORM = "form"
"""The value of a :attr:`ActName.FROM_MESSAGE` whose form stands before the person already."""

UNOPENED = "unopened"
"""The value of an act whose form did not open: there is nothing to do but to say so."""


@dataclass(frozen=True)
class Act:
    """A button pressed or a form sent. ``conversation`` is what it is about, ``value`` what was chosen.

    ``fields`` are words; ``codes`` are fields of an exact shape that is no patient's data where it stands: a
    number to call, a link, an amount (see :mod:`bot.codes`). ``by_thumb``: said by a thumb below the answer.
    """

    name: ActName
    conversation: int | None = None
    value: str = ""
    fields: Mapping[str, Screened] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    by_thumb: bool = False


@dataclass(frozen=True)
class Author:
    """Who speaks, as the door knows them: in Slack (team id, user id).

    ``mail`` is an address the door vouches for (never one the person merely typed).
    """

    team: str
    user: str
    mail: str | None = None


@dataclass(frozen=True)
class Attached:
    """The text of a file given with a message, and the file's name."""

    name: Screened
    text: Screened


@dataclass(frozen=True)
class Message:
    """Something said or done. ``id`` is the door's own: the same id again changes nothing.

    ``addressed`` says that it was meant for the bot by name, in a direct message, or by a button;
    ``after_reply`` that the writer had the last reply before their eyes, so it cannot amend a question.
    ``attached`` are texts of its files, read when it is looked at and never stored with it.
    ``amends`` and ``erases`` name an earlier message that was edited or deleted. ``begins`` says that it was
    found to be about something else than what we wait for where it was said: a conversation of its own.
    ``released_at`` is when staff let a letter through that had waited for their decision.
    """

    id: str
    at: datetime
    place: Place
    author: Author
    text: Screened = field(default_factory=lambda: own(""))
    act: Act | None = None
    addressed: bool = True
    after_reply: bool = False
    files: tuple[FileRef, ...] = ()
    attached: tuple[Attached, ...] = ()
    screened: tuple[Screened, ...] = ()
    amends: str | None = None
    erases: str | None = None
    begins: bool = False
    released_at: datetime | None = None
