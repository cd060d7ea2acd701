"""What goes back: one frozen reply, shown by every door in its own way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.message import ActName
from guard import Screened, own
from tickets.values import DetailName


class ReplyKind(StrEnum):
    """How a message ended. ``quiet`` is for words that were not for the bot."""

    ANSWER = "answer"
    CLOSEST = "closest"
    QUESTION = "question"
    TICKET = "ticket"
    HANDOVER = "handover"
    REASON = "reason"
    OUTAGE = "outage"
    QUIET = "quiet"


@dataclass(frozen=True)
class Shown:
    """A passage of an article, with the places of the words that matched.

    ``markdown`` is the same with its lists, tables and code; ``shortened`` says that one of them goes on in
    the article, ``link`` where people read that.
    """

    slug: str
    title: Screened
    kind: str
    section: Screened
    anchor: str
    passage: Screened
    marks: tuple[tuple[int, int], ...]
    sure: float
    sample: bool = False
    markdown: Screened = field(default_factory=lambda: own(""))
    shortened: bool = False
    link: str = ""


@dataclass(frozen=True)
class Offer:
    """Something the person can press. ``main`` is the one we would press ourselves.

    ``conversation`` is what it is about where that is another one than the reply's.
    """

    act: ActName
    label: Screened
    value: str = ""
    main: bool = False
    conversation: int | None = None


@dataclass(frozen=True)
class Sorted:
    """How the message was sorted, how sure that is, and by which version of the classifier.

    Where it was not ``settled``, the category is only the likeliest, and the person is asked.
    """

    category: str
    sure: float
    model: str = ""
    settled: bool = True


@dataclass(frozen=True)
class KnownDetail:
    """A detail as the person may see it: its name, and its value or that it does not apply."""

    name: DetailName
    label: Screened
    value: Screened


@dataclass(frozen=True)
class Reply:
    """The answer to one message. ``text`` leads, ``hits`` follow, ``after`` closes, then the offers.

    ``news`` stands before all: the state of an outage or of maintenance.
    """

    kind: ReplyKind
    text: Screened = field(default_factory=lambda: own(""))
    hits: tuple[Shown, ...] = ()
    after: Screened = field(default_factory=lambda: own(""))
    details: tuple[KnownDetail, ...] = ()
    asks: DetailName | None = None
    offers: tuple[Offer, ...] = ()
    triage: Sorted | None = None
    conversation: int | None = None
    ticket: int | None = None
    due: datetime | None = None
    only_to_author: bool = False
    news: Screened = field(default_factory=lambda: own(""))


QUIET = Reply(ReplyKind.QUIET)

_ARTICLE = "article:"


def about_article(offer: Offer, slug: str) -> Offer:
    """The offer, about one article: what is pressed says which one it was."""
    return replace(offer, value=f"{_ARTICLE}{slug}")


def named_article(value: str) -> str:
    """The slug of the article that a button is about; empty when it names none."""
    return value.removeprefix(_ARTICLE) if value.startswith(_ARTICLE) else ""
