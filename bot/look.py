"""Looks up everything a decision depends on: who, where, which conversation, what the search finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.after.following import named_number
from bot.after.judged import look_judged
from bot.before.look import look_before, look_for_likes
from bot.chosen import look_chosen
from bot.drafting import answers_stage, asks_job, is_to_be_referred, merged_details
from bot.message import Act, ActName, Message
from bot.near import FOR_CUSTOMERS, MORE, Passage, Search, distinct, nearest, picked
from bot.objecting import objection
from bot.permissions import Side, side
from bot.reading import ReadDetails, in_files, in_words
from bot.reply import Reply, Shown, named_article
from bot.requests.look import look_at_suggestions
from bot.rules import Rules
from bot.seen import Findings, Question, Seen
from bot.telling import SLACK
from bot.trouble.look import look_at_troubles
from bot.visits.look import with_visits
from classifier.category import Category, Triage
from classifier.memory import Whose
from guard import Screened, join, own, restored
from knowledge.articles import Audience
from records import deliveries
from records.engine import Session
from records.facts import from_facts
from tickets import directory, follow, ladder, quotes, reads
from tickets.follow import Following
from tickets.ladder import Climb
from tickets.quotes import Standing
from tickets.values import (
    Conversation,
    Customer,
    Detail,
    DetailName,
    Details,
    Person,
    Place,
    Stage,
    Status,
    Ticket,
)
from tickets.visits import windows

Sort = Callable[[Session, Screened, Whose], Triage]
"""Sorts words, with what whoever they are of has said of such words before."""


@dataclass(frozen=True)
class Tools:
    """What the road consults: the search, the sorting, the reading of details, one article by its slug."""

    search: Search
    triage: Sort
    read_details: ReadDetails
    read_file: ReadDetails
    passage: Passage


CHARGED = frozenset({Category.SERVICE.value, Category.FEATURE.value})
"""The categories of which something may come that is charged (policy 10, 11)."""

_MERGES_IN = frozenset({Stage.FREE, Stage.CATEGORY, Stage.DETAILS, Stage.CHARGE})
_ASKS_AGAIN = frozenset({ActName.BROKEN, ActName.HOW, ActName.ALL_DOWN, ActName.WISH, ActName.DO_IT})


class NotYetError(Exception):
    """Words came into a thread of the desk whose card is only just being posted: look again in a moment."""


def look(session: Session, message: Message, tools: Tools, rules: Rules) -> Seen:
    """What is known before the decision. Reads only; searches when there are words to search for.

    Raises :class:`NotYetError` when the thread may be that of a ticket whose card is on its way.
    """
    known = _known(session, message)
    person = _person(session, message)
    if known is not None:
        return Seen(person, None, True, known=known)
    if may_be_of_a_new_card(session, message, rules.desk_channel):
        raise NotYetError(message.id)
    seen = _with_ticket(session, message, _where(session, message, person, rules), rules)
    before = look_before(session, message, with_visits(session, message, seen), rules)
    found = look_judged(session, message, _with_findings(session, message, before, tools, rules))
    found = look_for_likes(session, message, look_at_suggestions(session, message, found, rules), rules)
    return look_at_troubles(session, message, found, rules)


def _where(session: Session, message: Message, person: Person | None, rules: Rules) -> Seen:
    """Who speaks, for which customer, where, and in which conversation."""
    talk, role = _conversation(session, message, rules)
    left, talk = (talk, None) if message.begins else (None, talk)
    channel = directory.customer_of_channel(session, message.place.team, message.place.channel)
    customer = person.customer if person and person.customer else channel
    elsewhere = role != reads.DESK and _acts_on_ticket(message, person)
    return Seen(
        person,
        customer,
        private=message.place.direct or (channel is not None and channel == customer),
        at_desk=role == reads.DESK or elsewhere,
        direct=message.place.direct,
        conversation=talk,
        left=left,
        administrators=_administrators(session, message, person, customer),
        registered=_registered(session, message, talk),
        new_here=_is_new(session, message),
        elsewhere=elsewhere,
    )


def _with_ticket(session: Session, message: Message, seen: Seen, rules: Rules) -> Seen:
    """What was seen, with the ticket of the conversation as it stands, or a closed one that stays closed."""
    talk = seen.conversation
    ticket = None if talk is None else _ticket(session, message, talk)
    following = None if ticket is None else follow.of_ticket(session, ticket.number)
    over = ticket is not None and not seen.at_desk and _is_over(message, talk, ticket, following, rules)
    if over and talk is not None and talk.stage is Stage.TICKET:
        talk = replace(talk, stage=Stage.CLOSED, human=False)
    visits = () if ticket is None else windows(session, ticket.customer.id, message.at)
    return replace(
        seen,
        conversation=talk,
        ticket=None if over else ticket,
        earlier=ticket if over else None,
        following=following,
        merged=talk is not None and not seen.at_desk and _merges(session, message, talk, rules),
        visits=visits,
        climb=Climb() if ticket is None else ladder.climb(session, ticket, visits, message.at),
        standing=_standing(session, ticket),
        chosen=look_chosen(session, message, ticket),
    )


def _administrators(
    session: Session, message: Message, person: Person | None, customer: Customer | None
) -> tuple[Person, ...]:
    """The customer's administrators, where something may be handed to them or they may be named."""
    alone = message.act is None and person is not None and person.entitled
    return () if customer is None or alone else directory.administrators_of(session, customer.id)


