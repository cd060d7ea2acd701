"""One conversation of a large desk as rows: a ticket with its clock, an unanswered query, an answer."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from bench.load import INCIDENTS
from bench.search import QUESTIONS, read_questions
from bot.message import ActName
from bot.reply import Reply, ReplyKind, Shown, Sorted
from guard import Screened, restored
from records.facts import to_facts
from tickets.clock import Promise, promise
from tickets.policy import OfficeHours, PromiseRules, VisitWindow
from tickets.terms import terms
from tickets.values import Actor, Audience, DetailName, EntryKind, Stage, Status

RULES: Final = PromiseRules(hours=OfficeHours())
CATEGORIES: Final = {"incident": 62, "education": 14, "service": 11, "feature": 9, "emergency": 2, "other": 2}
MODEL: Final = "shipped-1"
STAFF_FROM: Final = 601
AGENTS: Final = 8
Rows = dict[str, list[dict[str, Any]]]


@dataclass
class Story:
    """One conversation being told: the next entry's id, the ticket's number, who asks and when."""

    talk: int
    entry: int
    number: int
    at: datetime
    person: int
    customer: int
    now: datetime
    chance: random.Random
    rows: Rows = field(default_factory=dict)

    def row(self, table: str, **values: Any) -> None:
        """A row more."""
        self.rows.setdefault(table, []).append(values)

    def says(
        self,
        kind: EntryKind,
        at: datetime,
        actor: Actor = Actor.BOT,
        ticket: int | None = None,
        person: int | None = None,
        words: Screened | None = None,
        facts: Mapping[str, Any] | None = None,
        audience: Audience = Audience.CUSTOMER,
    ) -> int:
        """An entry more; its id."""
        self.entry += 1
        self.row(
            "entries",
            id=self.entry,
            conversation_id=self.talk,
            ticket_number=ticket,
            at=at,
            kind=kind,
            actor=actor,
            person_id=person,
            audience=audience,
            facts=dict(facts or {}),
            words=words,
            source=f"large:{self.entry}",
        )
        return self.entry

    def begins(self, question: Screened, category: str, stage: Stage) -> None:
        """The conversation itself, and where it is held."""
        user = f"U{self.person:06}"
        self.row(
            "conversations",
            id=self.talk,
            door="slack",
            asker_team="T0LARGE",
            asker_user=user,
            person_id=self.person,
            customer_id=self.customer,
            started_at=self.at,
            last_heard_at=self.at,
            stage=stage,
            question=question,
            category=category,
            sure=0.93,
            model=MODEL,
            details={},
            shown={},
        )
        self.row("places", **_PLACE, conversation_id=self.talk, channel=f"D{user}", thread=f"{self.talk}.1")

    def asks(self, question: Screened, category: str, kind: ReplyKind, hits: int) -> datetime:
        """The question and the bot's reply to it; when that was."""
        heard = self.says(EntryKind.ASKED, self.at, Actor.PERSON, person=self.person, words=question)
        at = self.at + timedelta(seconds=1)
        facts = {"reply": _reply(kind, category, hits), "heard": heard}
        self.says(EntryKind.REPLIED, at, facts=facts)
        return at

    def presses(self, act: ActName, at: datetime) -> None:
        """A button of the last reply."""
        facts = {"act": {"name": act.value, "value": ""}}
        self.says(EntryKind.PRESSED, at, Actor.PERSON, person=self.person, facts=facts)


_PLACE: Final = {"role": "asker", "door": "slack", "enterprise": "", "team": "T0LARGE", "direct": True}


def answered_story(story: Story) -> None:
    """An article answered: two in five say so, most say nothing, some say that it did not."""
    question = _question(story.chance)
    story.begins(question, "education", Stage.FREE)
    at = story.asks(question, "education", ReplyKind.ANSWER, 2) + timedelta(minutes=2)
    said = story.chance.random()
    if said < 0.4:
        story.presses(ActName.SOLVED_IT, at)
        _verdict(story, question, "solved", at)
    elif said < 0.5:
        story.presses(ActName.NOT_QUITE, at)
        _query(story, question, "not_quite", 2)


