"""How well a stranger's messages are sorted, read and screened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.as_json import detail_scores, triage_trial
from classifier.costs import SURE
from classifier.details import read_details
from classifier.details.marked import read_entries, read_marked
from classifier.details.scores import measured
from classifier.labelled import read_labelled
from classifier.store import shipped_model
from classifier.trials import shipped
from guard import screen
from guard.evaluation import evaluate
from guard.marked import read_marked as read_health_data

TITLE = "A stranger's texts"
NOTE = "strangers_texts/README.md tells which of the texts were read when rules were mended."

TEXTS = Path(__file__).parent / "strangers_texts"


def run() -> dict[str, Any]:
    """The figures of each file."""
    return {
        "sorted": _sorted(),
        **{f"{name}_tickets": _details(name) for name in ("second", "third")},
        **{name: _guard(name) for name in ("guard", "guard_seen", "second_guard")},
    }


def _sorted() -> dict[str, Any]:
    found = triage_trial(shipped(shipped_model(), read_labelled(TEXTS / "chat.jsonl"), SURE))
    wanted = ("accuracy", "macro_f1", "macro_f1_in_scope", "ece", "brier", "coverage", "accuracy_when_sure")
    return {name: found[name] for name in (*wanted, "oos_recall_at_5pct", "p50_ms")}


def _details(name: str) -> dict[str, Any]:
    people = read_entries(TEXTS / f"{name}_people.csv")
    users = tuple(sorted({name for entry in people for name in entry if name}))
    messages = read_marked(TEXTS / f"{name}_tickets.jsonl")
    found = measured(messages, lambda text: read_details(screen(text).text, users), people)
    wanted = ("job_f1", "error_token_f1", "user_f1", "steps_recall", "steps_invented")
    return {name: detail_scores(found)[name] for name in wanted}


def _guard(name: str) -> dict[str, Any]:
    found = evaluate(read_health_data(TEXTS / f"{name}.jsonl"), lambda one: screen(one.text)).figures()
    return {name: found[name] for name in ("recall", "precision", "clean_lines_with_false_alarm")}