def _acts_on_ticket(message: Message, person: Person | None) -> bool:
    """Whether staff press what belongs to a ticket; they may from a list as well as from its thread."""
    act = message.act
    about = act is not None and act.conversation is not None and side(act.name) is Side.DESK
    return about and person is not None and person.is_staff


def _ticket(session: Session, message: Message, talk: Conversation) -> Ticket | None:
    """The conversation's newest ticket, or the one a button about its solution names."""
    named = None if message.act is None else named_number(message.act)
    about = None if named is None else reads.ticket(session, named)
    if about is not None and about.conversation_id == talk.id:
        return about
    return reads.ticket_of(session, talk.id)


def _is_over(
    message: Message, talk: Conversation | None, ticket: Ticket, state: Following | None, rules: Rules
) -> bool:
    """Whether the closed ticket stays closed: the talk has gone on to other things, or it is too long ago."""
    if ticket.status is Status.OPEN or message.released_at is not None:
        return False
    if message.act is not None and named_number(message.act) is not None:
        return False
    if talk is not None and talk.stage is not Stage.TICKET:
        return True
    speaks = message.act is None and message.amends is None and message.erases is None
    return speaks and state is not None and follow.is_too_late(state, message.at, rules.follow)


def _standing(session: Session, ticket: Ticket | None) -> Standing:
    if ticket is None or ticket.category not in CHARGED:
        return Standing()
    return quotes.standing(reads.history(session, number=ticket.number))


def reply_source(message_id: str) -> str:
    """The source under which the reply to a message stands in the history."""
    return f"{message_id}/reply"


def may_be_of_a_new_card(session: Session, message: Message, desk_channel: str) -> bool:
    """Whether this was said or pressed in a thread of the desk that is not known yet, but may soon be."""
    if not desk_channel or message.place.channel != desk_channel:
        return False
    unknown = reads.conversation_at(session, message.place) is None
    return unknown and deliveries.is_under_way(session, "card", "slack")


def _known(session: Session, message: Message) -> Reply | None:
    entry = reads.entry_from(session, reply_source(message.id))
    return None if entry is None else from_facts(Reply, entry.facts["reply"])


def _person(session: Session, message: Message) -> Person | None:
    author = message.author
    known = directory.person_by_identity(session, message.place.door, author.team, author.user)
    if known is None and author.mail:
        return directory.person_by_mail(session, author.mail)
    return known


def _conversation(session: Session, message: Message, rules: Rules) -> tuple[Conversation | None, str]:
    if message.act is not None and message.act.conversation is not None:
        named = reads.conversation(session, message.act.conversation)
        at = reads.conversation_at(session, message.place)
        same = named is not None and at is not None and at[0].id == named.id
        return named, (at[1] if same and at else reads.ASKER)
    found = reads.conversation_at(session, message.place) or _conversation_of(session, message)
    if found is not None:
        return found
    rooted = message.amends or message.erases or message.after_reply or message.act
    if not message.place.direct or rooted:
        return None, reads.ASKER
    return _continued(session, message, rules), reads.ASKER


