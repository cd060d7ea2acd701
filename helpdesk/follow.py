"""Follows a helpdesk: what humans did there comes down the road like everything else."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.delivery import NotNowError, NotThereError
from bot.intake import accept
from bot.message import Act, ActName, Author, Message
from bot.outside import HELPDESK
from guard import Screened, shorten
from helpdesk import words
from helpdesk.seam import Heading, Helpdesk, Move, News
from records import inbox, work
from records.engine import Session, Transactions
from tickets import directory, reads
from tickets import helpdesk as links
from tickets.values import Person, Place, Status, Ticket

log = logging.getLogger(__name__)

LONGEST = 20_000
"""Characters of an agent's words that are passed on."""


@dataclass(frozen=True)
class Follower:
    """Reads the news of one helpdesk. Each is taken once, by the helpdesk's own id.

    ``staff`` is the address of the person who stands for agents that the directory does not know;
    ``trusts_mail`` says that the helpdesk takes letters only from who they say they are from.
    """

    reading: Transactions
    writing: Transactions
    helpdesk: Helpdesk
    screen: Callable[[str], Screened]
    staff: str
    trusts_mail: bool
    told: Callable[[], None]
    now: Callable[[], datetime]

    def step(self) -> bool:
        """Look once; False: there is no hurry to look again."""
        with self.reading() as session:
            mark = links.mark_of(session, self.helpdesk.name)
        try:
            headings, following = self.helpdesk.news_since(mark)
            for heading in headings:
                self._take(heading)
        except (NotNowError, NotThereError) as error:
            log.warning("the helpdesk's news could not be read: %s", error)
            return False
        if following != mark:
            with self.writing() as session:
                links.set_mark(session, self.helpdesk.name, following)
        return False

    def _take(self, heading: Heading) -> None:
        with self.reading() as session:
            ours = links.ticket_under(session, self.helpdesk.name, heading.reference)
            known = work.is_known(session, inbox.QUEUE, self._id(heading.id))
        news = None if ours is None or known else self._read(heading)
        if news is None or ours is None:
            return
        text = shorten(self.screen(news.words), LONGEST)
        with self.writing() as session:
            taken = [accept(session, one) for one in self._messages(session, news, ours, text)]
        if any(taken):
            self.told()

    def _read(self, heading: Heading) -> News | None:
        """What is gone meanwhile holds up nothing that came after it."""
        try:
            return self.helpdesk.read(heading)
        except NotThereError as error:
            log.warning("news %s of the helpdesk cannot be read: %s", heading.id, error)
            return None

    def _messages(self, session: Session, news: News, ours: int, text: Screened) -> Iterator[Message]:
        ticket = reads.ticket(session, ours)
        person = self._person(session, news)
        if ticket is None or not _changes(news, ticket, text):
            return
        if person is not None and person.customer is not None and person.customer.id == ticket.customer.id:
            yield from self._of_customer(session, news, ticket, person, text)
        elif not (news.by.works_there or (person is not None and person.is_staff)):
            yield self._note(session, news, ticket, words.unknown(self._name(news), text))
        elif not news.proven and not self.trusts_mail:
            yield self._note(session, news, ticket, words.unproven(self._name(news), text))
        else:
            yield self._of_staff(news, ticket, person or self._stand_in(session), text)

    def _person(self, session: Session, news: News) -> Person | None:
        """Whom the directory knows by the helpdesk's name for them, or by their address there."""
        known = directory.person_by_identity(session, HELPDESK, self.helpdesk.name, news.by.login)
        return known or (directory.person_by_mail(session, news.by.mail) if news.by.mail else None)

    def _stand_in(self, session: Session) -> Person:
        person = directory.person_by_mail(session, self.staff)
        if person is None or not person.may_answer:
            raise NotNowError(f"desk.staff names {self.staff or 'nobody'}, who may not answer customers")
        return person

    def _of_staff(self, news: News, ticket: Ticket, person: Person, text: Screened) -> Message:
        act = Act(_ACTS[news.move], ticket.conversation_id, fields={"words": text or words.REOPENED})
        if news.move is Move.SOLVED:
            act = Act(ActName.SOLVE, ticket.conversation_id)
        return self._message(news, person, act)

    def _of_customer(
        self, session: Session, news: News, ticket: Ticket, person: Person, text: Screened
    ) -> Iterator[Message]:
        """The customer's own words; a closed ticket is opened again for them."""
        if news.move not in (Move.REPLY, Move.NOTE):
            return
        if ticket.status is not Status.OPEN:
            act = Act(ActName.REOPEN, ticket.conversation_id, fields={"words": words.CUSTOMER_WROTE})
            yield self._message(news, self._stand_in(session), act, part="reopened")
        yield self._message(
            news, person, Act(ActName.ADD_WORDS, value=str(ticket.number), fields={"words": text})
        )

    def _note(self, session: Session, news: News, ticket: Ticket, text: Screened) -> Message:
        act = Act(ActName.NOTE, ticket.conversation_id, fields={"words": text})
        return self._message(news, self._stand_in(session), act)

    def _message(self, news: News, person: Person, act: Act, part: str = "") -> Message:
        thread = f"{news.reference}-{news.id}"
        place = Place(HELPDESK, self.helpdesk.name, news.reference, thread, direct=True)
        author = Author(self.helpdesk.name, person.mail, person.mail)
        identity = self._id(news.id) + (f":{part}" if part else "")
        return Message(identity, min(news.at, self.now()), place, author, act=act)

    def _name(self, news: News) -> str:
        return str(self.screen(news.by.name))

    def _id(self, name: str) -> str:
        return f"{HELPDESK}:{self.helpdesk.name}:{name}"


_ACTS = {
    Move.REPLY: ActName.ANSWER,
    Move.NOTE: ActName.NOTE,
    Move.SOLVED: ActName.SOLVE,
    Move.REOPENED: ActName.REOPEN,
}


def _changes(news: News, ticket: Ticket, text: Screened) -> bool:
    """Whether there is something to do: no words are none, nor is a status that is ours already."""
    if news.move is Move.SOLVED:
        return ticket.status is Status.OPEN
    if news.move is Move.REOPENED:
        return ticket.status in (Status.SOLVED, Status.WITHDRAWN)
    return bool(text.strip())
