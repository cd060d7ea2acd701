"""The stage with a Request Tracker behind it: what is brought there, and what its people do."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app import behind
from app.build import Installation, install
from app.demo import sample_settings
from app.desk_settings import DeskSettings
from app.settings import secrets_of
from app.worker import DeliveryWorker, InboxWorker
from bot.outside import HELPDESK
from tests.fakes.request_tracker import RequestTracker
from tests.helpdesk.real import RealTracker
from tests.stories.stage import MONDAY_NOON, ROOT, Stage
from tickets import helpdesk as links

Tracker = RequestTracker | RealTracker
SAM = "sam@infraware.example"
LEA = "lea@infraware.example"


@dataclass
class Behind:
    """The stage, and the helpdesk behind it."""

    stage: Stage
    tracker: Tracker
    token: str

    def brought(self) -> None:
        """All that is due has been brought to the helpdesk."""
        post = behind.helpdesk_post(self.stage.here, settle=0.1)
        writing = self.stage.here.writing
        worker = DeliveryWorker(HELPDESK, post, writing, now=lambda: self.stage.now)
        while worker.step():
            pass

    def followed(self) -> None:
        """What happened there has been read, and has come down the road."""
        here = self.stage.here
        self.stage.now = max(self.stage.now, self._its_time())
        behind.follower(here, lambda: None, lambda: self.stage.now).step()
        worker = InboxWorker(here.road, here.writing, lambda: None, now=lambda: self.stage.now)
        while worker.step():
            pass
        self.brought()

    def reference(self, number: int) -> int:
        """The number over there of a ticket of ours."""
        with self.stage.here.reading() as session:
            found = links.reference_of(session, "request-tracker", number)
        assert found is not None, f"ticket {number} is not over there"
        return int(found)

    def writes(self, number: int, user: str, words: str, **more: Any) -> None:
        """An agent writes into the ticket of this number (ours)."""
        self.tracker.writes(self.reference(number), user, words, **more)

    def said(self, number: int) -> list[str]:
        return self.tracker.said(self.reference(number))

    def status(self, number: int) -> str:
        return self.tracker.tickets[self.reference(number)].status

    def _its_time(self) -> datetime:
        """Its clock tells seconds: the end of the one that is on."""
        real = isinstance(self.tracker, RealTracker)
        return (datetime.now(UTC) if real else self.stage.now) + timedelta(seconds=real)


def open_behind(sample: Path, folder: Path, tracker: Tracker, token: str, **more: Any) -> Behind:
    """A copy of the sample installation with this helpdesk behind it; ``more`` are settings of the desk."""
    shutil.copytree(sample, folder)
    desk = DeskSettings.model_validate(
        {"kind": "request-tracker", "url": tracker.url, "queue": tracker.queue, "staff": LEA, **more}
    )
    settings = sample_settings(ROOT, folder).model_copy(update={"desk": desk})
    here: Installation = install(settings, secrets_of({"DESK_TOKEN": token}), ROOT)
    now = MONDAY_NOON
    if isinstance(tracker, RequestTracker):
        stage = Stage(here)
        tracker.now = lambda: stage.now
    else:
        now = datetime.now(UTC)
        stage = Stage(here, now)
    found = Behind(stage, tracker, token)
    behind.follower(here, lambda: None, lambda: stage.now).step()  # from here on its news are read
    return found
