"""What the bot answers, as a letter: what it says, the passages it found, what can be chosen."""

from __future__ import annotations

from collections.abc import Sequence

from bot import words as said
from bot.message import ActName
from bot.offered import offers_of
from bot.reply import KnownDetail, Offer, Reply, ReplyKind, Shown
from guard import Screened, fill, own, restored, shorten
from mail import words
from mail.blocks import Block, Choices, Heading, Items, Pairs, Paragraphs, Passage, Small, Words
from mail.compose.case import Case, Content
from mail.compose.recipients import DESK, ESCALATION
from mail.compose.wording import for_letter
from records.facts import from_facts
from tickets import directory

_SHORT = 350
_NEAREST, _NAMED = 3, 5


def reply(case: Case) -> Content:
    """The reply that the entry holds, or the words of whoever it tells of."""
    if "reply" not in case.entry.facts:
        return _words(case)
    given = for_letter(from_facts(Reply, case.entry.facts["reply"]))
    small = _small(case) if _is_to_customer(case) else ()
    chosen = choices(case) if _is_to_customer(case) else ()
    return Content((*_said(given), *chosen, Small(small)), human="tasks" in case.entry.facts)


def choices(case: Case) -> tuple[Block, ...]:
    """What can be chosen by its number, and how: the same that is looked up when a number comes back."""
    offers = offers_of(case.session, case.entry)
    return (Choices(words.CHOOSE, tuple(map(_label, offers))),) if offers else ()


def _label(offer: Offer) -> Screened:
    return words.task_done(offer.label) if offer.act is ActName.TASK_DONE else offer.label


def found(hits: Sequence[Shown], nearest: int = _NEAREST) -> tuple[Block, ...]:
    """The nearest articles in short, the others by their titles."""
    shown = tuple(_passage(hit, full=False) for hit in hits[:nearest])
    return (*shown, *_see_also(hits[nearest:]))


def pairs(details: Sequence[KnownDetail]) -> Pairs:
    return Pairs(tuple((one.label, one.value) for one in details))


def _said(given: Reply) -> tuple[Block, ...]:
    lead = (Paragraphs(given.news), Paragraphs(given.text, main=True))
    noted = (Heading(said.NOTED), pairs(given.details)) if given.details else ()
    return (*lead, *_articles(given), *noted, Paragraphs(given.after))


def _articles(given: Reply) -> tuple[Block, ...]:
    """An answer is its first hit in full; otherwise the nearest are shown in short."""
    if not given.hits:
        return ()
    if given.kind is not ReplyKind.ANSWER:
        led = given.kind in (ReplyKind.CLOSEST, ReplyKind.QUESTION, ReplyKind.HANDOVER)
        return (*(() if led else (Heading(words.FOUND),)), *found(given.hits))
    return (_passage(given.hits[0], full=True), *_see_also(given.hits[1:]))


def _passage(hit: Shown, *, full: bool) -> Passage:
    source = words.article_source(hit.kind, hit.section, sample=hit.sample)
    if not full:
        return Passage(hit.title, source, shorten(hit.passage, _SHORT), hit.marks, link=hit.link)
    note = said.GOES_ON if hit.shortened else own("")
    return Passage(hit.title, source, hit.passage, hit.marks, hit.markdown, note, hit.link)


def _see_also(hits: Sequence[Shown]) -> tuple[Block, ...]:
    if not hits:
        return ()
    return (Heading(words.SEE_ALSO), Items(tuple(_title(hit) for hit in hits[:_NAMED])))


def _title(hit: Shown) -> Screened:
    source = words.article_source(hit.kind, hit.section, sample=hit.sample)
    line = fill("{title} ({source})", title=hit.title, source=source)
    return fill("{line} {link}", line=line, link=restored(hit.link)) if hit.link else line


def _is_to_customer(case: Case) -> bool:
    payload = case.work.payload
    if "person" in payload:
        person = directory.person_by_id(case.session, int(payload["person"]))
        return person is not None and not person.is_staff
    return payload.get("to") not in (DESK, ESCALATION)


def _small(case: Case) -> tuple[Screened, ...]:
    if case.ticket is not None:
        return (words.REACHES_STAFF,)
    known = case.conversation().customer_id is not None
    return (words.GO_ON if known else words.MACHINE, words.emergency(case.rules.lines))


def _words(case: Case) -> Content:
    """What a person said, or did by choosing something."""
    act = case.entry.facts.get("act")
    chosen = str(act.get("name", "")) if isinstance(act, dict) else ""
    told = case.entry.words or said.PRESSED_WORDS.get(chosen, own(""))
    person, customer = case.entry.person, None if case.ticket is None else case.ticket.customer
    if person is None:
        return Content((Paragraphs(told),))
    by = words.customer_said(person.name, "" if customer is None else customer.name)
    return Content((Words(by, told), Small((words.REACHES_CUSTOMER,))), human=bool(case.entry.words))
