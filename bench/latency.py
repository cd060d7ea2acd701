"""Latency figures: from an event's arrival to the call with the final answer, at 20 messages a second."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from bench.bot import ROOT, RunningBot, command, disk_folder, processor_seconds, write_settings, write_table
from bench.figures import percentile
from bench.heard import Answered, acknowledgements, answered
from bench.load import Person, Saying, arrivals, burst, customers, people, rested, sayings
from bench.search import recombined
from bench.simulated import SimulatedSlack
from bot.slack.manifest import build_manifest

TITLE = "From a Slack event to its answer"
AIMS = {
    "answer_p50_ms": 50.0,
    "answer_p99_ms": 250.0,
    "lost": 0.0,
    "doubled": 0.0,
    "memory_mb": 300.0,
}
NOTE = (
    "Socket Mode, SQLite with synchronous=FULL on the disk, Poisson arrivals. "
    "The simulated workspace and the people in it share the cores with the bot."
)
WARM_UP = 5.0


def run(rate: float = 20.0, seconds: float = 30.0, articles: int = 1000) -> dict[str, float]:
    """Milliseconds to acknowledgement and answer, what was lost, the bot's memory, answers a second."""
    with disk_folder() as folder:
        (folder / "manifest.json").write_text(json.dumps(build_manifest(vendor="InfraWare", public_url="")))
        with SimulatedSlack(folder / "manifest.json") as slack:
            everybody = people()
            settings = installed(folder, slack, everybody, articles)
            with RunningBot(settings, slack.environment) as bot:
                return _measured(slack, bot, everybody, rate, seconds) | {"articles": articles}


def installed(folder: Path, slack: SimulatedSlack, everybody: Sequence[Person], articles: int) -> Path:
    """An installation whose directory and channels are those of the workspace; returns its settings."""
    ids = {one.name: slack.do("person", name=one.name, email=one.mail)["id"] for one in everybody}
    slack.do("person", name="sam", email="sam@infraware.example")
    support = slack.do("channel", name="support", members=["sam"])["id"]
    channels = {name: _channel(slack, name, everybody) for name in customers()}
    team = slack.team()
    _write_directory(folder / "directory", team, everybody, ids, channels)
    folders = [ROOT / "sample" / "articles", recombined(folder / "more", articles)]
    settings = write_settings(folder, folders, team, support)
    command(settings, "directory", "import", str(folder / "directory"))
    command(settings, "knowledge", "sync")
    command(settings, "classifier", "train")
    return settings


def _channel(slack: SimulatedSlack, name: str, everybody: Sequence[Person]) -> str:
    members = [one.name for one in everybody if one.customer == name]
    channel: str = slack.do("channel", name=name, members=members)["id"]
    return channel


def _write_directory(
    folder: Path, team: str, everybody: Sequence[Person], ids: Mapping[str, str], channels: Mapping[str, str]
) -> None:
    write_table(folder / "customers.csv", ({"key": key, "name": key, "standing": "good"} for key in channels))
    write_table(folder / "people.csv", (_row(one, team, ids[one.name]) for one in everybody))
    write_table(
        folder / "channels.csv",
        ({"slack_team": team, "slack_channel": id, "customer": key} for key, id in channels.items()),
    )
    staff = {"mail": "sam@infraware.example", "name": "Sam Ortiz", "roles": "support"}
    write_table(folder / "staff.csv", [staff | {"slack_team": "", "slack_user": ""}])


def _row(person: Person, team: str, user: str) -> dict[str, str]:
    return {
        "mail": person.mail,
        "name": f"{person.name} {person.customer}",
        "user_name": person.name,
        "customer": person.customer,
        "licensed": "yes" if person.licensed else "no",
        "slack_team": team if person.known else "",
        "slack_user": user if person.known else "",
    }


def _measured(
    slack: SimulatedSlack, bot: RunningBot, everybody: Sequence[Person], rate: float, seconds: float
) -> dict[str, float]:
    moments = arrivals(rate, WARM_UP + seconds, random.Random(7))
    used, also = bot.worked(), processor_seconds(slack.process.pid)
    start = time.time()
    plan = sayings(everybody, moments)
    _say(slack, plan)
    end = time.time()
    found = _settled(slack, len(moments))
    used, also = bot.worked() - used, processor_seconds(slack.process.pid) - also
    waits = found.between(start + WARM_UP, end)
    took, again = acknowledgements(slack.see("deliveries"))
    figures = {
        "messages": len(waits),
        "messages_a_second": len(waits) / (end - start - WARM_UP),
        "acknowledged_p50_ms": percentile(took, 0.5) * 1000,
        "acknowledged_p99_ms": percentile(took, 0.99) * 1000,
        "answer_p50_ms": percentile(waits, 0.5) * 1000,
        "answer_p99_ms": percentile(waits, 0.99) * 1000,
        "answer_most_ms": max(waits) * 1000,
        "sent_again": again,
        "processor_ms_a_message": used / len(moments) * 1000,
        "workspace_processor_ms_a_message": also / len(moments) * 1000,
    }
    at_most, whole = _throughput(slack, rested(everybody, plan), len(moments))
    ends = {
        "lost": whole.lost,
        "doubled": whole.doubled,
        "outage_news": whole.news,
        "complaints": len(slack.see("complaints")),
    }
    return figures | {"burst_answers_a_second": at_most, **ends, "memory_mb": bot.memory()}


def _throughput(slack: SimulatedSlack, everybody: Sequence[Person], before: int) -> tuple[float, Answered]:
    """Answers a second while that many questions wait at once, and all that was answered in the end."""
    start = time.time()
    _say(slack, burst(everybody))
    found = _settled(slack, before + len(everybody))
    last = max(said + wait for said, wait in found.waits)
    return len(found.between(start, last)) / (last - start), found


def _say(slack: SimulatedSlack, plan: Sequence[Saying]) -> None:
    """Say it all at its moments, whatever the bot does meanwhile; a thread waits for its root."""
    said: list[Future[str]] = []
    start = time.perf_counter()
    with ThreadPoolExecutor(16) as pool:
        for one in plan:
            time.sleep(max(one.at - (time.perf_counter() - start), 0))
            root = None if one.after is None else said[one.after]
            said.append(pool.submit(_say_one, slack, one, root))
    for future in said:
        future.result()


def _say_one(slack: SimulatedSlack, one: Saying, root: Future[str] | None) -> str:
    text = f"@infracare {one.text}" if one.channel and root is None else one.text
    thread = {} if root is None else {"thread": root.result()}
    told = slack.do("say", person=one.person.name, text=text, **{"in": one.channel}, **thread)
    return str(told["ts"])


def _settled(slack: SimulatedSlack, messages: int, patience: float = 60.0) -> Answered:
    """Wait until that many messages are answered and nothing more comes, or no longer."""
    give_up = time.monotonic() + patience
    time.sleep(2.0)
    while (found := answered(slack.see("transcript"))).lost and time.monotonic() < give_up:
        time.sleep(1.0)
    missing = messages - len(found.waits) - found.lost
    assert missing == 0, f"{missing} messages were never said"
    return found
