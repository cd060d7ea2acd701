"""Whatever is said in whatever order, twice, late and over restarts: the clock is the policy's (policy 4).

A tiny model says when a customer waits, an oracle what they were promised; after each step the stored
clock is both, and comes out of the history the same.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.build import install
from bot.message import Act, ActName, Author, Message
from bot.reply import Reply
from tests.stories.stage import ROOT, Stage
from tests.stories.test_review import ADA, INCIDENT, SAM
from tests.tickets import oracle
from tickets import reads, writes
from tickets.history_clock import compared, recompute
from tickets.values import Place, Status

ZONE = "America/New_York"
TROUBLE = ["It still fails.", "Thanks, but it came back.", "Is there any news?", "Job 7001235 fails as well."]
THANKS = ["Thanks!", "Thank you, that's it.", "ok thanks", "Great, thank you!"]
ANSWERS = ["Please log in anew.", "Which browser is it?", "We are looking at segment 4."]
NO_ANSWERS = ["note: he means the other job", "// internal", "👍"]
BEGIN = datetime(2026, 10, 30, 20, 3, tzinfo=UTC)
"""A Friday afternoon before the clocks go back."""


class Conversation(RuleBasedStateMachine):
    """One ticket; ``waits`` is the moment of the message that carries its clock, as the policy has it."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage, self.now = stage, BEGIN
        self.sent: list[Message] = []
        self.said: list[datetime] = []
        self.thread = f"talk-{next(stage.ids)}"
        opened = self.opened()
        assert opened.ticket is not None
        self.number, self.talk = opened.ticket, opened.conversation
        self.desk = Place("slack", "T0001", "C0DESK", f"{self.number}.000001", direct=False)
        with stage.here.writing() as session:
            writes.bind(session, self.talk or 0, self.desk, reads.DESK)
        self.waits: datetime | None = self.now
        self.open = True

    def opened(self) -> Reply:
        """A ticket of its own, although those of the conversations before are shown as likely duplicates."""
        shown = self.sends(self.customers(INCIDENT))
        anew = next((offer for offer in shown.offers if offer.act is ActName.NEW_ONE), None)
        if anew is None:
            return shown
        return self.sends(self.customers(act=Act(anew.act, shown.conversation, anew.value)))

    def customers(self, words: str = "", act: Act | None = None, ago: timedelta = timedelta(0)) -> Message:
        place = Place("terminal", "local", ADA, self.thread, direct=True)
        name = f"any:{next(self.stage.ids)}"
        text = self.stage.screened(words)
        return Message(name, self.now - ago, place, Author("local", ADA, ADA), text, act, after_reply=True)

    def staffs(self, words: str = "", act: Act | None = None, ago: timedelta = timedelta(0)) -> Message:
        name, author = f"any:{next(self.stage.ids)}", Author("T0001", SAM, SAM)
        text = self.stage.screened(words)
        return Message(name, self.now - ago, self.desk, author, text, act, addressed=act is not None)

    def pressed(self, name: ActName, **fields: str) -> Act:
        return Act(name, self.talk, "", {field: self.stage.screened(said) for field, said in fields.items()})

    def sends(self, message: Message) -> Reply:
        self.sent.append(message)
        return self.stage.here.road.respond(message)

    @rule(minutes=st.sampled_from([1, 7, 60, 119, 480]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(words=st.sampled_from(TROUBLE), late=st.integers(0, 3))
    def customer_writes(self, words: str, late: int) -> None:
        message = self.customers(words, ago=timedelta(minutes=late))
        self.sends(message)
        self.said.append(message.at)
        self.open = True
        self.waits = self.waits or message.at

    @rule(words=st.sampled_from(THANKS))
    def customer_acknowledges(self, words: str) -> None:
        self.sends(self.customers(words))

    @rule(words=st.sampled_from(ANSWERS), late=st.integers(0, 3))
    def staff_answer(self, words: str, late: int) -> None:
        message = self.staffs(words, ago=timedelta(minutes=late))
        self.sends(message)
        self.answered(message.at)

    @rule(words=st.sampled_from(TROUBLE), answer=st.sampled_from(ANSWERS))
    def their_words_cross(self, words: str, answer: str) -> None:
        """Staff's words, said a minute before the customer's, are heard after them."""
        self.time_passes(2)
        self.customer_writes(words, 0)
        self.staff_answer(answer, 1)

    @rule(words=st.sampled_from(ANSWERS))
    def staff_answer_by_the_form(self, words: str) -> None:
        self.sends(self.staffs(act=self.pressed(ActName.ANSWER, words=words)))
        self.answered(self.now)

    def answered(self, at: datetime) -> None:
        """An answer settles what was said until then; what was said after it waits from its own moment."""
        if self.waits is not None and at >= self.waits:
            self.waits = min((one for one in self.said if one > at), default=None)

    @rule(words=st.sampled_from(NO_ANSWERS))
    def staff_say_nothing_to_the_customer(self, words: str) -> None:
        self.sends(self.staffs(words))

    @rule(act=st.sampled_from([ActName.CLAIM, ActName.ASK_DETAIL]))
    def staff_press_without_words(self, act: ActName) -> None:
        self.sends(self.staffs(act=self.pressed(act, detail="steps")))

    @rule(words=st.sampled_from(["", "It is repaired."]))
    def staff_solve(self, words: str) -> None:
        self.sends(self.staffs(act=self.pressed(ActName.SOLVE, words=words)))
        self.ends()

    @rule(act=st.sampled_from([ActName.SOLVED_IT, ActName.WITHDRAW]))
    def customer_ends_it(self, act: ActName) -> None:
        self.sends(self.customers(act=self.pressed(act)))
        self.ends()

    def ends(self) -> None:
        self.open, self.waits = False, None

    @rule()
    def staff_stop_the_clock_by_hand(self) -> None:
        self.sends(self.staffs(act=self.pressed(ActName.CLOCK_STOP, words="Told by telephone.")))
        self.answered(self.now)

    @rule()
    def staff_start_the_clock_by_hand(self) -> None:
        self.sends(self.staffs(act=self.pressed(ActName.CLOCK_START, words="She rang again.")))
        if self.open:
            self.waits = self.waits or self.now

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def something_comes_twice(self, data: st.DataObject) -> None:
        self.stage.here.road.respond(data.draw(st.sampled_from(self.sent)))

    @rule()
    def the_program_starts_anew(self) -> None:
        here = self.stage.here
        here.engine.dispose()
        self.stage.here = install(here.settings, here.secrets, ROOT)

    @invariant()
    def the_clock_is_the_policys(self) -> None:
        ticket = self.stage.ticket(self.number)
        assert (ticket.status is Status.OPEN) is self.open
        assert ticket.waiting_since == self.waits
        if self.waits is not None:
            tier = oracle.tier_at(self.waits, ZONE, (), ())
            assert ticket.tier == tier
            assert ticket.due_at == oracle.after_minutes(self.waits, oracle.PROMISED[tier])
            assert ticket.target_at == oracle.target_of(self.waits, tier, ZONE, ())

    @invariant()
    def it_comes_out_of_the_history_the_same(self) -> None:
        found = recompute(self.stage.history(self.number))
        assert compared(self.stage.ticket(self.number), found) == ()


@pytest.mark.slow
def test_in_any_conversation_the_clock_is_the_policys(stage: Stage) -> None:
    class OnThisStage(Conversation):
        def __init__(self) -> None:
            super().__init__(stage)

    run_state_machine_as_test(
        OnThisStage,
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
