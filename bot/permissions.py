"""Who may press or send what: every act stands here, so that a new one is thought about (policy 13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.message import ActName
from tickets.values import Person, Role


class Side(StrEnum):
    """On which side of the counter an act is done.

    ``CUSTOMER``: by whoever asks, in their own conversation. ``DESK``: by staff, about the ticket in whose
    thread it is pressed. ``STAFF``: by staff, wherever they are, about what belongs to no single ticket.
    """

    CUSTOMER = "customer"
    DESK = "desk"
    STAFF = "staff"


@dataclass(frozen=True)
class Permission:
    """Where an act belongs, and which roles of staff may do it (none are needed on the customer's side)."""

    side: Side
    roles: frozenset[Role] = frozenset()


ANSWERING = frozenset({Role.SUPPORT, Role.LEAD})
"""Who answers customers on behalf of the desk."""

ALL_STAFF = frozenset(Role)

CUSTOMERS = Permission(Side.CUSTOMER)
RELEASING = frozenset({Role.DEVELOPMENT, Role.LEAD})
"""Who says that a suggestion is released."""

MANAGING_KNOWLEDGE = frozenset({Role.KNOWLEDGE, Role.LEAD})
"""Who says which article answers an unanswered query."""

_ROUTING = Permission(Side.DESK, ANSWERING | {Role.SALES, Role.DEVELOPMENT})
_ANSWERING_AT_DESK = Permission(Side.DESK, ANSWERING)
_ANSWERING_ANYWHERE = Permission(Side.STAFF, ANSWERING)

ALLOWED: Mapping[ActName, Permission] = {
    ActName.SOLVED_IT: CUSTOMERS,
    ActName.NOT_QUITE: CUSTOMERS,
    ActName.PERSON: CUSTOMERS,
    ActName.OPEN: CUSTOMERS,
    ActName.BROKEN: CUSTOMERS,
    ActName.HOW: CUSTOMERS,
    ActName.ALL_DOWN: CUSTOMERS,
    ActName.WISH: CUSTOMERS,
    ActName.DO_IT: CUSTOMERS,
    ActName.NEITHER: CUSTOMERS,
    ActName.SUGGEST: CUSTOMERS,
    ActName.AGREE: CUSTOMERS,
    ActName.SKIP: CUSTOMERS,
    ActName.HAND: CUSTOMERS,
    ActName.SUBMIT: CUSTOMERS,
    ActName.WITHDRAW: CUSTOMERS,
    ActName.WELCOME: CUSTOMERS,
    ActName.HOME: CUSTOMERS,
    ActName.MESSAGES: CUSTOMERS,
    ActName.FROM_MESSAGE: CUSTOMERS,
    ActName.NEXT_STEP: CUSTOMERS,
    ActName.APPROVE: CUSTOMERS,
    ActName.DECLINE: CUSTOMERS,
    ActName.CLAIM: _ANSWERING_AT_DESK,
    ActName.ANSWER: _ANSWERING_AT_DESK,
    ActName.ASK_DETAIL: _ANSWERING_AT_DESK,
    ActName.ARTICLE: _ANSWERING_AT_DESK,
    ActName.NOTE: Permission(Side.DESK, ALL_STAFF),
    ActName.SOLVE: _ANSWERING_AT_DESK,
    ActName.EDUCATION: _ANSWERING_AT_DESK,
    # The clock.
    ActName.CLOCK_START: _ANSWERING_AT_DESK,
    ActName.CLOCK_STOP: _ANSWERING_AT_DESK,
    # The desk.
    ActName.ASSIGN: _ANSWERING_AT_DESK,
    ActName.SORT: _ANSWERING_AT_DESK,
    ActName.REOPEN: _ANSWERING_AT_DESK,
    ActName.MERGE: _ANSWERING_AT_DESK,
    ActName.TASKS: _ANSWERING_AT_DESK,
    ActName.TASKS_SETTLED: _ANSWERING_AT_DESK,
    ActName.TASK_DONE: CUSTOMERS,
    ActName.TASK_ANSWER: CUSTOMERS,
    ActName.LINK: _ANSWERING_ANYWHERE,
    ActName.REFUSE_LINK: _ANSWERING_ANYWHERE,
    ActName.PHONED: _ANSWERING_ANYWHERE,
    ActName.GIVE_LETTER: _ANSWERING_ANYWHERE,
    ActName.OPEN_LETTER: _ANSWERING_ANYWHERE,
    ActName.DISCARD_LETTER: _ANSWERING_ANYWHERE,
    # Visits.
    ActName.VISIT_BOOK: CUSTOMERS,
    ActName.VISIT_CHANGE: CUSTOMERS,
    ActName.VISIT_CANCEL: CUSTOMERS,
    ActName.VISIT_CALL_OFF: Permission(Side.STAFF, ANSWERING),
    # Outages and maintenance.
    ActName.DECLARE: _ANSWERING_ANYWHERE,
    ActName.OUTAGE_UPDATE: _ANSWERING_ANYWHERE,
    ActName.OUTAGE_RESOLVE: _ANSWERING_ANYWHERE,
    ActName.OUTAGE_REFUSE: _ANSWERING_ANYWHERE,
    ActName.MAINTENANCE: _ANSWERING_ANYWHERE,
    ActName.MAINTENANCE_CHANGE: _ANSWERING_ANYWHERE,
    ActName.MAINTENANCE_CANCEL: _ANSWERING_ANYWHERE,
    ActName.LINK_OUTAGE: _ANSWERING_AT_DESK,
    # Escalation, features and services.
    ActName.CALL: _ANSWERING_AT_DESK,
    ActName.CONFERENCE: _ANSWERING_AT_DESK,
    ActName.QUOTE: Permission(Side.DESK, ANSWERING | {Role.SALES}),
    ActName.PROPOSE: Permission(Side.DESK, frozenset({Role.SALES, Role.LEAD})),
    ActName.START_WORK: Permission(Side.DESK, ANSWERING | {Role.DEVELOPMENT}),
    ActName.TO_SALES: _ROUTING,
    ActName.TO_DEVELOPMENT: _ROUTING,
    ActName.RELEASED: Permission(Side.STAFF, RELEASING),
    # Knowledge.
    ActName.COVERED: Permission(Side.STAFF, MANAGING_KNOWLEDGE),
    ActName.SHOW_ARTICLE: CUSTOMERS,
    # Following through.
    ActName.ADD_TO: CUSTOMERS,
    ActName.ADD_WORDS: CUSTOMERS,
    ActName.NEW_ONE: CUSTOMERS,
    ActName.NOT_YET: CUSTOMERS,
    ActName.RATE: CUSTOMERS,
    ActName.REMARK: CUSTOMERS,
}


def side(act: ActName) -> Side:
    """On which side of the counter the act is done."""
    return ALLOWED[act].side


def may(person: Person, act: ActName) -> bool:
    """Whether this person's roles allow the act; on the customer's side the decision itself says more."""
    permission = ALLOWED[act]
    return permission.side is Side.CUSTOMER or bool(person.roles & permission.roles)
