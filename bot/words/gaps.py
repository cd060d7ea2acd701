"""Sentences about unanswered questions and their topics, for those who close them in the console."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from guard import Screened, fill, join, own, restored
from knowledge.gap_topics import Counts, TopicState, What
from knowledge.gaps import Reason
from knowledge.topic_list import By

REASONS: Mapping[Reason, Screened] = {
    Reason.NOTHING_FOUND: own("nothing found"),
    Reason.NOT_SURE: own("not sure enough"),
    Reason.NOT_QUITE: own("“not quite”"),
    Reason.THUMBS_DOWN: own("thumb down"),
    Reason.ABANDONED: own("went away"),
    Reason.EDUCATION: own("ticket was a how-to question"),
}
STATES: Mapping[TopicState, Screened] = {
    TopicState.OPEN: own("open"),
    TopicState.ANSWERED: own("answered"),
    TopicState.DISMISSED: own("dismissed"),
    TopicState.GONE: own("empty"),
}
SORTED: Mapping[By, Screened] = {
    By.RANK: own("rank"),
    By.CUSTOMERS: own("customers"),
    By.PEOPLE: own("people"),
    By.TICKETS: own("tickets"),
    By.QUESTIONS: own("questions"),
    By.OLDEST: own("oldest first"),
    By.NEWEST: own("newest first"),
}
UNNAMED = own("without words")

NO_SUCH_TOPIC = own("There is no such topic. The list of gaps shows those there are.")
CHANGED = own(
    "Somebody has changed this topic while you were looking at it. Nothing was done; what you see now is how "
    "it stands, with what you had written. Look, and do it again if it still fits."
)
NO_NUMBER = own("Choose a topic, or write its number.")
NOBODY = own("Choose somebody who keeps the knowledge, or nobody.")
NO_ARTICLE = own("Choose the article that answers it; there is none of that name for customers.")
NOTHING_OPEN = own("No question of this topic is open any more: there is nobody to be told.")
ASSIGNED = own("Noted who takes care of it.")
RENAMED = own("It has its new name.")
DISMISSED = own(
    "Dismissed. Like questions join it without a word; it is open again when enough people have asked since."
)
REOPENED = own("It is open again, with all its questions.")
GONE = own("The topic you were looking for is part of this one.")


MOST_WANTED = own("Most wanted are articles about:")


def wanted_topic(name: Screened, counts: Counts) -> Screened:
    return fill(
        "{name} (questions: {questions}, people: {people}, customers: {customers})",
        name=name or UNNAMED,
        questions=counts.questions,
        people=counts.people,
        customers=counts.customers,
    )


def merged(name: Screened) -> Screened:
    return fill("“{name}” and its questions are part of this topic now.", name=name or UNNAMED)


def split(count: int) -> Screened:
    return fill("{count} of the questions ticked are a topic of their own now.", count=count)


def covered(questions: int, title: Screened) -> Screened:
    return fill(
        "“{title}” answers {questions}: like questions find it from now on, and whoever asked is told where "
        "they asked, unless the article may not be shown there.",
        title=title,
        questions=own("one question") if questions == 1 else fill("{n} questions", n=questions),
    )


def why_shown(shown: int, of: int) -> Screened:
    if not shown:
        return own("Was shown for none of them; it is near today.")
    return fill("Shown for {shown} of {of}.", shown=shown, of=of)


def how_sure(percent: int) -> Screened:
    return fill("At best {percent} % sure: too little for an answer.", percent=percent)


def sure_enough(percent: int) -> Screened:
    return fill("{percent} % sure: it was the answer, and did not help.", percent=percent)


def refused(people: int) -> Screened:
    who = own("One person has") if people == 1 else fill("{people} people have", people=people)
    return join(who, own("said that it did not help."), by=" ")


def does_not_say(words: Sequence[str]) -> Screened:
    return fill("Does not speak of: {words}.", words=restored(", ".join(words)))


ONLY_STAFF = own("Only staff may read it; customers were never shown it.")
NOT_THERE = own("It is not on the shelf any more.")


def done(what: What, facts: Mapping[str, Any]) -> Screened:
    """What a line of a topic's history says, after the name of who did it."""
    known = {name: value for name, value in facts.items() if value is not None}
    return next(
        fill(sentence, **{name: known[name] or UNNAMED for name in names})
        for kind, names, sentence in _DONE
        if kind is what and set(names) <= set(known)
    )


_DONE: tuple[tuple[What, tuple[str, ...], str], ...] = (
    (What.MERGED, ("into",), "merged it into topic {into}"),
    (What.MERGED, ("name",), "merged “{name}” into it"),
    (What.SPLIT, ("into", "name"), "split off “{name}”, topic {into}"),
    (What.SPLIT, ("of", "name"), "made it out of topic {of}, “{name}”"),
    (What.RENAMED, ("name",), "called it “{name}”"),
    (What.DISMISSED, ("why",), "dismissed it: {why}"),
    (What.REOPENED, ("people",), "opened it again: {people} people have asked since"),
    (What.REOPENED, (), "opened it again"),
    (What.COVERED, ("title",), "said that “{title}” answers it"),
    (What.ASSIGNED, (), "changed who takes care of it"),
    (What.ANSWERED, (), "closed its last question"),
)
"""What was done, which facts a sentence about it needs, and the sentence; the first that fits."""
