"""What is said of wishes for the product: where they go, and what becomes of them (policy 10)."""

from __future__ import annotations

from datetime import datetime

from guard import Screened, fill, join, own, restored
from tickets.quotes import DEVELOPMENT, SALES
from tickets.suggestions import Suggestion

TO_SALES = own("Route to sales")
TO_DEVELOPMENT = own("Route to Development")
SALES_FORM = own("To sales")
DEVELOPMENT_FORM = own("To Development")
RELEASED = own("Released")
SUGGESTIONS = own("Suggestions, by how many customers ask for them")
NO_SUGGESTIONS = own("No suggestion is waiting.")
RELEASED_HINT = own("a suggestion is released: tells everybody who asked for it")
FEATURES_HINT = own("the suggestions that wait, by how many customers ask for them")

ROUTED_TO = own("Routed to")
ROUTES = {SALES: own("sales"), DEVELOPMENT: own("Development")}
FOR_SALES = own("What sales should know")
CONFIRM = own("You confirm the category")
CONFIRM_TICK = own("This is a wish for the product, and nothing is broken")
TITLE = own("The suggestion in a few words; only staff read it")
TITLE_HINT = own("Name no customer and nobody's patients.")
WHICH = own("Is it like one of these?")
WHICH_HINT = own("Choose one, and this wish is counted with it.")
A_NEW_ONE = own("No, it is a new suggestion")
WHICH_RELEASED = own("Which suggestion is released?")
RELEASED_WORDS = own("What to tell everybody who asked for it")
RELEASED_WORDS_HINT = own("In which version, where it is found. All of them read it: name no customer.")

CONFIRM_NEEDED = own("Please confirm that this is a wish; a ticket is never closed on the sorting alone.")
TITLE_NEEDED = own("Please say in a few words what is suggested.")
NOT_A_WISH = own("Only a wish for the product is routed. If this is one, correct the category first.")
CHOOSE = own("Please choose one of the suggestions; it may be gone or released by now.")
RELEASED_NEEDED = own("Please say what everybody is to be told.")
WITH_SALES_ALREADY = own("This wish is with sales already; they can propose a price.")

DESK_TO_SALES = own("Routed to sales, who have been told. They propose a price with “Propose a price”.")
TOLD_TO_SALES = own(
    "Support has passed your wish to sales. They will propose a price for it, together with management; "
    "nothing is done or charged before you approve it."
)


def form_title(label: Screened, number: int) -> Screened:
    return fill("{label} #{number}", label=label, number=number)


def for_sales(number: int, customer: str, subject: Screened, note: Screened) -> Screened:
    """What sales are told."""
    lead = fill(
        "Ticket #{number} of {customer} is a wish for a customization: “{subject}”. Please propose a price.",
        number=number,
        customer=restored(customer),
        subject=subject,
    )
    return join(lead, note, by="\n")


def noted(title: Screened, customers: int) -> Screened:
    """What the desk reads when a suggestion was noted; ``customers`` had asked for it before."""
    if customers == 0:
        return fill(
            "Noted as a new suggestion: “{title}”. The ticket is closed and the customer told.", title=title
        )
    return fill(
        "Noted with “{title}”, for which {count} had asked. The ticket is closed and the customer told.",
        title=title,
        count=_customers(customers),
    )


def told_noted(number: int) -> Screened:
    """The honest sentence: no commitment if or when."""
    return fill(
        "Your suggestion has been noted by Development. We make no commitment if or when it will come. "
        "Ticket #{number} is closed with this; if it is released, you will be told here and by mail.",
        number=number,
    )


def told_released_already(number: int, words: Screened) -> Screened:
    lead = fill("What you suggest in ticket #{number} is released already:", number=number)
    return join(
        lead, words, own("The ticket is closed with this. Write here if you meant something else."), by="\n"
    )


def released_already(words: Screened, at: datetime) -> Screened:
    """What whoever asks later hears before they suggest it again."""
    lead = fill("Something like this was released on {day}:", day=restored(f"{at:%B} {at.day}, {at.year}"))
    return join(lead, words)


def told_released(number: int, subject: Screened) -> Screened:
    return fill(
        "What you suggested in ticket #{number} (“{subject}”) is released:", number=number, subject=subject
    )


def released(suggestion: Suggestion) -> Screened:
    """What whoever released it reads."""
    people = own("One person") if suggestion.people == 1 else fill("{count} people", count=suggestion.people)
    return fill(
        "“{title}” is released. {people} of {customers} will be told where they asked and by mail.",
        title=suggestion.title,
        people=people,
        customers=_customers(suggestion.customers),
    )


def was_released(suggestion: Suggestion) -> Screened:
    return fill("“{title}” has been released already; everybody has been told.", title=suggestion.title)


def line(suggestion: Suggestion) -> Screened:
    """A suggestion in a list."""
    return fill("{title} ({count})", title=suggestion.title, count=_customers(suggestion.customers))


def _customers(count: int) -> Screened:
    return own("one customer") if count == 1 else fill("{count} customers", count=count)
