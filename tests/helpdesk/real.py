"""A real Request Tracker 5 for tests, started on this machine where its programs are installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

HERE = Path(__file__).parent / "rt"
SERVER = Path("/usr/share/request-tracker5/libexec/rt-server")
SETUP = Path("/usr/sbin/rt-setup-database-5")
GATE = Path("/usr/bin/rt-mailgate-5")
MISSING = (
    "Request Tracker 5 is not installed here: apt-get install --no-install-recommends request-tracker5 "
    "rt5-standalone rt5-db-sqlite dbconfig-no-thanks msmtp-mta"
)
QUEUE = "Support"


def is_installed() -> bool:
    """Whether its programs are here."""
    return all(one.exists() for one in (SERVER, SETUP, GATE))


@dataclass
class Ticket:
    """A ticket as it stands there."""

    id: int
    subject: str
    status: str
    requestors: list[str]
    fields: dict[str, str]


@dataclass
class RealTracker:
    """A running one, and what people do in it."""

    url: str
    token: str
    folder: Path
    queue: str = QUEUE

    @property
    def tickets(self) -> dict[int, Ticket]:
        found = self._get("/tickets", query="id > 0", orderby="id", per_page="100", fields="Subject")
        return {int(one["id"]): self.ticket(str(one["id"])) for one in found["items"]}

    def ticket(self, number: str) -> Ticket:
        told = self._get(f"/ticket/{number}")
        fields = {one["name"]: one["values"][0] for one in told["CustomFields"] if one["values"]}
        requestors = [str(one["id"]) for one in told["Requestor"]]
        return Ticket(int(told["id"]), told["Subject"], told["Status"], requestors, fields)

    def writes(
        self,
        ticket: int,
        user: str,
        words: str,
        *,
        internal: bool = False,
        by: str = "Web",
        html: bool = False,
        headers: dict[str, str] | None = None,
    ) -> None:
        """Somebody writes into a ticket: logged in, or by letter."""
        if by == "Email":
            head = "".join(f"{name}: {value}\n" for name, value in (headers or {}).items())
            mail = user if "@" in user else f"{user}@vendor.test"
            self._letter(f"From: {mail}\nSubject: Re: [vendor.test #{ticket}]\n{head}\n{words}".encode())
            return
        kind = "text/html" if html else "text/plain"
        name = "comment" if internal else "correspond"
        self._as(user, "POST", f"/ticket/{ticket}/{name}", {"Content": words, "ContentType": kind})

    def sets_status(self, ticket: int, user: str, status: str) -> None:
        self._as(user, "PUT", f"/ticket/{ticket}", {"Status": status})

    def takes_letter(self, data: bytes) -> int:
        before = set(self.tickets)
        self._letter(data)
        new = set(self.tickets) - before
        return max(new) if new else 0

    def said(self, ticket: int) -> list[str]:
        shown = {"fields": "Type", "per_page": "100"}
        told = self._get(f"/ticket/{ticket}/history", **shown)["items"]
        later = {str(one["id"]) for one in told if one["Type"] != "Create"}
        parts = self._get(f"/ticket/{ticket}/attachments", fields="TransactionId", per_page="100")["items"]
        return [self._content(str(one["id"])) for one in parts if str(one["TransactionId"]) in later]

    def letters(self) -> str:
        """All that it has sent by mail."""
        boxes = (self.folder / "var").rglob("*mbox*")
        return "\n".join(box.read_text("utf-8", "replace") for box in boxes if box.is_file())

    def _content(self, part: str) -> str:
        return b64decode(self._get(f"/attachment/{part}")["Content"]).decode()

    def _letter(self, data: bytes) -> None:
        command = [str(GATE), "--queue", self.queue, "--action", "correspond", "--url", self.url]
        done = subprocess.run(command, input=data, capture_output=True, timeout=60, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    def _get(self, path: str, **query: str) -> Any:
        answer = httpx.get(
            f"{self.url}/REST/2.0{path}", params=query, headers={"Authorization": f"token {self.token}"}
        )
        answer.raise_for_status()
        return answer.json()

    def _as(self, user: str, method: str, path: str, body: Any) -> None:
        auth = (user, f"{user}-password")
        answer = httpx.request(method, f"{self.url}/REST/2.0{path}", json=body, auth=auth, timeout=30)
        answer.raise_for_status()


@contextmanager
def running(folder: Path) -> Iterator[RealTracker]:
    """One on a free port, with its database and state in ``folder``; ready in some seconds."""
    port = _free_port()
    (folder / "etc").mkdir(parents=True)
    for name in ("mason_data", "session_data"):
        (folder / "var" / name).mkdir(parents=True)
    environment = {
        **os.environ,
        "RT_HOME": str(folder),
        "RT_PORT": str(port),
        "RT_SITE_CONFIG": str(HERE / "RT_SiteConfig.pm"),
        "RT_SITE_CONFIG_DIR": str(folder / "etc"),
    }
    for more in (["--action", "init"], ["--action", "insert", "--datafile", str(HERE / "initialdata.pl")]):
        done = subprocess.run(
            [str(SETUP), *more], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    command = [str(SERVER), "--host", "127.0.0.1", "--port", str(port), "--max-workers", "3"]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen([*command, "--env", "deployment"], env=environment, stdout=log, stderr=log)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url, folder / "server.log")
        yield RealTracker(url, (folder / "var" / "token").read_text(), folder)
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(folder / "var" / "mason_data", ignore_errors=True)


def _wait_for(url: str, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if httpx.get(url, timeout=30).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError(f"Request Tracker did not start: {log.read_text()[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
