"""Decides what stands between a person and a ticket: who they are, what is missing, what they agree to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot import words
from bot.decision import AskStaff, Correct, Decision, HandOver, OpenTicket, Refer, ShowLikes, Update
from bot.letter import is_letter
from bot.message import Act, ActName, Message
from bot.replies import OPEN, SOLVED_IT, known_details, one_click_each, reason, sorted_as
from bot.reply import Offer, Reply, ReplyKind
from bot.rules import Rules
from bot.seen import Draft, Findings, Question, Seen
from bot.settled import settled_category
from bot.words import drafts, entitled, letters, likes
from classifier.category import Category
from classifier.wishes import is_acknowledgement, is_greeting, wants_person
from guard import Screened, join, own
from guard.kinds import Kind
from tickets.values import (
    Detail,
    DetailName,
    Details,
    DetailState,
    EntryKind,
    Person,
    Stage,
)

GIVE_DETAILS = Offer(ActName.OPEN, words.GIVE_DETAILS, main=True)
AGREE = Offer(ActName.AGREE, words.AGREE, main=True)
SKIP = Offer(ActName.SKIP, words.SKIP)
WITHDRAW = Offer(ActName.WITHDRAW, words.WITHDRAW)

NO_DETAILS_ASKED = frozenset({Category.FEATURE.value, Category.SERVICE.value})

_NOT_APPLICABLE = re.compile(
    r"\W*(?:it |that |this )?(?:does ?n[o']?t apply|does not apply|not applicable|n/?a|none|no|skip|nothing|"
    r"there is (?:none|no \w+(?: \w+)?)|-+)\W*",
    re.IGNORECASE,
)
_CANCEL = re.compile(r"\W*(?:cancel|never ?mind|forget it|no ticket|stop)\b.{0,40}", re.IGNORECASE)


def ticket_wanted(
    message: Message, seen: Seen, rules: Rules, draft: Draft, *, agreed: bool = False
) -> Decision:
    """The next thing needed for the ticket, or the ticket itself. What the search found stands first."""
    person = seen.person
    if person is None and is_letter(message):
        return Decision(reason(letters.STAFF_ASKED), steps=(AskStaff(),), heard=EntryKind.PRESSED)
    if person is None:
        return _kept(draft, _question(words.WHO_ARE_YOU, draft, rules), Stage.ADDRESS)
    if person.is_staff:
        return _kept(draft, _led(reason(words.STAFF_NO_TICKET), draft, rules), Stage.FREE)
    if person.customer is None or not person.customer.good_standing:
        refusal = reason(words.not_in_good_standing(rules.contacts))
        return replace(_kept(draft, _led(refusal, draft, rules), Stage.FREE), confidential=True)
    if not person.licensed:
        return replace(_kept(draft, _hand_over(seen, draft, rules), Stage.FREE), confidential=True)
    return _from_entitled(message, seen, rules, draft, person, agreed=agreed)


def person_wanted(message: Message, seen: Seen, rules: Rules) -> Decision:
    """An explicit wish for a person is a ticket, after what the search has found is shown (policy 2)."""
    question = seen.question
    if question is None or (seen.conversation is not None and seen.conversation.question):
        return ticket_wanted(message, seen, rules, draft_of(seen), agreed=True)
    settled = question.triage.category
    category = Category.INCIDENT if settled is Category.EMERGENCY else settled
    draft = question.draft(category, rules)
    if settled is Category.OTHER:
        draft = replace(draft, findings=Findings((), 0.0), shown=(), searched=False)
    return ticket_wanted(message, seen, rules, draft, agreed=True)


def sorted_decision(decision: Decision, seen: Seen) -> Decision:
    """The decision with how its question was sorted, when it was."""
    if seen.question is None:
        return decision
    update = replace(decision.update, model=seen.question.triage.model)
    return replace(
        decision, reply=sorted_as(decision.reply, seen.question, seen.question.triage.category), update=update
    )


def _from_entitled(
    message: Message, seen: Seen, rules: Rules, draft: Draft, person: Person, *, agreed: bool
) -> Decision:
    if draft.category == Category.SERVICE and not agreed:
        asked = replace(
            _question(words.service_after(found=bool(draft.findings.hits)), draft, rules), offers=(AGREE,)
        )
        return _kept(draft, asked, Stage.CHARGE)
    first = _shown_first(message, seen, rules, draft)
    if first is not None:
        return first
    missing = missing_details(draft)
    if not seen.private and message.act is None:
        return _kept(
            draft, replace(_question(words.INCIDENT_STILL, draft, rules), offers=(OPEN,)), Stage.FREE
        )
    if missing and seen.private:
        return _kept(draft, _ask(missing, draft, rules), Stage.DETAILS)
    if missing:
        return _kept(draft, reason(words.FORM_INVALID, OPEN, only_to_author=True), Stage.FREE)
    return opened_at_once(draft, person, rules)


def _shown_first(message: Message, seen: Seen, rules: Rules, draft: Draft) -> Decision | None:
    """What is shown before a ticket, once: the documentation (policy 5), tickets that may be the same."""
    if is_to_be_referred(seen, draft.category, rules) and not _is_form(message):
        return _refer(seen, draft, rules)
    may_show = seen.private or message.act is not None
    if may_show and seen.likes and draft.category not in NEVER_THE_SAME:
        return _show_likes(seen, draft, rules)
    return None


NEVER_THE_SAME = frozenset({Category.FEATURE.value, Category.EMERGENCY.value})
"""What has its own way of being put together: suggestions are merged, reports of an outage are linked."""


def _show_likes(seen: Seen, draft: Draft, rules: Rules) -> Decision:
    """Open tickets that may be the same come first; the person chooses (policy 3)."""
    add = tuple(Offer(ActName.ADD_TO, likes.add_to(one.number), str(one.number)) for one in seen.likes)
    reply = _question(likes.looks_like(seen.likes), draft, rules)
    reply = replace(reply, offers=(*add, Offer(ActName.NEW_ONE, likes.NEW_ONE)))
    steps = (ShowLikes(tuple(one.number for one in seen.likes)),)
    return replace(_kept(draft, reply, Stage.LIKE), steps=steps, confidential=True)


def is_to_be_referred(seen: Seen, category: str | None, rules: Rules) -> bool:
    """Whether the documentation comes first, once in a conversation; never before an incident (policy 5)."""
    return category == Category.EDUCATION and seen.misuse >= rules.misuse.tickets and not seen.referred


def _is_form(message: Message) -> bool:
    return message.act is not None and message.act.name is ActName.SUBMIT


def _refer(seen: Seen, draft: Draft, rules: Rules) -> Decision:
    findings = seen.question.findings if seen.question else draft.findings
    hits = findings.hits[: rules.talk.articles_shown]
    text = entitled.referred(seen.misuse, rules.misuse.days)
    reply = Reply(ReplyKind.CLOSEST, text, hits, offers=(*one_click_each(hits), SOLVED_IT))
    return replace(_kept(draft, reply, Stage.FREE), steps=(Refer(seen.misuse),))


def missing_details(draft: Draft) -> tuple[DetailName, ...]:
    """The details still to be asked, in the order of the policy; wishes and services need none."""
    return () if draft.category in NO_DETAILS_ASKED else missing_details_of(draft.details)


def missing_details_of(details: Details) -> tuple[DetailName, ...]:
    """The details that are not settled, in the order of the policy."""
    return tuple(name for name in DetailName if details[name].state is DetailState.MISSING)


def asks_job(details: Details) -> bool:
    """Whether the job number is what is asked for now."""
    return missing_details_of(details)[:1] == (DetailName.JOB,)


def answers_stage(text: Screened, rules: Rules) -> Stage | None:
    """Which of our questions words can do nothing but answer: a job's number alone, a mail address."""
    if names_address(text):
        return Stage.ADDRESS
    number = rf"\W*(?:job\W*)?(?:n(?:o|umber)?\W*)?(?:{rules.talk.job_pattern})\W*"
    return Stage.DETAILS if re.fullmatch(number, text, re.IGNORECASE) else None