def query_story(story: Story) -> None:
    """Nobody could answer: near articles or none, and a gap for the knowledge managers."""
    question = _question(story.chance) if story.chance.random() < 0.7 else _incident(story.chance)
    hits = story.chance.choice((0, 1, 2, 3))
    story.begins(question, "education", Stage.FREE)
    at = story.asks(question, "education", ReplyKind.CLOSEST, hits)
    if story.chance.random() < 0.05:
        _correction(story, question, "education", "incident", at)
    _query(story, question, "not_sure" if hits else "nothing_found", hits)


def ticket_story(story: Story) -> None:
    """A ticket with its clock: two in five asked the bot first; nearly all are answered and solved."""
    chance, at = story.chance, story.at
    [category] = chance.choices(list(CATEGORIES), list(CATEGORIES.values()))
    subject = _incident(chance)
    story.begins(subject, category, Stage.TICKET)
    if chance.random() < 0.4:
        at = story.asks(subject, category, ReplyKind.QUESTION, 1) + timedelta(minutes=1)
    if chance.random() < 0.04:
        _correction(story, subject, category, "service" if category != "service" else "incident", at)
    opened = story.says(
        EntryKind.OPENED,
        at,
        Actor.PERSON,
        story.number,
        story.person,
        subject,
        {"category": category, "asked_at": story.at.isoformat(), "model": MODEL},
    )
    promised, visits = _promised(story, at)
    facts = {**terms(promised, RULES, visits), "cause": opened}
    _staff_fact(story, EntryKind.CLOCK_STARTED, at, facts)
    _ticket(story, category, subject, at, _goes_on(story, at, promised))


def _goes_on(story: Story, at: datetime, promised: Promise) -> dict[str, Any]:
    """What staff did meanwhile, and the columns of the ticket that tell of it."""
    chance, agent = story.chance, STAFF_FROM + story.chance.randrange(AGENTS)
    answered = at + timedelta(minutes=chance.expovariate(1 / (promised.minutes / 4)))
    if answered >= story.now:
        return {"status": Status.OPEN, **_running(promised)}
    said = story.says(
        EntryKind.STAFF_WORDS,
        answered,
        Actor.STAFF,
        story.number,
        agent,
        restored("Please load the job again."),
        {"response": "live"},
    )
    waited = (answered - at).total_seconds()
    facts = {"how": "response", "waited_seconds": waited, "cause": said}
    _staff_fact(story, EntryKind.CLOCK_STOPPED, answered, facts)
    solved = answered + timedelta(hours=chance.expovariate(1 / 20))
    if solved >= story.now:
        return {"status": Status.OPEN, "tier": promised.tier, "assignee_id": agent}
    story.says(EntryKind.SOLVED, solved, Actor.STAFF, story.number, agent)
    if chance.random() < 0.35:
        confirmed = min(solved + timedelta(hours=3), story.now)
        story.says(EntryKind.CONFIRMED, confirmed, Actor.PERSON, story.number, story.person)
    return {"status": Status.SOLVED, "tier": promised.tier, "assignee_id": agent, "solved_at": solved}


def _running(promised: Promise) -> dict[str, Any]:
    return {
        "tier": promised.tier,
        "waiting_since": promised.at,
        "due_at": promised.due,
        "target_at": promised.target,
    }


def _ticket(story: Story, category: str, subject: Screened, at: datetime, standing: dict[str, Any]) -> None:
    nothing = dict.fromkeys(("assignee_id", "waiting_since", "due_at", "target_at", "solved_at"))
    job = {"state": "given", "value": str(story.chance.randint(7_000_000, 7_999_999))}
    details: dict[str, Any] = {name.value: {"state": "missing", "value": None} for name in DetailName}
    story.row(
        "tickets",
        number=story.number,
        conversation_id=story.talk,
        customer_id=story.customer,
        opener_id=story.person,
        opened_by=f"large:{story.number}",
        opened_at=at,
        asked_at=story.at,
        category=category,
        sure=0.93,
        model=MODEL,
        subject=subject,
        details={**details, DetailName.JOB.value: job},
        shown={},
        **{**nothing, **standing},
    )