def _conversation_of(session: Session, message: Message) -> tuple[Conversation, str] | None:
    """The conversation that an earlier message, edited or deleted now, was part of wherever it was said."""
    earlier = message.amends or message.erases
    before = None if not earlier else reads.entry_from(session, earlier)
    talk = None if before is None else reads.conversation(session, before.conversation_id)
    return None if talk is None else (talk, reads.ASKER)


def _continued(session: Session, message: Message, rules: Rules) -> Conversation | None:
    """A new root message in a direct channel: it amends the last question, or answers ours."""
    since = message.at - timedelta(minutes=rules.talk.resume_minutes)
    last = reads.latest_direct(session, message.place, message.author.user, since)
    if last is None:
        return None
    waits = last.stage in (Stage.DETAILS, Stage.CATEGORY, Stage.CHARGE, Stage.ADDRESS, Stage.LIKE)
    adds = last.stage is Stage.TICKET and _soon_after(message, last, rules)
    objects = objection(message, last) is not None
    if waits or adds or objects or _merges(session, message, last, rules):
        return last
    return _asked_before(session, message, since, rules)


def _asked_before(session: Session, message: Message, since: datetime, rules: Rules) -> Conversation | None:
    """What words can only answer, although something else was talked about since: a number, an address."""
    stage = answers_stage(message.text, rules)
    if stage is None:
        return None
    waits = reads.latest_direct(session, message.place, message.author.user, since, stage)
    return waits if waits is not None and (stage is Stage.ADDRESS or asks_job(waits.details)) else None


def _merges(session: Session, message: Message, talk: Conversation, rules: Rules) -> bool:
    """Whether the words amend the question that was just asked (policy 1)."""
    if message.act is not None or message.after_reply or not talk.question or talk.human:
        return False
    if (message.author.team, message.author.user) != (talk.asker_team, talk.asker_user):
        return False
    soon = talk.stage in _MERGES_IN and _soon_after(message, talk, rules)
    return soon and _question_came_last(session, talk)


def _question_came_last(session: Session, talk: Conversation) -> bool:
    """Whether what was heard last is part of the question, and not a press or the answer to one of ours."""
    reply = None if talk.reply_entry is None else reads.entry(session, talk.reply_entry)
    heard = None if reply is None else reply.facts.get("heard")
    last = reads.entry(session, heard) if isinstance(heard, int) else None
    return last is not None and bool(last.words) and str(last.words) in talk.question


def _soon_after(message: Message, talk: Conversation, rules: Rules) -> bool:
    return message.at - talk.last_heard_at <= timedelta(seconds=rules.talk.amend_seconds)


def _is_new(session: Session, message: Message) -> bool:
    author, place = message.author, message.place
    if not place.direct or place.door != SLACK:
        return False
    return not reads.is_welcomed(session, place.door, author.team, author.user)


def _registered(session: Session, message: Message, talk: Conversation | None) -> Person | None:
    if talk is None or talk.stage is not Stage.ADDRESS:
        return None
    typed = (word.strip("<>(),;:.\"'") for word in message.text.replace("|", " ").split() if "@" in word)
    found = (directory.person_by_mail(session, word.removeprefix("mailto:")) for word in typed)
    return next((one for one in found if one is not None), None)


def _with_findings(session: Session, message: Message, seen: Seen, tools: Tools, rules: Rules) -> Seen:
    act = message.act
    if act is not None and act.name in (ActName.ARTICLE, ActName.COVERED):
        return replace(seen, article=tools.passage(_named_article(act), FOR_CUSTOMERS))
    if seen.at_desk:
        return seen
    if act is not None and act.name is ActName.NOT_QUITE and seen.conversation is not None:
        return replace(seen, more=_more(seen, seen.conversation, tools))
    if act is not None and act.name is ActName.SHOW_ARTICLE and seen.conversation is not None:
        return replace(seen, article=_picked(act, seen, seen.conversation, tools))
    text = _question_text(session, message, seen, rules)
    users = () if seen.customer is None else directory.known_users(session, seen.customer.id)
    seen = replace(seen, in_files=in_files(message.attached, users, tools.read_file))
    if not text.strip():
        return seen
    sorted_as = tools.triage(session, text, whose_words(message, seen.customer))
    return replace(seen, question=_question(text, users, seen, sorted_as, tools, rules))


