"""Decides what a letter is: taken, kept waiting for staff, noted or dropped. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.reply import Offer
from mail.belonging import Belongs
from mail.breakers import Lately
from mail.incoming import Incoming, Proof
from tickets.letter_reasons import Why
from tickets.letters import Became
from tickets.values import Person


@dataclass(frozen=True)
class Known:
    """What is known around a letter, besides what it says itself.

    ``ours`` says that we wrote it, ``alike`` that it came before by another way, ``ourselves`` that it bears
    our own address as its sender. ``offer`` is what its number chooses of the letter it answers; ``most`` is
    the breaker, in letters an hour.
    """

    person: Person | None
    belongs: Belongs
    lately: Lately
    most: int
    ours: bool = False
    alike: bool = False
    ourselves: bool = False
    offer: Offer | None = None


@dataclass(frozen=True)
class Verdict:
    """What a letter becomes, and why."""

    state: Became
    why: Why


def judge(letter: Incoming, known: Known) -> Verdict:
    """What becomes of a letter. Nothing an automatic or a forged one says can change any other's course."""
    return _nobodys(letter, known) or _doubtful(letter, known) or _by_sender(known)


def _nobodys(letter: Incoming, known: Known) -> Verdict | None:
    """What no person wrote to us now."""
    if known.ours:
        return Verdict(Became.DROPPED, Why.LOOP)
    if letter.bounce is not None:
        return Verdict(Became.NOTED, Why.BOUNCE)
    if letter.automatic is not None:
        return Verdict(Became.NOTED if _is_kept(letter, known) else Became.DROPPED, Why.AUTOMATIC)
    return Verdict(Became.DROPPED, Why.REPEATED) if known.alike else None


def _is_kept(letter: Incoming, known: Known) -> bool:
    """Whether an automatic letter is kept as a note: what a person could not have said there is not."""
    theirs = known.belongs.conversation is not None and known.belongs.why is None
    believed = letter.proof is Proof.PASSED or not (_is_staff(known) or letter.proof is Proof.FAILED)
    return theirs and believed and known.lately.broken(known.most) is None


def _doubtful(letter: Incoming, known: Known) -> Verdict | None:
    """What staff must look at before anything follows from it."""
    if not letter.sender:
        return _waits(Why.NO_SENDER)
    if known.ourselves:
        return _waits(Why.OURSELVES)
    broken = known.lately.broken(known.most)
    if broken is not None:
        return _waits(broken)
    if letter.proof is Proof.FAILED:
        return _waits(Why.FORGED)
    if _is_staff(known) and letter.proof is not Proof.PASSED:
        return _waits(Why.STAFF_UNPROVEN)
    return None if known.belongs.why is None else _waits(known.belongs.why)


def _by_sender(known: Known) -> Verdict:
    if _is_staff(known):
        return _of_staff(known)
    if known.offer is not None:
        return Verdict(Became.TAKEN, Why.CHOICE)
    if known.belongs.ticket is not None:
        return Verdict(Became.TAKEN, Why.JOINS)
    if known.person is not None and known.person.entitled:
        return Verdict(Became.TAKEN, Why.OPENS)
    if known.lately.answered:
        return _waits(Why.ANSWERED_BEFORE)
    return Verdict(Became.TAKEN, Why.SELF_HELP) if known.person is not None else _of_unknown(known)


def _of_unknown(known: Known) -> Verdict:
    """All unknown senders together are answered so often an hour: many addresses may be forged by one."""
    if known.lately.unknown >= known.most:
        return _waits(Why.TOO_MANY_UNKNOWN)
    return Verdict(Became.TAKEN, Why.UNKNOWN_HELPED)


def _of_staff(known: Known) -> Verdict:
    if known.belongs.ticket is None:
        return _waits(Why.STAFF_NO_TICKET)
    return Verdict(Became.TAKEN, Why.OF_STAFF)


def _is_staff(known: Known) -> bool:
    return known.person is not None and known.person.is_staff


def _waits(why: Why) -> Verdict:
    return Verdict(Became.WAITING, why)
