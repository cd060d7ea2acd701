"""What `infracare doctor` looks at of mail, both ways; it sends, moves and changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from app.finding import Finding, looked
from app.mail_doors import mailbox, smtp_post
from app.settings import Secrets, Settings
from mail.imap import MailboxError, OpenMailbox
from mail.send import TryAgainError

SECONDS = 5.0
RECENT = 20
"""So many of the newest letters are asked who vouches for their senders."""
OLD = timedelta(days=1)
_HEAD_BYTES = 16_384


def look_at_mail(settings: Settings, secrets: Secrets, root: Path, now: datetime) -> Iterator[Finding]:
    """Whether letters can leave and come in."""
    yield from _out(settings, secrets, root)
    yield from _in(settings, secrets, root, now)


def _out(settings: Settings, secrets: Secrets, root: Path) -> Iterator[Finding]:
    mail = settings.mail
    waits = "Letters lie in the outbox folder until mail.server is set in app.yaml."
    yield looked("A mail server is set", "" if mail.server else waits, optional=True)
    if mail.server and mail.user:
        missing = "SMTP_PASSWORD is not set; put the password of mail.user into the environment."
        yield looked("SMTP_PASSWORD is set", "" if secrets.smtp_password else missing)
    if mail.server:
        yield looked("The mail server lets us in", _kept_out(settings, secrets, root))


def _kept_out(settings: Settings, secrets: Secrets, root: Path) -> str:
    try:
        replace(smtp_post(settings, secrets, root), timeout=SECONDS).knock()
    except TryAgainError as error:
        return (
            f"{_sentence(error)}; check mail.server, mail.port, mail.security, mail.user and SMTP_PASSWORD."
        )
    return ""


def _in(settings: Settings, secrets: Secrets, root: Path, now: datetime) -> Iterator[Finding]:
    account = mailbox(settings, secrets, root)
    how = "Name the mailbox under mail.incoming, or let your mail server call `infracare mail receive`."
    yield looked(
        "A mailbox is read", "" if account else f"Customers cannot write by mail. {how}", optional=True
    )
    if account is None:
        return
    missing = "IMAP_PASSWORD is not set; put the password of mail.incoming.user into the environment."
    yield looked("IMAP_PASSWORD is set", "" if secrets.imap_password else missing)
    can_read = "The mailbox can be read"
    try:
        with OpenMailbox(replace(account, timeout=SECONDS)) as box:
            found = [*_folders(box), *_letters(box, now), _proof(box, settings.mail.proof)]
    except MailboxError as error:
        yield looked(can_read, f"{_sentence(error)}.")
        return
    yield looked(can_read)
    yield from found


def _folders(box: OpenMailbox) -> Iterator[Finding]:
    account = box.account
    if not box.has(account.folder):
        raise MailboxError(
            f"there is no folder {account.folder} in the mailbox; name the one where letters arrive under "
            "mail.incoming.folder"
        )
    missing = [name for name in (account.processed, account.failed) if not box.has(name)]
    made = f"There is no {' and no '.join(missing)} yet; `infracare serve` makes what is missing."
    yield looked("The mailbox has its folders", made if missing else "", optional=True)


def _letters(box: OpenMailbox, now: datetime) -> Iterator[Finding]:
    account = box.account
    old = sum(1 for one in box.lying(box.look()) if one.at < now - OLD)
    taken = (
        f"{old} in {account.folder} are older than a day; `infracare serve` takes in every letter that lies "
        "there, so move away what it should not."
    )
    yield looked("No old letters lie in the mailbox", taken if old else "", optional=True)
    failed = len(box.look(account.failed)) if box.has(account.failed) else 0
    again = (
        f"{failed} lie in {account.failed}; read them, and move them back into {account.folder} to try "
        "again, or away."
    )
    yield looked("Every letter could be taken in", again if failed else "")


def _proof(box: OpenMailbox, wanted: str) -> Finding:
    """Whether the mail system says, under the name it is known by, who is proven."""
    what, seen = "Letters of staff can be proven", _vouching(box)
    names = f"it has lately been {' or '.join(sorted(seen))}" if seen else "no letter bears one yet"
    if not wanted:
        name_it = "Write under mail.proof the name your mail system puts first in Authentication-Results"
        return looked(what, f"{name_it} ({names}); until then letters never count as staff's.", optional=True)
    strange = seen and wanted.lower() not in seen
    remedy = f"mail.proof is {wanted}, but in the letters {names}; write that if it is your mail system."
    return looked(what, remedy if strange else "")


def _vouching(box: OpenMailbox) -> set[str]:
    """The names that stand first in the topmost Authentication-Results of the newest letters."""
    found = set()
    for folder in filter(box.has, (box.account.processed, box.account.folder)):
        for uid in box.look(folder)[-RECENT:]:
            head = box.head(uid, _HEAD_BYTES, "Authentication-Results") or b""
            if name := re.match(rb"Authentication-Results:\s*([^\s;]+)", head, re.IGNORECASE):
                found.add(name[1].decode("ascii", "replace").lower())
    return found


def _sentence(error: Exception) -> str:
    text = str(error)
    return text[:1].upper() + text[1:]
