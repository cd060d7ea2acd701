"""The pages of gaps: the list of topics, one topic, and what knowledge managers do to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.after.cover_topic import cover_topic, passage_of
from bot.after.topic_page import PAGE, NearShown, keepers, look_at_topic, others
from bot.near import FOR_CUSTOMERS
from bot.permissions import ALL_STAFF, MANAGING_KNOWLEDGE
from bot.words import gaps as said
from guard import Screened
from knowledge import gap_topics, topic_acts, topic_list
from knowledge.gap_topics import GapTopic, TopicState
from knowledge.gaps import Reason
from knowledge.topic_acts import NotPossibleError, TopicChangedError
from knowledge.topic_list import By, Wanted
from records.engine import Session
from tickets import directory
from web.console.page import Answer, Asked, Go, Html, NotThere, Page

TOPICS = 50
"""Topics on one page of the list."""
FOUND = 10


def _list(asked: Asked) -> Html:
    """The topics, most wanted first."""
    wanted, page = _wanted(asked), _page_of(asked.query)
    with asked.here.reading() as session:
        found, total = topic_list.listed(session, wanted, asked.at, TOPICS, (page - 1) * TOPICS)
        names = directory.names(session, {one.assignee_id for one in found if one.assignee_id})
        counts = topic_list.how_many(session)
    ranked = [(one, topic_list.rank(one.counts, asked.at)) for one in found]
    context = {
        "topics": ranked,
        "names": names,
        "wanted": wanted,
        "mine": wanted.assignee is not None,
        "total": total,
        "waiting": counts.get(TopicState.OPEN, 0),
        "page": page,
        "pages": _pages(total, TOPICS),
        "query": dict(asked.query),
        "now": asked.at,
        "said": said,
        "states": [one for one in TopicState if one is not TopicState.GONE],
    }
    return Html("gaps.html", context)


def _wanted(asked: Asked) -> Wanted:
    """What the address asks for; what it does not know is left open."""
    query = asked.query
    state = query.get("state", TopicState.OPEN.value)
    return Wanted(
        state=TopicState(state) if state in set(TopicState) else None,
        assignee=asked.person.id if query.get("mine") else None,
        reason=Reason(query["reason"]) if query.get("reason") in set(Reason) else None,
        by=By(query["by"]) if query.get("by") in set(By) else By.RANK,
    )


def _topic(asked: Asked) -> Answer:
    """One topic, with all that helps to answer it."""
    with asked.here.reading() as session:
        topic = _found(session, asked)
    if topic.state is TopicState.GONE and topic.merged_into is not None:
        return Go(f"/gaps/{topic.merged_into}", said.GONE)
    return _shown(asked)


def _shown(asked: Asked, wrong: str = "") -> Html:
    """The page of a topic; with what was ``wrong`` about a form, and what had been written into it."""
    here, page = asked.here, _page_of(asked.query)
    looked_for = asked.query.get("article", "").strip()
    with here.reading() as session:
        topic = _found(session, asked)
        shown = look_at_topic(session, topic, here.search, here.rules, page)
        may_act = bool(asked.person.roles & MANAGING_KNOWLEDGE)
        context = {
            "it": shown,
            "topic": topic,
            "rank": topic_list.rank(topic.counts, asked.at),
            "others": others(session, topic, asked.at) if may_act else (),
            "keepers": keepers(session) if may_act else (),
        }
    articles = _articles(asked, looked_for) if may_act else ()
    more = {
        "may_act": may_act,
        "articles": articles or _for_customers(shown.near),
        "looked_for": looked_for,
        "found_any": bool(articles),
        "page": page,
        "pages": _pages(topic.counts.questions, PAGE),
        "wrong": wrong,
        "typed": asked.form,
        "ticked": asked.lists.get("question", ()),
        "me": asked.person.id,
        "now": asked.at,
        "said": said,
    }
    return Html("gap.html", context | more, 409 if wrong else 200)


def _for_customers(found: Sequence[NearShown]) -> list[tuple[str, Screened]]:
    """Slug and title of the articles among them that customers may read."""
    near = [one.near for one in found]
    return [(one.slug, one.title) for one in near if one.title and one.audience in FOR_CUSTOMERS]


def _articles(asked: Asked, looked_for: str) -> list[tuple[str, Screened]]:
    if not looked_for:
        return []
    words = asked.here.screen(looked_for[:500]).text
    hits = asked.here.search.search(words, audience=FOR_CUSTOMERS, limit=FOUND).hits
    return [(hit.slug, hit.title) for hit in hits]


def _found(session: Session, asked: Asked) -> GapTopic:
    number = asked.path.get("id", "")
    topic = gap_topics.topic(session, int(number)) if number.isdecimal() and len(number) < 10 else None
    if topic is None:
        raise NotThere(said.NO_SUCH_TOPIC)
    return topic


Act = Callable[[Asked, Session, int, int], Go]
"""What is done to a topic: its number, and the revision that was seen."""


def _act(act: Act) -> Callable[[Asked], Answer]:
    """The act; where it cannot be done the page says why, with all that was written."""

    def done(asked: Asked) -> Answer:
        with asked.here.reading() as session:
            topic = _found(session, asked)
        try:
            with asked.here.writing() as session:
                return act(asked, session, topic.id, _number(asked.form, "revision"))
        except TopicChangedError:
            return _shown(asked, said.CHANGED)
        except NotPossibleError as error:
            return _shown(asked, str(error))

    return done


def _merge(asked: Asked, session: Session, topic: int, revision: int) -> Go:
    into = _number(asked.form, "number") or _number(asked.form, "into")
    if not into:
        raise NotPossibleError(said.NO_NUMBER)
    before = gap_topics.topic(session, topic)
    topic_acts.merge(session, topic, revision, into, asked.person.id, asked.at)
    return Go(f"/gaps/{into}", said.merged(before.name if before else said.UNNAMED))


def _split(asked: Asked, session: Session, topic: int, revision: int) -> Go:
    ticked = [int(one) for one in asked.lists.get("question", ()) if one.isdecimal() and len(one) < 10]
    name = _words(asked, "name")
    new = topic_acts.split(session, topic, revision, ticked, name, asked.person.id, asked.at)
    return Go(f"/gaps/{new}", said.split(len(ticked)))


def _assign(asked: Asked, session: Session, topic: int, revision: int) -> Go:
    to = _number(asked.form, "to")
    if to and to not in {one.id for one in keepers(session)}:
        raise NotPossibleError(said.NOBODY)
    topic_acts.assign(session, topic, revision, to or None, asked.person.id, asked.at)
    return Go(f"/gaps/{topic}", said.ASSIGNED)


def _rename(asked: Asked, session: Session, topic: int, revision: int) -> Go:
    topic_acts.rename(session, topic, revision, _words(asked, "name"), asked.person.id, asked.at)
    return Go(f"/gaps/{topic}", said.RENAMED)


def _dismiss(asked: Asked, session: Session, topic: int, revision: int) -> Go:
    topic_acts.dismiss(session, topic, revision, _words(asked, "why"), asked.person.id, asked.at)
    return Go(f"/gaps/{topic}", said.DISMISSED)


def _reopen(asked: Asked, session: Session, topic: int, revision: int) -> Go:
    topic_acts.reopen(session, topic, revision, asked.person.id, asked.at)
    return Go(f"/gaps/{topic}", said.REOPENED)


def _covered(asked: Asked) -> Answer:
    """Which article answers the topic: learnt, closed, told."""
    here = asked.here
    with here.reading() as session:
        topic = _found(session, asked).id
    passage, revision = passage_of(here.search.article), _number(asked.form, "revision")
    slug, who = asked.form.get("article", ""), asked.person.id
    try:
        found = cover_topic(
            here.reading, here.writing, here.find, passage, here.rules, topic, revision, slug, who, asked.at
        )
    except TopicChangedError:
        return _shown(asked, said.CHANGED)
    except NotPossibleError as error:
        return _shown(asked, str(error))
    here.told()
    return Go(f"/gaps/{topic}", said.covered(found.questions, found.title))


def _words(asked: Asked, name: str) -> Screened:
    return asked.here.screen(asked.form.get(name, "").strip()[:2000]).text


def _number(form: Mapping[str, str], name: str) -> int:
    given = form.get(name, "").strip()
    return int(given) if given.isdecimal() and len(given) < 10 else 0


def _page_of(query: Mapping[str, str]) -> int:
    return max(_number(query, "page"), 1)


def _pages(total: int, each: int) -> int:
    return max(-(-total // each), 1)


PAGES: tuple[Page, ...] = (
    Page("/gaps", _list, ALL_STAFF),
    Page("/gaps/{id}", _topic, ALL_STAFF),
    Page("/gaps/{id}/merge", _act(_merge), MANAGING_KNOWLEDGE, post=True),
    Page("/gaps/{id}/split", _act(_split), MANAGING_KNOWLEDGE, post=True),
    Page("/gaps/{id}/assign", _act(_assign), MANAGING_KNOWLEDGE, post=True),
    Page("/gaps/{id}/rename", _act(_rename), MANAGING_KNOWLEDGE, post=True),
    Page("/gaps/{id}/dismiss", _act(_dismiss), MANAGING_KNOWLEDGE, post=True),
    Page("/gaps/{id}/reopen", _act(_reopen), MANAGING_KNOWLEDGE, post=True),
    Page("/gaps/{id}/covered", _covered, MANAGING_KNOWLEDGE, post=True),
)