def names_address(text: Screened) -> bool:
    """Whether a mail address stands there, be it one that the guard has hidden."""
    return "@" in text or f"[{Kind.MAIL_ADDRESS.value}]" in text


def draft_of(seen: Seen, category: Category | None = None) -> Draft:
    """The draft that the conversation holds so far."""
    talk = seen.conversation
    if talk is None:
        empty = {name: Detail(name) for name in DetailName}
        return Draft(Category.OTHER.value, None, own(""), empty, (), Findings((), 0.0))
    kept = category.value if category else (talk.category or Category.OTHER.value)
    sure = talk.sure if kept == talk.category else None
    return Draft(kept, sure, talk.question, talk.details, talk.shown, Findings((), 0.0))


def answered_detail(message: Message, seen: Seen, rules: Rules, question: Question) -> Decision | None:
    """The person answers the detail that was asked for; what else the words hold is taken too.

    None when the words are plainly about something else.
    """
    draft = draft_of(seen)
    missing = missing_details(draft)
    if _CANCEL.fullmatch(message.text):
        return Decision(reason(words.DISMISSED), Update(stage=Stage.CLOSED))
    if not missing:
        return ticket_wanted(message, seen, rules, draft)
    answer = _read_in_file(missing[0], seen, question) or detail_answer(
        missing[0], message.text, question.details
    )
    if answer is not None:
        filled = merged_details({**draft.details, missing[0]: answer}, question.details)
        return ticket_wanted(message, seen, rules, replace(draft, details=filled))
    if _is_about_something_else(message.text, question, rules, _OTHER_MATTERS):
        return None
    again = replace(_ask(missing, draft, rules), text=words.still_needed(missing[0]), after=own(""))
    return Decision(again, Update(stage=Stage.DETAILS))


