"""What stands in app.yaml is what the product does: its numbers, seen from outside (policy 1, 4, 7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.connections import ProbeTarget
from app.probing import Prober
from bot.reply import ReplyKind
from bot.slack.read import Reader
from records.work import WorkRow
from tests.stories.stage import Stage
from tests.stories.test_clock import on_a_visit
from tests.stories.test_following import solve
from tests.stories.test_self_help import event
from tickets import outages, probes, reads
from tickets.follow_figures import by_month, cases
from tickets.likeness import alike
from tickets.report import lines, runs

ADA = "ada@northside.example"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


@pytest.mark.parametrize(
    ("arrives", "told"),
    [
        (datetime(2026, 11, 23, 11, 59, tzinfo=UTC), "8 hours on average; a person will answer you by 14:59"),
        (datetime(2026, 11, 23, 12, 0, tzinfo=UTC), "2 hours on average; a person will answer you by 09:00"),
        (datetime(2026, 11, 24, 2, 59, tzinfo=UTC), "2 hours on average; a person will answer you by 23:59"),
        (datetime(2026, 11, 24, 3, 0, tzinfo=UTC), "8 hours on average; a person will answer you by 06:00"),
        (datetime(2026, 11, 28, 17, 0, tzinfo=UTC), "8 hours on average; a person will answer you by 20:00"),
    ],
    ids=["06:59", "07:00", "21:59", "22:00", "Saturday"],
)
def test_the_tier_follows_the_settings_of_the_office(stage: Stage, arrives: datetime, told: str) -> None:
    """Policy 4: Monday to Friday from 07:00 up to, not including, 22:00 Eastern."""
    stage.now = arrives
    assert f"{told} Eastern" in stage.person(ADA).says(INCIDENT).text


def test_words_within_ten_seconds_amend_and_later_ones_do_not(stage: Stage) -> None:
    """Policy 1."""
    ada = stage.person(ADA)
    first = ada.says("How do I reset a user's password?")
    stage.later(seconds=10)
    amended = ada.says("in the IMC", hurried=True)
    assert amended.conversation == first.conversation
    with stage.here.reading() as session:
        talk = reads.conversation(session, first.conversation or 0)
    assert talk is not None
    assert "in the IMC" in talk.question
    stage.later(seconds=11)
    ada.says("and what about the editor?", hurried=True)
    with stage.here.reading() as session:
        talk = reads.conversation(session, first.conversation or 0)
    assert talk is not None
    assert "editor" not in talk.question or "password" not in talk.question


def test_three_articles_are_shown(stage: Stage) -> None:
    shown = stage.person(ADA).says("How do I upload a recording?")
    assert len(shown.hits) == 3


@pytest.mark.parametrize(("minutes", "continues"), [(30, True), (31, False)])
def test_a_direct_message_within_half_an_hour_answers_our_question(
    stage: Stage, minutes: int, continues: bool
) -> None:
    asked = stage.person(ADA).says("The merge of a job aborts since this morning, it worked before")
    stage.later(minutes=minutes)
    told = stage.person(ADA).says("7001234", hurried=True)
    assert (told.conversation == asked.conversation) is continues


def test_the_first_number_is_the_one_set(stage: Stage) -> None:
    assert "#1001" in stage.person(ADA).says(INCIDENT).text


def test_the_receipt_comes_from_the_address_of_the_desk(stage: Stage) -> None:
    """Policy 8."""
    stage.person(ADA).says(INCIDENT)
    [receipt] = stage.letters(ADA)
    assert receipt.sender.address == "support@infraware.example"
    assert "#1001" in receipt.subject


@pytest.mark.parametrize(
    ("words", "kind", "articles"),
    [
        ("How do I reset a user's password?", ReplyKind.ANSWER, 1),
        ("How do I change the colour of the editor?", ReplyKind.CLOSEST, 3),
        ("How do I upload a recording?", ReplyKind.CLOSEST, 3),
        ("What is your favourite football team?", ReplyKind.REASON, 0),
        ("at the north site", ReplyKind.QUESTION, 0),
    ],
    ids=["sure", "not so sure", "unsure of its kind", "off topic", "hardly an emergency"],
)
def test_from_which_sureness_on_it_acts(stage: Stage, words: str, kind: ReplyKind, articles: int) -> None:
    """Policy 1 and 2: an answer, the closest, a question back, a reason."""
    reply = stage.person(ADA).says(words)
    assert (reply.kind, len(reply.hits)) == (kind, articles)


def test_as_shipped_no_channel_is_listened_in(stage: Stage) -> None:
    """Policy 1: root messages count as addressed only where that is switched on."""
    here = stage.here
    reader = Reader(here.guard.screen, "UBOT", lambda: stage.now, here.rules.listens_in)
    heard = reader.event(event(channel="C0HELP"))
    assert heard is not None
    assert not heard.addressed


@pytest.mark.parametrize(
    ("begins", "published"),
    [(timedelta(), 30), (timedelta(hours=12), 120)],
    ids=["office", "night"],
)
def test_the_report_has_the_published_averages_beside_it(
    stage: Stage, begins: timedelta, published: int
) -> None:
    """Policy 4."""
    stage.now += begins
    stage.person(ADA).says(INCIDENT)
    assert _published(stage) == [published]


def test_the_report_has_the_published_average_of_visits_beside_it(stage: Stage) -> None:
    """Policy 4."""
    on_a_visit(stage)
    stage.person(ADA).says(INCIDENT)
    assert _published(stage) == [3]


def _published(stage: Stage) -> list[int]:
    with stage.here.reading() as session:
        return [one.published for one in lines(runs(session), stage.here.rules.promise, stage.now)]


def test_as_shipped_the_desk_is_told_by_mail_until_its_channel_is_set(stage: Stage) -> None:
    """Policy 13: with no channel set nothing waits for Slack; the letter is at the desk."""
    stage.person(ADA).says(INCIDENT)
    with stage.here.reading() as session:
        assert list(session.scalars(select(WorkRow).where(WorkRow.queue == "deliveries.slack"))) == []
    [letter] = stage.letters("support@infraware.example")
    assert "#1001" in letter.subject


def test_a_solution_is_durable_after_seven_days(stage: Stage) -> None:
    """Policy 14."""
    stage.person(ADA).says(INCIDENT)
    solve(stage)
    for days, durable_of in ((6, 0), (1, 1)):
        stage.later(days=days)
        rules = stage.here.rules
        with stage.here.reading() as session:
            [found] = by_month(cases(session), stage.now, rules.promise.hours.zone, rules.follow.durable_days)
        assert (found.durable, found.durable_of) == (durable_of, durable_of)


def test_three_words_in_common_and_half_of_the_shorter_text_are_the_same(stage: Stage) -> None:
    """Policy 3, 7, 14."""
    rules, one = stage.here.rules.alike, "editor freezes report zebrafinch pelican walrus"
    assert alike(one, "editor freezes report apple banana cherry", rules)
    assert not alike(one, "editor freezes apple banana", rules)
    assert not alike(f"{one} heron", "editor freezes report apple banana cherry damson", rules)


def test_as_shipped_no_address_is_probed(stage: Stage) -> None:
    """Policy 14."""
    looks = Looks()
    _prober(stage, looks, *stage.here.settings.probes.targets).step()
    assert looks.seconds == []


def test_an_address_that_is_set_is_probed_each_minute_for_five_seconds_and_may_fail_once(
    stage: Stage,
) -> None:
    """Policy 14: of the second failure in a row a suspicion comes."""
    looks = Looks()
    prober = _prober(stage, looks, ProbeTarget(name="IMC", url="https://imc.example.org/health"))
    for after, looked, failures in ((0, 1, 0), (59, 1, 0), (1, 2, 1)):
        stage.later(seconds=after)
        prober.step()
        with stage.here.reading() as session:
            assert (len(looks.seconds), len(probes.failures(session))) == (looked, failures)
            assert (outages.open_one(session) is not None) is (failures > 0)
    assert looks.seconds == [5, 5]


@dataclass
class Looks:
    """Looks at a platform that never answers, and remembers how many seconds it was given."""

    seconds: list[float] = field(default_factory=list)

    def __call__(self, _url: str, seconds: float) -> bool:
        self.seconds.append(seconds)
        return False


def _prober(stage: Stage, look: Looks, *targets: ProbeTarget) -> Prober:
    here = stage.here
    settings = here.settings.probes.model_copy(update={"targets": targets})
    return Prober(settings, here.writing, here.rules, lambda: stage.now, look)
