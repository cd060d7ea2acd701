"""The documents are true: commands, settings, paths, names and links in them exist."""

from __future__ import annotations

import importlib
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from itertools import chain, takewhile
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from pydantic import BaseModel

from app.main import build
from app.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text("utf-8")
ROOMS = (
    "app",
    "bench",
    "bot",
    "classifier",
    "guard",
    "helpdesk",
    "knowledge",
    "mail",
    "records",
    "tickets",
    "web",
    "workspace",
)
MADE = frozenset({"infracare.db", "secret", "tokenizer.json"})
"""Files that are named without their folder and made while the program runs, or brought by the operator."""

each_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)


def spans(text: str) -> list[str]:
    """What stands between single backticks, outside of listings."""
    return re.findall(r"(?<!`)`([^`\n]+)`(?!`)", _LISTING.sub("", text))


def code(text: str) -> Iterator[str]:
    """Every line of code: of listings, and between backticks."""
    for listing in _LISTING.finditer(text):
        yield from listing.group(1).splitlines()
    yield from spans(text)


_LISTING = re.compile(r"^```[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)


def tracked() -> list[Path]:
    """The files of the repository; without git, those that lie here and are not made by a tool."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
        paths = [ROOT / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        hidden = re.compile(r"^(?:\.(?!ci$|gitignore$).*|var|__pycache__|.*\.egg-info)$")
        found = (path for path in ROOT.rglob("*") if path.is_file())
        paths = [path for path in found if not any(map(hidden.match, path.relative_to(ROOT).parts))]
    return [path for path in paths if path.is_file()]


def test_there_are_documents_for_everybody() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in DOCUMENTS}
    assert names >= {
        *("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"),
        *("docs/administrators.md", "docs/staff.md", "docs/knowledge.md", "docs/operations.md"),
    }


# Commands.


def commands(text: str) -> Iterator[list[str]]:
    """The words behind every `infracare` that begins a command in code."""
    for line in code(text):
        found = re.search(r"(?:^|[\s/(\"])infracare (?=[a-z-])(.+)", line)
        if found:
            words = shlex.split(found.group(1).partition(" #")[0].replace("'", "’"))
            yield list(takewhile(lambda word: not re.fullmatch(r"[|;&>]+.*", word), words))


def refusal(words: list[str]) -> str:
    """What is wrong with a command; empty when it exists with all its options."""
    group: Any = typer.main.get_command(build())
    options: dict[str, Any] = _options(group)
    left = list(words)
    while left:
        word = left.pop(0)
        if word.startswith("--"):
            if word not in options:
                return f"{word} is no option in {' '.join(words)!r}"
            takes = not getattr(options[word], "is_flag", True)
            left = left[1:] if takes else left
        elif hasattr(group, "commands"):
            if word not in group.commands:
                return f"{word} is no command in {' '.join(words)!r}"
            group = group.commands[word]
            options |= _options(group)
    return (
        f"{' '.join(words)!r} names a group only"
        if hasattr(group, "commands") and "--help" not in words
        else ""
    )


def _options(command: Any) -> dict[str, Any]:
    named = {name: option for option in command.params for name in option.opts if name.startswith("--")}
    return {"--help": None, **named}


@each_document
def test_every_command_that_is_named_exists(path: Path) -> None:
    assert [wrong for words in commands(path.read_text("utf-8")) if (wrong := refusal(words))] == []


def test_what_is_no_command_is_noticed() -> None:
    text = (
        "`infracare tickets shw 5`, `infracare gaps --nobody`, `infracare tickets`, `infracare ask x --as A`"
    )
    assert [bool(refusal(words)) for words in commands(text)] == [True, True, True, False]


@each_document
def test_every_make_target_that_is_named_exists(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        name for line in code(path.read_text("utf-8")) for name in re.findall(r"(?:^|\s)make ([a-z]+)", line)
    }
    assert named <= targets


def test_every_command_is_documented() -> None:
    named = {tuple(words[:2]) for path in DOCUMENTS for words in commands(path.read_text("utf-8"))}
    group: Any = typer.main.get_command(build())
    for name, command in group.commands.items():
        below = getattr(command, "commands", None)
        if below is None:
            assert any(words[0] == name for words in named), name
        else:
            assert {(name, inner) for inner in below} <= named


# Files, names and links.


def is_path(span: str) -> bool:
    """Whether words between backticks mean a file or folder of the repository."""
    if span.startswith(("/", "~", "-", "var/", ".venv/", "http")) or not re.fullmatch(r"[\w./*-]+", span):
        return False
    named = re.search(r"\w\.(?:py|md|toml|ya?ml|jsonl?|csv|txt|db)$", span) is not None
    return named or span.endswith("/") or ("/" in span and (ROOT / span.partition("/")[0]).is_dir())


@each_document
def test_every_file_that_is_named_exists(path: Path) -> None:
    names = {file.name for file in tracked()}
    named = {span for span in spans(path.read_text("utf-8")) if is_path(span)} - MADE
    missing = {span for span in named if "/" not in span and span not in names and not any(ROOT.glob(span))}
    missing |= {span for span in named if "/" in span and not any(ROOT.glob(span.rstrip("/")))}
    assert missing == set()


@each_document
def test_every_dotted_name_exists(path: Path) -> None:
    dotted = re.compile(rf"(?:{'|'.join(ROOMS)})(?:\.\w+)+")
    settings = set(keys(Settings))
    for span in spans(path.read_text("utf-8")):
        name = span.removesuffix("()")
        if name not in settings and dotted.fullmatch(name) and not re.search(r"\.(?:py|yaml|json|db)$", name):
            assert resolves(name), f"{path.name} names {name}"


def resolves(dotted: str) -> bool:
    """Whether a module, or something in one, has this name."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            fields = getattr(found, "__dataclass_fields__", {})
            if not hasattr(found, part) and part not in fields:
                return False
            found = getattr(found, part, None)
        return True
    return False


@each_document
def test_every_name_in_a_file_exists(path: Path) -> None:
    """`bot/words.py` (`CATEGORY_WORDS`, `own`) says that the file holds these names."""
    text = path.read_text("utf-8")
    for file, names in re.findall(r"`([\w/.-]+\.(?:py|sql|toml))` \(((?:`[\w.]+`(?:, | and )?)+)\)", text):
        content = (ROOT / file).read_text("utf-8")
        for name in re.findall(r"`([\w.]+)`", names):
            assert re.search(rf"\b{re.escape(name.rpartition('.')[2])}\b", content), (
                f"{name} is not in {file}"
            )


@each_document
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", _LISTING.sub("", path.read_text("utf-8"))):
        if re.match(r"https?:|mailto:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        assert there.exists(), f"{path.name} links to {target}"
        if anchor:
            assert anchor in anchors(there.read_text("utf-8")), f"{path.name} links to {target}"


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", _LISTING.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


# Settings and dependencies.


def keys(model: type[BaseModel], above: str = "") -> Iterator[str]:
    """Every key of app.yaml, dotted."""
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from keys(kind, f"{above}{name}.")
        else:
            yield f"{above}{name}"


def flat(value: Any, above: str = "") -> Iterator[tuple[str, str]]:
    """Every value of app.yaml as it is written."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from flat(inner, f"{above}.{name}".lstrip("."))
    else:
        yield above, ", ".join(value) if isinstance(value, list) else value


def test_every_setting_is_documented_as_it_is_shipped() -> None:
    rows = dict(re.findall(r"^\| `([a-z_.]+)` \| (?:`([^|]*)`|empty) \|", OPERATIONS, re.MULTILINE))
    assert rows.keys() == set(keys(Settings))
    shipped = dict(flat(yaml.load((ROOT / "app.yaml").read_text("utf-8"), yaml.BaseLoader)))
    assert rows == shipped


@each_document
def test_every_setting_that_is_named_exists(path: Path) -> None:
    known = set(keys(Settings))
    groups = {key.partition(".")[0] for key in known}
    for span in spans(path.read_text("utf-8")):
        if re.fullmatch(r"[a-z]+\.[a-z_.]+", span) and span.partition(".")[0] in groups - set(ROOMS):
            assert span in known or any(key.startswith(f"{span}.") for key in known), span


def test_the_environment_is_documented() -> None:
    read = set()
    for path in (ROOT / "app").rglob("*.py"):
        read |= set(
            re.findall(r'(?:environment\.get\(|environ\[|envvar=)"([A-Z_]+)"', path.read_text("utf-8"))
        )
    named = set(re.findall(r"^\| `([A-Z_]+)` \|", OPERATIONS, re.MULTILINE))
    assert named == read


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"], *chain(*extras)]
    named = {re.split(r"[\[<>=~! ]", one)[0].lower() for one in wanted}
    explained = (ROOT / "ARCHITECTURE.md").read_text("utf-8").partition("## Dependencies")[2]
    rows = {name.lower() for name in re.findall(r"^\| ([\w-]+) \| ", explained, re.MULTILINE)}
    assert rows - {"package"} == named


# Nothing of the machine it was written on.


def test_no_file_names_a_machine_or_a_registry() -> None:
    folders = [rf"(?<![\w.])/{name}/" for name in ("work", "root")] + [r"(?<![\w.])/home/[a-z]\w*"]
    hosts = [
        re.escape(".".join(parts)) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))
    ]
    forbidden = re.compile("|".join([*folders, *hosts]))
    found = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", "replace")
        found += [f"{path.relative_to(ROOT)}: {hit.group()}" for hit in forbidden.finditer(text)]
    assert found == []