def _read_in_file(name: DetailName, seen: Seen, question: Question) -> Detail | None:
    """The detail as a file that came with the answer has it, where the words say nothing of it."""
    return seen.in_files.get(name) if question.said[name].state is DetailState.MISSING else None


def files_sent(message: Message, seen: Seen, rules: Rules) -> Decision | None:
    """Files without words: what they hold of the details asked for; None when nobody waits for that."""
    talk = seen.conversation
    if talk is None or talk.stage is not Stage.DETAILS:
        return None
    draft = draft_of(seen)
    filled = merged_details(draft.details, seen.in_files)
    return (
        None
        if filled == draft.details
        else ticket_wanted(message, seen, rules, replace(draft, details=filled))
    )


def settles_detail(text: Screened, details: Details, rules: Rules) -> bool:
    """Whether the words can be nothing but an answer to what was asked for.

    That it does not apply, or no more of it; one name, a job's number, where that is what was asked for.
    """
    if any(said.fullmatch(text.strip()) for said in (_NOT_APPLICABLE, _CANCEL)):
        return True
    asked = missing_details_of(details)[:1]
    if asked == (DetailName.USER,):
        return _ONE_NAME.fullmatch(text.strip()) is not None
    return asked == (DetailName.JOB,) and answers_stage(text, rules) is Stage.DETAILS


_ONE_NAME = re.compile(r"[a-z][\w.@-]*")
"""As user names are written; a word of a sentence that goes on begins in the same way, but seldom alone."""


def skipped_detail(message: Message, seen: Seen, rules: Rules) -> Decision:
    """The asked detail does not apply."""
    draft = draft_of(seen)
    missing = missing_details(draft)
    details = dict(draft.details)
    if missing:
        details[missing[0]] = Detail(missing[0], DetailState.NOT_APPLICABLE)
    decision = ticket_wanted(message, seen, rules, replace(draft, details=details))
    return replace(decision, heard=EntryKind.PRESSED)


