"""Shows in Slack what is told: replies, relayed words, and news for the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from bot import words
from bot.desk.offers import about_link
from bot.message import ActName
from bot.reply import Offer, Reply, ReplyKind, Shown
from bot.rules import Rules
from bot.slack.budget import MOST_SIGNS, Block, Content, cut, fallback, line, size, within
from bot.slack.escape import legible
from bot.slack.parts import (
    Run,
    address,
    aside,
    button,
    buttons,
    columns,
    header,
    markdown,
    paragraph,
    person,
    points,
    quote,
    rich,
    run,
    stretch,
    thumbs,
)
from bot.telling import MAIL
from bot.words import behind, linking, quotes
from classifier.category import Category
from guard import Screened, join, own
from tickets.values import (
    Conversation,
    DetailName,
    Details,
    DetailState,
    Entry,
    FileRef,
    LinkRequest,
    Person,
)

_NEAREST, _NAMED = 3, 5
_LONG, _SHORT = 1_800, 350
_LONGEST_MARKDOWN = 4_000
_RELAYED = MOST_SIGNS - 500


def blocks_of(reply: Reply, *, forms: bool = True) -> Content:
    """A reply as a message; no blocks and no text for one that says nothing.

    Without ``forms`` the button that would only open the form is left out while details are being asked.
    """
    said = [
        *_lead(reply),
        *_hits(reply),
        *columns(words.NOTED, [(one.label, one.value or words.NOT_GIVEN) for one in reply.details]),
        *paragraph(reply.after),
        *_taken_as(reply),
    ]
    kept = [*buttons(_pressable(reply, forms)), *_thumbs(reply)]
    return within(said, keep=kept), _notification(reply)


def after_question(question: Screened, content: Content) -> Content:
    """A reply under the words it answers, for a place in which these were not said."""
    blocks, text = content
    if not question.strip():
        return content
    return within(rich(stretch(run(words.YOU_ASKED)), quote(run(cut(question, _SHORT)))), keep=blocks), text


def code(conversation: int | None, value: str = "") -> str:
    """What a button carries: the conversation it is about, and what was chosen."""
    return f"{'' if conversation is None else conversation}|{value}"


def welcome() -> Content:
    """What the bot says of itself to whom it meets for the first time."""
    return paragraph(words.WELCOME), fallback(words.WELCOME)


def direct_refused(rules: Rules) -> Content:
    """For a thread that others read: how somebody goes on whom we cannot write to directly."""
    told = words.direct_refused(rules.letters_to)
    return paragraph(told), fallback(told)


def words_block(text: Screened, heading: Screened) -> Content:
    """Somebody's words under the name of who said them, cut (and said to be) when they fill a message."""
    shown = cut(text, _RELAYED) or words.NO_WORDS
    blocks = rich(stretch(run(line(heading, 200), "bold")), stretch(run(shown)))
    shortened = aside(words.SHORTENED) if len(shown) < len(legible(text).strip()) else []
    return [*blocks, *shortened], fallback(heading, shown)


def note_words(entry: Entry) -> Content:
    """An internal note that was written elsewhere, as the desk reads it."""
    return words_block(_said(entry), behind.note_of(_name(entry.person)))


def staff_words(entry: Entry, vendor: str) -> Content:
    """Words of staff, as the asker reads them."""
    return words_block(_said(entry), words.staff_says(_name(entry.person), vendor))


def customer_words(entry: Entry, customer_name: str) -> Content:
    """Words of the customer, or what they did, as the desk reads them."""
    return words_block(
        _said(entry), words.customer_says(_name(entry.person) or _address(entry), customer_name)
    )


def _address(entry: Entry) -> str:
    """Where a letter came from whose sender the directory does not know; empty for all else."""
    place = entry.facts.get("place")
    known = isinstance(place, Mapping) and place.get("door") == MAIL
    return str(place["channel"]) if known and isinstance(place, Mapping) else ""


def words_by_mail(entry: Entry) -> Content:
    """What somebody of the customer wrote by mail, as they read it in their thread."""
    return words_block(_said(entry), words.wrote_by_mail(_name(entry.person)))


