"""What is said after a ticket was solved: whether it helped, how content the person was."""

from __future__ import annotations

from guard import Screened, fill, own, restored

YES = own("Yes, that solved it")
NOT_YET = own("Not yet")
ADD_A_WORD = own("Add a word")
STARS = tuple(own(text) for text in ("1 (bad)", "2", "3", "4", "5 (very good)"))
HOW_CONTENT = own("How content were you with our help, from 1 (bad) to 5 (very good)? I ask this only once.")
NOTED_BEFORE = own("You have told me so already; thank you.")
RATED_BEFORE = own("You have rated our help already; thank you.")
NOTHING_TO_RATE = own("There is nothing to rate here yet.")
THANKS_FOR_RATING = own("Thank you. If you would like to add a word about it, press “Add a word”.")
THANKS_FOR_WORD = own("Thank you; support will read it.")
REMARK_LABEL = own("What should we know? Support reads it; it does not open the ticket again.")
REMARK_TITLE = own("A word about our help")


def did_it_help(number: int) -> Screened:
    return fill(
        "Support has marked ticket #{number} as solved. Did that solve it? You may also answer in words.",
        number=number,
    )


def did_it_help_after_all(number: int) -> Screened:
    return fill(
        "I have not heard whether ticket #{number} is solved for you. Did it help? I shall not ask again.",
        number=number,
    )


def confirmed(number: int) -> Screened:
    return fill("Good. I have noted that ticket #{number} is solved.", number=number)


def open_again(number: int, due: str) -> Screened:
    return fill(
        "I am sorry. Ticket #{number} is open again; a person will answer by {due}. "
        "Please write here what is still not right.",
        number=number,
        due=restored(due),
    )


def too_late(number: int, days: int) -> Screened:
    return fill(
        "Ticket #{number} was closed more than {days} days ago, so it stays closed. "
        "Write here what is wrong: I begin anew and link it to that ticket.",
        number=number,
        days=days,
    )


def linked_to(number: int) -> Screened:
    return fill(
        "Ticket #{number} was closed long ago, so I take this as a new question. "
        "If it becomes a ticket, the two are linked.",
        number=number,
    )


def goes_on_from(number: int) -> Screened:
    return fill("This goes on from ticket #{number}.", number=number)


def rated(stars: int) -> Screened:
    return fill("The customer rated our help {stars} of 5.", stars=stars)
