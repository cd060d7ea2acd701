"""The guard of one installation: who and what is known there stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from app.settings import Settings
from guard.screen import Screening, screen
from records.engine import Transactions
from tickets import directory, visits

KEPT_SECONDS = 60.0


def known_of(settings: Settings) -> tuple[frozenset[str], frozenset[str]]:
    """The addresses and domains, and the telephone numbers, that the settings name."""
    lines, known = settings.lines, settings.known
    addresses = {*_of_ours(settings), *known.mail}
    return frozenset(addresses), frozenset({lines.emergency, lines.backup, lines.office, *known.numbers})


def _of_ours(settings: Settings) -> set[str]:
    desk, accounts, letters = (
        settings.vendor.desk_mail,
        settings.contacts.accounts_mail,
        settings.mail.address,
    )
    return {desk, accounts, letters} - {""}


@dataclass
class Guard:
    """The guard as this installation sets it: what its settings name may stand, and so may the addresses in
    its directory and the numbers of the contacts of its visits, read again once a minute."""

    reading: Transactions
    addresses: Iterable[str]
    numbers: Iterable[str]

    def __post_init__(self) -> None:
        self._known = frozenset(self.addresses), frozenset(self.numbers)
        self._until = 0.0
        self._lock = Lock()

    def screen(self, text: str) -> Screening:
        """The text without patients' data."""
        addresses, numbers = self._read()
        return screen(text, known=addresses, known_numbers=numbers)

    def _read(self) -> tuple[frozenset[str], frozenset[str]]:
        with self._lock:
            if monotonic() >= self._until:
                with self.reading() as session:
                    addresses = directory.known_addresses(session)
                    numbers = visits.contact_numbers(session)
                self._known = addresses.union(self.addresses), numbers.union(self.numbers)
                self._until = monotonic() + KEPT_SECONDS
            return self._known
