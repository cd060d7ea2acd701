"""Topics stay: the round keeps their numbers and what people did, and counts their questions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from guard import own, restored
from knowledge import gap_topics, gaps, topic_acts, topic_round
from knowledge.gap_topics import GapTopic, TopicState, What
from knowledge.gaps import GapState, Reason
from knowledge.regrouping import identified, successors
from knowledge.topic_acts import NotPossibleError, TopicChangedError
from knowledge.topic_counts import recount, standing
from knowledge.topics import Topic, topics
from records.engine import Transactions

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
KIM = 7
FAX = ("send a fax to the clinic", "fax to another clinic", "where do I send a fax")
PEDAL = ("foot pedal is too fast", "change the speed of the foot pedal")


def ask(
    transaction: Transactions, *questions: str, customer: int = 1, minutes: int = 0, who: str = ""
) -> list[int]:
    """Each question asked in a conversation of its own; returns the numbers of the queries."""
    with transaction() as session:
        before = len(gaps.after(session, 0))
        for number, question in enumerate(questions, before + 1):
            gaps.record(
                session,
                at=AT + timedelta(minutes=minutes + number),
                message_id=f"m{number}",
                asker_ref=who or f"T1/U{number}",
                door="slack",
                question=restored(question),
                shown=(),
                reason=Reason.NOTHING_FOUND,
                conversation_id=100 + number,
                customer_id=customer,
            )
        return [gap.id for gap in gaps.after(session, 0)][before:]


def round_of(transaction: Transactions, minutes: int = 60, reopened_by: int = 3) -> list[int] | None:
    """One round, as the program does it."""
    with transaction() as session:
        plan = topic_round.look(session)
    found = topics(plan.questions, (), None, plan.fixed)
    with transaction() as session:
        return topic_round.place(session, plan, found, reopened_by, AT + timedelta(minutes=minutes))


def standing_topics(transaction: Transactions) -> dict[frozenset[int], GapTopic]:
    """The topics that have queries, by the numbers of those."""
    with transaction() as session:
        rows = gaps.after(session, 0)
        found = {one.id: one for one in gap_topics.these_topics(session)}
    return {
        frozenset(gap.id for gap in rows if gap.topic_id == number): one
        for number, one in found.items()
        if any(gap.topic_id == number for gap in rows)
    }


def topic_with(transaction: Transactions, gap_ids: Sequence[int]) -> GapTopic:
    return standing_topics(transaction)[frozenset(gap_ids)]


def test_questions_of_two_customers_are_one_topic_with_its_counts(transaction: Transactions) -> None:
    fax = ask(transaction, *FAX[:2]) + ask(transaction, FAX[2], customer=2)
    pedal = ask(transaction, *PEDAL, who="T1/U9")
    round_of(transaction)
    first, second = topic_with(transaction, fax), topic_with(transaction, pedal)
    assert (first.counts.questions, first.counts.people, first.counts.customers) == (3, 3, 2)
    assert (second.counts.questions, second.counts.people, second.counts.customers) == (2, 1, 1)
    assert (first.state, "fax" in first.name) == (TopicState.OPEN, True)
    assert first.counts.oldest == AT + timedelta(minutes=1)
    with transaction() as session:
        assert not topic_round.has_unplaced(session)


def test_a_topic_keeps_its_number_when_questions_come(transaction: Transactions) -> None:
    fax = ask(transaction, *FAX)
    round_of(transaction)
    before = topic_with(transaction, fax)
    more = ask(transaction, "can I send a fax to two clinics", *PEDAL)
    round_of(transaction, minutes=120)
    after = topic_with(transaction, [*fax, more[0]])
    assert (after.id, after.made_at, after.seen_at) == (
        before.id,
        AT + timedelta(minutes=60),
        AT + timedelta(minutes=120),
    )
    assert after.counts.questions == 4


def test_merged_by_hand_stays_merged_and_the_other_points_on(transaction: Transactions) -> None:
    fax, pedal = ask(transaction, *FAX), ask(transaction, *PEDAL)
    round_of(transaction)
    first, second = topic_with(transaction, fax), topic_with(transaction, pedal)
    with transaction() as session:
        topic_acts.merge(session, second.id, second.revision, first.id, KIM, AT)
    ask(transaction, "is there a quieter foot pedal with speed keys")
    round_of(transaction, minutes=120)
    with transaction() as session:
        gone = gap_topics.topic(session, second.id)
        together = [gap.topic_id for gap in gaps.these(session, [*fax, *pedal])]
        told = [(act.what, act.person_id) for act in gap_topics.history(session, second.id)]
    assert gone is not None
    assert (gone.state, gone.merged_into) == (TopicState.GONE, first.id)
    assert together == [first.id] * 5
    assert told == [(What.MERGED, KIM)]


def test_split_by_hand_stays_apart(transaction: Transactions) -> None:
    fax = ask(transaction, *FAX)
    round_of(transaction)
    whole = topic_with(transaction, fax)
    with transaction() as session:
        new = topic_acts.split(session, whole.id, whole.revision, fax[:1], own("to one clinic"), KIM, AT)
    ask(transaction, "send a fax to the clinic please")
    round_of(transaction, minutes=120)
    with transaction() as session:
        placed = {gap.id: gap.topic_id for gap in gaps.after(session, 0)}
        name = gap_topics.these_topics(session, [new])[0].name
    assert (placed[fax[0]], placed[fax[1]], placed[fax[2]]) == (new, whole.id, whole.id)
    assert placed[fax[0] + 3] in (new, whole.id)
    assert name == "to one clinic"


def test_what_is_split_off_takes_the_same_words_of_its_conversation_along(transaction: Transactions) -> None:
    fax = ask(transaction, *FAX)
    with transaction() as session:
        gaps.record(
            session,
            at=AT,
            message_id="again",
            asker_ref="T1/U1",
            door="slack",
            question=own(FAX[0]),
            shown=(),
            reason=Reason.NOT_QUITE,
            conversation_id=101,
        )
    round_of(transaction)
    (whole,) = standing_topics(transaction).values()
    with transaction() as session:
        new = topic_acts.split(session, whole.id, whole.revision, fax[:1], own("one"), KIM, AT)
        moved = [gap.message_id for gap in gaps.after(session, 0) if gap.topic_id == new]
    assert moved == ["m1", "again"]
    assert topic_with(transaction, fax[1:]).counts.questions == 2


def test_a_name_given_by_hand_stays_and_an_assignee_too(transaction: Transactions) -> None:
    fax = ask(transaction, *FAX)
    round_of(transaction)
    one = topic_with(transaction, fax)
    with transaction() as session:
        topic_acts.rename(session, one.id, one.revision, own("Facsimile"), KIM, AT)
        topic_acts.assign(session, one.id, one.revision + 1, KIM, KIM, AT)
    more = ask(transaction, "send a fax to the clinic at night")
    round_of(transaction, minutes=120)
    after = topic_with(transaction, [*fax, *more])
    assert (after.id, after.name, after.assignee_id) == (one.id, "Facsimile", KIM)


def test_a_dismissed_topic_takes_like_questions_in_until_enough_people_ask(transaction: Transactions) -> None:
    fax = ask(transaction, *FAX)
    round_of(transaction)
    one = topic_with(transaction, fax)
    with transaction() as session:
        topic_acts.dismiss(session, one.id, one.revision, own("Nobody faxes."), KIM, AT + timedelta(hours=1))
    late = ask(transaction, "send a fax to our clinic", "fax to the other clinic", minutes=120)
    round_of(transaction, minutes=180, reopened_by=3)
    quiet = topic_with(transaction, [*fax, *late])
    assert (quiet.state, quiet.counts.questions) == (TopicState.DISMISSED, 5)
    with transaction() as session:
        assert gaps.list_open(session) == []
    loud = ask(transaction, "how to send a fax to a clinic", minutes=240)
    round_of(transaction, minutes=300, reopened_by=3)
    again = topic_with(transaction, [*fax, *late, *loud])
    assert (again.id, again.state, again.counts.questions) == (one.id, TopicState.OPEN, 6)
    with transaction() as session:
        *_, last = gap_topics.history(session, one.id)
    assert (last.what, last.person_id, last.facts) == (What.REOPENED, None, {"people": 3})


def test_a_topic_is_answered_with_its_last_query_and_open_again_with_the_next(
    transaction: Transactions,
) -> None:
    fax = ask(transaction, *FAX)
    round_of(transaction)
    with transaction() as session:
        for gap in fax:
            gaps.close(session, gap)
        recount(session, AT)
    done = topic_with(transaction, fax)
    assert (done.state, done.counts.questions) == (TopicState.ANSWERED, 3)
    more = ask(transaction, "where do I send a fax to")
    round_of(transaction, minutes=120)
    again = topic_with(transaction, [*fax, *more])
    assert (again.id, again.state, again.counts.questions) == (done.id, TopicState.OPEN, 1)


def test_who_was_slower_than_somebody_else_changes_nothing(transaction: Transactions) -> None:
    fax = ask(transaction, *FAX)
    round_of(transaction)
    seen = topic_with(transaction, fax)
    with transaction() as session:
        topic_acts.assign(session, seen.id, seen.revision, KIM, KIM, AT)
    with pytest.raises(TopicChangedError), transaction() as session:
        topic_acts.dismiss(session, seen.id, seen.revision, own("No."), 8, AT)
    assert topic_with(transaction, fax).state is TopicState.OPEN


def test_a_round_gives_way_to_what_people_did_meanwhile(transaction: Transactions) -> None:
    fax = ask(transaction, *FAX)
    round_of(transaction)
    one = topic_with(transaction, fax)
    ask(transaction, *PEDAL)
    with transaction() as session:
        plan = topic_round.look(session)
    with transaction() as session:
        topic_acts.assign(session, one.id, one.revision, KIM, KIM, AT)
    with transaction() as session:
        found = topics(plan.questions, (), None, plan.fixed)
        assert topic_round.place(session, plan, found, 3, AT) is None
        assert topic_round.has_unplaced(session)
    assert round_of(transaction) is not None


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda s, t: topic_acts.merge(s, t.id, t.revision, t.id, KIM, AT), "into itself"),
        (lambda s, t: topic_acts.merge(s, t.id, t.revision, 999, KIM, AT), "not open"),
        (lambda s, t: topic_acts.split(s, t.id, t.revision, [], own("x"), KIM, AT), "Tick the questions"),
        (lambda s, t: topic_acts.split(s, t.id, t.revision, [1, 2, 3], own("x"), KIM, AT), "at least one"),
        (lambda s, t: topic_acts.split(s, t.id, t.revision, [1], own(" "), KIM, AT), "needs a name"),
        (lambda s, t: topic_acts.rename(s, t.id, t.revision, own(""), KIM, AT), "needs a name"),
        (lambda s, t: topic_acts.dismiss(s, t.id, t.revision, own(" "), KIM, AT), "Say why"),
        (lambda s, t: topic_acts.reopen(s, t.id, t.revision, KIM, AT), "was dismissed"),
    ],
)
def test_what_cannot_be_done_says_why_and_leaves_all_as_it_was(
    transaction: Transactions, act: object, sentence: str
) -> None:
    fax = ask(transaction, *FAX)
    round_of(transaction)
    one = topic_with(transaction, fax)
    assert callable(act)
    with pytest.raises(NotPossibleError, match=sentence), transaction() as session:
        act(session, one)
    assert topic_with(transaction, fax) == one


A, B, C = Topic((0, 1, 2), "a"), Topic((3, 4), "b"), Topic((5,), "c")


@pytest.mark.parametrize(
    ("was", "fixed", "known"),
    [
        ([None] * 6, [None] * 6, [None, None, None]),
        ([1, 1, 2, 2, 2, None], [None] * 6, [1, 2, None]),
        ([1, 1, 1, 1, None, 1], [None] * 6, [1, None, None]),
        ([1, 1, 1, 1, None, None], [None, None, None, 1, None, None], [None, 1, None]),
        ([3, None, None, 3, 3, 4], [None] * 6, [None, 3, 4]),
    ],
)
def test_a_topic_goes_where_most_of_its_questions_are(
    was: list[int | None], fixed: list[int | None], known: list[int | None]
) -> None:
    assert identified((A, B, C), was, fixed) == known


def test_what_has_no_questions_left_says_where_most_of_them_are() -> None:
    assert successors((A, B), (10, 11), [1, 1, 2, 2, 2]) == {1: 10, 2: 11}


COUNT = gap_topics.Counts(questions=1)


@pytest.mark.parametrize(
    ("was", "counts", "now"),
    [
        (TopicState.OPEN, {GapState.OPEN: COUNT, GapState.ANSWERED: COUNT}, TopicState.OPEN),
        (TopicState.OPEN, {GapState.ANSWERED: COUNT, GapState.READ: COUNT}, TopicState.ANSWERED),
        (TopicState.ANSWERED, {GapState.OPEN: COUNT}, TopicState.OPEN),
        (TopicState.DISMISSED, {GapState.OPEN: COUNT}, TopicState.DISMISSED),
        (TopicState.OPEN, {GapState.LAPSED: COUNT}, TopicState.GONE),
        (TopicState.GONE, {GapState.OPEN: COUNT}, TopicState.OPEN),
        (TopicState.OPEN, {}, TopicState.GONE),
    ],
)
def test_where_a_topic_stands(
    was: TopicState, counts: dict[GapState, gap_topics.Counts], now: TopicState
) -> None:
    assert standing(was, counts) is now
