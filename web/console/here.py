"""What the pages of the console work with: the database, the road, the search, the rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from bot.message import Message
from bot.near import Search as Find
from bot.reply import Reply
from bot.rules import Rules
from bot.writing.rules import WritingRules
from classifier.category import Triage
from guard import Screened
from guard.screen import Screening
from knowledge.article_figures import ArticleRules
from knowledge.rules import LearningRules
from knowledge.search import Search
from records.engine import Transactions
from records.sessions import Terms
from web.console.openid import SlackSignIn


@dataclass(frozen=True)
class Here:
    """The installation, as the console sees it.

    ``url`` is the console's address without a path; ``respond`` is the road; ``told`` wakes who carries
    things out; ``articles_changed`` lets the search know what has changed on the shelf, and tells who asked
    in vain; ``find`` is the search as people get it, with what is worth showing, ``nearest`` gives the
    articles nearest to a question as (short name, title). Links that let people in are derived from
    ``secret``; ``slack`` is how they sign in with Slack, where it is set up. ``articles`` says what makes an
    article stale or much refused, ``learning`` what becomes of what people say of one, ``writing_rules`` how
    those that are written here are published. ``sorts`` is the model in use, which says
    by what a text is sorted so.
    """

    url: str
    reading: Transactions
    writing: Transactions
    respond: Callable[[Message], Reply]
    screen: Callable[[str], Screening]
    rules: Rules
    search: Search
    find: Find
    nearest: Callable[[Screened], tuple[tuple[str, Screened], ...]]
    told: Callable[[], None]
    articles_changed: Callable[[], bool]
    now: Callable[[], datetime]
    terms: Terms
    secret: bytes
    slack: SlackSignIn | None = None
    sorts: Callable[[str], Triage] | None = None
    articles: ArticleRules = field(default_factory=ArticleRules)
    learning: LearningRules = field(default_factory=LearningRules)
    writing_rules: WritingRules = field(default_factory=WritingRules)

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach it by https; else it is on this machine alone."""
        return urlsplit(self.url).scheme == "https"
