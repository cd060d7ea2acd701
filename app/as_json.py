"""What the command line prints for programs: the shape of every value in JSON."""

from __future__ import annotations

from dataclasses import asdict
from math import floor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.finding import Finding
    from bot.reply import Reply, Shown
    from bot.trouble.outage_look import OutageSeen
    from classifier.category import Triage
    from classifier.details.scores import DetailScores
    from classifier.models import Model
    from classifier.trials import Trial
    from knowledge.answerability import Answerability
    from knowledge.calibration import Bin
    from knowledge.gaps import Gap
    from knowledge.hits import Hit, Hits
    from knowledge.intake import SyncReport
    from knowledge.learnt import Matter
    from knowledge.likeness import Alike
    from knowledge.mix import Mix
    from knowledge.mixing import Kept
    from knowledge.rules import LearningRules
    from knowledge.runs import Run as SearchRun
    from knowledge.sources.export import ExportReport
    from knowledge.sure import Calibration
    from knowledge.sureness import Lesson as Sureness
    from tickets.clock import Promise
    from tickets.decisions import SortedQuestion
    from tickets.directory import ImportReport
    from tickets.history_clock import ClockHistory, Difference, Run
    from tickets.ledger import Line
    from tickets.letters import Came
    from tickets.maintenance import Window
    from tickets.report import Tally
    from tickets.suggestions import Ask, Suggestion
    from tickets.timekeeping import Stop
    from tickets.values import Entry, Person, Ticket
    from tickets.visits import Visit

Json = dict[str, Any]


def reply(reply: Reply) -> Json:
    """``infracare ask``."""
    return {
        "kind": reply.kind.value,
        "text": "\n".join(
            part for part in (reply.news, reply.text, *map(_source, reply.hits[:1]), reply.after) if part
        ),
        "hits": [
            {"title": hit.title, "kind": hit.kind, "passage": hit.passage, "sure": round(hit.sure, 4)}
            for hit in reply.hits
        ],
        "triage": None
        if reply.triage is None
        else {
            "category": reply.triage.category,
            "sure": round(reply.triage.sure, 4),
            "model": reply.triage.model,
            "settled": reply.triage.settled,
        },
        "details": {one.name.value: one.value for one in reply.details},
        "asks": None if reply.asks is None else reply.asks.value,
        "offers": [offer.label for offer in reply.offers],
        "ticket": reply.ticket,
        "due": None if reply.due is None else reply.due.isoformat(),
    }


def _source(hit: Shown) -> str:
    """The first passage as a person reads it, below the article it is from."""
    return f"{hit.title} ({hit.kind}):\n{hit.passage}"


def found(found: Hits) -> Json:
    """``infracare knowledge search``."""
    return {"sure": round(found.sure, 4), "hits": [_hit(hit) for hit in found.hits]}


def _hit(hit: Hit) -> Json:
    return {
        "slug": hit.slug,
        "title": hit.title,
        "kind": hit.kind.value,
        "section": hit.section,
        "anchor": hit.anchor,
        "link": hit.address,
        "passage": hit.passage,
        "markdown": hit.markdown,
        "shortened": hit.shortened,
        "sure": round(hit.sure, 4),
    }


def sync_report(report: SyncReport, alike_ones: Sequence[Alike]) -> Json:
    """``infracare knowledge sync``."""
    kept = {name: list(getattr(report, name)) for name in ("added", "changed", "removed", "unchanged")}
    told = {name: _told(getattr(report, name)) for name in ("rejected", "skipped", "noted")}
    return {**kept, **told, "alike": [alike(one) for one in alike_ones]}


def alike(one: Alike) -> Json:
    """One of ``infracare knowledge duplicates``."""
    return {"first": one.first, "second": one.second, "likeness": round(one.likeness, 4)}


def export_report(report: ExportReport) -> Json:
    """``infracare knowledge export``."""
    return {name: list(getattr(report, name)) for name in ("written", "unchanged", "left")}


def _told(files: Sequence[tuple[str, str]]) -> list[Json]:
    return [{"path": path, "sentence": sentence} for path, sentence in files]


def triage(found: Triage) -> Json:
    """``infracare classifier explain``."""
    return {
        "category": found.category.value,
        "sure": found.sure,
        "probabilities": {name.value: value for name, value in found.probabilities.items()},
        "cues": [{"words": cue.words, "weight": cue.weight} for cue in found.cues],
        "remembered": found.remembered,
        "model": found.model,
    }


