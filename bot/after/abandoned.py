"""Notes who was left without an answer and has gone away without a word. Safe to repeat.

Silence is never a success, and no proof of a failure either. A talk counts as abandoned when the search was
not sure of an answer, the bot had asked its asker something (what kind of matter it is, or a detail of the
ticket) or its asker had opened an article that only came near, and then nothing came for so many hours.
Below an answer the search was sure of silence says nothing, and nothing is noted.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.rules import Rules
from knowledge import gap_silence, gaps
from knowledge.gaps import Reason
from records.engine import Session
from tickets import standing_still
from tickets.values import Conversation, Stage

WAITS = frozenset({Stage.CATEGORY, Stage.DETAILS})
"""At these stages the bot has asked its asker something that their question needs."""
LOOKED_BACK = timedelta(days=7)
"""For so long it is looked for those who have gone away; later nobody would miss an answer."""


def is_abandoned(talk: Conversation, at: datetime, rules: Rules) -> bool:
    """Whether the asker has gone away from a question that was not surely answered."""
    heard = timedelta(hours=rules.gaps.abandoned_hours)
    return (
        talk.stage in WAITS
        and not talk.human
        and bool(talk.question.strip())
        and talk.last_heard_at <= at - heard
        and all(one.sure < rules.sure.precision for one in talk.shown)
    )


def note_abandoned(session: Session, rules: Rules, at: datetime) -> int:
    """Record what was abandoned, and let go of what was taken up again; returns how many are new."""
    _let_go(session)
    until = at - timedelta(hours=rules.gaps.abandoned_hours)
    talks = standing_still.still(session, WAITS, until - LOOKED_BACK, until)
    known = gap_silence.known(session, [talk.id for talk in talks])
    gone = [talk for talk in talks if is_abandoned(talk, at, rules)]
    new = sum(_record(session, talk) for talk in gone if (talk.id, str(talk.question)) not in known)
    return new + _given_up(session, until)


def _record(session: Session, talk: Conversation) -> bool:
    return gaps.record(
        session,
        at=talk.last_heard_at,
        message_id=f"abandoned:{talk.id}:{talk.revision}",
        asker_ref=f"{talk.asker_team}/{talk.asker_user}",
        door=talk.door,
        question=talk.question,
        shown=[gaps.Shown(one.slug, one.sure) for one in talk.shown],
        reason=Reason.ABANDONED,
        conversation_id=talk.id,
        customer_id=talk.customer_id,
        still_at=talk.last_heard_at,
    )


def _given_up(session: Session, until: datetime) -> int:
    """Who opened a near article and said nothing for so long was not surely helped by it."""
    read = gap_silence.held_back(session)
    heard = standing_still.heard_at(session, set(read.values()))
    silent = [gap for gap, talk in read.items() if talk in heard and heard[talk] <= until]
    gap_silence.give_up(session, silent)
    return len(silent)


def _let_go(session: Session) -> None:
    """Who had gone away and has been heard since goes on with it otherwise."""
    away = gap_silence.abandoned(session)
    heard = standing_still.heard_at(session, {talk for talk, _ in away.values()})
    back = [gap for gap, (talk, still_at) in away.items() if talk in heard and heard[talk] > still_at]
    gap_silence.lapse(session, back)
