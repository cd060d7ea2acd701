"""What is said about work at the desk: who has a ticket, what it is, what it waits for."""

from __future__ import annotations

from bot.words import CATEGORY_WORDS
from guard import Screened, fill, own, restored
from tickets.values import Person

HAND_OVER = own("Hand over to a colleague")
CORRECT_CATEGORY = own("Correct the category")

MINE_HINT = own("the open tickets you have taken, by the time left")
LATE_HINT = own("the open tickets whose target has passed")
TICKET_HINT = own("the card of one ticket, with its buttons; its number behind it")
MINE = own("Open tickets taken by you, by the time left")
LATE = own("Open tickets whose target has passed")
NONE_TAKEN = own("You have taken no open ticket.")
NONE_LATE = own("No target has passed.")
NUMBER_NEEDED = own("Please give the ticket's number behind it, such as /support ticket 1001.")

WHICH_COLLEAGUE = own("Who takes it from here?")
COLLEAGUE_HINT = own("Support and leads can answer customers.")
WORD_FOR_COLLEAGUE = own("A word for your colleague; the customer never sees it")
WHICH_CATEGORY = own("What is it really?")
CATEGORY_HINT = own("It is remembered, and like messages are sorted that way from now on.")
NO_OTHER_COLLEAGUE = own("There is no other colleague who can answer customers.")
NO_COLLEAGUE = own("Nobody of that name can answer customers; please choose a colleague from the list.")
FORMS = {
    "assign": own("Hand over"),
    "sort": own("Category of"),
    "reopen": own("Open again"),
    "merge": own("Merge"),
    "tasks": own("Tasks for"),
}
REOPEN = own("Open it again")
WHY_AGAIN = own("Why? The customer is told that it is open again, but not this")
REASON_NEEDED = own("Please say why.")
IS_OPEN = own("This ticket is open.")
OPEN_AGAIN = own("the ticket is open again, and this was left without an answer")


def no_such_ticket(number: Screened) -> Screened:
    return fill("There is no ticket {number}.", number=number)


def form_title(act: str, number: int) -> Screened:
    return fill("{act} #{number}", act=FORMS[act], number=number)


def has_it_already(person: Person) -> Screened:
    return fill("{name} has this ticket already.", name=restored(person.name))


def handed_over(by: Person, to: Person) -> Screened:
    return fill(
        "{by} has handed this ticket to {to}, who is told.", by=restored(by.name), to=restored(to.name)
    )


def handed_to_you(by: Person, number: int, subject: Screened) -> Screened:
    return fill(
        "{by} has handed you ticket #{number}: {subject}",
        by=restored(by.name),
        number=number,
        subject=subject,
    )


def sorted_as(by: Person, category: str) -> Screened:
    return fill(
        "{by} has corrected the category: {category}. It is remembered.",
        by=restored(by.name),
        category=CATEGORY_WORDS[category],
    )


def is_that_already(category: str) -> Screened:
    return fill("It is taken as that already: {category}.", category=CATEGORY_WORDS[category])


def reopened_by(person: Person) -> Screened:
    return fill("{name} has opened this ticket again.", name=restored(person.name))


def reopened_for_you(number: int, due: str | None) -> Screened:
    if due is None:
        return fill("Support has opened ticket #{number} again and goes on with it.", number=number)
    return fill(
        "Support has opened ticket #{number} again; a person will answer you by {due}.",
        number=number,
        due=restored(due),
    )


def time_left(left: Screened, now: Screened) -> Screened:
    return fill("{left} left at {now}", left=left, now=now)


def target_passed(ago: Screened, now: Screened) -> Screened:
    return fill("our target passed {ago} before {now}", ago=ago, now=now)