def model(found: Model) -> Json:
    """``infracare classifier refit``."""
    return {
        "version": found.version,
        "base": found.base,
        "at": found.at.isoformat(),
        "examples": found.examples,
        "corrections": found.corrections,
        "figures": dict(found.figures),
        "base_figures": dict(found.base_figures),
        "promoted": found.promoted,
        "why": found.why,
    }


def models(found: Sequence[Model], base: str, used: str | None, new: int) -> Json:
    """``infracare classifier models``."""
    return {
        "used": used or base,
        "shipped": base,
        "new": new,
        "models": [model(one) | {"used": one.version == used} for one in found],
    }


def decision(found: SortedQuestion) -> Json:
    """One of ``infracare classifier decisions``."""
    return {**vars(found), "at": found.at.isoformat()}


def gap(gap: Gap) -> Json:
    """One of ``infracare gaps``."""
    return {
        "id": gap.id,
        "asked_at": gap.asked_at.isoformat(),
        "question": gap.question,
        "asker": gap.asker_ref,
        "reason": gap.reason.value,
        "state": gap.state.value,
        "shown": [{"slug": hit.slug, "sure": hit.sure} for hit in gap.shown],
    }


def mix(weights: Mix, kept: Kept | None, confirmed: int) -> Json:
    """``infracare knowledge mix``."""
    from knowledge.mix import DEFAULT

    return {
        "fitted": weights != DEFAULT,
        "confirmed": confirmed,
        "weights": asdict(weights),
        "shipped": asdict(DEFAULT),
        "last_fit": None
        if kept is None
        else {
            "at": kept.at.isoformat(),
            "pairs": kept.fit.pairs,
            "gain": kept.fit.gain,
            "error": kept.fit.error,
        },
    }


def sureness(
    lesson: Sureness | None, calibration: Calibration, told: Sequence[Bin], answers_from: float
) -> Json:
    """``infracare knowledge sureness``."""
    from knowledge.calibration import error

    learnt = lesson is not None and lesson.learnt
    return {
        "learnt": learnt,
        "articles": lesson.number if lesson is not None and learnt else 0,
        "calibrated_from": calibration.outcomes,
        "slope": round(calibration.slope, 4),
        "offset": round(calibration.offset, 4),
        "answers_from": round(answers_from, 4),
        "outcomes": sum(one.outcomes for one in told),
        "error": round(error(told), 4),
        "reliability": [
            {"outcomes": one.outcomes, "said": round(one.said, 4), "right": round(one.right, 4)}
            for one in told
        ],
    }


def learnt(slug: str, matter: Matter, rules: LearningRules) -> Json:
    """One of ``infracare knowledge learnt``."""
    return {
        "id": matter.verdicts[0].id,
        "slug": slug,
        "wording": matter.wording,
        "by_staff": matter.vouched,
        "solved": len(matter.solved),
        "not_quite": len(matter.not_quite),
        "learnt": bool(matter.vouched or matter.solved) and not matter.is_disputed(rules),
        "disputed": matter.is_disputed(rules),
    }


def promise(promise: Promise) -> Json:
    """``infracare promise``; all moments in UTC."""
    return {
        "at": promise.at.isoformat(),
        "tier": promise.tier.value,
        "due": promise.due.isoformat(),
        "target": promise.target.isoformat(),
        "why": list(promise.why),
    }


