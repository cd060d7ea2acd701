"""Every sentence our letters say, in one place."""

from __future__ import annotations

from bot.rules import Lines
from bot.words import SAMPLE_ARTICLE as SAMPLE
from guard import Screened, fill, join, own, restored

RESPONSIBILITY = own(
    "What helps us help you: carry out the trouble-shooting tasks support suggests, answer the questions "
    "support asks as well as you can, and make sure that the systems in use meet the minimum requirements."
)
BEST_EFFORT = own(
    "Outcomes cannot be guaranteed: support is given on a best-effort basis. This letter was written by a "
    "machine; the answer you are promised comes from a person."
)
KEEP_NUMBER = own("When you answer this letter, please leave the number in the subject as it is.")
DETAILS = own("What we know")
MISSING = own(
    "Please answer this letter with what is still missing, in a line for each with its name in front:"
)
FOUND = own("What the search found")
SHOWN = own("What the search found before the ticket was opened")
NOTHING_SHOWN = own("The search found no article about this.")
SEE_ALSO = own("See also")
FILES_IN_SLACK = own("Files were added to this ticket. They are in the ticket's thread in Slack.")
FILES_HERE = own("Files were added to this ticket:")
FILES_FROM_STAFF = own("Support has added files to your ticket:")
SENT_WITHOUT = own("The letter to the customer went without some of the files:")
CHOOSE = own("To choose one of these, answer this letter with just its number:")
GO_ON = own("This letter was written by a machine. Answer it to go on; you can ask for a person at any time.")
MACHINE = own("This letter was written by a machine.")
REACHES_STAFF = own(
    "Answer this letter, and your words reach support. Please leave the number in the subject as it is."
)
REACHES_CUSTOMER = own(
    "Answer this letter, and your words go to the customer; begin with note: to keep them among staff."
)
TASKS_HOW = own(
    "Choose below what is done, or answer in words. A person looks at it when all are done, or as soon as "
    "you write."
)
QUOTE_HOW = own(
    "You can approve or decline it below, or write “I approve” or “I decline”. Nothing is done or charged "
    "before you approve."
)
THANKS = own("Thank you.")
GAP = own(
    "I have passed your question on to the people who write our articles; you get a letter when there is an "
    "answer."
)
NO_SUBJECT = own("Your question")
OUTAGE_SUBJECT = own("Suspected outage reported")
LINK_SUBJECT = own("Somebody asks to be linked to a registered address")
FAULT_SUBJECT = own("A message could not be handled")
HANDOVER_SUBJECT = own("A colleague hands you a support request")
HANDOVER_HOW = own("You can also open it in Slack, by writing to the assistant there.")


def received(number: int, due: str, average: str) -> Screened:
    return fill(
        "Thank you. Your ticket has the number #{number}. We answer within {average} on average; "
        "a person will answer you by {due}.",
        number=number,
        average=restored(average),
        due=restored(due),
    )


def emergency(lines: Lines) -> Screened:
    return fill(
        "If you suspect a system-wide outage, call the 24-hour emergency mailbox {first}, "
        "backup line {backup}.",
        first=restored(lines.emergency),
        backup=restored(lines.backup),
    )


def new_ticket(number: int, name: str, mail: str, customer: str) -> Screened:
    return fill(
        "Ticket #{number} was opened by {name} ({mail}), {customer}.",
        number=number,
        name=restored(name),
        mail=restored(mail),
        customer=restored(customer),
    )


def promised(due: str, target: str) -> Screened:
    return fill(
        "Promised to the customer: by {due}. Our own target: {target}.",
        due=restored(due),
        target=restored(target),
    )


def sorted_as(category: Screened, percent: int) -> Screened:
    return fill("Sorted as: {category} ({percent} % sure).", category=category, percent=percent)


def sorted_by_person(category: Screened) -> Screened:
    return fill("Sorted as: {category} (said by a person).", category=category)


def staff_said(name: str, vendor: str) -> Screened:
    return fill("{name} of {vendor} support wrote:", name=restored(name), vendor=restored(vendor))


def task_done(label: Screened) -> Screened:
    """A list's number beside the one it is chosen by."""
    return fill("Task {label}", label=label)


def article_line(title: Screened, percent: int) -> Screened:
    return fill("{title} ({percent} % sure)", title=title, percent=percent)


def article_source(kind: str, section: Screened, *, sample: bool) -> Screened:
    """Which kind of article it is, where in it, and whether it is only a sample."""
    parts = (restored(kind.capitalize()), section, SAMPLE if sample else own(""))
    return join(*parts, by=", ")


def customer_said(name: str, customer: str) -> Screened:
    return fill("{name} ({customer}) wrote:", name=restored(name), customer=restored(customer))


def link_request(user: str, mail: str) -> Screened:
    return fill(
        "The Slack user {user} says that {mail} is their registered address. If you know that this is so: "
        "infracare directory link {user} {mail}",
        user=restored(user),
        mail=restored(mail),
    )


def reported_by(who: str) -> Screened:
    return fill("Reported by {who}, who may not open tickets:", who=restored(who))


def fault(conversation: int) -> Screened:
    return fill(
        "A message in conversation {conversation} could not be handled; the person has been told. "
        "The log of the program says what went wrong. Please look after them.",
        conversation=conversation,
    )


NOTHING = own("")
NOT_KEPT = own("files of letters are not kept here")
NOT_FETCHED = own("it could not be fetched")
IN_SLACK = own("The files that belong to it are in your thread in Slack.")


def left_out(name: Screened, why: Screened) -> Screened:
    return fill("The file {name} was not passed on: {why}.", name=name, why=why)


def too_many(most: int) -> Screened:
    return fill("a letter may bring {most} files", most=most)


def too_large(most: int) -> Screened:
    return fill("it is larger than {most} MB", most=most)


def too_large_together(most: int) -> Screened:
    return fill("with it the letter would be larger than {most} MB", most=most)
