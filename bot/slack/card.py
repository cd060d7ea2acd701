"""The ticket's card at the desk: all that is known of it, and what staff can press."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot import words
from bot.desk.offers import Press, usual
from bot.drafting import NO_DETAILS_ASKED
from bot.rules import Rules
from bot.slack.budget import Block, Content, cut, fallback, line, within
from bot.slack.home import promise_words, waits_words
from bot.slack.more import more
from bot.slack.parts import Run, aside, button, buttons, grid, header, points, quote, rich, run, stretch
from bot.slack.request_rows import request_rows
from bot.slack.show import detail_words
from bot.slack.visits_shown import visit_now
from bot.words import desk
from bot.words import follow as said
from bot.words.linking import phoned
from bot.words.merging import MERGED_HINT, merged_into
from guard import Screened, join, restored
from tickets.clock import average_words, spoken_due
from tickets.values import DetailName, DetailState, Entry, EntryKind, Status, Ticket
from tickets.visits import Visit

_QUESTION = 1_500
_DETAIL = 700
_ARTICLES, _FILES = 5, 10


def card(
    ticket: Ticket, *, history: Sequence[Entry], rules: Rules, at: datetime, visit: Visit | None = None
) -> Content:
    """The pre-filled ticket as it stands at ``at``; ``visit`` is the one its customer is on."""
    title = f"#{ticket.number} {line(ticket.title, 140)}".rstrip()
    known = [
        header(title),
        *visit_now(visit, rules, at),
        *grid([*_facts(ticket, history, rules, at), *request_rows(history)]),
        *_question(ticket, history),
        *_details(ticket),
        *_shown(ticket, history),
        *_files(history),
        *_related(ticket, history),
        *aside(_hint(ticket)),
    ]
    return within(known, keep=buttons(_pressable(ticket))), fallback(title, ticket.customer.name)


def _facts(ticket: Ticket, history: Sequence[Entry], rules: Rules, at: datetime) -> list[tuple[str, str]]:
    return [
        (words.CUSTOMER, ticket.customer.name),
        (words.ASKED_BY, _asked_by(ticket, history)),
        (words.TAKEN_AS, _category(ticket)),
        (words.STATUS, _status(ticket, rules, at)),
        _in_hand(ticket, history),
        (words.PROMISE, _promise(ticket, rules, at)),
    ]


def _in_hand(ticket: Ticket, history: Sequence[Entry]) -> tuple[str, str]:
    """Who has taken it; of a closed one that nobody had taken, who closed it."""
    if ticket.assignee is not None:
        return words.ASSIGNEE, ticket.assignee.name
    if _open(ticket):
        return words.ASSIGNEE, words.NOBODY
    closers = [one.person.name for one in history if one.person and _closes(one, ticket)]
    return words.CLOSED_BY, closers[-1] if closers else words.NOBODY_TOOK


_CLOSES = frozenset(
    {EntryKind.SOLVED, EntryKind.CONFIRMED, EntryKind.WITHDRAWN, EntryKind.ROUTED, EntryKind.MERGED}
)


def _closes(entry: Entry, ticket: Ticket) -> bool:
    return _of(entry, ticket) and entry.kind in _CLOSES


def _hint(ticket: Ticket) -> Screened:
    if ticket.merged_into is not None:
        return MERGED_HINT
    return words.DESK_HINT if _open(ticket) else words.CLOSED_HINT


def _asked_by(ticket: Ticket, history: Sequence[Entry]) -> str:
    """Who opened it; for a call, also who wrote it down."""
    opener = ticket.opener
    calls = (one for one in history if _of(one, ticket) and one.facts.get("by_phone"))
    call = next(calls, None)
    if call is None or call.person is None:
        return f"{opener.name} ({opener.mail})"
    return phoned(opener.name, opener.mail, call.person.name)


def _status(ticket: Ticket, rules: Rules, at: datetime) -> Screened:
    if ticket.merged_into is not None:
        return merged_into(ticket.merged_into)
    status = words.STATUS_WORDS[ticket.status]
    waits = waits_words(ticket, rules, at)
    return join(status, waits, by=", ") if waits else status


def _category(ticket: Ticket) -> str:
    named = words.CATEGORY_WORDS.get(ticket.category, restored(ticket.category))
    sure = words.CORRECTED if ticket.sure is None else words.percent_sure(ticket.sure)
    return f"{named} ({sure})"


def _promise(ticket: Ticket, rules: Rules, at: datetime) -> Screened:
    """What is owed, and how much time was left when the card was shown: it is read later, too."""
    if not _open(ticket) or ticket.target_at is None:
        return words.NOTHING_OWED
    left = round((ticket.target_at - at).total_seconds() / 60)
    now = restored(spoken_due(at, at, rules.promise))
    span = restored(average_words(abs(left)))
    told = desk.time_left(span, now) if left >= 0 else desk.target_passed(span, now)
    return join(promise_words(ticket, rules, at), told, by=" · ")


def _question(ticket: Ticket, history: Sequence[Entry]) -> list[Block]:
    """The words the ticket was opened with; the header holds only their beginning."""
    opened = (one.words for one in history if _of(one, ticket) and one.kind is EntryKind.OPENED)
    text = cut(next((said for said in opened if said), ticket.subject), _QUESTION)
    return rich(stretch(run(words.THEIR_WORDS, "bold")), quote(run(text))) if text else []


def _of(entry: Entry, ticket: Ticket) -> bool:
    return entry.ticket_number in (None, ticket.number)


def _details(ticket: Ticket) -> list[Block]:
    """The details; for what needs none, only those that were given."""
    asked = ticket.category not in NO_DETAILS_ASKED
    given = [n for n in DetailName if asked or ticket.details[n].state is not DetailState.MISSING]
    return rich(*(stretch(_detail(ticket, name)) for name in given)) if given else []


def _detail(ticket: Ticket, name: DetailName) -> list[Run]:
    value = detail_words(ticket.details, name)
    ours = value in (words.NOT_GIVEN, words.DOES_NOT_APPLY)
    label = run(f"{words.DETAIL_LABELS[name]}: ", "bold")
    return [*label, *run(cut(value, _DETAIL), *(["italic"] if ours else []))]


def _shown(ticket: Ticket, history: Sequence[Entry]) -> list[Block]:
    """What the search found before it was opened; for who phoned nothing was searched."""
    if any(_of(one, ticket) and one.facts.get("by_phone") for one in history):
        return []
    heading = stretch(run(words.SEARCHED, "bold"))
    if not ticket.shown:
        return rich(heading, stretch(run(words.NOTHING_SHOWN, "italic")))
    titles = [
        run(f"{line(one.title, 150)} ({words.percent_sure(one.sure)})") for one in ticket.shown[:_ARTICLES]
    ]
    return rich(heading, points(titles))


def _files(history: Sequence[Entry]) -> list[Block]:
    named = [_file(one.facts.get("file")) for one in history if one.kind is EntryKind.FILE]
    if not named:
        return []
    more = len(named) - _FILES
    lines = [run(line(one, 150)) for one in named[:_FILES]]
    return rich(stretch(run(words.FILES, "bold")), points([*lines, run(words.and_more(more))]))


def _related(ticket: Ticket, history: Sequence[Entry]) -> list[Block]:
    """That it goes on from a ticket that stays closed, and what the person thought of our help."""
    theirs = [one for one in history if one.ticket_number == ticket.number]
    related = [one.words for one in theirs if one.kind is EntryKind.RELATED and one.words]
    stars = [one.facts["stars"] for one in theirs if one.kind is EntryKind.RATED and "stars" in one.facts]
    figure = [one.words for one in theirs if one.kind is EntryKind.REFERRED and one.words]
    return aside(*related, *figure, *(said.rated(int(str(count))) for count in stars))


def _file(facts: object) -> str:
    if not isinstance(facts, Mapping):
        return "–"
    named = words.file_named(restored(str(facts.get("name", "–"))), int(facts.get("size", 0)))
    return words.not_passed_on(named) if facts.get("left_out") else named


def _pressable(ticket: Ticket) -> list[dict[str, object]]:
    """What staff can do; the rarer acts in a menu."""
    return [*(_button(one) for one in usual(ticket)), *more(ticket)]


def _button(press: Press) -> dict[str, object]:
    return button(press.label, f"desk:{press.act}", str(press.conversation), primary=press.main)


def _open(ticket: Ticket) -> bool:
    return ticket.status is Status.OPEN
