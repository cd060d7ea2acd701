"""The pages of drafts: the list, beginning one, writing it, its preview and its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.permissions import ALL_STAFF, MANAGING_KNOWLEDGE
from bot.words import writing as said
from bot.writing.became import became
from bot.writing.beginning import begin, edited, empty
from bot.writing.material import QUERIES
from guard import Kind as HealthData
from guard import Screened, join, own
from knowledge import drafts, gap_topics, gaps
from knowledge.articles import Audience, Kind
from knowledge.drafts import ChangedMeanwhileError, Draft, State, Text
from knowledge.publishing import article_of, is_kept_elsewhere
from knowledge.shelf import screened_body
from knowledge.sources.drafts import slug
from knowledge.sources.export import as_file
from records.engine import Session
from tickets import directory
from web.console.markdown import shown
from web.console.page import Answer, Asked, File, Go, Html, NotThere, Page, Refused


def _list(asked: Asked) -> Html:
    with asked.here.reading() as session:
        writing, finished = drafts.open_drafts(session), drafts.finished(session)
        names = names_of(session, [*writing, *finished])
        became_of = {one.id: became(session, one) for one in finished}
    return Html(
        "drafts.html",
        {
            "writing": writing,
            "finished": finished,
            "became": became_of,
            "names": names,
            "said": said,
            "now": asked.at,
            "may_act": may_act(asked),
        },
    )


def _new(asked: Asked) -> Html:
    """Begins with nothing, or with the text of an article; a form, as a look changes nothing."""
    name = asked.query.get("article", "")
    with asked.here.reading() as session:
        text = edited(session, name) if name else None
    if name and text is None:
        raise NotThere("There is no such article: look for it in the list of articles.")
    return Html("draft_new.html", {"article": name, "text": text})


def _begin(asked: Asked) -> Go:
    topic = asked.path.get("id") or asked.form.get("topic", "")
    if topic:
        return _begin_for_topic(asked, number(topic))
    return _begin_with(asked, asked.form.get("article", ""))


def _begin_for_topic(asked: Asked, topic_id: int) -> Go:
    with asked.here.reading() as session:
        topic = gap_topics.topic(session, topic_id)
        queries = gaps.open_of_topic(session, topic_id, QUERIES)
    if topic is None:
        raise NotThere("There is no such topic: look for it in the list of gaps.")
    here = asked.here
    draft_id = begin(
        here.reading,
        here.writing,
        queries,
        topic_id=topic.id,
        by=asked.person.id,
        at=asked.at,
        search=here.search,
        screener=lambda words: here.screen(words).text,
        rules=here.rules,
    )
    return Go(f"/drafts/{draft_id}")


def _begin_with(asked: Asked, article: str) -> Go:
    """An open draft of the same article, or one without a word by the same person, is gone on with."""
    with asked.here.writing() as session:
        text = edited(session, article) if article else empty()
        if text is None:
            raise NotThere("There is no such article: look for it in the list of articles.")
        there = next(
            (one for one in drafts.open_drafts(session) if _is_same(one, article, text, asked)), None
        )
        by, at = asked.person.id, asked.at
        draft_id = there.id if there else drafts.begin(session, text, by=by, at=at, replaces=article or None)
    return Go(f"/drafts/{draft_id}")


def _is_same(one: Draft, article: str, text: Text, asked: Asked) -> bool:
    if article:
        return one.replaces == article
    return one.text == text and one.begun_by == asked.person.id and one.topic_id is None


def _draft(asked: Asked) -> Html:
    with asked.here.reading() as session:
        draft = draft_of(session, asked)
        return Html("draft.html", page_of(session, asked, draft))


def _save(asked: Asked) -> Answer:
    """Write what was typed; when somebody else has written meanwhile, both texts are shown."""
    text, taken_out = typed(asked)
    with asked.here.writing() as session:
        draft = draft_of(session, asked)
        try:
            if not (draft.text == text and draft.is_open):
                revision = number(asked.form.get("revision", ""))
                drafts.save(session, draft.id, revision, text, by=asked.person.id, at=asked.at)
        except ChangedMeanwhileError:
            return Html("draft_conflict.html", {**page_of(session, asked, draft), "mine": text}, status=409)
    onwards = "/publish" if asked.form.get("then") == "publish" else ""
    return Go(f"/drafts/{draft.id}{onwards}", join(own("Saved."), taken_out))


def typed(asked: Asked) -> tuple[Text, Screened]:
    """The form as the words of a draft, screened; and a sentence about what the guard took out of it."""
    screen, found = asked.here.screen, set[HealthData]()

    def screener(words: str) -> Screened:
        screening = screen(words)
        found.update(one.kind for one in screening.found)
        return screening.text

    form = {name: value.replace("\r\n", "\n") for name, value in asked.form.items()}
    aliases = (" ".join(line.split()) for line in form.get("aliases", "").split("\n"))
    text = Text(
        title=screener(" ".join(form.get("title", "").split())),
        kind=_choice(form, "kind", tuple(Kind)),
        area=slug(form.get("area", ""))[:60].strip("-"),
        audience=_choice(form, "audience", tuple(Audience)),
        aliases=tuple(screener(alias) for alias in dict.fromkeys(aliases) if alias),
        body=screened_body(form.get("body", ""), screener),
    )
    return text, said.taken_out(sorted(found))


def _choice(form: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = form.get(name, "")
    return value if value in [str(one) for one in choices] else ""


def _preview(asked: Asked) -> Html:
    body = screened_body(asked.form.get("body", ""), lambda words: asked.here.screen(words).text)
    return Html("draft_preview.html", {"html": shown(body)})


def _file(asked: Asked) -> File:
    with asked.here.reading() as session:
        draft = draft_of(session, asked)
    if not draft.slug:
        raise Refused("The file has no name yet: write a title first.")
    at = draft.published_at or asked.at
    return File(f"{draft.slug}.md", "text/markdown", as_file(article_of(draft, at)).encode())


def _discard(asked: Asked) -> Go:
    with asked.here.writing() as session:
        draft = draft_of(session, asked)
        if draft.state is not State.DISCARDED:
            change(
                lambda: drafts.discard(session, draft.id, revision_of(asked), by=asked.person.id, at=asked.at)
            )
    return Go("/drafts", own("The draft was thrown away."))


def change(write: Callable[[], object]) -> None:
    """Do it; raises :class:`Refused` with a sentence when somebody else was faster."""
    try:
        write()
    except ChangedMeanwhileError as error:
        raise Refused(said.CHANGED) from error


def draft_of(session: Session, asked: Asked) -> Draft:
    """The draft of the address; raises :class:`NotThere`."""
    found = drafts.draft(session, number(asked.path["id"]))
    if found is None:
        raise NotThere("There is no such draft: look for it in the list of drafts.")
    return found


def number(written: str) -> int:
    """A number of an address or a form; 0 where it is none."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0


