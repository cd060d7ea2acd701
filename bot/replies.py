"""Builds the replies that more than one decision gives."""

from __future__ import annotations

from dataclasses import replace

from bot import words
from bot.message import ActName
from bot.reply import KnownDetail, Offer, Reply, ReplyKind, Shown, Sorted, about_article
from bot.rules import Rules
from bot.seen import Findings, Question
from classifier.category import Category
from guard import Screened, own
from tickets.values import Details, DetailState, ShownArticle

PERSON = Offer(ActName.PERSON, words.TALK_TO_A_PERSON)
SOLVED_IT = Offer(ActName.SOLVED_IT, words.SOLVED_IT, main=True)
NOT_QUITE = Offer(ActName.NOT_QUITE, words.NOT_QUITE)
OPEN = Offer(ActName.OPEN, words.OPEN_A_TICKET)

_NEAREST = 3


def reason(text: Screened, *offers: Offer, only_to_author: bool = False) -> Reply:
    """A plain statement: why, or what was done."""
    return Reply(ReplyKind.REASON, text, offers=offers, only_to_author=only_to_author)


def is_sure(findings: Findings, rules: Rules) -> bool:
    """Whether the first hit may be given as the answer."""
    return bool(findings.hits) and findings.sure >= rules.sure.precision


def answer(text: Screened, findings: Findings, rules: Rules, *offers: Offer) -> Reply:
    """The answer with its source, and what else came near. Whether it helped is asked of the first."""
    hits = findings.hits[: rules.talk.articles_shown]
    judged = tuple(
        about_article(one, hits[0].slug) if hits and one in (SOLVED_IT, NOT_QUITE) else one
        for one in (SOLVED_IT, *offers)
    )
    return Reply(ReplyKind.ANSWER, text, hits=hits, offers=judged)


def closest(findings: Findings, rules: Rules, *offers: Offer, after: Screened | None = None) -> Reply:
    """The nearest articles, shown as such, or that there are none."""
    hits = findings.hits[: rules.talk.articles_shown]
    text = words.CLOSEST if hits else words.NOTHING_FOUND
    helped = (SOLVED_IT, NOT_QUITE) if hits else ()
    pressed = (*one_click_each(hits), *helped, *offers)
    return Reply(ReplyKind.CLOSEST, text, hits=hits, after=after or own(""), offers=pressed)


def one_click_each(hits: tuple[Shown, ...]) -> tuple[Offer, ...]:
    """A button for each of the three nearest articles, under its title: pressed, it is shown in full."""
    return tuple(about_article(Offer(ActName.SHOW_ARTICLE, hit.title), hit.slug) for hit in hits[:_NEAREST])


def self_help(question: Question, rules: Rules) -> Reply:
    """What the search found, and nothing else."""
    findings = question.findings
    if is_sure(findings, rules):
        return answer(words.ANSWER, findings, rules)
    return closest(findings, rules)


def sorted_as(reply: Reply, question: Question, settled: Category | None, *, said: bool = False) -> Reply:
    """The reply, with how the question was sorted: as what is settled, or else as the likeliest.

    ``said``: the person has settled it.
    """
    found = question.triage
    category = settled or found.category
    sure = 1.0 if said else found.probabilities.get(category, found.sure)
    return replace(reply, triage=Sorted(category.value, sure, found.model, settled is not None))


def with_person_offered(reply: Reply) -> Reply:
    """Every reply offers a person (policy 1)."""
    if reply.kind is ReplyKind.QUIET or PERSON in reply.offers:
        return reply
    return replace(reply, offers=(*reply.offers, PERSON))


def articles(hits: tuple[Shown, ...]) -> tuple[ShownArticle, ...]:
    """The hits as they are remembered."""
    return tuple(ShownArticle(hit.slug, hit.title, hit.sure) for hit in hits)


def known_details(details: Details) -> tuple[KnownDetail, ...]:
    """The details that are settled, as a person reads them."""
    settled = (detail for detail in details.values() if detail.state is not DetailState.MISSING)
    return tuple(
        KnownDetail(
            detail.name, words.DETAIL_LABELS[detail.name], words.with_source(detail) or words.DOES_NOT_APPLY
        )
        for detail in settled
    )
