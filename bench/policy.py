"""Changes each setting of the policy and asks that a test of its sentence fails.

Run: python -m bench.policy [KEY ...]. The table is docs/policy.md. A setting whose change no test notices is
told, and the exit is 1 then.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
_ROW = re.compile(r"^\| (\d+\.\d+) \| (.+?) \| (.*?) \| (.*?) \| (.*?) \|$", re.MULTILINE)
_TICKED = re.compile(r"`([^`]+)`")
SPECIAL = {
    "hours.zone": "America/Los_Angeles",
    "hours.holidays": "[2026-11-23]",
    "hours.days": "[Tuesday, Wednesday, Thursday, Friday]",
    "talk.job_pattern": r"'\d{12}'",
    "vendor.desk_mail": "elsewhere@infraware.example",
    "contacts.accounts_mail": "elsewhere@infraware.example",
    "sureness.emergency": "0.3",
    "talk.articles_shown": "2",
    "talk.questions_back": "0",
    "escalation.slack": "C0ELSEWHERE",
    "escalation.mail": "elsewhere@infraware.example",
    "probes.targets": '[{name: IMC, url: "https://imc.example.org/health"}]',
    "slack.team": "T0ELSEWHERE",
    "slack.support_channel": "C0ELSEWHERE",
    "slack.listens_in": "[C0HELP]",
}
"""What a setting is changed to where the general rule gives a value that is refused, or changes nothing."""


@dataclass(frozen=True)
class Row:
    """A sentence of the policy, where it lives, the settings that decide it, and the tests that hold it."""

    number: str
    sentence: str
    places: tuple[str, ...]
    settings: tuple[str, ...]
    tests: tuple[str, ...]


def rows(root: Path) -> list[Row]:
    """The table of docs/policy.md."""
    text = (root / "docs" / "policy.md").read_text("utf-8")
    return [
        Row(number, sentence, *(tuple(_TICKED.findall(cell)) for cell in cells))
        for number, sentence, *cells in _ROW.findall(text)
    ]


def changed(key: str, value: str) -> str:
    """Another value of the same kind, as it would be written in app.yaml.

    >>> changed("promise.office.promise_minutes", "120"), changed("x", "[24, 1]"), changed("x", "07:00")
    ('241', '[49, 3]', '08:30')
    """
    if key in SPECIAL:
        return SPECIAL[key]
    if re.fullmatch(r"\d\d:\d\d", value):
        return f"{int(value[:2]) + 1:02}:30"
    if re.fullmatch(r"0\.\d+", value):
        return "0.99" if float(value) < 0.9 else "0.5"
    if re.fullmatch(r"\d{3}-\d{3}-\d{4}", value):
        return "800-555-0199"
    if value in ("true", "false"):
        return {"true": "false", "false": "true"}[value]
    if re.search(r"\d", value):
        return re.sub(r"\d+(\.\d+)?", lambda found: _larger(found.group()), value)
    return "Other"


def _larger(number: str) -> str:
    return str(2 * int(number) + 1) if number.isdigit() else f"{float(number) / 2:.4f}"


def with_value(text: str, key: str) -> str:
    """app.yaml with one setting changed; raises KeyError where it does not stand."""
    lines, path, level = text.splitlines(), key.split("."), 0
    for at, line in enumerate(lines):
        found = re.match(r"( *)([a-z_]+):\s*(.*?)(\s+#.*)?$", line)
        if found is None or len(found[1]) // 2 > level:
            continue
        level = min(level, len(found[1]) // 2)
        if found[2] != path[level]:
            continue
        if level == len(path) - 1:
            lines[at] = f"{found[1]}{found[2]}: {changed(key, found[3])}"
            return "\n".join(lines) + "\n"
        level += 1
    raise KeyError(key)


def survivors(wanted: frozenset[str]) -> Iterator[tuple[str, str, bool]]:
    """For each setting of each sentence: the sentence's number, the setting, and whether a test noticed."""
    for row in rows(ROOT):
        for key in row.settings:
            if not wanted or key in wanted:
                yield row.number, key, _is_noticed(row, key)


def _is_noticed(row: Row, key: str) -> bool:
    with TemporaryDirectory() as folder:
        there = Path(folder)
        _copy(there)
        settings = there / "app.yaml"
        settings.write_text(with_value(settings.read_text("utf-8"), key), "utf-8")
        more = {"PYTHONPATH": str(there), "PYTHONDONTWRITEBYTECODE": "1"}
        chosen = _chosen(there, row.tests)
        if not chosen:
            return False
        run = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:randomly", "-m", "not postgres", *chosen]
        done = subprocess.run(run, cwd=there, env=os.environ | more, capture_output=True, check=False)
        return done.returncode == 1


def _copy(there: Path) -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (there / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, there / name)


def _chosen(there: Path, tests: tuple[str, ...]) -> list[str]:
    """Where the tests are, those first that are quick and read app.yaml: the stories without a Slack."""
    found: list[tuple[bool, str]] = []
    for path in sorted((there / "tests").rglob("test_*.py")):
        defined = re.findall(
            r"^def (test_\w+)\((.*?)\) -> None:", path.read_text("utf-8"), re.DOTALL | re.MULTILINE
        )
        for name, arguments in defined:
            if name in tests:
                quick = re.search(r"\bstage: Stage\b", arguments) is not None
                found.append((not quick, f"{path.relative_to(there)}::{name}"))
    return [test for _, test in sorted(found)]


def main() -> int:
    """Print a line for each; 1 when a change went unnoticed."""
    unnoticed = 0
    for number, key, noticed in survivors(frozenset(sys.argv[1:])):
        print(f"{number:6} {key:40} {'noticed' if noticed else 'NOT NOTICED'}", flush=True)
        unnoticed += not noticed
    return min(unnoticed, 1)


if __name__ == "__main__":
    sys.exit(main())