def handover(handed: Entry, asker_name: str, details: Details) -> Content:
    """A colleague's draft as it was handed over, for an administrator to open with one click."""
    question = handed.words or own("")
    charged = handed.facts.get("category") == Category.SERVICE
    lead = join(words.handed_draft(asker_name), quotes.CHARGED if charged else own(""))
    blocks = [
        *paragraph(lead),
        *rich(quote(run(cut(question, _LONG)))),
        *columns(
            words.NOTED, [(words.DETAIL_LABELS[name], detail_words(details, name)) for name in DetailName]
        ),
    ]
    carried = code(handed.conversation_id, str(handed.id))
    label = words.AGREE if charged else words.OPEN_A_TICKET
    opener = button(label, f"act:{ActName.OPEN}", carried, primary=True)
    return within(blocks, keep=buttons([opener])), fallback(lead, question)


def link_request(
    talk: Conversation,
    requests: Sequence[LinkRequest],
    people: Sequence[Person | None] = (),
    decider: Person | None = None,
) -> Content:
    """Somebody unknown named a registered address: what to make sure of, and what decides it.

    ``people`` are whose addresses these are, in the same order.
    """
    blocks: list[Block] = []
    keep: list[Block] = []
    for one, known in zip_longest(requests, people[: len(requests)]):
        blocks += rich(stretch(_who_wants(one)))
        blocks += [] if known is None else paragraph(linking.registered_as(known), 300)
        blocks += _how_to_confirm(one)
        keep += _decision(talk, one, decider)
    quoted = rich(quote(run(cut(talk.question, _SHORT))))
    leads = (join(linking.SOMEBODY, linking.wants(one.mail)) for one in requests)
    return within([*blocks, *quoted], keep=keep), fallback(*leads)


def _who_wants(request: LinkRequest) -> list[Run]:
    """The person as Slack names them, and what they want."""
    who = [person(request.user)] if request.door == "slack" else run(linking.SOMEBODY)
    return [*who, *run(f" {line(linking.wants(request.mail), 600)}")]


def _how_to_confirm(request: LinkRequest) -> list[Block]:
    """Nothing once it is decided."""
    if request.confirmed is not None:
        return []
    command = words.link_command(request.team, request.user, request.mail)
    return rich(stretch(run(linking.HOW_TO_CONFIRM)), stretch(run(line(command, 400), "code")))


def _decision(talk: Conversation, request: LinkRequest, decider: Person | None) -> list[Block]:
    """The buttons of a request, or what became of it."""
    if request.confirmed is not None:
        return aside(linking.decided(_name(decider), request.confirmed))
    return buttons(
        [
            button(one.label, f"desk:{one.act}:{request.id}", code(talk.id, one.value), primary=one.main)
            for one in about_link(request, talk.id)
        ]
    )


def file_note(file: FileRef, why: Screened) -> Content:
    """A file that could not be passed on: its name, its size and the reason."""
    named = words.file_named(file.name, file.size)
    return rich(stretch([*run(line(named, 200), "bold"), *run(f"\n{cut(why, 500)}")])), fallback(named, why)


def detail_words(details: Details, name: DetailName) -> Screened:
    """A detail as a person reads it: its value, that it does not apply, or that it is not given yet."""
    detail = details.get(name)
    if detail is None or detail.state is DetailState.MISSING:
        return words.NOT_GIVEN
    if detail.state is DetailState.NOT_APPLICABLE:
        return words.DOES_NOT_APPLY
    return words.with_source(detail) or words.NOT_GIVEN


def _lead(reply: Reply) -> list[Block]:
    opened = reply.kind is ReplyKind.TICKET and reply.ticket is not None
    titled = [header(words.ticket_title(reply.ticket))] if opened and reply.ticket else []
    return [*paragraph(reply.news), *titled, *paragraph(reply.text)]


def _hits(reply: Reply) -> list[Block]:
    """An answer is its first hit in full; otherwise the nearest are shown in short. The rest by title."""
    answers = reply.kind is ReplyKind.ANSWER
    first, length = (1, _LONG) if answers else (_NEAREST, _SHORT)
    shown, more = reply.hits[:first], reply.hits[first:]
    blocks = [block for hit in shown for block in _passage(hit, length)]
    return [*_found(reply), *blocks, *_see_also(more)]


def _found(reply: Reply) -> list[Block]:
    leads = {ReplyKind.ANSWER, ReplyKind.CLOSEST, ReplyKind.QUESTION, ReplyKind.HANDOVER}
    if not reply.hits or reply.kind in leads:
        return []
    return rich(stretch(run(words.FOUND, "bold")))