def revision_of(asked: Asked) -> int:
    """Which state of the draft the form was made for."""
    return number(asked.form.get("revision", ""))


def may_act(asked: Asked) -> bool:
    """Whether they may write articles."""
    return bool(asked.person.roles & MANAGING_KNOWLEDGE)


def page_of(session: Session, asked: Asked, draft: Draft) -> dict[str, object]:
    """What the page of a draft shows."""
    return {
        "draft": draft,
        "text": draft.text,
        "topic": None if draft.topic_id is None else gap_topics.topic(session, draft.topic_id),
        "html": shown(draft.text.body),
        "kinds": list(Kind),
        "audiences": list(Audience),
        "names": names_of(session, [draft]),
        "kept_elsewhere": is_kept_elsewhere(session, draft),
        "became": became(session, draft),
        "said": said,
        "now": asked.at,
        "may_act": may_act(asked),
    }


def names_of(session: Session, found: list[Draft]) -> dict[int, str]:
    """The names of who has to do with these drafts."""
    numbers = {
        who for one in found for who in (one.begun_by, one.changed_by, one.reviewer, one.published_by) if who
    }
    people = (directory.person_by_id(session, who) for who in numbers)
    return {one.id: one.name for one in people if one is not None}


PAGES = (
    Page("/drafts", _list, ALL_STAFF),
    Page("/drafts", _begin, MANAGING_KNOWLEDGE, post=True),
    Page("/gaps/{id:int}/draft", _begin, MANAGING_KNOWLEDGE, post=True),
    Page("/drafts/new", _new, MANAGING_KNOWLEDGE),
    Page("/drafts/{id:int}", _draft, ALL_STAFF),
    Page("/drafts/{id:int}", _save, MANAGING_KNOWLEDGE, post=True),
    Page("/drafts/{id:int}/preview", _preview, MANAGING_KNOWLEDGE, post=True),
    Page("/drafts/{id:int}/file", _file, ALL_STAFF),
    Page("/drafts/{id:int}/discard", _discard, MANAGING_KNOWLEDGE, post=True),
)