def _named_article(act: Act) -> str:
    """The article that a form names: by its short name, else by choice."""
    named = str(act.fields.get("slug", "")).strip()
    return named or str(act.fields.get("article", act.value))


def _question_text(session: Session, message: Message, seen: Seen, rules: Rules) -> Screened:
    talk = seen.conversation
    if message.act is not None:
        if message.act.name is ActName.FROM_MESSAGE:
            return message.text
        return talk.question if talk is not None and _asks_again(message, seen, rules) else own("")
    if talk is not None and objection(message, talk) is not None:
        return talk.question
    if message.amends is not None and talk is not None:
        return _edited(session, message, talk)
    if talk is not None and (seen.merged or talk.stage is Stage.CATEGORY):
        return join(talk.question, message.text, by="\n")
    return message.text


def _asks_again(message: Message, seen: Seen, rules: Rules) -> bool:
    """Whether the question is searched once more: to be sorted anew, or to refer to the documentation."""
    act, talk = message.act, seen.conversation
    if act is None or talk is None:
        return False
    refers = act.name in (ActName.PERSON, ActName.OPEN) and is_to_be_referred(seen, talk.category, rules)
    return act.name in _ASKS_AGAIN or refers


def _edited(session: Session, message: Message, talk: Conversation) -> Screened:
    before = reads.entry_from(session, message.amends or "")
    if before is None or not before.words or before.words not in talk.question:
        return message.text
    edited: Screened = restored(talk.question.replace(before.words, message.text))
    return edited


def whose_words(message: Message, customer: Customer | None) -> Whose:
    """Whose word on the category of such words counts for this message."""
    author = message.author
    asker = asker_code(message.place.door, author.team, author.user)
    return Whose(None if customer is None else customer.id, asker)


def asker_code(door: str, team: str, user: str) -> str:
    """Somebody who asks, as a door knows them."""
    return f"{door}:{team}/{user}"


def _question(
    text: Screened, users: Sequence[str], seen: Seen, sorted_as: Triage, tools: Tools, rules: Rules
) -> Question:
    findings = nearest(tools.search, text, audience_of(seen), rules.talk.articles_shown)
    found = in_words(text, users, tools.read_details)
    said = merged_details(_NO_DETAILS, found)
    details = merged_details(_kept(seen), {**seen.in_files, **found})
    return Question(text, findings, sorted_as, details, said)


_NO_DETAILS: Details = {name: Detail(name) for name in DetailName}


def _kept(seen: Seen) -> Details:
    if seen.conversation is None or seen.conversation.stage is Stage.CLOSED:
        return _NO_DETAILS
    return seen.conversation.details


def _more(seen: Seen, talk: Conversation, tools: Tools) -> Findings:
    shown = {one.slug for one in talk.shown}
    found = tools.search(talk.question, audience_of(seen), MORE)
    return distinct(Findings(tuple(hit for hit in found.hits if hit.slug not in shown), 0.0))


def _picked(act: Act, seen: Seen, talk: Conversation, tools: Tools) -> Shown | None:
    slug = named_article(act.value)
    return picked(tools.search, tools.passage, slug, talk.question, audience_of(seen))


def audience_at(session: Session, place: Place, customer_id: int | None) -> frozenset[Audience]:
    """Whose articles may be shown to a customer's person (or somebody unknown) at this place."""
    owner = directory.customer_of_channel(session, place.team, place.channel)
    among_themselves = place.direct or (owner is not None and owner.id == customer_id)
    if among_themselves and customer_id is not None:
        return frozenset({Audience.EVERYBODY, Audience.CUSTOMERS})
    return frozenset({Audience.EVERYBODY})


def audience_of(seen: Seen) -> frozenset[Audience]:
    """Whose articles may be shown here: in a place others read along, only those for everybody.

    Those for staff are shown to them in direct messages alone: in a channel their customer reads along.
    """
    if not seen.private:
        return frozenset({Audience.EVERYBODY})
    if seen.staff and seen.direct:
        return frozenset(Audience)
    if isinstance(seen.customer, Customer):
        return frozenset({Audience.EVERYBODY, Audience.CUSTOMERS})
    return frozenset({Audience.EVERYBODY})
