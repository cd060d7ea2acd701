"""The plug-in in somebody else's tests: a play with a clock, the same ids and times in every run."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from workspace import pytest_plugin

pytest_plugins = ["pytester"]

PLAY = """
from tests.workspace import manifests
from tests.workspace.helper_app import helper, over_http


def test_a_ticket_is_opened(slack_workspace, clock):
    slack = slack_workspace(manifests.over_http())
    with over_http(helper(slack, socket=False)) as url:
        slack.verify_url(url)
        slack.channel("help", members=["ada"])
        ada = slack.person("ada")

        msg = ada.says("@helper the upload is stuck", in_="help").reply()
        form = msg.click("open a TICKET")
        assert form.fill(job="JOB").submit() == {"severity": "Please complete this required field."}
        assert form.fill(job="12", severity="low").submit() is None
        assert ada.hears("Ticket for 12").ts == "1767614400.000003"

        clock.advance(hours=2)
        later = ada.says("and now?", in_="help")
    assert (later.message.channel, later.message.user, later.ts) == ("C0001", "U0002", "1767621600.000000")
"""

COMPLAINT = """
from tests.workspace import manifests


def test_an_event_without_its_scope(slack_workspace):
    slack_workspace(manifests.without("im:history"))


def test_that_was_expected(slack_workspace):
    slack_workspace(manifests.without("im:history")).complaints.clear()


def test_time_only_passes(clock):
    before = clock()
    clock.advance(minutes=1, seconds=1)
    assert clock() - before == 61
    try:
        clock.advance(seconds=-1)
    except ValueError:
        return
    raise AssertionError
"""

ANOTHER_HOUR = """
from datetime import UTC, datetime

import pytest

from tests.workspace import manifests
from workspace.pytest_plugin import Clock


@pytest.fixture
def clock():
    return Clock(datetime(2027, 7, 1, tzinfo=UTC))


def test_the_workspace_goes_by_the_clock_of_the_project(slack_workspace):
    slack = slack_workspace(manifests.SOCKET)
    assert slack.person("ada").says("hi").ts == "1814400000.000000"
"""


@pytest.fixture
def alone(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project with this plug-in and no other."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    return pytester


def outcomes(alone: pytest.Pytester) -> dict[str, int]:
    quietly = "ignore::pytest.PytestAssertRewriteWarning"  # this process has imported the plug-in before
    return alone.runpytest_inprocess("-p", "workspace.pytest_plugin", "-W", quietly).parseoutcomes()


def test_a_play_with_a_clock(alone: pytest.Pytester) -> None:
    alone.makepyfile(PLAY)
    assert outcomes(alone) == {"passed": 1}


def test_a_project_sets_the_clock_to_an_hour_of_its_own(alone: pytest.Pytester) -> None:
    alone.makepyfile(ANOTHER_HOUR)
    assert outcomes(alone) == {"passed": 1}


def test_complaints_fail_the_test_that_left_them(alone: pytest.Pytester) -> None:
    alone.makepyfile(COMPLAINT)
    assert outcomes(alone) == {"passed": 3, "errors": 1}


def test_the_plug_in_is_registered() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    assert project["entry-points"]["pytest11"] == {"workspace": pytest_plugin.__name__}
