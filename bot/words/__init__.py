"""Every sentence the bot says to an asker or to staff, in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.rules import Contacts
from guard import Screened, fill, join, own, restored
from tickets.values import Detail, DetailName, Person

DETAIL_LABELS = {
    DetailName.USER: own("User involved"),
    DetailName.JOB: own("Job number"),
    DetailName.ERROR: own("Error message"),
    DetailName.STEPS: own("Steps that led to it"),
}
DETAIL_QUESTIONS = {
    DetailName.USER: own("Which user is involved?"),
    DetailName.JOB: own("Which job number? It has 6 to 9 digits."),
    DetailName.ERROR: own("What does the error message say, word for word?"),
    DetailName.STEPS: own("Which steps led to it?"),
}
CATEGORY_WORDS = {
    "education": own("a how-to question"),
    "incident": own("something is broken"),
    "feature": own("a wish for the product"),
    "service": own("something to be done for you"),
    "emergency": own("a suspected outage"),
    "other": own("something else"),
}

DOES_NOT_APPLY = own("does not apply")
NOT_GIVEN = own("not given yet")
OR_CANCEL = own("“Cancel” ends it without a ticket.")
OR_SKIP = own('(Say "does not apply" if there is none.)')

SOLVED_IT = own("That solved it")
NOT_QUITE = own("Not quite")
TALK_TO_A_PERSON = own("Talk to a person")
OPEN_A_TICKET = own("Open a ticket")
GIVE_DETAILS = own("Give the details")
SKIP = own("Does not apply")
BROKEN = own("Something is broken")
HOW = own("I want to know how")
ALL_DOWN = own("Nothing works, for anybody")
WISH = own("I wish it could do something new")
DO_IT = own("Please do something for me")
NEITHER = own("None of these")
SUGGEST = own("Pass it on as a suggestion")
AGREE = own("I agree, open the ticket")
WITHDRAW = own("Withdraw the ticket")

ANSWER = own("This should answer it:")
ANSWER_NOW = own("You asked this before, and there is an answer now:")
ANSWER_INCIDENT = own("Before I open a ticket, this may solve it:")
ANSWER_FEATURE = own("There may already be a way to do this:")
ANSWER_SERVICE = own("You can probably do this yourself, free of charge:")
CLOSEST = own("I am not sure that I have the answer. These are the closest articles:")
NOTHING_FOUND = own("I found nothing about this in the knowledgebase, the documentation or the tutorials.")
MORE = own("Then perhaps one of these:")
PICKED = own("This is the article:")
ARTICLE_GONE = own(
    "That article is not there any more, or is not for this place. "
    "Ask me again, and I look at what there is now."
)
NO_MORE = own("I have nothing closer than what I have shown you.")
GAP = own(
    "I have passed your question on to the people who write our articles; "
    "you will hear from me here when there is an answer."
)
IF_NOT = own(
    "If it does not answer your question, press Not quite: "
    "as long as you do not, I hold it back from the people who write our articles."
)
INCIDENT_STILL = own("If it is still broken, open a ticket; what you have told me is filled in already.")
SUGGEST_AFTER = own(
    "If nothing there does what you wish for, I can pass it on as a suggestion. "
    "We make no promise if or when it will come."
)
SERVICE_RATHER = own("If you would rather have us do it:")
SERVICE_BY_US = own("We can do it for you:")
SERVICE_CHARGED = own(
    "work done for you is charged. Staff may send you a quote first. Do you agree, and shall I open a ticket?"
)
WHICH = own("Is something broken, or do you want to know how?")
GREETING = own(
    "Hello! Ask me anything about the platform: how something is done, or what is not working. "
    "I look in the knowledgebase, the documentation and the tutorials first (testing and certification: to "
    "be announced), and open a ticket when it is needed."
)
THANKS = own("You are welcome. If it solved the matter, a press on “That solved it” helps us.")
OFF_TOPIC = own(
    "That is outside what I know: I can help with the dictation and transcription platform and its support. "
    "If you meant that, say it in other words."
)
EMPTY = own("There were no words in that message. Tell me what you want to know, or what is not working.")
NEITHER_THEN = own(
    "Then there is nothing to do for me. If you do need something of the platform, say it in other words."
)
GLAD = own("Good. I have noted that this solved it.")
DISMISSED = own("Good. Nothing was opened.")
ERASED = own("I have erased the words you deleted.")
NOTHING = own("")
NO_SUCH_ARTICLE = own("That article was not found; choose another one.")
DESK_SOLVED = own("Solved. The customer has been told.")
DESK_EDUCATION = own(
    "Closed as a how-to question. The customer has been told, and the knowledge managers have the question."
)
WITHDRAWN = own("The ticket is withdrawn; its clock is stopped. Write here if you need it after all.")
ALREADY_CLOSED = own("This ticket is closed already. Write here and it is opened again.")
THANKS_TICKET = own("Thank you. I have noted it; the ticket stays as it is.")
NOT_YOURS = own(
    "That belongs to somebody else's conversation, so I cannot do it for you. Ask me here yourself."
)
NOT_STAFF = own("Only the vendor's staff can do that.")
NOT_YOUR_ROLE = own("Your role does not allow that; support staff and leads can.")
TRY_AGAIN = own("The ticket's thread is only just being made. Nothing is lost: press again in a moment.")
NO_TICKET = own("There is no ticket here that this could apply to.")
STAFF_NO_TICKET = own(
    "You are staff: tickets are opened for a customer's administrator, who can write to me or to support."
)
OUTSIDE_THREAD = own(
    "This conversation belongs to somebody else, so I only show what I found. "
    "Write to me in a message of your own for anything more."
)
WHO_ARE_YOU = own(
    "I do not know you yet, and tickets are for registered administrators. "
    "Which mail address are you registered with? A colleague will confirm that it is you."
)
ADDRESS_UNKNOWN = own(
    "I do not find a registered mail address in what you wrote. Write the address alone, as your company "
    "registered it with us, or ask your administrator to open the ticket."
)
ADDRESS_NOTED = own(
    "Thank you. A colleague will confirm that this address is yours; your details are kept here. "
    "Press “Open a ticket” once you have heard from us."
)
FORM_INVALID = own("Something in the form is missing; please open it again.")
FORM_UNOPENED = own("The form did not open; please press the button once more.")
WENT_WRONG = own(
    "Something went wrong on our side with your last message, and it could not be handled. "
    "A person has been told. If it is urgent, please write it again or call us."
)
IN_DIRECT = own("I have sent you a direct message about the ticket, as this channel has other readers.")
WELCOME = own(
    "Hello! I am InfraCare Assist. Ask me how something is done, or tell me what is not working: I look in "
    "the knowledgebase, the documentation and the tutorials first, and open a ticket with a promised "
    "response time when it is needed. You can ask for a person at any time."
)

COMMAND_HELP = own(
    "/infracare followed by a question: I answer in our direct messages.\n"
    "/infracare tickets: the open tickets of your company, and by when a person answers.\n"
    "/infracare ticket 1042: one of them, with what was said about it.\n"
    "/infracare visits: your company's scheduled visits; /infracare visit books one.\n"
    "/infracare help: these lines.\n"
    "You can also write to me, mention me in a channel, or open a ticket from any message (⋮, then “Open a "
    "ticket”). You can ask for a person at any time."
)
TICKETS_HINT = own("the open tickets of your company, and by when a person answers")
QUEUE_HINT = own("the open tickets of all customers, by the time left")
SUPPORT_HELP = own("What support staff can type:")
SUPPORT_HINT = own("For support staff: the queue, outages, visits")
SUPPORT_USAGE = own(
    "queue | mine | late | ticket 1042 | phone | visits | maintenance | windows | outage | released | "
    "features | console | help"
)
COMMAND_HINT = own("Ask a question, or see your company's tickets")
COMMAND_USAGE = own("[question] | tickets | ticket 1042 | visits | visit | console | help")
SHORTCUT_HINT = own("Open a ticket from this message, its words filled in")
ASK = own("Ask a question")
ASK_LABEL = own("What do you want to know, or what is not working?")
HOME_HINT = own(
    "Ask me here, in the Messages tab, or with /infracare from anywhere. I search first and open a ticket "
    "when it is needed."
)
YOUR_ADMINISTRATORS = own("Your administrators")
SOLVED_LATELY = own("Solved lately")
TAKEN_BY_YOU = own("Taken by you")
UNANSWERED = own("Unanswered queries")
NOTHING_UNANSWERED = own("Nothing is unanswered.")
IT_HELPED = own("It helped")
IT_DID_NOT_HELP = own("It did not help")
ANSWER_IN_DIRECT = own("I answer in our direct messages.")
YOU_ASKED = own("You asked")
ANSWERED_LAST = own("support has answered")
NO_OPEN_TICKETS = own("There are no open tickets.")
QUEUE = own("Open tickets, by the time left")
UNKNOWN_HERE = own(
    "I do not know you yet, so I cannot show you any tickets. Ask me for a person in a direct message, and a "
    "colleague will find out who you are."
)

SAMPLE_ARTICLE = own("sample article")
SEE_ALSO = own("See also")
FOUND = own("What the search found")
NOTED = own("I have noted")
GOES_ON = own("Shortened here; the article has the rest.")
SHORTENED = own("(Shortened here; all of it is kept with us.)")
NO_WORDS = own("(no words)")
PRESSED_WORDS = {
    "withdraw": own("has withdrawn the ticket."),
    "solved_it": own("says that it is solved."),
    "not_yet": own("says that it is not solved yet."),
}

CUSTOMER = own("Customer")
ASKED_BY = own("Asked by")
TAKEN_AS = own("Taken as")
STATUS = own("Status")
ASSIGNEE = own("Taken by")
PROMISE = own("Promise")
NOBODY = own("nobody yet")
CLOSED_BY = own("Closed by")
NOBODY_TOOK = own("nobody had taken it")
STATUS_WORDS = {
    "open": own("open"),
    "solved": own("solved"),
    "withdrawn": own("withdrawn by the customer"),
    "merged": own("merged"),
}
TIER_WORDS = {
    "visit": own("scheduled visit"),
    "office": own("office hours"),
    "night": own("night and weekend"),
}
CORRECTED = own("said by a person")
THEIR_WORDS = own("In their words")
SEARCHED = own("Searched and shown")
NOTHING_SHOWN = own("Nothing near was found.")
FILES = own("Files")
NOTHING_OWED = own("no answer is owed now")
DESK_HINT = own("Words in this thread go to the customer. Begin with note: to keep them here.")
CLOSED_HINT = own("This ticket is closed; a customer's word opens it again.")

CLAIM = own("Claim")
TAKE_OVER = own("Take over")
REPLY = own("Reply")
ASK_FOR_DETAIL = own("Ask for a detail")
WITH_ARTICLE = own("Answer with an article")
ADD_NOTE = own("Note")
SOLVE = own("Solve")
MORE_ACTS = own("More…")
WAS_EDUCATION = own("This was an education question")

FORM_INTRO = own("What you have told me is filled in. Please check it and give what is missing.")
FORM_SUBJECT = own("What is it about?")
FORM_CATEGORY = own("What kind of matter is it?")
FROM_MESSAGE = own("From your message")
NOTHING_TO_GIVE = own("Nothing to give?")
CANCEL = own("Cancel")
CLOSE = own("Close")
SEND = own("Send")
DETAIL_NEEDED = own("Please give this, or tick “Does not apply” below it.")
EITHER_OR = own("You have written something above as well: clear it, or take this tick away.")
SUBJECT_NEEDED = own("Please say in a few words what it is about.")
WORDS_NEEDED = own("Please write something first.")
FORM_CHARGE = own(
    "Work done for you is charged: whoever sends this as “something to be done for you” agrees to that."
)
FORM_JOB = own(
    "There is no job number in that. It has 6 to 9 digits; tick “Does not apply” if there is none."
)
TO_CUSTOMER = own("Your words to the customer")
LEAD_WORDS = own("A word to go with it")
NOTE_WORDS = own("Note for colleagues; the customer never sees it")
WHICH_DETAIL = own("Which detail is missing?")
WHICH_ARTICLE = own("Which article answers it?")
ARTICLE_NAME = own("The article's short name: its file's name without .md")
DESK_FORMS = {
    "answer": own("Answer"),
    "ask_detail": own("Ask for a detail"),
    "article": own("Article for"),
    "note": own("Note on"),
    "solve": own("Solve"),
}


def service_after(*, found: bool) -> Screened:
    """Asks for the agreement to the charge, below what was ``found`` to do it oneself, or below nothing."""
    return join(SERVICE_RATHER if found else SERVICE_BY_US, SERVICE_CHARGED)


def screened_note(kinds: Sequence[Screened]) -> Screened:
    """What the guard replaced, and what to do about it (policy 12)."""
    return fill(
        "I have hidden what looked like a patient's data ({kinds}) and did not keep it. "
        "Please delete it from your message as well.",
        kinds=restored(", ".join(kinds)),
    )


def ask_detail(name: DetailName) -> Screened:
    return join(DETAIL_QUESTIONS[name], OR_SKIP)


def ticket_needs(missing: int) -> Screened:
    if missing == 1:
        return own("I will open a ticket for you. One detail is still missing.")
    return fill("I will open a ticket for you. {count} details are still missing.", count=missing)


def read_from(detail: Detail) -> Screened:
    """Where the value of a detail that is filled in was read, beside its field."""
    return fill("From {name}", name=detail.source) if detail.source else FROM_MESSAGE


def with_source(detail: Detail) -> Screened:
    """The value, and the file it was read from; empty where there is none."""
    value = detail.value or own("")
    return fill("{value} (from {name})", value=value, name=detail.source) if detail.source else value


def still_needed(name: DetailName) -> Screened:
    return join(own("I did not find that in your words."), ask_detail(name), OR_CANCEL)


def opened(number: int, average: str, due: str) -> Screened:
    return fill(
        "Ticket #{number} is open. We answer within {average} on average; a person will answer you by {due}.",
        number=number,
        average=restored(average),
        due=restored(due),
    )


def added(number: int, due: str) -> Screened:
    return fill("Added to ticket #{number}; a person will answer by {due}.", number=number, due=restored(due))


def reopened(number: int, due: str) -> Screened:
    return fill(
        "Ticket #{number} is open again; a person will answer by {due}.", number=number, due=restored(due)
    )


def reclassified(number: int) -> Screened:
    return fill(
        "Support has marked ticket #{number} as a how-to question and closed it; the answer is above. "
        "Write here if that is not right.",
        number=number,
    )


def emergency_recorded(*, known: bool) -> Screened:
    """``known`` when the outage is declared already, and its state stands above this sentence."""
    if known:
        return own("I have added your report to it and told support.")
    return own("I have recorded this as a suspected outage and told support.")


def hand_over(administrators: Sequence[Person]) -> Screened:
    if not administrators:
        return own(
            "Tickets are opened by your company's licensed administrators, and none is registered with us. "
            "Please ask the person who manages your users."
        )
    return fill(
        "Tickets are opened by your company's licensed administrators: {names}. "
        "I can hand them what you have told me, ready to open.",
        names=names(administrators),
    )


def hand_to(person: Person) -> Screened:
    return fill("Hand it to {name}", name=restored(person.name))


def handed(person: Person) -> Screened:
    return fill(
        "I have handed your draft to {name}, who can open the ticket with one click.",
        name=restored(person.name),
    )


def handed_already(person: Person) -> Screened:
    return fill(
        "I have handed your draft to {name} already, who was told and can open the ticket with one click.",
        name=restored(person.name),
    )


def handed_draft(name: str) -> Screened:
    return fill(
        "{name} of your company needs help and may not open tickets. This is what I was told; "
        "you can open the ticket with one click.",
        name=restored(name),
    )


def not_in_good_standing(contacts: Contacts) -> Screened:
    return fill(
        "I cannot open a ticket for your company at the moment because of its account. "
        "{name} can help: {mail}. Searching stays open to you.",
        name=restored(contacts.accounts),
        mail=restored(contacts.accounts_mail),
    )


def tickets_of(customer: str) -> Screened:
    return fill("Open tickets of {customer}", customer=restored(customer))


def administrators_are(people: Sequence[Person]) -> Screened:
    if not people:
        return own("No licensed administrator of your company is registered with us.")
    return fill(
        "Tickets are kept by your company's licensed administrators: {names}.",
        names=names(people),
    )


def unanswered_since(count: int) -> Screened:
    if count == 1:
        return own("Good morning. One new query has gone unanswered since the last digest:")
    return fill("Good morning. {count} new queries have gone unanswered since the last digest:", count=count)


def nearest(titles: Screened) -> Screened:
    return fill("Nearest: {titles}", titles=titles)


def answered_by(due: str) -> Screened:
    return fill("a person answers by {due}", due=restored(due))


def should_be_answered(due: str) -> Screened:
    return fill("a person should have answered by {due}", due=restored(due))


def names(people: Sequence[Person]) -> Screened:
    return restored(", ".join(person.name for person in people))  # type: ignore[no-any-return]


def claimed(person: Person) -> Screened:
    return fill("{name} has taken this ticket.", name=restored(person.name))


def solved_by_you(number: int) -> Screened:
    return fill("Good. Ticket #{number} is closed as solved.", number=number)


def with_person(number: int) -> Screened:
    return fill(
        "A person has ticket #{number} in hand and has answered last. Write here to add to it.", number=number
    )


def person_by(number: int, due: str) -> Screened:
    return fill(
        "A person has ticket #{number} and will answer you by {due}.", number=number, due=restored(due)
    )


def article_answer(title: Screened) -> Screened:
    return fill("From the article “{title}”:", title=title)


def taken_as(category: str) -> Screened:
    """How the words were sorted, and how to say that this is wrong (classifier/objections.py hears it)."""
    instead = BROKEN if category == "education" else HOW
    told = "Taken as: {category}. If that is wrong, say so: “No, {instead}.”"
    return fill(told, category=CATEGORY_WORDS[category], instead=_IN_A_SENTENCE[instead])


_IN_A_SENTENCE = {BROKEN: own("something is broken"), HOW: own("I want to know how")}


def ticket_title(number: int) -> Screened:
    return fill("Ticket #{number}", number=number)


def staff_says(name: str, vendor: str) -> Screened:
    if not name:
        return fill("{vendor} support:", vendor=restored(vendor))
    return fill("{name} ({vendor} support):", name=restored(name), vendor=restored(vendor))


def customer_says(name: str, customer: str) -> Screened:
    if not name or not customer:
        return fill("{who}:", who=restored(name or customer))
    return fill("{name} ({customer}):", name=restored(name), customer=restored(customer))


def wrote_by_mail(name: str) -> Screened:
    return fill("{name}, by mail:", name=restored(name)) if name else own("By mail:")


def percent_sure(sure: float) -> Screened:
    return fill("{percent} % sure", percent=round(sure * 100))


def promised_by(due: str, target: str, tier: Screened) -> Screened:
    if due == target:
        return fill("by {due} ({tier})", due=restored(due), tier=tier)
    return fill(
        "by {due} ({tier}); our target: {target}", due=restored(due), target=restored(target), tier=tier
    )


def promise_missed(due: str, tier: Screened) -> Screened:
    return fill("missed: it was due by {due} ({tier})", due=restored(due), tier=tier)


def link_command(team: str, user: str, address: str) -> Screened:
    return fill(
        "infracare directory link {team}/{user} {address}",
        team=restored(team),
        user=restored(user),
        address=restored(address),
    )


MIDDLE_LEFT_OUT = own("[the middle of this file is left out: it is too long to be screened]")


def file_named(name: Screened, size: int) -> Screened:
    """The file with its size, where that is known."""
    if not size:
        return name
    if size < 1_000_000:
        return fill("{name} ({size} kB)", name=name, size=max(1, round(size / 1000)))
    return fill("{name} ({size} MB)", name=name, size=round(size / 1_000_000))


ANOTHER_WAY = own("Please send what is missing another way, or as smaller files.")


def not_passed_on(file: Screened) -> Screened:
    return fill("{file}, not passed on", file=file)


def desk_form(act: str, number: int) -> Screened:
    return fill("{act} #{number}", act=DESK_FORMS[act], number=number)


def staff_wrote(name: str) -> Screened:
    return fill("{name} (support):", name=restored(name))


def usage(command: str, hints: Mapping[str, Screened]) -> Screened:
    lines = (
        fill("{command} {word}: {hint}", command=restored(command), word=restored(word), hint=hint)
        for word, hint in hints.items()
    )
    return join(SUPPORT_HELP, *lines, by="\n")


def and_more(count: int) -> Screened:
    return fill("and {count} more", count=count) if count > 0 else NOTHING


def goes_to_ticket(number: int) -> Screened:
    return fill(
        "What you write now goes to ticket #{number}; /new begins another conversation.", number=number
    )


def direct_refused(desk_mail: str) -> Screened:
    return fill(
        "I could not send you the direct message after all: your workspace does not let me. What concerns a "
        "ticket I say in no channel that others read. Please open my app and write to me there, or write to "
        "{mail}; your administrator can let me send you messages.",
        mail=restored(desk_mail),
    )
