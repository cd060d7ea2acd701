"""`infracare features`: what is suggested, by whom, and that it is released (policy 10)."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from guard import own
from records.engine import open_database, transactions
from tests.app.conftest import Infracare
from tests.app.homes import Home
from tickets import suggestions

INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


def suggested(home: Home) -> None:
    """Staff have noted a suggestion of ticket #1001."""
    engine = open_database(f"sqlite:///{home.folder / 'var' / 'infracare.db'}")
    with transactions(engine)() as session:
        suggestions.note(session, None, own("Read aloud in Spanish"), 1001, datetime.now(UTC))
    engine.dispose()


def test_suggestions_are_listed_shown_and_released_once(home: Home, infracare: Infracare) -> None:
    """Policy 10."""
    assert infracare("features", "list").out == "There is no suggestion yet.\n"
    infracare("ask", "--as", "ada", INCIDENT)
    suggested(home)
    [listed] = json.loads(infracare("features", "list", "--json").out)
    assert (listed["id"], listed["title"], listed["customers"]) == (1, "Read aloud in Spanish", 1)
    assert "1 customers, 1 people  waits" in infracare("features", "list").out
    shown = json.loads(infracare("features", "show", "1", "--json").out)
    assert [(one["ticket"], one["customer"]) for one in shown["asks"]] == [(1001, "northside")]
    assert "cannot be merged" in infracare("features", "merge", "1", "7").err
    assert infracare("features", "release", "1", " ").code == 2
    released = json.loads(infracare("features", "release", "1", "In version 12.", "--json").out)
    assert (released["told"], released["released_words"]) == (1, "In version 12.")
    assert "released already" in infracare("features", "release", "1", "Again.").err
    assert "In version 12." in infracare("features", "show", "1").out
    assert "There is no suggestion 7" in infracare("features", "show", "7").err
    assert "There is no suggestion 7" in infracare("features", "release", "7", "Out.").err
