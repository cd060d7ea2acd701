"""Reports that a letter of ours did not arrive: the standard ones (RFC 3464), and those in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from mail.clean import is_address, one_line
from mail.incoming import Automatic, Bounce
from mail.reading.addresses import addresses_in, recipients
from mail.reading.bodies import content_of
from mail.reading.heads import Heads, decoded, fields
from mail.reading.ids import answered_ids, ids_in
from mail.reading.parts import Part, leaves
from mail.reading.phrases import DELAYED, FAILED, any_of
from mail.reading.rules import ReadRules

_READ: Final = 60_000
_WHY: Final = 300
_MOST_IDS: Final = 20
_MOST_PARTS: Final = 5

_REPORTERS: Final = frozenset(
    (Automatic.REPORT, Automatic.DAEMON, Automatic.EMPTY_ENVELOPE, Automatic.AUTO_SUBMITTED)
)
_STATUS_KINDS: Final = ("message/delivery-status", "message/global-delivery-status")
_RETURNED_KINDS: Final = (
    *("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers", "text/rfc822"),
)
_STATUS = re.compile(r"(?<![0-9.])([245]\.[0-9]{1,3}\.[0-9]{1,3})(?![0-9.])")
_ID_LINE = re.compile(r"^[ >|]{0,8}message-id:[ \t]*(<[^<>\s]{1,250}>)", re.IGNORECASE | re.MULTILINE)

_DELAYED = re.compile(any_of(DELAYED), re.IGNORECASE)
_FAILED = re.compile(any_of(FAILED), re.IGNORECASE)


@dataclass(frozen=True)
class _Outcome:
    """What befell one recipient."""

    permanent: bool
    status: str
    why: str
    recipient: str


def bounce(
    raw: bytes, letter: Part, reason: Automatic | None, subject: str, text: str, rules: ReadRules
) -> Bounce | None:
    """The report that a letter is; None for all others (of people, of lists), and for good news."""
    if reason not in _REPORTERS:
        return None
    parts = tuple(leaves(letter))
    statuses = [part for part in parts if part.kind.value in _STATUS_KINDS][:_MOST_PARTS]
    if statuses:
        outcomes = [one for part in statuses for one in _outcomes(content_of(raw, part, _READ))]
        outcome = max(outcomes, key=lambda one: one.permanent, default=None)
    else:
        outcome = _told(letter, subject, text[:_READ])
    if outcome is None:
        return None
    return Bounce(
        permanent=outcome.permanent,
        status=outcome.status,
        why=outcome.why,
        recipient=outcome.recipient,
        tokens=_tokens(letter.heads, rules),
        message_ids=_message_ids(raw, letter, parts, text[:_READ]),
    )


def _outcomes(content: bytes) -> Iterator[_Outcome]:
    """The recipients whose letter failed or is late, of a ``message/delivery-status``."""
    for group in re.split(rb"\r?\n(?:[ \t]*\r?\n)+", content)[:200]:
        said = dict(fields(group))
        action = said.get("action", "").strip().lower()
        status = _status(said.get("status", ""))
        if action in ("failed", "delayed") or (not action and status[:1] in ("4", "5")):
            permanent = action == "failed" if action else status.startswith("5")
            yield _Outcome(permanent, status, _reason(said), _recipient(said))


def _reason(said: Mapping[str, str]) -> str:
    words = said.get("diagnostic-code", "").partition(";")
    return one_line(decoded((words[2] or words[0]).strip()), _WHY)


def _recipient(said: Mapping[str, str]) -> str:
    for name in ("original-recipient", "final-recipient"):
        address = said.get(name, "").rpartition(";")[2].strip(" <>").lower()
        if is_address(address):
            return address
    return ""


def _status(text: str) -> str:
    found = _STATUS.search(text[:1_000])
    return found[1] if found else ""


def _told(letter: Part, subject: str, text: str) -> _Outcome | None:
    """The same of a report in plain words: qmail, exim, old Exchange, and forwarders."""
    failed = addresses_in(letter.heads.all("x-failed-recipients"))
    words = f"{subject}\n{text.partition('Message-ID:')[0][:6_000]}"
    late = _DELAYED.search(words) is not None
    if not failed and not late and (_FAILED.search(words) is None or _is_answered(letter)):
        return None
    told = _STATUS.search(words)
    status = told[1] if told else ""
    recipient = failed or addresses_in(re.findall(r"<[^<>\s]{3,254}>", words))
    return _Outcome(not late, status, _line_with(words, status), recipient[0] if recipient else "")


def _is_answered(letter: Part) -> bool:
    """An automatic answer of a person's mail program is no report, whatever its words are."""
    return "auto-submitted" in letter.heads and letter.heads.first("auto-submitted").startswith("auto-gen")


def _line_with(words: str, status: str) -> str:
    lines = [line for line in words.split("\n") if status and status in line] or [
        line for line in words.split("\n") if _FAILED.search(line[:500]) or _DELAYED.search(line[:500])
    ]
    return one_line(lines[0], _WHY) if lines else ""


def _tokens(heads: Heads, rules: ReadRules) -> tuple[str, ...]:
    """What stands behind the ``+`` of our address for reports, wherever this one was sent to."""
    sent_to = recipients(heads)
    parts = (address.partition("@")[0].partition("+") for address in sent_to if rules.is_ours(address))
    return tuple(dict.fromkeys(token for _, plus, token in parts if plus and token))


def _message_ids(raw: bytes, letter: Part, parts: Iterable[Part], text: str) -> tuple[str, ...]:
    """Ids of the letter that is reported about: from what was returned of it, then from what names it."""
    named = [part for part in parts if part.kind.value in (*_RETURNED_KINDS, *_STATUS_KINDS)][:_MOST_PARTS]
    found = [one for part in named for one in _ids_of(content_of(raw, part, _READ))]
    found += _ID_LINE.findall(text)
    found += answered_ids(letter.heads)
    return tuple(dict.fromkeys(found))[:_MOST_IDS]


def _ids_of(content: bytes) -> Iterator[str]:
    for name, value in fields(content):
        if name in ("message-id", "original-message-id", "x-original-message-id"):
            yield from ids_in(value)