def ticket(ticket: Ticket) -> Json:
    """One of ``infracare tickets list``."""
    return {
        "number": ticket.number,
        "status": ticket.status.value,
        "customer": ticket.customer.key,
        "opener": ticket.opener.mail,
        "category": ticket.category,
        "sure": ticket.sure,
        "model": ticket.model,
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


def clock(ticket: Ticket, history: ClockHistory, differences: Sequence[Difference]) -> Json:
    """``infracare tickets clock``; all moments in UTC."""
    return {
        "number": ticket.number,
        "runs": [_run(one) for one in history.runs],
        "asides": [
            {"entry": one.id, "at": one.at.isoformat(), "why": why.value} for one, why in history.asides
        ],
        "running": history.running is not None,
        "same": not differences,
        "differences": [
            {
                "what": one.fault.value,
                "entry": None if one.entry is None else one.entry.id,
                "details": one.details,
            }
            for one in differences
        ],
    }


def _run(run: Run) -> Json:
    """A clock from its start to its stop."""
    who = run.began or run.start
    return {
        **promise(run.promised),
        "minutes": run.promised.minutes,
        "zone": run.promised.zone,
        "zone_data": str(run.start.facts["zone_data"]),
        "decided_by": run.promised.decided_by,
        "reason": run.start.words,
        "person": None if who.person is None else who.person.mail,
        "stopped": None if run.stop is None or run.how is None else _stopped(run, run.stop, run.how),
    }


def _stopped(run: Run, stop: Entry, how: Stop) -> Json:
    who = run.ended or stop
    return {
        "at": stop.at.isoformat(),
        "how": how.value,
        "waited_seconds": stop.facts["waited_seconds"],
        "kept": stop.at <= run.promised.due,
        "reason": stop.words,
        "person": None if who.person is None else who.person.mail,
    }


def visit(visit: Visit) -> Json:
    """One of ``infracare visits list``."""
    plan, until, cancelled = visit.plan, visit.guaranteed_until, visit.cancelled_at
    return {
        "id": visit.id,
        "customer": visit.customer.key,
        "booked_by": visit.booked_by.mail,
        "client": plan.client,
        "place": plan.place,
        "start": plan.start.isoformat(),
        "end": plan.end.isoformat(),
        "contact": plan.contact,
        "number": plan.number,
        "work": plan.work,
        "guaranteed": visit.guaranteed,
        "guaranteed_until": None if until is None else until.isoformat(),
        "cancelled_at": None if cancelled is None else cancelled.isoformat(),
    }


REPORT_COLUMNS = (
    *("month", "tier", "count", "answered", "average_minutes", "published_actual_minutes"),
    *("promise_minutes", "kept", "missed", "share_kept"),
)


def report_line(line: Tally) -> Json:
    """One of ``infracare tickets report``."""
    average, share = line.average_minutes, line.share_kept
    return {
        "month": line.month,
        "tier": line.tier.value,
        "count": line.count,
        "answered": line.answered,
        "average_minutes": None if average is None else round(average, 2),
        "published_actual_minutes": line.published,
        "promise_minutes": line.promised,
        "kept": line.kept,
        "missed": line.missed,
        "share_kept": None if share is None else round(share, 4),
    }


def entry(entry: Entry) -> Json:
    """A line of the history in ``infracare tickets show``."""
    return {
        "at": entry.at.isoformat(),
        "kind": entry.kind.value,
        "actor": entry.actor.value,
        "person": None if entry.person is None else entry.person.mail,
        "audience": entry.audience.value,
        "facts": entry.facts,
        "words": entry.words,
    }


def person(person: Person, introduced: str) -> Json:
    """One of ``infracare directory list``."""
    return {
        "name": person.name,
        "mail": person.mail,
        "user_name": person.user_name,
        "customer": None if person.customer is None else person.customer.key,
        "licensed": person.licensed,
        "roles": sorted(person.roles),
        "who": introduced,
    }


def import_report(report: ImportReport) -> Json:
    """``infracare directory import``."""
    counted = {name: vars(getattr(report, name)) for name in ("customers", "people", "staff", "channels")}
    return {**counted, "rejected": [vars(one) for one in report.rejected], "refused": report.refused}


def outage(seen: OutageSeen) -> Json:
    """One of ``infracare outages list``."""
    outage = seen.outage
    return {
        "id": outage.id,
        "state": outage.state.value,
        "cause": outage.cause.value,
        "title": outage.title,
        "raised_at": outage.raised_at.isoformat(),
        "started_at": outage.started_at.isoformat(),
        "ended_at": None if outage.ended_at is None else outage.ended_at.isoformat(),
        "last_words": outage.last_words,
        "reports": seen.reports,
        "customers": list(seen.customers),
        "tickets": list(seen.tickets),
        "told_besides": seen.told_besides,
    }


def letter(letter: Came) -> Json:
    """One of ``infracare mail waiting``."""
    return {
        "id": letter.id,
        "at": letter.at.isoformat(),
        "from": letter.sender,
        "subject": letter.subject,
        "words": letter.words,
        "state": letter.state.value,
        "reason": letter.reason,
        "decided_at": None if letter.decided_at is None else letter.decided_at.isoformat(),
    }


def window(window: Window) -> Json:
    """One of ``infracare maintenance list``."""
    return {
        "id": window.id,
        "what": window.plan.what,
        "scheduled": window.plan.scheduled,
        "start": window.plan.start.isoformat(),
        "end": window.plan.end.isoformat(),
        "published": None if window.published is None else [one.isoformat() for one in window.published],
        "cancelled_at": None if window.cancelled_at is None else window.cancelled_at.isoformat(),
    }


def search_run(run: SearchRun) -> Json:
    """``infracare eval search``: one flat object, the ends of each 95 % interval under names of their own."""
    from knowledge.evaluation import percentile

    means = {name: round(one.mean, 4) for name, one in run.figures.items()}
    lows = {f"{name}_low": round(one.low, 4) for name, one in run.figures.items()}
    highs = {f"{name}_high": round(one.high, 4) for name, one in run.figures.items()}
    return {
        "documents": run.documents,
        "questions": len(run.milliseconds),
        **means,
        **lows,
        **highs,
        "p50_ms": round(percentile(run.milliseconds, 0.5), 3),
        "p99_ms": round(percentile(run.milliseconds, 0.99), 3),
        "cpu_p50_ms": round(percentile(run.cpu_milliseconds, 0.5), 3),
        "cpu_p99_ms": round(percentile(run.cpu_milliseconds, 0.99), 3),
        "rss_mb": round(run.resident_megabytes, 1),
        "build_s": round(run.build_seconds, 3),
    }


def answerability(found: Answerability) -> Json:
    """``infracare eval answerability``: one flat object."""
    return {
        "documents": found.documents,
        "questions": len(found.told),
        "unanswerable": sum(not one.answerable for one in found.told),
        "ood_questions": len(found.foreign),
        "threshold": found.threshold,
        **{name: round(value, 4) for name, value in found.figures().items()},
        "learnt_s": round(found.learnt_seconds, 3),
    }


def detail_scores(found: DetailScores) -> Json:
    """``infracare eval details``: one flat object."""
    tallies = {"job": found.jobs, "user": found.users, "error": found.errors}
    return {
        "messages": found.messages,
        "job_f1": round(found.jobs.f1, 4),
        "error_token_f1": round(found.error_token_f1, 4),
        "user_f1": round(found.users.f1, 4),
        "steps_recall": round(found.steps_recall, 4),
        **{f"{name}_precision": round(tally.precision, 4) for name, tally in tallies.items()},
        **{f"{name}_recall": round(tally.recall, 4) for name, tally in tallies.items()},
        **{f"{name}_marked": tally.marked for name, tally in tallies.items()},
        "steps_marked": found.steps,
        "steps_invented": found.steps_invented,
        "p50_ms": round(found.p50_ms, 3),
    }


def triage_trial(found: Trial) -> Json:
    """``infracare eval triage``: one flat object; only the F1 by label and by group are mappings."""
    from classifier.evaluation import rounded

    return {"model": found.model, "ignored": found.ignored, **rounded(found.figures)}


AVAILABILITY = (
    *("period", "start", "end", "promised_percent", "percent", "kept"),
    *("counted_minutes", "down_minutes", "unscheduled_minutes", "excluded_minutes"),
)
"""The columns of ``infracare availability --csv``."""


def availability(line: Line) -> Json:
    """One line of ``infracare availability``; the share is cut, never rounded up to the promise."""
    found = line.found
    share = None if found.share is None else floor(found.share * 1_000_000) / 10_000
    minutes = (
        round(one.total_seconds() / 60, 2)
        for one in (found.counted, found.down, found.unscheduled, found.excluded)
    )
    start, end = (one.isoformat() for one in found.span)
    values = (line.name, start, end, found.promised, share, found.kept, *minutes)
    return dict(zip(AVAILABILITY, values, strict=True))


def finding(finding: Finding) -> Json:
    """One of ``infracare doctor``."""
    return {
        "what": finding.what,
        "ok": finding.ok,
        "remedy": finding.remedy,
        "optional": finding.optional,
    }


def suggestion(found: Suggestion) -> Json:
    """One of ``infracare features list``."""
    return {
        "id": found.id,
        "title": found.title,
        "noted_at": found.noted_at.isoformat(),
        "customers": found.customers,
        "people": found.people,
        "released_at": None if found.released_at is None else found.released_at.isoformat(),
        "released_words": found.released_words,
    }


def ask(asked: Ask) -> Json:
    """One asking for it, in ``infracare features show``."""
    return {
        "ticket": asked.ticket.number,
        "customer": asked.ticket.customer.key,
        "person": asked.ticket.opener.mail,
        "subject": asked.ticket.subject,
        "asked_at": asked.asked_at.isoformat(),
    }