def form_sent(message: Message, seen: Seen, rules: Rules, act: Act) -> Decision:
    """The form holds all details; the category in it is the person's own word."""
    draft = draft_of(seen)
    category = _category_said(act.fields.get("category", own("")), draft)
    corrected = category != draft.category
    known = seen.conversation is not None and seen.conversation.category == category
    wanted = replace(
        draft,
        category=category,
        sure=None if corrected else draft.sure,
        subject=_subject_said(act.fields.get("subject", own("")), draft),
        details=_with_sources(details_of_form(act.fields), draft.details),
    )
    decision = ticket_wanted(message, seen, rules, wanted, agreed=category == Category.SERVICE)
    said = (Correct(category, by_staff=False, tacit=not corrected),) if corrected or known else ()
    return replace(decision, heard=EntryKind.PRESSED, steps=(*decision.steps, *said))


def _category_said(said: Screened, draft: Draft) -> str:
    return str(said) if str(said) in {one.value for one in Category} else draft.category


def _subject_said(said: Screened, draft: Draft) -> Screened:
    """What the form says, unless it is the question itself as far as a form can hold it."""
    kept = draft.subject.strip()
    as_it_was = kept.startswith(said.strip().rstrip("…").strip())
    return draft.subject if not said.strip() or as_it_was else said


def details_of_form(fields: Mapping[str, Screened]) -> Details:
    """The details in a form's fields: ``<name>`` holds the words, ``<name>_na`` that it does not apply."""
    found = {}
    for name in DetailName:
        value = fields.get(name.value)
        if value is not None and value.strip():
            found[name] = Detail(name, DetailState.GIVEN, value)
        elif fields.get(f"{name.value}_na"):
            found[name] = Detail(name, DetailState.NOT_APPLICABLE)
        else:
            found[name] = Detail(name)
    return found


def _with_sources(said: Details, known: Details) -> Details:
    """What the form says, with the file a value was read from where the person has left it as it was."""
    return {
        name: known[name] if known[name].source and known[name].value == detail.value else detail
        for name, detail in said.items()
    }


def form_words(fields: Mapping[str, Screened]) -> Screened:
    """What a ticket form says, as words: what it is about, then the details with their names."""
    found = details_of_form(fields)
    given = (
        join(words.DETAIL_LABELS[name], detail.value, by=": ")
        for name, detail in found.items()
        if detail.value is not None
    )
    return join(*filter(None, (fields.get("subject", own("")), *given)), by="\n")


def hand_over_to(seen: Seen, person_id: str) -> Decision:
    """Hand the draft to one of the customer's administrators; they may open it (policy 5)."""
    chosen = next((one for one in seen.administrators if str(one.id) == person_id), None)
    if chosen is None:
        return Decision(reason(words.NOT_YOURS, only_to_author=True), heard=None)
    if chosen.id in seen.handed_to:
        return Decision(reason(words.handed_already(chosen)), heard=EntryKind.PRESSED)
    return Decision(
        reason(words.handed(chosen)), Update(stage=Stage.CLOSED), (HandOver(chosen),), EntryKind.PRESSED
    )


def open_handed(seen: Seen, rules: Rules) -> Decision:
    """An administrator opens a colleague's draft with one click; details not known are left open."""
    person = seen.person
    talk = seen.conversation
    if person is None or talk is None or person.customer is None or not person.entitled:
        return Decision(reason(words.NOT_YOURS, only_to_author=True), heard=None)
    if person.customer.id != talk.customer_id:
        return Decision(reason(words.NOT_YOURS, only_to_author=True), heard=None)
    decision = opened_at_once(seen.handed or draft_of(seen), person, rules)
    return replace(decision, heard=EntryKind.PRESSED)


def merged_details(kept: Details, found: Details) -> Details:
    """What was settled stays; what was missing is filled from what was found."""
    return {
        name: found.get(name, detail) if detail.state is DetailState.MISSING else detail
        for name, detail in kept.items()
    }


def opened_at_once(draft: Draft, person: Person, rules: Rules) -> Decision:
    """The ticket, whatever is missing; what the search found stands in its reply."""
    reply = Reply(ReplyKind.TICKET, details=known_details(draft.details), offers=(WITHDRAW,))
    step = OpenTicket(person, draft.category, draft.sure, draft.subject, draft.details, draft.shown)
    decision = _kept(draft, _led(reply, draft, rules), Stage.TICKET)
    return replace(decision, steps=(step,))


