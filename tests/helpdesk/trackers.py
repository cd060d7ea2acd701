"""Fixtures of helpdesks: the working double, and the real one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fakes.request_tracker import TOKEN, RequestTracker
from tests.fakes.request_tracker_http import open_request_tracker
from tests.helpdesk.real import MISSING, RealTracker, is_installed, running


@pytest.fixture(scope="session")
def real_tracker(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RealTracker]:
    """A real one for the whole run; without its programs its tests are skipped."""
    if request.config.getoption("markexpr") != "helpdesk":
        pytest.skip("the real Request Tracker is run by make test-helpdesk")
    if not is_installed():
        pytest.skip(MISSING)
    with running(tmp_path_factory.mktemp("rt")) as tracker:
        yield tracker


@pytest.fixture
def double() -> Iterator[RequestTracker]:
    with open_request_tracker() as tracker:
        yield tracker


@pytest.fixture(params=["double", pytest.param("real", marks=pytest.mark.helpdesk)])
def tracker(request: pytest.FixtureRequest) -> RequestTracker | RealTracker:
    """A helpdesk: once the double, once the real one."""
    found: RequestTracker | RealTracker = request.getfixturevalue(
        "double" if request.param == "double" else "real_tracker"
    )
    return found


@pytest.fixture
def token(tracker: RequestTracker | RealTracker) -> str:
    return tracker.token if isinstance(tracker, RealTracker) else TOKEN
