"""The command line: `infracare`. Every read has --json; every error is a sentence."""

from __future__ import annotations

import json
import logging
import os
import secrets as random
import sys
import warnings
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from app.settings import SettingsError, read_settings, secrets_of

warnings.filterwarnings("ignore", category=SyntaxWarning, module="whoosh")

ROOT = Path(__file__).resolve().parent.parent

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
knowledge = typer.Typer(no_args_is_help=True, help="Articles: take them in, search them.")
classifier = typer.Typer(no_args_is_help=True, help="How texts are sorted: train, report, explain.")
directory = typer.Typer(no_args_is_help=True, help="Customers, people, staff and channels.")
tickets = typer.Typer(no_args_is_help=True, help="Tickets: list and show.")
cli.add_typer(knowledge, name="knowledge")
cli.add_typer(classifier, name="classifier")
cli.add_typer(directory, name="directory")
cli.add_typer(tickets, name="tickets")

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]

out = Console()
err = Console(stderr=True)


class StopError(Exception):
    """The command cannot go on; the sentence says why and what to do."""


@dataclass
class _Where:
    config: Path


@cli.callback()
def main(
    context: typer.Context,
    config: Annotated[
        Path, typer.Option(envvar="INFRACARE_CONFIG", help="The settings of this installation.")
    ] = Path("app.yaml"),
) -> None:
    """InfraCare Assist: searches first, tells a question from an incident, and only then opens a ticket."""
    context.obj = _Where(config)


def installation(context: typer.Context) -> Any:
    """The installation that app.yaml describes, its logs screened."""
    from app.build import install

    settings = read_settings(context.obj.config)
    secrets = secrets_of(os.environ)
    _log_to_stderr(secrets.values())
    return install(settings, secrets, context.obj.config.resolve().parent)