def _kept(draft: Draft, reply: Reply, stage: Stage) -> Decision:
    update = Update(stage=stage, details=draft.details, category=draft.category, question=draft.subject)
    return Decision(reply, update)


def _led(reply: Reply, draft: Draft, rules: Rules) -> Reply:
    hits = draft.findings.hits[: rules.talk.articles_shown]
    return replace(reply, hits=hits) if hits else replace(reply, after=reply.after or _nothing_found(draft))


def _question(text: Screened, draft: Draft, rules: Rules) -> Reply:
    hits = draft.findings.hits[: rules.talk.articles_shown]
    lead = words.CLOSEST if hits else _nothing_found(draft)
    return Reply(ReplyKind.QUESTION, lead, hits, text)


def _nothing_found(draft: Draft) -> Screened:
    """That a search came to nothing is said like what it found (policy 1)."""
    return words.NOTHING_FOUND if draft.searched else own("")


def _ask(missing: tuple[DetailName, ...], draft: Draft, rules: Rules) -> Reply:
    text = join(words.ticket_needs(len(missing)), words.ask_detail(missing[0]))
    reply = _question(text, draft, rules)
    return replace(reply, details=known_details(draft.details), asks=missing[0], offers=(GIVE_DETAILS, SKIP))


def _hand_over(seen: Seen, draft: Draft, rules: Rules) -> Reply:
    offers = tuple(Offer(ActName.HAND, words.hand_to(one), str(one.id)) for one in seen.administrators[:5])
    text = words.hand_over(seen.administrators)
    hits = draft.findings.hits[: rules.talk.articles_shown]
    lead, after = (words.CLOSEST, text) if hits else (text, own(""))
    return Reply(ReplyKind.HANDOVER, lead, hits, after, details=known_details(draft.details), offers=offers)


def detail_answer(name: DetailName, text: Screened, found: Details) -> Detail | None:
    """What the words say of the detail that was asked for; None when they do not answer it."""
    if _NOT_APPLICABLE.fullmatch(text.strip()):
        return Detail(name, DetailState.NOT_APPLICABLE)
    taken = found.get(name)
    if taken is not None and taken.state is DetailState.GIVEN and name in (DetailName.JOB, DetailName.USER):
        return taken
    if text.rstrip().endswith("?") or is_acknowledgement(text) or is_greeting(text) or wants_person(text):
        return None
    answers = _ANSWERS[name].search(text) is not None
    return Detail(name, DetailState.GIVEN, text) if answers else None


_ANSWERS = {
    DetailName.USER: re.compile(r"^\W*(?:[\w.'@-]+\W+){0,4}[\w.'@-]+\W*$"),
    DetailName.JOB: re.compile(r"\d{3}"),
    DetailName.ERROR: re.compile(r"\w"),
    DetailName.STEPS: re.compile(r"\w+\W+\w"),
}
"""What words must look like to be taken for an answer: a name, a number, anything, more than a word."""

_OTHER_MATTERS = frozenset({Category.EDUCATION, Category.FEATURE, Category.SERVICE, Category.EMERGENCY})


def address_asked_again(message: Message, question: Question | None, rules: Rules) -> Decision | None:
    """The registered address was asked for and is not there; None when the words are about another matter."""
    if _CANCEL.fullmatch(message.text):
        return Decision(reason(words.DISMISSED), Update(stage=Stage.CLOSED))
    others = _OTHER_MATTERS | {Category.INCIDENT}
    if question is not None and _is_about_something_else(message.text, question, rules, others):
        return None
    return Decision(reason(drafts.ADDRESS_STILL))


def _is_about_something_else(
    text: Screened, question: Question, rules: Rules, others: frozenset[Category]
) -> bool:
    if wants_person(text) or is_acknowledgement(text) or is_greeting(text):
        return False
    return settled_category(question.triage, rules) in others