def _promised(story: Story, at: datetime) -> tuple[Promise, tuple[VisitWindow, ...]]:
    """One in fifty arrives during a visit."""
    if story.chance.random() > 0.02:
        return promise(at, RULES), ()
    visit = VisitWindow("1", at - timedelta(hours=1), at + timedelta(hours=3), guaranteed=True)
    return promise(at, RULES, (visit,)), (visit,)


def _staff_fact(story: Story, kind: EntryKind, at: datetime, facts: dict[str, Any]) -> None:
    story.says(kind, at, Actor.BOT, story.number, facts=facts, audience=Audience.STAFF)


def _query(story: Story, question: Screened, reason: str, hits: int) -> None:
    """Most of those that are old have been settled."""
    old = story.at < story.now - timedelta(days=60)
    [state] = story.chance.choices(("answered", "dismissed", "open"), (60, 25, 15)) if old else ("open",)
    story.row(
        "unanswered_queries",
        asked_at=story.at,
        message_id=f"large:{story.entry}",
        conversation_id=story.talk,
        asker_ref=f"T0LARGE/U{story.person:06}",
        customer_id=story.customer,
        door="slack",
        question=question,
        hits={"hits": [{"slug": _slug(number), "sure": 0.3} for number in range(hits)]},
        reason=reason,
        state=state,
    )


def _correction(story: Story, text: Screened, was: str, label: str, at: datetime) -> None:
    by = story.chance.choice(("person", "staff"))
    story.row(
        "corrections",
        at=at,
        text=text,
        label=label,
        said_by=by,
        confirmed=by == "staff",
        message_id=f"large:{story.talk}",
        tacit=False,
        conversation_id=story.talk,
        customer_id=story.customer,
        was=was,
        model=MODEL,
    )


def _verdict(story: Story, question: Screened, source: str, at: datetime) -> None:
    story.row(
        "verdicts",
        at=at,
        slug=_slug(story.chance.randrange(40)),
        source=source,
        question=question,
        essence=f"{story.talk:064}",
        said_by=f"person:{story.person}",
        customer_id=story.customer,
        conversation_id=story.talk,
        state="active",
    )


@cache
def _reply(kind: ReplyKind, category: str, hits: int) -> dict[str, Any]:
    passage = restored("Open the job, choose Tools, then Repair, and load it again. " * 3)
    title = restored("When a job does not open")
    shown = tuple(
        Shown(_slug(number), title, "knowledgebase", title, "repair", passage, ((0, 4),), 0.9 - number / 10)
        for number in range(hits)
    )
    facts: dict[str, Any] = to_facts(Reply(kind, hits=shown, triage=Sorted(category, 0.93, MODEL)))
    return facts


def _slug(number: int) -> str:
    return f"article-{number}"


@cache
def _asked() -> tuple[str, ...]:
    return tuple(question for question, _ in read_questions(QUESTIONS))


def _question(chance: random.Random) -> Screened:
    return _text(f"{chance.choice(_asked())} In {chance.choice(_WHERE)}.")


def _incident(chance: random.Random) -> Screened:
    job, letter = chance.randint(7_000_000, 7_999_999), chance.choice("abcdefghklm")
    code = f"IW-{chance.randint(1000, 9999)}"
    return _text(chance.choice(INCIDENTS).format(job=job, user=f"{letter}cole", code=code))


def _text(text: str) -> Screened:
    found: Screened = restored(text)
    return found


_WHERE: Final = (
    "the Editor",
    "Word",
    "our portal",
    "the mobile app",
    "the archive",
    "the work list",
    "billing",
)
