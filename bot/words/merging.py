"""What is said when a duplicate goes on in another ticket."""

from __future__ import annotations

from guard import Screened, fill, own, restored
from tickets.values import Person

MERGE = own("Merge it into another ticket")
INTO_WHICH = own("Which ticket is it a duplicate of?")
INTO_HINT = own("Open tickets of the same customer. The clock of the older unanswered message goes on.")
OR_NUMBER = own("Or its number")
NUMBER_HINT = own("This customer has more open tickets than a list can show.")
WHICH_NEEDED = own("Please choose a ticket above, or give its number here, such as 1042.")
ONE_OF_BOTH = own("You have chosen one above as well: clear that, or this number.")
NONE_TO_MERGE_INTO = own("This customer has no other open ticket to merge it into.")
MERGED_HINT = own("Words in this thread reach the customer as words on the ticket that goes on.")
NOT_THAT_ONE = own("It can only be merged into another open ticket of the same customer.")


def merged_into(number: int) -> Screened:
    return fill("merged into #{number}", number=number)


def merged(by: Person, number: int, into: int) -> Screened:
    return fill(
        "{by} has merged #{number} into #{into}. Words of the customer in the old thread go there now.",
        by=restored(by.name),
        number=number,
        into=into,
    )


def goes_on(number: int, into: int) -> Screened:
    return fill(
        "Your ticket #{number} is about the same thing as #{into} of your company and goes on there. What "
        "you write here is added to #{into}; nothing of it is lost.",
        number=number,
        into=into,
    )


def came_from(number: int, opener: Person, words: Screened) -> Screened:
    return fill(
        "Merged into this ticket: #{number} of {name}. In their words:\n{words}",
        number=number,
        name=restored(opener.name),
        words=words,
    )