def _passage(hit: Shown, length: int) -> list[Block]:
    """The article's title and a passage: in full as Markdown, in short as a quotation."""
    title = [*run(line(hit.title, 200), "bold"), *run(f"\n{_source(hit)}", "italic"), *_where(hit)]
    if length < _LONG or not hit.markdown or size(hit.markdown) > _LONGEST_MARKDOWN:
        return rich(stretch(title), quote(_marked(hit, length)))
    return [*rich(stretch(title)), *markdown(hit.markdown), *aside(words.GOES_ON if hit.shortened else "")]


def _source(hit: Shown) -> str:
    """Which kind of article it is, where in it, and whether it is only a sample."""
    parts = [hit.kind.capitalize(), line(hit.section, 150), words.SAMPLE_ARTICLE if hit.sample else ""]
    return " · ".join(part for part in parts if part)


def _where(hit: Shown) -> list[Run]:
    return [*run("\n"), address(hit.link)] if hit.link else []


def _marked(hit: Shown, length: int) -> list[Run]:
    """The passage with the words that matched in bold, cut like every text; its lines stay lines."""
    passage, shown = legible(hit.passage), cut(hit.passage, length)
    skipped = len(passage) - len(passage.lstrip())
    kept = len(shown) if shown == passage.strip() else len(shown) - 1
    runs: list[Run] = []
    at = 0
    for start, end in _places(hit.marks, skipped, kept):
        runs += [*run(shown[at:start]), *run(shown[max(at, start) : end], "bold")]
        at = max(at, end)
    return [*runs, *run(shown[at:])]


def _places(marks: Iterable[tuple[int, int]], skipped: int, length: int) -> list[tuple[int, int]]:
    """The marks that lie within what is shown, in order."""
    moved = sorted((max(start - skipped, 0), min(end - skipped, length)) for start, end in marks)
    return [(start, end) for start, end in moved if start < end]


def _see_also(hits: Sequence[Shown]) -> list[Block]:
    if not hits:
        return []
    lines = [[*run(line(hit.title, 150), "bold"), *run(f"  {_source(hit)}")] for hit in hits[:_NAMED]]
    return rich(stretch(run(words.SEE_ALSO)), points(lines))


def _taken_as(reply: Reply) -> list[Block]:
    taken = reply.triage
    if taken is None or not taken.settled or taken.category not in words.CATEGORY_WORDS:
        return []
    return aside(words.taken_as(taken.category))


def _pressable(reply: Reply, forms: bool) -> list[dict[str, object]]:
    made: dict[tuple[ActName, str], dict[str, object]] = {}
    for offer in reply.offers:
        carried = code(offer.conversation or reply.conversation, offer.value)
        if (offer.act, carried) not in made and (forms or not _only_form(reply, offer)):
            before = sum(act is offer.act for act, _ in made)
            action = f"act:{offer.act}" + (f":{before + 1}" if before else "")
            made[offer.act, carried] = button(offer.label, action, carried, primary=offer.main)
    return list(made.values())


def _thumbs(reply: Reply) -> list[Block]:
    """Below what may have answered the question, a second way to say whether it did."""
    if all(offer.act is not ActName.SOLVED_IT for offer in reply.offers) or not reply.hits:
        return []
    value = next(offer.value for offer in reply.offers if offer.act is ActName.SOLVED_IT)
    about = code(reply.conversation, value)
    up = (words.IT_HELPED, f"{ActName.SOLVED_IT}:{about}")
    return thumbs("feedback", up, (words.IT_DID_NOT_HELP, f"{ActName.NOT_QUITE}:{about}"))


def _only_form(reply: Reply, offer: Offer) -> bool:
    return reply.asks is not None and offer.act is ActName.OPEN


def _notification(reply: Reply) -> str:
    title = reply.hits[0].title if reply.hits else ""
    told = fallback(reply.news, reply.text, title, reply.after)
    return told or fallback(" / ".join(offer.label for offer in reply.offers))


def _said(entry: Entry) -> Screened:
    """The words of an entry; where there are none, what was pressed."""
    act = entry.facts.get("act")
    pressed = str(act.get("name", "")) if isinstance(act, Mapping) else ""
    return entry.words or words.PRESSED_WORDS.get(pressed, own(""))


def _name(person: Person | None) -> str:
    return "" if person is None else person.name
