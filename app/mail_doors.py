"""Where letters leave and come in, out of the settings and the secrets."""

from __future__ import annotations

from pathlib import Path

from app.settings import Secrets, Settings
from mail.imap import Account
from mail.send import SmtpPost


def smtp_post(settings: Settings, secrets: Secrets, root: Path) -> SmtpPost:
    """The mail server that takes our letters, where one is set."""
    mail = settings.mail
    return SmtpPost(
        mail.server,
        mail.port,
        mail.security,
        mail.user,
        secrets.smtp_password,
        bounces=mail.bounces,
        trusted=_authorities(settings, root),
    )


def mailbox(settings: Settings, secrets: Secrets, root: Path) -> Account | None:
    """The mailbox that customers write to; None where none is read."""
    incoming = settings.mail.incoming
    if not incoming.server:
        return None
    return Account(
        incoming.server,
        incoming.port,
        incoming.security,
        incoming.user,
        secrets.imap_password,
        incoming.folder,
        incoming.processed,
        incoming.failed,
        _authorities(settings, root),
    )


def _authorities(settings: Settings, root: Path) -> Path | None:
    """The certificates that the mail system's are checked against; None: those of this machine."""
    name = settings.mail.ca_file
    return root / name if name else None
