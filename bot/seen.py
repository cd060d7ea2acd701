"""What the road has looked up before it decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.chosen import Chosen
from bot.reply import Reply, Shown
from bot.rules import Rules
from classifier.category import Category, Triage
from guard import Screened
from tickets.follow import Following
from tickets.ladder import Climb
from tickets.maintenance import Window
from tickets.outages import Incident, Outage, OutageState
from tickets.policy import VisitWindow
from tickets.quotes import Standing
from tickets.suggestions import Suggestion
from tickets.values import Conversation, Customer, Detail, DetailName, Details, Person, ShownArticle, Ticket
from tickets.visits import Visit


@dataclass(frozen=True)
class Findings:
    """What the search found for a question, best first, and how sure it is of the first.

    ``sure`` is the share of right answers if all questions were answered of which it is at least as sure.
    """

    hits: tuple[Shown, ...]
    sure: float


@dataclass(frozen=True)
class Draft:
    """A ticket that is not open yet: what it would be opened with.

    ``searched`` says that its words have just been searched, and were meant to be.
    """

    category: str
    sure: float | None
    subject: Screened
    details: Details
    shown: tuple[ShownArticle, ...]
    findings: Findings
    searched: bool = False


@dataclass(frozen=True)
class Question:
    """A question, searched and sorted, with the details its words (and the thread) hold.

    ``said`` are the details that its own words hold.
    """

    text: Screened
    findings: Findings
    triage: Triage
    details: Details
    said: Details

    def draft(self, category: Category, rules: Rules) -> Draft:
        """What a ticket about this question would be opened with."""
        hits = self.findings.hits[: rules.talk.articles_shown]
        return Draft(
            category.value,
            self.triage.probabilities.get(category),
            self.text,
            self.details,
            tuple(ShownArticle(hit.slug, hit.title, hit.sure) for hit in hits),
            self.findings,
            searched=True,
        )


@dataclass(frozen=True)
class Troubles:
    """The outage that is open and the maintenance that is on, and what this message has to do with them.

    ``joined`` says that its conversation belongs to the outage, ``like_it`` that its words are like those of
    who reported it; ``alike`` are other customers' incidents of the last minutes that are like this one.
    ``windows`` are those of the maintenance that is on now, ``window`` is the one staff act on.
    """

    outage: Outage | None = None
    joined: bool = False
    like_it: bool = False
    alike: tuple[Incident, ...] = ()
    windows: tuple[Window, ...] = ()
    window: Window | None = None

    @property
    def declared(self) -> bool:
        """Whether staff have declared the outage that is open."""
        return self.outage is not None and self.outage.state is OutageState.DECLARED


@dataclass(frozen=True)
class Seen:
    """Everything a decision may depend on besides the message and the rules.

    ``at_desk`` says that the place is a ticket's thread at the desk; ``private`` that nobody of another
    customer reads along; ``direct`` that nobody else reads it at all; ``merged`` that the words continue the
    conversation's question; ``new_here`` that the person was not welcomed yet where that is done; ``visits``
    are those of the ticket's customer, as far as the clock has to know of them now; ``climb`` says how far
    the ticket has come on the ladder of escalation, ``standing`` how far with what is charged,
    ``suggestion`` the one that staff chose or that is wished for anew. ``elsewhere`` says that staff act on
    the ticket from outside of its thread; ``chosen`` is what was chosen in a form. ``following`` says how
    the ticket's last solution stands; ``earlier`` is a closed ticket of this conversation that stays closed:
    what is said now begins anew. ``handed`` is the draft that a button of a hand-over names,
    ``handed_to`` are the people (by id) who have the draft as it stands already; ``misuse`` the
    administrator's figure of policy 5, ``referred`` that this conversation has shown them the documentation.
    ``likes`` are open tickets of the person's customer that may be the same and were not shown here yet,
    ``left`` is the conversation that waits for an answer while this message begins one of its own.
    ``target`` the one of them (or of a list) that is chosen. ``visit`` is the one that is pressed or sent,
    ``overlapping`` are the customer's others at that time. ``judged`` are the articles (by slug) that a
    press says have helped, or have not. ``in_files`` are the details that the message's files hold.
    """

    person: Person | None
    customer: Customer | None
    private: bool
    at_desk: bool = False
    direct: bool = False
    known: Reply | None = None
    conversation: Conversation | None = None
    left: Conversation | None = None
    ticket: Ticket | None = None
    administrators: tuple[Person, ...] = ()
    registered: Person | None = None
    merged: bool = False
    question: Question | None = None
    in_files: Mapping[DetailName, Detail] = field(default_factory=dict)
    more: Findings | None = None
    article: Shown | None = None
    new_here: bool = False
    visits: tuple[VisitWindow, ...] = ()
    elsewhere: bool = False
    climb: Climb = field(default_factory=Climb)
    troubles: Troubles = Troubles()
    following: Following | None = None
    earlier: Ticket | None = None
    standing: Standing = field(default_factory=Standing)
    handed: Draft | None = None
    handed_to: frozenset[int] = frozenset()
    likes: tuple[Ticket, ...] = ()
    target: Ticket | None = None
    misuse: int = 0
    referred: bool = False
    visit: Visit | None = None
    overlapping: tuple[Visit, ...] = ()
    chosen: Chosen = field(default_factory=Chosen)
    suggestion: Suggestion | None = None
    judged: tuple[str, ...] = ()

    @property
    def staff(self) -> bool:
        return self.person is not None and self.person.is_staff