def _log_to_stderr(secrets: tuple[str, ...]) -> None:
    from guard.logs import ScreenedFormatter

    handler = logging.StreamHandler()
    handler.setFormatter(ScreenedFormatter(secrets=secrets))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for noisy in ("slack_bolt", "slack_sdk", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


@cli.command()
def demo(
    keep: Annotated[bool, typer.Option("--keep", help="Go on with what the last demo left.")] = False,
) -> None:
    """Try it here and now: a sample installation, in this terminal, without Slack."""
    from app.demo import run_demo

    run_demo(ROOT, out, keep=keep)


@cli.command()
def ask(
    context: typer.Context,
    words: str,
    as_: Annotated[str, typer.Option("--as", help="Who asks: a name or mail address in the directory.")] = "",
    as_json: Json = False,
) -> None:
    """Ask one thing and see the reply. With --as an administrator's name a ticket may be opened."""
    from app.chat import send_letters
    from app.worker import utc_now
    from bot.terminal import Talk, show

    here = installation(context)
    _have_articles(here)
    user = _person(here, as_).mail if as_ else "nobody"
    talk = Talk(here.road, here.guard.screen, user, random.token_hex(6))
    reply = talk.says(words, utc_now())
    send_letters(here)
    if as_json:
        _print_json(reply_as_json(reply))
    else:
        show(out, reply)


@cli.command()
def chat(
    context: typer.Context,
    as_: Annotated[str, typer.Option("--as", help="Who speaks: a name or mail address in the directory.")],
) -> None:
    """Talk to the bot in this terminal, as somebody in the directory."""
    from app.chat import converse, open_window, prompted

    here = installation(context)
    _have_articles(here)
    window = open_window(here, out, _person(here, as_))
    converse(window, prompted(out) if sys.stdin.isatty() else (line.rstrip("\n") for line in sys.stdin))


@cli.command()
def serve(context: typer.Context) -> None:
    """Run the bot against Slack, by Socket Mode or HTTP as app.yaml says."""
    from app.serve import run_until_told, service
    from bot.slack.connect import NotConnectedError

    here = installation(context)
    _have_articles(here)
    try:
        running = service(here)
    except NotConnectedError as error:
        raise StopError(str(error)) from error
    raise typer.Exit(run_until_told(running, lambda: err.print("InfraCare Assist is ready.")))


@cli.command()
def doctor(context: typer.Context, as_json: Json = False) -> None:
    """Say in plain words what is missing to go live."""
    from app.doctor import examine

    findings = examine(context.obj.config, os.environ)
    if as_json:
        _print_json([vars(one) for one in findings])
    else:
        for one in findings:
            out.print(f"[{'green]ok' if one.ok else 'red]missing'}[/]  {escape(one.what)}")
            if one.remedy:
                out.print(f"         {escape(one.remedy)}", style="dim")
    raise typer.Exit(0 if all(one.ok or one.optional for one in findings) else 1)


@cli.command()
def gaps(context: typer.Context, as_json: Json = False, limit: int = 50) -> None:
    """List the questions nobody could answer yet, newest first."""
    from knowledge.gaps import list_open

    here = installation(context)
    with here.reading() as session:
        found = list_open(session, limit=limit)
    if as_json:
        _print_json([_gap(one) for one in found])
        return
    if not found:
        out.print("No question is waiting for an article.")
    for one in found:
        out.print(f"{one.asked_at:%Y-%m-%d %H:%M}  [bold]{escape(one.question)}[/]  ({one.reason.value})")
        nearest = ", ".join(f"{hit.slug} {hit.sure:.0%}" for hit in one.shown) or "nothing was found"
        out.print(f"    asked by {escape(one.asker_ref)}; shown: {escape(nearest)}", style="dim")


@cli.command()
def promise(
    context: typer.Context,
    at: Annotated[str, typer.Option(help="When it arrives, for example 2026-11-23T06:59:00-05:00.")] = "",
    visit: Annotated[bool, typer.Option("--visit", help="As if inside a guaranteed customer visit.")] = False,
    as_json: Json = False,
) -> None:
    """Say what is promised to somebody who writes at a moment, and why."""
    from datetime import timedelta

    from app.worker import utc_now
    from tickets.clock import promise as promised_at
    from tickets.policy import VisitWindow

    rules = read_settings(context.obj.config).promise_rules()
    moment = _moment(at) if at else utc_now()
    hour = timedelta(hours=1)
    visits = (VisitWindow("asked for", moment - hour, moment + hour, guaranteed=True),) if visit else ()
    found = promised_at(moment, rules, visits)
    if as_json:
        _print_json(
            {
                "tier": found.tier.value,
                "due": found.due.isoformat(),
                "target": found.target.isoformat(),
                "why": list(found.why),
            }
        )
        return
    out.print(f"[bold]{found.tier.value}[/]: due {found.due.isoformat()}, target {found.target.isoformat()}")
    for reason in found.why:
        out.print(f"  {reason}")


@cli.command()
def manifest(
    context: typer.Context,
    http: Annotated[str, typer.Option("--http", help="The public https address, for HTTP delivery.")] = "",
) -> None:
    """Print the Slack app's manifest: paste it where Slack asks for one."""
    from bot.slack.manifest import build_manifest

    name = read_settings(context.obj.config).vendor.name
    sys.stdout.write(json.dumps(build_manifest(vendor=name, public_url=http), indent=2) + "\n")


@knowledge.command("sync")
def knowledge_sync(context: typer.Context, as_json: Json = False) -> None:
    """Take the folders of articles in: what is new, changed and gone."""
    here = installation(context)
    with Progress(console=err, transient=True) as bar:
        task = bar.add_task("Reading articles", total=None)
        report = here.sync_articles(lambda done, total: bar.update(task, completed=done, total=total))
    if as_json:
        _print_json({name: list(value) for name, value in vars(report).items()})
        return
    out.print(
        f"{len(report.added)} added, {len(report.changed)} changed, {len(report.removed)} removed, "
        f"{len(report.unchanged)} unchanged, {len(report.rejected)} rejected."
    )
    for _path, sentence in report.rejected:
        out.print(f"  {escape(sentence)}")


@knowledge.command("search")
def knowledge_search(
    context: typer.Context,
    words: str,
    explicit: Annotated[
        bool, typer.Option("--explicit", help='Fields and phrases: title:upload AND "broke off".')
    ] = False,
    limit: int = 5,
    as_json: Json = False,
) -> None:
    """Search the articles as staff do."""
    from knowledge.articles import Audience
    from knowledge.explicit import QueryError

    here = installation(context)
    _have_articles(here)
    everyone = frozenset(Audience)
    try:
        find = here.search.explicit if explicit else here.search.search
        found = find(words, audience=everyone, limit=limit)
    except QueryError as error:
        raise StopError(str(error)) from error
    if as_json:
        _print_json({"sure": found.sure, "hits": [hit_as_json(hit) for hit in found.hits]})
        return
    if not found.hits:
        out.print("Nothing was found.")
    for hit in found.hits:
        out.print(f"[bold]{escape(hit.title)}[/] › {escape(hit.section)} ({hit.kind.value}, {hit.sure:.0%})")
        out.print(f"  {escape(hit.passage)}\n")


@classifier.command("train")
def classifier_train(context: typer.Context) -> None:
    """Train on the examples at hand (it is done by itself when they change)."""
    here = installation(context)
    out.print(f"The model is ready: {here.classifier.version}.")


@classifier.command("report")
def classifier_report(context: typer.Context, as_json: Json = False) -> None:
    """The report card: how well texts are sorted, by cross-validation."""
    from classifier.training import read_examples, report

    read_settings(context.obj.config)
    card = report(read_examples())
    if as_json:
        _print_json(card.as_json())
    else:
        out.print(str(card))


@classifier.command("explain")
def classifier_explain(context: typer.Context, words: str, as_json: Json = False) -> None:
    """Say how a text is sorted, and which words decided."""
    here = installation(context)
    text = here.guard.screen(words).text
    found = here.classifier.triage(text)
    if as_json:
        _print_json(
            {
                "category": found.category.value,
                "sure": found.sure,
                "probabilities": {name.value: value for name, value in found.probabilities.items()},
                "cues": [{"words": cue.words, "weight": cue.weight} for cue in found.cues],
                "model": found.model,
            }
        )
        return
    out.print(f"[bold]{found.category.value}[/], {found.sure:.0%} sure (model {found.model})")
    for cue in found.cues:
        out.print(f"  {cue.weight:+.2f}  {escape(cue.words)}")


@directory.command("import")
def directory_import(
    context: typer.Context,
    folder: Path,
    force: Annotated[bool, typer.Option("--force", help="Even if more than half changes.")] = False,
    as_json: Json = False,
) -> None:
    """Take in customers.csv, people.csv, staff.csv and channels.csv; every rejected line is told."""
    from tickets.directory import import_directory

    here = installation(context)
    with here.writing() as session:
        report = import_directory(session, folder, force=force)
    if as_json:
        _print_json(_import_as_json(report))
    else:
        _show_import(report)
    if report.refused:
        raise typer.Exit(1)


@directory.command("list")
def directory_list(context: typer.Context, as_json: Json = False) -> None:
    """Show who is in the directory."""
    from app.chat import everybody, introduced

    people = everybody(installation(context))
    if as_json:
        _print_json([{"name": one.name, "mail": one.mail, "who": introduced(one)} for one in people])
        return
    if not people:
        out.print("The directory is empty; `infracare directory import FOLDER` fills it.")
    for one in people:
        out.print(f"{escape(introduced(one))}  [dim]{escape(one.mail)}[/]")


@directory.command("link")
def directory_link(
    context: typer.Context,
    slack_user: Annotated[str, typer.Argument(help="As TEAM/USER, for example T0001/U0ADA.")],
    mail: str,
) -> None:
    """Confirm that a Slack user is the person registered with this address."""
    from tickets.directory import link_identity, person_by_mail

    team, _, user = slack_user.partition("/")
    if not team or not user:
        raise StopError(f"{slack_user} is not a Slack user; write TEAM/USER, for example T0001/U0ADA.")
    here = installation(context)
    with here.writing() as session:
        person = person_by_mail(session, mail)
        if person is None:
            raise StopError(f"{mail} is not in the directory; `infracare directory list` shows everybody.")
        link_identity(session, "slack", team, user, person.id)
    out.print(f"{slack_user} is now {person.name}.")


@tickets.command("list")
def tickets_list(context: typer.Context, as_json: Json = False, limit: int = 100) -> None:
    """List tickets by the time left."""
    from tickets.reads import tickets as read_tickets

    here = installation(context)
    with here.reading() as session:
        found = read_tickets(session, limit=limit)
    if as_json:
        _print_json([ticket_as_json(one) for one in found])
        return
    table = Table("Number", "Status", "Customer", "Category", "Subject", "Due", "Target")
    for one in found:
        due, target = (
            ("-" if when is None else f"{when:%Y-%m-%d %H:%M} UTC") for when in (one.due_at, one.target_at)
        )
        table.add_row(
            f"#{one.number}", one.status, one.customer.name, one.category, escape(one.subject), due, target
        )
    out.print(table)


@tickets.command("show")
def tickets_show(context: typer.Context, number: int, as_json: Json = False) -> None:
    """Show a ticket and its whole history."""
    from tickets.reads import history, ticket

    here = installation(context)
    with here.reading() as session:
        found = ticket(session, number)
        entries = history(session, number=number)
    if found is None:
        raise StopError(f"There is no ticket #{number}; `infracare tickets list` shows those there are.")
    if as_json:
        _print_json({**ticket_as_json(found), "history": [entry_as_json(one) for one in entries]})
        return
    out.print(f"[bold]#{found.number} {escape(found.subject)}[/]  {found.status}")
    out.print(f"{escape(found.opener.name)}, {escape(found.customer.name)}; {found.category}")
    for detail in found.details.values():
        out.print(f"  {detail.name.value}: {escape(detail.value or detail.state.value)}")
    for one in entries:
        who = one.person.name if one.person else one.actor.value
        out.print(f"{one.at:%Y-%m-%d %H:%M:%S}  {one.kind.value}  {escape(who)}  {escape(one.words or '')}")


def reply_as_json(reply: Any) -> dict[str, Any]:
    """A reply for programs."""
    return {
        "kind": reply.kind.value,
        "text": "\n".join(part for part in (reply.text, reply.after) if part),
        "hits": [
            {"title": hit.title, "kind": hit.kind, "passage": hit.passage, "sure": round(hit.sure, 4)}
            for hit in reply.hits
        ],
        "triage": None
        if reply.triage is None
        else {"category": reply.triage.category, "sure": round(reply.triage.sure, 4)},
        "details": {one.name.value: one.value for one in reply.details},
        "asks": None if reply.asks is None else reply.asks.value,
        "offers": [offer.label for offer in reply.offers],
        "ticket": reply.ticket,
        "due": None if reply.due is None else reply.due.isoformat(),
    }


def hit_as_json(hit: Any) -> dict[str, Any]:
    """A hit for programs."""
    return {
        "slug": hit.slug,
        "title": hit.title,
        "kind": hit.kind.value,
        "section": hit.section,
        "anchor": hit.anchor,
        "passage": hit.passage,
        "sure": round(hit.sure, 4),
    }


def ticket_as_json(ticket: Any) -> dict[str, Any]:
    """A ticket for programs."""
    return {
        "number": ticket.number,
        "status": ticket.status.value,
        "customer": ticket.customer.key,
        "opener": ticket.opener.mail,
        "category": ticket.category,
        "sure": ticket.sure,
        "subject": ticket.subject,
        "details": {
            name.value: {"state": detail.state.value, "value": detail.value}
            for name, detail in ticket.details.items()
        },
        "shown": [one.slug for one in ticket.shown],
        "assignee": None if ticket.assignee is None else ticket.assignee.mail,
        "opened_at": ticket.opened_at.isoformat(),
        "tier": ticket.tier,
        "due": None if ticket.due_at is None else ticket.due_at.isoformat(),
        "target": None if ticket.target_at is None else ticket.target_at.isoformat(),
    }


def entry_as_json(entry: Any) -> dict[str, Any]:
    """A line of history for programs."""
    return {
        "at": entry.at.isoformat(),
        "kind": entry.kind.value,
        "actor": entry.actor.value,
        "person": None if entry.person is None else entry.person.mail,
        "audience": entry.audience.value,
        "facts": entry.facts,
        "words": entry.words,
    }


def _gap(gap: Any) -> dict[str, Any]:
    return {
        "id": gap.id,
        "asked_at": gap.asked_at.isoformat(),
        "question": gap.question,
        "asker": gap.asker_ref,
        "reason": gap.reason.value,
        "state": gap.state.value,
        "shown": [{"slug": hit.slug, "sure": hit.sure} for hit in gap.shown],
    }


def _import_as_json(report: Any) -> dict[str, Any]:
    counted = {name: vars(getattr(report, name)) for name in ("customers", "people", "staff", "channels")}
    return {**counted, "rejected": [vars(one) for one in report.rejected], "refused": report.refused}


def _show_import(report: Any) -> None:
    for name in ("customers", "people", "staff", "channels"):
        counts = getattr(report, name)
        out.print(
            f"{name}: {counts.added} added, {counts.changed} changed, "
            f"{counts.deactivated} deactivated, {counts.unchanged} unchanged"
        )
    for one in report.rejected:
        out.print(f"  {escape(one.file)} line {one.line}: {escape(one.sentence)}")
    if report.refused:
        out.print(f"[red]{escape(report.refused)}[/]")


def _person(here: Any, name: str) -> Any:
    from app.chat import find_person

    person = find_person(here, name)
    if person is None:
        raise StopError(
            f"Nobody in the directory is called {name}; `infracare directory list` shows everybody."
        )
    return person


def _have_articles(here: Any) -> None:
    """The first use of an installation takes its articles in."""
    if not here.has_articles() and here.settings.knowledge.folders:
        here.sync_articles(lambda _done, _total: None)


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise StopError(f"{text} is not a moment; write for example 2026-11-23T06:59:00-05:00.") from None
    if found.tzinfo is None:
        raise StopError(f"{text} has no time zone; write for example {text}-05:00.")
    return found


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False, default=str) + "\n")


def run() -> None:
    """The entry point: a wrong setting or argument ends in a sentence, never in a trace."""
    try:
        cli()
    except (SettingsError, StopError) as error:
        err.print(escape(str(error)), style="red", soft_wrap=True)
        sys.exit(2)
